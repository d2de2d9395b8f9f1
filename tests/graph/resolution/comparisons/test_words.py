"""How far two names, or two addresses, agree, and how much that says."""

from veiltrace_graph.resolution.comparisons.words import name_levels, place_levels

BITS = {
    "fortescue": 18,
    "hargreave": 14,
    "bramwell": 12,
    "whitlock": 10,
    "pemberton": 9,
    "jones": 6,
    "smith": 2,
}
NAMES = {
    "same/22": ("Sondergeld Quimbly", "Quimbly, Sondergeld"),
    "same/18": ("Fortescue", "FORTESCUE"),
    "same/14": ("Hargreave Smith", "Smith Hargreave"),
    "same/10": ("Whitlock", "Whitlock"),
    "same/6": ("Jones", "Jones"),
    "same/0": ("Smith", "Smith"),
    "contained/18": ("Fortescue", "Fortescue Smith"),
    "contained/14": ("Hargreave", "Hargreave Smith"),
    "contained/10": ("Whitlock", "Jones Whitlock"),
    "contained/6": ("Jones", "Smith Jones"),
    "contained/0": ("Smith", "Smith Jones"),
    "alike/18": ("Fortescue", "Fortescew"),
    "alike/14": ("Hargreave Smith", "Hargreve Smyth"),
    "alike/10": ("Whitlock", "Whitlok"),
    "alike/6": ("Jones", "Jonas"),
    "alike/0": ("Smith", "Smyth"),
    "share/12": ("Bramwell Whitlock", "Bramwell Quimbly"),
    "share/9": ("Pemberton Whitlock", "Pemberton Quimbly"),
    "share/6": ("Jones Whitlock", "Quimbly Jones"),
    "share/0": ("Smith Whitlock", "Quimbly Smith"),
    "near": ("Bramwell Whitlock", "Quimbly Bramwel"),
    "none": ("Bramwell Whitlock", "Quimbly Jones"),
}
AREAS = {"townham": 6, "fictown": 9, "hamlet": 12, "example": 16}
PLACE_BITS = AREAS | {"street": 2, "7": 1, "8": 1}
PLACES = {
    "share/20": ("Example Fictown", "Fictown, Example"),
    "share/15": ("Example", "7 Example"),
    "share/11": ("Hamlet", "7 Hamlet"),
    "share/8": ("8 Fictown", "7 Fictown"),
    "share/5": ("8 Townham", "7 Townham"),
    "share/0": ("Other Street", "Mill Street"),
    "alike": ("Fictown", "Fictowm"),
    "none": ("Fictown", "Hamlet"),
}


def named(*pairs):
    return [({"name": left}, {"name": right}) for left, right in pairs]


def living(*pairs):
    return [({"address": left}, {"address": right}) for left, right in pairs]


def test_each_level_holds_for_names_as_it_says(labels):
    assert tuple(NAMES) == tuple(level.label for level in name_levels("name"))
    assert labels("name", named(*NAMES.values()), name=BITS) == list(NAMES)


def test_the_order_of_two_names_says_nothing(labels):
    turned = named(*((right, left) for left, right in NAMES.values()))
    assert labels("name", turned, name=BITS) == list(NAMES)


def test_one_name_written_in_several_ways_is_the_same(labels):
    pairs = named(
        ("歐陽小明", "欧阳小明"),
        ("王 小明", "王小明"),
        ("Wang Xiaoming", "XIAO-MING WANG"),
        ("Example, José", "jose EXAMPLE"),
    )
    assert labels("name", pairs) == ["same/22"] * 4


def test_a_chinese_name_contains_its_latin_spelling_in_any_order(labels):
    pairs = named(("王小明", "Wang Xiaoming"), ("欧阳小明", "Xiao-Ming OUYANG"))
    assert labels("name", pairs) == ["contained/18"] * 2


def test_a_name_read_alike_and_written_otherwise_is_alike_and_no_more(labels):
    assert labels("name", named(("王小明", "王晓明"))) == ["alike/18"]


def test_chinese_names_that_share_a_part_share_what_is_read_alike(labels):
    syllables = {"wang": 4, "xiao": 5, "ming": 5, "hong": 5}
    assert labels("name", named(("王小明", "王小红")), name=syllables) == ["share/9"]


def test_an_initial_stands_for_a_word_that_begins_with_it(labels):
    pairs = named(("J. Fortescue", "Jane Fortescue"), ("J. Fortescue", "Mary Fortescue"))
    assert labels("name", pairs, name=BITS) == ["alike/18", "share/12"]


def test_each_level_holds_for_places_as_it_says(labels):
    assert tuple(PLACES) == tuple(level.label for level in place_levels("place"))
    assert labels("place", living(*PLACES.values()), place=PLACE_BITS) == list(PLACES)


def test_the_order_of_two_places_says_nothing(labels):
    turned = living(*((right, left) for left, right in PLACES.values()))
    assert labels("place", turned, place=PLACE_BITS) == list(PLACES)


def test_a_chinese_address_agrees_however_much_of_its_areas_is_written(labels):
    pairs = living(("江苏省南京市鼓楼区示例路1号", "南京市鼓樓區示例路1號"))
    assert labels("place", pairs) == ["share/20"]


def test_a_place_of_birth_agrees_with_no_address(labels):
    pair = ({"address": "Fictown"}, {"birth_place": "Fictown"})
    assert labels("place", [pair]) == labels("birth_place", [pair]) == [None]


def test_short_words_that_differ_in_a_letter_are_other_words(labels):
    assert labels("name", named(("Ed Bramwell", "Al Bramwell")), name=BITS) == ["share/12"]
    assert labels("name", named(("Ed Bramwell", "Ad Bramwell")), name=BITS) == ["share/12"]
    assert labels("place", living(("Mill", "Mile"))) == ["none"]


def test_a_place_with_another_ending_is_alike(labels):
    assert labels("place", living(("Exampletown", "Exampletownside"))) == ["alike"]
