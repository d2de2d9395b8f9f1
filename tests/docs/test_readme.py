"""Every command that README.md shows is run, in its order, in a folder of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from veiltrace_api.cli.app import app

NOT_RUN_HERE = ("git", "cd", "make", "uv", "pip", "python3", "source")
"""Commands that set the working tree up; .ci/run does what they do."""
READ_ONLY = ("tests", "docs", "benchmarks", "connectors")
"""Folders that a shown command may read from, as if it ran in the repository."""


def shown_commands(page: str) -> list[str]:
    """The commands of the page's console blocks: what follows `$ `, continued lines joined.

    >>> shown_commands("```console\\n$ veiltrace init\\nmade\\n$ a \\\\\\n  b\\n```")
    ['veiltrace init', 'a   b']
    """
    blocks = re.findall(r"^```console\n(.*?)^```", page + "\n", flags=re.MULTILINE | re.DOTALL)
    joined = "".join(blocks).replace("\\\n", "")
    return [line[2:].strip() for line in joined.splitlines() if line.startswith("$ ")]


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "README.md").read_text("utf-8")


def test_the_readme_names_each_command(page: str) -> None:
    commands = vars(typer.main.get_command(app))["commands"]
    assert "leads" in commands
    assert [name for name in commands if f"veiltrace {name}" not in page] == []


@pytest.mark.slow
def test_each_command_of_the_readme_succeeds(repository: Path, page: str, tmp_path: Path) -> None:
    for folder in READ_ONLY:
        (tmp_path / folder).symlink_to(repository / folder)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    commands = [line for line in shown_commands(page) if line.split()[0] not in NOT_RUN_HERE]
    assert any(line.startswith("veiltrace ") for line in commands)
    for line in commands:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
