"""`veiltrace how`: which records form a party, and why."""

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
from veiltrace_api.render.party_chain import party_chain_view


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
