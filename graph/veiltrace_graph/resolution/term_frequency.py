"""How rare a value is: agreeing on it says as many bits as it takes to single it out.

Two records that both say "smith" say little, two that both say "sondergeld" much (Winkler 1989,
Frequency-based matching in the Fellegi-Sunter model).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

Seal = Callable[[str], str]
"""Turns a value that may identify somebody into a token that only this installation can make."""

KEPT_FROM = 5
"""A model keeps the frequency of values that at least so many records have: no one's alone."""

_RARE = 2  # records that share a value whose frequency is not kept, or was never seen
_IDENTIFYING = frozenset({"contact", "domain", "place", "block"})


@dataclass(frozen=True, slots=True)
class TermFrequencies:
    """In how many of `records` each frequent value occurs, by its kind.

    Values of kinds that can identify somebody are there as tokens only.
    """

    records: int
    counts: Mapping[str, Mapping[str, int]]
    seal: Seal = field(compare=False, repr=False)

    def bits(self, kind: str, value: str) -> float:
        """Return log2 of one in how many records has this value; 0 at least.

        >>> seen = TermFrequencies(1024, {"name": {"smith": 64}}, str.upper)
        >>> seen.bits("name", "smith"), seen.bits("name", "sondergeld")
        (4.0, 9.0)
        """
        held = self.counts.get(kind, {}).get(term(kind, value, self.seal), _RARE)
        return max(0.0, log2(self.records / held)) if self.records else 0.0


def term(kind: str, value: str, seal: Seal) -> str:
    """Return how a value stands in the frequencies: sealed, where it could identify somebody."""
    return seal(f"{kind}:{value}") if kind in _IDENTIFYING else value


def count_terms(
    records: int, values: Mapping[str, Iterable[str]], seal: Seal, *, at_least: int = KEPT_FROM
) -> TermFrequencies:
    """Return the frequencies of `values`, each once for each record that has it, by kind.

    >>> count_terms(9, {"name": ["wu"] * 6 + ["li"]}, str.upper).counts
    {'name': {'wu': 6}}
    """
    kept = {
        kind: {
            term(kind, value, seal): count
            for value, count in sorted(Counter(found).items())
            if count >= at_least
        }
        for kind, found in values.items()
    }
    return TermFrequencies(records, kept, seal)
