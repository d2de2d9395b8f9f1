"""A match weight, drawn."""

import re
from xml.etree import ElementTree

import pytest
from rich.console import Console

from veiltrace_api.render.waterfall import waterfall_svg, waterfall_view
from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.explanation import Explanation, Step
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind

EXPLAINED = Explanation(
    (
        Step("prior", "", -12.0),
        Step("name", "same/14", 14.5, ("name",)),
        Step("birth_date", "other", -3.5, ("birth_date",)),
        Step("id_number", "missing", 0.0, ("id_number",)),
        Step("contact", "share/9", 8.0, ("phone",)),
    ),
    0.9922,
    is_candidate=True,
)


def record(name: str, phone: str) -> LinkageRecord:
    values = (PropertyValue("name", name), PropertyValue("phone", phone))
    return LinkageRecord(NodeId(name.encode()), NodeKind.PERSON, "court", values)


@pytest.fixture
def shown() -> str:
    records = [record("Jia Shili", "12400000001"), record("Shili Jia", "12400000001")]
    console = Console(width=160)
    with console.capture() as printed:
        console.print(waterfall_view(EXPLAINED, records))
    return printed.get()


def test_each_comparison_has_its_level_its_bits_and_what_both_say(shown: str) -> None:
    assert re.search(r"name +Jia Shili +Shili Jia +same/14 +\+14\.5", shown)
    assert re.search(r"birth date +other +-3\.5", shown)
    assert re.search(r"contact +12400000001 +12400000001 +share/9 +\+8\.0", shown)
    assert "+7.0 bits: probability 0.9922" in shown


def test_each_bar_begins_where_the_one_before_ended(shown: str) -> None:
    bars = [line for line in shown.splitlines() if "█" in line]
    ends = [(bar.index("█"), bar.rindex("█")) for bar in bars]
    prior, name, birth_date, contact = ends
    assert prior[0] == name[0]
    assert name[1] == birth_date[1]
    assert birth_date[0] == contact[0]


def test_what_is_missing_has_a_level_and_no_bar(shown: str) -> None:
    (line,) = [line for line in shown.splitlines() if "id number" in line]
    assert "missing" in line
    assert "█" not in line


def test_the_picture_has_a_bar_for_each_step_and_no_value_of_anybody() -> None:
    root = ElementTree.fromstring(waterfall_svg(EXPLAINED))
    bars = root.findall("{http://www.w3.org/2000/svg}rect")
    assert len(bars) == len(EXPLAINED.steps)
    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert lengths[0] / lengths[1] == pytest.approx(12 / 14.5, abs=0.01)


def test_what_no_run_scores_is_said_to_be_so() -> None:
    told = Explanation(EXPLAINED.steps, 0.99, is_candidate=False)
    assert "no run ever scores them" in waterfall_svg(told)
    assert "no run ever scores them" not in waterfall_svg(EXPLAINED)
