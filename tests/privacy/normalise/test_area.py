import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_privacy.normalise.area import place_address
from veiltrace_privacy.normalise.area_table import Area, area_table


def current_paths() -> list[tuple[str, str]]:
    """Every area of the newest list, written in full from its province on, with its code."""
    table = area_table()
    newest = table.lists[-1]
    paths = []
    for code, versions in table.by_code.items():
        around = [table.at(code[:2] + "0000", newest), table.at(code[:4] + "00", newest)]
        names = [area.name for area in [*around, versions[-1]] if area]
        if versions[-1].last_listed == newest:
            paths.append(("".join(dict.fromkeys(names)), code))
    return paths


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("北京市朝阳区望京街1号", "110105", "望京街1号"),
        ("江苏省南京市鼓楼区示例路2号", "320106", "示例路2号"),
        ("江蘇省 南京市，鼓樓區 示例路２號", "320106", "示例路2号"),
        ("中国江苏省南京市鼓楼区", "320106", ""),
        ("江苏南京", "320100", ""),
        ("江苏南京鼓楼区示例路", "320106", "示例路"),
        ("南京市鼓楼区示例路", "320106", "示例路"),
        ("南京市示例路1号", "320100", "示例路1号"),
        ("北京市市辖区东城区", "110101", ""),
        ("北京市北京市朝阳区", "110105", ""),
        ("北京北京市朝阳区", "110105", ""),
        ("上海市南京西路1号", "310000", "南京西路1号"),
        ("江苏省昆山市示例路", "320583", "示例路"),
        ("江苏昆山示例镇", "320583", "示例镇"),
        ("昆山市示例镇", "320583", "示例镇"),
        ("湖北省恩施州恩施市", "422801", ""),
        ("湖北长阳县", "420528", ""),
        ("湖北省仙桃市示例镇", "429004", "示例镇"),
        ("广东省东莞市示例镇", "441900", "示例镇"),
        ("吉林省吉林市船营区", "220204", ""),
        ("吉林吉林市船营区", "220204", ""),
        ("济南市市中区示例路", "370103", "示例路"),
        ("重庆市江北区示例路", "500105", "示例路"),
        ("内蒙古自治区锡林郭勒盟锡林浩特市", "152502", ""),
        ("青海海南州共和县", "632521", ""),
    ],
)
def test_an_address_lies_where_its_beginning_says(text: str, code: str, rest: str) -> None:
    placed = place_address(text)
    assert (placed.code, placed.rest, placed.candidates) == (code, rest, ())


def test_what_lies_around_an_area_follows_from_its_code() -> None:
    placed = place_address("昆山市示例镇")
    around = [area.name for area in (placed.province, placed.city, placed.county) if area]
    assert around == ["江苏省", "苏州市", "昆山市"]
    assert place_address("湖北省仙桃市").city is None


@pytest.mark.parametrize(
    ("text", "certain", "candidates"),
    [
        ("朝阳区望京街1号", "", ["110105", "220104"]),
        ("通州区示例路", "", ["110112", "320612"]),
        ("江苏省鼓楼区示例路", "320000", ["320106", "320302"]),
        ("城北区示例路", "", ["430105", "430404", "450104", "630105"]),
        ("南京示例路1号", "", ["320100"]),
        ("上海南京路1号", "", ["310000"]),
    ],
)
def test_what_may_be_several_places_is_none_of_them(
    text: str, certain: str, candidates: list[str]
) -> None:
    placed = place_address(text)
    assert placed.code == certain
    assert [area.code for area in placed.candidates] == candidates


@pytest.mark.parametrize(
    "text",
    [
        "",
        "示例省示例市示例区",
        "南京东路1号",
        "北京路1号",
        "江苏大厦1层",
        "南京市场1号",
        "长安街1号",
        "示例路1号南京市鼓楼区",
        "12 Example St., London",
        "\ud800北京市",
        "京",
    ],
)
def test_nothing_is_found_where_no_area_begins_the_text(text: str) -> None:
    placed = place_address(text)
    # A lone surrogate is no character: what is cleaned away does not count.
    assert placed.code == ("110000" if "北京市" in text else "")
    assert placed.candidates == ()


def test_a_county_of_another_city_is_not_read_below_this_one() -> None:
    placed = place_address("南京市朝阳区示例路")
    assert (placed.code, placed.rest) == ("320100", "朝阳区示例路")


def test_a_street_after_a_city_is_no_city_in_it() -> None:
    placed = place_address("江苏苏州昆山路1号")
    assert (placed.code, placed.rest) == ("320500", "昆山路1号")


def test_a_former_area_comes_with_the_years_of_its_lists() -> None:
    assert place_address("南京市白下区示例路").county == Area("320103", "白下区", 198012, 201210)
    former = place_address("四川省重庆市江北区示例路")
    assert (former.code, former.county and former.county.last_listed) == ("510211", 199612)


def test_of_several_codes_of_one_place_the_last_is_meant() -> None:
    assert place_address("海口市").code == "460100"
    assert place_address("重庆市").code == "500000"
    assert place_address("安徽省合肥市肥西县").code == "340123"


def test_every_area_of_the_newest_list_is_found_by_its_full_name() -> None:
    paths = current_paths()
    assert len(paths) > 3_000
    wrong = [path for path, code in paths if place_address(path + "示例路1号").code != code]
    assert wrong == []


def test_no_bare_name_is_taken_for_another_area_of_today() -> None:
    table = area_table()
    for path, code in current_paths():
        name = table.by_code[code][-1].name
        assert place_address(name).code in (code, ""), path


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(st.characters()),
        st.text("江苏省南京市鼓楼區区县州盟路号北上海朝阳吉林 ,，市辖1A", max_size=24),
    )
)
def test_any_text_is_read_and_its_end_is_the_rest(text: str) -> None:
    placed = place_address(text)
    again = place_address(placed.rest)
    assert placed.code or placed.candidates or again.rest == placed.rest
    assert not placed.code.strip("0123456789")


@given(st.sampled_from(current_paths()), st.sampled_from(["", " ", "，", "-", "　"]))
def test_spaces_commas_and_full_width_do_not_move_an_address(
    path: tuple[str, str], gap: str
) -> None:
    text, code = path
    assert place_address(f"{text}{gap}示例路1号").rest == "示例路1号"
    assert place_address(f" {text}{gap}示例路１号").code == code


def test_a_very_long_text_is_read_in_time() -> None:
    assert place_address("江苏省" * 200_000).code == "320000"
