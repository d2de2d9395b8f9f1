"""The queue of pairs that a person should decide: listed by ids, opened one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.admission import (
    REVIEWERS,
    admit_review,
    admit_upkeep,
    require_role,
    review_item,
)
from veiltrace_api.desk.grant import decide_review, decide_review_join
from veiltrace_api.desk.vault import Vault
from veiltrace_graph.resolution.clusters import Pair
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.vocabulary import PARTY_KINDS
from veiltrace_privacy.policy.gate import Decision
from veiltrace_privacy.policy.words import FieldGroup, Outcome

_SHOWN = (FieldGroup.IDENTITY, FieldGroup.CONTACT)
_MOST_QUEUED = 100_000


@dataclass(frozen=True, slots=True)
class OpenedPair:
    """A pair of the queue with both records, left before right.

    `records` is empty where `rules` forbid to show them, or one says nothing by now. `is_one` says
    whether the two are one party already, by what was judged of them or of others.
    """

    pair: ReviewPair
    records: tuple[LinkageRecord, ...] = field(repr=False)
    is_one: bool
    rules: tuple[str, ...]


class ReviewDesk:
    """Shows the queue; each method may raise AccessRefused, AuditUnavailable."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def queue(self, principal: Principal, *, limit: int) -> tuple[ReviewPair, ...]:
        """Return the pairs to decide next, by their ids: nobody is named."""
        admit_upkeep(self._vault, principal, "review.list", REVIEWERS)
        return self._vault.store.review_queue(limit=limit)

    def open(self, principal: Principal, pairs: Iterable[Pair]) -> tuple[OpenedPair, ...]:
        """Return pairs of the queue with what their records say, each audited before it is read.

        Pairs that have left the queue by now are left out. Nothing else may be opened here: who is
        in no queue is read under a case.
        """
        require_role(self._vault, principal, REVIEWERS, "review")
        queued = {pair.pair: pair for pair in self._vault.store.review_queue(limit=_MOST_QUEUED)}
        asked = [queued[pair] for pair in pairs if pair in queued]
        return tuple(self._opened(principal, pair) for pair in asked)

    def _opened(self, principal: Principal, pair: ReviewPair) -> OpenedPair:
        vault, ends = self._vault, (pair.left, pair.right)
        admit_review(vault, principal, "review", ends, _SHOWN)
        view = vault.store.view(vault.today())
        is_one = view.node(pair.left).id == view.node(pair.right).id
        found = {record.node: record for record in vault.store.linkage_records(PARTY_KINDS, ends)}
        rules = self._forbidding(pair, found.values())
        is_whole = found.keys() == set(ends)
        records = tuple(found[node] for node in ends) if is_whole and not rules else ()
        return OpenedPair(pair, records, is_one, rules)

    def _forbidding(self, pair: ReviewPair, records: Iterable[LinkageRecord]) -> tuple[str, ...]:
        """Return the rules by which these records may not be shown, not even to their reviewer."""
        item, day, decisions = review_item(pair.pair), self._vault.today(), list[Decision]()
        sources = {summary.source.name: summary.source for summary in self._vault.store.sources()}
        for record in records:
            decisions.append(decide_review(item, _SHOWN, day=day, values=record.values))
            decisions.append(decide_review_join(item, sources[record.source], day=day))
        refusing = (d for d in decisions if d.outcome is not Outcome.ALLOW)
        return tuple(sorted({rule for decision in refusing for rule in decision.rules}))
