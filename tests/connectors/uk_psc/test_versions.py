"""Versions of an entry in the store: one edge, the later version counts, both are kept.

The snapshot and the stream disagree (openownership/register 264), and half of the companies the
register names are in no list of live ones (opensanctions pull request 5361).
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.uk_psc.connector import UkPscConnector
from veiltrace_graph.model import EntityRef, Relation
from veiltrace_graph.vocabulary import RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "uk_psc"
SAMPLE = DATA / "psc-snapshot-sample.txt"
COMPANY = EntityRef("record:Companies House", "01234567")
AUTUMN, WINTER = date(2026, 10, 1), date(2026, 11, 1)


def two_versions(folder: Path) -> tuple[Path, Path]:
    """The snapshot's entry, and a later event of the stream by which the control has ceased."""
    line = orjson.loads((DATA / "fixture_psc_individual.json").read_bytes())
    del line["data"]["natures_of_control"][1]
    ceased = {
        "resource_uri": "/company/1234567/persons_with_significant_control/individual/x",
        "data": line["data"] | {"ceased_on": "2026-10-15"},
        "event": {"published_at": f"{WINTER}T08:00:00", "type": "changed"},
    }
    snapshot = folder / f"psc-snapshot-{AUTUMN}.txt"
    stream = folder / "stream.json"
    snapshot.write_bytes(orjson.dumps(line))
    stream.write_bytes(orjson.dumps(ceased))
    return snapshot, stream


def control(relations: Sequence[Relation]) -> list[Relation]:
    return [relation for relation in relations if relation.kind is RelationKind.OWNS_SHARE]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_versions_of_one_link_the_later_counts_in_whatever_order_they_came(
    order: int, tmp_path: Path, loaded: "Loaded"
) -> None:
    for path in two_versions(tmp_path)[::order]:
        loaded.load(partial(UkPscConnector, DataFile(path)))
    [before] = control(loaded.relations(COMPANY, date(2026, 10, 20)))
    assert (before.valid_to, before.evidence.seen_on) == (None, AUTUMN)
    assert control(loaded.relations(COMPANY, date(2026, 11, 2))) == []
    [summary] = loaded.store.sources()
    assert summary.records == 1


def test_a_second_load_of_the_sample_changes_nothing(loaded: "Loaded") -> None:
    first = loaded.load(lambda: UkPscConnector(DataFile(SAMPLE), WINTER))
    loaded.store.digest()
    second = loaded.load(lambda: UkPscConnector(DataFile(SAMPLE), WINTER))
    assert first.rejections == {("bad_json", ""): 1}
    assert (first.run.accepted, second.run.accepted, second.run.unchanged) == (5, 0, 5)
    assert second.rejections == first.rejections


def test_a_stub_is_found_by_number_and_by_no_name(loaded: "Loaded") -> None:
    loaded.load(lambda: UkPscConnector(DataFile(SAMPLE), WINTER))
    view = loaded.store.view(date(2027, 1, 1))
    [by_number] = view.find("company_number", "GB-COH:NI999992")
    assert by_number.node.caption == ""
    assert view.search("not in live register") == ()
