"""Which statements of one record and one day another of that day supersedes.

The store orders what a record said by days. Of one day's statements it would keep all, so that a
record that is made and closed on one day would never have ended.
"""

from collections.abc import Iterable, Iterator, Mapping

import orjson

from veiltrace_connectors.reading.side_table import SideTable

_RANKS = {"updated": 1, "closed": 2}
_MARKS = tuple(f'"{status}"'.encode() for status in _RANKS)
Order = tuple[str, int, int]
"""When a statement was made, what it does to its record, and where it stands in the file."""


class Superseding:
    """The statements of a file that change or close a record, by record and day."""

    def __init__(self, statements: Iterable[object]) -> None:
        """Take in a file's statements, as JSON texts or parsed.

        Raises: SourceUnavailable: what reading them raises, or there is no room to keep them.
        """
        self._is_empty = True
        self._changes = SideTable(self._found(statements), "key")

    def supersedes(self, statement: Mapping[str, object], position: int) -> bool:
        """Return whether another statement of its record and day counts instead of this one.

        That of the latest hour counts; in one hour an update counts more than what is new and
        closing more than both, and of two alike the later in the file. What is new twice stays.
        """
        if self._is_empty:
            return False
        own = _order(statement, position)
        return any(_told(change) > own for change in self._changes.all(_key(statement)))

    def _found(self, statements: Iterable[object]) -> Iterator[dict[str, str]]:
        for position, statement in enumerate(statements, start=1):
            read = _parsed(statement)
            if isinstance(read, dict) and _rank(read):
                self._is_empty = False
                made_at, rank, _ = _order(read, position)
                told = {"made_at": made_at, "rank": f"{rank}", "position": f"{position}"}
                yield {"key": _key(read)} | told


def _parsed(statement: object) -> object:
    """Return a statement that may change a record; most change none and need no parsing."""
    if not isinstance(statement, bytes):
        return statement
    if not any(mark in statement for mark in _MARKS):
        return None
    try:
        read: object = orjson.loads(statement)
    except orjson.JSONDecodeError:
        return None
    return read


def _order(statement: Mapping[str, object], position: int) -> Order:
    return str(statement.get("statementDate")), _rank(statement), position


def _told(change: Mapping[str, str]) -> Order:
    return change["made_at"], int(change["rank"]), int(change["position"])


def _rank(statement: Mapping[str, object]) -> int:
    status = statement.get("recordStatus")
    return _RANKS.get(status, 0) if isinstance(status, str) else 0


def _key(statement: Mapping[str, object]) -> str:
    record, stated_on = (statement.get(name) for name in ("recordId", "statementDate"))
    return f"{str(stated_on)[:10]} {record}"
