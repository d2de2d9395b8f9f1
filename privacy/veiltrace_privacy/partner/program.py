"""veiltrace-partner: init, publish, serve, ledger."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from veiltrace_privacy.agent.extras import require_extra
from veiltrace_privacy.agent.program import (
    add_address,
    add_home,
    now,
    run,
    say,
    say_ledger,
    system_random,
)
from veiltrace_privacy.partner.home import PartnerHome, PartnerSettings, make_partner_home
from veiltrace_privacy.partner.publish import publish
from veiltrace_privacy.partner.service import Partner
from veiltrace_privacy.partner.table_file import OPTIONAL, read_rows
from veiltrace_privacy.policy.words import CASE_PURPOSES, LegalBasis, Purpose
from veiltrace_privacy.psi.element import CONTACT_KINDS, IDENTITY_KINDS
from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.terms import Terms

_POINTS_PER_DAY = 20_000
_POINTS_PER_EPOCH = 1_000_000


def main() -> int:
    """Return the exit code of `veiltrace-partner`."""
    parser = ArgumentParser(
        prog="veiltrace-partner",
        description="Let a registry match its pairs with your table, unseen.",
    )
    add_home(parser, "veiltrace-partner")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_init(commands.add_parser("init", help="make the folder, keys and the access file"))
    _add_publish(commands.add_parser("publish", help="mask a table and start a new epoch"))
    serve = commands.add_parser("serve", help="answer the registry until stopped")
    add_address(serve)
    serve.set_defaults(command=_serve)
    ledger = commands.add_parser("ledger", help="show and check the audit log")
    ledger.set_defaults(command=_ledger)
    return run(parser)


def _add_init(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="short word, such as carrier-north")
    parser.add_argument("--agreement", required=True, help="the sharing agreement's reference")
    parser.add_argument("--legal-basis", required=True, choices=[*LegalBasis], type=LegalBasis)
    parser.add_argument(
        "--purpose", required=True, action="append", choices=[*CASE_PURPOSES], type=Purpose
    )
    parser.add_argument("--points-per-day", type=int, default=_POINTS_PER_DAY)
    parser.add_argument("--points-per-epoch", type=int, default=_POINTS_PER_EPOCH)
    parser.set_defaults(command=_init)


def _add_publish(parser: ArgumentParser) -> None:
    parser.add_argument("table", type=Path, help="a UTF-8 CSV or a SQLite file")
    parser.add_argument(
        "--column",
        required=True,
        nargs="+",
        metavar="ROLE=COLUMN",
        help="id=… and one of phone=… email=… handle=…; channel=…, tenure=… (whole months) and "
        "contact=… (whole days since last in use) where there are such columns",
    )
    parser.add_argument("--id-kind", choices=sorted(IDENTITY_KINDS), default="resident_id")
    parser.add_argument("--country", default="CN", help="of the table, for phone numbers (CN)")
    parser.add_argument("--table-name", default="", help="the table of a SQLite file")
    parser.set_defaults(command=_publish)


def _init(arguments: Namespace) -> None:
    terms = Terms(arguments.agreement, arguments.legal_basis, tuple(sorted(set(arguments.purpose))))
    home = make_partner_home(
        arguments.home,
        PartnerSettings(
            arguments.name, terms, arguments.points_per_day, arguments.points_per_epoch
        ),
    )
    say(f"made {home.folder}; hand {home.access_file} to the registry, and to nobody else")


def _publish(arguments: Namespace) -> None:
    require_extra("openmined")
    columns, contact_kind = _columns(arguments.column)
    rows = read_rows(arguments.table, columns, table=arguments.table_name, channel=contact_kind)
    published = publish(
        PartnerHome(arguments.home),
        rows,
        identity_kind=arguments.id_kind,
        contact_kind=contact_kind,
        country=arguments.country,
        now=now(),
        rng=system_random(),
    )
    say(f"published epoch {published.epoch}; the registry sees these class sizes:")
    for label, count in published.pairs:
        say(f"  {label.channel} {label.tenure_band} {label.contact_band}: {count}")
    for fault, count in published.faults:
        say(f"left out: {count} rows ({fault})")


def _columns(given: list[str]) -> tuple[dict[str, str], str]:
    """Return the column of each role, and the kind of the contact point."""
    columns = dict(item.partition("=")[::2] for item in given)
    kinds = [role for role in columns if role in CONTACT_KINDS]
    if len(kinds) != 1 or "id" not in columns or not columns.keys() <= {"id", *kinds, *OPTIONAL}:
        raise TableRefused("--column takes id=… and one of phone=… email=… handle=…; see --help")
    return {"contact_point" if role in kinds else role: name for role, name in columns.items()}, (
        kinds[0]
    )


def _serve(arguments: Namespace) -> None:
    require_extra("agent")
    require_extra("openmined")
    # Imported after the check: without the extra, this is one clear line and no traceback.
    from veiltrace_privacy.agent.serving import serve
    from veiltrace_privacy.partner.web import partner_app

    app = partner_app(Partner(PartnerHome(arguments.home), now))
    serve(app, host=arguments.host, port=arguments.port, tell=say)


def _ledger(arguments: Namespace) -> None:
    with PartnerHome(arguments.home).audit() as log:
        say_ledger(log)
