"""One box for names and identifiers: what was typed decides what is looked up."""

from collections.abc import Iterable, Sequence

from veiltrace_api.errors import UsageError
from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import Node
from veiltrace_graph.stores.base import Found, GraphView
from veiltrace_graph.vocabulary import PROPERTIES, Protection
from veiltrace_privacy.normalise.property_type import normalise_property

_LEAST_ID = 6


def look_up(view: GraphView, text: str, *, regions: Iterable[str], limit: int) -> tuple[Found, ...]:
    """Return what carries `text` as an identifier, then what bears it as a name.

    An identifier must be whole; it is tried as every kind that it can be read as, in the forms of
    each of `regions` (ISO 3166 codes).
    """
    regions = tuple(regions)
    found: dict[bytes, Found] = {}
    for name, spec in PROPERTIES.items():
        if spec.protection not in (Protection.TOKEN, Protection.STRONG):
            continue
        values = [normalise_property(name, text, country=region) for region in regions]
        for value in dict.fromkeys(value.value for value in values if value.is_whole):
            for hit in view.find(name, value):
                found.setdefault(hit.node.id, hit)
    for hit in view.search(text, limit=limit):
        found.setdefault(hit.node.id, hit)
    return tuple(found.values())[:limit]


def by_id(view: GraphView, text: str) -> list[Node]:
    """Return the one node whose id begins like `text`, or nothing."""
    if len(text) < _LEAST_ID or not all(c in "0123456789abcdef" for c in text.lower()):
        return []
    try:
        return [view.by_prefix(text)]
    except UnknownNode:
        return []


def the_one(found: Sequence[Node]) -> Node:
    """Return the only one found. Raises: UsageError: nothing, or several things, were found."""
    if len(found) != 1:
        problem = "nothing is" if not found else f"{len(found)} parties or things are"
        raise UsageError(f"{problem} called so: 'veiltrace search' shows ids to choose from")
    return found[0]
