"""Versions of an entry in the store: one edge, the later version counts, both are kept.

The snapshot and the stream disagree (openownership/register 264), and half of the companies the
register names are in no list of live ones (opensanctions pull request 5361).
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from veiltrace_connectors.base import Connector
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.uk_psc.connector import UkPscConnector
from veiltrace_connectors.uk_psc.records import STUB
from veiltrace_graph.model import EntityRef, Relation
from veiltrace_graph.vocabulary import RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "uk_psc"
SAMPLE = DATA / "psc-snapshot-sample.txt"
COMPANY = EntityRef("record:Companies House", "01234567")
AUTUMN, WINTER, NEXT_YEAR = date(2026, 10, 1), date(2026, 11, 1), date(2027, 1, 1)


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
    view = loaded.store.view(NEXT_YEAR)
    [by_number] = view.find("company_number", "GB-COH:NI999992")
    assert by_number.node.caption == ""
    assert view.search("not in live register") == ()


@pytest.mark.parametrize("order", [1, -1])
def test_the_list_of_live_companies_names_the_stubs_it_has_and_no_others(
    order: int, loaded: "Loaded", tmp_path: Path
) -> None:
    companies = load_mapping(shipped_mappings()["gb_companies_house"])
    live = DataFile(DATA.parent / "gb" / "BasicCompanyData-sample.csv")
    dissolved = tmp_path / f"psc-snapshot-{WINTER}.txt"
    dissolved.write_bytes(
        SAMPLE.read_bytes().replace(b"NI999992", b"NI999993").replace(b"SC999991", b"SC999990")
    )
    loads: list[Callable[[], Connector]] = [
        partial(MappedConnector, live, companies, AUTUMN),
        partial(UkPscConnector, DataFile(dissolved)),
    ]
    for open_connector in loads[::order]:
        loaded.load(open_connector)
    listed = EntityRef(COMPANY.scheme, "00000012")
    assert loaded.values(listed, "name", NEXT_YEAR) == ["FICTIONAL HOLDINGS LIMITED"]
    assert loaded.values(listed, "status", NEXT_YEAR) == ["Active"]
    for number in ("NI999993", "SC999990"):
        stub = EntityRef(COMPANY.scheme, number)
        assert loaded.values(stub, "name", NEXT_YEAR) == []
        assert STUB.value in loaded.values(stub, "note", NEXT_YEAR)
