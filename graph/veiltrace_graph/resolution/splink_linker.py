"""Candidate pairs and how they compare, by Splink on DuckDB in memory; nothing is ever spilled.

Only this module knows Splink. It blocks and compares; what a level weighs is `match_model`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator

from veiltrace_graph.resolution.comparisons.comparison import Comparison

NO_LEVEL = -1
"""Where a comparison could not be made, since a value is missing."""

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
    """Return every pair of rows that shares a block, compared.

    `columns` are those the comparisons read, one entry for each row; `blocks` the keys of each row.
    """
    said = [c for c in comparisons if any(v is not None for v in columns[c.column])]
    if not said or not any(blocks):
        return _nothing(comparisons)
    rows = pa.table({"unique_id": range(len(blocks)), **columns, "block": list(blocks)})
    connection = duckdb.connect(":memory:", config={"temp_directory": ""})
    with connection:
        # Without a log level, Splink tells the user's terminal of each of its steps.
        linker = Linker(
            DuckDBAPI(connection).register(rows),
            _settings(said),
            log_level=None,
            validate_settings=False,
        )
        table = linker.inference.predict().physical_name
        weights = ", ".join(f"mw_{c.name}" for c in said)
        found: Mapping[str, NDArray[Any]] = connection.execute(
            f"SELECT unique_id_l, unique_id_r, {weights} FROM {table} ORDER BY 1, 2"  # noqa: S608 - names of ours
        ).fetchnumpy()
    levels = {c.name: _levels_of(found[f"mw_{c.name}"], len(c.levels)) for c in said}
    silent = np.full(len(found["unique_id_l"]), NO_LEVEL, np.int8)
    return ComparedPairs(
        found["unique_id_l"].astype(np.int32),
        found["unique_id_r"].astype(np.int32),
        {c.name: levels.get(c.name, silent) for c in comparisons},
    )


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
    """Return the comparison with weights from which the level can be told (see `_levels_of`)."""
    column, count = comparison.column, len(comparison.levels)
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
            "label_for_charts": "null",
            "is_null_level": True,
        }
    ]
    for position, level in enumerate(comparison.levels):
        levels.append(
            {
                "sql_condition": "ELSE" if position == count - 1 else level.sql,
                "label_for_charts": level.label,
                "m_probability": 2.0**position / (2**count - 1),
                "u_probability": 1 / count,
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _levels_of(weights: NDArray[Any], count: int) -> NDArray[np.int8]:
    """Return the levels that `_splink_comparison` gave these weights, of `count` levels.

    Splink gives levels only together with every value of both rows, but weights without. Those
    set there are one bit apart, and none of them is 0, which is what a missing value weighs.
    """
    first = log2(count / (2**count - 1))
    levels: NDArray[np.int8] = np.rint(weights - first).astype(np.int8)
    levels[np.abs(weights) < 1e-9] = NO_LEVEL
    return levels


def _nothing(comparisons: Sequence[Comparison]) -> ComparedPairs:
    none = np.empty(0, np.int32)
    return ComparedPairs(none, none, {c.name: np.empty(0, np.int8) for c in comparisons})
