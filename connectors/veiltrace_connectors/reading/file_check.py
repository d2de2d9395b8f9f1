"""What a file is, told from its first bytes, before anything reads it."""

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile

ZIP, PARQUET = "a ZIP archive", "a Parquet file"
_SIGNATURES = {
    b"PK\x03\x04": ZIP,
    b"PK\x05\x06": "an empty ZIP archive",
    b"PAR1": PARQUET,
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"%PDF": "a PDF document",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"SQLite format 3\x00": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file (.xls, .doc)",
}
_EXPECTED = {"xlsx": ZIP, "parquet": PARQUET}
_ADVICE = {
    "xlsx": "save the workbook as .xlsx, or name its real format",
    "parquet": "give a whole Parquet file, or name its real format",
}
_TEXT_ADVICE = "unpack or convert it to a text file, or name its real format"


def unavailable(file: DataFile, problem: str) -> SourceUnavailable:
    """Return the one-line error that says what is wrong with which file and what to do.

    >>> from pathlib import Path
    >>> print(unavailable(DataFile(Path("in/cars.csv")), "is empty; export it again"))
    cars.csv is empty; export it again
    """
    return SourceUnavailable(f"{file.name} {problem}")


def check_file(file: DataFile, format: str | None) -> int:
    """Return the file's size in bytes (0: not known), once it can be a file of the format.

    A table's or another format; None stands for any that some connector reads.

    Raises: SourceUnavailable: it is missing, a folder, empty, not readable, or plainly another
        kind of file.
    """
    size = file.size
    with file.open() as opened:
        head = opened.read(16)
    if not head:
        raise unavailable(file, "is empty; export it again")
    kind = _kind(head)
    readable = {"", *_EXPECTED.values()} if format is None else {_EXPECTED.get(format, "")}
    if kind not in readable:
        advice = _ADVICE.get(format or "", _TEXT_ADVICE)
        wanted = format or "a source file"
        raise unavailable(file, f"is {kind or 'another kind of file'}, not {wanted}; {advice}")
    return size


def _kind(head: bytes) -> str:
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            return kind
    return ""
