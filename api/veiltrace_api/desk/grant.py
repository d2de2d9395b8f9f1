"""A question about a case, and the leave to answer it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.minors import youngest
from veiltrace_connectors.gate import source_facts
from veiltrace_graph.model import Node, PropertyValue, Source, Statement
from veiltrace_privacy.mandate.errors import MandateRefused
from veiltrace_privacy.mandate.files import decode_signed
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey
from veiltrace_privacy.mandate.signing import SignedMandate, verify_mandate
from veiltrace_privacy.policy.facts import FactValue
from veiltrace_privacy.policy.gate import Decision, decide
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.words import FieldGroup, Gate, JoinWith, Purpose

_NO_LAW = "cn"
"""The law by which a question without a mandate is refused."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks, about which case, for what purpose, as of which day.

    `creditor` is needed where several have a case of this number.
    """

    principal: Principal
    case_number: str = field(repr=False)
    purpose: Purpose | None
    as_of: date
    creditor: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """One principal's leave to read one case for one purpose, decided on `day`."""

    principal: Principal
    case: Node = field(repr=False)
    signed: SignedMandate = field(repr=False)
    purpose: Purpose
    as_of: date
    day: date

    @property
    def mandate(self) -> Mandate:
        """The mandate that opens the case."""
        return self.signed.mandate

    @property
    def case_ref(self) -> str:
        """The case's keyed id, in hex."""
        return self.case.id.hex()

    @property
    def certification(self) -> str:
        """Who vouches for the mandate, in the words every answer carries."""
        if self.signed.self_certified:
            return f"self-certified by {self.signed.registry}: nobody else has checked it"
        return f"certified by the registry {self.signed.registry}"

    def ask(self, gate: Gate, facts: Mapping[str, FactValue]) -> Decision:
        """Return the gate's decision on one thing of this case."""
        common = _case_facts(self.mandate)
        request = Request(gate, self.purpose, self.mandate.jurisdiction, common | dict(facts))
        return decide(request, RULES, self.day)

    def may_show(self, *groups: FieldGroup) -> bool:
        """Return whether the purpose covers these fields."""
        return "VT-03" not in self.ask(Gate.READ, {"field_groups": groups}).rules

    def hides_minor(self, statements: Iterable[Statement]) -> bool:
        """Return whether nothing may be shown of a person of whom this is stated."""
        age = youngest(statements, self.day)
        facts: dict[str, FactValue] = {"field_groups": (FieldGroup.IDENTITY,)}
        if age is not None:
            facts["youngest_age"] = age
        return "VT-05" in self.ask(Gate.READ, facts).rules


def mandate_for(
    files: Iterable[str],
    trusted: Mapping[str, RegistryPublicKey],
    *,
    case_ref: str,
    purpose: Purpose,
    day: date,
) -> tuple[SignedMandate | None, str]:
    """Return the newest of a case's mandates that holds on `day` for `purpose`.

    Args:
        files: the signed mandates, oldest first.
    Returns: the mandate and ""; or None and the code of why the newest does not hold.
    """
    refused = ""
    for text in reversed(list(files)):
        try:
            signed = decode_signed(text.encode())
            mandate = verify_mandate(signed, trusted, as_of=day, purpose=purpose)
        except MandateRefused as error:
            refused = refused or error.reason.value
            continue
        if mandate.case_ref == case_ref:
            return signed, ""
        refused = refused or "other_case"
    return None, refused or "no_mandate"


def decide_read(
    purpose: Purpose | None, mandate: Mandate | None, groups: Iterable[FieldGroup], *, day: date
) -> Decision:
    """Return the gate's decision on showing `groups` of fields under a mandate, if there is one."""
    facts = _case_facts(mandate) | {"field_groups": tuple(groups)}
    law = mandate.jurisdiction if mandate else _NO_LAW
    return decide(Request(Gate.READ, purpose, law, facts), RULES, day)


def decide_upkeep(purpose: Purpose, *, day: date, review_item: str | None = None) -> Decision:
    """Return the gate's decision on upkeep, which reads no person, or on one held item's review."""
    facts: dict[str, FactValue] = {
        "reads_people": purpose is not Purpose.MAINTENANCE,
        "field_groups": (FieldGroup.SOURCE,),
    }
    if review_item is not None:
        facts["review_item"] = review_item
    return decide(Request(Gate.READ, purpose, _NO_LAW, facts), RULES, day)


def decide_review(
    item: str, groups: Iterable[FieldGroup], *, day: date, values: Iterable[PropertyValue] = ()
) -> Decision:
    """Return the gate's decision on showing `groups` of fields of one held item to its reviewer.

    Args:
        values: what is stated of the persons in it, once that was read.
    """
    facts: dict[str, FactValue] = {
        "reads_people": True,
        "review_item": item,
        "field_groups": tuple(groups),
    }
    age = youngest(values, day)
    if age is not None:
        facts["youngest_age"] = age
    return decide(Request(Gate.READ, Purpose.REVIEW, _NO_LAW, facts), RULES, day)


def decide_review_join(item: str, source: Source, *, day: date) -> Decision:
    """Return the gate's decision on a source's records in a review, by the source's own law."""
    facts = source_facts(source) | {
        "join_with": JoinWith.LOCAL,
        "reads_people": True,
        "review_item": item,
    }
    law = source.country or _NO_LAW
    return decide(Request(Gate.JOIN, Purpose.REVIEW, law, facts), RULES, day)


def _case_facts(mandate: Mandate | None) -> dict[str, FactValue]:
    return {
        "case_open": mandate is not None,
        "mandate_purposes": tuple(mandate.purposes) if mandate else (),
        "reads_people": True,
    }
