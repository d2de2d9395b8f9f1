import pytest

from veiltrace_privacy.normalise.area_name import name_index


@pytest.mark.parametrize(
    ("short", "code"),
    [
        ("江苏", "320000"),
        ("内蒙古", "150000"),
        ("广西壮族", None),
        ("广西", "450000"),
        ("新疆", "650000"),
        ("香港", "810000"),
        ("南京", "320100"),
        ("恩施", "422800"),
        ("恩施州", "422800"),
        ("西双版纳", "532800"),
        ("锡林郭勒", "152500"),
        ("昆山", "320583"),
        ("长阳县", "420528"),
        ("鼓楼", None),
        ("白下", None),
    ],
)
def test_abbreviations_are_those_people_write(short: str, code: str | None) -> None:
    meanings = name_index().meanings.get(short, ())
    codes = [meaning.area.code for meaning in meanings if meaning.is_short]
    assert (code in codes) if code else not codes


def test_no_name_or_abbreviation_is_a_single_character() -> None:
    assert min(map(len, name_index().meanings)) >= 2
