"""`veiltrace link`: which records are one party, by a fitted model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veiltrace_api.cli.options import ActAs, Home, at_desk, output
from veiltrace_api.errors import UsageError
from veiltrace_api.render.linking import link_view
from veiltrace_api.render.progress import stage_line
from veiltrace_graph.errors import TooFewRecords

if TYPE_CHECKING:
    from veiltrace_graph.linking.report import LinkReport

_KINDS, _ALL = ("person", "organisation"), "all"


def link(
    kind: Annotated[
        str, typer.Option(help=f"Which parties to link: {', '.join(_KINDS)} or all.")
    ] = _ALL,
    model: Annotated[
        Path | None,
        typer.Option(help="Link by this model file of this installation, and keep it."),
    ] = None,
    refit: Annotated[
        bool, typer.Option("--refit", help="Fit the model anew on the records there are now.")
    ] = False,
    only_new: Annotated[
        bool,
        typer.Option("--new", help="Only what is new, changed or judged since, by the same model."),
    ] = False,
    automatic: Annotated[
        float | None,
        typer.Option(
            min=0.5,
            max=0.999,
            help="Link by itself from this probability; else as before, at first 0.99.",
        ),
    ] = None,
    review: Annotated[
        float | None,
        typer.Option(
            min=0.001,
            max=0.999,
            help="Put to a person from this one; else as before, at first 0.2.",
        ),
    ] = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Find records that are one party, link the sure ones, and queue the doubtful ones.

    The first run fits a model to the records, without labels; later ones use it again, so that
    their answers compare, until --refit. With --new only what is new, changed or judged since is
    looked at, with the same answer: run it after each 'ingest'.

    Model and card lie in the folder 'models' of the installation. Links are reversible and weigh
    less than any person's or rule's word: 'veiltrace how' shows them, 'veiltrace review' asks
    about the doubtful pairs. No person is shown.
    """
    if kind not in (*_KINDS, _ALL):
        raise UsageError(f"--kind is one of {', '.join(_KINDS)} and {_ALL}")
    if model is not None and (refit or kind == _ALL):
        raise UsageError("--model goes with --kind person and the like, and not with --refit")
    if only_new and not (model is None and automatic is None and review is None and not refit):
        raise UsageError("--new keeps to the model and the bands of before: give it no others")
    # Loaded here, for it takes over a second that no other command should wait for.
    from veiltrace_api.desk.linking import LinkWish

    wish = LinkWish(model, refit, automatic, review, only_new)
    reports: list[LinkReport] = []
    too_few: list[tuple[str, TooFewRecords]] = []
    with at_desk(home, principal) as (desk, asker), stage_line() as on_stage:
        for name in _KINDS if kind == _ALL else [kind]:
            try:
                reports.append(desk.linking.link(asker, name, wish, on_stage))
            except TooFewRecords as few:
                # Of another kind there may be enough.
                too_few.append((name, few))
    if not reports:
        raise too_few[0][1]
    output().print(link_view(reports))
    for name, error in too_few:
        output().print(f"{name}: not linked: {error}")
