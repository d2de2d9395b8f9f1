"""A company's name is taken apart alike however it is written."""

import pytest

from veiltrace_graph.resolution.rows.company_name_parts import company_name_parts


def parts(text):
    (only,) = company_name_parts(text)
    return only


def said(text):
    """Return what Chinese and Latin spellings share of a name: all but the form and the core."""
    of = parts(text)
    return of.reading, of.trade, of.place, of.mark


@pytest.mark.parametrize(
    "text",
    [
        "南京恒示贸易有限公司",
        "南京市恒示贸易有限公司",
        "江苏南京恒示贸易有限公司",
        "恒示贸易(南京)有限公司",
        "恒示贸易（南京）有限公司",
        "恆示貿易（南京）有限公司",
        "南京 恒示 贸易 有限公司",
        "Nanjing Hengshi Trading Co., Ltd.",
        "NAN JING HENGSHI TRADING CO LTD",
        "Hengshi Trading (Nanjing) Co Ltd",
        "Hengshi Tradng (Nanjing) Limited",
    ],
)
def test_place_brand_and_trade_are_the_same_in_every_spelling(text):
    assert said(text) == ("hengshi", ("trading",), "nanjing", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("恒示二号投资合伙企业(有限合伙)", "2"),
        ("恒示第2号投资合伙企业(有限合伙)", "2"),
        ("Hengshi No. 2 Investment LP", "2"),
        ("Hengshi Investment II LP", "2"),
        ("Hengshi Investment 12 LP", "12"),
        ("Hengshi Nr. 12 Investment LP", "12"),
    ],
)
def test_a_serial_number_is_a_mark_and_no_part_of_the_brand(text, number):
    assert said(text) == ("hengshi", ("investment",), "", f"no {number}")


@pytest.mark.parametrize(
    "text",
    [
        "恒示贸易有限公司南京分公司",
        "恒示贸易有限公司(南京)分公司",
        "恒示贸易有限公司|南京市分公司",
        "Hengshi Trading Co., Ltd. Nanjing Branch",
        "Hengshi Trading Co., Ltd. Nan Jing Branch Office",
    ],
)
def test_a_branch_bears_its_companys_name_and_a_mark_of_its_own(text):
    branch = parts(text)
    assert branch.is_branch
    assert said(text) == ("hengshi", ("trading",), "", "branch nanjing")
    assert not parts("恒示贸易有限公司").is_branch


@pytest.mark.parametrize(
    "text", ["Müller Beispiel GmbH", "MUELLER Beispiel GmbH", "Muller Beispiel"]
)
def test_an_umlaut_is_one_letter_two_or_none(text):
    assert parts(text).brand == "mullerbeispiel"


@pytest.mark.parametrize("state", ["(in liquidation)", "- in voluntary liquidation", "DISSOLVED"])
def test_what_becomes_of_a_company_is_no_part_of_its_name(state):
    assert parts(f"Fictional Foods Ltd {state}") == parts("Fictional Foods Ltd")


def test_a_form_in_brackets_is_no_place():
    assert (parts("Beispiel UG (haftungsbeschränkt)").place, parts("Beispiel UG").form) == (
        "",
        "ug",
    )


def test_a_place_that_may_begin_the_brand_is_read_both_ways():
    assert [one.brand for one in company_name_parts("泰安示贸易有限公司")] == ["泰安示", "示"]
    assert [one.brand for one in company_name_parts("泰安贸易有限公司")] == ["泰安"]


@pytest.mark.parametrize("text", ["", " ", "🙂🙂", "()", "|||", "\x00", "-.-"])
def test_what_has_no_letter_has_no_name(text):
    assert company_name_parts(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "有限公司",
        "Ltd",
        "南京",
        "示" * 300,
        "fictional " * 30,
        "ä½ å¥½ å…¬å\x8f¸",
        "Пример ООО",
        "示|例|贸易|有限公司|南京|分公司",
        "Example | Trading | No. 2 | Ltd",
        "分公司",
        "第二号",
        "No. 2",
        "((((",
    ],
)
def test_an_odd_name_is_a_name_whose_parts_hold_no_bar(text):
    for of in company_name_parts(text):
        assert of.core
        assert of.brand
        assert of.reading
        assert "|" not in " ".join((of.brand, of.reading, *of.trade, of.mark))
