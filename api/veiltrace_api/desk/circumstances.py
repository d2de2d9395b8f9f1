"""What the gate is told of a debtor beyond the dossier: from the control plane and the graph."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from veiltrace_api.control.outcomes import Outcome
from veiltrace_api.desk.grant import Grant
from veiltrace_api.desk.vault import Vault
from veiltrace_graph.model import Node, NodeId
from veiltrace_graph.resolution.clusters import standing_verdicts
from veiltrace_graph.resolution.judgement import Verdict
from veiltrace_graph.stores.base import GraphStore, GraphView

LOST_KINDS = frozenset({"dead_number", "wrong_party", "returned_mail", "visit_not_found"})
REACHED_KINDS = frozenset({"right_party", "visit_found"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for all leads of one debtor.

    `candidates`: how many parties the debtor may be, 1 where that is settled.
    `lost_evidence`: the outcome that shows the debtor lost, None where none does.
    """

    grant: Grant
    candidates: int
    lost_evidence: str | None
    has_refused: Callable[[NodeId], bool]


def circumstances(vault: Vault, grant: Grant, view: GraphView, debtor: Node) -> Circumstances:
    """Return what holds for one debtor of a granted case."""
    tenant = grant.principal.tenant

    def has_refused(party: NodeId) -> bool:
        # A refusal was recorded of a record's node; the party may have grown since.
        members = view.members(party)
        return any(vault.control.has_refused(tenant, member.hex()) for member in members)

    return Circumstances(
        grant=grant,
        candidates=identity_candidates(vault.store, view, debtor),
        lost_evidence=lost_evidence(vault.control.outcomes(grant.case_ref)),
        has_refused=has_refused,
    )


def identity_candidates(store: GraphStore, view: GraphView, debtor: Node) -> int:
    """Return how many parties a debtor may be: one, and each with which it may be the same.

    Records are joined by whole identifiers or by a person's judgement, which settles who it is;
    only what somebody found UNSURE is open.
    """
    members = set(view.members(debtor.id))
    judgements = [judgement for member in members for judgement in store.judgements(member)]
    unsure = {
        node
        for pair, (verdict, _) in standing_verdicts(judgements).items()
        for node in pair
        if verdict is Verdict.UNSURE
    }
    return 1 + len({view.node(node).id for node in unsure - members})


def lost_evidence(outcomes: Iterable[Outcome]) -> str | None:
    """Return the id of the newest outcome that shows a debtor lost, None where none does.

    Of each contact point the latest word counts; who is reached at one of them is not lost.
    """
    latest: dict[str | None, Outcome] = {}
    for outcome in outcomes:
        if outcome.kind in LOST_KINDS | REACHED_KINDS:
            latest[outcome.contact_ref] = outcome
    if any(outcome.kind in REACHED_KINDS for outcome in latest.values()):
        return None
    lost = sorted(latest.values(), key=lambda outcome: (outcome.at, outcome.id))
    return lost[-1].id if lost else None
