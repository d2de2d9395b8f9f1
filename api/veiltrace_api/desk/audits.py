"""The audit log and unusual use, for auditors."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from veiltrace_api.cases import creditors_of
from veiltrace_api.control.anomalies import Anomaly
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.admission import admit_upkeep, require_role
from veiltrace_api.desk.vault import Vault
from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import NodeId
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import RelationKind
from veiltrace_privacy.audit.event import AuditEvent
from veiltrace_privacy.audit.log import TreeHead

_AUDITOR = (Role.AUDITOR,)


class AuditDesk:
    """Shows the log; each method may raise AccessRefused, AuditUnavailable, AuditDamaged."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def verify(self, principal: Principal, known: TreeHead | None = None) -> TreeHead:
        """Return the head of the log after recomputing every hash; see `AuditLog.verify`."""
        require_role(self._vault, principal, _AUDITOR, "audit.verify")
        return self._vault.audit.verify(known)

    def entries(self, principal: Principal, *, last: int) -> tuple[tuple[int, AuditEvent], ...]:
        """Return the last entries with their indices, oldest first."""
        admit_upkeep(self._vault, principal, "audit.list", _AUDITOR)
        size = self._vault.audit.head().size
        return tuple(
            (index, self._vault.audit.entry(index)) for index in range(max(0, size - last), size)
        )

    def anomalies(self, principal: Principal) -> tuple[Anomaly, ...]:
        """Return what is unusual about today's use."""
        admit_upkeep(self._vault, principal, "audit.anomalies", _AUDITOR)
        now = self._vault.clock()
        return self._vault.control.anomalies(now=now, unconnected=set(self._unconnected(principal)))

    def _unconnected(self, principal: Principal) -> Iterator[str]:
        """Yield the cases looked up today whose creditor has no other case of this tenant."""
        control, today = self._vault.control, self._vault.today()
        midnight = datetime.combine(today, time(), UTC)
        looked_up = {
            look_up.case_ref
            for colleague in control.principals(principal.tenant)
            for look_up in control.look_ups(colleague.id, since=midnight)
        }
        view = self._vault.store.view(today)
        for case_ref in sorted(looked_up):
            if not any(self._is_tenants(principal, ref) for ref in _siblings(view, case_ref)):
                yield case_ref

    def _is_tenants(self, principal: Principal, case_ref: str) -> bool:
        file = self._vault.control.case(case_ref)
        return file is not None and file.tenant == principal.tenant


def _siblings(view: GraphView, case_ref: str) -> set[str]:
    """Return the other cases of a case's creditors."""
    try:
        case = view.node(NodeId(bytes.fromhex(case_ref)))
    except UnknownNode:
        return set()
    creditors = [node.id for node in creditors_of(view, case).values()]
    return {
        relation.target.hex()
        for relation in view.relations(creditors)
        if relation.kind is RelationKind.CREDITOR_IN
    } - {case_ref}
