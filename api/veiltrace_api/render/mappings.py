"""Tables about mappings: what a trial came to, what was guessed, what is shipped."""

import re
import sys
from collections.abc import Mapping as Map
from itertools import takewhile
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from veiltrace_api.render.listings import plain_table
from veiltrace_connectors.base import Format
from veiltrace_connectors.mapping.guess.guess import Guess
from veiltrace_connectors.mapping.guess.placing import Place, Placed
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.trial import Trial

_SURE, _LIKELY = 0.8, 0.5


def trial_tables(trial: Trial) -> RenderableType:
    """Return the counts of a trial: per value how many read whole, are flagged, are empty."""
    table = plain_table(f"{trial.rows:,} rows read, {trial.accepted:,} accepted")
    table.add_column("value", overflow="fold")
    table.add_column("columns", overflow="fold")
    for column in ("whole", "flagged", "empty"):
        table.add_column(column, justify="right")
    table.add_column("flags", overflow="fold")
    for tried in trial.values:
        flags = ", ".join(f"{flag} {count:,}" for flag, count in tried.flagged.most_common())
        flagged = tried.flagged.total()
        table.add_row(
            tried.place,
            Text(", ".join(tried.columns)),
            f"{tried.whole:,}",
            Text(f"{flagged:,}", "yellow" if flagged else ""),
            f"{tried.empty:,}",
            flags,
        )
    parts: list[RenderableType] = [table]
    if trial.rejected:
        parts.append(_rejected(trial))
    if trial.offices_differ:
        differ = f"{trial.offices_differ:,} credit codes stand beside a 注册号 of another office"
        parts.append(Text(f"{differ}: the firm moved, or one of the two is not its own", "yellow"))
    if trial.unread:
        parts.append(Text(f"Columns left unread: {', '.join(trial.unread)}"))
    return Group(*parts)


def _rejected(trial: Trial) -> Table:
    table = plain_table("Rejected")
    table.add_column("reason")
    table.add_column("field", overflow="fold")
    table.add_column("rows", justify="right")
    for (reason, field), count in trial.rejected.most_common():
        table.add_row(reason, Text(field), f"{count:,}")
    return table


def guess_table(guess: Guess) -> Table:
    """Return each column with what it was taken for, how surely, and what told."""
    table = plain_table(f"Taken for records of the kind '{guess.shape.source}'")
    for column in ("column", "proposed meaning"):
        table.add_column(column, overflow="fold")
    table.add_column("confidence", justify="right")
    table.add_column("told by", overflow="fold")
    for placed in guess.columns:
        uses = _uses(placed, guess)
        confidence = placed.meaning.confidence
        style = "green" if confidence >= _SURE else "yellow" if confidence >= _LIKELY else "red"
        table.add_row(
            Text(placed.meaning.column),
            Text(uses) if uses else Text("left unread", "dim"),
            Text(f"{confidence:.2f}", style) if uses else "",
            placed.meaning.because if uses else "",
        )
    return table


def _uses(placed: Placed, guess: Guess) -> str:
    uses = [_use(place, guess) for place in placed.places]
    if f"{{{placed.meaning.column}}}" in guess.record_id:
        uses.append("record id")
    return ", ".join(dict.fromkeys(uses))


def _use(place: Place, guess: Guess) -> str:
    if place.relation:
        return f"{guess.shape.relations[place.relation - 1]['kind']}: {place.slot}"
    if not place.entity:
        return "day seen"
    entity = f"{place.entity}_{place.number}" if place.number else place.entity
    return f"{entity}: {place.slot}"


def mappings_table(mappings: Map[str, Path]) -> Table:
    """Return the shipped mappings with the kind of source and the file they read."""
    table = plain_table("Shipped mappings (--mapping NAME)")
    table.add_column("mapping", no_wrap=True)
    for column in ("kind", "format", "reads"):
        table.add_column(column, overflow="fold")
    for name, path in mappings.items():
        mapping = load_mapping(path)
        reads = Text(about_mapping(path.read_text("utf-8")))
        table.add_row(name, mapping.source.kind, mapping.format, reads)
    return table


def about_mapping(text: str) -> str:
    """Return the first sentence of the comment that a mapping file begins with.

    >>> about_mapping("# One row is\\n# one car. More.\\nveiltrace_mapping: 1")
    'One row is one car.'
    """
    lines = takewhile(lambda line: line.startswith("#"), text.splitlines())
    comment = " ".join(line.removeprefix("#").strip() for line in lines)
    return re.split(r"(?<=[.;]) ", comment, maxsplit=1)[0]


def formats_table(formats: Map[str, Format]) -> Table:
    """Return the formats that say themselves what they mean, and so need no mapping."""
    table = plain_table("Formats that need no mapping (--format NAME, or the file tells)")
    for column in ("format", "what"):
        table.add_column(column, overflow="fold")
    for name, one in formats.items():
        about = sys.modules[one.open.__module__].__doc__ or ""
        table.add_row(name, Text(" ".join(about.split("\n\n")[0].split())))
    return table
