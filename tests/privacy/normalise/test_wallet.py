import pytest

from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.normalise.wallet import normalise_wallet

SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
LEGACY = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize("address", [SEGWIT, TAPROOT, LEGACY])
def test_addresses_with_a_right_checksum_are_whole(address: str) -> None:
    # Vectors: BIP-173, BIP-350 (which python-stdnum 2.2 refuses), base58check.
    assert normalise_wallet(f" {address} ").value == address


@pytest.mark.parametrize("address", [SEGWIT, TAPROOT, LEGACY])
def test_one_wrong_character_is_seen(address: str) -> None:
    for place in range(5, len(address)):
        other = "3" if address[place] != "3" else "4"
        assert normalise_wallet(address[:place] + other + address[place + 1 :]).flag in (
            Flag.CHECKSUM,
        )


def test_the_case_of_bech32_and_ethereum_addresses_is_folded() -> None:
    assert normalise_wallet(SEGWIT.upper()).value == SEGWIT
    assert normalise_wallet(ETHEREUM).value == ETHEREUM.lower()


def test_bech32_in_mixed_case_is_refused_as_bip_173_asks() -> None:
    assert normalise_wallet("BC1" + SEGWIT[3:]).flag is Flag.CHECKSUM


@pytest.mark.parametrize("text", ["", "-", "0x123", "bc1", "1", "not an address"])
def test_what_has_no_known_form_stays_unread(text: str) -> None:
    assert normalise_wallet(text).flag is Flag.UNPARSED


def test_a_masked_address_is_kept_and_never_matched() -> None:
    assert normalise_wallet("0x5aAe****BeAed").flag is Flag.MASKED
