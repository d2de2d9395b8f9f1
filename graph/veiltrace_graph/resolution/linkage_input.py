"""The records of one kind that are linked in one run, in an order that follows from them alone."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.scheme import LinkageScheme


@dataclass(frozen=True, slots=True, eq=False)
class LinkageInput:
    """Records by content, and of each its row and its blocking keys.

    A position in these is a record's number in pairs, clusters and ties, so that neither the order
    of loading nor ids decide anything; ids tell records of one content apart.
    """

    scheme: LinkageScheme
    records: tuple[LinkageRecord, ...]
    rows: tuple[Any, ...]
    keys: tuple[tuple[str, ...], ...]

    def kept_keys(self) -> Iterator[tuple[NodeId, tuple[str, ...]]]:
        """Yield each node with its blocking keys, as a store keeps them."""
        for record, keys in zip(self.records, self.keys, strict=True):
            yield record.node, tuple(self.scheme.kept_key(key) for key in keys)

    def places(self) -> dict[NodeId, int]:
        """Return the position of each node."""
        return {record.node: number for number, record in enumerate(self.records)}

    def digest(self) -> str:
        """Return a digest of all that is compared, 64 hexadecimal digits; equal for equal data."""
        sha = hashlib.sha256(self.scheme.name.encode())
        for row in self.rows:
            sha.update(repr(row).encode("utf-8", "surrogatepass"))
        return sha.hexdigest()


def linkage_input(records: Iterable[LinkageRecord], scheme: LinkageScheme) -> LinkageInput:
    """Return the records in the order of their content, with what is compared of them.

    Raises: InvalidInput: a record is of another kind than the scheme's, or there twice.
    """
    ordered = sorted(records, key=content)
    if any(record.kind is not scheme.kind for record in ordered):
        raise InvalidInput(f"the scheme '{scheme.name}' links records of {scheme.kind} only")
    if len({record.node for record in ordered}) != len(ordered):
        raise InvalidInput("a record is given twice")
    rows = tuple(scheme.row(record) for record in ordered)
    keys = tuple(tuple(sorted(set(scheme.blocking_keys(row)))) for row in rows)
    return LinkageInput(scheme, tuple(ordered), rows, keys)


def content(record: LinkageRecord) -> tuple[object, ...]:
    """Return what records are ordered by: what they say, then where, then whose they are."""
    said = [(value.name, value.value, value.flag) for value in record.values]
    return said, record.source, record.node
