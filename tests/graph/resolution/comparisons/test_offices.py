"""Whether two firms sit in one house, in one town, or in two."""

from veiltrace_graph.resolution.comparisons.offices import office_levels

TOWNS = {"nanjing": 4, "jiangsu": 3, "gulou": 5, "hangzhou": 4, "1": 1, "9": 1, "road": 1}
BITS = {"place": TOWNS | {"mill": 4, "lane": 2, "fictown": 8, "hamlet": 12, "55555": 6}}
OFFICES = {
    "same house/20": ("南京市鼓楼区示例路1号", "room 2 no 1 shili road gulou district nanjing"),
    "same house/14": ("55555 mill lane fictown", "55555 fictown"),
    "same house/0": ("南京市鼓楼区示例路1号", "no 1 mill lane fictown"),
    "no number told/11": ("7 mill lane hamlet", "hamlet"),
    "no number told/0": ("7 mill lane fictown", "fictown"),
    "another town": ("7 mill lane fictown", "8 mill lane hamlet"),
    "elsewhere in town": ("7 mill lane fictown", "8 other street fictown"),
    "elsewhere": ("7 mill lane fictown", "8 mill lane"),
}


def at(*pairs):
    return [({"address": left}, {"address": right}) for left, right in pairs]


def test_each_level_holds_for_offices_as_it_says(organisation_labels):
    assert tuple(OFFICES) == tuple(level.label for level in office_levels())
    assert organisation_labels("place", at(*OFFICES.values()), **BITS) == list(OFFICES)


def test_the_order_of_two_offices_says_nothing(organisation_labels):
    turned = at(*((right, left) for left, right in OFFICES.values()))
    assert organisation_labels("place", turned, **BITS) == list(OFFICES)


def test_a_code_of_a_whole_area_is_no_number_of_a_house(organisation_labels):
    pair = ("南京市鼓楼区示例路7号 210000", "南京市鼓楼区其他路8号 210000")
    assert organisation_labels("place", at(pair), **BITS) == ["elsewhere in town"]


def test_a_town_with_a_slip_is_no_other_town(organisation_labels):
    assert organisation_labels("place", at(("7 mill lane fictown", "8 mill lane fictwon"))) == [
        "elsewhere in town"
    ]
    assert organisation_labels("place", at(("7 mill lane ayr", "8 mill lane ayl"))) == [
        "another town"
    ]


def test_firms_do_not_agree_again_on_the_town_that_is_in_their_names(organisation_labels):
    one = {"name": "南京恒示贸易有限公司", "address": "南京市鼓楼区示例路7号"}
    other = {"name": "南京恒示贸易有限公司", "address": "南京市玄武区其他路8号"}
    unnamed = {"name": "恒示贸易有限公司", "address": "南京市玄武区其他路8号"}
    pairs = [(one, other), (one, unnamed)]
    assert organisation_labels("place", pairs) == ["elsewhere", "elsewhere in town"]
