"""`veiltrace how` and `veiltrace judge`: which records form a party, and a person's word on it."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import (
    ActAs,
    AsOf,
    Creditor,
    Home,
    UnderCase,
    Why,
    as_of_day,
    at_desk,
    output,
)
from veiltrace_api.desk.grant import Question
from veiltrace_api.errors import UsageError
from veiltrace_api.render.judging import judged_lines
from veiltrace_api.render.party_chain import party_chain_view
from veiltrace_graph.resolution.judgement import Verdict


def how(
    party: Annotated[str, typer.Argument(help="An id's beginning, a name or an identifier.")],
    case: UnderCase = "",
    purpose: Why = None,
    log: Annotated[
        bool,
        typer.Option("--log", help="Also what was withdrawn, and what stands and joins nothing."),
    ] = False,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show which records form a party, by which judgements, and what holds it together.

    Each record hangs on another by the strongest judgement there is: a person's, a rule's, or a
    fitted model's. Below stands which single records the party hangs on, and into what it would
    fall without each: look at those first, and part what is wrong with 'veiltrace judge'.
    """
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, case, purpose, as_of_day(as_of), creditor)
        history = desk.reading.how(question, party)
    output().print(party_chain_view(history, with_log=log))


def judge(
    one: Annotated[str, typer.Argument(help="A record, by the beginning of its id.")],
    other: Annotated[str, typer.Argument(help="Another record.")],
    verdict: Annotated[
        Verdict | None, typer.Argument(help="same, different or unsure.", show_default=False)
    ] = None,
    reason: Annotated[
        str, typer.Option(help="Why; kept readable, so without names and numbers of people.")
    ] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back what persons judged of the two.")
    ] = False,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Say whether two records are the same party; '--undo' takes it back.

    'veiltrace how' and 'veiltrace review' show the ids of records. A person's word outweighs rules
    and models, holds when files are loaded again and linked anew, and stays in the log when it is
    taken back. 'same' joins the whole parties of the two, 'different' parts all that chains them
    together, 'unsure' keeps a model from linking the two. No name is shown, so no case is needed.
    """
    if undo == (verdict is not None):
        raise UsageError("say 'same', 'different' or 'unsure', or --undo to take it back")
    with at_desk(home, principal) as (desk, asker):
        if verdict is None:
            judged, what = desk.judging.withdraw(asker, one, other, reason=reason), "taken back"
        else:
            judged = desk.judging.judge(asker, one, other, verdict, reason=reason)
            what = verdict.value
    output().print(judged_lines(judged, what))
