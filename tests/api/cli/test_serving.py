import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from veiltrace_api.http.errors import NotServable
from veiltrace_api.settings import HOME_VARIABLE, Settings

Veiltrace = Callable[..., str]


def test_it_does_not_start_while_nobody_has_a_key(veiltrace: Veiltrace) -> None:
    with pytest.raises(NotServable, match="veiltrace key issue"):
        veiltrace("serve", "--port", "0")


def test_it_does_not_start_once_the_only_key_is_revoked(veiltrace: Veiltrace) -> None:
    key = veiltrace("key", "issue", "crm", "--role", "case_system")
    veiltrace("key", "revoke", key.split("_")[2])
    with pytest.raises(NotServable):
        veiltrace("serve", "--port", "0")


@pytest.fixture
def server(veiltrace: Veiltrace, home: Settings) -> Iterator[tuple[str, str]]:
    """The address of the real program in a process of its own, and a key to it."""
    key = veiltrace("key", "issue", "crm", "--role", "case_system").strip()
    program = Path(sys.executable).parent / "veiltrace"
    process = subprocess.Popen(
        [program, "serve", "--port", "0"],
        env=os.environ | {HOME_VARIABLE: str(home.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", line)
    assert found, line
    yield found[1], key
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) in (0, -signal.SIGTERM)
    # Neither a request nor a key is logged.
    assert process.stdout.read() == ""


def test_it_answers_on_loopback_and_logs_no_request(server: tuple[str, str]) -> None:
    address, key = server
    with httpx.Client(base_url=address) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json() == {"status": "ready"}
        assert client.get("/v1/cases").status_code == 401
        bearer = {"Authorization": f"Bearer {key}"}
        assert client.get("/v1/cases", headers=bearer).json() == {"cases": []}
        too_long = {"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
        pieces = (b" " * 10_000 for _ in range(20))
        refused = client.post("/v1/cases", content=pieces, headers=bearer | too_long)
        assert (refused.status_code, refused.json()["code"]) == (413, "api.body_too_large")
