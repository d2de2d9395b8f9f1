import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from veiltrace_privacy.normalise.resident_area import AreaAtBirth, area_of_resident_id
from veiltrace_privacy.normalise.resident_id import NotAResidentId, normalise_resident_id


def number(area: str, born: str) -> str:
    body = f"{area}{born}990"
    return body + str(mod_11_2.calc_check_digit(body))


@pytest.mark.parametrize(
    ("area", "born", "at_birth", "names"),
    [
        ("320106", "19800101", AreaAtBirth.UNKNOWN, ["鼓楼区"]),
        ("320106", "19810101", AreaAtBirth.LISTED, ["鼓楼区"]),
        ("320106", "20250101", AreaAtBirth.UNKNOWN, ["鼓楼区"]),
        ("320103", "20130101", AreaAtBirth.UNKNOWN, ["白下区"]),
        ("320103", "20140101", AreaAtBirth.ANOTHER_TIME, ["白下区"]),
        ("320115", "19900101", AreaAtBirth.ANOTHER_TIME, ["江宁区"]),
        ("320115", "19700101", AreaAtBirth.UNKNOWN, ["江宁区"]),
        ("320114", "19820101", AreaAtBirth.LISTED, ["雨花区", "雨花台区"]),
        ("460100", "19900101", AreaAtBirth.LISTED, ["海口市"]),
        ("990101", "19800101", AreaAtBirth.UNLISTED, []),
    ],
)
def test_the_code_says_what_it_stood_for_and_whether_at_birth(
    area: str, born: str, at_birth: AreaAtBirth, names: list[str]
) -> None:
    said = area_of_resident_id(number(area, born))
    assert (said.at_birth, [known.name for known in said.areas]) == (at_birth, names)


@pytest.mark.parametrize(
    ("area", "province"),
    [
        ("810000", "香港特别行政区"),
        ("820000", "澳门特别行政区"),
        ("830000", "台湾省"),
        ("911156", "北京市"),
    ],
)
def test_a_residence_permit_names_no_area_at_birth(area: str, province: str) -> None:
    permit = number(area, "19800101")
    said = area_of_resident_id(permit)
    assert (said.at_birth, said.areas) == (AreaAtBirth.PERMIT, ())
    assert said.province and said.province.name == province
    assert normalise_resident_id(permit).value == permit


@given(st.integers(100_000, 999_999), st.dates())
def test_no_area_makes_a_number_invalid_or_raises(area: int, born: object) -> None:
    resident_id = number(str(area), f"{born}".replace("-", ""))
    assert normalise_resident_id(resident_id).is_whole
    assert area_of_resident_id(resident_id).code == str(area)


def test_only_a_whole_number_is_asked() -> None:
    for text in ["", "320106", "３２０１０６１９８００１０１９９０５", "3201061980****9905"]:
        with pytest.raises(NotAResidentId):
            area_of_resident_id(text)
