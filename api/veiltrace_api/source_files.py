"""From a file on disk, and perhaps a mapping, to a connector that can be opened twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from veiltrace_api.errors import UsageError
from veiltrace_connectors.base import Connector
from veiltrace_connectors.ingest import fingerprint_of
from veiltrace_connectors.mapping.load import load_mapping, load_source
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.reading.file_check import check_file
from veiltrace_connectors.registry import open_source
from veiltrace_graph.vocabulary import NodeKind, RelationKind


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and how to open it; `fingerprint` is the same for the same file read the same way."""

    name: str
    fingerprint: str
    open: Callable[[], Connector]


def source_files(
    path: Path,
    *,
    mapping: str | None = None,
    format: str | None = None,
    source: Path | None = None,
    refreshed_on: date | None = None,
) -> tuple[SourceFile, ...]:
    """Return how to read `path`, or each file of the archive that it is.

    Args:
        path: a file, an archive, or a file in an archive as `records.zip/owners.csv`.
        mapping: a shipped mapping's name or the path of a mapping file, for tables.
        format: a self-describing format's name; None lets the file's beginning tell.
        source: a file that says whose records they are, for a self-describing format.
        refreshed_on: the file's date, where the mapping or the file does not say it right.

    Raises: UsageError: both or an unknown mapping named, or a mapping for an archive of several
        files. MappingError, SourceUnavailable.
    """
    if mapping and format:
        raise UsageError("give --mapping for a table or --format for another file, not both")
    if mapping and source:
        raise UsageError("a mapping names the source already: leave --source out")
    file = mapping_file(mapping) if mapping else None
    loaded = load_mapping(file) if file else None
    said = load_source(source) if source else None
    found = data_files(path)
    if loaded and len(found) > 1:
        held = ", ".join("/".join(file.members) for file in found[:10])
        raise UsageError(
            f"{path.name} holds {len(found)} files, and a mapping is for one: name it as "
            f"{path.name}/MEMBER; it holds: {held}"
        )
    told_by = file or source
    read_with = f"{fingerprint_of(DataFile(told_by)) if told_by else ''}\0{format}\0{refreshed_on}"

    def one(data: DataFile) -> SourceFile:
        check_file(data, loaded.format if loaded else format)

        def open_file() -> Connector:
            return open_source(
                data,
                format=format,
                mapping=loaded,
                source=said,
                refreshed_on=refreshed_on or (said.refreshed_on if said else None),
            )

        # What cannot be used is refused before gigabytes of it are read for the fingerprint.
        open_file()
        joined = [fingerprint_of(data.beside(join.file)) for join in loaded.joins] if loaded else []
        settings = "\0".join((read_with, *joined))
        return SourceFile(data.name, fingerprint_of(data, settings=settings), open_file)

    return tuple(one(data) for data in found)


def require_portfolio(mapping: str) -> None:
    """Let a mapping pass that makes debt cases with their debtors.

    Raises: UsageError: it makes none, or is not there. MappingError: it is wrong.
    """
    loaded = load_mapping(mapping_file(mapping))
    cases = {entity.name for entity in loaded.entities if entity.kind is NodeKind.CASE}
    debtors = [one for one in loaded.relations if one.kind is RelationKind.DEBTOR_IN]
    if not any(relation.target in cases for relation in debtors):
        raise UsageError(
            f"the mapping '{mapping}' makes no case with a debtor: it needs an entity of kind "
            "'case' and a relation 'debtor_in' to it; 'veiltrace ingest' loads other records"
        )


def mapping_file(mapping: str) -> Path:
    """Return the file of a shipped mapping's name, or of a path. Raises: UsageError: neither."""
    shipped = shipped_mappings()
    if mapping in shipped:
        return shipped[mapping]
    path = Path(mapping)
    if path.is_file():
        return path
    raise UsageError(
        f"'{mapping}' is no mapping file and no shipped mapping; shipped are: "
        f"{', '.join(sorted(shipped))}"
    )
