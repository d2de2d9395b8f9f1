"""The demo: a fictitious town written as files, read by the ordinary connectors, one case solved.

Everything is fixed, so that it changes with neither clock nor machine: the seed of the town, the
day the answer is for, the clock, and a key that is public and must never protect real data.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from veiltrace_api.answer import Answer, answerer
from veiltrace_api.demo.town.files import TownFile, write_town
from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR
from veiltrace_api.errors import OutputUnavailable
from veiltrace_api.graph_index import ExplainedPath
from veiltrace_api.settings import Settings
from veiltrace_connectors.base import Connector
from veiltrace_connectors.ingest import IngestReport, fingerprint_of, ingest
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.registry import open_source
from veiltrace_engine.lead import LeadClass, LeadFlag
from veiltrace_graph.keyring import Keyring, write_key_file
from veiltrace_graph.stores.base import GraphStore
from veiltrace_graph.stores.sqlite.store import SqliteStore

DEMO_KEY = hashlib.sha256(b"veiltrace demo key: public, for fictitious data only").digest()
_MARK = "made-by-veiltrace-demo"
CLOCK = datetime.combine(AS_OF, time(12), tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Solved:
    """The lost debtor's answer, and the best path to what he owns through others."""

    answer: Answer
    path: ExplainedPath | None


def prepare(folder: Path) -> tuple[TownFile, ...]:
    """Write the town's files and an installation into `folder`, replacing an earlier demo's.

    Raises: OutputUnavailable: the folder holds something else, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise OutputUnavailable(f"{folder} is not the demo's: name an empty folder with --folder")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / _MARK).write_text("This folder is replaced at each 'veiltrace demo'.\n")
        files = write_town(folder / "files").files
        settings = demo_settings(folder)
        settings.home.mkdir(mode=0o700)
    except OSError as error:
        raise OutputUnavailable(f"cannot write to {folder}: {error.strerror}") from None
    write_key_file(settings.key_file, DEMO_KEY)
    SqliteStore.create(settings.store_file, Keyring(DEMO_KEY)).close()
    return files


def demo_settings(folder: Path) -> Settings:
    """Return the settings of the demo's installation."""
    return Settings(folder / "installation")


def load(
    store: GraphStore,
    files: tuple[TownFile, ...],
    show: Callable[[str], Callable[..., None]] = lambda _: lambda _: None,
) -> Iterator[IngestReport]:
    """Load the files one after another and yield each report.

    `show` is called with a file's name and returns what is to be called with its progress.
    """
    for file in files:
        yield ingest(
            _opener(file),
            store,
            file_name=file.path.name,
            fingerprint=fingerprint_of(file.path, settings=file.mapping or file.format),
            clock=lambda: CLOCK,
            on_progress=show(file.path.name),
        )


def solve(store: GraphStore) -> Solved:
    """Return the answer for the lost debtor."""
    asked = answerer(store, AS_OF)
    (answer,) = asked.answer(LOST_DEBTOR)
    through = [
        lead
        for lead in answer.leads
        if lead.lead_class is LeadClass.ASSET and LeadFlag.THROUGH_COMPANY in lead.flags
    ]
    locators = [lead for lead in answer.leads if lead.lead_class is LeadClass.LOCATOR]
    for lead in (*through, *locators):
        paths = asked.index.paths(answer.dossier.debtor.id, lead.subject.id, k=1)
        if paths:
            return Solved(answer, paths[0])
    return Solved(answer, None)


def _opener(file: TownFile) -> Callable[[], Connector]:
    mapping = load_mapping(shipped_mappings()[file.mapping]) if file.mapping else None
    return lambda: open_source(
        file.path,
        format=file.format,
        mapping=mapping,
        source=file.source,
        refreshed_on=file.refreshed_on,
    )
