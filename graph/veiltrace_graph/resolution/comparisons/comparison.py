"""What a comparison is: levels of which the first that holds is the pair's.

A level is an SQL condition over the two rows of a pair, whose columns end in `_l` and `_r`. Levels
of one kind of agreement that differ by how rare the agreeing value is are called `kind/bits`:
`same/14` is agreement on a value that at most one record in 2^14 has.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComparisonLevel:
    """One outcome: its label, `kind` or `kind/bits`, and the condition under which it holds.

    stated_bits: its match weight, where that is known better than it can be estimated: two legal
    forms are two legal persons, however much else they share.
    """

    label: str
    sql: str
    stated_bits: float | None = None

    @property
    def kind(self) -> str:
        """The kind of agreement, whatever the value's rarity.

        >>> ComparisonLevel("same/14", "…").kind
        'same'
        """
        return self.label.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of `column`: no level where either side has nothing there, which is no level.

    Nor is there one where the condition `unless` holds: there, another comparison has said already
    what this one could. The last level holds where no other does. An `identifying` comparison says
    who somebody is; the others compare facts that several parties share, such as a phone or an
    address. `reads` are the properties of a record that the column is made from.
    """

    name: str
    column: str
    levels: tuple[ComparisonLevel, ...]
    identifying: bool = True
    reads: tuple[str, ...] = ()
    unless: str = "FALSE"

    @property
    def labels(self) -> tuple[str, ...]:
        """The levels' labels in their order."""
        return tuple(level.label for level in self.levels)


def by_rarity(
    kind: str, condition: str, bits: str, bounds: Iterable[float]
) -> tuple[ComparisonLevel, ...]:
    """Return levels of one kind for falling rarity, each with a range of its own.

    The ranges exclude each other, so that a costly condition is computed once for a pair.

    >>> for level in by_rarity("same", "a_l = a_r", "bits_l", [10]):
    ...     print(level.label, "|", level.sql)
    same/10 | bits_l >= 10 AND (a_l = a_r)
    same/0 | bits_l < 10 AND (a_l = a_r)
    """
    levels, upper = [], ""
    for bound in bounds:
        levels.append(
            ComparisonLevel(f"{kind}/{bound:g}", f"{upper}{bits} >= {bound:g} AND ({condition})")
        )
        upper = f"{bits} < {bound:g} AND "
    return (*levels, ComparisonLevel(f"{kind}/0", f"{upper}({condition})"))


def otherwise(label: str) -> ComparisonLevel:
    """Return the level that holds where no other does."""
    return ComparisonLevel(label, "TRUE")
