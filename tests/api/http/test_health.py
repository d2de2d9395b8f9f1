import threading
import time
from typing import Any

import pytest


def test_health_needs_no_key_and_shows_nothing(api: Any) -> None:
    answer = api("GET", "/healthz", key=None)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_whole_installation_is_ready(api: Any) -> None:
    answer = api("GET", "/readyz", key=None)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("store_file", "graph.store_missing"),
        ("control_file", "control.missing"),
        ("audit_file", "audit.unavailable"),
        ("key_file", "graph.key_file"),
    ],
)
def test_a_part_that_is_gone_is_named_by_its_code_and_the_log_says_where(
    api: Any, part: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    getattr(api.world.settings, part).unlink()
    answer = api("GET", "/readyz", key=None)
    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert str(api.world.settings.home) not in answer.text
    assert str(api.world.settings.home) in caplog.text


def test_health_answers_while_the_desk_is_taken(api: Any) -> None:
    waiting = threading.Thread(
        target=api, args=("GET", "/v1/search"), kwargs={"params": {"case": "DC-1", "text": "a"}}
    )
    with api.app.state.service.desk.reading():
        waiting.start()
        began = time.monotonic()
        assert api("GET", "/healthz", key=None).status_code == 200
        took = time.monotonic() - began
        assert waiting.is_alive()
    waiting.join()
    assert took < 1
