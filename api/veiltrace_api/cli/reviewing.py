"""`veiltrace review`: a person decides the pairs that no model may decide."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from veiltrace_api.cli.options import ActAs, Home, at_desk, output
from veiltrace_api.desk.reviewing import OpenedPair
from veiltrace_api.errors import UsageError
from veiltrace_api.render.judging import judged_lines
from veiltrace_api.render.review import opened_view, queue_json, queue_table
from veiltrace_graph.errors import JudgementConflict
from veiltrace_graph.resolution.judgement import Verdict
from veiltrace_graph.resolution.review_pair import ReviewPair

_REASON = "compared side by side"


class _Answer(StrEnum):
    """What is typed, whole or by its letter."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    SKIP = "skip"
    QUIT = "quit"


_LETTERS = dict(zip("sdukq", _Answer, strict=True))
_QUESTION = "(s)ame, (d)ifferent, (u)nsure, s(k)ip or (q)uit"


def review(
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many pairs.")] = 20,
    list_only: Annotated[
        bool, typer.Option("--list", help="Only list the pairs by their ids; nothing is opened.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="The list as JSON, for other programs.")
    ] = False,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Decide pairs of records that may be one party, the most telling first.

    Both records are shown side by side, opened in memory only, each pair with its entry in the
    audit log. Answer 'same', 'different' or 'unsure' and why, 'skip' to leave a pair for later,
    'quit' to stop. What was answered is kept at once, as by 'veiltrace judge',
    which also takes it back. Pairs that somebody was unsure of come last.
    """
    with at_desk(home, principal) as (desk, asker):
        pairs = desk.reviewing.queue(asker, limit=limit)
    if as_json:
        typer.echo(orjson.dumps({"pairs": queue_json(pairs)}).decode())
    elif list_only or not pairs:
        output().print(queue_table(pairs))
    else:
        _decide_all(pairs, principal, home)


def _decide_all(pairs: Sequence[ReviewPair], principal: str | None, home: Path | None) -> None:
    done: Counter[_Answer] = Counter()
    try:
        for place, pair in enumerate(pairs, 1):
            # The desk closes before the question: who writes holds the store's one writer's place.
            with at_desk(home, principal) as (desk, asker):
                found = desk.reviewing.open(asker, [pair.pair])
            if not found:
                output().print(f"{place:,} of {len(pairs):,}: decided by somebody else meanwhile")
                continue
            output().print(opened_view(found[0], place=place, of=len(pairs)))
            answer = _decide(found[0], principal, home) if found[0].records else _Answer.SKIP
            done[answer] += 1
            if answer is _Answer.QUIT:
                break
    except typer.Abort:
        output().print("")
    told = ", ".join(f"{done[_Answer(verdict)]:,} {verdict}" for verdict in Verdict)
    skipped = f"{done[_Answer.SKIP]:,} skipped"
    output().print(f"of {len(pairs):,}: {told}, {skipped}; what was answered is kept")


def _decide(opened: OpenedPair, principal: str | None, home: Path | None) -> _Answer:
    """Ask until an answer can be kept, or none is wanted; return it. Raises: typer.Abort."""
    left, right = (record.node.hex() for record in opened.records)
    while True:
        answer = _asked()
        if answer in (_Answer.SKIP, _Answer.QUIT):
            return answer
        reason = typer.prompt("why", default=_REASON)
        try:
            with at_desk(home, principal) as (desk, asker):
                verdict = Verdict(answer.value)
                judged = desk.judging.judge(asker, left, right, verdict, reason=reason)
        except (JudgementConflict, UsageError) as error:
            output().print(f"not kept: {escape(str(error))}")
            continue
        output().print(judged_lines(judged, answer.value))
        return answer


def _asked() -> _Answer:
    while True:
        typed = str(typer.prompt(_QUESTION)).strip().lower()
        if typed in (*_LETTERS, *_Answer):
            return _LETTERS.get(typed) or _Answer(typed)
        output().print("type one of these words, or its letter")
