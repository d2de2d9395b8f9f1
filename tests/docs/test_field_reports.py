"""docs/field-reports.md names tests that are there."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "field-reports.md"
NAMED = re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE.read_text("utf-8"))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_each_test_that_the_page_names_is_there(repository: Path, path: str, name: str) -> None:
    assert f"def {name}(" in (repository / "tests" / path).read_text("utf-8")


def test_each_report_has_a_test() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == 18
    assert all("::test_" in row for row in rows)
