"""The traps of openmined-psi (numbers as in docs/private-match.md), closed by the adapter."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_privacy.psi import openmined
from veiltrace_privacy.psi.element import Pair, made_up_text, pair_text
from veiltrace_privacy.psi.errors import BackendFailed
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.psi.points import POINT_BYTES, are_distinct_points, are_sorted, split_points
from veiltrace_privacy.psi.query import agreed, check_reply, make_query, read_answer

pytest.importorskip("private_set_intersection", reason="the extra openmined is not installed")


def table(key: bytes, texts: list[str]) -> bytes:
    with OpenMinedWorker() as worker:
        return worker.table(key, texts)


def evaluate(key: bytes, points: bytes) -> bytes:
    with OpenMinedWorker() as worker:
        return worker.evaluate(key, points)


@pytest.fixture(scope="module")
def key() -> bytes:
    with OpenMinedWorker() as worker:
        return worker.new_key()


def join(key: bytes, held: list[set[Pair]], asked: list[Pair]) -> tuple[int | None, ...]:
    """The whole protocol without transport: two runs over the classes `held`."""
    name = {"partner": "carrier", "epoch": "e"}
    canaries = [[f"{number:02x}{at:02x}" for at in range(8)] for number in range(len(held))]
    tables = [
        table(
            key,
            [pair_text(pair, **name) for pair in pairs]
            + [made_up_text("canary", nonce=nonce, **name) for nonce in nonces],
        )
        for pairs, nonces in zip(held, canaries, strict=True)
    ]
    runs = []
    for seed in (1, 2):
        query = make_query(asked, canaries, rng=random.Random(seed), **name)
        with OpenMinedWorker() as worker:
            reply = evaluate(key, worker.mask(query.texts))
            check_reply(reply, len(query.texts))
            runs.append(read_answer(query, worker.find(reply, tables)))
    return agreed(*runs)


people = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=12)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(first=people, second=people, asked=people.filter(bool))
def test_a_match_equals_the_plain_join(pair, key, first, second, asked):
    held = [{pair(*at) for at in first}, {pair(*at) for at in second - first}]
    asked_pairs = [pair(*at) for at in sorted(asked)]
    plain = tuple(next((n for n, c in enumerate(held) if p in c), None) for p in asked_pairs)
    assert join(key, held, asked_pairs) == plain


def test_trap_1_eight_threads_each_have_a_process_of_their_own(key: bytes) -> None:
    points = table(key, [str(number) for number in range(200)])
    with ThreadPoolExecutor(8) as threads:
        replies = set(threads.map(lambda _: evaluate(key, points), range(8)))
    assert len(replies) == 1
    assert len(next(iter(replies))) == len(points)


def test_traps_2_3_and_4_there_is_neither_a_size_mode_nor_gcs_nor_a_trusted_count(
    key: bytes,
) -> None:
    """Every table is RAW, so a point is found only where it is, whatever the query's size."""
    public = {name for name in vars(OpenMinedWorker) if not name.startswith("_")}
    assert public == {"mask", "find", "new_key", "table", "evaluate"}
    held = table(key, ["a"])
    assert len(held) == POINT_BYTES
    with OpenMinedWorker() as worker:
        reply = evaluate(key, worker.mask([f"x{number}" for number in range(2_000)]))
        assert worker.find(reply, [held]) == [[]]


def test_trap_5_and_6_points_of_one_query_are_distinct_and_in_order(key: bytes) -> None:
    with OpenMinedWorker() as worker:
        masked = worker.mask(["a", "b", "c"])
        assert are_distinct_points(split_points(masked) or [])
        reply = evaluate(key, masked)
        assert worker.find(reply, [table(key, ["b"])]) == [[1]]


def test_trap_7_no_protobuf_and_no_openmined_enter_this_process() -> None:
    program = (
        "import sys; from veiltrace_privacy.psi.openmined import OpenMinedWorker as W\n"
        "with W() as w: w.mask(['a'])\n"
        "print([m for m in sys.modules if m.startswith(('google', 'private_set'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_a_process_that_ends_is_a_typed_error(key: bytes) -> None:
    with OpenMinedWorker() as worker:
        worker.mask(["a"])
        os.kill(worker._child.pid, 9)
        with pytest.raises(BackendFailed):
            worker.find(b"", [])


@pytest.mark.parametrize(
    "misuse",
    [
        lambda worker: worker.evaluate(b"short key", b""),
        lambda worker: worker.evaluate(bytes(31) + b"\x01", b"\x02" + b"\xff" * 32),
        lambda worker: worker.find(b"", []),
        lambda worker: [worker.mask(["a"]), worker.mask(["b"])],
    ],
)
def test_misuse_is_refused_without_ending_this_process(
    misuse: Callable[[OpenMinedWorker], object],
) -> None:
    with OpenMinedWorker() as worker, pytest.raises(BackendFailed):
        misuse(worker)


def test_a_client_key_serves_one_query_and_is_fresh_each_time() -> None:
    with OpenMinedWorker() as one, OpenMinedWorker() as other:
        assert one.mask(["a"]) != other.mask(["a"])


def test_trap_8_an_empty_list_is_empty_and_no_error(key: bytes) -> None:
    assert table(key, []) == b""


def test_trap_9_a_table_made_in_chunks_is_the_table_made_at_once(
    key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [str(number) for number in range(25)]
    at_once = table(key, texts)
    monkeypatch.setattr(openmined, "_CHUNK", 10)
    assert table(key, texts) == at_once
    assert are_sorted(split_points(at_once) or [])
