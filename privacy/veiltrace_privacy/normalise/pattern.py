"""Texts with hidden characters, and whether two of them can be one text."""

import re

HIDDEN = "\x00"
"""Stands for one hidden character; a run of them for one or more where lengths do not fit."""

_REST = "\x01"
_RUN = re.compile(f"{HIDDEN}+")


def fewest_shared(left: str, right: str) -> int | None:
    """Return how many characters both show and share, at the least, or None if they cannot be one.

    Where both are of one length each place is compared with its own; else each run of hidden
    characters stands for one or more, and of all ways to lay one upon the other the one counts
    that shares least, so that nothing is made up.

    >>> fewest_shared(f"ab{HIDDEN}d", f"ab{HIDDEN}{HIDDEN}"), fewest_shared(f"a{HIDDEN}d", "abcd")
    (2, 2)
    >>> fewest_shared(f"ab{HIDDEN}d", f"ax{HIDDEN}d") is None
    True
    """
    if len(left) != len(right):
        return _fewest_stretched(_stretched(left), _stretched(right))
    pairs = [pair for pair in zip(left, right, strict=True) if HIDDEN not in pair]
    return len(pairs) if all(one == other for one, other in pairs) else None


def _stretched(text: str) -> str:
    return _RUN.sub(HIDDEN + _REST, text)


def _fewest_stretched(left: str, right: str) -> int | None:
    """Return the same where `_REST` stands for any number of characters (dynamic programming).

    below[j] is the answer for what follows a place of `left` and place j of `right`.
    """
    below: list[int | None] = [0]
    for char in reversed(right):
        below.append(below[-1] if char == _REST else None)
    below.reverse()
    for one in reversed(left):
        row = [below[-1] if one == _REST else None]
        for place in range(len(right) - 1, -1, -1):
            row.append(_step(one, right[place], below[place], row[-1], below[place + 1]))
        row.reverse()
        below = row
    return below[0]


def _step(
    one: str, other: str, skip_one: int | None, skip_other: int | None, both: int | None
) -> int | None:
    """Return the least of the ways to go on from two tokens, given what each way leads to."""
    ways = []
    if one == _REST or other == _REST:
        # A token that stands for any number ends, or swallows what stands opposite.
        ways = [skip_one, skip_other]
    elif HIDDEN in (one, other):
        ways = [both]
    elif one == other and both is not None:
        ways = [both + 1]
    return min((way for way in ways if way is not None), default=None)
