"""The child process that holds openmined-psi: started by `openmined`, one job each, no options.

Here alone the package and its pinned protobuf are imported: its abort on misuse and its memory
end with this process. Messages (see `pipe`): a word and its arguments in, "ok" and results out,
or "refused" alone, since the package's own texts may show what it was given.
"""

import sys
from collections.abc import Callable

import private_set_intersection.python as openmined

from veiltrace_privacy.psi.pipe import read_message, write_message
from veiltrace_privacy.psi.points import POINT_BYTES

# RAW takes neither into account; GCS and Bloom, which overflow or trust them, are never asked for.
_NO_FALSE_HIT_RATE = 0.5
_NO_CLIENT_COUNT = 1
_KEY_BYTES = 32


def _new_key() -> list[bytes]:
    return [openmined.server.CreateWithNewKey(True).GetPrivateKeyBytes()]


def _server(key: bytes) -> openmined.server:
    if len(key) != _KEY_BYTES:
        raise ValueError("openmined-psi takes a shorter key without a word")
    return openmined.server.CreateFromKey(key, True)


def _table(key: bytes, *texts: bytes) -> list[bytes]:
    setup = _server(key).CreateSetupMessage(
        _NO_FALSE_HIT_RATE,
        _NO_CLIENT_COUNT,
        [text.decode("utf-8") for text in texts],
        openmined.DataStructure.RAW,
    )
    return [b"".join(setup.raw.encrypted_elements)]


def _evaluate(key: bytes, points: bytes) -> list[bytes]:
    request = openmined.Request(reveal_intersection=True, encrypted_elements=_split(points))
    response = _server(key).ProcessRequest(request)
    return [b"".join(response.encrypted_elements)]


class _Receiver:
    """One fresh client key, which never leaves this process, for one query."""

    def __init__(self) -> None:
        self._client: openmined.client | None = None

    def mask(self, *texts: bytes) -> list[bytes]:
        if self._client is not None:
            raise RuntimeError("a client key masks one query")
        self._client = openmined.client.CreateWithNewKey(True)
        request = self._client.CreateRequest([text.decode("utf-8") for text in texts])
        return [b"".join(request.encrypted_elements)]

    def find(self, reply: bytes, *tables: bytes) -> list[bytes]:
        if self._client is None:
            raise RuntimeError("nothing was masked yet")
        response = openmined.Response(encrypted_elements=_split(reply))
        found = []
        for table in tables:
            setup = openmined.ServerSetup()
            setup.raw.encrypted_elements.extend(_split(table))
            positions = self._client.GetIntersection(setup, response)
            found.append(",".join(map(str, sorted(positions))).encode("ascii"))
        return found


def _split(points: bytes) -> list[bytes]:
    return [points[at : at + POINT_BYTES] for at in range(0, len(points), POINT_BYTES)]


def main() -> None:
    """Answer messages until standard input ends."""
    receiver = _Receiver()
    words: dict[bytes, Callable[..., list[bytes]]] = {
        b"new_key": _new_key,
        b"table": _table,
        b"evaluate": _evaluate,
        b"mask": receiver.mask,
        b"find": receiver.find,
    }
    while message := read_message(sys.stdin.buffer):
        try:
            answer = [b"ok", *words[message[0]](*message[1:])]
        except Exception:  # the parent has a typed error for it; the text may hold values
            answer = [b"refused"]
        write_message(sys.stdout.buffer, answer)


if __name__ == "__main__":
    main()
