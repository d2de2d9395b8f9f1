import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import Result

from veiltrace_api.demo.town.tables import csv_bytes
from veiltrace_api.errors import UsageError
from veiltrace_api.installation import open_audit, open_store
from veiltrace_api.settings import Settings
from veiltrace_graph.errors import ModelFileError, TooFewRecords
from veiltrace_graph.resolution.bands import DEFAULT_BANDS
from veiltrace_graph.resolution.scheme import SCHEMES
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.audit.event import AuditEvent, EventKind

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace


@pytest.fixture
def loaded(veiltrace: "Veiltrace", register: Path, mapping: Path) -> "Veiltrace":
    veiltrace("ingest", register, "--mapping", mapping)
    return veiltrace


def figure(report: str, label: str) -> int:
    found = re.search(rf"^ *{label} +([\d,]+) *$", report, re.MULTILINE)
    assert found, report
    return int(found[1].replace(",", ""))


def test_link_links_people_and_says_what_it_did(loaded: "Veiltrace", home: Settings) -> None:
    report = loaded("link")
    with open_store(home) as store:
        nodes = [record.node for record in store.linkage_records((NodeKind.PERSON,))]
        by_model = {j.by for node in nodes for j in store.judgements(node)}
        queued = len(store.review_queue(limit=9_999))
    assert figure(report, "records") == len(nodes)
    assert figure(report, "links added") > 40
    assert figure(report, "pairs to review") == queued
    (name,) = by_model
    assert name in report
    assert "bar" + "ton" not in report


def test_a_second_run_by_the_same_model_changes_nothing(
    loaded: "Veiltrace", home: Settings
) -> None:
    loaded("link")
    with open_store(home) as store:
        before = store.digest()
    report = loaded("link", "--kind", "person")
    assert (figure(report, "links added"), figure(report, "links withdrawn")) == (0, 0)
    with open_store(home) as store:
        assert store.digest() == before


def test_model_and_card_are_kept_for_their_owner_alone(loaded: "Veiltrace", home: Settings) -> None:
    loaded("link", "--automatic", "0.98", "--review", "0.3")
    assert {file.name for file in home.models.iterdir()} == {
        "person.json", "person.md", "person.bands.json"
    }  # fmt: skip
    for file in home.models.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.models.stat().st_mode) == 0o700
    card = (home.models / "person.md").read_text()
    assert "from a probability of 0.98, put to a person from 0.3" in card
    held = json.loads((home.models / "person.bands.json").read_text())
    assert held == {"automatic": 0.98, "review": 0.3, "is_whole": True}
    loaded("link")
    assert json.loads((home.models / "person.bands.json").read_text()) == held


def test_what_is_new_is_linked_by_itself(
    loaded: "Veiltrace", home: Settings, mapping: Path, register: Path, tmp_path: Path
) -> None:
    assert figure(loaded("link", "--new"), "records") > 100
    again = tmp_path / "again.csv"
    lines = register.read_text().splitlines()
    again.write_text("\n".join([lines[0], *(f"again-{line}" for line in lines[1:6])]) + "\n")
    loaded("ingest", again, "--mapping", mapping)
    report = loaded("link", "--new")
    assert 0 < figure(report, "records") < 100
    assert figure(report, "links added") >= 5
    whole = loaded("link", "--kind", "person")
    assert (figure(whole, "links added"), figure(whole, "links withdrawn")) == (0, 0)


def test_after_a_run_that_was_stopped_all_is_linked_anew(
    loaded: "Veiltrace", home: Settings
) -> None:
    loaded("link", "--automatic", "0.98")
    bands = home.models / "person.bands.json"
    bands.write_text(bands.read_text().replace("true", "false"))
    assert figure(loaded("link", "--new"), "records") > 100
    assert json.loads(bands.read_text()) == {"automatic": 0.98, "review": 0.2, "is_whole": True}
    assert figure(loaded("link", "--new"), "records") == 0


def test_refit_fits_a_model_to_what_there_is_now(
    loaded: "Veiltrace", home: Settings, mapping: Path, tmp_path: Path
) -> None:
    loaded("link")
    first = (home.models / "person.json").read_text()
    more = tmp_path / "more.csv"
    more.write_bytes(csv_bytes([{"id": "new", "name": "pia kemley", "born": "", "home": ""}]))
    loaded("ingest", more, "--mapping", mapping)
    loaded("link")
    assert (home.models / "person.json").read_text() == first
    report = loaded("link", "--refit")
    assert (home.models / "person.json").read_text() != first
    assert figure(report, "links withdrawn") > 0


def test_a_kept_model_links_again_and_one_of_another_installation_does_not(
    loaded: "Veiltrace", home: Settings, tmp_path: Path
) -> None:
    loaded("link")
    kept = tmp_path / "kept.json"
    kept.write_bytes((home.models / "person.json").read_bytes())
    report = loaded("link", "--kind", "person", "--model", kept)
    assert figure(report, "links added") == 0
    content = json.loads(kept.read_text())
    kept.write_text(json.dumps(content | {"sealed_by": "0" * 32}))
    with pytest.raises(ModelFileError, match="another installation's key"):
        loaded("link", "--kind", "person", "--model", kept)
    with pytest.raises(ModelFileError, match="cannot read"):
        loaded("link", "--kind", "person", "--model", tmp_path / "nowhere.json")


def test_too_few_records_are_said_with_what_to_do(veiltrace: "Veiltrace") -> None:
    with pytest.raises(TooFewRecords, match="load at least 20 records"):
        veiltrace("link")


def test_options_that_contradict_each_other_are_refused(
    veiltrace: "Veiltrace", tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="--kind is one of person"):
        veiltrace("link", "--kind", "ship")
    for words in (("--refit", "--kind", "person"), ()):
        with pytest.raises(UsageError, match="--model goes with --kind person"):
            veiltrace("link", "--model", tmp_path / "m.json", *words)


def test_what_is_new_keeps_to_the_model_and_bands_of_before(veiltrace: "Veiltrace") -> None:
    for option in (("--refit",), ("--automatic", "0.9"), ("--review", "0.1")):
        with pytest.raises(UsageError, match="--new keeps to"):
            veiltrace("link", "--new", *option)


def test_bands_beyond_what_can_be_clustered_are_refused(
    loaded: "Veiltrace", program: Callable[..., Result]
) -> None:
    for option, value in (("--automatic", "0.9999"), ("--automatic", "0.3"), ("--review", "0")):
        assert program("link", option, value).exit_code == 2
    loaded("link", "--automatic", "0.999", "--review", "0.001")


def test_linking_is_logged_from_beginning_to_end(loaded: "Veiltrace", home: Settings) -> None:
    report = loaded("link", "--kind", "person")
    with open_audit(home) as audit:
        entries = [audit.entry(i) for i in range(audit.head().size)]
    linked = [entry for entry in entries if entry.kind is EventKind.LINKED]
    assert [operation(entry) for entry in linked] == ["link.begun", "link.ended"]
    assert dict(linked[-1].fields)["records"] == figure(report, "records")
    assert any(operation(e) == "link" for e in entries if e.kind is EventKind.READ_ALLOWED)


def operation(entry: AuditEvent) -> object:
    return dict(entry.fields).get("operation")


def test_a_run_that_failed_is_logged_as_such(veiltrace: "Veiltrace", home: Settings) -> None:
    with pytest.raises(TooFewRecords):
        veiltrace("link")
    with open_audit(home) as audit:
        last = audit.entry(audit.head().size - 1)
    assert (operation(last), dict(last.fields)["reason"]) == (
        "link.failed", "graph.too_few_records"
    )  # fmt: skip


def test_the_help_of_link_says_what_to_do_next(program: Callable[..., Result]) -> None:
    shown = program("link", "--help", columns=100).output
    assert "veiltrace review" in shown
    assert "--refit" in shown


def test_the_help_names_the_kinds_and_bands_there_are(program: Callable[..., Result]) -> None:
    shown = " ".join(program("link", "--help", columns=200).output.split())
    assert ", ".join(SCHEMES) in shown
    assert f"at first {DEFAULT_BANDS.automatic:g}." in shown
    assert f"at first {DEFAULT_BANDS.review:g}." in shown
