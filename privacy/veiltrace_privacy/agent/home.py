"""A program's folder: files that others may not read, written whole or not at all."""

from pathlib import Path

from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.audit.errors import AuditError
from veiltrace_privacy.audit.fields import check_field
from veiltrace_privacy.canonical_json import (
    JsonValue,
    NotCanonicalJson,
    decode_canonical,
    encode_canonical,
)
from veiltrace_privacy.private_file import private_file


def make_home(folder: Path, *, name: str) -> None:
    """Make an empty folder for a new program that calls itself `name`.

    Raises:
        HomeError: it exists and is not empty, cannot be made, or the name is no such word.
    """
    if not is_program_name(name):
        raise HomeError("a program's name is a short lower-case word such as 'carrier-north'")
    make_folder(folder)
    if next(folder.iterdir(), None) is not None:
        raise HomeError(f"the folder {folder} is not empty; choose another")


def is_program_name(name: str) -> bool:
    """Return whether a partner or registry may have this name; it names files and is logged.

    >>> is_program_name("carrier-north"), is_program_name("../carrier")
    (True, False)
    """
    try:
        check_field("partner", name)
    except AuditError:
        return False
    return True


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, if it is not there yet.

    Raises:
        HomeError: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(f"cannot make the folder {folder}: {error.strerror}") from None


def write_private(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, replacing an older one at once when all is on disk.

    Raises:
        HomeError: it cannot be written.
    """
    with private_file(path, error=HomeError) as file:
        file.write(data)


def read_private(path: Path) -> bytes:
    """Return the bytes of a file of the folder.

    Raises:
        HomeError: it is missing or unreadable.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise HomeError(f"cannot read {path}: {error.strerror}") from None


def write_settings(path: Path, settings: dict[str, JsonValue]) -> None:
    """Write a settings or access file.

    Raises:
        HomeError: it cannot be written.
    """
    write_private(path, encode_canonical(settings) + b"\n")


def read_settings(path: Path, fields: frozenset[str]) -> dict[str, JsonValue]:
    """Return a settings or access file that has just these fields.

    Raises:
        HomeError: it is missing, or not what this program wrote.
    """
    try:
        value = decode_canonical(read_private(path).rstrip(b"\n"))
    except NotCanonicalJson:
        value = ""
    if not isinstance(value, dict) or value.keys() != fields:
        raise HomeError(f"{path} is not the file this program needs; make it anew with init")
    return value
