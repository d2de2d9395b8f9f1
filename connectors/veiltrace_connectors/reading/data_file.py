"""One file's bytes, wherever they lie: on disk, packed, in an archive, in an archive in one.

Nothing is unpacked to disk, where personal data would stay behind.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.byte_stream import ByteStream
from veiltrace_connectors.reading.limits import MAX_DEPTH, MAX_MEMBERS
from veiltrace_connectors.reading.rewindable import in_any_order
from veiltrace_connectors.reading.unpacking import UnpackedStream, unpacked
from veiltrace_connectors.reading.zip_archive import SIGNATURE, ZipArchive, some

_DOCUMENTS = (".xlsx", ".xlsm", ".docx", ".ods", ".odt")
_DISK_FAILS = "cannot be read to its end; check the disk"


@dataclass(frozen=True, slots=True)
class DataFile:
    """The file at `path`, or what lies in it under `members`, outermost archive's first.

    gzip and bzip2 are taken off in reading. A file can be opened as often as it is wanted.

    >>> DataFile(Path("in/firms.zip"), ("2026.zip", "uk/firms.csv")).name
    'firms.zip/2026.zip/uk/firms.csv'
    """

    path: Path
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in reports and messages; `data_files` finds it by such a path."""
        return "/".join((self.path.name, *self.members))

    @property
    def size(self) -> int:
        """The unpacked bytes, 0 where only unpacking would tell. Raises: SourceUnavailable."""
        with self._packed() as stream, unpacked(stream, self.name) as file:
            return 0 if isinstance(file.raw, UnpackedStream) else stream.size

    @property
    def written_on(self) -> date:
        """The day (UTC) it was last written, as the archive or the disk says.

        Raises: SourceUnavailable: there is no such file.
        """
        if self.members:
            archive = self._parent()._archive()
            try:
                if said := archive.written_on(self.members[-1]):
                    return said
            finally:
                archive.close()
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC).date()
        except OSError as error:
            raise _unopened(self.path, error) from None

    def open(self) -> BinaryIO:
        """Return the unpacked bytes, to be read forward; `tell` says how far that has come.

        Raises: SourceUnavailable: no such file, damaged, or packed as only a bomb is. Reading
            raises the same, and nothing else.
        """
        return unpacked(self._packed(), self.name)

    def open_whole(self) -> BinaryIO:
        """Return the unpacked bytes, to be read in any order, as a workbook needs it.

        Raises: SourceUnavailable, as `open` does.
        """
        if not self.members:
            with self.open() as file:
                is_packed = isinstance(file.raw, UnpackedStream)  # type: ignore[attr-defined]
            if not is_packed:
                return io.BufferedReader(_open(self.path))
        return in_any_order(self.open, self.name)

    def beside(self, name: str) -> "DataFile":
        """Return the file of this name in the same folder or archive; it need not exist.

        Raises: SourceUnavailable: it is no plain file name.
        """
        if name in ("", ".", "..") or "/" in name or "\\" in name:
            raise SourceUnavailable(
                f"{self.name} has no neighbour of that name; name a file, not a path"
            )
        if not self.members:
            return DataFile(self.path.with_name(name))
        sibling = str(PurePosixPath(self.members[-1]).with_name(name))
        return DataFile(self.path, (*self.members[:-1], sibling))

    def held(self) -> tuple["DataFile", ...]:
        """Return the files in this archive, in its order; this file if it is none.

        Raises: SourceUnavailable: an archive is a trap, empty, or cannot be read.
        """
        found = []
        for file in self._held():
            found.append(file)
            if len(found) > MAX_MEMBERS:
                problem = f"holds more than {MAX_MEMBERS} files with those of its inner archives"
                raise SourceUnavailable(f"{self.name} {problem}; unpack it and load what is in it")
        if not found:
            raise SourceUnavailable(f"{self.name} holds no files; fetch it again")
        return tuple(found)

    def _held(self) -> Iterator["DataFile"]:
        with self.open() as file:
            is_archive = file.read(len(SIGNATURE)) == SIGNATURE
        # An office document is a ZIP too; what is called one is one even when it is cut off.
        if not is_archive or self.name.lower().endswith(_DOCUMENTS):
            yield self
            return
        archive = self._archive()
        members, is_document = archive.members, archive.is_office_document
        archive.close()
        if is_document:
            yield self
            return
        if len(self.members) >= MAX_DEPTH:
            problem = f"lies {MAX_DEPTH} archives deep and is one itself"
            raise SourceUnavailable(f"{self.name} {problem}; unpack it yourself")
        for member in members:
            yield from DataFile(self.path, (*self.members, member))._held()

    def _packed(self) -> ByteStream:
        if self.members:
            archive = self._parent()._archive()
            try:
                return archive.open(self.members[-1])
            except BaseException:
                archive.close()
                raise
        file = _open(self.path)
        size = self.path.stat().st_size
        return ByteStream(self.name, file, size=size, must_hold=False, damaged=_DISK_FAILS)

    def _parent(self) -> "DataFile":
        return DataFile(self.path, self.members[:-1])

    def _archive(self) -> ZipArchive:
        return ZipArchive(self.open_whole(), self.name)


def data_files(path: Path) -> tuple[DataFile, ...]:
    """Return what a path holds: the files of an archive, in its order, or the file itself.

    A path may go on into an archive, as the names of reports do: `firms.zip/2026/firms.csv` is
    one file of it, `firms.zip/2026` a folder or inner archive and all it holds.

    Raises: SourceUnavailable: no such file, or an archive that cannot be read or is a trap.
    """
    outer = next((one for one in (path, *path.parents) if _is_file(one)), path)
    files = DataFile(outer).held()
    if outer == path:
        return files
    inside = path.relative_to(outer).as_posix()
    names = {file: "/".join(file.members) for file in files}
    wanted = tuple(f for f in files if names[f] == inside or names[f].startswith(f"{inside}/"))
    if not wanted:
        held = some(tuple(names.values())) if names[files[0]] else "no other files"
        raise SourceUnavailable(f"{outer.name} holds no '{inside}'; it holds {held}")
    return wanted


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _open(path: Path) -> io.FileIO:
    try:
        return path.open("rb", buffering=0)
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from None


def _unopened(path: Path, error: Exception) -> SourceUnavailable:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            problem = "does not exist; check the path"
        case PermissionError():
            problem = "may not be read; ask for the right to read it"
        case IsADirectoryError():
            problem = "is a folder; give the file inside it"
        case _:
            problem = "cannot be opened; check the path and the disk"
    return SourceUnavailable(f"{path.name or path} {problem}")
