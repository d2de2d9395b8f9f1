"""The peak memory of one process that reads a file by a shipped mapping, for benchmarks.ingest.

`python -m benchmarks.ingest_memory FILE MAPPING` prints it in MiB.
"""

import sys
from pathlib import Path

from benchmarks.peak_memory import peak_mib
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source


def read(path: Path, mapping: str) -> None:
    """Read and map every record of the file and keep none."""
    loaded = load_mapping(shipped_mappings()[mapping])
    for _ in open_source(DataFile(path), mapping=loaded).records():
        pass


read(Path(sys.argv[1]), sys.argv[2])
print(peak_mib())
