"""The engine's side of a private match: three processes, and what is left when one fails."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.privacy.registry.conftest import Program, RecordingProxy

from veiltrace_api.control.partners import Partner
from veiltrace_api.demo import run as demo_run
from veiltrace_api.demo.programs import (
    AGREEMENT,
    CARRIER,
    CARRIER_PURPOSE,
    LEGAL_BASIS,
    Programs,
    make_carrier,
    served,
    serving,
)
from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR
from veiltrace_api.desk.grant import Question
from veiltrace_api.errors import AccessRefused
from veiltrace_api.installation import open_store
from veiltrace_api.labels import lead_label
from veiltrace_engine.lead import Lead, LeadClass
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.errors import EpochMismatch, PartnerUnavailable
from veiltrace_privacy.registry.client import RegistryUnavailable

if TYPE_CHECKING:
    from tests.flows.conftest import Demo

pytest.importorskip("private_set_intersection", reason="the extra 'openmined' is not installed")


@pytest.fixture
def made(demo: "Demo", tmp_path: Path) -> demo_run.Demo:
    """The demo with its case open, copied, so that a match leaves the others' alone."""
    folder = Path(shutil.copytree(demo.folder, tmp_path / "town"))
    programs = Programs(folder / "carrier", folder / "registry")
    return demo_run.Demo(folder, demo.files, demo.town, programs)


def phones(made: demo_run.Demo) -> dict[str, Lead]:
    with demo_run.demo_desk(made.folder) as desk:
        answer = demo_run.solve(desk).answer
    return {
        lead_label(lead, answer.dossier): lead
        for lead in answer.leads
        if lead.lead_class is LeadClass.SELF_CONTACT and lead.subject.kind is NodeKind.PHONE
    }


def digest(made: demo_run.Demo) -> str:
    with open_store(demo_run.demo_settings(made.folder)) as store:
        return store.digest()


def ask(made: demo_run.Demo, registry: str, purpose: Purpose = Purpose.LOCATE) -> None:
    partner = Partner(CARRIER, registry, AGREEMENT, LEGAL_BASIS, (CARRIER_PURPOSE,))
    with demo_run.demo_desk(made.folder) as desk:
        principal = desk.principal()
        if not desk.matching.partners(principal):
            desk.matching.add_partner(principal, partner, read_access(made.programs.access_file))
        desk.matching.match(Question(principal, LOST_DEBTOR, purpose, AS_OF), CARRIER)


def events(made: demo_run.Demo) -> list[EventKind]:
    settings = demo_run.demo_settings(made.folder)
    with AuditLog.open(settings.audit_file, origin="engine") as log:
        return [log.entry(index).kind for index in range(log.head().size)]


def test_a_carrier_confirms_the_true_number_without_seeing_it(made: demo_run.Demo) -> None:
    story, before = made.town.story, phones(made)
    with demo_run.demo_desk(made.folder) as desk:
        report = demo_run.match_with_carrier(desk, made)
    after = phones(made)
    assert report.matched == 1
    assert {line.party for line in report.learned} == {
        "engine",
        f"partner:{CARRIER}",
        "registry:fictional-registry",
    }
    true = f"+86{story.true_phone}"
    assert after[true].probability > before[true].probability
    assert f"partner:{CARRIER}" in {item.publisher for item in after[true].evidence}
    others = set(before) - {true}
    assert others
    assert all(after[x].probability == before[x].probability for x in others)
    kinds = events(made)
    assert kinds.index(EventKind.MATCH_REQUESTED) < kinds.index(EventKind.MATCH_ANSWERED)


def seen_by_the_carrier(made: demo_run.Demo) -> bytes:
    return b"".join(
        file.read_bytes()
        for file in sorted(made.programs.carrier.rglob("*"))
        if file.is_file() and file.name != "customers.csv"
    )


@pytest.mark.slow
def test_the_carriers_folder_holds_nothing_of_the_engines_case(made: demo_run.Demo) -> None:
    with demo_run.demo_desk(made.folder) as desk:
        demo_run.match_with_carrier(desk, made)
    seen = seen_by_the_carrier(made)
    debtor = made.town.story.debtor
    for value in (debtor.name, debtor.resident_id, made.town.story.policy_phone, LOST_DEBTOR):
        assert value.encode() not in seen


def registry_gone(made: demo_run.Demo) -> None:
    ask(made, "http://127.0.0.1:9")


def carrier_gone(made: demo_run.Demo) -> None:
    make_carrier(made.programs, made.town)
    with serving(made.programs):
        pass
    with served("registry", made.programs.registry) as registry:
        ask(made, registry)


def carrier_killed(made: demo_run.Demo) -> None:
    make_carrier(made.programs, made.town)
    carrier = Program("partner", made.programs.carrier)
    carrier.serve()
    proxy = RecordingProxy(("127.0.0.1", int(carrier.address.rsplit(":", 1)[1])))
    proxy.on_request = lambda chunk: carrier.kill() if b"/evaluate" in chunk else None
    access = ("--access", str(made.programs.carrier / "registry-access.json"))
    terms = ("--agreement", AGREEMENT, "--legal-basis", LEGAL_BASIS, "--purpose", CARRIER_PURPOSE)
    at = f"http://127.0.0.1:{proxy.port}"
    Program("registry", made.programs.registry).command("trust", at, *access, *terms)
    try:
        with served("registry", made.programs.registry) as registry:
            ask(made, registry)
    finally:
        assert carrier.process is None, "the question never came so far"
        proxy.close()


def another_key(made: demo_run.Demo) -> None:
    make_carrier(made.programs, made.town)
    epoch = (made.programs.carrier / "current").read_text()
    key = made.programs.carrier / "epochs" / epoch / "key"
    key.write_bytes(bytes(31) + b"\x07")
    with serving(made.programs) as registry:
        ask(made, registry)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fail", "error"),
    [
        (registry_gone, RegistryUnavailable),
        (carrier_gone, PartnerUnavailable),
        (carrier_killed, PartnerUnavailable),
        (another_key, EpochMismatch),
    ],
    ids=["no registry", "no carrier", "carrier killed in mid-match", "another epoch's key"],
)
def test_a_match_that_fails_says_why_and_leaves_graph_and_ranking_as_they_were(
    made: demo_run.Demo, fail: Callable[[demo_run.Demo], None], error: type[VeiltraceError]
) -> None:
    before, leads = digest(made), phones(made)
    with pytest.raises(error):
        fail(made)
    assert digest(made) == before
    assert phones(made) == leads
    assert events(made).count(EventKind.MATCH_REFUSED) == 1


def test_a_purpose_the_mandate_does_not_name_asks_nobody(made: demo_run.Demo) -> None:
    with pytest.raises(AccessRefused):
        ask(made, "http://127.0.0.1:9", Purpose.ASSETS)
    assert EventKind.MATCH_REQUESTED not in events(made)
