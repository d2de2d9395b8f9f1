from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import ReplyTampered
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.psi.manifest import (
    ClassEntry,
    Manifest,
    open_manifest,
    sign_manifest,
)
from veiltrace_privacy.psi.terms import Terms

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()


def entry(channel: str = "phone") -> ClassEntry:
    canaries = tuple(f"{channel}{number}" for number in range(8))
    return ClassEntry(Label(channel, "over_3y", "unknown"), 9, "a" * 64, canaries)


def manifest(*entries: ClassEntry) -> Manifest:
    terms = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
    return Manifest("carrier", "abcdefghabcdefgh", 1, terms, entries or (entry(),))


def test_a_manifest_comes_back_as_it_was_signed() -> None:
    sixteen = manifest(*(entry(f"c{number}") for number in range(16)))
    line = sign_manifest(sixteen, KEY)
    assert open_manifest(line, partner="carrier", public_key=PUBLIC) == sixteen


def test_a_changed_byte_another_signer_and_another_partner_are_refused() -> None:
    line = sign_manifest(manifest(), KEY)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    for changed, partner, key in [
        (line.replace(b"abcdefgh", b"bbcdefgh"), "carrier", PUBLIC),
        (line, "carrier", other),
        (line, "lender", PUBLIC),
        (b"{}", "carrier", PUBLIC),
    ]:
        with pytest.raises(ReplyTampered):
            open_manifest(changed, partner=partner, public_key=key)


@pytest.mark.parametrize(
    "bad",
    [
        replace(manifest(), epoch="../../../../etc/x"),
        replace(manifest(), classes=()),
        replace(manifest(), classes=tuple(entry(f"c{n}") for n in range(17))),
        replace(manifest(), classes=(entry(), entry())),
        replace(manifest(), classes=(replace(entry(), points=0),)),
        replace(manifest(), classes=(replace(entry(), canaries=("a",)),)),
    ],
)
def test_a_signed_manifest_that_lacks_something_is_refused(bad: Manifest) -> None:
    with pytest.raises(ReplyTampered):
        open_manifest(sign_manifest(bad, KEY), partner="carrier", public_key=PUBLIC)
