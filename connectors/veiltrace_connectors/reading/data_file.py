"""One file's bytes, unpacked on the fly: on disk, compressed, or inside an archive.

Nothing is ever unpacked to disk, where a killed run would leave people's data behind.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.archive import MAX_DEPTH, is_archive, member_names, open_member
from veiltrace_connectors.reading.unpacking import Unpacked, unpacked


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file at `path`, or the member that `members` lead to, through archives in it."""

    path: Path
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What errors and runs call it.

        >>> DataFile(Path("in/firms.zip"), ("2026/firms.csv",)).name
        'firms.zip/2026/firms.csv'
        """
        return "/".join((self.path.name, *self.members))

    @property
    def size(self) -> int:
        """Bytes there are to be read, 0 where only reading tells.

        Raises: SourceUnavailable: there is no such file.
        """
        with self.open() as file:
            raw = file.raw if isinstance(file, BufferedReader) else None
            return raw.size if isinstance(raw, Unpacked) else os.fstat(file.fileno()).st_size

    def open(self) -> BinaryIO:
        """Return the bytes from the first on.

        Raises: SourceUnavailable: the file or member cannot be read; so does reading on, where
            what is packed turns out to be damaged. A failing disk raises OSError as ever.
        """
        file = unpacked(_open_on_disk(self.path), self.path.name)
        for depth, member in enumerate(self.members, start=1):
            name = "/".join((self.path.name, *self.members[:depth]))
            file = unpacked(open_member(file, member, name), name)
        return file

    def beside(self, name: str) -> "DataFile":
        """Return the file of that name in the same folder or archive; it need not exist.

        >>> DataFile(Path("in/deeds.zip"), ("2026/master.csv",)).beside("legals.csv").name
        'deeds.zip/2026/legals.csv'
        """
        if not self.members:
            return DataFile(self.path.with_name(name))
        folder = self.members[-1].rpartition("/")[0]
        sibling = f"{folder}/{name}" if folder else name
        return DataFile(self.path, (*self.members[:-1], sibling))


def data_files(path: Path) -> tuple[DataFile, ...]:
    """Return what a path holds: the file itself, or every file of the archive that it is.

    A path that goes on inside an archive, `deeds.zip/master.csv`, is that one member.
    Raises: SourceUnavailable: it cannot be read, or archives lie in one another too deep.
    """
    outermost = next((part for part in (path, *path.parents) if part.is_file()), path)
    member = path.relative_to(outermost).as_posix() if outermost != path else ""
    found = tuple(_inside(DataFile(outermost)))
    if not member:
        return found
    chosen = tuple(file for file in found if "/".join(file.members) == member)
    if not chosen:
        held = ", ".join("/".join(file.members) for file in found[:10] if file.members)
        holds = f"it holds: {held}" if held else "it is no archive"
        raise SourceUnavailable(f"{outermost.name} has no member '{member}'; {holds}")
    return chosen


def _inside(file: DataFile) -> Iterator[DataFile]:
    with file.open() as opened:
        if not is_archive(opened):
            yield file
            return
        if len(file.members) >= MAX_DEPTH:
            raise SourceUnavailable(
                f"{file.name} is an archive in archives deeper than {MAX_DEPTH}; unpack it first"
            )
        names = member_names(opened, file.name)
    if not names:
        raise SourceUnavailable(f"{file.name} is an archive without a file in it; pack it again")
    for name in names:
        yield from _inside(DataFile(file.path, (*file.members, name)))


def _open_on_disk(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise SourceUnavailable(f"{path.name} is a folder; give the file inside it")
        return path.open("rb")
    except FileNotFoundError:
        raise SourceUnavailable(f"{path.name} does not exist; check the path") from None
    except PermissionError:
        raise SourceUnavailable(
            f"{path.name} may not be read; ask for the right to read it"
        ) from None
    except (OSError, ValueError):
        raise SourceUnavailable(
            f"{path.name} cannot be opened; check the path and the disk"
        ) from None
