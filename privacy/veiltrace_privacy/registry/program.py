"""veiltrace-registry: init, approve, trust, serve, ledger."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.agent.errors import NotAuthorised
from veiltrace_privacy.agent.extras import require_extra
from veiltrace_privacy.agent.home import read_private, write_private
from veiltrace_privacy.agent.program import (
    add_address,
    add_home,
    now,
    run,
    say,
    say_ledger,
    system_random,
)
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.mandate.files import decode_request, encode_signed
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.signing import sign_mandate
from veiltrace_privacy.policy.words import CASE_PURPOSES, LegalBasis, Purpose
from veiltrace_privacy.psi.terms import Terms
from veiltrace_privacy.registry.home import RegistryHome, RegistrySettings, make_registry_home
from veiltrace_privacy.registry.service import Registry
from veiltrace_privacy.registry.trust import TrustedPartner, trust_partner

_ELEMENTS_PER_DAY = 500
_NEAR_DUPLICATES_PER_DAY = 5


def main() -> int:
    """Return the exit code of `veiltrace-registry`."""
    parser = ArgumentParser(
        prog="veiltrace-registry",
        description="Approve mandates, and ask partners on behalf of an engine that has one.",
    )
    add_home(parser, "veiltrace-registry")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_init(commands.add_parser("init", help="make the folder, keys and the access file"))
    _add_approve(commands.add_parser("approve", help="sign a mandate that an engine asks for"))
    _add_trust(commands.add_parser("trust", help="ask this partner from now on"))
    serve = commands.add_parser("serve", help="answer the engine until stopped")
    add_address(serve)
    serve.set_defaults(command=_serve)
    ledger = commands.add_parser("ledger", help="show and check the audit log")
    ledger.set_defaults(command=_ledger)
    return run(parser)


def _add_init(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="short word, such as court-north")
    parser.add_argument(
        "--self-certified",
        action="store_true",
        help="the registry is the operator's own; every mandate and receipt says so",
    )
    parser.add_argument("--elements-per-day", type=int, default=_ELEMENTS_PER_DAY)
    parser.add_argument("--near-duplicates-per-day", type=int, default=_NEAR_DUPLICATES_PER_DAY)
    parser.set_defaults(command=_init)


def _add_approve(parser: ArgumentParser) -> None:
    parser.add_argument("request", type=Path, help="the request file the engine exported")
    parser.add_argument("--by", required=True, help="who approves; logged as a keyed reference")
    parser.add_argument("--to", required=True, type=Path, help="where the signed mandate goes")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(command=_approve)


def _add_trust(parser: ArgumentParser) -> None:
    parser.add_argument("url", help="where the partner listens")
    parser.add_argument("--access", required=True, type=Path, help="the partner's access file")
    parser.add_argument("--agreement", required=True, help="the sharing agreement's reference")
    parser.add_argument(
        "--legal-basis",
        required=True,
        choices=[*LegalBasis],
        type=LegalBasis,
        help="the operator's own right to share, not the partner's",
    )
    parser.add_argument(
        "--purpose", required=True, action="append", choices=[*CASE_PURPOSES], type=Purpose
    )
    parser.set_defaults(command=_trust)


def _init(arguments: Namespace) -> None:
    home = make_registry_home(
        arguments.home,
        RegistrySettings(
            arguments.name,
            arguments.self_certified,
            arguments.elements_per_day,
            arguments.near_duplicates_per_day,
        ),
    )
    say(f"made {home.folder}; hand {home.access_file} and {home.public_key_file} to the engine")


def _approve(arguments: Namespace) -> None:
    home = RegistryHome(arguments.home)
    mandate = decode_request(read_private(arguments.request))
    for name, value in mandate.as_json().items():
        say(f"  {name}: {value}")
    if not arguments.yes:
        say("compare the hash with the claim document; type 'yes' to sign:")
        if sys.stdin.readline().strip() != "yes":
            raise NotAuthorised("not approved; nothing was signed")
    is_own = home.settings().self_certified
    signed = encode_signed(sign_mandate(mandate, home.key(), self_certified=is_own))
    _log_approval(home, mandate, by=arguments.by, self_certified=is_own)
    write_private(arguments.to, signed)
    say(f"signed {'(self-certified) ' if is_own else ''}: {arguments.to}")


def _log_approval(home: RegistryHome, mandate: Mandate, *, by: str, self_certified: bool) -> None:
    fields = (
        ("mandate_id", mandate.mandate_id),
        ("document_sha256", mandate.claim_document_sha256),
        ("expires_on", mandate.expires_on.isoformat()),
        ("self_certified", int(self_certified)),
    )
    with home.audit() as log:
        log.append(AuditEvent(EventKind.MANDATE_APPROVED, now(), home.keyed("person", by), fields))


def _trust(arguments: Namespace) -> None:
    home = RegistryHome(arguments.home)
    terms = Terms(arguments.agreement, arguments.legal_basis, tuple(sorted(set(arguments.purpose))))
    partner = TrustedPartner(arguments.url, read_access(arguments.access), terms)
    with home.audit() as log:
        trust_partner(home.partners, partner)
        fields = (("partner", partner.access.name),)
        log.append(AuditEvent(EventKind.PARTNER_TRUSTED, now(), "system:registry", fields))
    say(f"trusted {partner.access.name}")


def _serve(arguments: Namespace) -> None:
    require_extra("agent")
    require_extra("openmined")
    # Imported after the check: without the extra, this is one clear line and no traceback.
    from veiltrace_privacy.agent.serving import serve
    from veiltrace_privacy.registry.web import registry_app

    app = registry_app(Registry(RegistryHome(arguments.home), now, system_random()))
    serve(app, host=arguments.host, port=arguments.port, tell=say)


def _ledger(arguments: Namespace) -> None:
    with RegistryHome(arguments.home).audit() as log:
        say_ledger(log)
