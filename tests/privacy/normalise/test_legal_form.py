import pytest

from veiltrace_privacy.normalise.legal_form import (
    part_han_form,
    part_latin_form,
    part_misspelt_latin_form,
)


@pytest.mark.parametrize(
    ("name", "rest", "form"),
    [
        ("示例有限公司", "示例", "有限公司"),
        ("示例有限责任公司", "示例", "有限公司"),
        ("示例股份有限公司", "示例", "股份有限公司"),
        ("示例集团公司", "示例集团", "公司"),
        ("示例合伙企业(有限合伙)", "示例", "有限合伙"),
        ("示例会计师事务所(特殊普通合伙)", "示例会计师事务所", "特殊普通合伙"),
        ("示例有限公司南京分公司", "示例有限公司南京", "分公司"),
        ("株式会社示例", "示例", "株式会社"),
        ("示例(株)", "示例", "株式会社"),
        ("示例小吃店", "示例小吃店", ""),
        ("有限公司", "有限公司", ""),
        ("公司示例", "公司示例", ""),
        ("", "", ""),
    ],
)
def test_a_chinese_form_is_parted_from_the_end(name: str, rest: str, form: str) -> None:
    assert part_han_form(name) == (rest, form)


@pytest.mark.parametrize(
    ("name", "rest", "form"),
    [
        ("example ltd", "example", "ltd"),
        ("example limited", "example", "ltd"),
        ("example co ltd", "example", "ltd"),
        ("example private limited", "example", "pvt ltd"),
        ("example public limited company", "example", "plc"),
        ("example incorporated", "example", "inc"),
        ("example gmbh and co kg", "example", "gmbh and co kg"),
        ("example mbh", "example", "gmbh"),
        ("example gesellschaft mit beschraenkter haftung", "example", "gmbh"),
        ("example joint stock company", "example", "jsc"),
        ("smith and co ltd", "smith and co", "ltd"),
        ("smith and co", "smith and co", ""),
        ("pt example", "example", "pt"),
        ("ltd", "ltd", ""),
        ("limited example", "limited example", ""),
        ("", "", ""),
    ],
)
def test_a_latin_form_is_parted_from_the_end(name: str, rest: str, form: str) -> None:
    assert part_latin_form(tuple(name.split())) == (tuple(rest.split()), form)


@pytest.mark.parametrize(
    ("name", "rest", "form"),
    [
        ("example limitde", "example", "ltd"),
        ("example limted", "example", "ltd"),
        ("example limitee", "example", "ltd"),
        ("example liimited", "example", "ltd"),
        ("example incorperated", "example", "inc"),
        ("example united", "example united", ""),
        ("example ltf", "example ltf", ""),
        ("limitde", "limitde", ""),
        ("", "", ""),
    ],
)
def test_a_form_written_out_is_known_with_a_slip_and_a_short_one_is_not(
    name: str, rest: str, form: str
) -> None:
    assert part_misspelt_latin_form(tuple(name.split())) == (tuple(rest.split()), form)
