"""Every curl of docs/api.md, asked of the application in this process."""

import re
import shlex
from pathlib import Path
from typing import Any

BASE = "http://127.0.0.1:8700"


def examples(repository: Path) -> list[list[str]]:
    """The words of each curl command of the page."""
    page = (repository / "docs/api.md").read_text("utf-8").replace("\\\n", "")
    return [shlex.split(line)[1:] for line in re.findall(r"^curl .*$", page, flags=re.M)]


def ask(api: Any, words: list[str]) -> Any:
    """The answer to a curl command that uses the few options of the page."""
    path, params, body, has_key = "", {}, None, False
    waiting = iter(words)
    for word in waiting:
        if word == "-H":
            assert next(waiting) == "Authorization: Bearer $KEY"
            has_key = True
        elif word == "--json":
            body = next(waiting)
        elif word in ("-d", "--data-urlencode"):
            name, _, value = next(waiting).partition("=")
            params[name] = value
        elif word != "-G":
            path = word.removeprefix(BASE)
    key = "crm" if has_key else None
    if body is not None:
        headers = {"content-type": "application/json"}
        return api("POST", path, key=key, content=body.encode(), headers=headers)
    return api("GET", path, key=key, params=params or None)


def test_each_example_of_the_page_is_answered(api: Any, repository: Path) -> None:
    shown = examples(repository)
    assert len(shown) >= 12
    answers = {" ".join(words): ask(api, words) for words in shown}
    assert {
        words: answer.text
        for words, answer in answers.items()
        if answer.status_code not in (200, 204)
    } == {}
