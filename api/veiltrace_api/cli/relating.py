"""`veiltrace relate`: who is near a party, or how two are connected, with the evidence."""

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
from veiltrace_api.desk.reading import Connection, Nearby
from veiltrace_api.render.findings import answered_under, neighbourhood_line, related_table
from veiltrace_api.render.paths import path_tree


def relate(
    party: Annotated[str, typer.Argument(help="An id's beginning, a name or an identifier.")],
    other: Annotated[
        str | None, typer.Argument(help="Another, to see how the two are connected.")
    ] = None,
    case: UnderCase = "",
    purpose: Why = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="Show at most so many.")] = 10,
    paths: Annotated[int, typer.Option(min=1, max=20, help="Best paths between two.")] = 3,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show the parties most related to one, or the best paths between two.

    Relatedness is a random walk from the party that returns to it, damped at hubs: what very many
    share, such as a dormitory's address, joins nobody. Two parties without any connection score 0.
    """
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, case, purpose, as_of_day(as_of), creditor)
        if other is None:
            _show_near(desk.reading.near(question, party, top=top))
        else:
            _show_paths(desk.reading.connection(question, party, other, paths=paths))


def _show_near(near: Nearby) -> None:
    console = output()
    console.print(related_table(near.node, near.related))
    console.print(neighbourhood_line(near.around))
    console.print(answered_under(near.certification, near.hidden))


def _show_paths(connection: Connection) -> None:
    console, score = output(), connection.score
    console.print(f"relatedness {score.score:.4g}{' (cut short)' if score.truncated else ''}")
    if not connection.paths:
        console.print("no path of at most 6 steps connects them")
    for path in connection.paths:
        console.print(path_tree(path))
    console.print(answered_under(connection.certification, connection.hidden))
