"""YAML text as plain values; a key given twice is a fault, where YAML would keep the last."""

from collections.abc import Hashable
from typing import Any

import yaml

from veiltrace_connectors.errors import MappingError


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            problem = f"the key '{twice}' is given twice"
            raise yaml.constructor.ConstructorError(problem=problem, problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str, *, called: str = "the mapping") -> object:
    """Return the one document of a YAML text; errors say what it is `called`.

    >>> parse_yaml("a: 1")
    {'a': 1}

    Raises: MappingError: the text is not YAML; the message says in which line.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader, made stricter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else "somewhere"
        raise MappingError(f"{called} is not YAML: {where}: {error.problem}") from None
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError):
        raise MappingError(f"{called} is not YAML text; write it anew") from None
