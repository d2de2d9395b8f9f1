"""ZIP archives: which members they hold, and the bytes of one, under limits against bombs."""

import os
from io import BufferedReader
from typing import IO, BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.unpacking import FREE_BYTES, MAX_RATIO, Unpacked

MAX_MEMBERS = 1000
"""Registers publish dozens of parts at most; each is opened and looked at."""
MAX_DEPTH = 2
"""An archive in an archive is met in practice (a form's attachments), a third one is not."""
_OFFICE = "[Content_Types].xml"
_FAILURES = (
    *(OSError, EOFError, BadZipFile, LargeZipFile, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError),
)
_ENCRYPTED = 0x1


def is_archive(file: BinaryIO) -> bool:
    """Return whether the bytes are a whole ZIP archive and no office document."""
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if not is_zip:
        return False
    try:
        with ZipFile(file) as archive:
            return _OFFICE not in archive.namelist()
    except _FAILURES:
        # Damaged: whoever reads it as what it was to be says so.
        return False
    finally:
        file.seek(0)


def member_names(file: BinaryIO, name: str) -> tuple[str, ...]:
    """Return the names of the archive's files, in its order.

    Folders and what macOS and other programs put beside the data are left out.
    Raises: SourceUnavailable: it is damaged or not what an honest program packs.
    """
    archive = _opened(file, name)
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise SourceUnavailable(f"{name} has more than {MAX_MEMBERS} members; pack fewer at once")
    _check_places(members, name)
    return tuple(member.filename for member in members if _is_data(member))


def open_member(file: BinaryIO, member: str, name: str) -> BinaryIO:
    """Return the bytes of one member; closing them closes the archive too.

    Raises: SourceUnavailable: there is none of that name, or it cannot be read.
    """
    archive = _opened(file, name)
    try:
        found = archive.getinfo(member)
    except KeyError:
        held = ", ".join(info.filename for info in archive.infolist()[:10])
        raise SourceUnavailable(f"{name} is not in the archive; it holds: {held}") from None
    if found.flag_bits & _ENCRYPTED:
        raise SourceUnavailable(f"{name} is encrypted; unpack it with its password first")
    if found.file_size > max(FREE_BYTES, found.compress_size * MAX_RATIO):
        raise SourceUnavailable(
            f"{name} says that it unpacks to {found.file_size} bytes, far more than its size lets "
            "expect; unpack it yourself and look at it before loading it"
        )
    try:
        stream = archive.open(found)
    except _FAILURES:
        raise _broken(name) from None
    return BufferedReader(_Member(stream, archive, file, found, name))


class _Member(Unpacked):
    """One member's bytes, which hold their archive and its file open."""

    def __init__(
        self, stream: IO[bytes], archive: ZipFile, file: BinaryIO, info: ZipInfo, name: str
    ) -> None:
        super().__init__(stream, name, packed=info.compress_size, size=info.file_size)
        self._archive, self._file = archive, file

    def close(self) -> None:
        super().close()
        self._archive.close()
        self._file.close()


def _opened(file: BinaryIO, name: str) -> ZipFile:
    try:
        return ZipFile(file)
    except _FAILURES:
        raise _broken(name) from None


def _broken(name: str) -> SourceUnavailable:
    return SourceUnavailable(f"{name} is a damaged or cut off archive; fetch or pack it again")


def _check_places(members: list[ZipInfo], name: str) -> None:
    """Refuse members that lie in one another, as in bombs, or outside the folder."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise SourceUnavailable(f"{name} has members that overlap; pack it anew")
        end = member.header_offset + member.compress_size
        parts = member.filename.replace("\\", "/").split("/")
        if os.path.isabs(member.filename) or ".." in parts:
            raise SourceUnavailable(f"{name} has a member outside its own folder; pack it anew")


def _is_data(member: ZipInfo) -> bool:
    parts = member.filename.split("/")
    return not member.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)
