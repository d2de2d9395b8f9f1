"""Crypto addresses: Bitcoin, Tron and Ethereum, each with its checksum.

NOTE: python-stdnum 2.2 refuses taproot addresses (BIP-350), so bech32 is checked here.
"""

import re
from hashlib import sha256

from Crypto.Hash import keccak
from stdnum import bitcoin

from veiltrace_privacy.normalise.damage import damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

_ETHEREUM = re.compile("0[xX][0-9a-fA-F]{40}")
_BECH32 = re.compile("bc1[02-9ac-hj-np-z]{11,71}")
_BASE58 = re.compile("[13T][1-9A-HJ-NP-Za-km-z]{25,34}")
_BASE58_BYTES = 25
_BECH32_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CHECK = 1
_BECH32M_CHECK = 0x2BC830A3


def normalise_wallet(text: str) -> Normalised:
    """Return the address as its chain writes it, where its checksum holds.

    Ethereum addresses are put in small letters. The case of the letters is the checksum (EIP-55),
    so one in a single case has none and is whole.

    >>> normalise_wallet("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4").value
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'
    >>> normalise_wallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD").flag
    <Flag.CHECKSUM: 'checksum_failed'>
    """
    address = unwrap(clean(text))
    if flag := damage(address):
        return keep_raw(text, flag)
    if _ETHEREUM.fullmatch(address):
        is_right = _has_eip55_check(address[2:])
        address = address.lower()
    elif _BECH32.fullmatch(address.lower()):
        one_case = address in (address.lower(), address.upper())
        address = address.lower()
        is_right = one_case and _has_bech32_check(address)
    elif _BASE58.fullmatch(address):
        is_right = _has_base58_check(address)
    else:
        return keep_raw(text, Flag.UNPARSED)
    return Normalised(address) if is_right else keep_raw(text, Flag.CHECKSUM)


def _has_eip55_check(digits: str) -> bool:
    """Return whether the letters are capitals just where the hash of the small ones says so."""
    if digits in (digits.lower(), digits.upper()):
        return True
    # NOTE: this is Keccak as it was before NIST changed its padding; hashlib's sha3_256 differs.
    digest = keccak.new(digest_bits=256, data=digits.lower().encode("ascii")).hexdigest()
    return all(
        digit.isdecimal() or digit.isupper() == (nibble >= "8")
        for digit, nibble in zip(digits, digest, strict=False)
    )


def _has_base58_check(address: str) -> bool:
    decoded = bitcoin.b58decode(address)
    payload, check = decoded[:-4], decoded[-4:]
    return len(decoded) == _BASE58_BYTES and sha256(sha256(payload).digest()).digest()[:4] == check


def _has_bech32_check(address: str) -> bool:
    """Return whether the checksum of BIP-173 (version 0) or BIP-350 (later) holds."""
    data = [_BECH32_ALPHABET.index(char) for char in address[3:]]
    # "bc", expanded as BIP-173 says: high bits, zero, low bits.
    remainder = 1
    for value in (3, 3, 0, 2, 3, *data):
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            remainder ^= generator if top >> bit & 1 else 0
    return remainder == (_BECH32_CHECK if data[0] == 0 else _BECH32M_CHECK)
