import re
import subprocess
from pathlib import Path

import pytest

CARD_FOLDERS = ("privacy", "graph", "connectors", "engine", "api")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|tmp|home|root|Users)/\w")
FOREIGN = ("uv.lock", "tests/data/", "LICENSE")
"""Files whose text is not ours."""


def tracked_files(repository: Path) -> list[str]:
    if not (repository / ".git").exists():
        pytest.skip("not a git working tree")
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True, text=True
    )
    return [name for name in done.stdout.split("\0") if name and (repository / name).is_file()]


def machine_paths(text: str) -> list[str]:
    return MACHINE_PATH.findall(text)


def test_a_machine_path_is_told_from_an_address_and_from_a_relative_path() -> None:
    slash = "/"
    assert machine_paths(f"see {slash}home{slash}ann/x")
    assert machine_paths(f'open("{slash}tmp{slash}x")')
    assert not machine_paths("https://example.org/home/index and docs/work/list")


def test_no_tracked_file_names_a_path_of_somebodys_machine(repository: Path) -> None:
    found = []
    for name in tracked_files(repository):
        if not name.startswith(FOREIGN):
            text = (repository / name).read_bytes().decode("utf-8", "replace")
            found += [name for _ in machine_paths(text)]
    assert found == []


@pytest.mark.parametrize("folder", CARD_FOLDERS)
def test_a_card_folder_is_an_import_root_and_no_package(repository: Path, folder: str) -> None:
    assert not (repository / folder / "__init__.py").exists()
    assert (repository / folder / f"veiltrace_{folder}" / "__init__.py").is_file()
    assert (repository / folder / f"veiltrace_{folder}" / "py.typed").is_file()


@pytest.mark.parametrize("folder", CARD_FOLDERS)
def test_a_card_folder_says_what_it_is(repository: Path, folder: str) -> None:
    assert f"veiltrace_{folder}" in (repository / folder / "README.md").read_text("utf-8")


def test_test_folders_are_no_packages(repository: Path) -> None:
    assert list((repository / "tests").rglob("__init__.py")) == []


def test_what_a_partner_runs_imports_nothing_above_privacy(repository: Path) -> None:
    above = re.compile(r"^(?:from|import) veiltrace_(?!privacy)", re.MULTILINE)
    files = [repository / "tests/conftest.py", *repository.glob("tests/privacy/**/*.py")]
    assert [file.name for file in files if above.search(file.read_text("utf-8"))] == []
