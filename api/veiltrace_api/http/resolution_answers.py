"""What answers on resolution hold: how a party came to be, pairs to decide, and what changed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from veiltrace_api.http.answers import Answered, Certification, Count, Hex, NodeSeen, Share
from veiltrace_graph.resolution.judgement import Author, Verdict
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag


class JudgementSeen(Answered):
    """One judgement: who said what of which two records, when and why."""

    left: Hex
    right: Hex
    verdict: Verdict
    author: Author
    by: str
    reason: str
    decided_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawal_reason: str


class ChainedRecord(Answered):
    """A record, the one it hangs on, and by what; source and name are None where not shown."""

    id: Hex
    source: str | None
    name: str | None
    under: Hex | None
    link: JudgementSeen | None


class KeystoneSeen(Answered):
    """A record without which its party would fall into these parts, the largest first."""

    id: Hex
    parts: list[list[Hex]]


class Chain(Answered):
    """Which records form a party, and what else was judged of them."""

    party: NodeSeen
    records: list[ChainedRecord]
    others: Annotated[list[JudgementSeen], Field(description="Links that the tree does without.")]
    keystones: list[KeystoneSeen]
    idle: Annotated[list[JudgementSeen], Field(description="What stands and joins nothing here.")]
    withdrawn: list[JudgementSeen]
    hidden: Count
    certification: Certification


class CompareValue(Answered):
    """One value of a record."""

    name: str
    value: str
    flag: Flag


class CompareRecord(Answered):
    """One record as it is compared."""

    id: Hex
    kind: NodeKind
    source: str
    values: list[CompareValue]


class PairToDecide(Answered):
    """Two records that may be one party; none where `rules` forbid to show them."""

    left: Hex
    right: Hex
    probability: Share
    is_one: Annotated[bool, Field(description="The two are one party by now.")]
    records: list[CompareRecord]
    rules: list[str]


class PairsToDecide(Answered):
    """The next pairs of the queue, the most telling first."""

    pairs: list[PairToDecide]


class PartySized(Answered):
    """A party, and of how many records."""

    id: Hex
    records: Annotated[int, Field(ge=1)]


class JudgementMade(Answered):
    """Which parties a judgement unmade and made; none where it changed none."""

    left: Hex
    right: Hex
    before: list[PartySized]
    after: list[PartySized]
