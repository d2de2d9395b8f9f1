"""Which words of an address may be the town's."""

import pytest

from veiltrace_graph.resolution.rows.town_words import town_words


@pytest.mark.parametrize(
    "address",
    [
        "江苏省南京市鼓楼区示例东路1号203室",
        "南京市鼓樓區示例東路1號",
        "江苏南京鼓楼区",
        "room 203 no 1 shili east road nanjing jiangsu china",
    ],
)
def test_a_town_of_china_is_the_same_in_either_script_without_street_and_province(address):
    assert town_words([address]) == ("nanjing",)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("305 station road fictown 54341", ("fictown",)),
        ("unit 3 315 mill lane fictown jb11 1lj", ("fictown",)),
        ("bahnhofstr 268 48096 fictown", ("fictown",)),
        ("lindenallee 3 fictown", ("fictown",)),
        ("北京市朝阳区示例路1号", ("beijing",)),
        ("江苏省", ("jiangsu",)),
        ("香港尖沙咀示例路1號", ("hongkong",)),
        ("5 example road milton fictown", ("fictown", "milton", "miltonfictown")),
    ],
)
def test_streets_numbers_and_kinds_of_place_are_no_towns(address, town):
    assert town_words([address]) == town


@pytest.mark.parametrize("address", ["", "示例路1号", "1 example road", "🙂", "7" * 300])
def test_an_address_without_a_town_tells_none(address):
    assert town_words([address]) == ()


def test_a_town_of_several_words_is_found_as_one():
    assert "hongkong" in town_words(["room 5 1 example road central hong kong"])
    assert "frankfurtammain" in town_words(["lindenallee 3 30051 frankfurt am main"])
    assert "nanjing" in town_words(["1 shili road nan jing jiangsu"])


def test_several_addresses_tell_several_towns():
    assert town_words(["1 mill lane hamlet", "2 mill lane fictown"]) == ("fictown", "hamlet")
