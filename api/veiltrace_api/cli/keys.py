"""`veiltrace key`: who may call the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from veiltrace_api.cli.options import ActAs, Home, at_desk, now, output, settings_of
from veiltrace_api.control.api_keys import KeyRecord
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.door import Door, open_door
from veiltrace_api.render.listings import plain_table

app = typer.Typer(no_args_is_help=True, help="Issue, list and revoke API keys.")


@app.command("issue")
def issue(
    name: Annotated[str, typer.Argument(help="Who gets it: a case system or a person.")],
    role: Annotated[
        list[Role] | None,
        typer.Option(help="What a new one may do; may be given several times.", show_default=False),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="Opens for so many days.")] = 90,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Make an API key and show it once: only a digest of it is kept."""
    with _at_door(home, principal) as (door, operator):
        key = door.issue(operator, name, roles=frozenset(role or ()), days=days)
    # Alone on its line, as scripts take it.
    typer.echo(key)


@app.command("list")
def list_keys(principal: ActAs = None, home: Home = None) -> None:
    """List who has keys, and until when they open; never the keys."""
    with _at_door(home, principal) as (door, operator):
        holders = door.holders(operator)
    table = plain_table("API keys")
    for column in ("key id", "name", "roles", "state"):
        table.add_column(column, overflow="fold")
    moment = now()
    for holder in holders:
        roles = ", ".join(sorted(holder.principal.roles))
        for key in holder.keys:
            table.add_row(key.key_id, Text(holder.principal.name), roles, _state(key, moment))
    output().print(table)


@app.command("revoke")
def revoke(
    key_id: Annotated[str, typer.Argument(help="The key's id, as 'veiltrace key list' shows it.")],
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Revoke an API key for good."""
    with _at_door(home, principal) as (door, operator):
        door.revoke(operator, key_id)
    output().print("the key opens nothing any more")


@contextmanager
def _at_door(home: Path | None, principal: str | None) -> Iterator[tuple[Door, Principal]]:
    with at_desk(home, principal) as (_, operator), open_door(settings_of(home), now) as door:
        yield door, operator


def _state(key: KeyRecord, moment: datetime) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at.astimezone(UTC).date()}"
    word = "until" if moment < key.expires_at else "expired"
    return f"{word} {key.expires_at.astimezone(UTC).date()}"
