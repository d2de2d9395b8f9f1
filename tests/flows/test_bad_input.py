"""What people really do wrong: one clear line, an exit code, and a store that is as it was.

Each case prepares a file or the installation and returns the command. Every file holds personal
data (`SECRETS`), which no message may repeat.
"""

import gzip
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from veiltrace_api.demo.town.tables import csv_bytes, jsonl_bytes, parquet_bytes, xlsx_bytes
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_graph.errors import GraphError
from veiltrace_graph.keyring import KEY_BYTES, load_key_file, write_key_file
from veiltrace_graph.stores.sqlite.schema import SCHEMA_VERSION
from veiltrace_graph.stores.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from tests.flows.conftest import Run

SECRETS = ("宋秘密", "12400000077", "990101198001010014", "示例路77号")
_BIG = 2 << 30

WHY = ("--purpose", "enforcement")

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Place:
    """Where a case may write, and the installation that it must leave as it is."""

    folder: Path
    home: Path

    @property
    def store(self) -> Path:
        return self.home / "graph.sqlite"

    @property
    def key(self) -> Path:
        return self.home / "key"

    def write(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def ingest(self, name: str, data: bytes, *options: str | Path) -> Command:
        return ["ingest", self.write(name, data), *options]


Prepare = Callable[[Place], Command]


def rows_for(mapping: str, count: int = 3) -> list[dict[str, str]]:
    """Rows that have every column of a shipped mapping, each filled with personal data."""
    columns = load_mapping(shipped_mappings()[mapping]).columns
    return [
        {column: SECRETS[(row + i) % len(SECRETS)] for i, column in enumerate(columns)}
        for row in range(count)
    ]


COMPANIES = ("--mapping", "cn_enterprise")
ACCOUNTS = ("--mapping", "cn_marketplace")
POLICIES = ("--mapping", "cn_insurance")
SECURITIES = ("--mapping", "cn_securities")
SECRET_LINE = " ".join(SECRETS).encode()
LEI_FILE = (
    b'<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords>'
    b"<lei:LEIRecord><lei:LEI>" + SECRET_LINE
)


def company_csv() -> bytes:
    return csv_bytes(rows_for("cn_enterprise"), encoding="utf-8")


def without_a_column(place: Place) -> Command:
    rows = [{k: v for k, v in row.items() if k != "企业名称"} for row in rows_for("cn_enterprise")]
    return place.ingest("firms.csv", csv_bytes(rows), *COMPANIES)


def zipped(*members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member in members:
            archive.writestr(member, company_csv())
    return packed.getvalue()


def cut_off(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def endless_line(name: str, start: bytes, *options: str) -> Prepare:
    def prepare(place: Place) -> Command:
        path = place.write(name, start)
        os.truncate(path, _BIG)  # a hole: no disk is used
        return ["ingest", path, *options]

    return prepare


def faulty_mapping(place: Place) -> Command:
    text = shipped_mappings()["cn_enterprise"].read_text("utf-8")
    broken = text.replace("kind: person", "kind: persn").replace("name: 企业名称", "nmae: 企业名称")
    mapping = place.write("mine.yaml", broken.encode())
    return place.ingest("firms.csv", company_csv(), "--mapping", mapping)


def no_mapping_at_all(place: Place) -> Command:
    mapping = place.write("mine.yaml", b"\tfoo: [" + SECRET_LINE)
    return place.ingest("firms.csv", company_csv(), "--mapping", mapping)


def no_key(place: Place) -> Command:
    place.key.unlink()
    return ["sources"]


def open_key(place: Place) -> Command:
    place.key.chmod(0o644)
    return ["sources"]


def another_key(place: Place) -> Command:
    place.key.unlink()
    write_key_file(place.key, bytes(KEY_BYTES))
    return ["sources"]


def a_damaged_key(place: Place) -> Command:
    place.key.write_text(place.key.read_text()[:-9])
    return ["sources"]


def no_store(place: Place) -> Command:
    place.store.unlink()
    return ["search", SECRETS[0], *WHY]


def newer_schema(place: Place) -> Command:
    database = sqlite3.connect(place.store)
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    return ["sources"]


def no_database(place: Place) -> Command:
    place.store.write_bytes(SECRET_LINE * 500)
    return ["search", SECRETS[0], *WHY]


def another_database(place: Place) -> Command:
    place.store.unlink()
    sqlite3.connect(place.store).execute("VACUUM").close()
    place.store.write_bytes(b"SQLite format 3\0" + bytes(4080))
    return ["sources"]


def damaged_pages(place: Place) -> Command:
    data = place.store.read_bytes()
    page = int.from_bytes(data[16:18])
    place.store.write_bytes(data[:page] + b"\xff" * (len(data) - page))
    return ["search", SECRETS[0], *WHY]


def cases_without_number(place: Place) -> Command:
    table = place.write("cases.csv", csv_bytes([{"姓名": SECRETS[0], "电话": SECRETS[1]}]))
    return ["leads", "--cases", table, "--out", place.folder / "out.csv", *WHY]


def no_such_folder(place: Place) -> Command:
    table = place.write("cases.csv", csv_bytes([{"case_number": "1"}]))
    return ["leads", "--cases", table, "--out", place.folder / "none/out.csv", *WHY]


def leaked(place: Place) -> Command:
    text = shipped_mappings()["cn_enterprise"].read_text("utf-8")
    mapping = place.write("mine.yaml", text.replace("official_register", "leak").encode())
    return place.ingest("firms.csv", company_csv(), "--mapping", mapping)


def no_log(place: Place) -> Command:
    (place.home / "audit.sqlite").unlink()
    return ["sources"]


def no_control(place: Place) -> Command:
    (place.home / "control.sqlite").unlink()
    return ["sources"]


HAND_CASE = ("case", "add", "--number", "H1", "--debtor", SECRETS[0], "--creditor", "示例银行",
             "--amount", "1000")  # fmt: skip

CASES: dict[str, tuple[Prepare, str]] = {
    "missing file": (lambda p: ["ingest", p.folder / "none.csv"], "none.csv does not exist; check"),
    "a folder": (lambda p: ["ingest", p.folder], "is a folder; give the file inside it"),
    "empty": (lambda p: p.ingest("e.csv", b""), "e.csv is empty; export it again"),
    "header only": (
        lambda p: p.ingest("e.csv", company_csv().splitlines()[0], *COMPANIES),
        "e.csv holds no records; export it again",
    ),
    "table without mapping": (
        lambda p: p.ingest("firms.csv", company_csv()),
        "firms.csv is a plain table or list; say how with a mapping",
    ),
    "picture": (
        lambda p: p.ingest("scan.csv", b"\x89PNG\r\n\x1a\n" + SECRET_LINE, *COMPANIES),
        "scan.csv is a PNG image, not csv; unpack or convert it to a text file",
    ),
    "workbook as csv": (
        lambda p: p.ingest("f.csv", xlsx_bytes(rows_for("cn_enterprise"), sheet="a"), *COMPANIES),
        "f.csv is a ZIP archive, not csv; unpack or convert",
    ),
    "csv as workbook": (
        lambda p: p.ingest("p.xlsx", company_csv(), *POLICIES),
        "p.xlsx is another kind of file, not xlsx; save the workbook as .xlsx",
    ),
    "gzip of a table without a mapping": (
        lambda p: p.ingest("f.gz", gzip.compress(company_csv())),
        "f.gz is a plain table or list; say how with a mapping",
    ),
    "a mapping for an archive of two tables": (
        lambda p: p.ingest("f.zip", zipped("a.csv", "b.csv"), *COMPANIES),
        "f.zip holds 2 files, and a mapping is for one: name it as f.zip/MEMBER; it holds: a.csv",
    ),
    "truncated gzip as FtM": (
        lambda p: p.ingest(
            "f.gz", cut_off(gzip.compress(company_csv())), "--format", "followthemoney"
        ),
        "f.gz is a damaged or cut off gzip file; fetch it again",
    ),
    "csv as GLEIF": (
        lambda p: p.ingest("firms.csv", company_csv(), "--format", "gleif"),
        "firms.csv is damaged or cut off at line 1",
    ),
    "csv as FtM": (
        lambda p: p.ingest("firms.csv", company_csv(), "--format", "followthemoney"),
        "firms.csv holds nothing but what cannot be read as a record; check its format",
    ),
    "csv as BODS": (
        lambda p: p.ingest("firms.csv", company_csv(), "--format", "bods"),
        "BODS wants statements in an array",
    ),
    "unknown format": (
        lambda p: p.ingest("firms.csv", company_csv(), "--format", "dbase"),
        "no format is called 'dbase'; there are mapped, bods",
    ),
    "wrong delimiter": (
        lambda p: p.ingest(
            "f.csv", csv_bytes(rows_for("cn_enterprise"), delimiter=";"), *COMPANIES
        ),
        "f.csv has none of the mapping's columns; is its first row the header? check delimiter",
    ),
    "no text": (
        lambda p: p.ingest("f.csv", company_csv() + b"\x81\xff\x8d\x00\xff", *COMPANIES),
        "f.csv is not text in a known encoding; save it as UTF-8",
    ),
    "truncated XML": (
        lambda p: p.ingest("lei.xml", LEI_FILE),
        "lei.xml is damaged or cut off at line 1, after 0 whole records; fetch it again",
    ),
    "truncated JSON": (
        lambda p: p.ingest("o.json", b'[{"statementId": "' + SECRET_LINE, "--format", "bods"),
        "o.json is no JSON: damaged or cut off at line 1",
    ),
    "truncated workbook": (
        lambda p: p.ingest(
            "p.xlsx", cut_off(xlsx_bytes(rows_for("cn_insurance"), sheet="a")), *POLICIES
        ),
        "p.xlsx is a damaged or cut off xlsx file; export it again",
    ),
    "truncated Parquet": (
        lambda p: p.ingest(
            "s.parquet", cut_off(parquet_bytes(rows_for("cn_securities"))), *SECURITIES
        ),
        "s.parquet is a damaged or cut off parquet file; export it again",
    ),
    "no JSON lines": (
        lambda p: p.ingest("a.jsonl", SECRET_LINE + b"\n{", *ACCOUNTS),
        "a.jsonl holds no JSON object; write one object on each line",
    ),
    "missing column": (without_a_column, "firms.csv lacks the columns: 企业名称; it has: "),
    "faulty mapping": (faulty_mapping, "mine.yaml has 2 fault(s):"),
    "no YAML": (no_mapping_at_all, "the mapping mine.yaml is not YAML: line 1"),
    "unknown mapping": (
        lambda p: p.ingest("f.csv", company_csv(), "--mapping", "cn_enterprize"),
        "'cn_enterprize' is no mapping file and no shipped mapping; shipped are: cn_bank_accounts",
    ),
    "mapping and format": (
        lambda p: p.ingest("f.csv", company_csv(), *COMPANIES, "--format", "bods"),
        "give --mapping for a table or --format for another file, not both",
    ),
    "2 GB line of a header": (
        endless_line("big.csv", company_csv().rstrip(), *COMPANIES),
        "big.csv has a line of more than 16777216 characters; check",
    ),
    "2 GB line of JSON": (
        endless_line("big.jsonl", jsonl_bytes(rows_for("cn_marketplace")) + b'{"', *ACCOUNTS),
        "big.jsonl has a line of more than 16777216 characters; check",
    ),
    "2 GB line of FtM": (
        endless_line("big.ftm.json", b'{"id": "', "--format", "followthemoney"),
        "big.ftm.json has a line of more than 16777216 bytes",
    ),
    "2 GB array of BODS": (
        endless_line("big.json", b'[{"statementId": "', "--format", "bods"),
        "big.json is one array of more than 268435456 bytes; write it as JSON lines",
    ),
    "2 GB line of XML": (
        endless_line("big.xml", LEI_FILE, "--format", "gleif"),
        "big.xml is damaged or cut off at line 1",
    ),
    "no key": (no_key, "no key file at"),
    "key others may read": (open_key, "run 'chmod 600"),
    "another key": (another_key, "was made with another key: restore that key file"),
    "damaged key": (a_damaged_key, "is not a Veiltrace key file: restore it from its backup"),
    "no store": (no_store, "run 'veiltrace init' first"),
    "newer schema": (newer_schema, f"has schema {SCHEMA_VERSION + 1}, this program knows up to"),
    "no database": (no_database, "it is not an SQLite file: check the path"),
    "another database": (another_database, "graph.sqlite"),
    "damaged pages": (damaged_pages, "it is damaged: restore it from a backup"),
    "second init": (lambda p: ["init"], "there is already a store at"),
    "no such day": (lambda p: ["sources", "--as-of", "yesterday"], "--as-of takes a day as"),
    "no such file's day": (
        lambda p: p.ingest("f.csv", company_csv(), *COMPANIES, "--refreshed-on", "2026-02-30"),
        "--refreshed-on takes a day as YYYY-MM-DD",
    ),
    "unknown case": (
        lambda p: ["leads", "X-1", *WHY],
        "no case has that number; 'veiltrace case list'",
    ),
    "case to show": (lambda p: ["case", "show", SECRETS[2], *WHY], "no case has that number"),
    "no purpose": (lambda p: ["leads", "X-1"], "not allowed: say what for: --purpose locate"),
    "no such mandate": (
        lambda p: ["case", "open", "X-1", p.folder / "none.json"],
        "cannot read",
    ),
    "no such registry": (
        lambda p: ["registry", "trust", p.write("key.pub", SECRET_LINE)],
        "is not a file of the form veiltrace-registry-public-1",
    ),
    "no amount": (lambda p: [*HAND_CASE, "--amount", "nan"], "--amount must be a sum of money"),
    "no currency": (
        lambda p: [*HAND_CASE, "--currency", "yuan"],
        "--currency must be three capital letters",
    ),
    "leaked source": (leaked, "must not be loaded: VT-21 ORIGIN (PIPL art 10"),
    "no zone": (
        lambda p: ["outcome", "X-1", "--kind", "no_answer", "--at", "2026-06-30", *WHY],
        "--at takes a moment with its zone",
    ),
    "no log": (no_log, "there is no audit log at"),
    "no control plane": (no_control, "no control database at"),
    "case and cases": (lambda p: ["leads"], "give one case's number, or --cases FILE"),
    "cases without out": (lambda p: ["leads", "--cases", "x.csv"], "--cases and --out go together"),
    "cases from a document": (
        lambda p: ["leads", "--cases", p.write("c.docx", b"PK\x03\x04"), "--out", "o.csv"],
        "c.docx: cases are read from csv, xlsx, parquet, jsonl files",
    ),
    "cases without number": (cases_without_number, "cases.csv has no column called case_number"),
    "answers to nowhere": (no_such_folder, "out.csv: No such file or directory"),
    "nobody": (lambda p: ["relate", SECRETS[0], *WHY], "no case has that number"),
    "no such run": (lambda p: ["runs", "99"], "there is no run 99: 'veiltrace runs' lists them"),
    "no identity number": (
        lambda p: [*HAND_CASE, "--debtor-id", SECRETS[1]],
        "--debtor-id reads neither as a resident ID nor as a company code: check its digits",
    ),
    "empty case number": (
        lambda p: [*HAND_CASE, "--number", " "],
        "--number, --debtor and --creditor must not be empty",
    ),
    "portfolio of another kind": (
        lambda p: ["case", "import", p.write("p.xlsx", company_csv())],
        "p.xlsx is another kind of file, not xlsx",
    ),
}
# Nothing shows before all of the file was read for its fingerprint that it cannot be used.
_SLOW = {"2 GB line of FtM", "2 GB line of XML"}
_SEVERAL_LINES = {"faulty mapping"}
_MOST_BYTES = 300 * 1024 * 1024


def state(place: Place, key: Path) -> str:
    """The store's digest; its very bytes where it cannot be opened, or is none."""
    try:
        with SqliteStore.open(place.store, load_key_file(key)) as store:
            return store.digest()
    except GraphError:
        return place.store.read_bytes().hex() if place.store.exists() else "none"


@pytest.fixture
def place(tmp_path: Path, home: Path) -> Place:
    (tmp_path / "work").mkdir()
    return Place(tmp_path / "work", home)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name in _SLOW)) for name in CASES]
)
def test_bad_input_is_one_clear_line_and_leaves_the_store_alone(
    name: str, place: Place, loaded_home: Path, run: "Run"
) -> None:
    prepare, says = CASES[name]
    command = prepare(place)
    before = state(place, loaded_home / "key")
    outcome = run(*command, "--home", place.home)
    assert outcome.code == 1, outcome.err
    *message, code = outcome.err.splitlines()
    assert says in outcome.err
    assert message[0].startswith("veiltrace: ")
    assert len(message) == 1 or name in _SEVERAL_LINES, outcome.err
    assert re.fullmatch(r"\((api|audit|connector|control|graph|privacy)\.[a-z_]+\)", code)
    assert not any(secret in outcome.err + outcome.out for secret in SECRETS)
    assert outcome.peak_bytes < _MOST_BYTES
    assert state(place, loaded_home / "key") == before


def test_another_writer_at_work_is_said_and_nothing_is_written(
    place: Place, loaded_home: Path, run: "Run", repository: Path
) -> None:
    before = state(place, place.key)
    with FileLock(place.store.with_suffix(".writer")):
        sample = repository / "tests/data/cn/shixin.csv"
        outcome = run("ingest", sample, "--mapping", "cn_shixin", "--home", place.home)
    assert outcome.code == 1
    message, code = outcome.err.splitlines()
    assert "another process is writing to" in message
    assert "wait for it to end, or stop it" in message
    assert code == "(graph.store_busy)"
    assert state(place, place.key) == before


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of `size` at `folder`; skips the test where none may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_the_load_goes_on_once_there_is_room(
    tmp_path: Path, loaded_home: Path, run: "Run"
) -> None:
    rows = [{**row, "统一社会信用代码": f"F{number}"}
            for number, row in enumerate(rows_for("cn_enterprise", 1) * 1500)]  # fmt: skip
    source = tmp_path / "firms.csv"
    source.write_bytes(csv_bytes(rows))
    whole, tight = tmp_path / "whole", tmp_path / "disk" / "home"
    shutil.copytree(loaded_home, whole)
    assert run("ingest", source, *COMPANIES, "--home", whole).code == 0
    with small_disk(tmp_path / "disk", "2m"):
        shutil.copytree(loaded_home, tight)
        before = state(Place(tmp_path, tight), tight / "key")
        outcome = run("ingest", source, *COMPANIES, "--home", tight)
        assert outcome.code == 1
        message, code = outcome.err.splitlines()
        assert "the disk is full: free some space and run the command again" in message
        assert code == "(graph.store_unavailable)"
        assert state(Place(tmp_path, tight), tight / "key") == before
        freed = Path(shutil.copytree(tight, tmp_path / "freed"))
    assert run("ingest", source, *COMPANIES, "--home", freed).code == 0
    assert state(Place(tmp_path, freed), freed / "key") == state(
        Place(tmp_path, whole), whole / "key"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_may_not_be_written_is_said(tmp_path: Path, run: "Run") -> None:
    tmp_path.chmod(0o500)
    outcome = run("init", "--home", tmp_path / "home")
    tmp_path.chmod(0o700)
    assert outcome.code == 1
    assert "cannot make" in outcome.err


def test_the_installed_program_ends_the_same_way(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("veiltrace")
    ended = subprocess.run(
        [program, "sources", "--home", tmp_path / "none"], capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines()[0].startswith("veiltrace: no key file at ")
