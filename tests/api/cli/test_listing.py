from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from rich.cells import cell_len
from typer.testing import Result

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace


def test_sources_shows_what_is_loaded_and_which_kinds_are_missing(filled: "Veiltrace") -> None:
    shown = filled("sources", "--as-of", "2026-06-30")
    assert "cn-debt-portfolio" in shown
    assert "cn-marketplace-accounts" in shown
    assert "fictional-town-marketplace" in shown
    assert "real_estate" in shown


def test_sources_says_since_when_one_is_stale(filled: "Veiltrace") -> None:
    fresh = filled("sources", "--as-of", "2026-06-30")
    later = filled("sources", "--as-of", "2027-06-30")
    assert "stale" in later
    assert later != fresh


def test_runs_shows_the_newest_first_with_its_counts(filled: "Veiltrace") -> None:
    shown = filled("runs")
    assert shown.index("accounts.jsonl") < shown.index("portfolio.xlsx")
    assert "finished" in shown


def test_a_runs_rejected_rows_are_shown_only_when_asked_for(filled: "Veiltrace") -> None:
    shown = filled("runs", "2")
    assert "bad_json" in shown
    assert "geheim" not in shown
    assert '{"account_id": "M3", geheim' in filled("runs", "2", "--raw")


def test_a_run_without_rejected_rows_shows_none(filled: "Veiltrace") -> None:
    assert "bad_json" not in filled("runs", "1")


def test_a_publishers_name_is_shown_as_it_is_written(
    veiltrace: "Veiltrace", repository: Path, tmp_path: Path
) -> None:
    sample = repository / "tests/data/bods/valid/entity.json"
    statement = orjson.loads(sample.read_bytes())[0]
    statement["publicationDetails"]["publisher"] = {"name": "Büro [/bold] [red]"}
    path = tmp_path / "a[b].json"
    path.write_bytes(orjson.dumps([statement]))
    assert "a[b].json" in veiltrace("ingest", path)
    assert "Büro [/bold] [red]" in veiltrace("sources")
    runs = veiltrace("runs")
    assert "a[b].json" in runs
    assert "Büro [/bold] [red]" in runs


def test_the_tables_are_readable_at_eighty_columns(
    filled: "Veiltrace", program: Callable[..., Result]
) -> None:
    for command in ("sources", "runs"):
        shown = program(command, columns=80).stdout
        assert max(map(cell_len, shown.splitlines())) <= 80
        for whole in ("cn-debt-portfolio", "cn-marketplace-accounts"):
            assert whole in shown
    sources, runs = (program(command, columns=80).stdout for command in ("sources", "runs"))
    for word in ("fictional-town-marketplace", "partner_agreement", "records", "rejected"):
        assert word in sources
    for word in ("accounts.jsonl", "finished", "accepted", "unchanged", "rejected"):
        assert word in runs
