"""Splink's own pipeline, from the same columns, blocks and comparison levels to its clusters.

What Splink's documentation does with a new set: the prior from a deterministic rule, u from random
pairs, m from sessions of expectation and maximisation, then scores and connected components.
"""

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator

from veiltrace_graph.resolution.blocking import shared_keys
from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.fitting import SAMPLED_PAIRS
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.linkage_input import LinkageInput
from veiltrace_graph.resolution.scored_pairs import Ints

_SESSIONS = ("l.birth_date = r.birth_date", "l.name_words = r.name_words")
_SURE = " AND ".join(_SESSIONS)
_RECALL_OF_SURE = 0.5


def splink_clusters(given: LinkageInput, frame: LinkageFrame, threshold: float) -> Ints:
    """Return the number of the cluster that Splink finds for each record of persons."""
    columns = frame.scheme.columns(given.rows, frame.rarity)
    blocks = shared_keys(given.keys, frame.is_stopped)
    rows = pa.table({"unique_id": range(len(blocks)), **columns, "block": blocks})
    said = [
        comparison
        for comparison in frame.scheme.comparisons
        if any(value is not None for value in columns[comparison.column])
    ]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as connection:
        linker = Linker(
            DuckDBAPI(connection).register(rows),
            _settings(said),
            log_level=None,
            validate_settings=False,
        )
        linker.training.estimate_probability_two_random_records_match(
            [_SURE], recall=_RECALL_OF_SURE
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS)
        for rule in _SESSIONS:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        pairs = linker.inference.predict(threshold_match_probability=threshold)
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
        table = connection.execute(
            f"SELECT unique_id, cluster_id FROM {found.physical_name} ORDER BY 1"
        ).fetchnumpy()
    numbers: Ints = np.unique(table["cluster_id"], return_inverse=True)[1].astype(np.int64)
    return numbers


def _settings(comparisons: list[Comparison]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": "l.block = r.block", "arrays_to_explode": ["block"]}
        ],
        comparisons=[_splink_comparison(comparison) for comparison in comparisons],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    column, last = comparison.column, len(comparison.levels) - 1
    missing = {
        "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
        "label_for_charts": "null",
        "is_null_level": True,
    }
    levels = [
        {
            "sql_condition": "ELSE" if position == last else level.sql,
            "label_for_charts": level.label,
        }
        for position, level in enumerate(comparison.levels)
    ]
    return {"output_column_name": comparison.name, "comparison_levels": [missing, *levels]}
