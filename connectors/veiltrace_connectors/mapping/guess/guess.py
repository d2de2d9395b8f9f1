"""A mapping proposed for a table: what each column seems to hold, and the file that says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.guess.composing import compose
from veiltrace_connectors.mapping.guess.lexicon import Lexicon, shipped_lexicon
from veiltrace_connectors.mapping.guess.looks import Looks
from veiltrace_connectors.mapping.guess.meaning import Meaning, read_meanings
from veiltrace_connectors.mapping.guess.placing import Placed, place_columns
from veiltrace_connectors.mapping.guess.profile import profile
from veiltrace_connectors.mapping.guess.shapes import Shape, best_shape
from veiltrace_connectors.mapping.guess.writing import Draft, TableOptions, mapping_text
from veiltrace_connectors.mapping.model import PART
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import open_table

ROWS_READ = 500
_HAN = re.compile("[\u4e00-\u9fff]")
# A template could not name such a column, or would mean another thing by it.
_UNUSABLE = re.compile(rf"[{{}}]|^{PART}$")
_NUMBERED = frozenset(
    {"row_number", "identity", "resident_id", "uscc", "depository", "security_code", "name"}
)
"""Attributes that can tell records apart where a shape's own cannot."""
_BESIDE_A_NAME = ("birth_date", "phone", "email", "address")
"""Attributes that tell namesakes apart, in part."""
_SOMEBODYS = (
    *(Looks.RESIDENT_ID, Looks.MASKED_ID, Looks.USCC, Looks.LEI, Looks.PLATE),
    *(Looks.PHONE, Looks.EMAIL, Looks.VIN, Looks.WALLET),
)
"""Looks of what is a person's or a firm's."""
# Letters alone pass a check digit by chance, as "GranteeBuyerBuyer" does that of a VIN.
_DATA_LIKE = re.compile("@|(?:[0-9].*){5}")


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed mapping: its text, the shape it was taken for, and each column's uses."""

    shape: Shape
    columns: tuple[Placed, ...]
    record_id: str
    text: str


def guess_file(file: DataFile, options: TableOptions, *, country: str = "") -> Guess:
    """Return a mapping proposed for a file by its header and its first 500 rows.

    Args:
        country: ISO 3166 code of the law the file is under; without it, China where the file is
            in Chinese, and else nothing is known.
    Raises:
        SourceUnavailable: the file cannot be read as the table it is said to be.
        MappingError: no column is recognised, or the first row is no header.
    """
    table = open_table(
        file,
        format=options.format,
        encoding_hint=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
    )
    rows = [row.values for row in islice(table.rows(), ROWS_READ) if isinstance(row, Row)]
    return guess_mapping(_name(file), table.columns, rows, options, country=country)


def guess_mapping(
    name: str,
    columns: Sequence[str],
    rows: Sequence[dict[str, str]],
    options: TableOptions,
    *,
    country: str = "",
    lexicon: Lexicon | None = None,
) -> Guess:
    """Return a mapping proposed for a table by its columns and some of its rows.

    Raises: MappingError: nothing in it was recognised as any entity's, or a column is called by
        what is somebody's: neither a screen nor a mapping file is a place for that.
    """
    columns = [column for column in columns if not _UNUSABLE.search(column)]
    country = country.upper() or _country(columns, rows)
    if _calls_by_data(columns, country):
        raise MappingError(
            f"a column of {name} is called by what looks like a person's or firm's data; is the "
            "first row the header? If there is none, write a mapping with 'columns'"
        )
    profiles = [profile((row[column] for row in rows), country=country) for column in columns]
    meanings = read_meanings(columns, profiles, lexicon or shipped_lexicon())
    shape = best_shape(meanings)
    placed = place_columns(shape, meanings)
    record_id = _record_id(shape, meanings, rows) if meanings else ""
    entities, relations = compose(shape, placed, country, record_id)
    if not entities:
        raise MappingError(f"no column of {name} is recognised; write its mapping by hand")
    order = _date_order(meanings)
    draft = Draft(
        options, shape.source, name, country, order, record_id, entities, relations, placed
    )
    return Guess(shape, placed, record_id, mapping_text(draft))


def _name(file: DataFile) -> str:
    return file.name.rpartition("/")[2].partition(".")[0]


def _country(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    texts = [*columns, *(text for row in rows for text in row.values())]
    return "CN" if any(map(_HAN.search, texts)) else ""


def _calls_by_data(columns: Sequence[str], country: str) -> bool:
    """Return whether a column, or what it is nested in, is called by somebody's number."""
    parts = {part for column in columns for part in (column, *column.split("."))}
    suspects = filter(_DATA_LIKE.search, parts)
    return profile(suspects, country=country).share(*_SOMEBODYS) > 0


def _date_order(meanings: Sequence[Meaning]) -> str:
    """Return the order of dates that some value has beyond doubt, "" where none has."""
    is_day_first = any(m.values.share(Looks.DAY_FIRST) for m in meanings)
    is_month_first = any(m.values.share(Looks.MONTH_FIRST) for m in meanings)
    if is_day_first == is_month_first:
        return ""
    return "dmy" if is_day_first else "mdy"


def _record_id(shape: Shape, meanings: Sequence[Meaning], rows: Sequence[dict[str, str]]) -> str:
    """Return the template that tells the rows apart: one column if there is one that does."""
    ranked = [m for key in (*shape.record_id, "row_number") for m in meanings if m.attribute == key]
    for meaning in ranked:
        if meaning.values.is_unique:
            return f"{{{meaning.column}}}"
    others = [m for m in meanings if m.attribute in _NUMBERED and m not in ranked]
    # A name tells the rows of a sample apart, and two namesakes of the next file not.
    others.sort(key=lambda meaning: meaning.attribute == "name")
    chosen: list[str] = []
    for meaning in (*ranked, *others):
        chosen.append(meaning.column)
        if len({tuple(row[column] for column in chosen) for row in rows}) == len(rows):
            break
    if chosen and all(m.attribute == "name" for m in meanings if m.column in chosen):
        chosen += [m.column for m in meanings if m.attribute in _BESIDE_A_NAME]
    return "/".join(f"{{{column}}}" for column in chosen or [meanings[0].column])
