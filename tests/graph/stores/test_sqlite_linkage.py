"""What only the SQLite store must show of linkage: kill points, older stores, sealed tables."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from veiltrace_graph.errors import StoreBusy
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite import connection
from veiltrace_graph.stores.sqlite.schema import MIGRATIONS, SCHEMA_VERSION
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind

NOW = datetime(2026, 7, 1, tzinfo=UTC)
KEYRING = Keyring(bytes(range(32)))
PEOPLE = LinkScope(frozenset({NodeKind.PERSON}))
_FORK = multiprocessing.get_context("fork")


def fill(store, factory, count=8):
    run = store.open_run(factory.opening(), now=NOW)
    people = [factory.party(str(i), name=f"示例{i}号", position=i) for i in range(1, count + 1)]
    store.write_batch(run, people, now=NOW)
    return [store.node_id(factory.ref(str(i))) for i in range(1, count + 1)]


def link(store, pairs):
    links = [Judgement(a, b, Verdict.SAME, Author.MODEL, "m", "", NOW) for a, b in pairs]
    store.replace_model_links(links, scope=PEOPLE, model="m", now=NOW)


def write_and_die(path: Path, write: Callable[[SqliteStore], None], statement: int) -> None:
    """Write, and be killed when that many statements have been run."""
    left = statement

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with SqliteStore.open(path, KEYRING) as store:
        store._connection.set_trace_callback(count)
        write(store)


def states_after_kills(
    path: Path, write: Callable[[SqliteStore], None], state: Callable[[SqliteStore], object]
) -> list[object]:
    """Return the store's state after each kill, one statement later each time, until it is done."""
    states: list[object] = []
    process = None
    while process is None or process.exitcode != 0:
        process = _FORK.Process(target=write_and_die, args=(path, write, len(states)))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        with SqliteStore.open(path, KEYRING) as store:
            states.append(state(store))
    return states


def test_a_process_killed_at_any_statement_leaves_the_old_links_or_the_new(tmp_path, factory):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store:
        n = fill(store, factory)
        old, new = [(n[0], n[1]), (n[2], n[3]), (n[4], n[5])], [(n[0], n[1]), (n[1], n[2])]
        link(store, new)
        after = store.digest()
        link(store, old)
        before = store.digest()
    states = states_after_kills(path, lambda store: link(store, new), lambda store: store.digest())
    assert len(states) > 10
    assert set(states[:-1]) == {before}
    assert states[-1] == after


def test_a_process_killed_at_any_statement_leaves_the_old_blocking_keys_or_the_new(
    tmp_path, factory
):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store:
        nodes = fill(store, factory)
        store.keep_linkage_keys([(node, ["x", "y"]) for node in nodes])
    new = [(node, ["y", "z"]) for node in nodes[1:]]
    states = states_after_kills(
        path,
        lambda store: store.keep_linkage_keys(new, all_of=PEOPLE.kinds),
        lambda store: store.holders_of("xyz"),
    )
    every, others = tuple(sorted(nodes)), tuple(sorted(nodes[1:]))
    assert len(states) > 10
    assert all(state == {"x": every, "y": every} for state in states[:-1])
    assert states[-1] == {"y": others, "z": others}


def test_the_review_queue_is_read_by_an_index_so_that_its_first_pairs_cost_little(tmp_path):
    with SqliteStore.create(tmp_path / "s.sqlite", KEYRING) as store:
        asked: list[str] = []
        store._connection.set_trace_callback(asked.append)
        assert store.review_queue(limit=5) == ()
        store._connection.set_trace_callback(None)
        rows = store._connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    plan = [row[3] for row in rows]
    assert plan[0] == "SCAN q USING COVERING INDEX review_pair_by_priority"
    assert plan[-1].startswith("USE TEMP B-TREE FOR RIGHT PART OF ORDER BY")


def test_a_process_killed_at_any_statement_leaves_the_old_review_queue_or_the_new(
    tmp_path, factory
):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store:
        nodes = sorted(fill(store, factory))
        old = [ReviewPair(a, b, 0.5, 0.5) for a, b in pairwise(nodes)]
        store.replace_review_queue(old, scope=PEOPLE)
        before = store.review_queue(limit=99)
    new = [ReviewPair(nodes[0], nodes[7], 0.4, 0.4)]
    states = states_after_kills(
        path,
        lambda store: store.replace_review_queue(new, scope=PEOPLE),
        lambda store: store.review_queue(limit=99),
    )
    assert len(states) > 5
    assert set(states[:-1]) == {before}
    assert states[-1] == tuple(new)


def test_nobody_else_writes_while_a_linking_holds_the_writers_place(tmp_path, factory):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store, SqliteStore.open(path, KEYRING) as other:
        store.lock()
        store.lock()
        with pytest.raises(StoreBusy):
            fill(other, factory)
        fill(store, factory)
    with SqliteStore.open(path, KEYRING) as store:
        assert len(store.nodes_to_link(PEOPLE.kinds)) == 8


def test_blocking_keys_do_not_lie_readable_in_the_files(tmp_path, factory):
    path = tmp_path / "s.sqlite"
    key = "phone=+8612400000001"
    with SqliteStore.create(path, KEYRING) as store:
        store.keep_linkage_keys([(fill(store, factory)[0], [key])])
        stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert key.encode() not in stored
    assert KEYRING.token("linkage key", key) in stored


def test_a_store_of_the_first_schema_keeps_its_judgements_and_can_be_linked(
    tmp_path, factory, monkeypatch
):
    path = tmp_path / "s.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(connection, "MIGRATIONS", MIGRATIONS[:1])
        patched.setattr(connection, "SCHEMA_VERSION", 1)
        SqliteStore.create(path, KEYRING).close()
    database = sqlite3.connect(path)
    for i in (1, 2):
        key = KEYRING.node_id(factory.ref(str(i)))
        database.execute("INSERT INTO node VALUES (?, ?, 'person', '', -1)", (i, key))
    row = (1, 2, "same", "person", "reviewer", "files", 0, 1_000_000)
    database.execute("INSERT INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.commit()
    database.close()
    with SqliteStore.open(path, KEYRING) as store:
        nodes = [store.node_id(factory.ref(str(i))) for i in (1, 2)]
        (logged,) = store.judgements(nodes[0])
        store.keep_linkage_keys([(node, ["x"]) for node in nodes])
        assert store.holders_of(["x"]) == {"x": tuple(sorted(nodes))}
        store.replace_review_queue([ReviewPair(nodes[0], nodes[1], 0.5, 0.5)], scope=PEOPLE)
        assert len(store.review_queue(limit=9)) == 1
        version = store._connection.execute("PRAGMA user_version").fetchone()
    assert version == (SCHEMA_VERSION,)
    assert (logged.by, logged.reason, logged.withdrawn_by) == ("reviewer", "files", "")
    assert logged.withdrawn_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


def test_the_revision_tells_what_another_process_judged(tmp_path, factory):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store:
        a, b, *_ = fill(store, factory)
    with SqliteStore.open(path, KEYRING) as reader:
        before = reader.revision()
        with SqliteStore.open(path, KEYRING) as writer:
            link(writer, [(a, b)])
        after = reader.revision()
        assert after != before
        assert reader.revision() == after
