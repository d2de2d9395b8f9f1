"""No page of an answer shows how to reach anybody but its debtor."""

from typing import TYPE_CHECKING

from veiltrace_api.answer import answerer
from veiltrace_api.demo.town.model import AS_OF
from veiltrace_api.labels import lead_label
from veiltrace_api.render.page import page_html
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.vocabulary import CONTACT_KINDS, NodeKind

if TYPE_CHECKING:
    from tests.flows.conftest import Demo

CASES = 40


def test_a_page_names_no_contact_point_that_is_not_the_debtors_own(demo: "Demo") -> None:
    others = 0
    with demo.open() as store:
        view = store.view(AS_OF)
        asked = answerer(store, AS_OF)
        for case in view.of_kind(NodeKind.CASE)[:CASES]:
            (number,) = {
                s.value for s in view.statements([case.id])[case.id] if s.name == "case_number"
            }
            for answer in asked.answer(number, with_delete_one=False):
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
