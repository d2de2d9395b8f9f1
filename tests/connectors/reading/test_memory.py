"""Memory stays flat: a process of its own reads a large table, packed, and says its peak."""

import gzip
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

SIZE = 300 << 20
MOST_MIB = 300
READ = """
import sys
from pathlib import Path
from benchmarks.peak_memory import peak_mib
from veiltrace_connectors.reading.data_file import data_files
from veiltrace_connectors.reading.table import TableFormat, open_table
(file,) = data_files(Path(sys.argv[1]))
rows = sum(1 for _ in open_table(file, format=TableFormat.CSV).rows())
print(rows, int(peak_mib()))
"""


def write_large(path: Path) -> int:
    """Write a GB18030 table of `SIZE` bytes into a gzip stream or ZIP; return its rows."""
    rows = 0
    with (
        gzip.open(path, "wb", compresslevel=1)
        if path.suffix == ".gz"
        else ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1).open("in.csv", "w")
    ) as file:
        written = file.write("编号,企业名称,法定代表人,地址\n".encode("gb18030"))
        while written < SIZE:
            lines = [
                f"{n:012},示例企业{n * 7919 % 100_003}有限公司,示例{n % 977},示例路{n % 4999}号\n"
                for n in range(rows, rows + 10_000)
            ]
            written += file.write("".join(lines).encode("gb18030"))
            rows += len(lines)
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("name", ["in.csv.gz", "in.zip"])
def test_a_large_packed_table_is_read_in_little_memory(
    tmp_path: Path, repository: Path, name: str
) -> None:
    path = tmp_path / name
    rows = write_large(path)
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=repository)
    read, peak = map(int, done.stdout.split())
    assert read == rows
    assert peak < MOST_MIB, peak
