"""What an investigator found out, as a record of a source of its own."""

from datetime import datetime
from enum import StrEnum

from veiltrace_api.errors import UsageError
from veiltrace_graph.identity import identify
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    Node,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.policy.words import LegalBasis, Origin

PUBLISHER = "own investigation"


class Finding(StrEnum):
    """What came of a call, a letter or a visit, or what a document says."""

    DEAD_NUMBER = "dead_number"
    WRONG_PARTY = "wrong_party"
    NO_ANSWER = "no_answer"
    RIGHT_PARTY = "right_party"
    RETURNED_MAIL = "returned_mail"
    REFUSED = "refused"
    VISIT_FOUND = "visit_found"
    VISIT_NOT_FOUND = "visit_not_found"
    DOCUMENT = "document"


# Words the engine knows: see `veiltrace_engine.wording.CLOSED`. Findings that are not here say
# nothing about whose the contact point is.
_ROLES = {
    Finding.DEAD_NUMBER: "disconnected",
    Finding.WRONG_PARTY: "wrong party",
    Finding.RETURNED_MAIL: "undeliverable",
    Finding.RIGHT_PARTY: "reached",
    Finding.VISIT_FOUND: "found there",
    Finding.DOCUMENT: "stated in a document",
}
_CONTACTS = (NodeKind.PHONE, NodeKind.EMAIL, NodeKind.HANDLE, NodeKind.ADDRESS)


def investigation_source(at: datetime, jurisdiction: str) -> Source:
    """Return the source of investigators' own findings."""
    return Source(
        name="own-investigation",
        kind=SourceKind.INVESTIGATION,
        publisher=PUBLISHER,
        obtained=Origin.OWN_INVESTIGATION,
        legal_basis=LegalBasis.CONTRACT,
        jurisdiction=jurisdiction,
        licence="own",
        refreshed_on=at.date(),
        refresh_days=30,
        retention_days=1825,
    )


def contact_entity(text: str, *, country: str) -> Entity:
    """Return the contact point that a text names: the first kind as which it reads whole.

    Raises: UsageError: it reads as none.

    >>> contact_entity("124 0000 0001", country="CN").ref
    EntityRef(scheme='phone', value='+8612400000001')
    """
    for kind in _CONTACTS:
        read = normalise_property(kind.value, text, country=country)
        if read.is_whole:
            values = (PropertyValue(kind.value, read.value, read.flag),)
            return Entity(identify(kind, values, EntityRef("", "")), kind, values)
    raise UsageError("--contact reads neither as a phone, e-mail address, account nor address")


def finding_record(
    finding: Finding,
    *,
    record_id: str,
    at: datetime,
    debtor: Node,
    debtor_ref: EntityRef,
    contact: Entity | None,
    note: str,
) -> SourceRecord:
    """Return the record: the debtor as it names them, the contact point, and what was found."""
    said = [PropertyValue("name", debtor.caption)] if debtor.caption else []
    if note:
        said.append(PropertyValue("note", note))
    entities = [Entity(debtor_ref, debtor.kind, tuple(said))]
    relations = []
    if contact is not None:
        entities.append(contact)
        if finding in _ROLES:
            is_place = contact.kind is NodeKind.ADDRESS
            kind = RelationKind.LOCATED_AT if is_place else RelationKind.USES_CONTACT
            role = _ROLES[finding]
            relations.append(RecordRelation(kind, debtor_ref, contact.ref, role=role))
    return SourceRecord(record_id, 1, at.date(), tuple(entities), tuple(relations))
