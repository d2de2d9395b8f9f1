"""What only the SQLite store must show: its file, its key, its one writer, its sealed values."""

import json
import multiprocessing
import sqlite3
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from veiltrace_graph.errors import (
    KeyFileError,
    StoreBusy,
    StoreMissing,
    StoreTooNew,
    StoreUnavailable,
)
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Rejected
from veiltrace_graph.stores.sqlite import connection, linkage_records, schema
from veiltrace_graph.stores.sqlite.schema import SCHEMA_VERSION
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind

NOW = datetime(2026, 7, 1, tzinfo=UTC)
KEY = bytes(range(32))
SECRETS = ("990101198001010014", "+8612400000001", "示例市示例路1号", "geheim-7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    SqliteStore.create(tmp_path / "s.sqlite", Keyring(KEY)).close()
    return tmp_path / "s.sqlite"


def test_no_identifier_contact_or_record_id_lies_readable_in_the_files(path, factory):
    record = factory.party(
        "geheim-7", name="示例甲", resident_id=SECRETS[0], phone=SECRETS[1], address=SECRETS[2]
    )
    rejected = Rejected(2, "no_record_id", "号", json.dumps({"电话": SECRETS[1]}))
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        store.write_batch(run, [record, rejected], now=NOW)
        stored = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    assert "示例甲".encode() in stored
    for secret in SECRETS:
        assert secret.encode() not in stored
        assert secret.encode().hex().encode() not in stored


def test_equal_values_of_two_parties_do_not_look_equal_in_the_store(path, factory):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        records = [
            factory.party(str(i), name=f"示例{i}号", gender="男", position=i) for i in (1, 2)
        ]
        store.write_batch(run, records, now=NOW)
    database = sqlite3.connect(path)
    stored = database.execute("SELECT digest, value FROM statement WHERE name = 'gender'")
    (one, other) = stored.fetchall()
    database.close()
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_a_sealed_value_moved_to_another_node_is_refused(path, factory):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        records = [
            factory.party(str(i), name=f"示例{i}号", resident_id=f"A{i}", position=i)
            for i in (1, 2)
        ]
        store.write_batch(run, records, now=NOW)
    database = sqlite3.connect(path)
    (first,), (second,) = database.execute(
        "SELECT value FROM statement WHERE name = 'resident_id' ORDER BY node_id"
    )
    database.execute("UPDATE statement SET value = ? WHERE value = ?", (first, second))
    database.commit()
    database.close()
    with SqliteStore.open(path, Keyring(KEY)) as store:
        view = store.view(date(2026, 7, 1))
        node = view.search("示例2号")[0].node.id
        with pytest.raises(StoreUnavailable, match="altered"):
            view.statements([node])


def test_another_key_opens_nothing(path):
    with pytest.raises(KeyFileError, match="another key"):
        SqliteStore.open(path, Keyring(bytes(32)))


def test_the_store_is_readable_by_its_owner_only(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_store_is_never_made_over_another(path):
    with pytest.raises(StoreUnavailable, match="already a store"):
        SqliteStore.create(path, Keyring(KEY))


def test_a_store_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "s.sqlite"
    broken = (*schema.MIGRATIONS, "INSERT INTO nowhere VALUES (1);")
    with monkeypatch.context() as patched:
        patched.setattr(connection, "MIGRATIONS", broken)
        with pytest.raises(StoreUnavailable):
            SqliteStore.create(path, Keyring(KEY))
    # What was left is an empty file, which the next try fills.
    SqliteStore.create(path, Keyring(KEY)).close()
    SqliteStore.open(path, Keyring(KEY)).close()


def test_a_missing_store_says_what_to_do(tmp_path):
    with pytest.raises(StoreMissing, match="veiltrace init"):
        SqliteStore.open(tmp_path / "none.sqlite", Keyring(KEY))


def test_a_store_of_a_newer_schema_is_left_alone(path):
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="upgrade"):
        SqliteStore.open(path, Keyring(KEY))
    assert path.read_bytes() == before


def test_a_store_of_an_older_schema_is_migrated_and_keeps_its_content(path, factory, monkeypatch):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        store.write_batch(run, [factory.party("1", name="示例甲")], now=NOW)
        before = store.digest()
    newer = (*schema.MIGRATIONS, "CREATE TABLE added (x);")
    monkeypatch.setattr(connection, "MIGRATIONS", newer)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", len(newer))
    with SqliteStore.open(path, Keyring(KEY)) as store:
        assert store.digest() == before
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA user_version").fetchone() == (len(newer),)
    assert database.execute("SELECT count(*) FROM added").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" * 90])
def test_a_file_that_is_no_store_is_refused_in_our_words(tmp_path, content):
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable):
        SqliteStore.open(path, Keyring(KEY))


def test_another_database_of_sqlite_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "x.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (x)")
    database.close()
    with pytest.raises(StoreUnavailable, match="not a Veiltrace store"):
        SqliteStore.open(path, Keyring(KEY))


@pytest.mark.parametrize("table", ["node", "statement", "edge", "token", "name_term"])
def test_a_damaged_page_is_told_in_our_words_when_it_is_read(path, factory, table):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        record = factory.party("1", name="示例甲", resident_id=SECRETS[0], phone=SECRETS[1])
        store.write_batch(run, [record], now=NOW)
        node = store.view(date(2026, 7, 1)).search("示例甲")[0].node.id
    database = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    (page,) = database.execute(query, (table,)).fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with SqliteStore.open(path, Keyring(KEY)) as store:
        view = store.view(date(2026, 7, 1))
        with pytest.raises(StoreUnavailable, match="restore it from a backup"):
            (
                view.find("resident_id", SECRETS[0]),
                view.search("示例甲"),
                view.statements([node]),
                view.relations([node]),
            )


def _write_one(path: str, factory: object, queue: Any) -> None:
    try:
        with SqliteStore.open(Path(path), Keyring(KEY)) as store:
            store.open_run(factory.opening(), now=NOW)  # type: ignore[attr-defined]
        queue.put("written")
    except StoreBusy as error:
        queue.put(error.code)


def test_a_second_writer_is_refused_while_the_first_has_the_place(path, factory):
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    with SqliteStore.open(path, Keyring(KEY)) as store:
        store.open_run(factory.opening("1"), now=NOW)
        other = context.Process(target=_write_one, args=(str(path), factory, queue))
        other.start()
        assert queue.get(timeout=20) == "graph.store_busy"
        other.join()
    other = context.Process(target=_write_one, args=(str(path), factory, queue))
    other.start()
    assert queue.get(timeout=20) == "written"
    other.join()


def test_a_full_disk_says_so_and_keeps_the_last_whole_batch(path, factory):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        run = store.write_batch(run, [factory.party("0", name="示例甲")], now=NOW)
        before = store.digest()
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        many = [factory.party(str(i), name=f"示例{i}号", position=i) for i in range(1, 2000)]
        with pytest.raises(StoreUnavailable, match="disk is full"):
            store.write_batch(run, many, now=NOW)
        assert store.digest() == before


def test_linkage_records_are_the_same_however_many_are_read_at_once(path, factory, monkeypatch):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        run = store.open_run(factory.opening(), now=NOW)
        people = [
            factory.party(str(i), name=f"示例{i}号", phone=f"+861240000000{i % 2}", position=i)
            for i in range(1, 12)
        ]
        store.write_batch(run, people, now=NOW)
        at_once = list(store.linkage_records([NodeKind.PERSON]))
        monkeypatch.setattr(linkage_records, "_CHUNK", 2)
        assert list(store.linkage_records([NodeKind.PERSON])) == at_once
        assert [len(record.values) for record in at_once] == [2] * 11


def test_linkage_records_are_walked_by_an_index_and_not_sorted_first(path):
    with SqliteStore.open(path, Keyring(KEY)) as store:
        asked: list[str] = []
        store._connection.set_trace_callback(asked.append)
        assert list(store.linkage_records([NodeKind.PERSON])) == []
        store._connection.set_trace_callback(None)
        (nodes,) = [query for query in asked if "FROM node" in query]
        plan = store._connection.execute(f"EXPLAIN QUERY PLAN {nodes}").fetchall()
    assert [row[3] for row in plan] == ["SCAN node USING INDEX sqlite_autoindex_node_1"]
