"""Whether a file is a mapping."""

import re
from pathlib import Path

_FIRST_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?veiltrace_mapping[ \t]*:", re.MULTILINE)
_HEAD_BYTES = 1 << 16


def is_mapping(path: Path) -> bool:
    """Return whether a file says of itself that it is a mapping; False if it cannot be read."""
    try:
        with path.open("rb") as file:
            return _FIRST_KEY.search(file.read(_HEAD_BYTES)) is not None
    except (OSError, ValueError):
        return False
