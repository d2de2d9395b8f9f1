"""Addresses of one place have the same words."""

from veiltrace_graph.resolution.rows.place_words import place_words


def test_a_chinese_address_is_the_code_of_its_area_and_its_parts():
    assert place_words(["江苏省南京市鼓楼区示例路1号3幢2单元501室"]) == tuple(
        sorted(["320106", "示例路1号", "3幢", "2单元", "501室"])
    )


def test_the_areas_around_may_be_left_out_abbreviated_or_in_traditional_characters():
    whole = place_words(["江苏省南京市鼓楼区示例路1号"])
    assert place_words(["南京市鼓樓區示例路1號"]) == whole
    assert place_words(["江苏南京鼓楼区 示例路1号"]) == whole


def test_case_changes_no_word():
    assert place_words(["南京市鼓楼区示例路1号A座"]) == place_words(["南京市鼓楼区示例路1号a座"])
    assert place_words(["5 EXAMPLE Street"]) == place_words(["5 example street"])


def test_an_address_whose_area_is_not_certain_is_its_parts():
    assert place_words(["朝阳区示例街1号"]) == ("示例街1号",)


def test_a_chinese_place_of_birth_is_its_area_however_it_is_written():
    assert place_words(["江苏省南京市"]) == place_words(["江蘇南京"]) == ("320100",)


def test_several_addresses_are_one_bag_of_words_each_once():
    assert place_words(["1 Example Street", "2 Example Street"]) == (
        "1",
        "2",
        "example",
        "street",
    )


def test_without_address_there_are_no_words():
    assert place_words([]) == place_words(["", "  "]) == ()
