"""Parquet files, read batch by batch."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import pyarrow
import pyarrow.parquet
from pyarrow import types

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import check_file
from veiltrace_connectors.reading.flatten import flatten
from veiltrace_connectors.reading.foreign import read_through
from veiltrace_connectors.reading.row import Row

_BATCH_ROWS = 4096


class ParquetTable:
    """One Parquet file. Nested columns are named by their path, as in JSON lines."""

    encoding = "parquet"

    def __init__(self, file: DataFile) -> None:
        """Read the file's footer.

        Raises: SourceUnavailable: the file is no whole Parquet file.
        """
        check_file(file, "parquet")
        self._source = file
        self._done = 0
        self._file: Any = self._read(lambda: _opened(file))
        self._total = self._file.metadata.num_rows
        self.columns = self._read(lambda: _column_paths(self._file.schema_arrow))

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in rows."""
        return self._done, self._total

    def rows(self) -> Iterator[Row]:
        """Yield every row in the file's order.

        Raises: SourceUnavailable: a part of the file is damaged.
        """
        empty = dict.fromkeys(self.columns, "")
        batches = self._read(lambda: self._file.iter_batches(batch_size=_BATCH_ROWS))
        while (batch := self._read(lambda: next(batches, None))) is not None:
            for values in self._read(batch.to_pylist):
                self._done += 1
                yield Row(self._done, empty | flatten(values))
        self._file.close()

    def _read(self, read: Any) -> Any:
        return read_through(read, self._source, "parquet")


def _opened(file: DataFile) -> Any:
    # Closed with the last row, by its own close().
    return pyarrow.parquet.ParquetFile(pyarrow.PythonFile(file.open_whole(), "r"), pre_buffer=False)


def _column_paths(schema: Any) -> tuple[str, ...]:
    """Return the paths that `flatten` gives the values of a schema.

    >>> owner = pyarrow.struct([("name", pyarrow.string()), ("share", pyarrow.float64())])
    >>> _column_paths(pyarrow.schema([("id", pyarrow.int64()), ("owners", pyarrow.list_(owner))]))
    ('id', 'owners.name', 'owners.share')
    """
    paths: dict[str, None] = {}
    queue = deque((field.name, field.type) for field in schema)
    while queue:
        path, kind = queue.popleft()
        if types.is_struct(kind):
            queue.extend((f"{path}.{field.name}", field.type) for field in kind.fields)
        elif types.is_list(kind) or types.is_large_list(kind):
            queue.append((path, kind.value_type))
        else:
            paths[path] = None
    return tuple(paths)
