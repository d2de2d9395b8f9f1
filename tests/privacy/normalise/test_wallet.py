from csv import DictReader
from io import StringIO
from pathlib import Path

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


@pytest.mark.parametrize(
    "address",
    [
        # Vectors of EIP-55: all capitals, all small, mixed.
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_an_ethereum_address_is_whole_in_the_case_of_its_checksum_or_in_one_case(
    address: str,
) -> None:
    small = address.lower()
    for spelling in (address, small, "0x" + small[2:].upper(), small.upper()):
        assert normalise_wallet(spelling).value == small


def test_an_ethereum_address_with_one_letter_in_the_wrong_case_is_kept_and_not_matched() -> None:
    letters = [place for place in range(2, 42) if ETHEREUM[place].isalpha()]
    for place in letters:
        wrong = ETHEREUM[:place] + ETHEREUM[place].swapcase() + ETHEREUM[place + 1 :]
        damaged = normalise_wallet(wrong)
        assert (damaged.value, damaged.flag) == (wrong, Flag.CHECKSUM)


def test_the_wallets_of_the_sample_file_are_read_as_its_notes_say(repository: Path) -> None:
    text = (repository / "tests/data/crypto/wallets.csv").read_text("utf-8")
    flags = {
        row["note"]: normalise_wallet(row["address"]).flag for row in DictReader(StringIO(text))
    }
    assert flags == {
        "BIP-173 test vector, valid bech32": Flag.OK,
        "BIP-173 invalid checksum": Flag.CHECKSUM,
        "EIP-55 test vector, valid mixed-case checksum": Flag.OK,
        "EIP-55 broken checksum": Flag.CHECKSUM,
        "commonly documented P2PKH example": Flag.OK,
    }


@pytest.mark.parametrize("text", ["", "-", "0x123", "bc1", "1", "not an address"])
def test_what_has_no_known_form_stays_unread(text: str) -> None:
    assert normalise_wallet(text).flag is Flag.UNPARSED


def test_a_masked_address_is_kept_and_never_matched() -> None:
    assert normalise_wallet("0x5aAe****BeAed").flag is Flag.MASKED
