"""A JSON object made flat: one text for each path."""

from collections import deque
from collections.abc import Mapping

from veiltrace_connectors.reading.cell_text import cell_text


def flatten(document: Mapping[str, object]) -> dict[str, str]:
    """Return the texts of a JSON object by path: keys joined with ".", list items with ";".

    Works off a queue and not by recursion, so that no depth of nesting can break it.

    >>> flatten({"name": "Example Ltd", "address": {"city": "York"}, "tags": ["a", 7, None]})
    {'name': 'Example Ltd', 'address.city': 'York', 'tags': 'a;7'}
    >>> flatten({"owners": [{"name": "A"}, {"name": "B"}]})
    {'owners.name': 'A;B'}
    """
    flat: dict[str, str] = {}
    queue: deque[tuple[str, object]] = deque(document.items())
    while queue:
        path, value = queue.popleft()
        if isinstance(value, Mapping):
            queue.extend((f"{path}.{key}", item) for key, item in value.items())
        elif isinstance(value, list):
            queue.extend((path, item) for item in value)
        else:
            text = value if isinstance(value, str) else cell_text(value)
            held = flat.get(path, "")
            flat[path] = f"{held};{text}" if held and text else held or text
    return flat
