"""Which connector opens which file: by the format's name, or by what the file begins with."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import orjson

from veiltrace_connectors.base import Connector
from veiltrace_connectors.bods.connector import BodsConnector
from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.followthemoney.connector import FollowTheMoneyConnector
from veiltrace_connectors.gleif.connector import GleifConnector
from veiltrace_connectors.json_lines import UTF8_BOM, unreadable
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.model import Mapping
from veiltrace_graph.model import Source

MAPPED = "mapped"
"""The format of every file that does not say itself what it means, and so needs a mapping."""

STRUCTURED: dict[str, Callable[..., Connector]] = {
    "bods": BodsConnector,
    "followthemoney": FollowTheMoneyConnector,
    "gleif": GleifConnector,
}
"""The formats that say themselves what they mean, by name."""

_HEAD_BYTES = 64 * 1024
_GLEIF_ROOT = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?(?:LEIData|RelationshipData|ReportingExceptionData)[\s>]"
)


def open_source(
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping | None = None,
    source: Source | None = None,
    refreshed_on: date | None = None,
) -> Connector:
    """Return the file, opened by the connector of its format.

    Args:
        path: the file.
        format: `MAPPED` or a name in `STRUCTURED`; None means `MAPPED` if there is a mapping, and
            otherwise whatever `detect_format` finds.
        mapping: how to read a table; it says itself what source its records are from.
        source: for a structured format, what to say of its records instead of what the file says.
        refreshed_on: the file's date, if it is not the one the file or the mapping states.

    Raises:
        SourceUnavailable: the file cannot be read, or no format is called so.
        MappingError: a mapping is missing, does not fit the file, or came with another format.
    """
    name = format or (MAPPED if mapping else detect_format(path))
    if name == MAPPED:
        if mapping is None:
            raise MappingError(f"{path.name} is a plain table or list; say how with a mapping")
        if source is not None:
            raise MappingError("the mapping names the source already; change it there")
        return MappedConnector(path, mapping, refreshed_on)
    if mapping is not None:
        raise MappingError(f"the format '{name}' says itself what it means; leave the mapping out")
    if name not in STRUCTURED:
        known = ", ".join((MAPPED, *STRUCTURED))
        raise SourceUnavailable(f"no format is called '{name}'; there are {known}")
    return STRUCTURED[name](path, refreshed_on, source=source)


def detect_format(path: Path) -> str:
    """Return the name of the structured format a file begins like, else `MAPPED`.

    Raises:
        SourceUnavailable: there is no readable file at `path`.
    """
    try:
        with path.open("rb") as file:
            return _format_of(file.read(_HEAD_BYTES).removeprefix(UTF8_BOM).lstrip())
    except OSError as error:
        raise unreadable(path, error) from error


def _format_of(head: bytes) -> str:
    """Return the format of a file by its first bytes.

    >>> _format_of(b'{"id": "a", "schema": "Person", "properties": {}}')
    'followthemoney'
    >>> _format_of(b"name,phone")
    'mapped'
    """
    if head.startswith(b"<"):
        return "gleif" if _GLEIF_ROOT.search(head) else MAPPED
    if not head.startswith((b"[", b"{")):
        return MAPPED
    keys = _first_keys(head)
    if {"schema", "properties"} <= keys:
        return "followthemoney"
    return "bods" if {"statementId", "recordType"} <= keys else MAPPED


def _first_keys(head: bytes) -> set[str]:
    """Return the keys of the first object, or all that look like keys if it cannot be parsed."""
    try:
        first = orjson.loads(head.partition(b"\n")[0])
    except orjson.JSONDecodeError:
        return {key.decode() for key in re.findall(rb'"([A-Za-z]{1,40})"\s*:', head)}
    if isinstance(first, list):
        first = next(iter(first), None)
    return set(first) if isinstance(first, dict) else set()
