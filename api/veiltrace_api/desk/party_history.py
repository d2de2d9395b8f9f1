"""How a party came to be: its records, the judgements that join them, and what hangs on which."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from veiltrace_api.control.errors import UnknownReference
from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.vault import Vault
from veiltrace_graph.model import Node, NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.party_chain import PartyChain, chain_of
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind

_NAMES = ("name", "former_name", "alias")
_ANOTHERS = "somebody of another tenant"


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """One record of a party: what it calls it, and the first source by name that states it."""

    node: NodeId
    kind: NodeKind
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class PartyHistory:
    """A party's records and the judgements on them.

    `records` has those that may be shown; `chain` names the others by their ids alone, and
    `hidden` counts them. `idle` are judgements that stand and join nothing here, such as that two
    are different, `withdrawn` those that were taken back, each the oldest first. A person is named
    as principals of the asker's tenant are.
    """

    node: Node
    records: dict[NodeId, RecordSeen]
    chain: PartyChain
    idle: tuple[Judgement, ...]
    withdrawn: tuple[Judgement, ...]
    hidden: int
    certification: str


def party_history(
    vault: Vault,
    principal: Principal,
    node: Node,
    *,
    view: GraphView,
    barred: Collection[str],
    certification: str,
) -> PartyHistory:
    """Return how a party that may be shown came to be, without what barred sources state."""
    members = view.members(node.id)
    records = tuple(vault.store.linkage_records(PARTY_KINDS, members))
    seen = {r.node: _seen(r) for r in records if r.source not in barred}
    links = vault.store.holding_judgements(node.id)
    said = dict.fromkeys(j for member in members for j in vault.store.judgements(member))
    names = _Names(vault, principal)
    chain = chain_of(members, links, records)
    return PartyHistory(
        node,
        seen,
        replace(
            chain,
            steps=tuple(
                replace(step, link=step.link and names.told(step.link)) for step in chain.steps
            ),
            others=names.all_told(chain.others),
        ),
        names.all_told(j for j in said if j.withdrawn_at is None and j not in links),
        names.all_told(j for j in said if j.withdrawn_at is not None),
        sum(record.source in barred for record in records),
        certification,
    )


class _Names:
    """Tells judgements with the names of those who judged, as far as one tenant may know them."""

    def __init__(self, vault: Vault, principal: Principal) -> None:
        self._vault = vault
        self._tenant = principal.tenant

    def told(self, judgement: Judgement) -> Judgement:
        if judgement.author is not Author.PERSON:
            return judgement
        by = self._of(judgement.by)
        withdrawn_by = self._of(judgement.withdrawn_by) if judgement.withdrawn_by else ""
        return replace(
            judgement,
            by=by or _ANOTHERS,
            # What another tenant's people write may name their cases.
            reason=judgement.reason if by else "",
            withdrawn_by=_ANOTHERS if withdrawn_by is None else withdrawn_by,
            withdrawal_reason=judgement.withdrawal_reason if withdrawn_by else "",
        )

    def all_told(self, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
        in_order = sorted(judgements, key=lambda j: (j.decided_at, -j.author.weight, j.pair))
        return tuple(self.told(judgement) for judgement in in_order)

    def _of(self, principal_id: str) -> str | None:
        """Return a principal's name, None where it is another tenant's or none."""
        try:
            found = self._vault.control.principal(principal_id)
        except UnknownReference:
            return None
        return found.name if found.tenant == self._tenant else None


def _seen(record: LinkageRecord) -> RecordSeen:
    names = (v.value for name in _NAMES for v in record.values if v.name == name)
    return RecordSeen(record.node, record.kind, next(names, ""), record.source)
