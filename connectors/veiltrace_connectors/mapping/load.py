"""A mapping file, read and checked; all its faults are told at once."""

from pathlib import Path

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.entity_rules import (
    entity_columns,
    entity_rules,
    relation_rules,
)
from veiltrace_connectors.mapping.id_rules import id_rules
from veiltrace_connectors.mapping.model import (
    LABEL,
    PART,
    EntityRule,
    IdRule,
    Join,
    Mapping,
    RelationRule,
    ValueSpec,
)
from veiltrace_connectors.mapping.section import Section, unknown_word
from veiltrace_connectors.mapping.value_rules import optional_value
from veiltrace_connectors.mapping.yaml_text import parse_yaml
from veiltrace_connectors.reading.encoding import HINTS
from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import NodeKind, SourceKind
from veiltrace_privacy.normalise.date_text import DateOrder
from veiltrace_privacy.policy.words import DppaUse, LegalBasis, Origin, SensitiveKind

VERSION = 1
OPTION_FORMATS = {
    "encoding": (TableFormat.CSV, TableFormat.JSONL),
    "delimiter": (TableFormat.CSV,),
    "sheet": (TableFormat.XLSX,),
    "columns": (TableFormat.CSV,),
    "footer": (TableFormat.CSV,),
}


def load_mapping(mapping: Path | str) -> Mapping:
    """Return the checked mapping of a file (`Path`) or of a YAML text (`str`).

    Raises: MappingError: it cannot be read or is wrong; the message lists every fault by its path
        in the file, such as "entities.owner.kind: 'persn' is not a node kind; …".
    """
    called = f"the mapping {mapping.name}" if isinstance(mapping, Path) else "the mapping"
    text = _read(mapping) if isinstance(mapping, Path) else mapping
    node = parse_yaml(text, called=called)
    if not isinstance(node, dict) or "veiltrace_mapping" not in node:
        raise MappingError(f"{called} must begin with 'veiltrace_mapping: 1'")
    faults: list[str] = []
    document = Section({str(key): value for key, value in node.items()}, "", faults)
    loaded = _mapping(document)
    if faults:
        raise MappingError("\n  ".join((f"{called} has {len(faults)} fault(s):", *faults)))
    return loaded


def load_source(path: Path) -> Source:
    """Return the source that a YAML file describes, with the keys of a mapping's `source`.

    Raises: MappingError: it cannot be read or is wrong; the message lists every fault.
    """
    called = f"the source file {path.name}"
    node = parse_yaml(_read(path), called=called)
    if not isinstance(node, dict):
        raise MappingError(f"{called} must hold the keys of a mapping's 'source': name, kind, …")
    faults: list[str] = []
    loaded = _source(Section({str(key): value for key, value in node.items()}, "", faults), ())
    if faults:
        raise MappingError("\n  ".join((f"{called} has {len(faults)} fault(s):", *faults)))
    return loaded


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        problem = "cannot be read as UTF-8 text; check the path"
        raise MappingError(f"the mapping {path.name} {problem}") from None


def _mapping(document: Section) -> Mapping:
    document.allow(keys.DOCUMENT)
    if document.node["veiltrace_mapping"] != VERSION:
        document.fault("veiltrace_mapping", f"must be {VERSION}, the version this program reads")
    table_format = document.word("format", TableFormat, "a format")
    _check_options(document, table_format)
    joins = tuple(_join(name, section) for name, section in document.sections("join"))
    record_id = id_rules(document, "record_id")
    seen_on = optional_value(document, "seen_on")
    entities = entity_rules(document)
    relations = relation_rules(document, entities)
    return Mapping(
        format=table_format,
        source=_source(document.section("source"), entities),
        record_id=record_id,
        seen_on=seen_on,
        entities=entities,
        relations=relations,
        columns=_columns(record_id, seen_on, entities, relations, joins),
        encoding=document.text("encoding", "") or None,
        delimiter=document.text("delimiter", ","),
        sheet=document.text("sheet", "") or None,
        header=document.texts("columns") if "columns" in document.node else (),
        footer=document.text("footer", ""),
        joins=joins,
        date_order=document.optional_word("date_order", DateOrder, "an order of dates"),
        empty=document.texts("empty") if "empty" in document.node else (),
    )


def _join(name: str, section: Section) -> Join:
    section.allow(keys.JOIN)
    return Join(name, section.text("file"), section.text("by").strip())


def _check_options(document: Section, table_format: TableFormat) -> None:
    for key, formats in OPTION_FORMATS.items():
        if key in document.node and table_format not in formats:
            document.fault(key, f"is not for {table_format}; leave it out")
    delimiter = document.text("delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        document.fault("delimiter", "must be one character, no quote and no line break")
    encoding = document.text("encoding", "utf-8")
    if encoding not in HINTS:
        document.fault("encoding", unknown_word(encoding, "a known encoding", HINTS))


def _source(section: Section, entities: tuple[EntityRule, ...]) -> Source:
    section.allow(keys.SOURCE)
    sensitive = set(section.words("sensitive", SensitiveKind, "a sensitive kind"))
    if any(entity.kind is NodeKind.BANK_ACCOUNT for entity in entities):
        sensitive.add(SensitiveKind.FINANCIAL_ACCOUNT)
    return Source(
        name=section.text("name"),
        kind=section.word("kind", SourceKind, "a source kind"),
        publisher=section.text("publisher"),
        obtained=section.word("obtained", Origin, "a way to obtain a source"),
        legal_basis=section.word("legal_basis", LegalBasis, "a legal basis"),
        jurisdiction=section.text("jurisdiction"),
        licence=section.text("licence"),
        refreshed_on=section.day("refreshed_on"),
        refresh_days=section.whole_number("refresh_days"),
        retention_days=section.whole_number("retention_days"),
        sensitive=tuple(sorted(sensitive)),
        consent=section.text("consent", ""),
        dppa_use=section.optional_word("dppa_use", DppaUse, "a use of US vehicle records") or "",
    )


def _columns(
    record_id: tuple[IdRule, ...],
    seen_on: ValueSpec | None,
    entities: tuple[EntityRule, ...],
    relations: tuple[RelationRule, ...],
    joins: tuple[Join, ...],
) -> tuple[str, ...]:
    """Return every column of the file that the mapping names, in its order."""
    specs = [*(rule.value for rule in record_id), seen_on, *(e.repeat for e in entities)]
    for relation in relations:
        specs += [relation.since, relation.until, relation.share, relation.role]
    columns = [column for spec in specs if spec for column in spec.columns]
    for entity in entities:
        columns += entity_columns(entity)
        columns += [condition.column for condition in entity.conditions]
    columns += [rule.when.column for rule in record_id if rule.when]
    columns += [rule.when.column for rule in relations if rule.when]
    columns += [join.by for join in joins]
    return tuple(dict.fromkeys(column for column in columns if column not in (PART, LABEL)))
