"""Every curl of docs/api.md, asked of the application in this process."""

import re
import shlex
from pathlib import Path
from typing import Any

from veiltrace_api.desk.desk import open_desk
from veiltrace_graph.vocabulary import PARTY_KINDS

KEYS = {"Authorization: Bearer $KEY": "crm", "Authorization: Bearer $REVIEWER": "reviewer"}
BASE = "http://127.0.0.1:8700"


def examples(repository: Path) -> list[list[str]]:
    """The words of each curl command of the page."""
    page = (repository / "docs/api.md").read_text("utf-8").replace("\\\n", "")
    return [shlex.split(line)[1:] for line in re.findall(r"^curl .*$", page, flags=re.M)]


def ask(api: Any, words: list[str]) -> Any:
    """The answer to a curl command that uses the few options of the page."""
    path, params, body, key = "", {}, None, None
    waiting = iter(words)
    for word in waiting:
        if word == "-H":
            key = KEYS[next(waiting)]
        elif word == "--json":
            body = next(waiting)
        elif word in ("-d", "--data-urlencode"):
            name, _, value = next(waiting).partition("=")
            params[name] = value
        elif word != "-G":
            path = word.removeprefix(BASE)
    if body is not None:
        headers = {"content-type": "application/json"}
        return api("POST", path, key=key, content=body.encode(), headers=headers)
    return api("GET", path, key=key, params=params or None)


def with_ids(api: Any, words: list[str]) -> list[str]:
    """The words with the ids of two records in place of `$ONE` and `$OTHER`."""
    with open_desk(api.world.settings, api.world.clock) as desk:
        one, other, *_ = (r.node.hex() for r in desk._vault.store.linkage_records(PARTY_KINDS))
    return [word.replace("$ONE", one).replace("$OTHER", other) for word in words]


def test_each_example_of_the_page_is_answered(api: Any, repository: Path) -> None:
    shown = examples(repository)
    assert len(shown) >= 16
    answers = {" ".join(words): ask(api, with_ids(api, words)) for words in shown}
    assert {
        words: answer.text
        for words, answer in answers.items()
        if answer.status_code not in (200, 204)
    } == {}
