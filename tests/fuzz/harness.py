"""Any bytes through every reader: what comes out is rows, records and our errors, nothing else.

An input's first byte chooses the reader, its second how the rest is packed. The fuzzer knows
neither checksums nor directories, so the harness does the packing for it.
"""

import bz2
import gzip
import io
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.copy_table import CopyRow, CopyTable
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.reading.encoding import choose_encoding
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import TableFormat, open_table
from veiltrace_connectors.registry import MAPPED, detect_format, formats
from veiltrace_graph.model import Rejected, SourceRecord

MOST_ITEMS = 2_000
"""An input is small; what makes more of it than this is a loop."""

_KINDS = (Row, CopyRow, Rejected, SourceRecord)
Items = Iterator[object]


def read_input(data: bytes, folder: Path) -> int:
    """Return how many items came out of an input; raise what no reader may raise."""
    if len(data) < 2:
        return 0
    path = folder / "in"
    path.write_bytes(PACKINGS[data[1] % len(PACKINGS)](data[2:]))
    read = READERS[data[0] % len(READERS)]
    found = 0
    try:
        for file in data_files(path):
            for item in islice(read(file), MOST_ITEMS + 1):
                assert isinstance(item, _KINDS), type(item)
                found += 1
    except SourceUnavailable as error:
        message = str(error)
        assert message, "an error without a word"
        assert "\n" not in message, "an error of several lines"
    assert found <= MOST_ITEMS, "more items than so few bytes can hold"
    return found


def _bytes_of(file: DataFile) -> Items:
    with file.open() as opened:
        whole = opened.read()
    with file.open_whole() as opened:
        opened.seek(len(whole) // 2)
        assert opened.read() == whole[len(whole) // 2 :]
    assert file.size in (0, len(whole))
    file.beside("other.csv")
    yield Rejected(1, "", "", file.written_on.isoformat())


def _encoding_of(file: DataFile) -> Items:
    choose_encoding(file, None)
    choose_encoding(file, "shift_jis")
    yield from ()


def _table(format: TableFormat, **options: object) -> Callable[[DataFile], Items]:
    def read(file: DataFile) -> Items:
        table = open_table(file, format=format, **options)  # type: ignore[arg-type]
        for position, row in enumerate(table.rows(), 1):
            assert row.position == position
            assert isinstance(row, Rejected) or tuple(row.values) == table.columns
            yield row

    return read


def _copy(file: DataFile) -> Items:
    yield from CopyTable(file).rows()


def _records(name: str) -> Callable[[DataFile], Items]:
    def read(file: DataFile) -> Items:
        connector = formats()[name].open(file, None, source=None)
        for position, item in enumerate(connector.records(), 1):
            assert item.position >= position
            done, total = connector.progress
            assert done >= 0
            assert total >= 0
            yield item

    return read


def _detected(file: DataFile) -> Items:
    name = detect_format(file)
    return iter(()) if name == MAPPED else _records(name)(file)


FORMATS = ("acris", "bods", "courtlistener", "followthemoney", "gazette", "gleif", "icij", "uk_psc")

READERS: tuple[Callable[[DataFile], Items], ...] = (
    _bytes_of,
    _encoding_of,
    _table(TableFormat.CSV),
    _table(TableFormat.CSV, delimiter=";", columns=("a", "b"), footer="Row Count:"),
    _table(TableFormat.JSONL),
    _table(TableFormat.XLSX),
    _copy,
    _detected,
    *(_records(name) for name in FORMATS),
)
"""In an order that the committed inputs rely on: new ones go to the end."""


def _zipped(files: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return archive.getvalue()


def _template() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["text", 7])
    file = io.BytesIO()
    book.save(file)
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_WORKBOOK = _template()


def _in_workbook(member: str) -> Callable[[bytes], bytes]:
    return lambda data: _zipped({**_WORKBOOK, member: data})


PACKINGS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data,
    gzip.compress,
    bz2.compress,
    lambda data: _zipped({"in.csv": data}),
    lambda data: _zipped({"in.zip": _zipped({"in.csv": data}), "b": data[:9]}),
    _in_workbook("xl/worksheets/sheet1.xml"),
    _in_workbook("xl/sharedStrings.xml"),
    _in_workbook("xl/workbook.xml"),
    _in_workbook("xl/styles.xml"),
)


def scratch_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder for the one file that is read, in memory where the system can."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
