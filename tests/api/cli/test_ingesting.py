from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import Result

from veiltrace_api.installation import open_store
from veiltrace_api.settings import Settings
from veiltrace_connectors.errors import IngestRefused, MappingError, SourceUnavailable
from veiltrace_graph.stores.base import Run, RunState

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

SAMPLES: dict[str, tuple[str, tuple[str, ...], int]] = {
    "GLEIF level 1": ("gleif/lei-data.xml", (), 1),
    "GLEIF level 1, updates": ("gleif/lei-updates-data2.xml", (), 1),
    "GLEIF level 2": ("gleif/rr-data.xml", (), 1),
    "GLEIF level 2, updates": ("gleif/rr-updates-data2.xml", (), 1),
    "GLEIF exceptions": ("gleif/repex-data.xml", (), 1),
    "BODS, valid statements": ("bods/valid/*.json", (), 111),
    "BODS, packages": ("bods/*.json", (), 1),
    "FollowTheMoney": ("ftm/veiltrace_14_kinds.ftm.jsonl", ("--consent", "FICTION-1"), 1),
    "FollowTheMoney, donations": ("ftm/donations_companies.ijson", (), 1),
    "UK register of people with significant control": ("uk_psc/psc-snapshot-sample.txt", (), 1),
    "The Gazette": ("gazette/feed-[mo]*.json", (), 2),
    "Companies House": (
        "gb/BasicCompanyData-sample.csv",
        ("--mapping", "gb_companies_house"),
        1,
    ),
    "CCOD": ("gb/CCOD_FULL_sample.csv", ("--mapping", "gb_ccod"), 1),
    "price paid": ("gb/pp-sample.csv", ("--mapping", "gb_price_paid"), 1),
    "FAA": ("us/MASTER.txt", ("--mapping", "us_faa"), 1),
    "USPTO, joined": ("us/assignee.csv", ("--mapping", "us_uspto_assignee"), 1),
    "失信被执行人": ("cn/shixin.csv", ("--mapping", "cn_shixin"), 1),
}


def runs_of(home: Settings) -> tuple[tuple[Run, ...], str]:
    with open_store(home) as store:
        return store.runs(), store.digest()


@pytest.mark.parametrize("name", SAMPLES)
def test_each_record_of_a_sample_is_accepted_or_rejected_and_loaded_once(
    veiltrace: "Veiltrace", home: Settings, repository: Path, name: str
) -> None:
    pattern, options, at_least = SAMPLES[name]
    files = sorted((repository / "tests/data").glob(pattern))
    assert len(files) >= at_least
    report = veiltrace("ingest", *files, *options)
    runs, digest = runs_of(home)
    assert len(runs) == len(files)
    for run in runs:
        assert run.state is RunState.FINISHED
        assert run.read == run.accepted + run.unchanged + run.rejected > 0
        assert run.file_name in report
        # Records that are all rejected would pass for a count as well.
        assert run.accepted + run.unchanged > 0
    again = veiltrace("ingest", *files, *options)
    assert again.count("loaded before") == len(files)
    assert runs_of(home) == (runs, digest)


def test_what_was_rejected_is_reported_by_reason(veiltrace: "Veiltrace", accounts: Path) -> None:
    report = veiltrace("ingest", accounts, "--mapping", "cn_marketplace")
    assert "bad_json" in report
    assert "geheim" not in report


def test_the_columns_that_were_not_read_are_reported(
    veiltrace: "Veiltrace", repository: Path
) -> None:
    sample = repository / "tests/data/cn/shixin.csv"
    report = veiltrace("ingest", sample, "--mapping", "cn_shixin")
    assert "shixin.csv, not read: 年龄" in " ".join(report.split())


def test_a_later_file_date_makes_the_same_file_another_load(
    veiltrace: "Veiltrace", home: Settings, accounts: Path
) -> None:
    command = ("ingest", accounts, "--mapping", "cn_marketplace")
    veiltrace(*command)
    assert "loaded before" not in veiltrace(*command, "--refreshed-on", "2026-07-28")
    runs, _ = runs_of(home)
    assert [(run.accepted, run.unchanged) for run in runs] == [(0, 2), (2, 0)]


def test_of_several_files_a_bad_one_is_refused_before_the_first_is_loaded(
    veiltrace: "Veiltrace", home: Settings, accounts: Path, tmp_path: Path
) -> None:
    with pytest.raises(SourceUnavailable, match="does not exist"):
        veiltrace("ingest", accounts, tmp_path / "none.jsonl", "--mapping", "cn_marketplace")
    assert runs_of(home)[0] == ()


def test_a_file_of_accounts_without_a_consent_is_refused(
    veiltrace: "Veiltrace", home: Settings, repository: Path
) -> None:
    with pytest.raises(IngestRefused, match="VT-04"):
        veiltrace("ingest", repository / "tests/data/ftm/veiltrace_14_kinds.ftm.jsonl")
    assert runs_of(home)[0] == ()


def test_what_was_loaded_before_a_file_failed_is_reported(
    veiltrace: "Veiltrace",
    program: Callable[..., Result],
    home: Settings,
    repository: Path,
) -> None:
    data = repository / "tests/data"
    # The second is refused only once its accounts are met.
    refused = data / "ftm/veiltrace_14_kinds.ftm.jsonl"
    result = program("ingest", data / "gleif/lei-data.xml", refused)
    assert isinstance(result.exception, IngestRefused)
    assert "lei-data.xml" in result.stdout
    assert len(runs_of(home)[0]) == 1


SOURCE = """
name: our-register
kind: corporate
publisher: Our Register
obtained: licensed
legal_basis: contract
jurisdiction: gb
licence: by contract
refreshed_on: 2026-05-31
refresh_days: 30
retention_days: 365
"""


def test_two_issues_of_a_file_are_one_source_where_a_file_says_whose_they_are(
    veiltrace: "Veiltrace", home: Settings, tmp_path: Path
) -> None:
    whose = tmp_path / "whose.yaml"
    whose.write_text(SOURCE)
    for issue, properties in enumerate(('"name": ["Ann Example"], "gender": ["female"]',
                                        '"name": ["Ann Example"]')):  # fmt: skip
        path = tmp_path / f"issue-{issue}.ftm.jsonl"
        path.write_text(f'{{"id": "a", "schema": "Person", "properties": {{{properties}}}}}\n')
        day = f"2026-0{issue + 4}-01"
        veiltrace("ingest", path, "--source", whose, "--refreshed-on", day)
    with open_store(home) as store:
        assert [s.source.name for s in store.sources()] == ["our-register"]
        view = store.view(date(2026, 6, 1))
        (found,) = view.search("Ann Example")
        assert [s.name for s in view.statements([found.node.id])[found.node.id]] == ["name"]


def test_a_source_file_with_a_fault_names_it(veiltrace: "Veiltrace", tmp_path: Path) -> None:
    whose = tmp_path / "whose.yaml"
    whose.write_text(SOURCE.replace("licensed", "found it somewhere"))
    sample = tmp_path / "x.ftm.jsonl"
    sample.write_text('{"id": "a", "schema": "Person", "properties": {"name": ["Ann Example"]}}\n')
    with pytest.raises(MappingError, match="obtained"):
        veiltrace("ingest", sample, "--source", whose)


def test_what_was_leaked_is_loaded_only_as_what_the_operator_declares_it_to_be(
    veiltrace: "Veiltrace", home: Settings, repository: Path, tmp_path: Path
) -> None:
    tables = sorted((repository / "tests/data/icij").glob("*.csv"))
    with pytest.raises(IngestRefused, match="VT-21"):
        veiltrace("ingest", *tables)
    assert runs_of(home)[0] == ()
    whose = tmp_path / "whose.yaml"
    whose.write_text(SOURCE)
    veiltrace("ingest", *tables, "--source", whose)
    assert [run.source for run in runs_of(home)[0]] == ["our-register"] * len(tables)


def test_a_load_says_which_kinds_of_source_are_not_covered(
    veiltrace: "Veiltrace", repository: Path
) -> None:
    table = repository / "tests/data/us/MASTER.txt"
    report = " ".join(veiltrace("ingest", table, "--mapping", "us_faa").split())
    assert "searched: transport" in report
    assert "not loaded: telecom, real_estate," in report


def test_a_load_says_how_many_parties_nothing_can_link(
    veiltrace: "Veiltrace", repository: Path
) -> None:
    table = repository / "tests/data/us/MASTER.txt"
    report = " ".join(veiltrace("ingest", table, "--mapping", "us_faa").split())
    assert "MASTER.txt: 6 of 6 parties carry no identifier by which they could be linked" in report
    again = " ".join(veiltrace("ingest", table, "--mapping", "us_faa").split())
    assert "parties carry no identifier" not in again
