"""One box for names and identifiers: what was typed decides what is looked up."""

from veiltrace_api.errors import UsageError
from veiltrace_graph.model import Node
from veiltrace_graph.stores.base import Found, GraphView
from veiltrace_graph.vocabulary import PROPERTIES, Protection
from veiltrace_privacy.normalise.property_type import normalise_property

_REGION = "CN"
_MOST = 200


def look_up(view: GraphView, text: str, *, limit: int) -> tuple[Found, ...]:
    """Return what carries `text` as an identifier, then what bears it as a name.

    An identifier must be whole; it is tried as every kind that it can be read as.
    """
    found: dict[bytes, Found] = {}
    for name, spec in PROPERTIES.items():
        if spec.protection not in (Protection.TOKEN, Protection.STRONG):
            continue
        value = normalise_property(name, text, country=_REGION)
        if value.is_whole:
            for hit in view.find(name, value.value):
                found.setdefault(hit.node.id, hit)
    for hit in view.search(text, limit=limit):
        found.setdefault(hit.node.id, hit)
    return tuple(found.values())[:limit]


def the_one(view: GraphView, text: str) -> Node:
    """Return the node that `text` names: the beginning of its id, or a name or identifier.

    Raises: UsageError: nothing, or several things, are called so.
    """
    hits = look_up(view, text, limit=_MOST)
    if len(hits) == 1:
        return hits[0].node
    if not hits and len(text) >= 6 and all(c in "0123456789abcdef" for c in text.lower()):
        return view.by_prefix(text)
    problem = "nothing is" if not hits else f"{len(hits)} parties or things are"
    raise UsageError(f"{problem} called so: 'veiltrace search' shows ids to choose from")
