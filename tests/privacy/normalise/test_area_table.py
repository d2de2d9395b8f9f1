import re

from veiltrace_privacy.normalise.area_table import area_table


def test_every_area_has_a_code_a_name_and_a_span_of_lists() -> None:
    table = area_table()
    areas = [area for versions in table.by_code.values() for area in versions]
    assert len(areas) > 7_000
    for area in areas:
        assert re.fullmatch("[1-8][0-9]{5}", area.code) and area.name
        assert area.first_listed in table.lists and area.last_listed in table.lists
        assert area.first_listed <= area.last_listed


def test_headings_of_the_lists_are_no_areas() -> None:
    names = {area.name for versions in area_table().by_code.values() for area in versions}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "省直辖行政单位"}


def test_a_code_stands_for_what_the_lists_of_its_time_have() -> None:
    table = area_table()
    assert [area.name for area in table.by_code["422800"]] == [
        "恩施地区",
        "鄂西土家族苗族自治州",
        "恩施土家族苗族自治州",
    ]
    named = [table.at("422800", month) for month in (197001, 198212, 199012, 202001)]
    assert [area.name[:2] for area in named if area] == ["恩施", "恩施", "鄂西", "恩施"]
    assert table.at("999999", 199012) is None


def test_the_lists_beside_a_month_are_the_nearest() -> None:
    table = area_table()
    assert (table.list_before(198012), table.list_after(201904)) == (0, None)
    assert (table.list_before(201308), table.list_after(201210)) == (201210, 201308)
    assert table.list_before(201301) == table.list_before(201308)
