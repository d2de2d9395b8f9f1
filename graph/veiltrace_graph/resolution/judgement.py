"""One decision about two records: same party, different parties, or unsure.

Judgements are appended, never changed: a later one of the same kind of author replaces an earlier
one on the same pair, a withdrawn one counts no more, a person's outweighs a rule's, and a rule's
a model's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from veiltrace_graph.model import NodeId


class Verdict(StrEnum):
    """What was decided of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Author(StrEnum):
    """Who decided, weakest first: a fitted model, a stated rule, or a person."""

    MODEL = "model"
    RULE = "rule"
    PERSON = "person"

    @property
    def weight(self) -> int:
        """How much this author's word counts on a pair, against another's."""
        return tuple(Author).index(self)


def identifier_rule(name: str) -> str:
    """Return what the rule is called by which the holders of one identifier are one party.

    >>> identifier_rule("lei")
    'shared lei'
    """
    return f"shared {name}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a pair of nodes; `by` names the model, rule or person, `reason` says why."""

    left: NodeId
    right: NodeId
    verdict: Verdict
    author: Author
    by: str
    reason: str
    decided_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawal_reason: str = ""

    @property
    def pair(self) -> tuple[NodeId, NodeId]:
        """The two nodes in a fixed order."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)
