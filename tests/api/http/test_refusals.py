import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from veiltrace_privacy.audit.log import AuditLog

CASE = {"number": "API-1", "debtor": "示例戊", "creditor": "示例银行", "amount": 1000}
PAIR = {"left": "0" * 32, "right": "1" * 32, "reason": "another birth place"}
OTHERS: dict[str, dict[str, Any] | None] = {
    "GET /v1/cases": None,
    "POST /v1/cases": CASE,
    "GET /v1/review": None,
    "POST /v1/judgements": PAIR | {"verdict": "different"},
    "POST /v1/judgements/withdrawals": PAIR,
}


def refused(api: Any, ask: Any) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Status and problem of a refusal, and the one entry the log got for it."""
    before = len(api.world.audit())
    answer = ask()
    entries = api.world.audit()[before:]
    assert [entry.kind for entry in entries] == ["read_refused"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert api.world.debtor not in answer.text
    assert "1240000" not in answer.text
    return answer.status_code, answer.json(), dict(entries[0].fields) | {"actor": entries[0].actor}


def test_the_refusals_here_are_tried_on_every_route(api: Any, case_routes: Any) -> None:
    paths = api.app.openapi()["paths"]
    routes = {f"{method.upper()} {path}" for path, item in paths.items() for method in item}
    tried = {f"{route.method} {route.path}" for route in case_routes} | set(OTHERS)
    assert {route for route in routes if "/v1/" in route} == tried


def ask_of_no_case(api: Any, route: str, key: str | None) -> Any:
    """The answer of a route that asks about no case."""
    method, path = route.split()
    body = OTHERS[route]
    return api(method, path, key=key, **({} if body is None else {"json": body}))


@pytest.mark.parametrize(
    ("case", "purpose", "key", "status", "reason", "rules"),
    [
        ("foreign", "locate", "crm", 404, "other_tenant", None),
        ("nowhere", "locate", "crm", 404, "unknown_case", None),
        ("open", None, "crm", 403, "no_purpose", "VT-01"),
        ("open", "maintenance", "crm", 403, "wrong_purpose", "VT-01"),
        ("closed", "locate", "crm", 403, "closed_case", "VT-01"),
        ("unsigned", "locate", "crm", 403, "no_mandate", "VT-01"),
        ("open", "locate", "auditor", 403, "wrong_role", None),
        ("open", "locate", "rival", 404, "other_tenant", None),
    ],
)
def test_every_route_about_a_case_refuses_and_the_log_says_why(
    api: Any,
    route: Any,
    case: str,
    purpose: str | None,
    key: str,
    status: int,
    reason: str,
    rules: str | None,
) -> None:
    number = getattr(api.world, case, "DC-99")
    answered, problem, entry = refused(
        api, lambda: route.ask(api, number, purpose=purpose, key=key)
    )
    assert (answered, entry["reason"]) == (status, reason)
    if rules:
        assert rules in problem["rules"]
        assert rules in entry["rules"]


@pytest.mark.parametrize("key", ["expired", "revoked", "unknown", "malformed", None])
def test_every_route_refuses_a_key_that_opens_nothing(
    api: Any, route: Any, key: str | None
) -> None:
    def ask() -> Any:
        return route.ask(api, api.world.open, purpose="locate", key=key)

    answered, problem, entry = refused(api, ask)
    assert (answered, problem["code"]) == (401, "control.key_refused")
    assert (entry["reason"], entry["actor"]) == (key or "malformed", "system:api")
    assert ask().headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("route", OTHERS)
@pytest.mark.parametrize("key", ["expired", "revoked", "unknown", "malformed", None])
def test_every_route_about_no_case_refuses_such_a_key_too(
    api: Any, route: str, key: str | None
) -> None:
    status, _, entry = refused(api, lambda: ask_of_no_case(api, route, key))
    assert (status, entry["reason"]) == (401, key or "malformed")


@pytest.mark.parametrize("route", OTHERS)
def test_every_route_about_no_case_is_for_those_whose_work_it_is(api: Any, route: str) -> None:
    status, _, entry = refused(api, lambda: ask_of_no_case(api, route, "auditor"))
    assert (status, entry["reason"]) == (403, "wrong_role")


def test_another_tenants_case_and_none_at_all_read_the_same(api: Any, route: Any) -> None:
    foreign, unknown = (
        route.ask(api, case, purpose="locate", key="crm") for case in (api.world.foreign, "DC-99")
    )
    assert (foreign.status_code, foreign.text) == (unknown.status_code, unknown.text)


def test_all_keys_that_open_nothing_read_the_same(api: Any, route: Any) -> None:
    texts = {
        route.ask(api, api.world.open, purpose="locate", key=key).text
        for key in ("expired", "revoked", "unknown", "malformed")
    }
    assert len(texts) == 1


def test_a_wrong_key_is_refused_before_the_question_is_looked_at(api: Any) -> None:
    answer = api("POST", "/v1/outcomes", key="unknown", json={"nonsense": 1})
    assert answer.status_code == 401


def all_routes(api: Any, route: Any) -> list[Any]:
    """The answers of one route about a case, and of those about none."""
    asked = [route.ask(api, api.world.open, purpose="locate", key="crm")]
    return asked + [ask_of_no_case(api, other, "crm") for other in OTHERS]


def assert_no_data(answers: list[Any], code: str) -> None:
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (503, code)
        assert set(answer.json()) == {"title", "status", "code", "detail"}
        assert "/" not in answer.json()["detail"]


def test_without_a_log_that_can_be_written_nothing_leaves(
    api: Any, route: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else each refusal waits its five seconds for the log.
    defaults = vars(AuditLog)["open"].__func__.__kwdefaults__
    monkeypatch.setitem(defaults, "lock_wait_s", 0.05)
    with closing(sqlite3.connect(api.world.settings.audit_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert_no_data(all_routes(api, route), "audit.unavailable")
        other.execute("ROLLBACK")
    assert route.ask(api, api.world.open, purpose="locate", key="crm").status_code in (200, 204)


def test_with_a_log_that_is_gone_nothing_leaves(api: Any, route: Any) -> None:
    api.world.settings.audit_file.unlink()
    assert_no_data(all_routes(api, route), "audit.unavailable")
    assert json.loads(api("GET", "/readyz", key=None).text)["code"] == "audit.unavailable"
