"""What a nature of control makes of the controlling party: owner of a share, or in control."""

import functools
import re
from collections.abc import Sequence
from datetime import date

from veiltrace_graph.model import EntityRef, RecordRelation
from veiltrace_graph.vocabulary import RelationKind

# Companies House's own list (companieshouse/api-enumerations, psc_descriptions.yml). A right to
# surplus assets is what stands for shares where a partnership has none.
_OWNING = re.compile(
    r"(?:ownership-of-shares|(?:part-)?right-to-share-surplus-assets)"
    r"-(?:([0-9]{1,3})-to-([0-9]{1,3})|more-than-([0-9]{1,3}))-percent(.*)"
)
_CONTROLLING = (
    "ownership-of-shares-",
    "right-to-share-surplus-assets-",
    "part-right-to-share-surplus-assets-",
    "voting-rights-",
    "right-to-appoint-and-remove-",
    "significant-influence-or-control",
)
# "-as-trust", "-as-firm", "-as-control-over-trust": the trustees, or the members of a firm, hold
# the shares in that capacity, so that they are no asset of the party itself.
_FOR_OTHERS = re.compile(r"-as-(?:control-over-)?(?:trust|firm)\b")


def relations_of(
    natures: Sequence[str],
    *,
    holder: EntityRef,
    company: EntityRef,
    since: date | None,
    until: date | None,
) -> tuple[RecordRelation, ...]:
    """Return one relation for each nature of control, which is its role as it stands.

    Args:
        since, until: how long the party has been in control; not how long the company lives.

    >>> [owns] = relations_of(
    ...     ["ownership-of-shares-75-to-100-percent"], since=None, until=None,
    ...     holder=EntityRef("record:p", "a"), company=EntityRef("record:p", "b"),
    ... )
    >>> owns.kind.value, owns.share
    ('owns_share', 0.875)
    """
    found = []
    for nature in dict.fromkeys(natures) or ("nature of control not stated",):
        kind, share = read_nature(nature)
        found.append(RecordRelation(kind, holder, company, since, until, share, nature))
    return tuple(found)


@functools.lru_cache(maxsize=1024)
def read_nature(nature: str) -> tuple[RelationKind, float | None]:
    """Return what a nature of control is, and the share it states as a fraction of 1, if any.

    The register states a band and never the share itself. What is returned is its middle, as of
    a band in BODS: the ranking reads a share as the expected one. The band stays in the role.

    >>> read_nature("ownership-of-shares-25-to-50-percent")
    (<RelationKind.OWNS_SHARE: 'owns_share'>, 0.375)
    >>> read_nature("ownership-of-shares-25-to-50-percent-as-trust")
    (<RelationKind.CONTROLS: 'controls'>, None)
    """
    band = _OWNING.fullmatch(nature)
    if band and not _FOR_OTHERS.search(band[4]):
        low, high = (int(band[1]), int(band[2])) if band[1] else (int(band[3]), 100)
        if low < high <= 100:
            return RelationKind.OWNS_SHARE, (low + high) / 200
    is_control = nature.startswith(_CONTROLLING)
    return RelationKind.CONTROLS if is_control else RelationKind.OTHER, None
