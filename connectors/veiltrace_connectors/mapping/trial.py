"""A mapping tried on the first rows of a file: how much of each column reads whole, and as what.

Only counts come out, no cell: what is shown of a trial may go to a log or a colleague.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, permutations

from veiltrace_connectors.building import property_value
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import (
    ContactRule,
    EntityRule,
    Mapping,
    PropertyRule,
    ValueSpec,
)
from veiltrace_connectors.mapping.property_reader import properties_reader
from veiltrace_connectors.mapping.repeat import repeat_reader
from veiltrace_connectors.mapping.value_reader import (
    Values,
    start_reader,
    text_reader,
    texts_reader,
)
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_graph.model import Rejected
from veiltrace_privacy.normalise.amount import parse_share
from veiltrace_privacy.normalise.comparison import Comparison
from veiltrace_privacy.normalise.registration_number import compare_offices
from veiltrace_privacy.normalise.value import Flag

ROWS = 1_000
_OFFICES = ("uscc", "registration_number")
_WHOLE = (Flag.OK, Flag.DERIVED)

Flags = Callable[[Values], Iterable[Flag]]
"""Returns what is wrong, if anything, with each value that one rule reads from a row."""


@dataclass(slots=True)
class Tried:
    """One rule of the mapping and how its values came out.

    `whole` and `flagged` count values, `empty` the rows in which the rule read none.
    """

    place: str
    columns: tuple[str, ...]
    whole: int = 0
    flagged: Counter[Flag] = field(default_factory=Counter)
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """How the first rows came out: counts only.

    `offices_differ` counts credit codes beside a 注册号 of another office: the firm moved, or one
    of the two is another firm's. It is weak evidence, and no fault of the row.
    """

    rows: int
    accepted: int
    rejected: Counter[tuple[str, str]]
    values: tuple[Tried, ...]
    unread: tuple[str, ...]
    offices_differ: int


def try_mapping(file: DataFile, mapping: Mapping, *, rows: int = ROWS) -> Trial:
    """Return how the first rows of a file come out under a mapping.

    Raises:
        SourceUnavailable: the file as a whole cannot be read.
        MappingError: the mapping names columns the file has not.
    """
    connector = MappedConnector(file, mapping)
    readers = list(_readers(mapping, connector.conventions))
    differing = _offices_differ(mapping, connector.conventions)
    accepted, differ, rejected = 0, 0, Counter[tuple[str, str]]()
    for row in islice(connector.rows(), rows):
        item = connector.record(row) if isinstance(row, Row) else row
        if isinstance(item, Rejected):
            rejected[item.reason, item.field] += 1
        else:
            accepted += 1
        if isinstance(row, Row):
            differ += differing(row.values)
            for tried, flags in readers:
                _count(tried, flags(row.values))
    tries = tuple(tried for tried, _ in readers)
    rows_read, unread = accepted + rejected.total(), connector.unread_columns
    return Trial(rows_read, accepted, rejected, tries, unread, differ)


def _offices_differ(mapping: Mapping, conventions: Conventions) -> Callable[[Values], int]:
    """Return the function that counts the credit codes of a row that a 注册号 speaks against."""
    rules = [
        [rule for rule in entity.properties if rule.types[0] in _OFFICES]
        for entity in mapping.entities
    ]
    readers = [properties_reader(owned, conventions) for owned in rules if len(owned) > 1]

    def count(values: Values) -> int:
        return sum(
            compare_offices(code.value, number.value) is Comparison.CONFLICTS
            for read in readers
            for code, number in permutations(read(values), 2)
            if (code.name, number.name) == _OFFICES
        )

    return count


def _count(tried: Tried, flags: Iterable[Flag]) -> None:
    found = list(flags)
    for flag in found:
        if flag in _WHOLE:
            tried.whole += 1
        else:
            tried.flagged[flag] += 1
    tried.empty += not found


def _readers(mapping: Mapping, conventions: Conventions) -> Iterator[tuple[Tried, Flags]]:
    if mapping.seen_on:
        yield Tried("seen_on", mapping.seen_on.columns), _days(mapping.seen_on, conventions)
    for entity in mapping.entities:
        yield from _entity(entity, conventions)
    for number, relation in enumerate(mapping.relations, 1):
        place = f"{relation.kind} [{number}]"
        for trait, spec in (("since", relation.since), ("until", relation.until)):
            if spec and spec.columns:
                yield Tried(f"{place}.{trait}", spec.columns), _days(spec, conventions)
        if relation.share and relation.share.columns:
            tried = Tried(f"{place}.share", relation.share.columns)
            yield tried, _shares(relation.share, conventions)


def _entity(entity: EntityRule, conventions: Conventions) -> Iterator[tuple[Tried, Flags]]:
    parts = repeat_reader(entity, conventions)
    for rule in entity.properties:
        if rule.value.columns:
            tried = Tried(f"{entity.name}.{'/'.join(rule.types)}", _columns(entity, rule.value))
            yield tried, _each(parts, _properties(rule, conventions))
    for contact in entity.contacts:
        tried = Tried(f"{entity.name}.{contact.kind}", _columns(entity, contact.value))
        yield tried, _each(parts, _contacts(contact, conventions))


def _columns(entity: EntityRule, spec: ValueSpec) -> tuple[str, ...]:
    repeated: Sequence[str] = entity.repeat.columns if entity.repeat else ()
    return tuple(repeated) if spec.columns == ("@",) else spec.columns


def _each(parts: Callable[[Values], Iterator[tuple[str, Values]]], flags: Flags) -> Flags:
    return lambda values: [flag for _, part in parts(values) for flag in flags(part)]


def _properties(rule: PropertyRule, conventions: Conventions) -> Flags:
    read = properties_reader([rule], conventions)
    return lambda values: [value.flag for value in read(values)]


def _contacts(rule: ContactRule, conventions: Conventions) -> Flags:
    texts, name, country = (
        texts_reader(rule.value, conventions),
        rule.kind.value,
        conventions.country,
    )
    return lambda values: [
        property_value(name, text, country=country).flag for text in texts(values)
    ]


def _days(spec: ValueSpec, conventions: Conventions) -> Flags:
    text, day = text_reader(spec, conventions), start_reader(spec, conventions)

    def flags(values: Values) -> Iterable[Flag]:
        if text(values):
            yield Flag.OK if day(values) else Flag.UNPARSED

    return flags


def _shares(spec: ValueSpec, conventions: Conventions) -> Flags:
    text = text_reader(spec, conventions)

    def flags(values: Values) -> Iterable[Flag]:
        if share := text(values):
            yield Flag.UNPARSED if parse_share(share) is None else Flag.OK

    return flags
