"""Formulas of a sheet that have no saved value: whoever wrote them never calculated them.

They would read as empty cells. openpyxl tells them apart only in a second reading of the whole
workbook, so they are looked for in the sheet's XML.
"""

import re
from typing import Protocol

_PIECE_BYTES = 1 << 20
# Longer than any cell with a formula that is worth finding across two pieces.
_OVERLAP_BYTES = 1 << 14
# Excel saves an empty text as t="str" with an empty value: that one is calculated.
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?![^>]*t="str")[^>]*>'
    rb"\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


def uncalculated_cells(sheet: _Readable) -> dict[int, int]:
    """Return by row, from 1, the column, from 0, of its first formula without a value.

    >>> from io import BytesIO
    >>> saved, unsaved = b'<c r="C3"><f>A2</f><v>7</v></c>', b'<c r="B2"><f>A2</f><v></v></c>'
    >>> uncalculated_cells(BytesIO(saved + unsaved))
    {2: 1}
    """
    found: dict[int, int] = {}
    kept = b""
    while piece := sheet.read(_PIECE_BYTES):
        kept += piece
        if b"<f" in kept:
            for column, row in _UNCALCULATED.findall(kept):
                found.setdefault(int(row), _column(column))
        kept = kept[-_OVERLAP_BYTES:]
    return found


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
