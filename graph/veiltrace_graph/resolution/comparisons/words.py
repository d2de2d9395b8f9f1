"""Comparison of two bags of words, such as names, by which of them agree and how rare those are.

Order says nothing: "Example Persona" and "Persona, Example" are one bag. Columns: `C_words`, the
words in a fixed order without repetition; `C_rare`, each with how rare it is in bits; `C_sum`, the
bits of all.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)

# One slip of the pen, or the beginnings agree so much that it is one name with another ending.
# A letter alone stands for a word that begins with it.
_NEAR = (
    "(damerau_levenshtein(x, y) <= 1 AND least(len(x), len(y)) >= 3 "
    "OR least(len(x), len(y)) >= 4 AND jaro_winkler_similarity(x, y) >= 0.88 "
    "OR least(len(x), len(y)) = 1 AND x[1] = y[1])"
)

_LONG_NEAR = (
    "least(len(x), len(y)) > 5 AND "
    "(damerau_levenshtein(x, y) <= 1 OR jaro_winkler_similarity(x, y) >= 0.92)"
)


def name_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for names: the same, contained, alike, some words shared, none.

    "Alike" is a name of which every word of the shorter has its like in the longer.
    """
    left, right = f"{column}_words_l", f"{column}_words_r"
    fewer = f"least({column}_sum_l, {column}_sum_r)"
    contained = f"list_has_all({left}, {right}) OR list_has_all({right}, {left})"
    alike = f"least({_unlike(left, right)}, {_unlike(right, left)}) = 0"
    return (
        *by_rarity("same", f"{left} = {right}", f"{column}_sum_l", (22, 18, 14, 10, 6)),
        *by_rarity("contained", contained, fewer, (18, 14, 10, 6)),
        *by_rarity("alike", alike, fewer, (18, 14, 10, 6)),
        *by_rarity("share", f"list_has_any({left}, {right})", shared_bits(column), (12, 9, 6)),
        ComparisonLevel("near", _any_near(left, right)),
        otherwise("none"),
    )


def place_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for addresses and places: how much of them agrees, or nearly does."""
    left, right = f"{column}_words_l", f"{column}_words_r"
    share = f"list_has_any({left}, {right})"
    return (
        *by_rarity("share", share, shared_bits(column), (20, 15, 11, 8, 5)),
        ComparisonLevel("alike", _any_near(left, right, _LONG_NEAR)),
        otherwise("none"),
    )


def shared_bits(column: str) -> str:
    """Return the bits of all words that both have, as SQL; NULL where they have none."""
    return (
        f"list_sum(list_transform({column}_rare_l, lambda x: "
        f"CASE WHEN list_contains({column}_words_r, x.value) THEN x.bits ELSE 0 END))"
    )


def _unlike(words: str, others: str) -> str:
    near = f"len(list_filter({others}, lambda y: x = y OR {_NEAR})) = 0"
    return f"len(list_filter({words}, lambda x: {near}))"


def _any_near(left: str, right: str, near: str = _NEAR) -> str:
    return (
        f"len(list_filter({left}, lambda x: len(list_filter({right}, lambda y: {near})) > 0)) > 0"
    )
