"""A match weight as a waterfall, in the terminal or as SVG: a bar for each comparison, in bits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from veiltrace_api.render.findings import short_id
from veiltrace_api.render.listings import plain_table
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_privacy.normalise.value import Flag

if TYPE_CHECKING:
    from veiltrace_graph.resolution.explanation import Explanation, Step

_WIDTH = 32  # columns of the terminal's bars
_FOR, _AGAINST, _NEITHER = "green", "red", "dim"
_LEVELS = (
    "after a slash: how rare what agrees is, 1 in 2^n at most; of a masked identifier, how many "
    "characters are shown"
)
_ROW, _LEFT, _BARS, _RIGHT = 28, 300, 520, 80
_COLOURS = {_FOR: "#2f855a", _AGAINST: "#c53030", _NEITHER: "#718096"}


@dataclass(frozen=True, slots=True)
class _Bar:
    """One step from the weight before it to the weight with it."""

    step: "Step"
    start: float
    end: float

    @property
    def colour(self) -> str:
        return _FOR if self.step.bits > 0 else _AGAINST if self.step.bits < 0 else _NEITHER


def waterfall_view(explained: "Explanation", records: Sequence[LinkageRecord]) -> RenderableType:
    """Return the waterfall beside what both records say; without records, beside the levels."""
    table = plain_table("Why these two, in bits: each doubles the odds that they are one")
    table.add_column("")
    for record in records:
        table.add_column(short_id(record.node), overflow="fold")
    for column in ("level", "bits"):
        table.add_column(column, justify="right" if column == "bits" else "left", no_wrap=True)
    table.add_column("weight so far", no_wrap=True)
    low, high = _range(explained)
    for bar in _bars(explained):
        said = [_said(record, bar.step) for record in records]
        drawn = _drawn(bar, low, high)
        table.add_row(
            bar.step.name.replace("_", " "),
            *said,
            bar.step.level,
            Text(f"{bar.step.bits:+.1f}", bar.colour),
            drawn,
        )
    return Group(table, Text(_summary(explained), "bold"), Text(_LEVELS, "dim"))


def waterfall_svg(explained: "Explanation") -> str:
    """Return the waterfall as a picture that names levels and bits, and no value of anybody."""
    bars, (low, high) = list(_bars(explained)), _range(explained)
    scale = _BARS / (high - low)
    height = (len(bars) + 2) * _ROW
    zero = _LEFT - low * scale
    rows = []
    for number, bar in enumerate(bars):
        y = (number + 0.5) * _ROW
        left, right = sorted(_LEFT + (x - low) * scale for x in (bar.start, bar.end))
        name = bar.step.name.replace("_", " ")
        words = escape(f"{name}: {bar.step.level}" if bar.step.level else name)
        rows.append(
            f'<text x="8" y="{y + 15:.0f}">{words}</text>'
            f'<rect x="{left:.1f}" y="{y:.0f}" width="{max(1.0, right - left):.1f}" '
            f'height="{_ROW - 8}" fill="{_COLOURS[bar.colour]}"/>'
            f'<text x="{_LEFT + _BARS + 8}" y="{y + 15:.0f}">{bar.step.bits:+.1f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _BARS + _RIGHT} {height}" '
        'role="img" aria-label="match weight of two records, by comparison" '
        'font-family="sans-serif" font-size="13">'
        f'<line x1="{zero:.1f}" y1="0" x2="{zero:.1f}" y2="{height - _ROW}" stroke="#a0aec0"/>'
        f"{''.join(rows)}"
        f'<text x="8" y="{height - 10}" font-weight="bold">{escape(_summary(explained))}</text>'
        "</svg>\n"
    )


def _bars(explained: "Explanation") -> Iterator[_Bar]:
    ends = list(accumulate(step.bits for step in explained.steps))
    for step, start, end in zip(explained.steps, [0.0, *ends], ends, strict=False):
        yield _Bar(step, start, end)


def _range(explained: "Explanation") -> tuple[float, float]:
    """Return the least and greatest weight on the way, 0 and one bit of room among them."""
    ends = [0.0, *accumulate(step.bits for step in explained.steps)]
    return min(ends) - 0.5, max(ends) + 0.5


def _drawn(bar: _Bar, low: float, high: float) -> Text:
    def column(weight: float) -> int:
        return round((weight - low) / (high - low) * (_WIDTH - 1))

    left, right = sorted((column(bar.start), column(bar.end)))
    cells = [" "] * _WIDTH
    cells[column(0.0)] = "│"
    cells[left : right + 1] = ["█"] * (right + 1 - left) if bar.step.bits else ["·"]
    return Text("".join(cells).rstrip(), bar.colour)


def _said(record: LinkageRecord, step: "Step") -> Text:
    values = [value for value in record.values if value.name in step.reads]
    lines = (f"{v.value} ({v.flag})" if v.flag is not Flag.OK else v.value for v in values)
    return Text("\n".join(dict.fromkeys(lines)))


def _summary(explained: "Explanation") -> str:
    said = f"{explained.bits:+.1f} bits: probability {explained.probability:.4g} that they are one"
    if explained.is_candidate:
        return said
    return f"{said}; no key compares the two, so no run ever scores them"
