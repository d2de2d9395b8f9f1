import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from veiltrace_api.http.app import create_app
from veiltrace_api.http.problems import INTERNAL, INVALID, ROUTING, STATUS


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs/api.md").read_text("utf-8")


def sections(page: str) -> dict[str, str]:
    """The text under each route's heading."""
    found = re.findall(r"^### `([A-Z]+ /[^`]*)`\n(.*?)(?=^#)", page, flags=re.M | re.S)
    return dict(found)


def test_the_page_shows_each_route_with_an_example_and_no_other(page: str) -> None:
    nothing = cast(Any, None)
    app = create_app(nothing, nothing, clock=lambda: datetime.now(UTC))
    routes = {
        f"{method.upper()} {path}"
        for path, item in app.openapi()["paths"].items()
        for method in item
    }
    assert len(routes) == 16
    assert sections(page).keys() == routes
    assert [route for route, text in sections(page).items() if "\ncurl " not in text] == []


def test_the_page_lists_each_code_under_its_status(page: str) -> None:
    rows = re.findall(r"^\| (\d+) \| ([^|]*) \|", page, flags=re.M)
    written = {(int(status), code) for status, codes in rows for code in codes.split("`")[1::2]}
    listed = {(int(status), error.code) for error, status in STATUS.items()}
    listed |= {(int(status), code) for status, (code, _) in ROUTING.items()}
    listed |= {(422, INVALID), (500, INTERNAL)}
    assert listed <= written
    assert {code for _, code in written - listed} == {"control.unavailable", "graph.store_busy"}
