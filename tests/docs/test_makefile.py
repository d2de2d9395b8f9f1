import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest


def run_make(folder: Path, *arguments: str, path: str | None = None) -> tuple[int, str]:
    """Exit code and all output of make in `folder`, which finds programs on `path` only."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    done = subprocess.run(
        [make, *arguments],
        cwd=folder,
        env={"PATH": path or os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_make_alone_teaches_each_target(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    code, output = run_make(repository)
    assert code == 0
    assert targets
    assert [name for name in targets[1].split() if f"make {name} " not in output] == []


def test_without_a_fit_python_setup_says_what_to_do(repository: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "echo", "touch"):
        (programs / name).symlink_to(shutil.which(name) or name)
    old = programs / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "privacy").mkdir()
    for name in ("Makefile", "pyproject.toml", "privacy/pyproject.toml", "uv.lock"):
        shutil.copy(repository / name, tmp_path / name)
    code, output = run_make(tmp_path, "setup", path=str(programs))
    assert code != 0
    assert "No Python >= 3.11" in output
    assert "make setup PYTHON=" in output
    assert not (tmp_path / ".venv").exists()
