"""One audit event and its canonical bytes, which are what the tree hashes."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from veiltrace_privacy.audit.errors import AuditError
from veiltrace_privacy.audit.fields import FieldValue, check_actor, check_field

FORMAT = 1


class EventKind(StrEnum):
    """What happened."""

    SOURCE_LOADED = "source_loaded"
    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    MANDATE_APPROVED = "mandate_approved"
    MANDATE_REFUSED = "mandate_refused"
    READ_ALLOWED = "read_allowed"
    READ_REFUSED = "read_refused"
    LEADS_ANSWERED = "leads_answered"
    MATCH_REQUESTED = "match_requested"
    MATCH_ANSWERED = "match_answered"
    MATCH_RELEASED = "match_released"
    MATCH_REFUSED = "match_refused"
    PARTNER_TRUSTED = "partner_trusted"
    TABLE_PUBLISHED = "table_published"
    EVALUATED = "evaluated"
    OUTCOME_RECORDED = "outcome_recorded"
    FACT_RECORDED = "fact_recorded"
    JUDGED = "judged"
    LINKED = "linked"
    ANOMALY_REPORTED = "anomaly_reported"
    KEY_ISSUED = "key_issued"
    KEY_REVOKED = "key_revoked"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what, and when, in words of closed lists; fields are kept sorted by name.

    Args:
        kind: what happened.
        at: when, with its time zone; kept in UTC.
        actor: an opaque principal id in hexadecimal, or `system:` and a program's name.
        fields: names from `fields.FIELDS`, each at most once, with values of their shape.
    Raises: AuditError: something does not fit, such as free text.

    >>> AuditEvent(EventKind.EXPORTED, datetime(2026, 11, 24, tzinfo=UTC), "system:demo",
    ...            (("leads", 3), ("gate", "read"))).fields
    (('gate', 'read'), ('leads', 3))
    """

    kind: EventKind
    at: datetime
    actor: str
    fields: tuple[tuple[str, FieldValue], ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.kind, EventKind):
            raise AuditError("the kind of an audit event must be one of EventKind")
        if not isinstance(self.at, datetime) or self.at.utcoffset() is None:
            raise AuditError("the time of an audit event must have its time zone: use UTC")
        check_actor(self.actor)
        for name, value in self.fields:
            check_field(name, value)
        if len(dict(self.fields)) < len(self.fields):
            raise AuditError("an audit event has one of its fields twice: give each once")
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        object.__setattr__(self, "fields", tuple(sorted(self.fields)))


def encode_event(event: AuditEvent) -> bytes:
    """Return the event's canonical bytes: equal for equal events, in every program and version.

    That is JSON in ASCII without spaces, keys sorted, times in UTC with six decimals.

    >>> encode_event(AuditEvent(EventKind.EXPORTED, datetime(2026, 11, 24, tzinfo=UTC),
    ...                         "system:demo", (("leads", 3),)))
    b'{"actor":"system:demo","at":"2026-11-24T00:00:00.000000Z","fields":{"leads":3},\
"format":1,"kind":"exported"}'
    """
    members = {
        "actor": event.actor,
        "at": event.at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
        "fields": dict(event.fields),
        "format": FORMAT,
        "kind": event.kind.value,
    }
    return json.dumps(members, sort_keys=True, separators=(",", ":")).encode("ascii")


def decode_event(data: bytes) -> AuditEvent:
    """Return the event of canonical bytes.

    Raises: AuditError: they are none, or a newer program's.
    """
    try:
        members = json.loads(data)
        event = AuditEvent(
            EventKind(members["kind"]),
            datetime.fromisoformat(members["at"]),
            members["actor"],
            tuple(members["fields"].items()),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        event = None
    if event is None or encode_event(event) != data:
        raise AuditError("this is no audit event of a format this program knows: upgrade it")
    return event
