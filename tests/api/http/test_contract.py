"""schemathesis over /openapi.json: what the API says of itself holds for whatever it is sent."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

# What a contact, party or case is called is for the gate and the graph to know: 422 is an answer.
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "401", "403", "404", "422"]
"""


@pytest.fixture
def address(api: Any) -> Iterator[str]:
    """Where the application listens, on loopback, for this test."""
    server = uvicorn.Server(uvicorn.Config(api.app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def fuzz(api: Any, address: str, folder: Path, *options: str) -> int:
    """How many cases schemathesis tried without a failure."""
    (folder / "schemathesis.toml").write_text(CONFIG)
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis",
            "run",
            f"{address}/openapi.json",
            f"--header=Authorization: Bearer {api.world.keys['crm']}",
            "--seed=1",
            "--checks=all",
            "--no-color",
            *options,
        ],
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    generated = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert generated, done.stdout
    return int(generated[2])


def test_some_fifty_requests_find_nothing_wrong(api: Any, address: str, tmp_path: Path) -> None:
    assert fuzz(api, address, tmp_path, "--phases=examples,fuzzing", "--max-examples=5") >= 50


@pytest.mark.slow
def test_hundreds_of_requests_find_nothing_wrong(api: Any, address: str, tmp_path: Path) -> None:
    assert fuzz(api, address, tmp_path, "--max-examples=40", "--continue-on-failure") >= 500
