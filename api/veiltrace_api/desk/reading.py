"""Reading people: leads, search, relatedness, resolution and case files, each under a grant."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from veiltrace_api.answer import Answer, answer_debtor
from veiltrace_api.cases import case_facts, debtors_of
from veiltrace_api.desk.admission import admit, own_cases
from veiltrace_api.desk.circumstances import circumstances
from veiltrace_api.desk.grant import Grant, Question
from veiltrace_api.desk.party_history import PartyHistory, party_history
from veiltrace_api.desk.record_ids import masked
from veiltrace_api.desk.record_pair import record_named
from veiltrace_api.desk.screening import barred_sources
from veiltrace_api.desk.vault import Vault
from veiltrace_api.dossier_reader import read_dossiers
from veiltrace_api.errors import UsageError
from veiltrace_api.graph_index import ExplainedPath, GraphIndex, RelatedNode, index_view
from veiltrace_api.lookup import by_id, look_up, the_one
from veiltrace_engine.dossier import CaseFacts
from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import Node, NodeId, Statement
from veiltrace_graph.relatedness.ranking import PairScore
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.stores.base import Found, GraphView, Neighbourhood
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, PARTY_KINDS, NodeKind
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.policy.words import FieldGroup

_MOST_NEAR = 1_000
_MOST_HITS = 200
_MORE_PATHS = 5
"""So many paths more are looked for, in case some lead through a minor."""


@dataclass(frozen=True, slots=True)
class FoundThings:
    """Search hits that may be shown, and how many may not."""

    hits: tuple[Found, ...]
    hidden: int
    certification: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """Who is most related to one party, by which best path, and how much lies around it.

    A related party has no path where none of its best ones may be shown.
    """

    node: Node
    related: tuple[RelatedNode, ...]
    paths: dict[NodeId, ExplainedPath]
    around: Neighbourhood
    hidden: int
    certification: str


@dataclass(frozen=True, slots=True)
class Connection:
    """How two parties are connected: their score and the best paths."""

    score: PairScore
    paths: tuple[ExplainedPath, ...]
    hidden: int
    certification: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case file: the claim, and what is stated of each debtor."""

    facts: CaseFacts
    debtors: tuple[Node, ...]
    statements: dict[NodeId, tuple[Statement, ...]]
    certification: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two records of parties; whether their contact values may be shown as well."""

    records: tuple[LinkageRecord, LinkageRecord] = field(repr=False)
    with_contacts: bool
    certification: str


class ReadingDesk:
    """Answers questions about people; each method may raise what `admit` raises."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._index: tuple[tuple[object, ...], GraphIndex] | None = None

    def leads(self, question: Question, *, with_delete_one: bool = True) -> tuple[Answer, ...]:
        """Return the answer for each debtor of a case; see `rank_leads`."""
        vault = self._vault
        grant = admit(vault, question, "leads", (FieldGroup.IDENTITY,))
        index = self._indexed(question.as_of)
        sources = {summary.source.name: summary.source for summary in vault.store.sources()}
        answers = tuple(
            answer_debtor(
                dossier,
                circumstances(vault, grant, index.view, dossier.debtor),
                with_delete_one=with_delete_one,
            )
            for dossier in read_dossiers(index, grant.case, as_of=question.as_of, sources=sources)
        )
        hidden = [item for answer in answers for item in answer.suppressed]
        vault.record(
            EventKind.LEADS_ANSWERED,
            question.principal,
            case_ref=grant.case_ref,
            purpose=grant.purpose.value,
            leads=sum(len(answer.leads) for answer in answers),
            suppressed=sum(item.count for item in hidden),
            rules=",".join(sorted({item.rule_id for item in hidden})) or None,
        )
        return answers

    def show_case(self, question: Question) -> CaseView:
        """Return the case file; contact data only where the purpose covers them."""
        groups = (FieldGroup.CLAIM, FieldGroup.IDENTITY)
        grant = admit(self._vault, question, "case.show", groups)
        view = self._vault.store.view(question.as_of)
        debtors, barred = debtors_of(view, grant.case), self._barred(grant)
        stated = view.statements([debtor.id for debtor in debtors])
        return CaseView(
            case_facts(view, grant.case),
            debtors,
            {
                node: _lawful(said, barred)
                for node, said in stated.items()
                if not grant.hides_minor(said)
            },
            grant.certification,
        )

    def search(self, question: Question, text: str, *, limit: int) -> FoundThings:
        """Return what is called so, or carries this identifier, as far as it may be shown."""
        grant = admit(self._vault, question, "search", (FieldGroup.IDENTITY,))
        view = self._vault.store.view(question.as_of)
        found = look_up(view, text, regions=self._vault.regions(), limit=limit)
        shown = self._showable(grant, view, [hit.node for hit in found])
        hits = tuple(hit for hit in found if hit.node.id in shown)
        return FoundThings(hits, len(found) - len(hits), grant.certification)

    def near(self, question: Question, party: str, *, top: int) -> Nearby:
        """Return the parties most related to one. Raises: UsageError: nothing is called so."""
        grant = admit(self._vault, question, "relate", _RELATING)
        index = self._indexed(question.as_of)
        node = self._named(grant, index.view, party)
        related = index.related_parties(node.id, top_k=top)
        shown = self._showable(grant, index.view, [party.node for party in related])
        kept = tuple(party for party in related if party.node.id in shown)
        barred = self._barred(grant)
        paths = {
            party.node.id: path
            for party in kept
            if (path := self._shown_path(grant, index, node.id, party.node.id, barred))
        }
        around = index.view.neighbourhood(node.id, hops=2, limit=_MOST_NEAR)
        return Nearby(node, kept, paths, around, len(related) - len(kept), grant.certification)

    def connection(self, question: Question, one: str, other: str, *, paths: int) -> Connection:
        """Return how two are connected. Raises: UsageError: nothing is called so."""
        grant = admit(self._vault, question, "relate", _RELATING)
        index = self._indexed(question.as_of)
        a, b = (self._named(grant, index.view, text) for text in (one, other))
        found = index.paths(a.id, b.id, k=paths + _MORE_PATHS)
        nodes = {node.id: node for path in found for node in path.nodes}
        shown, barred = self._showable(grant, index.view, nodes.values()), self._barred(grant)
        kept = [
            lawful
            for path in found
            if shown.issuperset(node.id for node in path.nodes)
            and (lawful := _lawful_path(path, barred)) is not None
        ]
        return Connection(
            index.score(a.id, b.id),
            tuple(kept[:paths]),
            len(found) - len(kept),
            grant.certification,
        )

    def best_path(self, question: Question, one: NodeId, other: NodeId) -> ExplainedPath | None:
        """Return the best path between two that may be shown."""
        grant = admit(self._vault, question, "relate", _RELATING)
        index = self._indexed(question.as_of)
        return self._shown_path(grant, index, one, other, self._barred(grant))

    def how(self, question: Question, party: str) -> PartyHistory:
        """Return which records form a party and why. Raises: UsageError: nothing is called so."""
        grant = admit(self._vault, question, "how", (FieldGroup.IDENTITY,))
        view = self._vault.store.view(question.as_of)
        return party_history(
            self._vault,
            question.principal,
            self._named(grant, view, party),
            view=view,
            barred=self._barred(grant),
            certification=grant.certification,
        )

    def pair(self, question: Question, operation: str, one: str, other: str) -> ShownPair:
        """Return two records of parties, by their ids, names or identifiers, as far as shown.

        Raises: UsageError: nothing is called so, or a party of several records. UnknownNode: what
            may not be shown is as if it were not there.
        """
        grant = admit(self._vault, question, operation, (FieldGroup.IDENTITY,))
        view = self._vault.store.view(question.as_of)
        nodes = [self._one_record(grant, view, text) for text in (one, other)]
        barred = self._barred(grant)
        found = {
            record.node: record
            for record in self._vault.store.linkage_records(PARTY_KINDS, nodes)
            if record.source not in barred
        }
        if len(found) != len(nodes):
            raise UsageError(
                "name two records that say something: 'veiltrace how' shows a party's records"
            )
        left, right = (found[node] for node in nodes)
        return ShownPair((left, right), grant.may_show(FieldGroup.CONTACT), grant.certification)

    def _one_record(self, grant: Grant, view: GraphView, text: str) -> NodeId:
        """Return the record whose id begins so, else the only one of the party called so."""
        try:
            node = record_named(view, text)
        except (UsageError, UnknownNode):
            members = view.members(self._named(grant, view, text).id)
            if len(members) == 1:
                return next(iter(members))
            raise UsageError(
                f"a party of {len(members)} records is called so: 'veiltrace how' shows their ids"
            ) from None
        party = view.node(node)
        if party.id not in self._showable(grant, view, [party]):
            raise UsageError("nothing is called so: 'veiltrace search' shows ids to choose from")
        return node

    def _shown_path(
        self,
        grant: Grant,
        index: GraphIndex,
        one: NodeId,
        other: NodeId,
        barred: Collection[str],
    ) -> ExplainedPath | None:
        for path in index.paths(one, other, k=1 + _MORE_PATHS):
            lawful = _lawful_path(path, barred)
            is_shown = len(self._showable(grant, index.view, path.nodes)) == len(set(path.nodes))
            if lawful is not None and is_shown:
                return lawful
        return None

    def _named(self, grant: Grant, view: GraphView, text: str) -> Node:
        """Return the node called so; one that may not be shown is as if it were not there."""
        hits = look_up(view, text, regions=self._vault.regions(), limit=_MOST_HITS)
        found = [hit.node for hit in hits] or by_id(view, text)
        shown = self._showable(grant, view, found)
        return the_one([node for node in found if node.id in shown])

    def _showable(self, grant: Grant, view: GraphView, nodes: Iterable[Node]) -> set[NodeId]:
        nodes, barred = list(nodes), self._barred(grant)
        stated = view.statements([node.id for node in nodes])
        cases = [node for node in nodes if node.kind is NodeKind.CASE]
        own = {case.id for case in own_cases(self._vault, grant.principal, cases)}
        return {
            node.id
            for node in nodes
            if grant.may_show(*_groups(node))
            and not grant.hides_minor(stated.get(node.id, ()))
            and (node.kind is not NodeKind.CASE or node.id in own)
            # What only a barred source speaks of is as if it were not there.
            and (node.id not in stated or _lawful(stated[node.id], barred))
        }

    def _barred(self, grant: Grant) -> Collection[str]:
        sources = [summary.source for summary in self._vault.store.sources()]
        return barred_sources(sources, grant)

    def _indexed(self, as_of: date) -> GraphIndex:
        """Return the index of a day; built anew only after something was loaded or judged."""
        key = (as_of, *self._vault.store.revision())
        if self._index is None or self._index[0] != key:
            self._index = (key, index_view(self._vault.store.view(as_of)))
        return self._index[1]


_RELATING = (FieldGroup.IDENTITY, FieldGroup.RELATION)


def _lawful(said: Iterable[Statement], barred: Collection[str]) -> tuple[Statement, ...]:
    return tuple(statement for statement in said if statement.evidence.source not in barred)


def _lawful_path(path: ExplainedPath, barred: Collection[str]) -> ExplainedPath | None:
    """Return the path without what barred sources state; None where a step rests on them alone."""
    steps = tuple(
        tuple(
            replace(relation, evidence=masked(relation.evidence))
            for relation in step
            if relation.evidence.source not in barred
        )
        for step in path.steps
    )
    return replace(path, steps=steps) if all(steps) else None


def _groups(node: Node) -> tuple[FieldGroup, ...]:
    if node.kind in CONTACT_KINDS:
        return (FieldGroup.CONTACT,)
    if node.kind is NodeKind.CASE:
        return (FieldGroup.CLAIM,)
    return (FieldGroup.ASSET,) if node.kind in ASSET_KINDS else (FieldGroup.IDENTITY,)
