import asyncio
import logging
from typing import Any

import pytest

from veiltrace_api.http.last_resort import LastResort

SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": []}


def answer_of(app: Any) -> list[Any]:
    """What is sent to the caller of a faulty application."""
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(LastResort(app)(SCOPE, receive, send))
    return sent


def test_a_fault_becomes_a_problem_and_its_text_is_neither_sent_nor_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def app(*_: Any) -> None:
        raise ValueError("geheim")

    with caplog.at_level(logging.ERROR):
        start, body = answer_of(app)
    assert start["status"] == 500
    assert b"api.internal" in body["body"]
    assert b"geheim" not in body["body"]
    assert "ValueError at app:" in caplog.text
    assert "geheim" not in caplog.text


def test_a_fault_after_the_answer_began_adds_nothing_to_it() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("geheim")

    assert [message["type"] for message in answer_of(app)] == ["http.response.start"]
