"""No page of an answer shows how to reach anybody but its debtor."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from veiltrace_api.demo.run import demo_settings
from veiltrace_api.demo.town.model import AS_OF
from veiltrace_api.desk.desk import open_desk
from veiltrace_api.desk.grant import Question
from veiltrace_api.labels import lead_label
from veiltrace_api.render.page import page_html
from veiltrace_api.settings import Settings
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.vocabulary import CONTACT_KINDS
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.flows.conftest import Demo, OpenCases

CASES = 40


def test_a_page_names_no_contact_point_that_is_not_the_debtors_own(
    demo: "Demo", open_cases: "OpenCases", tmp_path: Path
) -> None:
    home = Settings(tmp_path / "home")
    shutil.copytree(demo_settings(demo.folder).home, home.home)
    numbers = [case.number for case in demo.town.cases[:CASES]]
    open_cases(home, numbers)
    others = 0
    with open_desk(home, lambda: datetime.now(UTC)) as desk:
        for number in numbers:
            question = Question(desk.principal(), number, Purpose.ENFORCEMENT, AS_OF)
            for answer in desk.reading.leads(question, with_delete_one=False):
                page = page_html(answer)
                own = {
                    lead.subject.id
                    for lead in answer.leads
                    if lead.lead_class is LeadClass.SELF_CONTACT
                }
                # The address of a flat that is owned is an asset's name, whoever lives there.
                assets = " ".join(
                    lead_label(lead, answer.dossier)
                    for lead in answer.leads
                    if lead.lead_class is LeadClass.ASSET
                )
                for node in answer.dossier.nodes.values():
                    if node.kind in CONTACT_KINDS and node.id not in own:
                        for statement in answer.dossier.statements.get(node.id, ()):
                            others += 1
                            assert statement.value in assets or statement.value not in page
    assert others > CASES
