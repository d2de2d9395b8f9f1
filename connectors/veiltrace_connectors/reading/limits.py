"""How far packed data may unpack: bombs are refused, the largest registers are not."""

from veiltrace_connectors.errors import SourceUnavailable

MAX_DEPTH = 4
"""Archives in archives; what is met in practice is a ZIP in a ZIP."""

MAX_MEMBERS = 10_000
"""Files an archive may hold, those of its inner archives counted; each is opened to be listed."""

MAX_UNPACKED_BYTES = 256 << 30
"""What one file may unpack to: several times the largest register we know of, read in an hour."""

MAX_DIRECTORY_BYTES = 8 << 20
"""The list of so many members, which is read into memory."""

FREE_BYTES = 64 << 20
"""What may unpack at any ratio: a few long repeats are no bomb."""

MAX_RATIO = 200
"""Unpacked bytes for each packed one. Registers pack 5 to 30 to one, a bomb 1000 and more."""

MAX_HELD_BYTES = 64 << 20
"""A packed file that must be read out of order is held in memory up to here."""

MAX_REWINDS = 100
"""How often a larger one may be unpacked from its start again before it is refused."""


def check_growth(name: str, *, packed: int, unpacked: int) -> None:
    """Let pass what unpacks like real data.

    Raises: SourceUnavailable: it unpacks to more than the limits allow.
    """
    if unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed:
        problem = f"unpacks to more than {MAX_RATIO} times its size, as only a bomb does"
    elif unpacked > MAX_UNPACKED_BYTES:
        problem = f"unpacks to more than {MAX_UNPACKED_BYTES} bytes"
    else:
        return
    raise SourceUnavailable(
        f"{name} {problem}; if it is real, unpack it yourself and load what is in it"
    )
