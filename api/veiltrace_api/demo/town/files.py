"""The town as files: one or more for each of the fourteen source kinds, and the debt portfolio."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.file_content import FileContent, mapped_files, structured_files
from veiltrace_api.demo.town.model import Town
from veiltrace_api.demo.town.world import build_town
from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class TownFile:
    """One file of the town and how it is read.

    `format`, `source` and `refreshed_on` are those `veiltrace_connectors.registry.open_source`
    wants, and `mapping` is the name of the shipped mapping, for tables. `broken_rows` of its
    records are rejected, on purpose.
    """

    path: Path
    kind: SourceKind
    format: str
    mapping: str | None
    source: Source | None
    refreshed_on: date | None
    broken_rows: int


@dataclass(frozen=True, slots=True)
class TownFiles:
    """The files, the portfolio first, and the truth behind them."""

    files: tuple[TownFile, ...]
    town: Town


def write_town(folder: Path, *, seed: int = 7) -> TownFiles:
    """Return the files of the town of `seed`, written into `folder`, which is made if need be.

    The same seed gives the same files on every machine: to the byte, but for Parquet, whose
    content is the same and whose bytes are its library's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    town = build_town(seed)
    return TownFiles(tuple(_write(folder, content) for content in _contents(town)), town)


def _contents(town: Town) -> Iterator[FileContent]:
    clerk = CarelessClerk(town.random("clerk"), _spared(town))
    yield from mapped_files(town, clerk)
    yield from structured_files(town)


def _write(folder: Path, content: FileContent) -> TownFile:
    path = folder / content.name
    path.write_bytes(content.data)
    return TownFile(
        path=path,
        kind=content.kind,
        format=content.format,
        mapping=content.mapping,
        source=content.source,
        refreshed_on=content.refreshed_on,
        broken_rows=content.broken_rows,
    )


def _spared(town: Town) -> frozenset[str]:
    """Return what the clerk must copy whole, so that the demo tells its story on every seed."""
    story = town.story
    companies = (story.company, story.employer, story.obligor, story.listed_company)
    words = {word for p in story.cast for word in (p.name, p.resident_id)}
    words |= {word for c in companies for word in (c.name, c.uscc)}
    return frozenset(words | {line.number for p in story.cast for line in p.lines})
