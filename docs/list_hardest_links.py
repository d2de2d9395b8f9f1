"""Writes into hardest-links.md, beside what is written there by hand, what the program finds.

`.venv/bin/python docs/list_hardest_links.py`. Between two marks that name a set, the lists of that
set are written anew; everything else stays.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.band_choice import THRESHOLD  # noqa: E402 - the benchmarks are in no package
from benchmarks.hardest_links import (  # noqa: E402
    Errors,
    false_merges,
    missed_pairs,
    narrow_escapes,
)
from benchmarks.linked_set import SCORED, FittedSet, fit_set  # noqa: E402

from veiltrace_graph.resolution.explanation import MISSING, explain  # noqa: E402
from veiltrace_graph.resolution.linkage_record import LinkageRecord  # noqa: E402

PAGE = Path(__file__).parent / "hardest-links.md"
COUNT, PATTERNS = 10, 5

REAL_PEOPLE = frozenset({"historical_50k"})
"""Sets of which no value is shown: its people are long dead, and real."""

SHOWN = (
    "name",
    "alias",
    "former_name",
    "birth_date",
    "gender",
    "address",
    "legal_form",
    "incorporated_on",
    "industry",
)
"""Properties whose values are shown. Numbers are not: some may be somebody's by chance."""


def main() -> None:
    """Write the lists of every scored set."""
    text = PAGE.read_text(encoding="utf-8")
    for name in SCORED:
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            sys.exit(f"{PAGE.name} has no marks for {name}")
        before, _, rest = text.partition(start)
        after = rest.partition(end)[2]
        text = before + start + "\n".join(lists_of(fit_set(name))) + "\n" + end + after
    PAGE.write_text(text, encoding="utf-8")


def lists_of(one: FittedSet) -> Iterator[str]:
    """Yield the lines of a set's lists: false merges, or what came nearest, and misses."""
    cluster = one.link(THRESHOLD).clustering.label
    wrong, missed = false_merges(one, cluster), missed_pairs(one, cluster)
    yield f"**False merges: {len(wrong.bits):,} pairs.**"
    if len(wrong.bits):
        yield from _tables(one, wrong, surest=True)
    else:
        near = narrow_escapes(one, cluster)
        yield f"None. Wrong pairs that came near, likelier than 0.01: {len(near.bits):,}."
        if len(near.bits):
            yield from _tables(one, near, surest=True)
    never = int((~missed.is_candidate).sum())
    yield ""
    yield f"**Misses: {len(missed.bits):,} pairs, of which {never:,} share no blocking key.**"
    if len(missed.bits):
        yield from _tables(one, missed, surest=False)


def _tables(one: FittedSet, errors: Errors, *, surest: bool) -> Iterator[str]:
    yield ""
    yield "| pairs | how they compare, the commonest |"
    yield "|---|---|"
    for pattern, count in errors.patterns(one, PATTERNS):
        yield f"| {count:,} | {_cell(pattern)} |"
    yield ""
    has_values = one.name not in REAL_PEOPLE
    yield "| probability | how they compare, in bits |" + (" what differs |" if has_values else "")
    yield "|---|---|" + ("---|" if has_values else "")
    for left, right in errors.hardest(one, COUNT, surest=surest):
        yield _row(one, one.given.records[left], one.given.records[right], has_values)


def _row(one: FittedSet, left: LinkageRecord, right: LinkageRecord, has_values: bool) -> str:
    found = explain(left, right, one.model)
    compared = {comparison.name for comparison in one.model.comparisons}
    steps = ", ".join(
        f"{step.name} {step.level} {step.bits:+.1f}"
        for step in found.steps
        if step.name in compared and step.level != MISSING
    )
    never = "" if found.is_candidate else ", never compared"
    row = f"| {found.probability:.2g}{never} | {_cell(steps)} |"
    return row + (f" {_cell('; '.join(_differing(left, right)))} |" if has_values else "")


def _differing(left: LinkageRecord, right: LinkageRecord) -> Iterable[str]:
    for name in SHOWN:
        ours, theirs = (
            " + ".join(sorted({value.value for value in record.values if value.name == name}))
            for record in (left, right)
        )
        if ours != theirs:
            yield f"{name}: {ours or '(none)'} / {theirs or '(none)'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("_", "\\_").replace("\n", " ")


if __name__ == "__main__":
    main()
