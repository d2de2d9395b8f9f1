"""Another table's rows, looked up by a key: what a record is joined with.

The rows lie in a private temporary database of SQLite's own, so that memory stays flat however
long the table is. It has no name, nobody else can open it, and it is gone with the process.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import orjson

from veiltrace_connectors.errors import SourceUnavailable

_CACHE_KIB = 32 * 1024

Row = Mapping[str, str]


class SideTable:
    """Rows by the value of one column; rows of one key keep their order."""

    def __init__(self, rows: Iterable[Row], key: str) -> None:
        """Take in all rows; `key` is the column they are looked up by, "" where a row lacks it.

        Raises: SourceUnavailable: the rows' own error, or there is no room to keep them.
        """
        self._database = sqlite3.connect("")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._database.execute("PRAGMA journal_mode = OFF")
        try:
            self._database.execute("CREATE TABLE side (key TEXT, row BLOB)")
            self._database.executemany("INSERT INTO side VALUES (?, ?)", _packed(rows, key))
            self._database.execute("CREATE INDEX by_key ON side (key)")
        except sqlite3.Error:
            raise SourceUnavailable(
                "a table to join with does not fit the temporary folder; make room there"
            ) from None

    def first(self, key: str) -> dict[str, str] | None:
        """Return the first row with that key, None where there is none.

        >>> SideTable([{"id": "7", "type": "sale"}], "id").first("7")
        {'id': '7', 'type': 'sale'}
        """
        return next(self._rows(key), None)

    def all(self, key: str) -> list[dict[str, str]]:
        """Return the rows with that key, in the order of their table.

        >>> SideTable([{"id": "7", "lot": "1"}, {"id": "7", "lot": "2"}], "id").all("7")
        [{'id': '7', 'lot': '1'}, {'id': '7', 'lot': '2'}]
        """
        return list(self._rows(key))

    def _rows(self, key: str) -> Iterator[dict[str, str]]:
        found = self._database.execute("SELECT row FROM side WHERE key = ? ORDER BY rowid", (key,))
        for (row,) in found:
            yield orjson.loads(row)


def _packed(rows: Iterable[Row], key: str) -> Iterator[tuple[str, bytes]]:
    for row in rows:
        yield row.get(key, ""), orjson.dumps(dict(row))
