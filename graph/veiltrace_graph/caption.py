"""The short text a node is shown by where its sealed values are not opened."""

from collections.abc import Sequence

from veiltrace_graph.identity import IDENTIFYING
from veiltrace_graph.model import PropertyValue
from veiltrace_graph.vocabulary import ASSET_KINDS, PARTY_KINDS, NodeKind

_PLAIN = ("name", "model", "category")
_SHOWN_TAIL = 2


def caption_of(kind: NodeKind, properties: Sequence[PropertyValue]) -> str:
    """Return a name for parties and assets, else the masked tail of what identifies the node.

    Empty when the properties hold nothing to show, as for a node that is only referred to.

    >>> caption_of(NodeKind.PHONE, [PropertyValue("phone", "+8612400000001")])
    '··01'
    >>> caption_of(NodeKind.VEHICLE, [PropertyValue("plate", "示A00001"),
    ...                               PropertyValue("model", "示例牌ABC")])
    '示例牌ABC ··01'
    """
    first: dict[str, str] = {}
    for item in properties:
        first.setdefault(item.name, item.value)
    shown = ""
    if kind in PARTY_KINDS or kind in ASSET_KINDS:
        shown = next((first[name] for name in _PLAIN if name in first), "")
    if kind in PARTY_KINDS:
        return shown
    naming = next((first[name] for name in _identifying(kind) if name in first), "")
    tail = f"··{naming[-_SHOWN_TAIL:]}" if naming else ""
    return f"{shown} {tail}".strip()


def _identifying(kind: NodeKind) -> tuple[str, ...]:
    return (*IDENTIFYING.get(kind, ()), "case_number", "serial_number")
