"""Files for their owner alone that appear under their names whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
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
    with private_files([path], error=error) as (file,):
        yield file


@contextmanager
def private_files(
    paths: Sequence[Path], *, error: type[VeiltraceError]
) -> Iterator[list[BinaryIO]]:
    """Open several files that belong together: none appears before all are whole on the disk.

    Raises: `error`: as of `private_file`.
    """
    with ExitStack() as drafts:
        opened = [drafts.enter_context(_draft(path, error)) for path in paths]
        yield [file for file, _ in opened]
        for path, (file, _) in zip(paths, opened, strict=True):
            with _translated(path, error):
                file.flush()
                os.fsync(file.fileno())
                file.close()
        for path, (_, draft) in zip(paths, opened, strict=True):
            with _translated(path, error):
                draft.replace(path)


@contextmanager
def _draft(path: Path, error: type[VeiltraceError]) -> Iterator[tuple[BinaryIO, Path]]:
    with _translated(path, error):
        if path.exists() and not path.is_file():
            # What replaces /dev/null by a file breaks the machine.
            raise error(f"cannot write {path}: it is no ordinary file")
        # Made readable for nobody else, and never through a link that somebody laid.
        descriptor, name = tempfile.mkstemp(".partial", ".veiltrace-", path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file, Path(name)
        finally:
            Path(name).unlink(missing_ok=True)


@contextmanager
def _translated(path: Path, error: type[VeiltraceError]) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise error(f"cannot write {path}: {failure.strerror}") from None
