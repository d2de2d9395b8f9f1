"""The answer to "how can this debtor be reached, and what does the debtor own?"."""

from dataclasses import dataclass

from veiltrace_api.desk.circumstances import Circumstances
from veiltrace_api.desk.record_ids import shielded
from veiltrace_api.desk.screening import Suppressed, lawful_dossier, screen, shown_dossier
from veiltrace_engine.coverage import Coverage, coverage
from veiltrace_engine.dossier import Dossier
from veiltrace_engine.lead import Lead
from veiltrace_engine.ranking import rank_leads


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked leads of one debtor in one case, what they were searched in, and what is hidden.

    `dossier` holds what may be shown beside the leads. `case_ref` is the case's keyed id, in hex.
    `certification` says who vouches for the mandate under which the answer was given.
    """

    dossier: Dossier
    leads: tuple[Lead, ...]
    coverage: Coverage
    suppressed: tuple[Suppressed, ...]
    case_ref: str
    purpose: str
    certification: str


def answer_debtor(
    dossier: Dossier,
    circumstances: Circumstances,
    *,
    with_delete_one: bool = True,
) -> Answer:
    """Return the answer on one debtor: nothing is in it that the gate does not let through."""
    searched = coverage(dossier.sources, dossier.as_of)
    lawful, barred = lawful_dossier(dossier, circumstances.grant)
    ranked = rank_leads(lawful, with_delete_one=with_delete_one)
    leads, hidden = screen(ranked, lawful, circumstances)
    return Answer(
        dossier=shown_dossier(lawful, leads, circumstances.grant),
        leads=tuple(shielded(lead) for lead in leads),
        coverage=searched,
        suppressed=(*barred, *hidden),
        case_ref=circumstances.grant.case_ref,
        purpose=circumstances.grant.purpose.value,
        certification=circumstances.grant.certification,
    )
