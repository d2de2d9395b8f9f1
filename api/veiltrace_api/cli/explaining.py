"""`veiltrace why`: what each comparison of two records weighs."""

from pathlib import Path
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
from veiltrace_api.file_bytes import write_bytes
from veiltrace_api.render.findings import answered_under
from veiltrace_api.render.waterfall import waterfall_svg, waterfall_view


def why(
    one: Annotated[str, typer.Argument(help="A record: its id's beginning, or a name.")],
    other: Annotated[str, typer.Argument(help="Another record.")],
    case: UnderCase = "",
    purpose: Why = None,
    picture: Annotated[
        Path | None, typer.Option(help="Also write the waterfall as SVG; no value is in it.")
    ] = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show why the model links two records, or does not: the weight of each comparison, in bits.

    One bit doubles the odds that the two are one party. The prior says how rare that is at all;
    what one of them does not say weighs nothing; a shared phone or address adds at most what
    names, dates and numbers say. 'veiltrace how' and 'veiltrace review' show the ids of records;
    'veiltrace judge' overrules the model.
    """
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, case, purpose, as_of_day(as_of), creditor)
        explained = desk.explaining.why(question, one, other)
    console = output()
    console.print(waterfall_view(explained.explanation, explained.records))
    console.print(f"by the model {explained.model}")
    console.print(answered_under(explained.certification, 0))
    if picture is not None:
        write_bytes(picture, waterfall_svg(explained.explanation).encode())
        console.print(f"drawn in {picture}")
