"""What the first bytes of a file say of its format."""

import csv
import re

import orjson

from veiltrace_connectors.json_lines import UTF8_BOM
from veiltrace_connectors.reading.data_file import DataFile

HEAD_BYTES = 64 * 1024


def read_head(file: DataFile) -> bytes:
    """Return how the file begins, without byte order mark and leading white space.

    Raises: SourceUnavailable: the file cannot be read.
    """
    with file.open() as opened:
        return opened.read(HEAD_BYTES).removeprefix(UTF8_BOM).lstrip()


def first_keys(head: bytes) -> frozenset[str]:
    """Return the keys of the first JSON object, or all that look like keys if it is cut off.

    >>> sorted(first_keys(b'[{"statementId": "1", "recordType": "person"}]'))
    ['recordType', 'statementId']
    >>> first_keys(b"name,phone")
    frozenset()
    """
    if not head.startswith((b"[", b"{")):
        return frozenset()
    try:
        first = orjson.loads(head.partition(b"\n")[0])
    except orjson.JSONDecodeError:
        return frozenset(key.decode() for key in re.findall(rb'"([A-Za-z:_-]{1,40})"\s*:', head))
    if isinstance(first, list):
        first = next(iter(first), None)
    return frozenset(first) if isinstance(first, dict) else frozenset()


def header_cells(head: bytes) -> frozenset[str]:
    """Return the cells of the first line, read as UTF-8 CSV; those of another file are none.

    >>> sorted(header_cells(b'"node_id_start", node_id_end,rel_type'))
    ['node_id_end', 'node_id_start', 'rel_type']
    """
    line = head.partition(b"\n")[0].decode("utf-8", errors="replace").strip()
    try:
        cells = next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:
        return frozenset()
    return frozenset(cell.strip() for cell in cells)
