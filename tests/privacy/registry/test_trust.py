from pathlib import Path

import pytest

from veiltrace_privacy.agent.access import Access
from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import MatchRefused
from veiltrace_privacy.psi.terms import Terms
from veiltrace_privacy.registry.trust import TrustedPartner, trust_partner, trusted_partner


def partner(url: str, name: str = "carrier") -> TrustedPartner:
    terms = Terms("A-1", LegalBasis.CONTRACT, (Purpose.ASSETS, Purpose.LOCATE))
    return TrustedPartner(url, Access(name, b"k" * 32, "token"), terms)


def test_a_trusted_partner_comes_back_and_its_file_is_private(tmp_path: Path) -> None:
    trusted = partner("https://carrier.example")
    trust_partner(tmp_path, trusted)
    assert trusted_partner(tmp_path, "carrier") == trusted
    assert (tmp_path / "carrier.json").stat().st_mode & 0o077 == 0
    assert "token" not in repr(trusted)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://carrier.example", "carrier"),
        ("ftp://127.0.0.1", "carrier"),
        ("carrier.example", "carrier"),
        ("https://carrier.example", "../carrier"),
    ],
)
def test_no_token_goes_out_in_clear_and_no_name_leaves_the_folder(
    tmp_path: Path, url: str, name: str
) -> None:
    with pytest.raises(HomeError):
        trust_partner(tmp_path, partner(url, name))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["lender", "../carrier", ""])
def test_a_partner_nobody_trusted_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MatchRefused, match="VT-06"):
        trusted_partner(tmp_path, name)
