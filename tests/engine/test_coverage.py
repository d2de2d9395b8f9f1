from datetime import date, timedelta
from typing import TYPE_CHECKING

from veiltrace_engine.coverage import coverage
from veiltrace_graph.vocabulary import SEARCHED_KINDS, SourceKind

if TYPE_CHECKING:
    from tests.engine.conftest import World

TODAY = date(2026, 6, 30)  # every source of the world is refreshed today, due in 30 days


def test_every_searched_kind_is_listed_once_and_the_case_file_is_none(world: "World") -> None:
    world.source("portfolio", SourceKind.PORTFOLIO)
    found = coverage(world.sources, TODAY)
    assert tuple(entry.kind for entry in found.kinds) == SEARCHED_KINDS
    assert found.not_loaded == SEARCHED_KINDS


def test_a_loaded_kind_names_its_sources_and_their_newest_date(world: "World") -> None:
    world.source("b", SourceKind.VEHICLE)
    world.source("a", SourceKind.VEHICLE)
    entry = next(e for e in coverage(world.sources, TODAY).kinds if e.kind is SourceKind.VEHICLE)
    assert (entry.sources, entry.newest, entry.stale_since) == (("a", "b"), TODAY, None)


def test_a_kind_is_stale_from_the_day_its_refresh_was_due(world: "World") -> None:
    world.source("a", SourceKind.VEHICLE)
    due = TODAY + timedelta(days=30)
    assert coverage(world.sources, due).stale == ()
    late = coverage(world.sources, due + timedelta(days=1))
    assert late.stale == (SourceKind.VEHICLE,)
    assert [e.stale_since for e in late.kinds if e.searched] == [due]
