"""Options that several commands share, declared once so that they read the same everywhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.desk import Desk, open_desk
from veiltrace_api.errors import UsageError
from veiltrace_api.settings import Settings, load_settings
from veiltrace_privacy.policy.words import Purpose

Home = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the installation (else VEILTRACE_HOME, else ./veiltrace-data).",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="Answer as of this day (YYYY-MM-DD); default today.", show_default=False
    ),
]
Why = Annotated[
    Purpose | None,
    typer.Option(
        "--purpose",
        help="What for: locate, assets or enforcement, as the case's mandate says.",
        show_default=False,
    ),
]
Creditor = Annotated[
    str | None,
    typer.Option(help="The creditor, where several have that number.", show_default=False),
]
UnderCase = Annotated[
    str, typer.Option("--case", help="Number of the open case that it is asked for.")
]
ActAs = Annotated[
    str | None,
    typer.Option("--principal", help="Act as this principal (its id).", show_default=False),
]


def settings_of(home: Path | None) -> Settings:
    """Return the settings of this process."""
    return load_settings(os.environ, home=home)


@contextmanager
def at_desk(home: Path | None, principal: str | None) -> Iterator[tuple[Desk, Principal]]:
    """Open the desk of an installation, with the principal who asks there."""
    with open_desk(settings_of(home), now) as desk:
        yield desk, desk.principal(principal)


def now() -> datetime:
    """Return this moment: the one clock of the commands."""
    return datetime.now(UTC)


def day_of(text: str | None, *, option: str) -> date | None:
    """Return the day an option names. Raises: UsageError: it is no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes a day as YYYY-MM-DD, such as 2026-06-30") from None


def moment_of(text: str | None, *, option: str) -> datetime:
    """Return the moment an option names, this one without it. Raises: UsageError: it is none."""
    if text is None:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min
    if moment.utcoffset() is None:
        raise UsageError(f"{option} takes a moment with its zone, such as 2026-06-30T21:30+08:00")
    return moment


def as_of_day(text: str | None) -> date:
    """Return the day of `--as-of`, today if it was not given."""
    return day_of(text, option="--as-of") or date.today()


def output() -> Console:
    """Return the console that answers are printed on."""
    return Console(highlight=False)
