import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.pattern import HIDDEN, fewest_shared

PATTERNS = st.text("ab" + HIDDEN, min_size=1, max_size=4)


def stands_for(pattern: str, text: str) -> bool:
    return re.fullmatch(re.sub(f"{HIDDEN}+", ".+", pattern), text) is not None


@given(PATTERNS, PATTERNS)
def test_two_texts_of_different_length_can_be_one_where_some_text_fits_both(
    left: str, right: str
) -> None:
    texts = ("".join(chars) for size in range(1, 8) for chars in product("ab", repeat=size))
    can_meet = any(stands_for(left, text) and stands_for(right, text) for text in texts)
    if len(left) != len(right):
        assert (fewest_shared(left, right) is not None) == can_meet


@given(PATTERNS, PATTERNS)
def test_no_more_is_shared_than_the_shorter_one_shows(left: str, right: str) -> None:
    shown = min(len(text) - text.count(HIDDEN) for text in (left, right))
    assert (fewest_shared(left, right) or 0) <= shown


def test_of_several_ways_to_lay_them_the_one_that_shares_least_counts() -> None:
    # The middle "a" need not be the first, so that only the ends are sure.
    assert fewest_shared(f"a{HIDDEN}a{HIDDEN}b", f"a{HIDDEN}b") == 2
