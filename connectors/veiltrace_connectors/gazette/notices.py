"""A notice as a source record: a listing or a court case, and whom it names.

As little as is needed is kept. The Open Government Licence does not cover the personal data in
notices, and one of an individual's insolvency states birth date and home: of such a notice name,
day and kind are kept, and its id, under which anybody can read it at The Gazette. The text of no
notice is kept, for it also names liquidators, solicitors and petitioners.
"""

import html
import re
from collections.abc import Mapping

from veiltrace_connectors.building import first_day, property_value, reference
from veiltrace_connectors.gazette.codes import Subject, category_of, is_in_court, subject_of
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.identity import identify
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Rejected,
    Source,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind

_COMPANY_NUMBER = re.compile(
    r"\bcompany (?:registration |registered )?(?:number|no)\b[.:]{0,2} {0,3}"
    r"((?:[a-z]{2} ?)?[0-9]{3,8})\b",
    re.IGNORECASE,
)
# From here on a petition is about who presents it, which may be a company too.
_PETITIONER = re.compile(r"\b(?:presented (?:on|by)|petitioner|claiming to be)\b", re.IGNORECASE)
# The courts' electronic filing numbers a case alike wherever it is heard; "12 of 2026" does not.
_CASE_NUMBER = re.compile(r"\bCR-[0-9]{4}-(?:[A-Z]{3}-)?[0-9]{4,6}\b")
_TAG = re.compile(r"<[^<>]{0,500}>")


def read_notice(entry: object, source: Source, position: int) -> SourceRecord | Rejected:
    """Return what a notice says; its record id is the notice's number.

    A firm is known by its company number, where the notice states one and no other. Without one
    it is a name and nothing more: no two parties are one because they are called alike.
    Rejected are `gazette_shape`, `gazette_no_id` and `gazette_no_code`, by the field.
    """
    if not isinstance(entry, dict):
        return Rejected(position, "gazette_shape", "entry", raw_json(entry))
    notice = _text(entry, "id").rpartition("/")[2]
    code = _text(entry, "f:notice-code")
    if not notice or not code:
        fault = ("gazette_no_code", "f:notice-code") if notice else ("gazette_no_id", "id")
        return Rejected(position, *fault, raw_json(entry))
    published, updated = (first_day(_text(entry, key)[:10]) for key in ("published", "updated"))
    content = _plain(_text(entry, "content"))
    listing = _listing(entry, code, content, reference(source.publisher, notice))
    party = _party(code, _plain(_text(entry, "title")), content, source.publisher, notice)
    is_case = listing.kind is NodeKind.COURT_CASE
    kind = RelationKind.PARTY_TO if is_case else RelationKind.LISTED_IN
    return SourceRecord(
        record_id=notice,
        position=position,
        seen_on=updated or published or source.refreshed_on,
        entities=(listing, *party),
        relations=tuple(
            RecordRelation(kind, one.ref, listing.ref, published, role="subject") for one in party
        ),
    )


def _listing(entry: Mapping[str, object], code: str, content: str, ref: EntityRef) -> Entity:
    category = entry.get("category")
    stated = category[0] if isinstance(category, list) and category else category
    term = _text(stated, "@term") if isinstance(stated, dict) else ""
    values = [PropertyValue("category", category_of(code, _plain(term)))]
    for name, key in (("status", "f:status"), ("started_on", "published")):
        if text := _text(entry, key):
            values.append(property_value(name, text[:10] if name == "started_on" else text))
    if not is_in_court(code):
        return Entity(ref, NodeKind.LISTING, tuple(values))
    numbers = set(_CASE_NUMBER.findall(content))
    if len(numbers) == 1:
        values.append(property_value("case_number", numbers.pop()))
    return Entity(identify(NodeKind.COURT_CASE, values, ref), NodeKind.COURT_CASE, tuple(values))


def _party(code: str, name: str, content: str, publisher: str, notice: str) -> tuple[Entity, ...]:
    subject = subject_of(code)
    if subject is Subject.NOBODY or not name:
        return ()
    named = property_value("name", name)
    unlinked = reference(publisher, f"{notice}/subject")
    if subject is Subject.INDIVIDUAL:
        return (Entity(unlinked, NodeKind.PERSON, (named,)),)
    numbers = {
        property_value("company_number", number, register="GB-COH")
        for number in _COMPANY_NUMBER.findall(_PETITIONER.split(content, maxsplit=1)[0])
    }
    values = (named, *numbers) if len(numbers) == 1 else (named,)
    return (Entity(unlinked, NodeKind.ORGANISATION, values),)


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return text without markup; The Gazette escapes its titles, and some of them twice."""
    return " ".join(html.unescape(html.unescape(_TAG.sub(" ", text))).split())
