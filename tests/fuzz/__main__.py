"""Coverage-guided fuzzing of the readers: `python -m tests.fuzz [SECONDS]`.

What crashes, hangs or takes too much memory is written to tests/fuzz/found; mended, it goes to
tests/fuzz/corpus under a name that says what it was, and is read by the tests from then on.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["veiltrace_connectors", "openpyxl", "zipfile"]):
    from tests.fuzz.harness import read_input, scratch_folder

HERE = Path(__file__).parent
SECONDS_PER_INPUT = 10
MOST_MEMORY_MIB = 1024


def main() -> None:
    """Fuzz for so many seconds, 600 unless said otherwise; does not return."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "600"
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    growing = scratch_folder()
    folder = scratch_folder()
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_PER_INPUT}",
        f"-rss_limit_mb={MOST_MEMORY_MIB}",
        f"-artifact_prefix={found}/",
        "-max_len=8192",
        "-print_final_stats=1",
    ]
    # New inputs go to the first folder; the committed ones are only read.
    atheris.Setup(
        [sys.argv[0], *options, growing.name, str(HERE / "corpus")],
        lambda data: read_input(data, Path(folder.name)),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
