"""How usual a text looks under an encoding: wrong ones give rare characters and odd runs."""

import re
from functools import cache

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LONE_LATIN = re.compile(
    r"(?<![^\x00-\x7f])[\u00a0-\u017f\u2010-\u203a\u20ac\u2122](?![^\x00-\x7f])"
)


def usual_characters(text: str, encoding: str) -> tuple[int, int]:
    """Return how many of the characters beyond ASCII are usual ones, and how many there are.

    Latin text has its accents one at a time; Chinese bytes read as Latin come in runs.

    >>> usual_characters("Café Société", "cp1252"), usual_characters("ÄãºÃ", "cp1252")
    ((3, 3), (0, 4))
    """
    beyond = _BEYOND_ASCII.findall(text)
    if encoding == "cp1252":
        return len(_LONE_LATIN.findall(text)), len(beyond)
    common = common_cjk()
    return sum(character in common for character in beyond), len(beyond)


@cache
def common_cjk() -> frozenset[str]:
    """Return the everyday Chinese characters and punctuation, simplified and traditional.

    Those of GB 2312 level 1 and of Big5 level 1; text decoded wrongly has about half its
    characters elsewhere.

    >>> "示" in common_cjk(), "陳" in common_cjk(), "閠" in common_cjk()
    (True, True, False)
    """
    gb_rows = (0xA1, 0xA3, *range(0xB0, 0xD8))
    codes = [bytes((row, cell)) for row in gb_rows for cell in range(0xA1, 0xFF)]
    simplified = b"".join(codes).decode("gb2312", errors="ignore")
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    codes = [bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in cells]
    return frozenset(simplified + b"".join(codes).decode("big5", errors="ignore"))
