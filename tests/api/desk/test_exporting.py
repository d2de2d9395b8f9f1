"""What leaves as a file is in the log first, by case and by the file's hash."""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.answer import Answer
from veiltrace_privacy.audit.errors import AuditUnavailable
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office


def answer(office: "Office", number: str, purpose: Purpose = Purpose.ENFORCEMENT) -> Answer:
    office.open(number, purpose)
    (one,) = office.desk.reading.leads(office.ask(number, purpose))
    return one


def exported(office: "Office") -> list[AuditEvent]:
    return [event for event in office.log() if event.kind is EventKind.EXPORTED]


def export(office: "Office", path: Path, *answers: Answer) -> None:
    with office.desk.exports.file(office.principal, path, operation="test") as file:
        file.write("示例\n", of=None)
        for one in answers:
            file.write("x", of=one)


def test_the_log_says_who_exported_which_case_for_what_in_which_file(
    office: "Office", tmp_path: Path
) -> None:
    one = answer(office, "DC-1")
    assert one.leads
    export(office, tmp_path / "a", one)
    (event,) = exported(office)
    assert event.actor == office.principal.id
    assert dict(event.fields) == {
        "operation": "test",
        "file_sha256": hashlib.sha256((tmp_path / "a").read_bytes()).hexdigest(),
        "cases": 1,
        "case_ref": one.case_ref,
        "purpose": "enforcement",
        "leads": len(one.leads),
    }
    assert (tmp_path / "a").read_text("utf-8") == "示例\nx"


def test_the_case_of_an_export_is_that_of_its_grant(office: "Office", tmp_path: Path) -> None:
    export(office, tmp_path / "a", answer(office, "DC-1"))
    granted = [event for event in office.log() if event.kind is EventKind.LEADS_ANSWERED]
    assert dict(exported(office)[0].fields)["case_ref"] == dict(granted[0].fields)["case_ref"]


def test_a_file_of_several_cases_has_an_entry_for_each(office: "Office", tmp_path: Path) -> None:
    one, other = answer(office, "DC-1"), answer(office, "DC-2", Purpose.ASSETS)
    export(office, tmp_path / "a", one, other, one)
    first, second = (dict(event.fields) for event in exported(office))
    assert (first["case_ref"], first["leads"]) == (one.case_ref, 2 * len(one.leads))
    assert (second["case_ref"], second["purpose"]) == (other.case_ref, "assets")
    assert first["file_sha256"] == second["file_sha256"]
    assert (first["cases"], second["cases"]) == (2, 2)


def test_a_file_that_holds_no_case_is_logged_as_well(office: "Office", tmp_path: Path) -> None:
    export(office, tmp_path / "a")
    fields = dict(exported(office)[0].fields)
    assert (fields["cases"], fields["leads"]) == (0, 0)
    assert "case_ref" not in fields


def test_without_the_log_no_file_appears_and_an_earlier_one_stays(
    office: "Office", tmp_path: Path
) -> None:
    one = answer(office, "DC-1")
    (tmp_path / "old").write_text("old")
    before = sorted(tmp_path.iterdir())
    office.vault.audit.close()
    for name in ("old", "new"):
        with pytest.raises(AuditUnavailable):
            export(office, tmp_path / name, one)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "old").read_text() == "old"


def test_what_was_not_written_to_its_end_is_no_export(office: "Office", tmp_path: Path) -> None:
    one = answer(office, "DC-1")
    with (
        pytest.raises(RuntimeError),
        office.desk.exports.file(office.principal, tmp_path / "a", operation="test") as file,
    ):
        file.write("x", of=one)
        raise RuntimeError
    assert not (tmp_path / "a").exists()
    assert exported(office) == []


def test_the_page_on_exports_says_what_each_field_of_an_entry_is(
    office: "Office", repository: Path, tmp_path: Path
) -> None:
    export(office, tmp_path / "a", answer(office, "DC-1"))
    table = (repository / "docs/export.md").read_text("utf-8").partition("## Leads")[2]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    explained = {word for line in rows for word in re.findall(r"`(\w+)`", line.split(" | ")[0])}
    assert explained == dict(exported(office)[0].fields).keys()
    sources = (repository / "api/veiltrace_api/cli").glob("*.py")
    code = "".join(file.read_text("utf-8") for file in sources)
    operations = set(re.findall(r'operation="(\w+\.\w+)"', code))
    assert operations == set(re.findall(r"`(\w+\.page|\w+\.cases)`", table))
