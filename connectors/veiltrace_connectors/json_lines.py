"""Lines of a JSON-lines file, read one at a time, with how far the reading has come."""

from collections.abc import Iterator

import orjson

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected

# No published statement comes near this; a whole array on one line does, and would fill the memory.
MAX_LINE_BYTES = 16 * 1024 * 1024
UTF8_BOM = b"\xef\xbb\xbf"


class JsonLines:
    """A JSON-lines file; `read_bytes` of `total_bytes` have been read."""

    def __init__(self, file: DataFile) -> None:
        """Take the file. Raises SourceUnavailable: the file cannot be read."""
        self._file = file
        self.read_bytes = 0
        self.total_bytes = file.size

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines that are not blank.

        Raises:
            SourceUnavailable: the file cannot be read, or a line is longer than `MAX_LINE_BYTES`.
        """
        self.read_bytes = 0
        with self._file.open() as opened:
            while line := opened.readline(MAX_LINE_BYTES + 1):
                if len(line) > MAX_LINE_BYTES:
                    raise SourceUnavailable(
                        f"{self._file.name} has a line of more than {MAX_LINE_BYTES} bytes "
                        f"from byte {self.read_bytes}; write one record on each line"
                    )
                text = line.removeprefix(UTF8_BOM) if self.read_bytes == 0 else line
                self.read_bytes += len(line)
                if text.strip():
                    yield text


def parse_object(line: bytes, position: int) -> dict[str, object] | Rejected:
    """Return the JSON object on a line, or the line rejected as `bad_json`.

    >>> parse_object(b'{"id": "7"}', 1)
    {'id': '7'}
    >>> parse_object(b'{"id": "7"', 2).reason
    'bad_json'
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        value = None
    if isinstance(value, dict):
        return value
    raw = line.decode("utf-8", errors="backslashreplace").rstrip("\r\n")
    return Rejected(position, "bad_json", "", raw)


def raw_json(value: object) -> str:
    """Return a JSON value as text, for a record that is rejected.

    >>> raw_json({"id": "7"})
    '{"id":"7"}'
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        # orjson reads 1024 levels of nesting but writes only 254.
        return "(nested too deeply to be kept)"
