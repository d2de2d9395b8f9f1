"""What writes records to files, and which files a name asks for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from veiltrace_connectors.errors import OutputRefused
from veiltrace_connectors.writing.csv_tables import CsvTables
from veiltrace_connectors.writing.ftm_lines import FtmLines
from veiltrace_connectors.writing.parquet_tables import ParquetTables
from veiltrace_graph.model import Source, SourceRecord


class RecordWriter(Protocol):
    """Takes records one by one; `close` writes what is left, and leaves the files open."""

    def write(self, record: SourceRecord) -> None:
        """Write one record."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


TABLES = ("statements", "relations")
_LINES = (".ftm.jsonl", ".ftm.json")
_WRITERS: Mapping[str, Callable[[Sequence[BinaryIO], Source], RecordWriter]] = {
    **dict.fromkeys(_LINES, FtmLines),
    ".csv": CsvTables,
    ".parquet": ParquetTables,
}


def paths_of(target: Path) -> tuple[Path, ...]:
    """Return the files that are written for a name: one of FollowTheMoney, else one a table.

    >>> [path.name for path in paths_of(Path("out.parquet"))]
    ['out.statements.parquet', 'out.relations.parquet']

    Raises: OutputRefused: its ending names no format.
    """
    suffix = _suffix(target)
    if suffix in _LINES:
        return (target,)
    stem = target.name.removesuffix(suffix)
    return tuple(target.with_name(f"{stem}.{table}{suffix}") for table in TABLES)


def record_writer(target: Path, files: Sequence[BinaryIO], source: Source) -> RecordWriter:
    """Return what writes records of a source to the opened files of `paths_of(target)`.

    Raises: OutputRefused: the name's ending names no format.
    """
    return _WRITERS[_suffix(target)](files, source)


def _suffix(target: Path) -> str:
    for suffix in _WRITERS:
        if target.name.endswith(suffix) and target.name != suffix:
            return suffix
    raise OutputRefused(
        f"records are written to a name that ends in {', '.join(_WRITERS)}, not to {target.name}"
    )
