"""A rule and a pack of rules: what is declared of them, apart from how they are asked."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from veiltrace_privacy.canonical_json import JsonValue, encode_canonical
from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.words import Gate, Outcome


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a rule says of itself.

    `jurisdictions` empty: under every law. `unknown` is the outcome when a fact the rule asks for
    is not known. `parameters` are the limits and lists it uses, as text. In force from
    `effective_from` on, until before `effective_to`.
    """

    id: str
    name: str
    does: str
    citation: str
    effective_from: date
    unknown: Outcome
    jurisdictions: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()
    effective_to: date | None = None

    def in_force(self, jurisdiction: str, day: date) -> bool:
        """Return whether the rule holds under this law on this day."""
        here = not self.jurisdictions or jurisdiction in self.jurisdictions
        begun = self.effective_from <= day
        return here and begun and (self.effective_to is None or day < self.effective_to)

    def as_json(self) -> dict[str, JsonValue]:
        """Return all that is declared, for the pack's hash."""
        return {
            "id": self.id,
            "name": self.name,
            "does": self.does,
            "citation": self.citation,
            "effective_from": self.effective_from.isoformat(),
            "effective_to": self.effective_to.isoformat() if self.effective_to else "",
            "unknown": self.unknown.value,
            "jurisdictions": [*sorted(self.jurisdictions)],
            "parameters": [*self.parameters],
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the gate: `check` is pure, and raises UnknownFact for what it is not told."""

    declared: Declaration
    gates: frozenset[Gate]
    check: Callable[[Request], Outcome]


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """What one contact rule says: its outcome, until when, and how many attempts it leaves."""

    outcome: Outcome
    until: datetime | None = None
    attempts_left: int | None = None


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One rule of contact permission, asked with the moment of the contact; `check` is pure."""

    declared: Declaration
    check: Callable[[Request, datetime], ContactTerms]


@dataclass(frozen=True, slots=True)
class RulePack:
    """Rules that hold together, under one version.

    `digest`, 64 hex digits for the audit entry of each decision, is SHA-256 (128-bit collision
    strength) over what is declared: a changed limit, list, date or citation changes it. How a
    check is written is not in it; `version` stands for that.

    Raises: PolicyError: two rules have one id.
    """

    version: str
    effective_from: date
    rules: tuple[Rule, ...]
    contact_rules: tuple[ContactRule, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        ids = [declared.id for declared in self.declarations]
        if len(set(ids)) != len(ids):
            raise PolicyError("two rules of a pack have one id")
        object.__setattr__(self, "digest", self._digest())

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """What all rules say of themselves, by id."""
        declared = [rule.declared for rule in self.rules]
        declared += [rule.declared for rule in self.contact_rules]
        return tuple(sorted(declared, key=lambda rule: rule.id))

    def _digest(self) -> str:
        gates = {rule.declared.id: sorted(rule.gates) for rule in self.rules}
        declared: list[JsonValue] = [
            rule.as_json() | {"gates": [*gates.get(rule.id, [])]} for rule in self.declarations
        ]
        content: JsonValue = {
            "version": self.version,
            "effective_from": self.effective_from.isoformat(),
            "rules": declared,
        }
        return hashlib.sha256(b"veiltrace/rule-pack/1\0" + encode_canonical(content)).hexdigest()

    def require_in_force(self, day: date) -> None:
        """Let a day on which the pack holds pass.

        Raises: PolicyError: the pack is not yet in force, so nobody knows what would be allowed.
        """
        if type(day) is not date:
            raise PolicyError("the day of a decision must be a date without time")
        if day < self.effective_from:
            raise PolicyError(
                f"rule pack {self.version} holds from {self.effective_from}: ask for the day of "
                "the answer, not for the day the answer is about"
            )
