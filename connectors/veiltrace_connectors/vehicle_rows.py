"""US vehicle records without a permissible use: counted, and nothing of them kept (rule VT-22)."""

from collections.abc import Iterable, Iterator

from veiltrace_graph.model import Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, SourceKind

REASON = "dppa_code_missing"


def counted_only(
    items: Iterable[SourceRecord | Rejected], kind: SourceKind
) -> Iterator[SourceRecord | Rejected]:
    """Yield the items of a source of a kind, with a bare rejection for each that is of a vehicle.

    In a source of vehicles every row is, also one that could not be read: not even its raw text
    stays.
    """
    for item in items:
        if kind is SourceKind.VEHICLE or _is_of_vehicle(item):
            yield Rejected(item.position, REASON, "", "")
        else:
            yield item


def _is_of_vehicle(item: SourceRecord | Rejected) -> bool:
    return isinstance(item, SourceRecord) and any(
        entity.kind is NodeKind.VEHICLE for entity in item.entities
    )
