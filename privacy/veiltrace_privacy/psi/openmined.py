"""Masking by openmined-psi (EC-DH on P-256), in a child process for each job.

Assumption: decisional Diffie-Hellman on P-256, the hash to the curve a random oracle; about 128
bits against a peer that follows the protocol. A server key serves one epoch, a client key one
query.
"""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from types import TracebackType
from typing import Self

from veiltrace_privacy.agent.extras import require_extra
from veiltrace_privacy.psi.errors import BackendFailed
from veiltrace_privacy.psi.pipe import read_message, write_message
from veiltrace_privacy.psi.points import split_points

# The package holds a message three times; a million points would be 100 MB.
_CHUNK = 50_000


class OpenMinedWorker:
    """A child process with openmined-psi, for one job of one thread; ends with the `with` block.

    A receiver masks one query with it and reads the reply to that query. Its client key is made
    there, is never told, and cannot mask a second query.
    """

    def __init__(self) -> None:
        require_extra("openmined")
        # -P: a module of the working folder must not stand in for one of ours.
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "veiltrace_privacy.psi.openmined_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def mask(self, texts: Sequence[str]) -> bytes:
        """Return the texts as points under a fresh client key, in their order; once only.

        Raises:
            BackendFailed: the child ended, or masked before.
        """
        return self._ask(b"mask", *map(_utf8, texts))[0]

    def find(self, reply: bytes, tables: Sequence[bytes]) -> list[list[int]]:
        """Return, for each table of sorted points, which positions of the query it holds.

        Raises:
            BackendFailed: the child ended, or nothing was masked.
        """
        found = self._ask(b"find", reply, *tables)
        return [[int(position) for position in row.split(b",") if position] for row in found]

    def new_key(self) -> bytes:
        """Return a new server key, 32 bytes."""
        return self._ask(b"new_key")[0]

    def table(self, key: bytes, texts: Iterable[str]) -> bytes:
        """Return the texts as sorted points under the server key, made in chunks.

        Raises:
            BackendFailed: the child ended, or the key is none.
        """
        left = iter(texts)
        points: list[bytes] = []
        while chunk := list(islice(left, _CHUNK)):
            points += split_points(self._ask(b"table", key, *map(_utf8, chunk))[0]) or []
        return b"".join(sorted(points))

    def evaluate(self, key: bytes, points: bytes) -> bytes:
        """Return the checked points, each multiplied by the server key, in their order.

        Raises:
            BackendFailed: the child ended, or a point is not on the curve.
        """
        return self._ask(b"evaluate", key, points)[0]

    def _ask(self, *fields: bytes) -> list[bytes]:
        reads, writes = self._child.stdout, self._child.stdin
        if reads is None or writes is None:
            raise BackendFailed("the masking process has no pipes")
        try:
            write_message(writes, fields)
            answer = read_message(reads)
        except (OSError, ValueError) as broken:
            raise BackendFailed("the masking process ended; start the job again") from broken
        if answer is None:
            raise BackendFailed("the masking process ended in mid-answer; start the job again")
        if answer[0] != b"ok":
            raise BackendFailed("the masking process refused its input")
        return answer[1:]


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")
