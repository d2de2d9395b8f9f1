"""`veiltrace outcome` and `veiltrace contact-permission`: what came of contacts, and may one be."""

from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import (
    ActAs,
    Creditor,
    Home,
    Why,
    as_of_day,
    at_desk,
    moment_of,
    output,
)
from veiltrace_api.desk.facts import FindingReport
from veiltrace_api.desk.grant import Question
from veiltrace_api.desk.investigation import Finding
from veiltrace_api.errors import UsageError
from veiltrace_api.file_bytes import sha256_of
from veiltrace_api.render.permission import permission_lines
from veiltrace_privacy.policy.words import Channel

Number = Annotated[str, typer.Argument(help="The case's number.")]
At = Annotated[
    str | None,
    typer.Option(help="When, with its zone: 2026-06-30T21:30+08:00; default now."),
]


def outcome(
    number: Number,
    kind: Annotated[Finding, typer.Option(help="What came of it.")],
    contact: Annotated[str, typer.Option(help="The phone, address, e-mail, … tried.")] = "",
    party: Annotated[
        str, typer.Option(help="With --kind refused: the third party who refused, for good.")
    ] = "",
    document: Annotated[
        Path | None,
        typer.Option(help="With --kind document: the file; its name and SHA-256 are kept sealed."),
    ] = None,
    note: Annotated[str, typer.Option(help="Anything else; kept sealed.")] = "",
    debtor: Annotated[str, typer.Option(help="The debtor, where the case has several.")] = "",
    at: At = None,
    purpose: Why = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Record what came of a call, letter or visit, or what a document says.

    It weighs in the case's next ranking as a source of its own.

    A third party who refused is never shown as a lead again, in any case.
    """
    if (kind is Finding.DOCUMENT) != (document is not None):
        raise UsageError("--kind document and --document FILE go together")
    if document is not None:
        note = f"{document.name}, SHA-256 {sha256_of(document)}; {note}".rstrip("; ")
    report = FindingReport(kind, moment_of(at, option="--at"), contact, note, party, debtor)
    with at_desk(home, principal) as (desk, asker):
        desk.facts.record(Question(asker, number, purpose, as_of_day(None), creditor), report)
    output().print(f"recorded: {kind.replace('_', ' ')}")


def contact_permission(
    number: Number,
    contact: Annotated[str, typer.Option(help="The phone, address, e-mail, … to be tried.")],
    channel: Annotated[Channel, typer.Option(help="How: voice, text or visit.")],
    at: At = None,
    staff: Annotated[int | None, typer.Option(min=1, help="How many would visit.")] = None,
    utc_offset: Annotated[
        list[int] | None,
        typer.Option(help="Minutes east of UTC, for each zone the debtor may be in (US)."),
    ] = None,
    purpose: Why = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Say whether the debtor may be contacted now, until when, and how many attempts are left.

    It answers about hours and frequency alone, by the outcomes recorded; it never hides a lead.
    """
    moment = moment_of(at, option="--at")
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, number, purpose, as_of_day(None), creditor)
        permission = desk.contact.permission(
            question,
            contact,
            channel=channel,
            at=moment,
            staff=staff,
            utc_offsets=tuple(utc_offset or ()),
        )
    for line in permission_lines(permission):
        output().print(line)
