"""Comparison of dates with swapped, mistyped or missing parts.

Columns: `C`, ten characters `YYYY-MM-DD`, damaged ones too; `C_bits`, how rare the date is. The
first of January often stands for "only the year is known", so it has levels of its own.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)


def date_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for dates: the same, one edit, parts swapped, parts the same, other."""
    left, right = f"{column}_l", f"{column}_r"
    edits = f"damerau_levenshtein({left}, {right})"
    year = f"{left}[1:4] = {right}[1:4]"
    stand_in = f"({left}[6:] = '01-01' OR {right}[6:] = '01-01')"
    swapped = f"{left}[6:7] = {right}[9:10] AND {left}[9:10] = {right}[6:7]"
    return (
        *by_rarity("same", f"{left} = {right}", f"{column}_bits_l", (12.5, 9)),
        ComparisonLevel("one edit", f"{edits} <= 1 AND NOT {stand_in}"),
        ComparisonLevel("one edit from 1 January", f"{edits} <= 1"),
        ComparisonLevel("day and month swapped", f"{year} AND {swapped}"),
        ComparisonLevel("year of 1 January", f"{year} AND {stand_in}"),
        ComparisonLevel("day and month", f"{left}[6:] = {right}[6:]"),
        ComparisonLevel("year and month", f"{left}[1:7] = {right}[1:7]"),
        ComparisonLevel("two edits", f"{edits} <= 2"),
        ComparisonLevel("year", year),
        ComparisonLevel("three edits", f"{edits} <= 3"),
        otherwise("other"),
    )
