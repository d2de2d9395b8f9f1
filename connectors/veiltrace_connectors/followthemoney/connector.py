"""A FollowTheMoney file: one entity a line, as OpenSanctions, Aleph and yente write them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veiltrace_connectors.base import Format
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import first_keys
from veiltrace_connectors.followthemoney.grouping import grouped_lines, grouped_record
from veiltrace_connectors.followthemoney.records import to_record
from veiltrace_connectors.followthemoney.stated_source import stated_source
from veiltrace_connectors.followthemoney.statement import parse_entity
from veiltrace_connectors.followthemoney.vocabulary import NODE_KINDS
from veiltrace_connectors.json_lines import JsonLines, parse_object
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import ASSET_KINDS, NodeKind, SourceKind

SOURCE = Source(
    name="followthemoney",
    kind=SourceKind.CORPORATE,
    publisher="followthemoney",
    obtained="open_data",
    legal_basis="public_information",
    jurisdiction="",
    licence="",
    refreshed_on=date.min,
    refresh_days=90,
    retention_days=1825,
)
"""What is said of a file unless the caller says otherwise. The format names neither publisher nor
date: source and publisher then bear the file's name, and the date is when it was written."""


class FollowTheMoneyConnector:
    """One FollowTheMoney file. It is read twice: first for what its assets are, then in full."""

    encoding = "utf-8"

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the file as what `source` says it is; any dataset can come in this shape.

        Raises:
            SourceUnavailable: the file cannot be read, or says in unknown words whose it is.
        """
        self._lines = JsonLines(file)
        # Ids are unique within a dataset: two unnamed ones must not share a source.
        name = f"{SOURCE.name}:{file.name}"
        stated = (
            source
            or self._own_source()
            or replace(SOURCE, name=name, publisher=name, refreshed_on=modified_on(file))
        )
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    def _own_source(self) -> Source | None:
        line = parse_object(next(iter(self._lines), b""), 1)
        return None if isinstance(line, Rejected) else stated_source(line)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._lines.read_bytes, self._lines.total_bytes

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every record, in the file's order; `to_record` and `parse_object` say what fails.

        A line is a record, but for lines that we wrote: these say which record they belong to.
        Rejects a line whose extension is not what we write ("ftm_extension").
        Raises: SourceUnavailable: a line is absurdly long, or the file cannot be read on.
        """
        kinds_of_assets = self._kinds_of_assets()
        publisher = self.source.publisher
        groups = grouped_lines(self._lines)
        for position, group in enumerate(groups, start=1):
            if isinstance(group, Rejected):
                yield replace(group, position=position)
            elif group.extension is None:
                yield to_record(
                    group.lines[0],
                    publisher=publisher,
                    position=position,
                    refreshed_on=self.source.refreshed_on,
                    kinds_of_assets=kinds_of_assets,
                )
            else:
                yield grouped_record(
                    group.lines,
                    group.extension,
                    publisher=publisher,
                    position=position,
                    kinds_of_assets=kinds_of_assets,
                )

    def _kinds_of_assets(self) -> dict[str, NodeKind]:
        """Return what each asset of the file is: an Ownership may stand before what it is of."""
        schemata = [schema for schema, kind in NODE_KINDS.items() if kind in ASSET_KINDS]
        marks = [f'"{schema}"'.encode() for schema in schemata]
        found = {}
        for position, text in enumerate(self._lines, start=1):
            # Most lines are parties; parsing only those that name an asset halves the cost.
            if not any(mark in text for mark in marks):
                continue
            line = parse_object(text, position)
            entity = "" if isinstance(line, Rejected) else parse_entity(line)
            if not isinstance(entity, str) and entity.schema in schemata:
                found[entity.id] = NODE_KINDS[entity.schema]
        return found


FORMAT = Format(
    "followthemoney",
    FollowTheMoneyConnector,
    lambda head: {"schema", "properties"} <= first_keys(head),
)
