"""Compares candidate pairs with recordlinkage and classifies them by its ECM, without labels.

Runs in an environment that has recordlinkage: `classify.py RECORDS.csv PAIRS.npy LINKS.npy`. Prints
CPU and wall seconds of comparing and classifying, and the peak memory in MiB. It cannot compare
lists or by rarity, so that it gets each property's first value and its own closest measures: the
usual ones of its documentation, as yes or no, which is all its ECM reads.
"""

import re
import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import pandas as pd
import recordlinkage

MEASURES = {
    "name": ("jarowinkler", 0.85),
    "birth_date": ("levenshtein", 0.85),
    "id_number": ("levenshtein", 0.85),
    "resident_id": ("levenshtein", 0.85),
    "address": ("jarowinkler", 0.85),
    "birth_place": ("jarowinkler", 0.85),
    "email": ("jarowinkler", 0.9),
    "phone": ("levenshtein", 0.85),
}
EXACT = ("gender", "occupation")
KIB = 1024
STATUS = Path("/proc/self/status")


def main(records: Path, pairs: Path, links: Path) -> None:
    """Write the positions of the pairs that are links, and print what it took."""
    frame = pd.read_csv(records, dtype=str)
    ends = np.load(pairs)
    cpu, wall = process_time(), perf_counter()
    index = pd.MultiIndex.from_arrays([ends[0], ends[1]])
    compare = recordlinkage.Compare()
    for column in frame.columns:
        if column in EXACT:
            compare.exact(column, column, label=column)
        else:
            method, threshold = MEASURES[column]
            compare.string(column, column, method, threshold, label=column)
    levels = compare.compute(index, frame)
    found = recordlinkage.ECMClassifier().fit_predict(levels)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    ends = [np.asarray(found.get_level_values(side), dtype=np.int64) for side in (0, 1)]
    np.save(links, np.stack(ends))
    print(cpu, wall, peak_kib() / KIB)


def peak_kib() -> int:
    """Return the peak of resident memory of this process alone, as Linux tells it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text("ascii"))
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
