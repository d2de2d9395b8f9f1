"""How records of one kind of party are linked: what is read of them, blocked by and compared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.comparisons.organisations import ORGANISATION_COMPARISONS
from veiltrace_graph.resolution.comparisons.persons import PERSON_COMPARISONS
from veiltrace_graph.resolution.expectation import LevelShares
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.organisation_columns import (
    organisation_columns,
    organisation_terms,
)
from veiltrace_graph.resolution.rows.organisation_identifiers import organisation_exclusive
from veiltrace_graph.resolution.rows.organisation_row import (
    organisation_blocking_keys,
    organisation_row,
)
from veiltrace_graph.resolution.rows.person_columns import person_columns, person_terms
from veiltrace_graph.resolution.rows.person_row import (
    person_blocking_keys,
    person_exclusive,
    person_row,
)
from veiltrace_graph.resolution.rows.shared_columns import Columns
from veiltrace_graph.resolution.start_shares import PERSON_SHARES, falling_shares
from veiltrace_graph.resolution.term_frequency import TermFrequencies
from veiltrace_graph.vocabulary import NodeKind


@dataclass(frozen=True, slots=True)
class LinkageScheme:
    """The parts that belong together, for one kind of node.

    row: what is compared of a record. blocking_keys: those of a row. terms: values of rows whose
    frequency is counted, by kind. columns: what the comparisons read of rows. exclusive: values of
    a record of which a party has one, such as a whole resident ID. start_shares: what matches look
    like before any were seen.
    """

    name: str
    kind: NodeKind
    row: Callable[[LinkageRecord], Any]
    blocking_keys: Callable[[Any], Iterable[str]]
    terms: Callable[[Iterable[Any]], dict[str, list[str]]]
    columns: Callable[[Sequence[Any], TermFrequencies], Columns]
    comparisons: tuple[Comparison, ...]
    exclusive: Callable[[LinkageRecord], Mapping[str, str]]
    start_shares: LevelShares

    def kept_key(self, key: str) -> str:
        """Return a blocking key as a store keeps it, beside those of other schemes."""
        return f"{self.name} {key}"


PERSONS = LinkageScheme(
    "person",
    NodeKind.PERSON,
    person_row,
    person_blocking_keys,
    person_terms,
    person_columns,
    PERSON_COMPARISONS,
    person_exclusive,
    PERSON_SHARES,
)

ORGANISATIONS = LinkageScheme(
    "organisation",
    NodeKind.ORGANISATION,
    organisation_row,
    organisation_blocking_keys,
    organisation_terms,
    organisation_columns,
    ORGANISATION_COMPARISONS,
    organisation_exclusive,
    falling_shares(ORGANISATION_COMPARISONS),
)

SCHEMES = {scheme.name: scheme for scheme in (PERSONS, ORGANISATIONS)}
"""Every scheme by its name."""
