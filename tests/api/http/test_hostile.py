"""Hostile bodies, paths, queries and headers on each route: a problem, never 5xx, never an echo."""

import json
from typing import Any

import pytest

SECRET = "geheim"
BODIES = {
    "NaN": b'{"geheim": NaN}',
    "Infinity": b'{"geheim": -Infinity}',
    "a key twice": b'{"geheim": 1, "geheim": 2}',
    "half a surrogate pair": b'{"case": "geheim\\ud800"}',
    "NUL": b'{"case": "geheim\\u0000"}',
    "100,000 levels": b"[" * 100_000,
    "5,000 digits": b'{"geheim": ' + b"9" * 5_000 + b"}",
    "bad UTF-8": b'{"geheim": "\xff"}',
    "no JSON": b"geheim",
    "a list": b'["geheim"]',
    "a number": b"12345678901234567890",
    "null": b"null",
    "nothing": b"",
    "an unknown field": b'{"geheim": "geheim"}',
    "lists for all": b'{"case": ["geheim"], "kind": ["geheim"], "at": ["geheim"], "number": [1]}',
    "too much": b'{"note": "' + b"geheim" * 20_000 + b'"}',
}
POSTED = ("/v1/cases", "/v1/contact-permission", "/v1/outcomes")
TARGETS = {
    "NUL in the path": "/v1/cases/geheim%00/leads/assets",
    "bad UTF-8 in the path": "/v1/cases/geheim%ff/leads/assets",
    "half an escape": "/v1/cases/geheim%4/leads/assets",
    "a path too long": f"/v1/cases/{'geheim' * 1_000}/leads/assets",
    "NUL in the query": "/v1/search?text=geheim%00",
    "bad UTF-8 in the query": "/v1/search?text=geheim%c3%28",
    "half a surrogate pair": "/v1/search?text=geheim%ed%a0%80",
    "a field twice": "/v1/search?text=geheim&text=geheim",
    "a query too long": f"/v1/search?text={'geheim' * 1_000}",
    "an unknown field": "/v1/search?case=DC-1&text=a&geheim=1",
    "no number": "/v1/search?case=DC-1&text=a&limit=geheim",
    "5,000 digits": f"/v1/search?case=DC-1&text=a&limit={'9' * 3_000}",
    "no such purpose": "/v1/cases/DC-1/leads/assets?purpose=geheim",
    "no such day": "/v1/cases/DC-1/leads/assets?purpose=locate&as_of=geheim",
    "seconds for a day": "/v1/cases/DC-1/leads/assets?purpose=locate&as_of=1700000000",
    "a day out of time": "/v1/cases/DC-1/leads/assets?purpose=locate&as_of=9999-12-31",
    "a moment without its zone": "/v1/contact-permission?case=DC-1&purpose=locate&contact=geheim"
    "&channel=voice&at=2026-06-30T09:30:00",
    "a contact that is none": "/v1/contact-permission?case=DC-1&purpose=locate&contact=-"
    "&channel=voice&at=2026-06-30T09:30:00%2B08:00",
    "no such route": "/v1/geheim",
}


def assert_problem(answer: Any) -> None:
    """The answer is a problem of the caller's making that repeats nothing."""
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"title", "status", "code", "detail"} <= set(json.loads(answer.text))
    assert SECRET not in answer.text
    assert len(answer.text) < 1_500


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_a_problem(api: Any, path: str, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert_problem(api("POST", path, content=body, headers=headers))


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_hostile_target_is_a_problem(api: Any, target: str) -> None:
    assert_problem(api("GET", target))


@pytest.mark.parametrize(
    "value",
    ["", "Bearer", "Basic geheim", "Bearer geheim", "Bearer " + "geheim" * 1_000, "Bearer é"],
)
def test_a_hostile_authorization_is_a_problem(api: Any, value: str) -> None:
    headers = {"authorization": value.encode()}
    assert_problem(api("GET", "/v1/cases", key=None, headers=headers))


def test_headers_too_long_are_a_problem(api: Any) -> None:
    assert_problem(api("GET", "/v1/cases", headers={"x-geheim": "geheim" * 5_000}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "GEHEIM"])
def test_a_method_that_a_route_has_not_is_a_problem(api: Any, method: str) -> None:
    answer = api(method, "/v1/search")
    assert_problem(answer)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize("origin", ["null", "https://veiltrace.example.attacker.example"])
def test_no_other_origin_may_read_answers(api: Any, origin: str) -> None:
    answer = api("GET", "/healthz", headers={"origin": origin})
    assert "access-control-allow-origin" not in answer.headers


def test_a_faulty_field_is_named_by_our_name_and_not_by_the_callers(api: Any) -> None:
    answer = api("GET", "/v1/search?case=DC-1&text=a&limit=0&geheim=1")
    assert answer.json()["faults"] == [
        {"where": "query.limit", "fault": "greater_than_equal"},
        {"where": "query", "fault": "extra_forbidden"},
    ]
