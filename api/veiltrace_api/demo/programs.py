"""The carrier and the registry of the demo: real programs in processes and folders of their own."""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from veiltrace_api.demo.town.model import AS_OF, Town
from veiltrace_api.errors import OutputUnavailable
from veiltrace_privacy.agent.extras import require_extra

CARRIER = "fictional-carrier"
REGISTRY = "fictional-registry"
AGREEMENT = "demo-agreement-1"
CARRIER_PURPOSE = "locate"
LEGAL_BASIS = "contract"
_DAYS_A_MONTH = 30
_USED_DAYS_AGO = 3
"""Days since a working line of the fictional carrier was last used."""
_START_S = 30.0
_LISTENING = re.compile(r"listening on (http://\S+)")


@dataclass(frozen=True, slots=True)
class Programs:
    """The folders of the two programs; nothing of the engine lies in them, nor theirs in it."""

    carrier: Path
    registry: Path

    @property
    def access_file(self) -> Path:
        """What lets the engine ask the registry."""
        return self.registry / "engine-access.json"

    @property
    def public_key_file(self) -> Path:
        """By which the engine checks the registry's mandates and receipts."""
        return self.registry / "registry.pub"

    def approve(self, request: Path, signed: Path) -> None:
        """Have the registry sign a mandate, as a person of it would."""
        home = ["--home", str(self.registry)]
        _run(
            "registry", *home, "approve", str(request), "--by", "demo", "--to", str(signed), "--yes"
        )


def make_registry(folder: Path) -> Programs:
    """Make the registry, self-certified, with its key in a folder of its own."""
    programs = Programs(folder / "carrier", folder / "registry")
    home = ["--home", str(programs.registry)]
    _run("registry", *home, "init", "--name", REGISTRY, "--self-certified")
    return programs


def make_carrier(programs: Programs, town: Town) -> None:
    """Make the carrier, with its customers published as masked points.

    Raises: MissingExtra: what masks them is not installed.
    """
    for extra in ("agent", "openmined"):
        require_extra(extra)
    terms = ["--agreement", AGREEMENT, "--legal-basis", LEGAL_BASIS, "--purpose", CARRIER_PURPOSE]
    home = ["--home", str(programs.carrier)]
    _run("partner", *home, "init", "--name", CARRIER, *terms)
    table = programs.carrier / "customers.csv"
    _write_customers(table, town)
    columns = ["id=id_no", "phone=mobile", "tenure=months", "contact=days_since_use"]
    _run("partner", *home, "publish", str(table), "--column", *columns)


@contextmanager
def serving(programs: Programs) -> Iterator[str]:
    """Run both programs on loopback and yield the registry's address; both end with the block."""
    terms = ["--agreement", AGREEMENT, "--legal-basis", LEGAL_BASIS, "--purpose", CARRIER_PURPOSE]
    home = ["--home", str(programs.registry)]
    access = ["--access", str(programs.carrier / "registry-access.json")]
    with ExitStack() as running:
        carrier = running.enter_context(served("partner", programs.carrier))
        _run("registry", *home, "trust", carrier, *access, *terms)
        yield running.enter_context(served("registry", programs.registry))


def _write_customers(path: Path, town: Town) -> None:
    """Write the carrier's own table: who holds which line today, since when."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id_no", "mobile", "months", "days_since_use"))
        for person in town.people:
            for line in person.lines:
                if line.since <= AS_OF and line.until is None:
                    months = (AS_OF - line.since).days // _DAYS_A_MONTH
                    rows.writerow((person.resident_id, line.number, months, _USED_DAYS_AGO))


@contextmanager
def served(program: str, home: Path) -> Iterator[str]:
    """Run one program ("partner" or "registry") and yield its address; it ends with the block."""
    process = subprocess.Popen(  # noqa: S603 - our own program, under this very Python
        [*_command(program), "--home", str(home), "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        found = _LISTENING.search(line)
        if found is None:
            raise OutputUnavailable(f"the demo's {program} program did not start")
        yield found.group(1)
    finally:
        process.terminate()
        process.wait(_START_S)


def _run(program: str, *arguments: str) -> None:
    command = [*_command(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        raise OutputUnavailable(f"the demo's {program} program failed: {done.stderr.strip()}")


def _command(program: str) -> list[str]:
    return [sys.executable, "-m", f"veiltrace_privacy.{program}"]
