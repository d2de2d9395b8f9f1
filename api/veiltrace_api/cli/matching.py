"""`veiltrace partner` and `veiltrace match`: a partner's data move the ranking, unseen."""

from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import (
    ActAs,
    AsOf,
    Creditor,
    Home,
    Why,
    as_of_day,
    at_desk,
    output,
)
from veiltrace_api.control.partners import Partner
from veiltrace_api.desk.grant import Question
from veiltrace_api.render.matching import match_view, partners_table
from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.policy.words import LegalBasis, Purpose

partner_app = typer.Typer(no_args_is_help=True, help="Data partners, asked through a registry.")


@partner_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The partner's short name, as it calls itself.")],
    registry_url: Annotated[str, typer.Option(help="Where the registry listens.")],
    access: Annotated[
        Path, typer.Option(help="The registry's access file ('veiltrace-registry init' made it).")
    ],
    agreement: Annotated[str, typer.Option(help="The sharing agreement's reference.")],
    legal_basis: Annotated[LegalBasis, typer.Option(help="By what right the operator shares.")],
    purpose: Annotated[list[Purpose], typer.Option(help="Purposes agreed; may be repeated.")],
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Keep a partner, its agreement, and the registry that stands between."""
    purposes = tuple(sorted({item.value for item in purpose}))
    partner = Partner(name, registry_url, agreement, legal_basis.value, purposes)
    with at_desk(home, principal) as (desk, asker):
        desk.matching.add_partner(asker, partner, read_access(access))
    output().print(f"partner added: [bold]veiltrace match CASE --partner {name}[/] asks it")


@partner_app.command("list")
def list_partners(principal: ActAs = None, home: Home = None) -> None:
    """List the partners and what was agreed with each."""
    with at_desk(home, principal) as (desk, asker):
        output().print(partners_table(desk.matching.partners(asker)))


def match(
    case: Annotated[str, typer.Argument(help="The case's number.")],
    partner: Annotated[str, typer.Option(help="Which partner to ask ('veiltrace partner list').")],
    purpose: Why = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Ask a partner which of the debtor's contact points are live and the debtor's.

    Only masked points reach the partner, and only a yes with its label comes back; both through
    the registry, which checks the mandate. What matches weighs in the next ranking.
    """
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, case, purpose, as_of_day(as_of), creditor)
        report = desk.matching.match(question, partner)
    output().print(match_view(report))
