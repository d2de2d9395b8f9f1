"""Where a statement breaks BODS 0.4, as its published JSON schemas see it.

The schemas repeat every closed codelist as an `enum` and say which texts are dates and URIs
(`format`), which JSON Schema leaves unchecked unless asked.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import jsonschema_rs
import orjson

_SCHEMAS = ("statement", "components", "entity-record", "person-record", "relationship-record")


def violation(statement: object) -> str | None:
    """Return the JSON path of the first field that breaks the schema, or None if none does.

    A missing field is named itself, although it is not there. The statement as a whole is `$`.

    >>> violation({})
    'statementId'
    >>> violation([])
    '$'
    """
    try:
        error = next(_validator().iter_errors(statement), None)
    except ValueError:
        # jsonschema-rs refuses what is nested deeper than 255 levels; no statement is.
        return "$"
    if error is None:
        return None
    path = list(error.instance_path)
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
        path.append(error.kind.property)
    return json_path(path)


def json_path(steps: Sequence[str | int]) -> str:
    """Return steps into a JSON value in the usual notation.

    >>> json_path(["recordDetails", "interests", 0, "share"])
    'recordDetails.interests[0].share'
    """
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return written.removeprefix(".") or "$"


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    folder = files("veiltrace_connectors") / "schemas" / "bods_0_4"
    schemas = [orjson.loads((folder / f"{name}.json").read_bytes()) for name in _SCHEMAS]
    registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas])
    return jsonschema_rs.Draft202012Validator(
        {"$ref": "urn:statement#/$defs/Statement"},
        validate_formats=True,
        registry=registry,
    )
