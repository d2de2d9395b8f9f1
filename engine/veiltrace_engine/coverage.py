"""Which kinds of source were searched, so that "nothing found" is not taken for "not looked"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import SEARCHED_KINDS, SourceKind


@dataclass(frozen=True, slots=True)
class KindCoverage:
    """What was searched of one kind of source.

    `sources` is empty where none is loaded. `stale_since` is the day the freshest of them was due
    to be refreshed, where that has passed.
    """

    kind: SourceKind
    sources: tuple[str, ...]
    newest: date | None
    stale_since: date | None

    @property
    def searched(self) -> bool:
        """Whether any source of this kind is loaded."""
        return bool(self.sources)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched, one entry for each of the fourteen kinds, in their fixed order."""

    kinds: tuple[KindCoverage, ...]

    @property
    def not_loaded(self) -> tuple[SourceKind, ...]:
        """The kinds no source is loaded of."""
        return tuple(entry.kind for entry in self.kinds if not entry.searched)

    @property
    def stale(self) -> tuple[SourceKind, ...]:
        """The kinds that were searched in sources past their refresh only."""
        return tuple(entry.kind for entry in self.kinds if entry.stale_since is not None)


def coverage(sources: Mapping[str, Source], as_of: date) -> Coverage:
    """Return which kinds were searched, in which sources, and which of them are stale.

    >>> len(coverage({}, date(2026, 1, 1)).not_loaded)
    14
    """
    return Coverage(tuple(_of_kind(kind, sources, as_of) for kind in SEARCHED_KINDS))


def _of_kind(kind: SourceKind, sources: Mapping[str, Source], as_of: date) -> KindCoverage:
    loaded = [source for source in sources.values() if source.kind is kind]
    due = max((s.refreshed_on + timedelta(days=s.refresh_days) for s in loaded), default=as_of)
    return KindCoverage(
        kind,
        tuple(sorted(source.name for source in loaded)),
        max((source.refreshed_on for source in loaded), default=None),
        due if due < as_of else None,
    )
