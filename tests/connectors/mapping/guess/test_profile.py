import pytest

from veiltrace_connectors.mapping.guess.looks import Looks
from veiltrace_connectors.mapping.guess.profile import profile


@pytest.mark.parametrize(
    ("value", "look", "country"),
    [
        ("990101198001011017", Looks.RESIDENT_ID, "CN"),
        ("990101********1017", Looks.MASKED_ID, "CN"),
        ("91990101MA000901XP", Looks.USCC, "CN"),
        ("12400000001", Looks.PHONE, "CN"),
        ("124****0001", Looks.PHONE, "CN"),
        ("025-83591234", Looks.PHONE, "CN"),
        ("ann@example.com", Looks.EMAIL, "GB"),
        ("苏A·00001", Looks.PLATE, "CN"),
        ("LZZZZZZZ2AA000001", Looks.VIN, "CN"),
        ("00000000000000000195", Looks.LEI, "GB"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", Looks.WALLET, ""),
        ("(2024)苏0106执99901号", Looks.CASE_NUMBER, "CN"),
        ("〔2021〕示9902民初00003号之一", Looks.CASE_NUMBER, "CN"),
        ("2024年1月5日", Looks.DATE, "CN"),
        ("20240105", Looks.DATE, "CN"),
        ("31/12/2020", Looks.DAY_FIRST, "GB"),
        ("12/31/2020", Looks.MONTH_FIRST, "US"),
        ("1000万人民币", Looks.MONEY, "CN"),
        ("40.00％", Looks.SHARE, "CN"),
        ("建筑面积89.55㎡", Looks.AREA, "CN"),
        ("南京市鼓楼区示例路1号", Looks.ADDRESS, "CN"),
        ("1 Example Street", Looks.ADDRESS, "GB"),
        ("示例贸易有限公司", Looks.FIRM, "CN"),
        ("Example Holdings LLC", Looks.FIRM, "US"),
        ("示例甲、示例乙", Looks.LIST, "CN"),
    ],
)
def test_a_value_looks_like_what_it_is(value: str, look: Looks, country: str) -> None:
    assert profile([value], country=country).share(look) == 1.0


@pytest.mark.parametrize(
    ("value", "look"),
    [
        ("12345", Looks.PHONE),
        ("2024-01-05", Looks.PHONE),
        ("20240105", Looks.PHONE),
        ("正常", Looks.ADDRESS),
        ("990101198001011018", Looks.RESIDENT_ID),
        ("1 Example Street Ltd", Looks.ADDRESS),
    ],
)
def test_a_value_does_not_look_like_what_it_is_not(value: str, look: Looks) -> None:
    assert profile([value], country="CN").share(look) == 0.0


def test_only_values_that_say_something_are_counted() -> None:
    seen = profile(["a@example.com", "", "-", "无", "b@example.com"], country="CN")
    assert (seen.seen, seen.filled, seen.distinct) == (5, 2, 2)
    assert seen.share(Looks.EMAIL) == 1.0
    assert not seen.is_unique


def test_a_column_is_unique_if_every_row_has_a_value_of_its_own() -> None:
    assert profile(["1", "2"], country="").is_unique
    assert not profile(["1", "1"], country="").is_unique
    assert not profile([], country="").is_unique
