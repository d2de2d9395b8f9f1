"""What an edge's type and wording make of it."""

import functools
import re

from veiltrace_graph.vocabulary import RelationKind

ADDRESS_TYPE = "registered_address"
# Held for somebody else, whom the edge does not name.
_NOMINEE = re.compile(r"\bnominee\b")
_KINDS = (
    (
        RelationKind.OWNS_SHARE,
        re.compile(r"\b(?:share ?holders?|owners?|ubo|bo|beneficiar(?:y|ies))\b"),
    ),
    (
        RelationKind.DIRECTS,
        re.compile(
            r"\b(?:directors?(?:hip)?|president|secretary|treasurer|chair(?:man|woman)|council|"
            r"board[- ]member|member of the (?:supervisory )?board|chief executive officer|ceo|"
            r"trustees?)\b"
        ),
    ),
    (
        RelationKind.LEGAL_REP_OF,
        re.compile(r"\b(?:legal|judicial) representative\b"),
    ),
    (RelationKind.CONTROLS, re.compile(r"\b(?:protector|controller|significant control)\b")),
)


@functools.lru_cache(maxsize=4096)
def kinds_of(edge_type: str, link: str) -> tuple[RelationKind, ...]:
    """Return the relations an edge stands for, several where its wording names several.

    A nominee's edge is `OTHER`, for what a nominee holds is somebody else's. So are edges that
    only say that two nodes look alike (`same_name_as`): they make nothing one.

    >>> kinds_of("officer_of", "Director and shareholder of")
    (<RelationKind.OWNS_SHARE: 'owns_share'>, <RelationKind.DIRECTS: 'directs'>)
    >>> kinds_of("officer_of", "nominee shareholder of"), kinds_of("same_name_as", "")
    ((<RelationKind.OTHER: 'other'>,), (<RelationKind.OTHER: 'other'>,))
    """
    folded = edge_type.strip().lower()
    if folded == ADDRESS_TYPE:
        return (RelationKind.LOCATED_AT,)
    wording = (link or edge_type).replace("_", " ").lower()
    if folded not in ("officer_of", "") or _NOMINEE.search(wording):
        return (RelationKind.OTHER,)
    found = tuple(kind for kind, words in _KINDS if words.search(wording))
    return found or (RelationKind.OTHER,)
