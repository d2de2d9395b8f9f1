"""Candidate pairs and how they compare, by Splink on DuckDB in memory; nothing is ever spilled.

Only this module knows Splink. It blocks and compares; what a level weighs is `match_model`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.internals.exceptions import SplinkException

from veiltrace_graph.errors import InvalidInput, OutOfMemory
from veiltrace_graph.resolution.comparisons.comparison import Comparison

NO_LEVEL = -1
"""Where a comparison could not be made, since a value is missing."""

MOST_LEVELS = 127
"""Levels that one comparison may have."""

_INTERRUPTED = "Query interrupted"
"""What DuckDB's RuntimeError says when somebody pressed Ctrl-C; Splink wraps it as any other."""

_PRIOR = 0.5  # Splink insists on one; what we read back does not depend on it


@dataclass(frozen=True, slots=True)
class ComparedPairs:
    """Candidate pairs and their levels.

    `left`, `right`: int32[n_pairs], positions of the rows, left < right, ordered; `levels`: for
    each comparison int8[n_pairs], positions in its levels, or `NO_LEVEL`.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    levels: Mapping[str, NDArray[np.int8]]

    def __len__(self) -> int:
        return len(self.left)


def compare(
    columns: Mapping[str, Sequence[object]],
    blocks: Sequence[Sequence[str]],
    comparisons: Sequence[Comparison],
) -> ComparedPairs:
    """Return every pair of rows that shares a block, compared; none where no row says anything.

    `columns` are those the comparisons read, one entry for each row; `blocks` the keys of each row.
    Raises: OutOfMemory: the pairs do not fit into memory. InvalidInput: columns and comparisons
        do not fit each other, or a comparison has fewer than two levels or over `MOST_LEVELS`.
    """
    if not all(1 < len(c.levels) <= MOST_LEVELS for c in comparisons):
        raise InvalidInput(f"a comparison has 2 to {MOST_LEVELS} levels")
    said = [c for c in comparisons if any(v is not None for v in columns[c.column])]
    if not said or not any(blocks):
        return _nothing(comparisons)
    try:
        found = _predicted(columns, blocks, said)
    except (duckdb.Error, pa.ArrowException, SplinkException, MemoryError, RuntimeError) as failed:
        # From None: what they say may quote values.
        raise _of_ours(failed.__cause__ or failed, len(blocks)) from None
    levels = {c.name: _levels_of(found[f"mw_{c.name}"]) for c in said}
    silent = np.full(len(found["unique_id_l"]), NO_LEVEL, np.int8)
    return ComparedPairs(
        found["unique_id_l"].astype(np.int32),
        found["unique_id_r"].astype(np.int32),
        {c.name: levels.get(c.name, silent) for c in comparisons},
    )


def _predicted(
    columns: Mapping[str, Sequence[object]],
    blocks: Sequence[Sequence[str]],
    comparisons: Sequence[Comparison],
) -> Mapping[str, NDArray[Any]]:
    """Return Splink's pairs with the weight of each comparison, ordered by their positions."""
    rows = pa.table({"unique_id": range(len(blocks)), **columns, "block": list(blocks)})
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as connection:
        # Without a log level, Splink tells the user's terminal of each of its steps.
        linker = Linker(
            DuckDBAPI(connection).register(rows),
            _settings(comparisons),
            log_level=None,
            validate_settings=False,
        )
        table = linker.inference.predict().physical_name
        weights = ", ".join(f"mw_{c.name}" for c in comparisons)
        found: Mapping[str, NDArray[Any]] = connection.execute(
            f"SELECT unique_id_l, unique_id_r, {weights} FROM {table} ORDER BY 1, 2"  # noqa: S608 - names of ours
        ).fetchnumpy()
    return found


def _settings(comparisons: Sequence[Comparison]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=_PRIOR,
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": "l.block = r.block", "arrays_to_explode": ["block"]}
        ],
        comparisons=[_splink_comparison(comparison) for comparison in comparisons],
        # Weights are kept and values are not: a table of all values of all pairs fills the memory.
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison, its first level weighing 1 bit, the next 2, and so on.

    Splink gives levels only together with every value of both rows, but weights without.
    """
    column, last = comparison.column, len(comparison.levels) - 1
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": (f"{column}_l IS NULL OR {column}_r IS NULL OR ({comparison.unless})"),
            "label_for_charts": "null",
            "is_null_level": True,
        }
    ]
    for position, level in enumerate(comparison.levels):
        levels.append(
            {
                "sql_condition": "ELSE" if position == last else level.sql,
                "label_for_charts": level.label,
                "m_probability": 2.0 ** (position - last),
                "u_probability": 2.0 ** -(last + 1),
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _levels_of(weights: NDArray[Any]) -> NDArray[np.int8]:
    """Return the levels that `_splink_comparison` gave these weights; a missing value weighs 0."""
    levels: NDArray[np.int8] = np.rint(weights).astype(np.int8) + np.int8(NO_LEVEL)
    return levels


def _of_ours(failed: BaseException, records: int) -> BaseException:
    if str(failed) == _INTERRUPTED:
        return KeyboardInterrupt()
    if isinstance(failed, (duckdb.OutOfMemoryException, MemoryError)):
        return OutOfMemory(
            f"the pairs of {records} records do not fit into memory; give it more, or make the "
            "largest block smaller"
        )
    return InvalidInput(f"the comparisons do not fit these columns ({type(failed).__name__})")


def _nothing(comparisons: Sequence[Comparison]) -> ComparedPairs:
    none = np.empty(0, np.int32)
    return ComparedPairs(none, none, {c.name: np.empty(0, np.int8) for c in comparisons})
