"""The demo from files to leads: what it must show on every machine, key and order of loading."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.demo.run import Solved, demo_desk, load, open_case, prepare, solve
from veiltrace_api.demo.town.files import TownFile
from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR
from veiltrace_api.labels import lead_label
from veiltrace_api.render.page import page_html
from veiltrace_api.source_files import SourceFile
from veiltrace_connectors.base import Connector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_engine.coverage import coverage
from veiltrace_engine.lead import Lead, LeadClass
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import CONTACT_KINDS, NodeKind

if TYPE_CHECKING:
    from tests.flows.conftest import Demo, Run

Key = tuple[LeadClass, str, NodeKind | None]


@pytest.fixture(scope="module")
def solved(demo: "Demo") -> Solved:
    with demo.desk() as desk:
        return solve(desk)


def labels(solved: Solved, lead_class: LeadClass) -> list[str]:
    dossier = solved.answer.dossier
    return [lead_label(x, dossier) for x in solved.answer.leads if x.lead_class is lead_class]


def test_each_of_the_fourteen_kinds_has_a_loaded_source(demo: "Demo") -> None:
    with demo.store() as store:
        sources = {summary.source.name: summary for summary in store.sources()}
    assert all(summary.records > 0 for summary in sources.values())
    searched = coverage({name: s.source for name, s in sources.items()}, AS_OF)
    assert len(searched.kinds) == 14
    assert searched.not_loaded == ()


def test_just_the_rows_broken_on_purpose_are_rejected(demo: "Demo") -> None:
    rejected = [report.run.rejected for report in demo.reports]
    assert rejected == [file.broken_rows for file in demo.files]
    assert sum(rejected) > 0
    for report in demo.reports:
        run = report.run
        assert run.read == run.accepted + run.unchanged + run.rejected


def test_the_debtors_true_number_is_the_first_phone(demo: "Demo", solved: Solved) -> None:
    story = demo.town.story
    phones = [
        lead_label(lead, solved.answer.dossier)
        for lead in solved.answer.leads
        if lead.lead_class is LeadClass.SELF_CONTACT and lead.subject.kind is NodeKind.PHONE
    ]
    assert phones[0] == f"+86{story.true_phone}"
    assert phones.index(f"+86{story.policy_phone}") < phones.index(f"+86{story.dead_phone}")


def test_the_number_that_went_to_a_stranger_is_the_last_to_call(
    demo: "Demo", solved: Solved
) -> None:
    contacts = labels(solved, LeadClass.SELF_CONTACT)
    assert contacts[-1] == f"+86{demo.town.story.dead_phone}"
    assert demo.town.story.stranger.name not in labels(solved, LeadClass.LOCATOR)[:5]


def test_where_the_debtor_lives_stands_before_where_he_lived(demo: "Demo", solved: Solved) -> None:
    contacts = labels(solved, LeadClass.SELF_CONTACT)
    story = demo.town.story
    assert contacts.index(story.true_address) < contacts.index(story.stale_address)


def test_nothing_of_a_namesake_is_taken_for_the_debtors(demo: "Demo", solved: Solved) -> None:
    story = demo.town.story
    contacts = labels(solved, LeadClass.SELF_CONTACT)
    for namesake in story.namesakes:
        numbers = {f"+86{line.number}" for line in namesake.lines}
        assert numbers.isdisjoint(contacts)


def test_the_guarantor_is_liable_and_spouse_and_brother_may_know(
    demo: "Demo", solved: Solved
) -> None:
    story = demo.town.story
    assert labels(solved, LeadClass.LIABLE_PARTY) == [story.guarantor.name]
    may_know = labels(solved, LeadClass.LOCATOR)
    assert {story.spouse.name, story.brother.name, story.company.name} <= set(may_know[:5])


def test_of_those_who_may_know_no_contact_is_shown(solved: Solved) -> None:
    answer = solved.answer
    asked = [lead for lead in answer.leads if lead.lead_class is LeadClass.LOCATOR]
    assert asked
    own = {lead.subject.id for lead in answer.leads if lead.lead_class is LeadClass.SELF_CONTACT}
    others = {
        statement.value
        for node in answer.dossier.nodes.values()
        if node.kind in CONTACT_KINDS and node.id not in own
        for statement in answer.dossier.statements.get(node.id, ())
    }
    for lead in asked:
        assert lead.subject.kind not in CONTACT_KINDS
        shown = [lead_label(lead, answer.dossier), *(reason.text for reason in lead.reasons)]
        assert not any(value in text for value in others for text in shown)


def test_the_debtors_daughter_is_a_minor_and_nowhere_in_the_answer(
    demo: "Demo", solved: Solved
) -> None:
    daughter = demo.town.story.daughter
    assert daughter.age(AS_OF) < 18
    rules = {(item.what, item.rule_id): item.count for item in solved.answer.suppressed}
    assert rules["locator", "VT-05"] == 1
    assert daughter.name not in page_html(solved.answer)
    assert daughter.name not in repr(solved.answer.leads)


def test_the_answer_says_that_its_mandate_is_self_certified(solved: Solved) -> None:
    assert solved.answer.certification.startswith("self-certified by fictional-registry")


def test_the_page_fetches_nothing_and_runs_nothing(solved: Solved) -> None:
    page = page_html(solved.answer)
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert not re.search(r"<(script|link|iframe|img|object|embed)\b", page)
    assert not re.search(r"""\b(src|href)\s*=|url\(|@import|\son\w+\s*=""", page)
    assert set(re.findall(r"https?://[^\"' ]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_the_best_path_leads_from_the_debtor_to_what_he_owns_through_others(
    demo: "Demo", solved: Solved
) -> None:
    assert solved.path is not None
    first, company, *_ = solved.path.nodes
    assert first.caption == demo.town.story.debtor.name
    assert company.caption == demo.town.story.company.name
    assert all(step for step in solved.path.steps)


@pytest.mark.slow
def test_the_command_shows_the_answer_writes_the_page_and_may_be_run_again(
    demo: "Demo", run: "Run", tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    first = run("demo", "--folder", folder)
    assert first.code == 0, first.err
    assert demo.town.story.true_phone in first.out
    page = (folder / "leads.html").read_bytes()
    assert run("demo", "--folder", folder).out == first.out
    assert (folder / "leads.html").read_bytes() == page
    assert "1 locator lead suppressed by VT-05 MINOR" in first.out
    home = ("--home", folder / "installation", "--as-of", AS_OF.isoformat())
    why = ("--purpose", "enforcement")
    assert demo.town.story.true_phone in run("leads", LOST_DEBTOR, *home, *why).out


def test_the_command_never_replaces_a_folder_that_is_not_the_demos(
    run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    outcome = run("demo", "--folder", tmp_path)
    assert outcome.code == 1
    assert "is not the demo's: name an empty folder with --folder" in outcome.err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def readable(solved: Solved) -> list[str]:
    """The leads without the ids, which belong to the installation's key."""
    dossier = solved.answer.dossier
    return [
        f"{x.lead_class} {x.rank} {lead_label(x, dossier)} {x.probability} {x.value} {x.flags} "
        f"{x.reasons} {x.evidence} {x.delete_one}"
        for x in solved.answer.leads
    ]


@pytest.mark.slow
def test_neither_the_key_nor_the_order_of_loading_changes_the_answer(
    demo: "Demo", solved: Solved, tmp_path: Path
) -> None:
    made = prepare(tmp_path / "town", key=bytes(range(32)))
    with demo_desk(made.folder) as desk:
        assert len(list(load(desk, made.files[::-1]))) == len(demo.files)
        open_case(desk, made)
        assert readable(solve(desk)) == readable(solved)


_OTHER_PROCESS = """
import sys
from pathlib import Path
from veiltrace_api.demo.run import demo_desk, load, open_case, prepare, solve
from veiltrace_api.render.page import page_html
folder = Path(sys.argv[1])
made = prepare(folder)
with demo_desk(folder) as desk:
    list(load(desk, made.files))
    open_case(desk, made)
    sys.stdout.write(page_html(solve(desk).answer))
"""


@pytest.mark.slow
def test_no_hash_seed_changes_the_answer(solved: Solved, tmp_path: Path) -> None:
    pages = [
        subprocess.run(
            [sys.executable, "-c", _OTHER_PROCESS, tmp_path / seed],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert pages == [page_html(solved.answer)] * 2


@dataclass
class Without:
    """A connector that leaves out one record."""

    inner: Connector
    record_id: str

    @property
    def source(self) -> Source:
        return self.inner.source

    @property
    def encoding(self) -> str:
        return self.inner.encoding

    @property
    def progress(self) -> tuple[int, int]:
        return self.inner.progress

    def records(self) -> Iterator[SourceRecord | Rejected]:
        for item in self.inner.records():
            if isinstance(item, Rejected) or item.record_id != self.record_id:
                yield item


def open_file(file: TownFile) -> Connector:
    mapping = load_mapping(shipped_mappings()[file.mapping]) if file.mapping else None
    return open_source(
        DataFile(file.path),
        format=file.format,
        mapping=mapping,
        source=file.source,
        refreshed_on=file.refreshed_on,
    )


def solved_without(demo: "Demo", folder: Path, source: str, record_id: str | None) -> Solved:
    """The answer of a store into which one source, or one record of it, was never loaded."""
    made = prepare(folder)
    named = [(file, r.run.source) for file, r in zip(made.files, demo.reports, strict=True)]
    with demo_desk(folder) as desk:
        kept = tuple(file for file, name in named if name != source)
        assert len(list(load(desk, kept))) == len(kept)
        for file, name in named:
            if name == source and record_id is not None:
                opener = partial(lambda file: Without(open_file(file), record_id), file)
                desk.sources.ingest(desk.principal(), SourceFile(file.path.name, "00" * 16, opener))
        open_case(desk, made)
        return solve(desk)


def by_name(solved: Solved) -> dict[Key, Lead]:
    """The leads by what people call them: without a source a party's canonical id is another."""
    dossier = solved.answer.dossier
    return {(x.lead_class, lead_label(x, dossier), x.asset_kind): x for x in solved.answer.leads}


def direction(before: float, after: float | None) -> str:
    if after is None:
        return "gone"
    # Less than what is shown of a probability is no change.
    if abs(after - before) < 0.001:
        return "stays"
    return "rises" if after > before else "falls"


def assert_as_said(solved: Solved, left: Solved, what: str, gone: Callable[[Lead], bool]) -> None:
    """Each lead that rests on what is gone does what its explanation said.

    Of those who may know, an explanation says only what they hang on altogether.
    """
    found = by_name(left)
    checked = 0
    for key, lead in by_name(solved).items():
        if not gone(lead):
            continue
        said = [item for item in lead.delete_one if item.what.startswith(what)]
        assert len(said) == 1 or lead.lead_class is LeadClass.LOCATOR
        after = found.get(key)
        real = direction(lead.probability, after.probability if after else None)
        for item in said:
            checked += 1
            wanted = direction(lead.probability, item.probability_without)
            assert real == wanted, f"{lead.lead_class} {lead.rank}, said {item}"
    assert checked


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "cn-beneficial-owners",
        "cn-creditor-contacts",
        "cn-enterprise-register",
        "cn-insurance-policies",
        "cn-marketplace-accounts",
        "cn-real-estate-register",
        "cn-shareholder-register",
        "cn-social-security",
        "cn-vehicle-register",
    ],
)
def test_without_a_source_each_lead_does_what_its_explanation_said(
    demo: "Demo", solved: Solved, tmp_path: Path, source: str
) -> None:
    left = solved_without(demo, tmp_path / "town", source, None)
    assert_as_said(
        solved, left, f"source {source}", lambda x: source in {e.source for e in x.evidence}
    )


@pytest.mark.slow
@pytest.mark.parametrize("lead_class", [LeadClass.SELF_CONTACT, LeadClass.ASSET])
def test_without_the_best_leads_newest_record_each_lead_does_what_its_explanation_said(
    demo: "Demo", solved: Solved, tmp_path: Path, lead_class: LeadClass
) -> None:
    best = next(lead for lead in solved.answer.leads if lead.lead_class is lead_class)
    source, record_id = best.evidence[0].source, best.evidence[0].record_id
    left = solved_without(demo, tmp_path / "town", source, record_id)
    assert_as_said(
        solved,
        left,
        f"newest record of {source}",
        lambda x: (x.evidence[0].source, x.evidence[0].record_id) == (source, record_id),
    )
