"""Columns that comparisons of persons and of organisations read alike."""

from collections.abc import Callable, Sequence

Columns = dict[str, list[object]]
Bits = Callable[[str, str], float]


def remembering(bits: Bits) -> Bits:
    """Return the same function, which works out each of its answers once."""
    known: dict[tuple[str, str], float] = {}

    def remembered(kind: str, value: str) -> float:
        held = known.get((kind, value))
        if held is None:
            held = known[kind, value] = bits(kind, value)
        return held

    return remembered


def word_columns(kind: str, values: Sequence[Sequence[str]], bits: Bits) -> Columns:
    """Return the columns of `comparisons.words`."""
    return {
        f"{kind}_words": [list(words) or None for words in values],
        f"{kind}_rare": rare_column(kind, values, bits),
        f"{kind}_sum": [sum(bits(kind, word) for word in words) for words in values],
    }


def rare_column(kind: str, values: Sequence[Sequence[str]], bits: Bits) -> list[object]:
    """Return for each row its values, each with how rare it is."""
    return [[{"value": v, "bits": bits(kind, v)} for v in each] for each in values]


def value_columns(kind: str, values: Sequence[str | None], bits: Bits) -> Columns:
    """Return a column of single values and one of how rare they are."""
    return {
        kind: list(values),
        f"{kind}_bits": [bits(kind, value) if value else None for value in values],
    }


def contact_columns(values: Sequence[Sequence[str]], bits: Bits) -> Columns:
    """Return the columns of `comparisons.identifiers.contact_levels` but `contact_users`."""
    return {
        "contact": [list(each) or None for each in values],
        "contact_rare": rare_column("contact", values, bits),
    }
