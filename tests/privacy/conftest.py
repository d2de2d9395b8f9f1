"""Fictitious people, and the programs of a match in folders of their own."""

import base64
import hashlib
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.partner.home import PartnerHome, PartnerSettings, make_partner_home
from veiltrace_privacy.partner.publish import publish
from veiltrace_privacy.partner.service import Partner
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.element import Element, Pair
from veiltrace_privacy.psi.table import Row
from veiltrace_privacy.psi.terms import AskedTerms, Terms

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def fictive_id(number: int) -> str:
    """A whole resident ID of an area that does not exist."""
    body = f"99010119800101{number:03}"
    digits = (weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + "10X98765432"[sum(digits) % 11]


def fictive_phone(number: int) -> str:
    """A number of a prefix that is not given out."""
    return f"+86124{number:08}"


@pytest.fixture(scope="session")
def pair() -> Callable[[int, int], Pair]:
    """The pair of person `n` and phone `m`."""
    return lambda person, phone: Pair(
        Element("resident_id", fictive_id(person)), Element("phone", fictive_phone(phone))
    )


@pytest.fixture(scope="session")
def row() -> Callable[..., Row]:
    """A partner's row of person `n` and phone `m`."""
    return lambda person, phone, months="40", days="3": Row(
        fictive_id(person), fictive_phone(phone), "phone", months, days
    )


@pytest.fixture(scope="session")
def seeds_of() -> Callable[..., set[bytes]]:
    """The bytes that must not be seen where these values are not to be: the values, in each form
    that a program may write them, and their hashes without a key.
    """

    def seeds(*values: str) -> set[bytes]:
        found = set()
        for value in values:
            # The national number too: a form without the country's code tells as much.
            for text in {value, value.removeprefix("+86")}:
                raw = text.encode("utf-8")
                found |= {raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"=")}
                for name in ("md5", "sha1", "sha256"):
                    digest = hashlib.new(name, raw).digest()
                    found |= {digest, digest.hex().encode(), base64.b64encode(digest)}
        return found

    return seeds


@pytest.fixture
def terms() -> AskedTerms:
    return AskedTerms("A-1", LegalBasis.CONTRACT, Purpose.LOCATE, "cn")


@pytest.fixture
def make_partner(tmp_path: Path) -> Callable[..., Partner]:
    """A partner with these rows published; needs the extra openmined."""
    pytest.importorskip("private_set_intersection", reason="the extra openmined is not installed")

    def make(rows: list[Row], *, per_day: int = 20_000, per_epoch: int = 1_000_000) -> Partner:
        folder = tmp_path / "partner"
        home = PartnerHome(folder)
        if not folder.exists():
            agreed = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
            settings = PartnerSettings("carrier", agreed, per_day, per_epoch)
            home = make_partner_home(folder, settings)
        publish(
            home,
            rows,
            identity_kind="resident_id",
            contact_kind="phone",
            country="CN",
            now=NOON,
            rng=random.SystemRandom(),
        )
        return Partner(home, lambda: NOON)

    return make


@pytest.fixture
def make_mandate() -> Callable[..., Mandate]:
    """An unsigned mandate for locating; says nothing of anybody."""

    def make(
        mandate_id: str = "0" * 32,
        opens_on: date = date(2026, 1, 2),
        expires_on: date = date(2099, 1, 1),
    ) -> Mandate:
        return Mandate(
            mandate_id=mandate_id,
            tenant="1" * 32,
            case_ref="2" * 32,
            creditor_ref="3" * 32,
            claim_amount_cents=100_00,
            currency="CNY",
            claim_date=date(2026, 1, 1),
            legal_basis=LegalBasis.CONTRACT,
            jurisdiction="cn",
            claim_document_sha256="a" * 64,
            purposes=(Purpose.LOCATE,),
            opens_on=opens_on,
            expires_on=expires_on,
        )

    return make
