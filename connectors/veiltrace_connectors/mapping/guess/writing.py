"""A guessed mapping as YAML: every column with its confidence, and what a person must fill in."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from veiltrace_connectors.mapping.guess.composing import MARKS, EntityDraft, RelationDraft, Value
from veiltrace_connectors.mapping.guess.meaning import Meaning
from veiltrace_connectors.mapping.guess.placing import Placed
from veiltrace_connectors.mapping.keys import TO_FILL_IN
from veiltrace_connectors.mapping.model import LABEL, PART
from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.vocabulary import SourceKind
from veiltrace_privacy.policy.words import LegalBasis, Origin

_LIST_SPLIT = '[";", "；", "、", "|"]'


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How the table is read: the keys at the top of a mapping file."""

    format: TableFormat
    encoding: str | None = None
    delimiter: str = ","
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a guessed mapping says."""

    options: TableOptions
    kind: SourceKind
    name: str
    country: str
    date_order: str
    record_id: str
    entities: Sequence[EntityDraft]
    relations: Sequence[RelationDraft]
    columns: Sequence[Placed]


def mapping_text(draft: Draft) -> str:
    """Return the mapping file's text; it loads once a person has filled in what it asks for."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield "# Proposed by 'veiltrace map guess' from the file's headers and values. Read every line,"
    yield f"# replace each {TO_FILL_IN}, then run 'veiltrace map check THIS_FILE TABLE'."
    yield "veiltrace_mapping: 1"
    yield f"format: {draft.options.format}"
    if draft.options.encoding:
        yield f"encoding: {draft.options.encoding}"
    if draft.options.delimiter != ",":
        yield f"delimiter: {_quoted(draft.options.delimiter)}"
    if draft.options.sheet:
        yield f"sheet: {_quoted(draft.options.sheet)}"
    if draft.date_order:
        yield f"date_order: {draft.date_order}"
    yield from _source(draft)
    yield f"record_id: {_quoted(draft.record_id)}   # must tell rows apart, also those to come"
    for column in draft.columns:
        if any(place.slot == "seen_on" and not place.entity for place in column.places):
            yield f"seen_on: {_quoted(column.meaning.column)}{_comment([column.meaning])}"
    yield "entities:"
    for entity in draft.entities:
        yield from _entity(entity)
    if draft.relations:
        yield "relations:"
        for relation in draft.relations:
            yield _relation(relation)
    yield from _unread(draft.columns, draft.record_id)


def _source(draft: Draft) -> Iterator[str]:
    yield "source:"
    yield f"  name: {_quoted(draft.name)}"
    yield f"  kind: {draft.kind}"
    yield f"  publisher: {TO_FILL_IN}   # who speaks: files of one publisher share references"
    yield f"  obtained: {TO_FILL_IN}   # one of: {', '.join(Origin)}"
    yield f"  legal_basis: {TO_FILL_IN}   # one of: {', '.join(LegalBasis)}"
    country = draft.country.lower() or TO_FILL_IN
    yield f"  jurisdiction: {country}   # ISO 3166 code of the law it is under"
    yield f"  licence: {TO_FILL_IN}"
    yield f"  refreshed_on: {TO_FILL_IN}   # the file's date, such as {date(2026, 6, 30)}"
    yield "  refresh_days: 90   # stale after so many days"
    yield "  retention_days: 1825   # deleted after so many days"


def _entity(entity: EntityDraft) -> Iterator[str]:
    yield f"  {entity.name}:"
    yield f"    kind: {entity.kind}"
    if entity.id:
        yield f"    id: {_quoted(entity.id)}"
    if entity.is_labelled:
        yield "    needs: name   # who is left anonymous, as 某某, is nobody"
    if entity.repeat:
        label = ', label: ["：", ":"]' if entity.is_labelled else ""
        yield f"    repeat: {{column: {_quoted(entity.repeat)}, split: {_LIST_SPLIT}{label}}}"
    for heading, values in (("properties", entity.properties), ("contacts", entity.contacts)):
        if values:
            yield f"    {heading}:"
        for name, rules in values.items():
            written = [_value(rule) for rule in rules]
            columns = [column for rule in rules for column in rule.columns]
            one = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
            yield f"      {name}: {one}{_comment(columns)}"


def _value(value: Value) -> str:
    if value.is_part:
        return _quoted(PART)
    pairs = []
    if value.types:
        pairs.append(("types", f"[{', '.join(value.types)}]"))
    if value.split:
        pairs.append(("split", _LIST_SPLIT if value.split == MARKS else value.split))
    named = (("register", value.register), ("since", value.since), ("until", value.until))
    pairs += [(key, _quoted(text)) for key, text in named if text]
    if value.template:
        pairs.insert(0, ("template", _quoted(value.template)))
    elif pairs:
        pairs.insert(0, ("column", _quoted(value.columns[0].column)))
    else:
        return _quoted(value.columns[0].column)
    return f"{{{', '.join(f'{key}: {text}' for key, text in pairs)}}}"


def _relation(relation: RelationDraft) -> str:
    traits = "".join(f", {t}: {_quoted(m.column)}" for t, m in relation.traits.items())
    if relation.is_labelled:
        traits += f", role: {_quoted(LABEL)}"
    ends = f"kind: {relation.kind}, from: {relation.source}, to: {relation.target}"
    return f"  - {{{ends}{traits}}}{_comment(relation.traits.values())}"


def _unread(columns: Sequence[Placed], record_id: str) -> Iterator[str]:
    unread = [c.meaning.column for c in columns if not c.places]
    unread = [column for column in unread if f"{{{column}}}" not in record_id]
    if unread:
        yield f"# Left unread: {', '.join(map(_quoted, unread))}"


def _comment(columns: Iterable[Meaning]) -> str:
    told = [f"{meaning.confidence:.2f} by {meaning.because}" for meaning in columns]
    return f"   # confidence {'; '.join(dict.fromkeys(told))}" if told else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
