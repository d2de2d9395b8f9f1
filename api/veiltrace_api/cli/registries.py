"""`veiltrace registry`: whose mandates are accepted."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from veiltrace_api.cli.options import ActAs, Home, at_desk, output
from veiltrace_privacy.mandate.key_file import load_public_key

app = typer.Typer(no_args_is_help=True, help="Say whose mandates are accepted.")


@app.callback()
def _registry() -> None:
    """Say whose mandates are accepted."""


@app.command("trust")
def trust(
    public_key: Annotated[
        Path, typer.Argument(help="The registry's public key file ('veiltrace-registry init').")
    ],
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Accept the mandates that this registry signs, from now on."""
    key = load_public_key(public_key)
    with at_desk(home, principal) as (desk, asker):
        desk.cases.trust(asker, key)
    output().print(f"trusted: {escape(key.registry)}, key {key.key_id}")
