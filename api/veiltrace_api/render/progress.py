"""Progress bars on standard error, for whatever takes longer than a glance."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import track as rich_track

from veiltrace_connectors.ingest import Progress as IngestProgress

_T = TypeVar("_T")


def errors_console() -> Console:
    """Return the console for progress and errors, so that answers can be piped on."""
    return Console(stderr=True, highlight=False)


@contextmanager
def ingest_bar(file_name: str) -> Iterator[Callable[[IngestProgress], None]]:
    """Show a bar while a file is loaded; yields what to call after each batch."""
    console = errors_console()
    bar = Progress(
        TextColumn("{task.fields[phase]:>8} {task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[records]:,} records"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        # Where nobody watches, a bar leaves nothing but an empty line.
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(file_name, total=None, phase="opening", records=0)

        def show(progress: IngestProgress) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                phase=progress.phase,
                records=progress.records,
            )

        yield show


@contextmanager
def stage_line() -> Iterator[Callable[[str], None]]:
    """Show what is being done, on one line that goes away; yields what to call at each stage."""
    console = errors_console()
    # Where nobody watches, it would leave a line for each stage.
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("opening") as status:
        yield status.update


def track(items: Iterable[_T], *, total: int, what: str) -> Iterable[_T]:
    """Yield the items while a bar counts them."""
    console = errors_console()
    return rich_track(
        items,
        description=what,
        total=total,
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
