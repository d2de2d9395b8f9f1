"""A ZIP archive's list of members and their content, once nothing about it is a trap."""

from datetime import date
from typing import BinaryIO, cast
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.byte_stream import ByteStream
from veiltrace_connectors.reading.limits import MAX_DIRECTORY_BYTES, MAX_MEMBERS, check_growth

SIGNATURE = b"PK\x03\x04"
_METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA)
# What only documents hold, those of Microsoft and the open ones.
_DOCUMENT_MEMBERS = {"[Content_Types].xml", "mimetype"}
_UNPACK = "unpack it yourself and load what is in it"
_DAMAGED = "is a damaged or cut off ZIP archive; fetch it again"
_LOCAL_HEADER_BYTES = 30
_MOST = MAX_DIRECTORY_BYTES + 1
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
# What macOS puts beside every file: its icon and the like.
_RESOURCE_FORKS = "__MACOSX"


class ZipArchive:
    """One opened archive."""

    def __init__(self, file: BinaryIO, name: str, *, damaged: str = _DAMAGED) -> None:
        """Read the list of members; the archive closes `file`; `damaged` says that it cannot.

        Raises: SourceUnavailable: damaged, cut off, with too many members, two of one name, a
            name that leads out of the archive, or members that lie over one another.
        """
        self._name = name
        self._file = file
        try:
            bytes_of = _Bytes(file, name)
            self._zip = ZipFile(cast(BinaryIO, bytes_of))
            bytes_of.is_list = False
        except SourceUnavailable:
            file.close()
            raise
        except Exception:
            file.close()
            raise SourceUnavailable(f"{name} {damaged}") from None
        try:
            self._members = self._listed()
        except SourceUnavailable:
            self.close()
            raise

    @property
    def is_office_document(self) -> bool:
        """Whether this is a workbook or the like: its members are no files of anybody's."""
        return not _DOCUMENT_MEMBERS.isdisjoint(self._members)

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the files in it, in the archive's order."""
        return tuple(self._members)

    def size_of(self, member: str) -> int:
        """Return what a member unpacks to. Raises: SourceUnavailable: as only a bomb does."""
        info = self._member(member)
        check_growth(f"{self._name}/{member}", packed=info.compress_size, unpacked=info.file_size)
        return info.file_size

    def written_on(self, member: str) -> date | None:
        """Return the day a member says it was last written; None where it says nothing."""
        year, month, day = self._member(member).date_time[:3]
        try:
            # 1980-01-01 is the first day a ZIP can say: it stands where nothing is known.
            return date(year, month, day) if (year, month, day) > (1980, 1, 1) else None
        except ValueError:
            return None

    def open(self, member: str) -> ByteStream:
        """Return a member's bytes; closing them closes the archive.

        Raises: SourceUnavailable: no such member, it is encrypted, packed by a method not read
            here, or would unpack to too much.
        """
        name = f"{self._name}/{member}"
        info = self._member(member)
        if info.flag_bits & _ENCRYPTED:
            raise SourceUnavailable(f"{name} is encrypted; {_UNPACK}")
        if info.compress_type not in _METHODS:
            problem = f"is packed by the ZIP method {info.compress_type}, which is not read here"
            raise SourceUnavailable(f"{name} {problem}; {_UNPACK}")
        self.size_of(member)
        damaged = "is damaged or cut off inside its archive; fetch it again"
        try:
            source = self._zip.open(info)
        except SourceUnavailable:
            raise
        except Exception:
            raise SourceUnavailable(f"{name} {damaged}") from None
        owners = (self._zip, self._file)
        return ByteStream(
            name, source, size=info.file_size, must_hold=True, damaged=damaged, owners=owners
        )

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()
        self._file.close()

    def _member(self, member: str) -> ZipInfo:
        if member in self._members:
            return self._members[member]
        raise SourceUnavailable(f"{self._name} holds no '{member}'; it holds {some(self.members)}")

    def _listed(self) -> dict[str, ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise SourceUnavailable(f"{self._name} holds more than {MAX_MEMBERS} files; {_UNPACK}")
        self._check_places(infos)
        members: dict[str, ZipInfo] = {}
        for info in infos:
            name = _name_of(info)
            if not _is_safe(name.removesuffix("/")):
                problem = "holds a file whose name leads out of it or cannot be shown"
                raise SourceUnavailable(f"{self._name} {problem}; {_UNPACK}")
            if info.is_dir() or not _is_data(name):
                continue
            if name in members:
                raise SourceUnavailable(f"{self._name} holds two files of one name; {_UNPACK}")
            members[name] = info
        return members

    def _check_places(self, infos: list[ZipInfo]) -> None:
        """Refuse members that share packed bytes: a bomb that needs no nesting."""
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                problem = "holds files that lie over one another, as only a bomb does"
                raise SourceUnavailable(f"{self._name} {problem}; {_UNPACK}")
            end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


class _Bytes:
    """An archive's bytes; while its list of members is read, no piece may fill the memory."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.is_list = True
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable
        self.close = file.close

    def read(self, size: int = -1) -> bytes:
        if not self.is_list:
            return self._file.read(size)
        # zipfile reads the list in one piece, of the size that the archive says.
        data = self._file.read(_MOST if size < 0 else min(size, _MOST))
        if len(data) > MAX_DIRECTORY_BYTES:
            problem = f"has a list of files of more than {MAX_DIRECTORY_BYTES} bytes"
            raise SourceUnavailable(f"{self._name} {problem}; {_UNPACK}")
        return data


def _is_data(name: str) -> bool:
    """Return whether a file is data, not what systems put beside it.

    >>> _is_data("2026/firms.csv"), _is_data("__MACOSX/firms.csv"), _is_data("2026/.DS_Store")
    (True, False, False)
    """
    return not any(part.startswith(".") or part == _RESOURCE_FORKS for part in name.split("/"))


def some(names: tuple[str, ...]) -> str:
    """Return the first names as one text.

    >>> some(("a.csv", "b.csv"))
    'a.csv, b.csv'
    """
    shown = ", ".join(names[:10])
    return f"{shown} and {len(names) - 10} more" if len(names) > 10 else shown or "nothing"


def _name_of(info: ZipInfo) -> str:
    """Return a member's name; one without the mark of UTF-8 is what its writer's system wrote."""
    name = info.filename
    if info.flag_bits & _NAME_IS_UTF8 or name.isascii():
        return name
    # zipfile reads such names as cp437; Chinese Windows writes GBK, most others UTF-8.
    written = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _is_safe(name: str) -> bool:
    """Return whether a name stays in the archive and can be shown.

    >>> _is_safe("2026/firms.csv"), _is_safe("../firms.csv"), _is_safe("C:\\\\firms.csv")
    (True, False, False)
    """
    parts = name.split("/")
    return (
        name.isprintable()
        and "\\" not in name
        and ":" not in name
        and not ({"", ".", ".."} & set(parts))
    )
