"""The facts a request may hold: name, type, meaning, and who knows them.

A fact that is not given is unknown, never false. A fact of the wrong type is an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.words import (
    CASE_PURPOSES,
    LEAD_CLASSES,
    Channel,
    DppaUse,
    FieldGroup,
    JoinWith,
    LegalBasis,
    Origin,
    Purpose,
    SensitiveKind,
)

FactValue = bool | int | str | time | tuple[str, ...] | tuple[int, ...]
"""What a fact can be; which of these, its `FactSpec` says."""

MAX_COUNT = 1_000_000
COUNTRY_CODE = re.compile(r"[a-z]{2}")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_NAME = re.compile(r"[a-z_]{1,40}")
_WIDEST_OFFSET = 14 * 60


class FactType(StrEnum):
    """The type of a fact: how its value is written, and so its Python type."""

    FLAG = "yes or no"
    COUNT = "whole number from 0"
    ID = "identifier"
    WORD = "one word of a list"
    WORDS = "words of a list"
    COUNTRY = "country code such as 'cn'"
    CLOCK = "local clock time"
    OFFSETS = "minutes east of UTC"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact: its name, its type, the words it may be, what it means, and who knows it."""

    name: str
    type: FactType
    meaning: str
    known_by: str
    words: frozenset[str] = frozenset()

    def accepts(self, value: object) -> bool:
        """Return whether `value` is of this fact's type and in its range."""
        match self.type:
            case FactType.FLAG:
                return isinstance(value, bool)
            case FactType.COUNT:
                return type(value) is int and 0 <= value <= MAX_COUNT
            case FactType.ID:
                return isinstance(value, str) and _ID.fullmatch(value) is not None
            case FactType.WORD:
                return isinstance(value, str) and value in self.words
            case FactType.WORDS:
                return isinstance(value, tuple) and all(
                    isinstance(word, str) and word in self.words for word in value
                )
            case FactType.COUNTRY:
                return isinstance(value, str) and COUNTRY_CODE.fullmatch(value) is not None
            case FactType.CLOCK:
                return isinstance(value, time) and value.tzinfo is None
            case FactType.OFFSETS:
                return (isinstance(value, tuple) and 0 < len(value) <= 40) and all(
                    type(offset) is int and abs(offset) <= _WIDEST_OFFSET for offset in value
                )


def _flag(name: str, meaning: str, known_by: str) -> FactSpec:
    return FactSpec(name, FactType.FLAG, meaning, known_by)


def _count(name: str, meaning: str, known_by: str) -> FactSpec:
    return FactSpec(name, FactType.COUNT, meaning, known_by)


def _id(name: str, meaning: str, known_by: str) -> FactSpec:
    return FactSpec(name, FactType.ID, meaning, known_by)


_CONTROL, _SOURCE, _ENGINE = "control plane", "source", "engine"
_AGREEMENT, _PARTNER, _OUTCOMES = "agreement", "partner", "outcomes"

_SPECS = (
    _flag("case_open", "the case is open and its mandate verified, begun and not over", _CONTROL),
    FactSpec(
        "mandate_purposes",
        FactType.WORDS,
        "the purposes the mandate names",
        _CONTROL,
        frozenset(CASE_PURPOSES),
    ),
    _flag("reads_people", "the answer shows anything about a person", "command or route"),
    _id("review_item", "the one held item that is being decided", _CONTROL),
    FactSpec(
        "legal_basis",
        FactType.WORD,
        "by what right the source is held",
        _SOURCE,
        frozenset(LegalBasis),
    ),
    FactSpec(
        "source_jurisdiction",
        FactType.COUNTRY,
        "ISO 3166 code, lower case, of the law the source is under",
        _SOURCE,
    ),
    FactSpec("origin", FactType.WORD, "how the source was obtained", _SOURCE, frozenset(Origin)),
    FactSpec(
        "sensitive_kinds",
        FactType.WORDS,
        "kinds of sensitive information the source holds; empty where it holds none",
        "mapping",
        frozenset(SensitiveKind),
    ),
    _id("separate_consent", "reference of the consent given for the sensitive kinds", _SOURCE),
    _flag("vehicle_rows", "records of motor vehicles are to be read", _SOURCE),
    FactSpec(
        "dppa_use",
        FactType.WORD,
        "for which use of 18 USC 2721(b) US vehicle records are read",
        _SOURCE,
        frozenset(DppaUse),
    ),
    FactSpec("lead_class", FactType.WORD, "what the lead is for", _ENGINE, LEAD_CLASSES),
    FactSpec(
        "field_groups", FactType.WORDS, "what the answer shows", _ENGINE, frozenset(FieldGroup)
    ),
    _count(
        "youngest_age", "least age, in whole years, of the persons of known birth shown", _ENGINE
    ),
    _count(
        "identity_candidates",
        "parties the named person may be, within the margin of the best; 1 is certain",
        "resolution",
    ),
    _flag("debtor_lost", "no contact point on file reaches the debtor", _OUTCOMES),
    _id("lost_evidence", "the outcome or document that shows the debtor lost", _OUTCOMES),
    _flag("third_party_refused", "the person once refused, in any case of this tenant", _OUTCOMES),
    FactSpec("join_with", FactType.WORD, "own sources, or a partner", _ENGINE, frozenset(JoinWith)),
    _id("agreement_id", "the sharing agreement, as the operator names it", _AGREEMENT),
    _id("partner_agreement_id", "the sharing agreement, as the partner names it", _PARTNER),
    FactSpec(
        "agreement_basis",
        FactType.WORD,
        "by what right the operator shares",
        _AGREEMENT,
        frozenset(LegalBasis),
    ),
    FactSpec(
        "partner_basis",
        FactType.WORD,
        "by what right the partner shares",
        _PARTNER,
        frozenset(LegalBasis),
    ),
    FactSpec(
        "partner_purpose",
        FactType.WORD,
        "the purpose the partner shares for",
        _PARTNER,
        frozenset(Purpose),
    ),
    FactSpec(
        "channel", FactType.WORD, "how the person is to be contacted", "caller", frozenset(Channel)
    ),
    FactSpec(
        "agreed_from", FactType.CLOCK, "start of further hours the person agreed to", _OUTCOMES
    ),
    FactSpec("agreed_until", FactType.CLOCK, "their end, not included", _OUTCOMES),
    FactSpec(
        "utc_offsets",
        FactType.OFFSETS,
        "today's offset of each zone the person may be in",
        "caller",
    ),
    _count("calls_in_7_days", "calls about this debt in the last 7 days", _OUTCOMES),
    _count("talks_in_7_days", "conversations about this debt in the last 7 days", _OUTCOMES),
    _count("voice_calls_today", "voice calls to the debtor today, any point", _OUTCOMES),
    _count("unanswered_today", "unanswered calls to this contact point today", _OUTCOMES),
    _count("visits_today", "visits to the debtor today", _OUTCOMES),
    _count("visit_staff", "members of staff who would go", "caller"),
)
FACTS: Mapping[str, FactSpec] = {spec.name: spec for spec in _SPECS}


def check_facts(facts: Mapping[str, FactValue]) -> None:
    """Let facts of known names and right types pass.

    Raises: PolicyError: any other; it names the fact, never its value.

    >>> check_facts({"case_open": "yes"})
    Traceback (most recent call last):
    veiltrace_privacy.policy.errors.PolicyError: the fact case_open must be: yes or no
    """
    for name, value in facts.items():
        spec = FACTS.get(name) if isinstance(name, str) else None
        if spec is None:
            shown = name if isinstance(name, str) and _NAME.fullmatch(name) else "of this name"
            raise PolicyError(f"no rule knows a fact {shown}; docs/policy.md lists the facts")
        if not spec.accepts(value):
            raise PolicyError(f"the fact {name} must be: {spec.type.value}")
