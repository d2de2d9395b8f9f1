import re
import runpy
from collections import Counter
from pathlib import Path

import pytest


@pytest.fixture
def page(repository: Path) -> str:
    """What docs/errors.md should say."""
    return str(runpy.run_path(str(repository / "docs/list_errors.py"))["errors_page"]())


def test_the_errors_page_lists_each_error_of_the_packages(repository: Path, page: str) -> None:
    written = (repository / "docs/errors.md").read_text("utf-8")
    assert written == page, "run: .venv/bin/python docs/list_errors.py > docs/errors.md"


def test_each_error_has_a_code_of_its_own(page: str) -> None:
    codes = Counter(re.findall(r"^\| `([a-z_.]+)`", page, flags=re.MULTILINE))
    assert [code for code, count in codes.items() if count > 1] == []
    assert "graph.key_file" in codes


def test_each_error_says_what_it_means(page: str) -> None:
    assert re.findall(r"^\| .* \|  \|$", page, flags=re.MULTILINE) == []
