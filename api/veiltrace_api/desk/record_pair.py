"""The records that a person names by their ids: nobody is named, so no case is needed."""

from veiltrace_api.errors import UsageError
from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import NodeId
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import PARTY_KINDS

_LEAST_ID = 6
_WHERE = "'veiltrace how' and 'veiltrace review' show the ids of records"


def record_named(view: GraphView, text: str) -> NodeId:
    """Return the one record of a party whose id begins so, whatever its party.

    Raises: UsageError: this is no beginning of an id, or of what is no party. UnknownNode: none or
        several begin so.
    """
    prefix = text.strip().lower()
    if len(prefix) < _LEAST_ID or not set(prefix) <= set("0123456789abcdef"):
        raise UsageError(f"records are named by at least {_LEAST_ID} digits of their ids: {_WHERE}")
    try:
        party = view.by_prefix(prefix)
    except UnknownNode:
        raise UnknownNode(f"none or several ids begin with '{prefix}': {_WHERE}") from None
    found = [node for node in view.members(party.id) if node.hex().startswith(prefix)]
    if len(found) != 1:
        raise UnknownNode(f"several ids begin with '{prefix}': give more of it; {_WHERE}")
    if party.kind not in PARTY_KINDS:
        raise UsageError("only records of persons and organisations can be one party")
    return found[0]


def pair_named(view: GraphView, one: str, other: str) -> tuple[NodeId, NodeId]:
    """Return two records by their ids. Raises: UsageError, UnknownNode: see `record_named`."""
    left, right = record_named(view, one), record_named(view, other)
    if left == right:
        raise UsageError(f"this is one record twice: name two; {_WHERE}")
    return left, right
