"""The examples of the rules, each asked of the pack, and the page that shows them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from veiltrace_privacy.policy.contact import contact_permission
from veiltrace_privacy.policy.facts import FACTS, FactValue
from veiltrace_privacy.policy.gate import decide
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rules.purpose import ALLOWANCES
from veiltrace_privacy.policy.words import Gate, Outcome, Purpose

TODAY = date(2026, 6, 30)
CASE: dict[str, FactValue] = {
    "case_open": True,
    "mandate_purposes": ("assets", "enforcement", "locate"),
}
LEAD: dict[str, FactValue] = CASE | {
    "lead_class": "self_contact",
    "identity_candidates": 1,
    "youngest_age": 41,
}
LOCATOR: dict[str, FactValue] = LEAD | {
    "lead_class": "locator",
    "third_party_refused": False,
    "debtor_lost": True,
    "lost_evidence": "outcome-17",
}
LOAD: dict[str, FactValue] = {
    "reads_people": False,
    "legal_basis": "statutory_duty",
    "source_jurisdiction": "cn",
    "origin": "official_register",
    "sensitive_kinds": (),
}
EVIDENCE: dict[str, FactValue] = CASE | {
    "join_with": "local",
    "legal_basis": "contract",
    "source_jurisdiction": "cn",
    "origin": "own_records",
}
MATCH: dict[str, FactValue] = CASE | {
    "join_with": "partner",
    "agreement_id": "A-7",
    "partner_agreement_id": "A-7",
    "agreement_basis": "consent",
    "partner_basis": "consent",
    "partner_purpose": "locate",
}
READ: dict[str, FactValue] = CASE | {"field_groups": ("identity", "relation")}
LOCATE, ASSETS, UPKEEP = Purpose.LOCATE, Purpose.ASSETS, Purpose.MAINTENANCE
ALLOW, SUPPRESS, REVIEW, REFUSE = Outcome.ALLOW, Outcome.SUPPRESS, Outcome.REVIEW, Outcome.REFUSE


@dataclass(frozen=True)
class Example:
    rule: str
    text: str
    outcome: Outcome
    gate: Gate
    purpose: Purpose | None
    facts: dict[str, FactValue]
    jurisdiction: str = "cn"


EXAMPLES = [
    Example("VT-01", "leads asked without a purpose", REFUSE, Gate.LEAD, None, LEAD),
    Example("VT-01", "leads of an open case", ALLOW, Gate.LEAD, LOCATE, LEAD),
    Example("VT-01", "closed case", REFUSE, Gate.LEAD, LOCATE, LEAD | {"case_open": False}),
    Example(
        "VT-01",
        "a purpose the mandate lacks",
        REFUSE,
        Gate.LEAD,
        LOCATE,
        LEAD | {"mandate_purposes": ("assets",)},
    ),
    Example(
        "VT-01",
        "maintenance that reads people",
        REFUSE,
        Gate.READ,
        UPKEEP,
        {"reads_people": True, "field_groups": ("source",)},
    ),
    Example(
        "VT-01",
        "review of one held item",
        ALLOW,
        Gate.READ,
        Purpose.REVIEW,
        {"review_item": "q-3", "field_groups": ("identity",)},
    ),
    Example(
        "VT-02",
        "Chinese source held by legitimate interest",
        SUPPRESS,
        Gate.JOIN,
        LOCATE,
        EVIDENCE | {"legal_basis": "legitimate_interest"},
    ),
    Example("VT-02", "the same under contract", ALLOW, Gate.JOIN, LOCATE, EVIDENCE),
    Example(
        "VT-02",
        "British source, British case, legitimate interest",
        ALLOW,
        Gate.JOIN,
        LOCATE,
        EVIDENCE | {"legal_basis": "legitimate_interest", "source_jurisdiction": "gb"},
        "gb",
    ),
    Example(
        "VT-03",
        "purpose locate, asset row",
        SUPPRESS,
        Gate.LEAD,
        LOCATE,
        LEAD | {"lead_class": "asset"},
    ),
    Example(
        "VT-03",
        "purpose locate, balances",
        SUPPRESS,
        Gate.READ,
        LOCATE,
        READ | {"field_groups": ("identity", "balance")},
    ),
    Example(
        "VT-03",
        "purpose assets, asset row",
        ALLOW,
        Gate.LEAD,
        ASSETS,
        LEAD | {"lead_class": "asset"},
    ),
    Example("VT-03", "purpose assets, the debtor's phone", SUPPRESS, Gate.LEAD, ASSETS, LEAD),
    Example(
        "VT-04",
        "location trail without a separate consent",
        REFUSE,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"sensitive_kinds": ("whereabouts",)},
    ),
    Example(
        "VT-04",
        "location trail with one",
        ALLOW,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"sensitive_kinds": ("whereabouts",), "separate_consent": "C-9"},
    ),
    Example(
        "VT-04",
        "the lender's own accounts",
        ALLOW,
        Gate.INGEST,
        UPKEEP,
        LOAD
        | {
            "sensitive_kinds": ("financial_account",),
            "origin": "own_records",
            "legal_basis": "contract",
        },
    ),
    Example(
        "VT-04",
        "accounts from a partner under contract",
        REFUSE,
        Gate.INGEST,
        UPKEEP,
        LOAD
        | {
            "sensitive_kinds": ("financial_account",),
            "origin": "partner_agreement",
            "legal_basis": "contract",
        },
    ),
    Example(
        "VT-05", "path via a child aged 9", SUPPRESS, Gate.READ, LOCATE, READ | {"youngest_age": 9}
    ),
    Example("VT-05", "aged 17", SUPPRESS, Gate.LEAD, LOCATE, LEAD | {"youngest_age": 17}),
    Example("VT-05", "aged 18", ALLOW, Gate.LEAD, LOCATE, LEAD | {"youngest_age": 18}),
    Example(
        "VT-06",
        "purposes differ",
        REFUSE,
        Gate.JOIN,
        LOCATE,
        MATCH | {"partner_purpose": "assets"},
    ),
    Example(
        "VT-06",
        "agreements differ",
        REFUSE,
        Gate.JOIN,
        LOCATE,
        MATCH | {"partner_agreement_id": "A-8"},
    ),
    Example(
        "VT-06",
        "partner shares by legitimate interest",
        REFUSE,
        Gate.JOIN,
        LOCATE,
        MATCH | {"partner_basis": "legitimate_interest"},
    ),
    Example("VT-06", "both sides agree", ALLOW, Gate.JOIN, LOCATE, MATCH),
    Example(
        "VT-17", "debtor not lost", SUPPRESS, Gate.LEAD, LOCATE, LOCATOR | {"debtor_lost": False}
    ),
    Example(
        "VT-17",
        "refused once, new case of the same tenant",
        SUPPRESS,
        Gate.LEAD,
        LOCATE,
        LOCATOR | {"third_party_refused": True},
    ),
    Example(
        "VT-17",
        "lost, without evidence",
        SUPPRESS,
        Gate.LEAD,
        LOCATE,
        {name: value for name, value in LOCATOR.items() if name != "lost_evidence"},
    ),
    Example("VT-17", "lost, with evidence", ALLOW, Gate.LEAD, LOCATE, LOCATOR),
    Example(
        "VT-20",
        "same name and birth date, two ids",
        REVIEW,
        Gate.LEAD,
        LOCATE,
        LEAD | {"identity_candidates": 2},
    ),
    Example(
        "VT-20",
        "the same, an asset",
        ALLOW,
        Gate.LEAD,
        ASSETS,
        LEAD | {"identity_candidates": 2, "lead_class": "asset"},
    ),
    Example(
        "VT-21",
        "a source declares leak",
        REFUSE,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"origin": "leak"},
    ),
    Example(
        "VT-21",
        "a source declares an official register",
        ALLOW,
        Gate.INGEST,
        UPKEEP,
        LOAD,
    ),
    Example(
        "VT-22",
        "records of vehicles without a code",
        REFUSE,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"vehicle_rows": True},
        "us",
    ),
    Example(
        "VT-22",
        "the same for a debt (b3)",
        ALLOW,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"vehicle_rows": True, "dppa_use": "b3"},
        "us",
    ),
    Example(
        "VT-22",
        "a US source without vehicles",
        ALLOW,
        Gate.INGEST,
        UPKEEP,
        LOAD | {"vehicle_rows": False},
        "us",
    ),
]

CALL: dict[str, FactValue] = {"channel": "voice", "voice_calls_today": 0, "unanswered_today": 0}
VISIT: dict[str, FactValue] = {"channel": "visit", "visits_today": 0, "visit_staff": 2}
US_CALL: dict[str, FactValue] = {
    "channel": "voice",
    "calls_in_7_days": 0,
    "talks_in_7_days": 0,
    "utc_offsets": (-240,),
}
TEN_TO_MIDNIGHT: dict[str, FactValue] = {"agreed_from": time(22), "agreed_until": time(0)}


@dataclass(frozen=True)
class ContactExample:
    rule: str
    text: str
    outcome: Outcome
    clock: str
    facts: dict[str, FactValue]
    jurisdiction: str = "cn"

    @property
    def at(self) -> datetime:
        hours = 8 if self.jurisdiction == "cn" else -4
        zone = timezone(timedelta(hours=hours))
        return datetime.combine(TODAY, time.fromisoformat(self.clock), zone)


CONTACT_EXAMPLES = [
    ContactExample("VT-12", "22:00:00", SUPPRESS, "22:00:00", CALL),
    ContactExample("VT-12", "21:59:59", ALLOW, "21:59:59", CALL),
    ContactExample("VT-12", "07:59:59", SUPPRESS, "07:59:59", CALL),
    ContactExample("VT-12", "08:00:00", ALLOW, "08:00:00", CALL),
    ContactExample(
        "VT-12", "23:00, agreed from 22:00 to 00:00", ALLOW, "23:00", CALL | TEN_TO_MIDNIGHT
    ),
    ContactExample(
        "VT-13",
        "New York code, California address, 08:30 in New York",
        SUPPRESS,
        "08:30",
        US_CALL | {"utc_offsets": (-240, -420)},
        "us",
    ),
    ContactExample(
        "VT-13",
        "the same at 12:30 in New York",
        ALLOW,
        "12:30",
        US_CALL | {"utc_offsets": (-240, -420)},
        "us",
    ),
    ContactExample("VT-13", "08:00:00", SUPPRESS, "08:00:00", US_CALL, "us"),
    ContactExample("VT-13", "21:00:00", SUPPRESS, "21:00:00", US_CALL, "us"),
    ContactExample(
        "VT-14",
        "7 calls in 7 days, an 8th",
        REVIEW,
        "12:00",
        US_CALL | {"calls_in_7_days": 7},
        "us",
    ),
    ContactExample(
        "VT-14", "talked 3 days ago", REVIEW, "12:00", US_CALL | {"talks_in_7_days": 1}, "us"
    ),
    ContactExample("VT-14", "a first call", ALLOW, "12:00", US_CALL, "us"),
    ContactExample("VT-15", "a 4th voice call", SUPPRESS, "12:00", CALL | {"voice_calls_today": 3}),
    ContactExample(
        "VT-15",
        "a 7th call to a point that never answers",
        SUPPRESS,
        "12:00",
        CALL | {"unanswered_today": 6},
    ),
    ContactExample("VT-15", "a visit by one person", SUPPRESS, "12:00", VISIT | {"visit_staff": 1}),
    ContactExample("VT-15", "a second visit", SUPPRESS, "12:00", VISIT | {"visits_today": 1}),
    ContactExample("VT-15", "a first visit by two", ALLOW, "12:00", VISIT),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule} {e.text}")
def test_each_example_of_the_gate_comes_out_as_the_page_says(example: Example) -> None:
    request = Request(example.gate, example.purpose, example.jurisdiction, example.facts)
    decision = decide(request, RULES, TODAY)
    said = {finding.rule_id: finding.outcome for finding in decision.findings}
    assert said.get(example.rule, Outcome.ALLOW) is example.outcome
    assert decision.outcome is example.outcome
    assert (example.rule in decision.rules) is (example.outcome is not Outcome.ALLOW)


@pytest.mark.parametrize("example", CONTACT_EXAMPLES, ids=lambda e: f"{e.rule} {e.text}")
def test_each_example_of_contact_comes_out_as_the_page_says(example: ContactExample) -> None:
    request = Request(Gate.READ, LOCATE, example.jurisdiction, example.facts)
    answer = contact_permission(request, RULES, example.at)
    assert answer.outcome is example.outcome
    assert answer.rules == (() if example.outcome is Outcome.ALLOW else (example.rule,))


def test_each_rule_has_an_example_that_allows_and_one_that_does_not() -> None:
    seen = {(example.rule, example.outcome is Outcome.ALLOW) for example in EXAMPLES}
    seen |= {(example.rule, example.outcome is Outcome.ALLOW) for example in CONTACT_EXAMPLES}
    assert seen == {(rule.id, allows) for rule in RULES.declarations for allows in (True, False)}


def rule_rows() -> list[str]:
    """The rows of the page's table of rules, as they should be."""
    gates = {rule.declared.id: ", ".join(sorted(rule.gates)) for rule in RULES.rules}
    rows = []
    for rule in RULES.declarations:
        law = ", ".join(sorted(rule.jurisdictions)) or "all"
        shown: list[Example | ContactExample] = [*EXAMPLES, *CONTACT_EXAMPLES]
        examples = "; ".join(
            f"{example.text} → {example.outcome.name}"
            for example in shown
            if example.rule == rule.id
        )
        rows.append(
            f"| {rule.id} {rule.name} | {gates.get(rule.id, 'contact')} | {law} | {rule.does} "
            f"| {rule.citation}, from {rule.effective_from} | {rule.unknown.name} | {examples} |"
        )
    return rows


def rows_of(page: str, heading: str) -> list[str]:
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs/policy.md").read_text("utf-8")


def test_the_page_lists_each_rule_with_its_examples(page: str) -> None:
    assert rows_of(page, "Rules") == rule_rows()


def test_the_page_names_the_pack_in_use(page: str) -> None:
    assert f"Pack `{RULES.version}`" in page
    assert RULES.digest in page


def test_the_page_lists_each_fact(page: str) -> None:
    assert rows_of(page, "Facts") == [
        f"| `{fact.name}` | {fact.type.value} | {fact.meaning} | {fact.known_by} |"
        for fact in FACTS.values()
    ]


def test_the_page_lists_what_each_purpose_sees(page: str) -> None:
    assert rows_of(page, "What a purpose sees") == [
        f"| `{purpose}` | {', '.join(sorted(seen.lead_classes)) or 'none'} "
        f"| {', '.join(sorted(seen.field_groups))} |"
        for purpose, seen in ALLOWANCES.items()
    ]
