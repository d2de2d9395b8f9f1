"""`veiltrace demo`: the main job from files to leads, in a fictitious town."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from veiltrace_api.cli.options import output
from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR
from veiltrace_api.render.leads import answer_view
from veiltrace_api.render.listings import ingest_table
from veiltrace_api.render.matching import match_view
from veiltrace_api.render.paths import path_tree
from veiltrace_api.render.progress import track
from veiltrace_engine.lead import LeadClass
from veiltrace_privacy.errors import VeiltraceError


def demo(
    folder: Annotated[
        Path, typer.Option(help="Where the demo's files and store go; replaced each time.")
    ] = Path("demo-data"),
    top: Annotated[int, typer.Option(min=1, help="Leads shown of each class.")] = 5,
) -> None:
    """Build a fictitious town from files and rank the leads on one lost debtor.

    Some 3,000 people and 400 companies are written as files in the formats of fourteen kinds of
    source, read by the ordinary connectors, and joined. Then a carrier in a process of its own
    confirms, unseen, which number is his. All people, numbers and firms are made up.
    """
    # Making the town's files and the picture takes long to import, which other commands need not.
    from veiltrace_api.demo.run import (
        PURPOSE,
        demo_desk,
        demo_settings,
        load,
        match_with_carrier,
        open_case,
        prepare,
        solve,
    )
    from veiltrace_api.render.page import page_html

    console = output()
    console.print("Writing a fictitious town as files, and reading them back …")
    made = prepare(folder)
    with demo_desk(folder) as desk:
        reports = list(track(load(desk, made.files), total=len(made.files), what="loading"))
        console.print(ingest_table(reports))
        console.print("Opening the case by a mandate that the demo's own registry signs …")
        console.print("Recording that the number on file is dead, so that the debtor is lost …")
        open_case(desk, made)
        before = solve(desk)
        console.print(answer_view(before.answer, top=3, classes=[LeadClass.SELF_CONTACT]))
        console.print("\nAsking a carrier, unseen, which of these contact points it knows …")
        try:
            console.print(match_view(match_with_carrier(desk, made)))
        except VeiltraceError as error:
            # Whatever fails between the three programs, the ranking is then as without them.
            console.print(f"[yellow]no match:[/] {escape(str(error))}")
        solved = solve(desk)
        page = folder / "leads.html"
        with desk.exports.file(desk.principal(), page, operation="demo.page") as export:
            export.write(page_html(solved.answer), of=solved.answer)
    console.print(answer_view(solved.answer, top=top, explain=1))
    if solved.path is not None:
        console.print("\n[bold]The best path to what is owned through others[/]")
        console.print(path_tree(solved.path))
    home = demo_settings(folder).home
    console.print(f"\nThe same with the graph as a picture: [bold]{page}[/]")
    console.print(f"The files it came from: {folder / 'files'}")
    console.print(
        f"Go on: [bold]veiltrace leads {LOST_DEBTOR} --purpose {PURPOSE} --home {home} "
        f"--as-of {AS_OF} --explain 3[/]"
    )
