"""How a party came to be, pairs to decide and judgements, over HTTP."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from veiltrace_api.desk.desk import open_desk
from veiltrace_api.http import resolution_answers as answers
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS

WHY = {"reason": "another birth place"}


@pytest.fixture
def pair(api: Any) -> dict[str, str]:
    """The account of the friend and that of the debtor, which a model left to a person."""
    with open_desk(api.world.settings, api.world.clock) as desk:
        store = desk._vault.store
        named = {r.whole("name")[0]: r.node for r in store.linkage_records(PARTY_KINDS)}
        one, other = named[api.world.debtor], named[api.world.friend]
        store.replace_review_queue([ReviewPair(one, other, 0.4, 1.0)], scope=LinkScope(PARTY_KINDS))
    left, right = sorted((one.hex(), other.hex()))
    return {"left": left, "right": right}


def how(api: Any, party: str) -> Any:
    asked = {"case": "DC-1", "purpose": "locate", "party": party}
    answer = api("GET", "/v1/how", params=asked)
    assert answer.status_code == 200, answer.text
    TypeAdapter(answers.Chain).validate_python(answer.json())
    return answer.json()


def judge(api: Any, pair: dict[str, str], verdict: str, key: str = "reviewer") -> Any:
    return api("POST", "/v1/judgements", key=key, json=pair | WHY | {"verdict": verdict})


def test_how_a_party_came_to_be_is_told_record_by_record(api: Any) -> None:
    told = how(api, api.world.debtor)
    assert {r["source"] for r in told["records"]} >= {"cn-marketplace-accounts", "cases-by-hand"}
    first, *rest = told["records"]
    assert first["under"] is None
    assert {(r["link"]["author"], r["link"]["by"]) for r in rest} == {
        ("rule", "shared resident_id")
    }
    assert told["keystones"] == []


def test_the_next_pair_is_opened_for_a_reviewer_with_its_entry_in_the_log(
    api: Any, pair: dict[str, str]
) -> None:
    answer = api("GET", "/v1/review", key="reviewer")
    TypeAdapter(answers.PairsToDecide).validate_python(answer.json())
    (shown,) = answer.json()["pairs"]
    assert {name: shown[name] for name in ("left", "right")} == pair
    assert shown["probability"] == 0.4
    names = {v["value"] for r in shown["records"] for v in r["values"] if v["name"] == "name"}
    assert names == {api.world.debtor, api.world.friend}
    fields = dict(api.world.audit()[-1].fields)
    assert (fields["operation"], fields["purpose"]) == ("review", "review")


def test_a_program_reviews_and_judges_nothing(api: Any, pair: dict[str, str]) -> None:
    answer = api("GET", "/v1/review", key="crm")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.access_refused")
    assert api.world.friend not in answer.text
    assert judge(api, pair, "different", key="crm").status_code == 403


def test_a_judgement_is_kept_shown_and_taken_back(api: Any, pair: dict[str, str]) -> None:
    answer = judge(api, pair, "different")
    assert answer.status_code == 200, answer.text
    TypeAdapter(answers.JudgementMade).validate_python(answer.json())
    assert (answer.json()["before"], answer.json()["after"]) == ([], [])
    assert api("GET", "/v1/review", key="reviewer").json() == {"pairs": []}
    (idle,) = how(api, api.world.friend)["idle"]
    assert (idle["verdict"], idle["author"], idle["reason"]) == (
        "different",
        "person",
        "another birth place",
    )
    back = api("POST", "/v1/judgements/withdrawals", key="reviewer", json=pair | WHY)
    assert back.status_code == 200
    assert how(api, api.world.friend)["withdrawn"][0]["withdrawal_reason"] == WHY["reason"]
    assert len(api("GET", "/v1/review", key="reviewer").json()["pairs"]) == 1


def test_a_judgement_counts_in_the_next_answer_of_the_server(
    api: Any, pair: dict[str, str]
) -> None:
    def names_near() -> list[str]:
        asked = {"case": "DC-1", "purpose": "locate", "party": api.world.debtor}
        answer = api("GET", "/v1/relatedness", params=asked)
        return [party["name"] for party in answer.json()["related"]]

    assert api.world.friend in names_near()
    (made,) = judge(api, pair, "same").json()["after"]
    assert made["records"] > 2
    assert api.world.friend not in names_near()
    assert api("POST", "/v1/judgements/withdrawals", key="reviewer", json=pair | WHY).json()[
        "after"
    ]
    assert api.world.friend in names_near()


def test_a_judgement_that_cannot_be_is_a_conflict_that_says_what_to_do(
    api: Any, pair: dict[str, str]
) -> None:
    back = api("POST", "/v1/judgements/withdrawals", key="reviewer", json=pair | WHY)
    assert (back.status_code, back.json()["code"]) == (409, "graph.nothing_to_withdraw")
    assert "veiltrace how --log" in back.json()["detail"]
    firm = {"left": pair["left"], "right": "f" * 32}
    assert judge(api, firm, "same").status_code == 404
    same = {"left": pair["left"], "right": pair["left"]}
    assert judge(api, same, "same").status_code == 422
    number = pair | {"verdict": "unsure", "reason": "tel 12400000077"}
    answer = api("POST", "/v1/judgements", key="reviewer", json=number)
    assert (answer.status_code, answer.json()["code"]) == (422, "api.usage")
    assert "12400000077" not in answer.text
