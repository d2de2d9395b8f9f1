"""A file for its owner alone that appears under its name whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from veiltrace_privacy.errors import VeiltraceError


@contextmanager
def private_file(path: Path, *, error: type[VeiltraceError]) -> Iterator[BinaryIO]:
    """Open a draft beside `path` that takes its place, with mode 600, when the block has ended.

    Whatever the block raises leaves an earlier file as it was, and no draft. Two writers of one
    path each have their own draft: the last to end is what stays.

    Raises: `error`: it cannot be written there, or something else than a file is there.
    """
    try:
        if path.exists() and not path.is_file():
            # What replaces /dev/null by a file breaks the machine.
            raise error(f"cannot write {path}: it is no ordinary file")
        # Made readable for nobody else, and never through a link that somebody laid.
        descriptor, name = tempfile.mkstemp(".partial", ".veiltrace-", path.parent)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as failure:
        raise error(f"cannot write {path}: {failure.strerror}") from None
