"""Comparison of the business addresses of two organisations, and whether they are in one town.

Firms of one family sit in several towns, often in streets of one name; what is nobody else's is the
number. Columns: `place_words`, the words of the addresses; `place_rare`, each with how rare it is
in bits; `place_numbers`, those with a number; `town`, those that may be a town's; `seat`, the
places in the names.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)
from veiltrace_graph.resolution.comparisons.words import shared_bits

_BITS = shared_bits("place")
_HOUSE_BITS = (20, 14)
_HOUSE = "list_has_any(place_numbers_l, place_numbers_r)"
_ONE_TOWN = (
    "len(list_filter(town_l, lambda x: len(list_filter(town_r, lambda y: x = y OR "
    "least(len(x), len(y)) >= 5 AND damerau_levenshtein(x, y) <= 1)) > 0)) > 0"
)

ONE_HOUSE = f"(coalesce({_HOUSE}, FALSE) AND coalesce({_BITS}, 0) >= {_HOUSE_BITS[-1]})"
"""Both have one address, as far as its number and the rarity of its words tell."""


def office_levels() -> tuple[ComparisonLevel, ...]:
    """Return the levels: a house or postcode shared, one town, two towns, neither known.

    "Elsewhere in town" is not said of firms that have the town in their names: they do not agree on
    it once more.
    """
    share = "list_has_any(place_words_l, place_words_r)"
    unnumbered = "len(place_numbers_l) = 0 OR len(place_numbers_r) = 0"
    return (
        *by_rarity("same house", _HOUSE, _BITS, _HOUSE_BITS),
        *by_rarity("no number told", f"{share} AND ({unnumbered})", _BITS, (11,)),
        ComparisonLevel(
            "another town", f"len(town_l) > 0 AND len(town_r) > 0 AND NOT ({_ONE_TOWN})"
        ),
        ComparisonLevel("elsewhere in town", f"{_ONE_TOWN} AND NOT list_has_any(seat_l, seat_r)"),
        otherwise("elsewhere"),
    )
