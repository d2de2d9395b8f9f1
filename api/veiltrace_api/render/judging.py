"""What a judgement changed, in lines."""

from collections.abc import Sequence

from veiltrace_api.desk.party_changes import Judged, PartySize
from veiltrace_api.render.findings import short_id
from veiltrace_api.render.party_chain import counted


def judged_lines(judged: Judged, what: str) -> str:
    """Return what was judged and which parties that made and unmade.

    >>> from veiltrace_graph.model import NodeId
    >>> one, two = NodeId(bytes(16)), NodeId(bytes([1]) * 16)
    >>> sizes = (PartySize(one, 1), PartySize(two, 1)), (PartySize(one, 2),)
    >>> print(judged_lines(Judged(one, two, *sizes), "same"))
    0000000000 and 0101010101: same
    before: 0000000000 of 1 record, 0101010101 of 1 record
    now:    0000000000 of 2 records
    """
    head = f"{short_id(judged.left)} and {short_id(judged.right)}: {what}"
    if not judged.before:
        return f"{head}\nno party changed by it"
    return f"{head}\nbefore: {_parties(judged.before)}\nnow:    {_parties(judged.after)}"


def _parties(sizes: Sequence[PartySize]) -> str:
    return ", ".join(f"{short_id(size.node)} of {counted(size.records)}" for size in sizes)
