import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.company_name import CompanyName, split_company_name


@pytest.mark.parametrize(
    "text",
    [
        "示例贸易(南京)有限公司",
        "示例貿易（南京）有限責任公司",
        "示例贸易〔南京市〕 有限公司",
        "（南京）示例贸易有限公司",
        "示例贸易有限公司(南京)",
    ],
)
def test_spellings_of_one_chinese_company_have_the_same_parts(text: str) -> None:
    assert split_company_name(text) == CompanyName("示例贸易", "有限公司", "南京")


@pytest.mark.parametrize(
    "text",
    [
        "Fictional Holdings Ltd",
        "FICTIONAL HOLDINGS LIMITED",
        "Fictional Holdings Co., Ltd.",
        "Fictional-Holdings Co.Ltd",
        "Ｆictional Hóldings　Limited",
        "Fictional Holdings Company Limited",
    ],
)
def test_spellings_of_one_latin_company_have_the_same_parts(text: str) -> None:
    assert split_company_name(text) == CompanyName("fictional holdings", "ltd", "")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Example S.A.", "sa"),
        ("Example S.à r.l.", "sarl"),
        ("Example GmbH & Co. KG", "gmbh and co kg"),
        ("Example Gesellschaft mit beschränkter Haftung", "gmbh"),
        ("Example Sp. z o.o.", "sp zoo"),
        ("Example, N.A.", "na"),
        ("EXAMPLE L.L.C.", "llc"),
        ("Example Pte. Ltd.", "pte ltd"),
        ("ООО Example", "ooo"),
    ],
)
def test_a_form_has_one_spelling_with_and_without_points(text: str, form: str) -> None:
    assert split_company_name(text) == CompanyName("example", form, "")


def test_brackets_that_hold_no_place_are_part_of_the_name() -> None:
    assert split_company_name("示例(集团)有限公司").core == "示例集团"
    assert split_company_name("Example (HK) Limited").core == "example hk"


def test_a_branch_is_not_its_company() -> None:
    branch = split_company_name("示例有限公司南京分公司")
    assert branch.core != split_company_name("示例有限公司").core


@given(st.text(st.characters()))
def test_any_text_has_parts_that_do_not_depend_on_outer_space(text: str) -> None:
    assert split_company_name(text) == split_company_name(f" {text}\u3000")


@given(st.text("示例貿易南京ABCabc&.,- ()（）有限責任公司Ltd", max_size=24))
def test_parts_do_not_depend_on_width_tradition_or_case(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert split_company_name(wide.upper()) == split_company_name(text.lower())
