"""`veiltrace relate`: who is near a party, or how two are connected, with the evidence."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import AsOf, Home, as_of_day, output, settings_of
from veiltrace_api.graph_index import index_view
from veiltrace_api.installation import open_store
from veiltrace_api.lookup import the_one
from veiltrace_api.render.findings import neighbourhood_line, related_table
from veiltrace_api.render.paths import path_tree

_MOST_NEAR = 1_000


def relate(
    party: Annotated[str, typer.Argument(help="An id's beginning, a name or an identifier.")],
    other: Annotated[
        str | None, typer.Argument(help="Another, to see how the two are connected.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="Show at most so many.")] = 10,
    paths: Annotated[int, typer.Option(min=1, max=20, help="Best paths between two.")] = 3,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show the parties most related to one, or the best paths between two.

    Relatedness is a random walk from the party that returns to it, damped at hubs: what very many
    share, such as a dormitory's address, joins nobody. Two parties without any connection score 0.
    """
    console = output()
    with open_store(settings_of(home)) as store:
        view = store.view(as_of_day(as_of))
        index = index_view(view)
        node = the_one(view, party)
        if other is None:
            console.print(related_table(node, index.related_parties(node.id, top_k=top)))
            console.print(neighbourhood_line(view.neighbourhood(node.id, hops=2, limit=_MOST_NEAR)))
            return
        target = the_one(view, other)
        score = index.score(node.id, target.id)
        console.print(f"relatedness {score.score:.4g}{' (cut short)' if score.truncated else ''}")
        found = index.paths(node.id, target.id, k=paths)
        if not found:
            console.print("no path of at most 6 steps connects them")
        for path in found:
            console.print(path_tree(path))
