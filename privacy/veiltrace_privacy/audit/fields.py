"""What an audit entry may say: a closed list of field names, each with the shape of its value.

No shape has room for a person's name, number or address. Whatever is personal enters as an id or
token made under the installation's key.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

from veiltrace_privacy.audit.errors import AuditError

FieldValue = str | int
COUNT_LIMIT = 10**9
"""Counts lie below this, so that no mobile, card or resident number passes for one."""


class Shape(Enum):
    """How a field's value looks; the pattern must match all of it."""

    # Bank cards have at most 19 digits and IBANs 34 with letters beyond f: no room for them here.
    ID = r"[0-9a-f]{32,128}"
    # A run of six digits could be part of a phone number or resident ID.
    LABEL = r"(?!.{49})(?!.*[0-9]{6})[a-z][a-z0-9]*(?:[._:-][a-z0-9]+)*"
    CODE = r"(?!.{49})[a-z]+(?:[._][a-z]+)*"
    RULES = r"[A-Z]{2}-[0-9]{2}(?:,[A-Z]{2}-[0-9]{2}){0,31}"
    JURISDICTION = r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?"
    DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    COUNT = r"[0-9]{1,9}"


FIELDS: Mapping[str, Shape] = {
    # Keyed ids and hashes, in hexadecimal.
    "agreement_id": Shape.ID,
    "answer_sha256": Shape.ID,
    "case_ref": Shape.ID,
    "document_sha256": Shape.ID,
    "file_sha256": Shape.ID,
    "key_id": Shape.ID,
    "mandate_id": Shape.ID,
    "node_id": Shape.ID,
    "other_node_id": Shape.ID,
    "principal_id": Shape.ID,
    "receipt_sha256": Shape.ID,
    "request_id": Shape.ID,
    "rules_sha256": Shape.ID,
    "run_id": Shape.ID,
    "table_sha256": Shape.ID,
    # Names of organisations, sources and parts of the program, as its operator configured them.
    "epoch": Shape.LABEL,
    "operation": Shape.LABEL,
    "partner": Shape.LABEL,
    "registry": Shape.LABEL,
    "source": Shape.LABEL,
    "tenant": Shape.LABEL,
    # Words of closed lists, and codes of errors.
    "asset_kind": Shape.CODE,
    "channel": Shape.CODE,
    "gate": Shape.CODE,
    "outcome": Shape.CODE,
    "purpose": Shape.CODE,
    "reason": Shape.CODE,
    "role": Shape.CODE,
    "self_certified": Shape.COUNT,
    "jurisdiction": Shape.JURISDICTION,
    "rules": Shape.RULES,
    # Days.
    "as_of": Shape.DATE,
    "expires_on": Shape.DATE,
    "opens_on": Shape.DATE,
    # Counts.
    "cases": Shape.COUNT,
    "classes": Shape.COUNT,
    "leads": Shape.COUNT,
    "limit": Shape.COUNT,
    "lookups": Shape.COUNT,
    "matched": Shape.COUNT,
    "pairs": Shape.COUNT,
    "records": Shape.COUNT,
    "rejected": Shape.COUNT,
    "remaining": Shape.COUNT,
    "suppressed": Shape.COUNT,
}
"""Every field name an entry may have. A new one is a decision: could a person be in it?"""

_ACTOR = re.compile(r"[0-9a-f]{32,128}|system:[a-z]+(?:-[a-z]+)*", re.ASCII)


def check_actor(actor: str) -> None:
    """Return nothing for an opaque principal id, or `system:` and a program's name.

    Raises: AuditError: it could be somebody's name.

    >>> check_actor("system:registry")
    """
    if not isinstance(actor, str) or not _ACTOR.fullmatch(actor):
        raise AuditError(
            "the actor of an audit event must be an opaque id of 32 to 128 hexadecimal digits, or "
            "'system:' and the program's name; give the principal's id, never a person's name"
        )


def check_field(name: str, value: FieldValue) -> None:
    """Return nothing for a known field whose value has its shape.

    Raises: AuditError: it has not; the message never shows the value.

    >>> check_field("matched", 12)
    >>> check_field("matched", "twelve")
    Traceback (most recent call last):
    veiltrace_privacy.audit.errors.AuditError: the audit field 'matched' must be a whole number \
from 0 to 999999999; give what is personal as keyed id, and leave free text out
    """
    shape = FIELDS.get(name) if isinstance(name, str) else None
    if shape is None:
        # An unknown name is not shown: a mistaken caller may have put a value there.
        raise AuditError(
            "an audit field's name is not on the list in veiltrace_privacy.audit.fields; "
            "use a name from there"
        )
    if not _fits(value, shape):
        wanted = (
            f"a whole number from 0 to {COUNT_LIMIT - 1}"
            if shape is Shape.COUNT
            else f"text of the shape {shape.name}"
        )
        raise AuditError(
            f"the audit field '{name}' must be {wanted}; "
            "give what is personal as keyed id, and leave free text out"
        )


def _fits(value: FieldValue, shape: Shape) -> bool:
    if shape is Shape.COUNT:
        return type(value) is int and 0 <= value < COUNT_LIMIT
    if not isinstance(value, str) or not re.fullmatch(shape.value, value, re.ASCII):
        return False
    return shape is not Shape.DATE or _is_day(value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
