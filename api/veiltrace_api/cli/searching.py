"""`veiltrace search`: parties and assets by name, anything by its identifier."""

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
from veiltrace_api.render.findings import answered_under, found_table


def search(
    text: Annotated[
        str, typer.Argument(help="A name, or a whole ID, company code, phone, plate, e-mail, …")
    ],
    case: UnderCase = "",
    purpose: Why = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Show at most so many.")] = 20,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Find parties and things by name or by a whole identifier.

    Names are found in any order of words, simplified or traditional, from one character on.
    Identifiers are matched whole: they lie encrypted, so that no part of one can be searched.
    """
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, case, purpose, as_of_day(as_of), creditor)
        found = desk.reading.search(question, text, limit=limit)
    console = output()
    console.print(found_table(found.hits))
    console.print(answered_under(found.certification, found.hidden))
