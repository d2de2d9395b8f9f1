"""Which connector opens which file: by the format's name, or by what the file begins with."""

from datetime import date
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from veiltrace_connectors.acris.connector import FORMAT as ACRIS
from veiltrace_connectors.base import Connector, Format
from veiltrace_connectors.bods.connector import FORMAT as BODS
from veiltrace_connectors.courtlistener.connector import FORMAT as COURTLISTENER
from veiltrace_connectors.errors import FormatUnavailable, MappingError, SourceUnavailable
from veiltrace_connectors.file_head import read_head
from veiltrace_connectors.followthemoney.connector import FORMAT as FOLLOWTHEMONEY
from veiltrace_connectors.gazette.connector import FORMAT as GAZETTE
from veiltrace_connectors.gleif.connector import FORMAT as GLEIF
from veiltrace_connectors.icij.connector import FORMAT as ICIJ
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.model import Mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.uk_psc.connector import FORMAT as UK_PSC
from veiltrace_graph.model import Source

MAPPED = "mapped"
"""The format of every file that does not say itself what it means, and so needs a mapping."""

ENTRY_POINTS = "veiltrace.formats"
"""Group of the entry points by which another package adds formats: each one names a `Format`."""

_SHIPPED = (
    BODS,
    FOLLOWTHEMONEY,
    GLEIF,
    GAZETTE,
    ICIJ,
    UK_PSC,
    COURTLISTENER,
    ACRIS,
)


@cache
def formats() -> dict[str, Format]:
    """Return the formats that say themselves what they mean, by name: ours and other packages'.

    Raises: FormatUnavailable: another package's format cannot be loaded or takes a name of ours.
    """
    found = {shipped.name: shipped for shipped in _SHIPPED}
    for point in entry_points(group=ENTRY_POINTS):
        added = _load(point)
        if added.name in (*found, MAPPED):
            raise FormatUnavailable(
                f"the package {_package(point)} adds the format '{added.name}', which there is "
                "already; remove that package or ask its maker for another name"
            )
        found[added.name] = added
    return found


def open_source(
    file: DataFile,
    *,
    format: str | None = None,
    mapping: Mapping | None = None,
    source: Source | None = None,
    refreshed_on: date | None = None,
) -> Connector:
    """Return the file, opened by the connector of its format.

    Args:
        file: what is read.
        format: `MAPPED` or a name in `formats()`; None means `MAPPED` if there is a mapping, and
            otherwise whatever `detect_format` finds.
        mapping: how to read a table; it says itself what source its records are from.
        source: for a structured format, what to say of its records instead of what the file says.
        refreshed_on: the file's date, if it is not the one the file or the mapping states.

    Raises:
        SourceUnavailable: the file cannot be read, or no format is called so.
        MappingError: a mapping is missing, does not fit the file, or came with another format.
    """
    name = format or (MAPPED if mapping else detect_format(file))
    if name == MAPPED:
        if mapping is None:
            raise MappingError(f"{file.name} is a plain table or list; say how with a mapping")
        if source is not None:
            raise MappingError("the mapping names the source already; change it there")
        return MappedConnector(file, mapping, refreshed_on)
    if mapping is not None:
        raise MappingError(f"the format '{name}' says itself what it means; leave the mapping out")
    if name not in formats():
        known = ", ".join((MAPPED, *formats()))
        raise SourceUnavailable(f"no format is called '{name}'; there are {known}")
    return formats()[name].open(file, refreshed_on, source=source)


def detect_format(file: DataFile) -> str:
    """Return the name of the structured format a file begins like, else `MAPPED`.

    Raises: SourceUnavailable: the file cannot be read.
    """
    head = read_head(file)
    return next((name for name, one in formats().items() if one.recognises(head)), MAPPED)


def _load(point: EntryPoint) -> Format:
    try:
        loaded = point.load()
    except Exception:
        # Whatever another package raises while it is imported is its own, and may say anything.
        loaded = None
    if not isinstance(loaded, Format):
        raise FormatUnavailable(
            f"the format '{point.name}' of the package {_package(point)} cannot be loaded; "
            "update or remove that package"
        )
    return loaded


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value.partition(":")[0]
