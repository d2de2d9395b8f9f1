"""The last line of a snapshot, which says how many entries it holds, against what was read."""

from collections import Counter
from collections.abc import Mapping

from veiltrace_connectors.json_lines import raw_json
from veiltrace_connectors.uk_psc.parties import section
from veiltrace_graph.model import Rejected

_COUNTED = {
    "persons_of_significant_control_count": (
        "individual",
        "corporate-entity",
        "legal-person",
        "super-secure",
    ),
    "statements_count": ("statement",),
    "exemptions_count": ("exemptions",),
}


def differing_totals(
    line: Mapping[str, object], read: Counter[str], position: int
) -> Rejected | None:
    """Return the totals rejected as `psc_totals` where they differ from what was read.

    Args:
        read: how many entries were read, by what they are of.
    Returns: None where all agree, or where none is stated. What is kept for review holds both.
    """
    stated = section(line, "data")
    counts = {key: sum(read[word] for word in words) for key, words in _COUNTED.items()}
    fields = [f"data.{key}" for key in _COUNTED if stated.get(key) not in (None, counts[key])]
    if not fields:
        return None
    return Rejected(position, "psc_totals", fields[0], raw_json({"stated": stated, "read": counts}))
