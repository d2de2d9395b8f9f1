"""What persons decide of two records: kept with who, why and when, and taken back likewise."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.admission import REVIEWERS, admit_review, require_role
from veiltrace_api.desk.party_changes import Judged, changes, parties_of, reached_from
from veiltrace_api.desk.record_pair import pair_named
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_graph.errors import JudgementConflict, NothingToWithdraw
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.clusters import Pair
from veiltrace_graph.resolution.contradiction import contradicted_pairs, exclusive_conflicts
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.policy.words import FieldGroup, Purpose

_LONGEST_REASON = 500
_NUMBER = re.compile(r"\d{7}")
_SHOWN_ID = 10
_SHOWN_PAIRS = 3


class JudgementDesk:
    """Takes and takes back judgements; each method may raise what `admit_review` raises.

    Records are named by the beginnings of their ids; see `record_named` for what that raises.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def judge(
        self, principal: Principal, one: str, other: str, verdict: Verdict, *, reason: str
    ) -> Judged:
        """Keep what a person decided; it outweighs rules and models until it is taken back.

        Raises: UsageError: no reason, or one with a number in it. JudgementConflict: persons'
            other judgements, or identifiers, say otherwise; the message says which.
        """
        vault = self._vault
        said, view = _reason(reason), vault.store.view(vault.today())
        pair = self._admitted(principal, "judge", view, one, other)
        judgement = Judgement(
            *pair, verdict, Author.PERSON, principal.id, said, decided_at=vault.clock()
        )
        with self._logged(principal, "judge", pair, verdict.value):
            vault.store.lock()
            reached = reached_from(vault.store, pair)
            self._check(judgement, reached)
            before = parties_of(view, reached)
            vault.store.judge(judgement)
            return Judged(*pair, *changes(before, parties_of(view, reached)))

    def withdraw(self, principal: Principal, one: str, other: str, *, reason: str) -> Judged:
        """Take back all that persons judged of a pair; the log keeps it.

        Raises: UsageError: no reason, or one with a number in it. NothingToWithdraw: no person has
            judged the pair.
        """
        vault = self._vault
        said, view = _reason(reason), vault.store.view(vault.today())
        pair = self._admitted(principal, "judge.undo", view, one, other)
        with self._logged(principal, "judge.undo", pair, "withdrawn"):
            vault.store.lock()
            reached = reached_from(vault.store, pair)
            before = parties_of(view, reached)
            try:
                vault.store.withdraw(*pair, by=principal.id, reason=said, now=vault.clock())
            except NothingToWithdraw:
                raise NothingToWithdraw(
                    "no person's judgement stands on these two records: 'veiltrace how --log' "
                    "shows what does; what a rule or a model joined is parted by "
                    f"'veiltrace judge {_short(pair)} different'"
                ) from None
            return Judged(*pair, *changes(before, parties_of(view, reached)))

    def _admitted(
        self, principal: Principal, operation: str, view: GraphView, one: str, other: str
    ) -> Pair:
        # The role first: who may not judge is not told which ids there are either.
        require_role(self._vault, principal, REVIEWERS, operation)
        pair = pair_named(view, one, other)
        admit_review(self._vault, principal, operation, pair, (FieldGroup.SOURCE,))
        return pair

    @contextmanager
    def _logged(
        self, principal: Principal, operation: str, pair: Pair, what: str
    ) -> Iterator[None]:
        """Log what is done before it is, and that it was not where it was refused."""
        fields = {"node_id": pair[0].hex(), "other_node_id": pair[1].hex()}
        fields["purpose"] = Purpose.REVIEW.value
        record = self._vault.record
        record(EventKind.JUDGED, principal, **fields, operation=operation, reason=what)
        try:
            yield
        except VeiltraceError as error:
            refused = f"{operation}.refused"
            record(EventKind.JUDGED, principal, **fields, operation=refused, reason=error.code)
            raise

    def _check(self, judgement: Judgement, reached: Collection[NodeId]) -> None:
        """Refuse what cannot be. Raises: JudgementConflict: and what to do about it."""
        store = self._vault.store
        standing = store.standing_judgements(LinkScope(PARTY_KINDS, frozenset(reached)))
        if against := contradicted_pairs(judgement, standing):
            shown = ", ".join(map(_short, against[:_SHOWN_PAIRS]))
            raise JudgementConflict(
                f"persons judged otherwise of {shown}: take one of these back first, with "
                f"'veiltrace judge {_short(against[0])} --undo --reason …'"
            )
        if judgement.verdict is not Verdict.SAME:
            return
        view = store.view(self._vault.today())
        kinds = {view.node(node).kind for node in judgement.pair}
        if kinds == {NodeKind.PERSON, NodeKind.ORGANISATION}:
            raise JudgementConflict("one is a person, the other an organisation: judge 'different'")
        members = {member for node in judgement.pair for member in view.members(node)}
        if names := exclusive_conflicts(store.linkage_records(PARTY_KINDS, members)):
            raise JudgementConflict(
                f"the two parties have different whole values of {', '.join(names)}, of which one "
                "party has but one: if one is wrong, have it corrected at its source and load "
                "that again; until then judge 'different' or 'unsure'"
            )


def _reason(text: str) -> str:
    """Return a reason as it is kept. Raises: UsageError: there is none, or it holds a number."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST_REASON:
        raise UsageError(f"--reason is needed: why, in at most {_LONGEST_REASON} characters")
    if _NUMBER.search(said):
        raise UsageError("leave people's numbers out of the reason: it is kept readable")
    return said


def _short(pair: Pair) -> str:
    return " ".join(node.hex()[:_SHOWN_ID] for node in pair)
