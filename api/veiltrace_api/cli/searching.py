"""`veiltrace search`: parties and assets by name, anything by its identifier."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import AsOf, Home, as_of_day, output, settings_of
from veiltrace_api.installation import open_store
from veiltrace_api.lookup import look_up
from veiltrace_api.render.findings import found_table


def search(
    text: Annotated[
        str, typer.Argument(help="A name, or a whole ID, company code, phone, plate, e-mail, …")
    ],
    limit: Annotated[int, typer.Option(min=1, max=200, help="Show at most so many.")] = 20,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Find parties and things by name or by a whole identifier.

    Names are found in any order of words, simplified or traditional, from one character on.
    Identifiers are matched whole: they lie encrypted, so that no part of one can be searched.
    """
    with open_store(settings_of(home)) as store:
        found = look_up(store.view(as_of_day(as_of)), text, limit=limit)
    output().print(found_table(found, text))
