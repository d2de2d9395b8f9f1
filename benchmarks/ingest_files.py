"""The files of the ingest benchmark, made from a seed or from the samples; no person in them."""

import csv
import random
import re
from itertools import count
from pathlib import Path

from benchmarks.store_files import COMPANY_MAPPING

SAMPLES = Path(__file__).parents[1] / "tests" / "data"
_LEI_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RECORD = re.compile(rb"<lei:LEIRecord[\s>].*?</lei:LEIRecord>", re.DOTALL)
_LEI = re.compile(rb"<lei:LEI>.*?</lei:LEI>")

REPRESENTED_MAPPING = COMPANY_MAPPING.replace("bench-companies", "bench-represented").replace(
    "      industry: 行业\n", ""
) + (
    "  representative:\n"
    "    kind: person\n"
    '    id: "{编号}/{法定代表人}"\n'
    "    properties:\n"
    "      name: 法定代表人\n"
    "relations:\n"
    "  - {kind: legal_rep_of, from: representative, to: company}\n"
)
"""A company with its legal representative: two parties and a relation of every row."""


def write_represented(companies: Path, path: Path) -> None:
    """Write the rows of `write_companies` with a representative where the industry was."""
    with (
        companies.open(encoding="utf-8", newline="") as read,
        path.open("w", encoding="utf-8", newline="") as written,
    ):
        rows, writer = csv.reader(read), csv.writer(written)
        header = next(rows)
        header[header.index("行业")] = "法定代表人"
        writer.writerow(header)
        for number, *cells in rows:
            cells[5] = f"示例{cells[0][3:5]}"
            writer.writerow([number, *cells])


def write_lei_records(path: Path, number_of: int) -> None:
    """Write `number_of` GLEIF level 1 records: the sample's, again and again, each with its LEI."""
    sample = (SAMPLES / "gleif" / "lei-data.xml").read_bytes()
    records = _RECORD.findall(sample)
    head, tail = sample[: sample.index(records[0])], sample[sample.rindex(records[-1]) :]
    with path.open("wb") as file:
        file.write(head)
        for number in range(number_of):
            tag = f"<lei:LEI>{lei(number)}</lei:LEI>".encode()
            file.write(_LEI.sub(tag, records[number % len(records)], count=1))
        file.write(tail[len(records[-1]) :])


def lei(number: int) -> str:
    """Return a well-formed LEI that nobody has been given (prefix 0000)."""
    body = f"0000{number:014d}"
    digits = "".join(str(_LEI_ALPHABET.index(char)) for char in f"{body}00")
    return f"{body}{98 - int(digits) % 97:02d}"


def write_psc_lines(path: Path, number_of: int) -> None:
    """Write `number_of` lines of a PSC snapshot: the sample's, each with a company of its own."""
    sample = (SAMPLES / "uk_psc" / "psc-snapshot-sample.txt").read_text("utf-8").splitlines()
    lines = [line for line in sample if '"links"' in line and line.endswith("}")]
    with path.open("w", encoding="utf-8", newline="") as file:
        for number in range(number_of):
            line = lines[number % len(lines)]
            file.write(line.replace("00000012", f"{90_000_000 + number}") + "\n")


def write_basic_companies(path: Path, size: int, *, seed: int) -> None:
    """Write rows like Companies House's basic data, 55 columns, until the file has `size` bytes."""
    sample = SAMPLES / "gb" / "BasicCompanyData-sample.csv"
    with sample.open(encoding="utf-8", newline="") as read:
        header, *rows = csv.reader(read)
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for number in count():
            if number % 10_000 == 0 and file.tell() >= size:
                break
            cells = draw.choice(rows)
            writer.writerow([f"{cells[0]} {number}", f"{10_000_000 + number}", *cells[2:]])
