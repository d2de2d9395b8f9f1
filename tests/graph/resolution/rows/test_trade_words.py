"""A firm's trade is one word in Chinese and English."""

import pytest

from veiltrace_graph.resolution.rows.trade_words import part_han_trade, part_latin_trade


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("恒示贸易", "hengshi trading"),
        ("恒示进出口", "hengshi imp and exp"),
        ("恒示建筑工程", "hengshi constr eng"),
        ("恒示医疗器械", "hengshi medical instruments"),
        ("恒示房地产开发", "hengshi real estate development"),
    ],
)
def test_a_trade_is_the_same_in_either_language(han: str, latin: str) -> None:
    (brand, trade), (words, of_latin) = part_han_trade(han), part_latin_trade(latin.split())
    assert (brand, words) == ("恒示", ("hengshi",))
    assert trade == of_latin != ()


@pytest.mark.parametrize("slip", ["enginering", "engneering", "engineerinq", "engineeringg"])
def test_a_long_word_is_known_with_one_slip(slip: str) -> None:
    assert part_latin_trade(["hengshi", slip]) == (("hengshi",), ("engineering",))


def test_a_short_word_with_a_slip_is_another_word() -> None:
    assert part_latin_trade(["hengshi", "fuod"]) == (("hengshi", "fuod"), ())


def test_a_name_without_a_known_trade_is_all_brand() -> None:
    assert part_han_trade("恒示") == ("恒示", ())
    assert part_latin_trade(["fictional", "and", "sample"]) == (("fictional", "and", "sample"), ())
    assert part_han_trade("") == ("", ())
    assert part_latin_trade([]) == ((), ())
