"""What only the SQLite store must show of linkage: kill points, older stores, sealed tables."""

import multiprocessing
import os
import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.base import LinkScope
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


def link_and_die(path: Path, pairs: list[tuple[NodeId, NodeId]], statement: int) -> None:
    """Replace the links, and be killed when that many statements have been run."""
    left = statement

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with SqliteStore.open(path, KEYRING) as store:
        store._connection.set_trace_callback(count)
        link(store, pairs)


def test_a_process_killed_at_any_statement_leaves_the_old_links_or_the_new(tmp_path, factory):
    path = tmp_path / "s.sqlite"
    with SqliteStore.create(path, KEYRING) as store:
        n = fill(store, factory)
        old, new = [(n[0], n[1]), (n[2], n[3]), (n[4], n[5])], [(n[0], n[1]), (n[1], n[2])]
        link(store, new)
        after = store.digest()
        link(store, old)
        before = store.digest()
    seen: list[str] = []
    while after not in seen:
        process = _FORK.Process(target=link_and_die, args=(path, new, len(seen)))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        with SqliteStore.open(path, KEYRING) as store:
            seen.append(store.digest())
    assert len(seen) > 10
    assert set(seen[:-1]) == {before}


def test_a_store_of_the_first_schema_keeps_its_judgements(tmp_path, factory, monkeypatch):
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
        (logged,) = store.judgements(store.node_id(factory.ref("1")))
        version = store._connection.execute("PRAGMA user_version").fetchone()
    assert version == (SCHEMA_VERSION,)
    assert (logged.by, logged.reason, logged.withdrawn_by) == ("reviewer", "files", "")
    assert logged.withdrawn_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
