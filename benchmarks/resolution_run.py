"""One pipeline over one truth set in a process of its own, for benchmarks.resolution.

`python -m benchmarks.resolution_run ours|splink SET THRESHOLD` prints as JSON the CPU and wall
seconds from records to clusters, how many of the former went into what both share (rows, keys and
how rare values are), the peak memory in MiB and the F1 of the clusters.
"""

import json
import sys
from time import perf_counter, process_time

from benchmarks.cluster_quality import quality_of
from benchmarks.linkage_sets import load_set
from benchmarks.linked_set import entity_numbers, options_of, prepared
from benchmarks.peak_memory import peak_mib
from benchmarks.splink_pipeline import splink_clusters
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.fitting import fit
from veiltrace_graph.resolution.linkage import compare_candidates, link


def run(pipeline: str, name: str, threshold: float) -> dict[str, float]:
    """Return what the pipeline took on the set of that name."""
    data = load_set(name)
    cpu, wall = process_time(), perf_counter()
    given, frame = prepared(data)
    prepared_cpu = process_time() - cpu
    if pipeline == "ours":
        compared = compare_candidates(given, frame)
        model = fit(given, frame, compared[0])
        bands = Bands(threshold, threshold)
        linking = link(given, model, bands, compared=compared, options=options_of(data))
        label = linking.clustering.label
    else:
        label = splink_clusters(given, frame, threshold)
    return {
        "cpu": process_time() - cpu,
        "wall": perf_counter() - wall,
        "prepared": prepared_cpu,
        "mib": peak_mib(),
        "f1": quality_of(label, entity_numbers(data, given)).f1,
    }


print(json.dumps(run(sys.argv[1], sys.argv[2], float(sys.argv[3]))))
