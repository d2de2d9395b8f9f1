"""How a table is read, told from its first bytes: the keys at the top of a proposed mapping."""

from veiltrace_connectors.file_head import HEAD_BYTES
from veiltrace_connectors.mapping.guess.writing import TableOptions
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.encoding import HINTS, choose_encoding
from veiltrace_connectors.reading.file_check import check_file
from veiltrace_connectors.reading.table import TableFormat

_SIGNATURES = {b"PK\x03\x04": TableFormat.XLSX, b"PAR1": TableFormat.PARQUET}
_DELIMITERS = ",;\t|"


def table_options(file: DataFile) -> TableOptions:
    """Return how a file is to be read.

    Raises: SourceUnavailable: it cannot be read.
    """
    check_file(file, None)
    with file.open() as opened:
        head = opened.read(HEAD_BYTES)
    for signature, table_format in _SIGNATURES.items():
        if head.startswith(signature):
            return TableOptions(table_format)
    encoding = choose_encoding(file, None).name
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \r\n\t")
    hint = encoding if encoding in HINTS and encoding != "utf-8" else None
    if text.startswith("{"):
        return TableOptions(TableFormat.JSONL, hint)
    return TableOptions(TableFormat.CSV, hint, likeliest_delimiter(text.partition("\n")[0]))


def likeliest_delimiter(header: str) -> str:
    """Return the mark that parts a header row's cells; a comma if none does.

    >>> likeliest_delimiter("name;phone;address, if any")
    ';'
    """
    return max(_DELIMITERS, key=header.count)
