import pytest

from veiltrace_privacy.normalise.handle import normalise_handle
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize("text", ["shop:example_01", "SHOP：Example_01", "shop: @example_01"])
def test_every_spelling_gives_one_value(text: str) -> None:
    assert normalise_handle(text).value == "shop:example_01"


@pytest.mark.parametrize("text", ["example_01", "shop:", ":x1", "https://shop.example/u/1", ""])
def test_a_name_without_platform_or_the_reverse_is_not_whole(text: str) -> None:
    assert normalise_handle(text).flag is Flag.UNPARSED


def test_a_masked_name_is_kept_and_never_matched() -> None:
    assert normalise_handle("shop:ex***01").flag is Flag.MASKED
