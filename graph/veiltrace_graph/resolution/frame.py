"""What a model fixes before any weight: how rare each value is, and which keys are too common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from veiltrace_graph.resolution.blocking import common_keys
from veiltrace_graph.resolution.scheme import LinkageScheme
from veiltrace_graph.resolution.term_frequency import Seal, TermFrequencies, count_terms, term


@dataclass(frozen=True, slots=True)
class LinkageFrame:
    """The scheme, the rarity of values, and the blocking keys that compare nobody (as tokens).

    Whoever links by one frame compares the same pairs in the same way, whatever else is loaded.
    """

    scheme: LinkageScheme
    rarity: TermFrequencies
    stopped: frozenset[str]

    def is_stopped(self, key: str) -> bool:
        """Return whether a blocking key is too common to compare by."""
        return term("block", key, self.rarity.seal) in self.stopped


def fit_frame(
    rows: Sequence[Any], keys: Iterable[Iterable[str]], scheme: LinkageScheme, seal: Seal
) -> LinkageFrame:
    """Return the frame of these rows, which have these blocking keys."""
    rarity = count_terms(len(rows), scheme.terms(rows), seal)
    stopped = frozenset(term("block", key, seal) for key in common_keys(keys))
    return LinkageFrame(scheme, rarity, stopped)
