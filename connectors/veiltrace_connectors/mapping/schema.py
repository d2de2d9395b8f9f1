"""The JSON Schema of mapping files, made of the words and keys that the loader itself reads by.

A file that the schema refuses, the loader refuses. The loader refuses more: a relation's end that
is no entity, a date that is none, a brace without its partner.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.load import OPTION_FORMATS, VERSION
from veiltrace_connectors.reading.encoding import HINTS
from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.vocabulary import (
    CONTACT_KINDS,
    PROPERTIES,
    NodeKind,
    RelationKind,
    SourceKind,
)
from veiltrace_privacy.normalise.date_text import DateOrder
from veiltrace_privacy.policy.words import DppaUse, LegalBasis, Origin, SensitiveKind

Schema = dict[str, object]

_OPTIONAL_OF_SOURCE = ("sensitive", "consent", "dppa_use")
_REQUIRED = ("veiltrace_mapping", "format", "source", "record_id", "entities")
_REGISTERED = "company_number"
"""The property whose value must name its register."""


def mapping_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12) of a mapping file, in which a date is a text.

    >>> sorted(mapping_schema()["required"])
    ['entities', 'format', 'record_id', 'source', 'veiltrace_mapping']
    """
    document = _section(keys.DOCUMENT, _DOCUMENT, required=_REQUIRED)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Veiltrace mapping file",
        **document,
        "allOf": [_only_for(key, formats) for key, formats in OPTION_FORMATS.items()],
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    """Return the shapes that occur at several places, by name."""
    texts = {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}}
    condition = _section(keys.CONDITION, {"column": _ref("text"), "in": texts, "not_in": texts})
    identity = _value(keys.IDENTITY_EXTRAS, required=["types"])
    is_registered = {"properties": {"types": {"contains": {"const": _REGISTERED}}}}
    required_of_source = [key for key in keys.SOURCE if key not in _OPTIONAL_OF_SOURCE]
    return {
        "text": _TEXT,
        "texts": texts,
        "marks": _one_or_more(_TEXT),
        "template": _TEMPLATE,
        "ids": _one_or_more({"anyOf": [_TEMPLATE, _section(keys.ID, _VALUE)]}),
        "when": condition | {"oneOf": [{"required": ["in"]}, {"required": ["not_in"]}]},
        "join": _section(keys.JOIN, _JOIN, required=keys.JOIN),
        "repeat": _section(keys.REPEAT, _VALUE, required=["column", "split"]),
        "plain": {"anyOf": [_ref("text"), _value(())]},
        "value": {"anyOf": [_ref("text"), _value(keys.PROPERTY_EXTRAS)]},
        "registered": _value(keys.PROPERTY_EXTRAS, required=["register"]),
        "identity": identity | {"if": is_registered, "then": {"required": ["register"]}},
        "contact": {"anyOf": [_ref("text"), _value(keys.CONTACT_EXTRAS)]},
        "entity": _section(keys.ENTITY, _ENTITY, required=["kind"]),
        "relation": _section(keys.RELATION, _RELATION, required=["kind", "from", "to"]),
        "source": _section(keys.SOURCE, _SOURCE, required=required_of_source),
    }


def _section(
    names: Iterable[str], shapes: dict[str, Schema], *, required: Sequence[str] = ()
) -> Schema:
    """Return the schema of a section with just these keys; each must have a shape here."""
    return {
        "type": "object",
        "properties": {name: shapes[name] for name in names},
        "required": list(required),
        "additionalProperties": False,
    }


def _words(words: type[StrEnum], meaning: str = "") -> Schema:
    return {"enum": [word.value for word in words]} | ({"description": meaning} if meaning else {})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _only_for(key: str, formats: Iterable[TableFormat]) -> Schema:
    is_of_them = {"properties": {"format": {"enum": [one.value for one in formats]}}}
    return {"if": {"required": [key]}, "then": is_of_them}


def _value(extra: Iterable[str], *, required: Sequence[str] = ()) -> Schema:
    """Return the schema of a value's section: just one origin, and the extra keys."""
    section = _section((*keys.ORIGINS, *extra), _VALUE, required=required)
    return section | {"oneOf": [{"required": [origin]} for origin in keys.ORIGINS]}


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "minItems": 1, "items": item}]}


_TEXT: Schema = {
    "type": ["string", "number"],
    "minLength": 1,
    "not": {"const": keys.TO_FILL_IN},
}
_TEMPLATE: Schema = {"type": "string", "pattern": r"\{[^{}]+\}"}
_NUMBER: Schema = {"type": "integer", "minimum": 1}
_VALUE: dict[str, Schema] = {
    "column": _ref("text") | {"description": "a column of the file"},
    "value": _ref("text") | {"description": "the same for every row"},
    "template": _ref("template") | {"description": "columns put together: {first} {last}"},
    "split": _ref("marks"),
    "label": _ref("marks") | {"description": "ends the label of a part: 原告：甲"},
    "register": _ref("text") | {"description": "org-id.guide code, such as GB-COH"},
    "types": {"type": "array", "minItems": 1, "items": {"enum": list(PROPERTIES)}},
    "since": _ref("plain"),
    "until": _ref("plain"),
    "when": _ref("when"),
}
_DOCUMENT: dict[str, Schema] = {
    "veiltrace_mapping": {"const": VERSION},
    "format": _words(TableFormat),
    "encoding": {"enum": list(HINTS), "description": "a hint; else the bytes tell"},
    "delimiter": {"type": "string", "pattern": '^[^"\r\n]$'},
    "sheet": _ref("text"),
    "columns": _ref("texts") | {"description": "the columns of a file without a header row"},
    "footer": _ref("text") | {"description": "what begins a last row that is no record"},
    "join": {"type": "object", "additionalProperties": _ref("join")},
    "source": _ref("source"),
    "record_id": _ref("ids"),
    "date_order": _words(DateOrder, "what 03/04/2024 means"),
    "empty": _ref("texts") | {"description": "texts that say nothing in this file"},
    "seen_on": _ref("plain") | {"description": "the day the record was seen"},
    "entities": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": _ref("entity"),
    },
    "relations": {"type": "array", "items": _ref("relation")},
}
_JOIN: dict[str, Schema] = {
    "file": _ref("text") | {"description": "a file beside this one, of the same format"},
    "by": _ref("text") | {"description": "the column that both have"},
}
_SOURCE: dict[str, Schema] = {
    "name": _ref("text"),
    "kind": _words(SourceKind),
    "publisher": _ref("text") | {"description": "who speaks; its files share references"},
    "obtained": _words(Origin),
    "legal_basis": _words(LegalBasis),
    "jurisdiction": _ref("text") | {"description": "ISO 3166 code of the law it is under"},
    "licence": _ref("text"),
    "refreshed_on": {"type": "string", "format": "date"},
    "refresh_days": _NUMBER | {"description": "stale after so many days"},
    "retention_days": _NUMBER,
    "sensitive": {"type": "array", "items": _words(SensitiveKind)},
    "consent": _ref("text") | {"description": "reference of the separate consent"},
    "dppa_use": _words(DppaUse, "what US vehicle records are used for"),
}
_ENTITY: dict[str, Schema] = {
    "kind": _words(NodeKind),
    "id": _ref("ids") | {"description": "what the publisher's other files call it"},
    "when": _ref("when"),
    "needs": {"enum": list(PROPERTIES), "description": "only where this property reads whole"},
    "repeat": _ref("repeat"),
    "properties": {
        "type": "object",
        "properties": {
            name: _one_or_more(_ref("registered" if name == _REGISTERED else "value"))
            | {"description": spec.meaning}
            for name, spec in PROPERTIES.items()
        }
        | {keys.IDENTITY: _one_or_more(_ref("identity"))},
        "additionalProperties": False,
    },
    "contacts": {
        "type": "object",
        "properties": {kind.value: _one_or_more(_ref("contact")) for kind in sorted(CONTACT_KINDS)},
        "additionalProperties": False,
    },
}
_RELATION: dict[str, Schema] = {
    "kind": _words(RelationKind),
    "from": _ref("text") | {"description": "an entity of this file"},
    "to": _ref("text") | {"description": "an entity of this file"},
    "when": _ref("when"),
    **{trait: _ref("plain") for trait in ("since", "until", "share", "role")},
}
