"""Which records a model holds for one organisation, where families of firms share most."""

from collections.abc import Callable

import pytest
from benchmarks.company_generator import company_records
from benchmarks.raw_record import node_of, normalised
from tests.graph.resolution.conftest import seal

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.fitting import fit
from veiltrace_graph.resolution.frame import fit_frame
from veiltrace_graph.resolution.linkage import Linking, compare_candidates, link
from veiltrace_graph.resolution.linkage_input import linkage_input
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import ORGANISATIONS
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property

pytestmark = pytest.mark.slow

World = dict[NodeId, tuple[LinkageRecord, str]]
Linked = Callable[..., dict[NodeId, int]]

EVERY = 6
SHARED = {"phone": "12450000007", "address": "南京市鼓楼区示例路1号203室"}


def record(node: str, source: str, /, **said: str) -> LinkageRecord:
    values = []
    for name, text in said.items():
        read = normalise_property(name, text, country="CN")
        values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(NodeId(node.encode()), NodeKind.ORGANISATION, source, tuple(values))


@pytest.fixture(scope="module")
def world() -> World:
    """Records of every sixth company of a world, and whose each is."""
    raws = [raw for raw in company_records(7) if int(raw.entity) % EVERY == 0]
    return {node_of(raw.source, raw.record_id): (normalised(raw), raw.entity) for raw in raws}


@pytest.fixture(scope="module")
def model(world: World) -> MatchModel:
    given = linkage_input([one for one, _ in world.values()], ORGANISATIONS)
    frame = fit_frame(given.rows, given.keys, ORGANISATIONS, seal)
    return fit(given, frame, compare_candidates(given, frame)[0])


@pytest.fixture
def linked(world: World, model: MatchModel) -> Linked:
    """Return a function that links the world and these records, and says who is one with whom."""

    def labels(*more: LinkageRecord) -> dict[NodeId, int]:
        given = linkage_input([*(one for one, _ in world.values()), *more], ORGANISATIONS)
        found: Linking = link(given, model, Bands(automatic=0.8, review=0.1))
        label = found.clustering.label.tolist()
        return {one.node: number for one, number in zip(given.records, label, strict=True)}

    return labels


def test_records_of_one_company_become_one_party_and_those_of_two_do_not(
    world: World, linked: Linked
) -> None:
    label = linked()
    nodes = sorted(world)
    pairs = [(a, b) for i, a in enumerate(nodes) for b in nodes[:i]]
    found = {pair for pair in pairs if label[pair[0]] == label[pair[1]]}
    true = {(a, b) for a, b in pairs if world[a][1] == world[b][1]}
    assert len(found & true) / len(found) >= 0.98
    assert len(found & true) / len(true) >= 0.88


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("南京恒示贸易有限公司", "杭州恒示贸易有限公司"),
        ("恒示一号贸易有限公司", "恒示二号贸易有限公司"),
        ("恒示贸易有限公司", "恒示贸易有限公司南京分公司"),
        ("Hengshi Trading GmbH", "Hengshi Trading GmbH & Co. KG"),
    ],
)
def test_two_firms_of_one_family_share_a_phone_and_an_office_and_stay_two(
    one: str, other: str, linked: Linked
) -> None:
    label = linked(
        record("a", "register", name=one, **SHARED),
        record("a again", "court", name=one, **SHARED),
        record("b", "register", name=other, **SHARED),
        record("b again", "court", name=other, **SHARED),
    )
    assert label[NodeId(b"a")] == label[NodeId(b"a again")]
    assert label[NodeId(b"b")] == label[NodeId(b"b again")]
    assert label[NodeId(b"a")] != label[NodeId(b"b")]


def test_two_valid_credit_codes_are_never_one_party_whatever_is_between(linked: Linked) -> None:
    name = "恒示贸易有限公司"
    between = [record(f"{i}", f"list {i}", name=name, **SHARED) for i in range(3)]
    label = linked(
        record("a", "register", name=name, uscc="91320106MA9YYY999D", **SHARED),
        record("b", "register", name=name, uscc="91991006340158998T", **SHARED),
        *between,
    )
    assert label[NodeId(b"a")] != label[NodeId(b"b")]
    assert label[NodeId(b"0")] == label[NodeId(b"1")]


def test_a_name_in_two_scripts_with_one_office_is_one_company(linked: Linked) -> None:
    label = linked(
        record("a", "register", name="南京恒示贸易有限公司", **SHARED),
        record("b", "list", name="Nanjing Hengshi Trading Co., Ltd.", phone=SHARED["phone"]),
    )
    assert label[NodeId(b"a")] == label[NodeId(b"b")]


@pytest.mark.parametrize(
    "odd",
    ["", "有限公司", "🙂", "示" * 300, "fictional " * 30, "ä½ å¥½ å…¬å\x8f¸", "示|例公司|分公司"],
)
def test_an_odd_name_stops_no_run(odd: str, linked: Linked) -> None:
    label = linked(record("a", "register", name=odd, **SHARED), record("b", "list", name=odd))
    assert {NodeId(b"a"), NodeId(b"b")} <= set(label)
