from collections.abc import Iterator

import pytest
import typer.main
from typer.testing import CliRunner

from veiltrace_api.cli.app import app


def commands() -> Iterator[tuple[str, ...]]:
    root = typer.main.get_command(app)
    for name, command in sorted(root.commands.items()):  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        yield from ((name, sub) for sub in sorted(inner)) if inner else [(name,)]


def test_the_commands_are_those_that_are_promised() -> None:
    assert {" ".join(path) for path in commands()} >= {
        *("init", "demo", "ingest", "sources", "search", "leads", "relate", "runs"),
        *("case add", "case list", "case show", "case import"),
        *("case request", "case open", "case close", "registry trust"),
        *("outcome", "contact-permission", "audit verify", "audit list", "audit anomalies"),
    }


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_and_each_of_its_options_is_explained(path: tuple[str, ...]) -> None:
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    assert command.help
    for parameter in command.params:
        if parameter.name != "help":
            assert getattr(parameter, "help", None), parameter.name
    shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert "Usage:" in shown.output
    assert command.help.split("\n")[0][:40] in shown.output
