"""No command reads around the gate: without a mandate none shows a person, and each is logged."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from typer.testing import CliRunner, Result

from veiltrace_api.cli.app import app
from veiltrace_api.demo.town.tables import csv_bytes, jsonl_bytes
from veiltrace_api.desk.desk import open_desk
from veiltrace_api.installation import create_installation, open_audit
from veiltrace_api.settings import HOME_VARIABLE, Settings
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS
from veiltrace_privacy.audit.errors import AuditDamaged, AuditUnavailable
from veiltrace_privacy.audit.event import EventKind

if TYPE_CHECKING:
    from tests.conftest import Registry

NAME, NUMBER, PHONE, STREET = "宋秘密", "990101198001010014", "12400000077", "示例路77号"
SECRETS = (NAME, NUMBER, PHONE, STREET, "geheim@example.com")
WHY = ("--purpose", "enforcement")

# Without a mandate: each is refused.
REFUSED: dict[str, tuple[str, ...]] = {
    "case show": ("case", "show", "S-1", *WHY),
    "leads": ("leads", "S-1", *WHY),
    "leads, no purpose": ("leads", "S-1"),
    "leads, json": ("leads", "S-1", *WHY, "--json"),
    "leads, page": ("leads", "S-1", *WHY, "--page", "{out}/page.html"),
    "leads, cases, no purpose": ("leads", "--cases", "{cases}", "--out", "{out}/o.csv"),
    "search": ("search", NAME, "--case", "S-1", *WHY),
    "search, no case": ("search", NAME, *WHY),
    "search, no purpose": ("search", NUMBER),
    "relate": ("relate", NUMBER, "--case", "S-1", *WHY),
    "relate, two": ("relate", NAME, NUMBER, "--case", "S-1", *WHY),
    "how": ("how", NUMBER, "--case", "S-1", *WHY),
    "how, no purpose": ("how", NAME, "--case", "S-1", "--log"),
    "how, no case": ("how", NAME, *WHY),
    "why": ("why", NUMBER, NAME, "--case", "S-1", *WHY),
    "why, no case": ("why", NUMBER, NAME, *WHY),
    "outcome": ("outcome", "S-1", "--kind", "dead_number", "--contact", PHONE, *WHY),
    "contact-permission": ("contact-permission", "S-1", "--contact", PHONE, "--channel", "voice",
                           *WHY),
    "match": ("match", "S-1", "--partner", "carrier", *WHY),
    "leads, upkeep as purpose": ("leads", "S-1", "--purpose", "maintenance"),
    "case show, review as purpose": ("case", "show", "S-1", "--purpose", "review"),
}  # fmt: skip
# Allowed, and of no person.
UPKEEP: dict[str, tuple[str, ...]] = {
    "sources": ("sources",),
    "runs": ("runs",),
    "runs, one": ("runs", "1"),
    "case list": ("case", "list"),
    "case request": ("case", "request", "S-1", "--document", "{key}", "--out", "{out}/r.json",
                     "--claim-date", "2024-01-15", *WHY),
    "registry trust": ("registry", "trust", "{key}"),
    "leads, cases": ("leads", "--cases", "{cases}", "--out", "{out}/o.csv", *WHY),
    "ingest": ("ingest", "{accounts}", "--mapping", "cn_marketplace"),
    "case import": ("case", "import", "{portfolio}", "--mapping", "gb_portfolio"),
    "case add": ("case", "add", "--number", "S-2", "--debtor", NAME, "--creditor", "示例银行",
                 "--amount", "5"),
    "audit list": ("audit", "list"),
    "audit anomalies": ("audit", "anomalies"),
    "audit verify": ("audit", "verify"),
    "review": ("review",),
    "review, list": ("review", "--list"),
    "review, json": ("review", "--json"),
    "key issue": ("key", "issue", "crm", "--role", "case_system"),
    "key list": ("key", "list"),
    "partner list": ("partner", "list"),
}  # fmt: skip
OTHERWISE = {
    "init": "makes an installation, reads nothing",
    "demo": "shows a fictitious town of its own, under a mandate of its own",
    "convert": "passes a source file on, opens no installation: connectors/test_convert",
    "link": "shows nobody, tells counts alone: cli/test_linking",
    "judge": "names records by their ids, tells ids and counts alone: desk/test_judging",
    "map check": "counts rows of a file at hand, shows no cell: cli/test_mappings",
    "map guess": "names columns of a file at hand, shows no cell: cli/test_mappings",
    "map list": "lists shipped mappings",
    "map schema": "prints a schema",
    "case open": "refused without a mandate: test_admission",
    "case close": "refused before it was opened: test_admission",
    "partner add": "shows nothing: flows/test_private_match",
    "key revoke": "shows nothing: test_door",
    "serve": "each of its routes is walked: http/test_refusals",
}


def commands() -> Iterator[str]:
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        inner = getattr(command, "commands", None)
        yield from (f"{name} {sub}" for sub in inner) if inner else [name]


def test_each_command_is_walked_here() -> None:
    walked = {name.split(",")[0] for name in (*REFUSED, *UPKEEP)} | OTHERWISE.keys()
    assert set(commands()) == walked


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """An installation that holds secrets, and no mandate."""
    made = Settings(tmp_path / "home")
    create_installation(made)
    row = dict.fromkeys(load_mapping(shipped_mappings()["cn_marketplace"]).columns, "")
    row |= {"account_id": "M1", "real_name": NAME, "id_number": NUMBER, "phone": PHONE}
    row |= {"email": "geheim@example.com", "delivery_address": STREET}
    row["last_order_on"] = "2026-06-18"
    (tmp_path / "accounts.jsonl").write_bytes(jsonl_bytes([row]) + b'{"account_id": "M2", geheim\n')
    debt = dict.fromkeys(load_mapping(shipped_mappings()["gb_portfolio"]).columns, "")
    debt |= {"case_number": "S-3", "debtor_name": NAME, "debtor_phones": PHONE}
    (tmp_path / "portfolio.csv").write_bytes(csv_bytes([debt]))
    (tmp_path / "cases.csv").write_text("case_number\nS-1\n")
    (tmp_path / "out").mkdir()
    return made


@pytest.fixture
def run(home: Settings, registry: "Registry", tmp_path: Path) -> Callable[..., Result]:
    """Runs a command on it."""
    names = {
        "{out}": tmp_path / "out",
        "{cases}": tmp_path / "cases.csv",
        "{accounts}": tmp_path / "accounts.jsonl",
        "{portfolio}": tmp_path / "portfolio.csv",
        "{key}": registry.public_key_file,
    }

    def invoke(*arguments: str) -> Result:
        words = []
        for word in arguments:
            for name, path in names.items():
                word = word.replace(name, str(path))
            words.append(word)
        environment = {HOME_VARIABLE: str(home.home), "COLUMNS": "300"}
        return CliRunner().invoke(app, words, env=environment)

    first = ("--number", "S-1", "--debtor", NAME, "--creditor", "示例银行", "--amount", "1000")
    said = ("--debtor-id", NUMBER, "--phone", PHONE, "--address", STREET)
    assert invoke("ingest", "{accounts}", "--mapping", "cn_marketplace").exit_code == 0
    assert invoke("case", "add", *first, *said).exit_code == 0
    return invoke


def told(result: Result, out: Path) -> str:
    """All that a command let out: what it printed, its error, and the files it wrote."""
    files = (path.read_text("utf-8") for path in out.iterdir())
    return "\n".join([result.output, str(result.exception or ""), *files])


def log(home: Settings) -> list[EventKind]:
    with open_audit(home) as audit:
        return [audit.entry(index).kind for index in range(audit.head().size)]


@pytest.mark.parametrize("name", REFUSED)
def test_without_a_mandate_a_command_is_refused_logged_and_tells_nothing(
    run: Callable[..., Result], home: Settings, tmp_path: Path, name: str
) -> None:
    before = len(log(home))
    result = run(*REFUSED[name])
    assert getattr(result.exception, "code", "") in ("api.access_refused", "api.unknown_case")
    assert not any(secret in told(result, tmp_path / "out") for secret in SECRETS)
    assert EventKind.READ_REFUSED in log(home)[before:]
    assert EventKind.READ_ALLOWED not in log(home)[before:]


@pytest.mark.parametrize("name", UPKEEP)
def test_upkeep_is_logged_and_tells_nothing_of_people(
    run: Callable[..., Result], home: Settings, tmp_path: Path, name: str
) -> None:
    before = len(log(home))
    result = run(*UPKEEP[name])
    assert result.exit_code == 0, result.output
    assert not any(secret in told(result, tmp_path / "out") for secret in SECRETS)
    # To verify reads the log alone, and must work on one that can no longer be written.
    assert len(log(home)) > before or name == "audit verify"


def test_rejected_rows_are_shown_as_the_review_of_one_run_only(
    run: Callable[..., Result], home: Settings
) -> None:
    assert "geheim" in run("runs", "1", "--raw").output
    with open_audit(home) as audit:
        fields = dict(audit.entry(audit.head().size - 1).fields)
    assert fields["purpose"] == "review"


def queue_secrets(home: Settings) -> None:
    """Leave a pair of two records to review, as a run of linkage does."""
    with open_desk(home, lambda: datetime.now(UTC)) as desk:
        store = desk._vault.store
        records = [r.node for r in store.linkage_records(PARTY_KINDS) if r.whole("name") == [NAME]]
        pair = ReviewPair(records[0], records[1], 0.5, 1.0)
        store.replace_review_queue([pair], scope=LinkScope(PARTY_KINDS))


def test_pairs_are_listed_by_ids_and_shown_as_the_review_of_one_pair_only(
    run: Callable[..., Result], home: Settings, tmp_path: Path
) -> None:
    queue_secrets(home)
    for words in (("review", "--list"), ("review", "--json")):
        assert not any(secret in told(run(*words), tmp_path / "out") for secret in SECRETS)
    assert NAME in run("review").output
    with open_audit(home) as audit:
        fields = dict(audit.entry(audit.head().size - 1).fields)
    assert (fields["operation"], fields["purpose"]) == ("review", "review")
    assert {"node_id", "other_node_id"} <= fields.keys()


@pytest.mark.parametrize("name", [*REFUSED, *UPKEEP])
def test_without_the_log_no_command_answers(
    run: Callable[..., Result], home: Settings, tmp_path: Path, name: str
) -> None:
    home.audit_file.write_bytes(b"no database" * 500)
    for beside in home.home.glob("audit.sqlite-*"):
        beside.unlink()
    result = run(*(REFUSED | UPKEEP)[name])
    assert isinstance(result.exception, AuditDamaged | AuditUnavailable)
    assert not any(secret in told(result, tmp_path / "out") for secret in SECRETS)


def test_the_desk_alone_opens_the_store(repository: Path) -> None:
    package = repository / "api/veiltrace_api"
    openers = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "open_store" in path.read_text("utf-8") or "SqliteStore" in path.read_text("utf-8")
    }
    assert openers == {"installation.py", "desk/desk.py"}
    assert open_desk.__module__ == "veiltrace_api.desk.desk"


def test_answers_become_files_at_the_export_desk_alone(repository: Path) -> None:
    writes = re.compile(r"private_file\(|\.write_(?:text|bytes)\(|open\([^)]*[\"'][wax]b?\+?[\"']")
    package = repository / "api/veiltrace_api"
    writers = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if writes.search(path.read_text("utf-8")) and "demo" not in path.relative_to(package).parts
    }
    # The others write the request for a mandate, which names nobody, and columns' names.
    assert writers == {"desk/exporting.py", "file_bytes.py", "cli/mappings.py"}
