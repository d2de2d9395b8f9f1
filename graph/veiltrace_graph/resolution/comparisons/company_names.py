"""Comparison of companies' names, of which each record may have several: the best pair counts.

A name is its brand and its trade. What tells firms of one family apart, be it a place, the legal
form, a number or a branch, is compared here as well and not beside: of two firms that bear one
brand in one trade a place that differs says all, of two others nothing.

Columns: `name_written`, brand, trade and mark of each name in its own script; `name_read`, the
same and as it is read; `name_short`, those without the last words of their trade; `name_family`,
brand and what the trade begins with; `name_parts`, for slips of the pen; `name_brand`, brands as
written and as read; `name_rare` and `name_brand_rare`, how rare names and brands are in bits;
`name_han`, whether a name is in Chinese characters; `seat`, the places in the names; `form`, the
legal forms, and `form_possible`, all these may stand for; `is_branch`; those of `offices`.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)
from veiltrace_graph.resolution.comparisons.offices import ONE_HOUSE

_ANOTHER = -12.0
"""Bits of a name that tells of another firm of one family: estimated, its rarity would count for it
being the same, since nobody but its kin has such a name."""

_RARITIES = (16, 13, 10)
_BRAND_RARITIES = (11, 8)
_ONE_PLACE = "list_has_any(seat_l, seat_r)"
_PLACE_ALIKE = (
    "len(list_filter(seat_l, lambda x: len(list_filter(seat_r, lambda y: "
    "least(len(x), len(y)) >= 4 AND damerau_levenshtein(x, y) <= 1)) > 0)) > 0"
)
_OTHER_PLACE = f"len(seat_l) > 0 AND len(seat_r) > 0 AND NOT {_ONE_PLACE} AND NOT {_PLACE_ALIKE}"
_OTHER_FORM = (
    "len(form_l) > 0 AND len(form_r) > 0 AND NOT list_has_any(form_possible_l, form_possible_r)"
)


def _share(left: str, right: str) -> str:
    return f"list_has_any({left}_l, {right}_r)"


def _any_pair(condition: str) -> str:
    return (
        "len(list_filter(name_parts_l, lambda x: "
        f"len(list_filter(name_parts_r, lambda y: {condition})) > 0)) > 0"
    )


_ONE_MARK = _any_pair("x.mark = y.mark")
_FAMILY = _share("name_family", "name_family")
_SHORTENED = f"({_share('name_read', 'name_short')} OR {_share('name_short', 'name_read')})"
_OTHER_MARK = f"NOT {_share('name_read', 'name_read')} AND NOT {_SHORTENED}"

AT_THE_ADDRESS = " OR ".join(
    f"list_has_any(seat_{name}, {column}_{address})"
    for name, address in ("lr", "rl")
    for column in ("place_words", "town")
)
"""A place in one's name is in the other's address."""

SEAT_NOT_TOLD = (
    "is_branch_l OR is_branch_r OR len(seat_l) > 0 AND len(seat_r) > 0 "
    "OR (len(seat_l) = 0 OR len(town_r) = 0) AND (len(seat_r) = 0 OR len(town_l) = 0)"
)
"""No place in either's name is to be looked for in the other's address: it is in the other's name,
the address tells no town, or it is a branch's, which sits elsewhere than its company."""

_OTHER_SEAT = f"NOT ({SEAT_NOT_TOLD}) AND NOT coalesce({AT_THE_ADDRESS}, FALSE) AND NOT {ONE_HOUSE}"

OF_KIN = f"{_FAMILY} AND ({_OTHER_PLACE} OR {_OTHER_FORM} OR {_OTHER_MARK} OR {_OTHER_SEAT})"
"""Two firms of one family: what they share, be it a phone or an office, is the family's."""


def company_name_levels() -> tuple[ComparisonLevel, ...]:
    """Return the levels for names: of another of the family, the same, alike, of one brand, none.

    "Another" place, form or mark is of a name whose brand and trade agree.
    """
    written, read = _share("name_written", "name_written"), _share("name_read", "name_read")
    bits, brand_bits = _rarest("name_rare", "name_read"), _rarest("name_brand_rare", "name_brand")
    translated = f"NOT (name_han_l AND name_han_r) AND {read}"
    return (
        ComparisonLevel("another place", f"{_FAMILY} AND {_OTHER_PLACE}", _ANOTHER),
        ComparisonLevel("another form", f"{_FAMILY} AND {_OTHER_FORM}", _ANOTHER),
        *by_rarity("same, one place", f"{written} AND {_ONE_PLACE}", bits, _RARITIES),
        *by_rarity("same", written, bits, _RARITIES),
        *by_rarity("translated, one place", f"{translated} AND {_ONE_PLACE}", bits, (13,)),
        *by_rarity("translated", translated, bits, (13,)),
        *by_rarity("sounds the same, one place", f"{read} AND {_ONE_PLACE}", bits, (13,)),
        *by_rarity("sounds the same", read, bits, (13,)),
        *by_rarity("shortened", _SHORTENED, brand_bits, _BRAND_RARITIES),
        ComparisonLevel(
            "another mark", f"{_FAMILY} AND NOT {_any_pair('x.mark = y.mark')}", _ANOTHER
        ),
        ComparisonLevel("another trade", _FAMILY),
        ComparisonLevel("slip, another form", f"{_OTHER_FORM} AND {_any_pair(_SLIP)}", _ANOTHER),
        *(
            ComparisonLevel(f"{label}, one place", f"{_ONE_PLACE} AND {_any_pair(condition)}")
            for label, condition in _SLIPS
        ),
        *(
            ComparisonLevel(label, f"NOT ({_OTHER_PLACE}) AND {_any_pair(condition)}")
            for label, condition in _SLIPS
        ),
        *by_rarity("brand", _share("name_brand", "name_brand"), brand_bits, _BRAND_RARITIES),
        ComparisonLevel("another script", "name_han_l <> name_han_r"),
        otherwise("none"),
    )


_SLIP = (
    "x.mark = y.mark AND (damerau_levenshtein(x.core, y.core) <= 1 "
    "OR x.trade = y.trade AND damerau_levenshtein(x.brand, y.brand) <= 1)"
)
_SLIPS = (
    ("slip in a long brand", f"x.is_long AND y.is_long AND {_SLIP}"),
    ("one character more", f"len(x.core) <> len(y.core) AND {_SLIP}"),
    ("another character", _SLIP),
)


def _rarest(rare: str, values: str) -> str:
    return (
        f"list_max(list_transform({rare}_l, lambda x: "
        f"CASE WHEN list_contains({values}_r, x.value) THEN x.bits ELSE 0 END))"
    )
