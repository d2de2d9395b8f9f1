"""What a BODS interest makes of the interested party: share holder, director, or something else."""

from collections.abc import Mapping, Sequence
from typing import Any

from veiltrace_connectors.building import first_day, last_day
from veiltrace_graph.model import EntityRef, RecordRelation
from veiltrace_graph.vocabulary import RelationKind

_DIRECTING = frozenset({"boardMember", "boardChair", "seniorManagingOfficial"})


def relations_of(
    interests: Sequence[Mapping[str, Any]], *, holder: EntityRef, subject: EntityRef
) -> tuple[RecordRelation, ...]:
    """Return one relation for each interest; a relationship without interests gives one of `OTHER`.

    Voting rights become `OWNS_SHARE` only where no shareholding is stated: they commonly stand
    beside it with the same share, which would then be counted twice.

    >>> holder, subject = EntityRef("record:p", "a"), EntityRef("record:p", "b")
    >>> [found] = relations_of(
    ...     [{"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}],
    ...     holder=holder, subject=subject,
    ... )
    >>> found.kind.value, found.share, found.role
    ('owns_share', 0.375, 'shareholding, share between 25 and 50')
    """
    holds_shares = any(interest.get("type") == "shareholding" for interest in interests)
    return tuple(
        RecordRelation(
            kind=_kind(interest.get("type", ""), holds_shares=holds_shares),
            source=holder,
            target=subject,
            valid_from=first_day(interest.get("startDate", "")),
            valid_to=last_day(interest.get("endDate", "")),
            share=_share(interest.get("share", {})),
            role=_role(interest),
        )
        for interest in interests or ({},)
    )


def _kind(interest_type: str, *, holds_shares: bool) -> RelationKind:
    is_vote = interest_type == "votingRights" and not holds_shares
    if interest_type == "shareholding" or is_vote:
        return RelationKind.OWNS_SHARE
    return RelationKind.DIRECTS if interest_type in _DIRECTING else RelationKind.OTHER


def _share(share: Mapping[str, float]) -> float | None:
    if "exact" in share:
        return share["exact"] / 100
    low, high = _bounds(share)
    return (low + high) / 200 if share and low <= high else None


def _bounds(share: Mapping[str, float]) -> tuple[float, float]:
    low = share.get("minimum", share.get("exclusiveMinimum", 0))
    return low, share.get("maximum", share.get("exclusiveMaximum", 100))


def _role(interest: Mapping[str, Any]) -> str:
    parts = [interest.get("type", "unknownInterest"), interest.get("directOrIndirect", "")]
    if interest.get("beneficialOwnershipOrControl"):
        parts.append("beneficial owner")
    share = interest.get("share", {})
    if "exact" in share:
        parts.append("share exact")
    elif share:
        low, high = _bounds(share)
        parts.append(f"share between {low:g} and {high:g}")
    return ", ".join(part for part in parts if part)
