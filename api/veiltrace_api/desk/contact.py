"""Contact permission: may the debtor be contacted now? It hides no lead."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from veiltrace_api.cases import debtors_of
from veiltrace_api.control.outcomes import Outcome
from veiltrace_api.desk.admission import admit, own_cases
from veiltrace_api.desk.grant import Grant, Question
from veiltrace_api.desk.investigation import Finding, contact_entity
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_graph.vocabulary import RelationKind
from veiltrace_privacy.policy.contact import ContactPermission, contact_permission
from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.facts import FactValue
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.words import Channel, FieldGroup, Gate

_VOICE = frozenset(
    {
        Finding.DEAD_NUMBER,
        Finding.WRONG_PARTY,
        Finding.NO_ANSWER,
        Finding.RIGHT_PARTY,
        Finding.REFUSED,
    }
)
_TALKS = frozenset({Finding.RIGHT_PARTY, Finding.REFUSED})
_VISITS = frozenset({Finding.VISIT_FOUND, Finding.VISIT_NOT_FOUND})
_WEEK = timedelta(days=7)


class ContactDesk:
    """Answers whether contact is allowed; a method may raise what `admit` raises."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def permission(
        self,
        question: Question,
        contact: str,
        *,
        channel: Channel,
        at: datetime,
        staff: int | None = None,
        utc_offsets: tuple[int, ...] = (),
    ) -> ContactPermission:
        """Return whether, until when and how often; attempts are those recorded as outcomes.

        Args:
            contact: the phone, address, … as people write it.
            at: the moment, in the debtor's own time zone.
            staff: how many would go on a visit.
            utc_offsets: minutes east of UTC of each zone that the debtor may be in.
        Raises: UsageError: the contact reads as none, or `at` has no zone or is before the rules.
        """
        grant = admit(self._vault, question, "contact.permission", (FieldGroup.CONTACT,))
        mandate = grant.mandate
        entity = contact_entity(contact, country=mandate.jurisdiction.upper())
        point = self._vault.store.node_id(entity.ref).hex()
        of_case = self._vault.control.outcomes(grant.case_ref)
        facts = _counts(of_case, self._of_debtors(grant), point, at)
        facts["channel"] = channel.value
        if staff is not None:
            facts["visit_staff"] = staff
        if utc_offsets:
            facts["utc_offsets"] = utc_offsets
        request = Request(Gate.READ, grant.purpose, mandate.jurisdiction, facts)
        try:
            return contact_permission(request, RULES, at)
        except PolicyError as error:
            raise UsageError(f"the moment cannot be judged: {error}") from None

    def _of_debtors(self, grant: Grant) -> list[Outcome]:
        """Return the outcomes of all of the tenant's cases against the same debtors."""
        view = self._vault.store.view(grant.as_of)
        debtors = [debtor.id for debtor in debtors_of(view, grant.case)]
        cases = {
            relation.target: view.node(relation.target)
            for relation in view.relations(debtors)
            if relation.kind is RelationKind.DEBTOR_IN
        }
        own = own_cases(self._vault, grant.principal, cases.values())
        control = self._vault.control
        return [outcome for case in own for outcome in control.outcomes(case.id.hex())]


def _counts(
    of_case: Iterable[Outcome], of_debtor: Iterable[Outcome], point: str, at: datetime
) -> dict[str, FactValue]:
    """Return how often was tried: the debtor on the local day of `at`, the debt in 7 days."""
    today = [o for o in of_debtor if o.at.astimezone(at.tzinfo).date() == at.date()]
    week = [o for o in of_case if at - _WEEK < o.at <= at]
    unanswered = [o for o in today if o.kind == Finding.NO_ANSWER and o.contact_ref == point]
    return {
        "voice_calls_today": sum(o.kind in _VOICE for o in today),
        "unanswered_today": len(unanswered),
        "visits_today": sum(o.kind in _VISITS for o in today),
        "calls_in_7_days": sum(o.kind in _VOICE for o in week),
        "talks_in_7_days": sum(o.kind in _TALKS for o in week),
    }
