from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from veiltrace_api.errors import AccessRefused, UsageError

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

WHY = ("--purpose", "enforcement")
NOON = ("--at", "2026-06-30T12:00+08:00")


def probability(veiltrace: "Veiltrace", number: str) -> float:
    answer = orjson.loads(veiltrace("leads", "DC-1", "--json", *WHY))
    return float(next(x["probability"] for x in answer["leads"] if x["lead"] == number))


def test_a_number_found_dead_falls_in_the_next_ranking(opened: "Veiltrace") -> None:
    before = probability(opened, "+8612400000001")
    said = opened("outcome", "DC-1", "--kind", "dead_number", "--contact", "12400000001", *WHY)
    assert "recorded: dead number" in said
    assert probability(opened, "+8612400000001") < before / 3


def test_a_third_party_who_refused_is_shown_no_more(opened: "Veiltrace") -> None:
    opened("outcome", "DC-1", "--kind", "dead_number", "--contact", "12400000009", *WHY)
    assert "示例乙" in opened("leads", "DC-1", *WHY)
    opened("outcome", "DC-1", "--kind", "refused", "--party", "示例乙", *WHY)
    shown = opened("leads", "DC-1", *WHY)
    assert "示例乙" not in shown
    assert "suppressed by VT-17" in shown


def test_an_outcome_needs_a_purpose(opened: "Veiltrace") -> None:
    with pytest.raises(AccessRefused, match="--purpose"):
        opened("outcome", "DC-1", "--kind", "dead_number", "--contact", "12400000001")


def test_contact_is_permitted_by_day_and_counts_what_was_tried(opened: "Veiltrace") -> None:
    ask = ("contact-permission", "DC-1", "--contact", "12400000001", "--channel", "voice", *WHY)
    assert "contact is allowed until 22:00, attempts left: 3" in opened(*ask, *NOON)
    for _ in range(3):
        opened("outcome", "DC-1", "--kind", "no_answer", "--contact", "12400000001", *NOON, *WHY)
    said = opened(*ask, "--at", "2026-06-30T13:00+08:00")
    assert "no contact, attempts left: 0" in said
    assert "by VT-15 FREQ-CN (GB/T 45251-2025" in said


def test_at_night_nobody_is_contacted(opened: "Veiltrace") -> None:
    said = opened("contact-permission", "DC-1", "--contact", "12400000001", "--channel", "text",
                  "--at", "2026-06-30T23:00+08:00", *WHY)  # fmt: skip
    assert said.startswith("no contact\nby VT-12 HOURS-CN")


def test_a_document_that_names_a_contact_point_is_a_lead_with_its_evidence(
    opened: "Veiltrace", tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("fictitious")
    said = opened("outcome", "DC-1", "--kind", "document", "--document", letter,
                  "--contact", "12400000055", *WHY)  # fmt: skip
    assert "recorded: document" in said
    shown = opened("leads", "DC-1", *WHY)
    assert "+8612400000055" in shown
    assert "own-investigation" in shown
    assert "letter.txt, SHA-256 " in opened("case", "show", "DC-1", *WHY)


@pytest.mark.parametrize(
    "words", [("--kind", "document"), ("--kind", "no_answer", "--document", "x.pdf")]
)
def test_a_document_and_its_kind_go_together(opened: "Veiltrace", words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="go together"):
        opened("outcome", "DC-1", "--contact", "12400000001", *words, *WHY)
