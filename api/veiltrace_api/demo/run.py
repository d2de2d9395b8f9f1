"""The demo: a fictitious town written as files, read by the ordinary connectors, one case solved.

Everything is fixed, so that it changes with neither clock nor machine: the seed of the town, the
day the answer is for, the clock, and a key that is public and must never protect real data.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from veiltrace_api.answer import Answer
from veiltrace_api.control.partners import Partner
from veiltrace_api.demo.programs import (
    AGREEMENT,
    CARRIER,
    CARRIER_PURPOSE,
    LEGAL_BASIS,
    Programs,
    make_carrier,
    make_registry,
    serving,
)
from veiltrace_api.demo.town.files import TownFile, write_town
from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR, Town
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.desk.desk import Desk, open_desk
from veiltrace_api.desk.facts import FindingReport
from veiltrace_api.desk.grant import Question
from veiltrace_api.desk.investigation import Finding
from veiltrace_api.desk.matching import MatchReport
from veiltrace_api.errors import OutputUnavailable
from veiltrace_api.file_bytes import sha256_of
from veiltrace_api.graph_index import ExplainedPath
from veiltrace_api.installation import create_installation
from veiltrace_api.settings import Settings
from veiltrace_api.source_files import SourceFile
from veiltrace_connectors.base import Connector
from veiltrace_connectors.ingest import IngestReport, fingerprint_of
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_engine.lead import LeadClass, LeadFlag
from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.mandate.key_file import load_public_key
from veiltrace_privacy.policy.words import Purpose

DEMO_KEY = hashlib.sha256(b"veiltrace demo key: public, for fictitious data only").digest()
_MARK = "made-by-veiltrace-demo"
CLOCK = datetime.combine(AS_OF, time(12), tzinfo=UTC)
PURPOSE = Purpose.ENFORCEMENT
PURPOSES = (Purpose.ENFORCEMENT, Purpose.LOCATE)
# So long that the commands the demo names go on to work after the day it is set on.
_MANDATE_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo is made of: the town, its files, and the programs of registry and carrier."""

    folder: Path
    files: tuple[TownFile, ...]
    town: Town = field(repr=False)
    programs: Programs


@dataclass(frozen=True, slots=True)
class Solved:
    """The lost debtor's answer, and the best path to what he owns through others."""

    answer: Answer
    path: ExplainedPath | None


def prepare(folder: Path, *, key: bytes = DEMO_KEY) -> Demo:
    """Write the town's files and an installation into `folder`, replacing an earlier demo's.

    Raises: OutputUnavailable: the folder holds something else, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise OutputUnavailable(f"{folder} is not the demo's: name an empty folder with --folder")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / _MARK).write_text("This folder is replaced at each 'veiltrace demo'.\n")
        written = write_town(folder / "files")
    except OSError as error:
        raise OutputUnavailable(f"cannot write to {folder}: {error.strerror}") from None
    create_installation(demo_settings(folder), key=key)
    return Demo(folder, written.files, written.town, make_registry(folder))


def demo_settings(folder: Path) -> Settings:
    """Return the settings of the demo's installation."""
    return Settings(folder / "installation")


def demo_desk(folder: Path) -> AbstractContextManager[Desk]:
    """Return the desk of the demo's installation, whose clock stands still."""
    return open_desk(demo_settings(folder), lambda: CLOCK)


def load(
    desk: Desk,
    files: tuple[TownFile, ...],
    show: Callable[[str], Callable[..., None]] = lambda _: lambda _: None,
) -> Iterator[IngestReport]:
    """Load the files one after another and yield each report.

    `show` is called with a file's name and returns what is to be called with its progress.
    """
    principal = desk.principal()
    for file in files:
        data = DataFile(file.path)
        fingerprint = fingerprint_of(data, settings=file.mapping or file.format)
        source = SourceFile(data.name, fingerprint, _opener(file))
        yield desk.sources.ingest(principal, source, on_progress=show(file.path.name))


def open_case(desk: Desk, demo: Demo) -> None:
    """Open the lost debtor's case by a mandate of the demo's registry; report his number dead.

    The registry is a program with a folder of its own, but nobody else's: it is self-certified.
    """
    principal = desk.principal()
    desk.cases.trust(principal, load_public_key(demo.programs.public_key_file))
    wish = MandateWish(PURPOSES, sha256_of(demo.files[0].path), _MANDATE_DAYS)
    request = demo.programs.registry / "request.json"
    signed = demo.programs.registry / "signed.json"
    request.write_bytes(desk.cases.request_mandate(principal, LOST_DEBTOR, wish))
    demo.programs.approve(request, signed)
    desk.cases.open(principal, LOST_DEBTOR, signed.read_bytes())
    dead = FindingReport(Finding.DEAD_NUMBER, CLOCK, contact=demo.town.story.dead_phone)
    desk.facts.record(question(desk), dead)


def match_with_carrier(desk: Desk, demo: Demo) -> MatchReport:
    """Ask the carrier, in its own process, about the debtor's contact points.

    Raises: MissingExtra: what masks the pairs is not installed; nothing was changed.
    """
    make_carrier(demo.programs, demo.town)
    with serving(demo.programs) as registry:
        partner = Partner(CARRIER, registry, AGREEMENT, LEGAL_BASIS, (CARRIER_PURPOSE,))
        access = read_access(demo.programs.access_file)
        desk.matching.add_partner(desk.principal(), partner, access)
        asked = Question(desk.principal(), LOST_DEBTOR, Purpose(CARRIER_PURPOSE), AS_OF)
        return desk.matching.match(asked, CARRIER)


def question(desk: Desk) -> Question:
    """Return the question for the lost debtor's leads."""
    return Question(desk.principal(), LOST_DEBTOR, PURPOSE, AS_OF)


def solve(desk: Desk) -> Solved:
    """Return the answer for the lost debtor, whose case is open."""
    (answer,) = desk.reading.leads(question(desk))
    through = [
        lead
        for lead in answer.leads
        if lead.lead_class is LeadClass.ASSET and LeadFlag.THROUGH_COMPANY in lead.flags
    ]
    locators = [lead for lead in answer.leads if lead.lead_class is LeadClass.LOCATOR]
    for lead in (*through, *locators):
        path = desk.reading.best_path(question(desk), answer.dossier.debtor.id, lead.subject.id)
        if path is not None:
            return Solved(answer, path)
    return Solved(answer, None)


def _opener(file: TownFile) -> Callable[[], Connector]:
    mapping = load_mapping(shipped_mappings()[file.mapping]) if file.mapping else None
    return lambda: open_source(
        DataFile(file.path),
        format=file.format,
        mapping=mapping,
        source=file.source,
        refreshed_on=file.refreshed_on,
    )
