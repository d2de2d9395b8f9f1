"""What a mapping file declares, once it has been checked."""

from dataclasses import dataclass

from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.date_text import DateOrder

PART = "@"
"""The column under which a repeated entity reads its own part of the repeated cell."""
LABEL = "@label"
"""The column under which it, and the role of a relation to it, reads what its part is labelled."""


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """Where a text comes from: one column, a constant, or a template over `columns`.

    `template` is a %-format with one %s for each column. `split` are the marks that part the text.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    template: str = ""
    split: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule applies only where the column's text is one of `texts`; if `negated`, none of them."""

    column: str
    texts: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class IdRule:
    """A template that may give an id; of several rules the first that gives one counts."""

    value: ValueSpec
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """A value and the properties it may be: the first of `types` as which it reads whole."""

    types: tuple[str, ...]
    value: ValueSpec
    register: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ContactRule:
    """A value that becomes a contact node, and from when to when it was in use."""

    kind: NodeKind
    value: ValueSpec
    since: ValueSpec | None = None
    until: ValueSpec | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class EntityRule:
    """One entity of each row, or one for each part of the `repeat` cell.

    `label` are the marks after which a part begins, with its label before them. An entity that
    `needs` a property exists only where that reads whole.
    """

    name: str
    kind: NodeKind
    id: tuple[IdRule, ...] = ()
    repeat: ValueSpec | None = None
    properties: tuple[PropertyRule, ...] = ()
    contacts: tuple[ContactRule, ...] = ()
    when: Condition | None = None
    label: tuple[str, ...] = ()
    needs: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Its own condition and those of its values."""
        given = [self.when, *(rule.when for rule in self.id)]
        given += [rule.when for rule in self.properties] + [rule.when for rule in self.contacts]
        return tuple(condition for condition in given if condition)


@dataclass(frozen=True, slots=True)
class RelationRule:
    """One relation between two entities of the row, named by the entity rules' names."""

    kind: RelationKind
    source: str
    target: str
    since: ValueSpec | None = None
    until: ValueSpec | None = None
    share: ValueSpec | None = None
    role: ValueSpec | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Another table of the folder or archive, looked up by a column that both have.

    Its columns are `NAME.COLUMN` in the mapping.
    """

    name: str
    file: str
    by: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """One checked mapping: how to read the file, who speaks, and what each row says.

    `columns` are all columns it names, in the order it names them. `header` names the columns of
    a file without a header row; a last row whose first cell begins with `footer` is no record.
    """

    format: TableFormat
    source: Source
    record_id: tuple[IdRule, ...]
    seen_on: ValueSpec | None
    entities: tuple[EntityRule, ...]
    relations: tuple[RelationRule, ...]
    columns: tuple[str, ...]
    encoding: str | None = None
    delimiter: str = ","
    sheet: str | None = None
    header: tuple[str, ...] = ()
    footer: str = ""
    joins: tuple[Join, ...] = ()
    date_order: DateOrder | None = None
    empty: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of its rules."""
        given = [rule.when for rule in self.record_id] + [rule.when for rule in self.relations]
        given += [when for rule in self.entities for when in rule.conditions]
        return tuple(condition for condition in given if condition)
