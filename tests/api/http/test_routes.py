from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import TypeAdapter

from veiltrace_api.desk.desk import open_desk
from veiltrace_api.desk.grant import Question
from veiltrace_api.export import json_object
from veiltrace_api.http import answers
from veiltrace_graph.stores.sqlite.connection import writer_lock
from veiltrace_privacy.policy.words import Purpose


def ask(api: Any, path: str, **query: Any) -> Any:
    """The answer on the open case, which must be one."""
    answer = api("GET", path, params={"purpose": "enforcement"} | query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_route_about_a_case_answers_an_open_one(api: Any, route: Any) -> None:
    answer = route.ask(api, api.world.open, purpose="enforcement", key="crm")
    assert answer.status_code in (200, 204), answer.text


def test_the_debtors_newer_number_leads(api: Any) -> None:
    answer = ask(api, "/v1/cases/DC-1/leads/reachability")
    TypeAdapter(answers.Leads).validate_python(answer)
    leads = answer["debtors"][0]["leads"]
    assert leads[0]["class"] == "self_contact"
    assert "+8612400000001" in [lead["lead"] for lead in leads]
    assert {lead["class"] for lead in leads} <= {"self_contact", "liable_party", "locator"}
    assert "court.example" in answer["debtors"][0]["certification"]


def test_assets_are_answered_apart(api: Any) -> None:
    answer = ask(api, "/v1/cases/DC-1/leads/assets")
    TypeAdapter(answers.Leads).validate_python(answer)
    assert {lead["class"] for lead in answer["debtors"][0]["leads"]} <= {"asset"}


def test_what_a_purpose_does_not_cover_is_counted_with_its_rule(api: Any) -> None:
    answer = ask(api, "/v1/cases/DC-1/leads/suppressed", purpose="assets")
    TypeAdapter(answers.SuppressedLeads).validate_python(answer)
    rules = {item["rule"]: item["count"] for item in answer["debtors"][0]["suppressed"]}
    assert rules["VT-03"] > 0
    assert api.world.phone not in str(answer)


def test_the_same_question_to_command_and_route_has_the_same_leads(api: Any) -> None:
    world = api.world
    with open_desk(world.settings, world.clock) as desk:
        question = Question(desk.principal(), "DC-1", Purpose.LOCATE, world.now.date())
        told = [json_object("DC-1", answer) for answer in desk.reading.leads(question)]
    answer = ask(api, "/v1/cases/DC-1/leads/reachability", purpose="locate")
    assert answer["debtors"] == told


def test_a_name_is_found(api: Any) -> None:
    answer = ask(api, "/v1/search", case="DC-1", text=api.world.friend)
    TypeAdapter(answers.Hits).validate_python(answer)
    assert [hit["name"] for hit in answer["hits"]] == [api.world.friend]


def test_who_shares_an_address_is_near(api: Any) -> None:
    answer = ask(api, "/v1/relatedness", case="DC-1", party=api.world.debtor)
    TypeAdapter(answers.RelatedParties).validate_python(answer)
    assert api.world.friend in [party["name"] for party in answer["related"]]


def test_two_are_connected_by_paths_with_their_records(api: Any) -> None:
    both = {"party": api.world.debtor, "other": api.world.friend}
    answer = ask(api, "/v1/relatedness", case="DC-1", **both)
    TypeAdapter(answers.Connected).validate_python(answer)
    names = [node["name"] for node in answer["paths"][0]["nodes"]]
    assert (names[0], names[-1]) == (api.world.debtor, api.world.friend)
    assert answer["paths"][0]["steps"][0][0]["evidence"]["record_id"]


@pytest.mark.parametrize(("hour", "may"), [("09:30", True), ("22:30", False)])
def test_contact_is_permitted_by_day_and_not_by_night(api: Any, hour: str, may: bool) -> None:
    asked = {"contact": api.world.phone, "channel": "voice", "at": f"2026-06-30T{hour}:00+08:00"}
    answer = ask(api, "/v1/contact-permission", case="DC-1", **asked)
    TypeAdapter(answers.Permission).validate_python(answer)
    assert answer["may_contact_now"] is may
    assert [rule["rule"] for rule in answer["rules"]] == ([] if may else ["VT-12"])


def test_an_outcome_counts_as_an_attempt_and_weighs_in_the_ranking(api: Any) -> None:
    def probability() -> float:
        leads = ask(api, "/v1/cases/DC-1/leads/reachability")["debtors"][0]["leads"]
        found: list[float] = [
            lead["probability"] for lead in leads if lead["lead"].endswith(api.world.phone)
        ]
        return found[0] if found else 0.0

    before = probability()
    at = "2026-06-30T10:00:00+08:00"
    outcome = {"case": "DC-1", "purpose": "locate", "kind": "dead_number", "at": at}
    contact = {"contact": api.world.phone}
    assert api("POST", "/v1/outcomes", json=outcome | contact).status_code == 204
    assert probability() < before
    asked = contact | {"channel": "voice", "at": at}
    permission = ask(api, "/v1/contact-permission", case="DC-1", **asked)
    assert permission["attempts_left"] == 2


def test_a_case_is_added_and_listed_and_not_readable_without_a_mandate(api: Any) -> None:
    case = {"number": "API-1", "debtor": "示例戊", "creditor": "示例银行", "amount": 1000}
    assert api("POST", "/v1/cases", json=case).status_code == 204
    answer = api("GET", "/v1/cases").json()
    TypeAdapter(answers.Cases).validate_python(answer)
    states = {line["number"]: line["state"] for line in answer["cases"]}
    assert states["API-1"] == "not opened"
    assert states["DC-1"] == "open"
    assert "DC-4" not in states
    refused = api("GET", "/v1/cases/API-1/leads/reachability", params={"purpose": "locate"})
    assert refused.status_code == 403


def test_after_a_write_another_process_may_write(api: Any) -> None:
    case = {"number": "API-1", "debtor": "示例戊", "creditor": "示例银行", "amount": 1000}
    assert api("POST", "/v1/cases", json=case).status_code == 204
    with writer_lock(api.world.settings.store_file):
        assert api("POST", "/v1/cases", json=case).status_code == 503


def test_a_cases_number_may_hold_a_slash(api: Any) -> None:
    case = {"number": "2026/17", "debtor": "示例戊", "creditor": "示例银行", "amount": 1000}
    assert api("POST", "/v1/cases", json=case).status_code == 204
    answer = api("GET", "/v1/cases/2026%2F17/leads/assets", params={"purpose": "assets"})
    assert (answer.status_code, answer.json()["code"]) == (403, "api.access_refused")


def test_readers_and_writers_at_once_are_all_answered_and_all_in_the_log(
    api: Any, route: Any
) -> None:
    case = {"number": "API-1", "debtor": "示例戊", "creditor": "示例银行", "amount": 1000}

    def ask(place: int) -> Any:
        if place % 4 == 0:
            return api("POST", "/v1/cases", json=case)
        return route.ask(api, api.world.open, purpose="enforcement", key="crm")

    before = len(api.world.audit())
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(16)))
    assert [answer.text for answer in answers if answer.status_code not in (200, 204)] == []
    assert len(api.world.audit()) - before >= 16
