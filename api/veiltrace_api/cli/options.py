"""Options that several commands share, declared once so that they read the same everywhere."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from veiltrace_api.errors import UsageError
from veiltrace_api.settings import Settings, load_settings

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


def settings_of(home: Path | None) -> Settings:
    """Return the settings of this process."""
    return load_settings(os.environ, home=home)


def day_of(text: str | None, *, option: str) -> date | None:
    """Return the day an option names. Raises: UsageError: it is no date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes a day as YYYY-MM-DD, such as 2026-06-30") from None


def as_of_day(text: str | None) -> date:
    """Return the day of `--as-of`, today if it was not given."""
    return day_of(text, option="--as-of") or date.today()


def output() -> Console:
    """Return the console that answers are printed on."""
    return Console(highlight=False)
