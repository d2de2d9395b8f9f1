"""The audit log and unusual use as tables."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from veiltrace_api.control.anomalies import Anomaly
from veiltrace_api.render.listings import plain_table
from veiltrace_privacy.audit.event import AuditEvent

_SHOWN_ID = 12


def entries_table(entries: Sequence[tuple[int, AuditEvent]]) -> RenderableType:
    """Return the entries, oldest first; ids by their beginnings."""
    table = plain_table("Audit log")
    table.add_column("#", justify="right")
    for column in ("when (UTC)", "what", "who", "about"):
        table.add_column(column, overflow="fold")
    for index, event in entries:
        about = ", ".join(f"{name} {_short(value)}" for name, value in event.fields)
        when = f"{event.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(f"{index:,}", when, event.kind, _short(event.actor), Text(about))
    return table


def anomalies_table(anomalies: Sequence[Anomaly]) -> RenderableType:
    """Return what is unusual today, by kind and principal."""
    if not anomalies:
        return Text("nothing unusual today")
    table = plain_table("Unusual today")
    for column in ("what", "principal"):
        table.add_column(column, overflow="fold")
    table.add_column("count", justify="right")
    table.add_column("usual", justify="right")
    for item in anomalies:
        kind = item.kind.replace("_", " ")
        table.add_row(kind, _short(item.principal), f"{item.count:,}", f"{item.usual:g}")
    return table


def _short(value: str | int) -> str:
    text = str(value)
    is_id = len(text) >= 32 and set(text) <= set("0123456789abcdef")
    return f"{text[:_SHOWN_ID]}…" if is_id else text
