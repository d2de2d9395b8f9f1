"""/openapi.json: problems of every route, and the purpose as what it is, required."""

from typing import Any

from fastapi import FastAPI

from veiltrace_api.http.answers import Problem
from veiltrace_api.http.problems import PROBLEM

_READING = (400, 401, 403, 404, 409, 413, 415, 422, 500, 503)
_HEALTH = (400, 413, 415, 500, 503)
_METHODS = frozenset({"get", "post"})


def describe(app: FastAPI) -> None:
    """Let `app` describe itself as it behaves.

    The framework answers 422 where a required field is missing; a missing purpose must reach the
    gate, which refuses it by its rule and has it in the log. So it is required here alone.
    """
    made = app.openapi()
    made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for schema in ("HTTPValidationError", "ValidationError"):
        made["components"]["schemas"].pop(schema, None)
    for path, item in made["paths"].items():
        for method in _METHODS & item.keys():
            _describe_problems(item[method], _READING if path.startswith("/v1/") else _HEALTH)
            _require_purpose(item[method])
    for schema in made["components"]["schemas"].values():
        _require_purpose_in(schema)


def _describe_problems(operation: dict[str, Any], statuses: tuple[int, ...]) -> None:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in statuses:
        operation["responses"][str(status)] = {"description": "a problem", "content": content}


def _require_purpose(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "purpose":
            parameter["required"] = True
            parameter["schema"] = _not_null(parameter["schema"])


def _require_purpose_in(schema: dict[str, Any]) -> None:
    properties = schema.get("properties", {})
    if "purpose" in properties and "purpose" not in schema.get("required", ()):
        schema["required"] = [*schema.get("required", ()), "purpose"]
        properties["purpose"] = _not_null(properties["purpose"])


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    return kinds[0] if kinds else schema
