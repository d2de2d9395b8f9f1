"""A source file written out as records for other programs; nothing is loaded.

The gate is asked as before a load: what may not be held may not be passed on either.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from veiltrace_connectors.base import Connector, Tabular
from veiltrace_connectors.errors import OutputRefused
from veiltrace_connectors.gate import require_ingest
from veiltrace_connectors.ingest import BATCH_RECORDS, Progress, check, readable
from veiltrace_connectors.writing.record_writer import paths_of, record_writer
from veiltrace_graph.model import Rejected
from veiltrace_privacy.private_file import private_files


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of a file: which files were written, and how many records."""

    paths: tuple[Path, ...]
    written: int
    rejections: dict[tuple[str, str], int]
    unread_columns: tuple[str, ...]


def convert(
    open_connector: Callable[[], Connector],
    target: Path,
    *,
    file_name: str,
    as_of: date,
    on_progress: Callable[[Progress], None] = lambda _: None,
    consent: str = "",
) -> Conversion:
    """Write a file's records to `target` (see `record_writer.paths_of`), all of it or nothing.

    Args:
        open_connector: opens the file anew; called once for each pass.
        as_of: the day of the gate's rules.
        consent: reference of a separate consent, where the source itself names none.

    Raises:
        IngestRefused: the gate bars the source. OutputRefused: it cannot be written so.
        SourceUnavailable, MappingError: the file cannot be used.
    """
    paths = paths_of(target)
    connector = open_connector()
    source = replace(connector.source, consent=connector.source.consent or consent)
    require_ingest(source, as_of=as_of)
    check(connector, source, file_name, on_progress, as_of=as_of)
    rejections: Counter[tuple[str, str]] = Counter()
    written = 0
    connector = open_connector()
    with private_files(paths, error=OutputRefused) as files:
        writer = record_writer(target, files, source)
        for item in readable(connector, source, as_of=as_of):
            if isinstance(item, Rejected):
                rejections[item.reason, item.field] += 1
            else:
                writer.write(item)
                written += 1
            if (written + rejections.total()) % BATCH_RECORDS == 0:
                on_progress(Progress("writing", *connector.progress, written))
        writer.close()
    unread = connector.unread_columns if isinstance(connector, Tabular) else ()
    return Conversion(paths, written, dict(rejections), unread)
