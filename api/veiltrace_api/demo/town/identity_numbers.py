"""Numbers that are right in form and belong to nobody.

Area codes 9901xx are assigned to no place, mobile prefix 124 to no carrier, LEI prefix 0000 to no
issuer, so that none of these numbers can be a living person's or a real company's.
"""

from datetime import date

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_LETTERS = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def resident_id(*, area: int, birth: date, sequence: int) -> str:
    """Return an 18-character resident identity number (GB 11643); odd sequences are male.

    >>> resident_id(area=990101, birth=date(1981, 9, 3), sequence=17)
    '990101198109030172'
    """
    body = f"{area}{birth:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * w for digit, w in zip(body, _RESIDENT_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def organisation_code(serial: int) -> str:
    """Return a nine-character organisation code (GB 11714) of the `MA` series.

    >>> organisation_code(12)
    'MA000012X'
    """
    body = f"MA{serial:06d}"
    total = sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return body + "0123456789X"[-total % 11]


def uscc(serial: int, *, category: str = "91") -> str:
    """Return a unified social credit code (GB 32100); category 92 is a self-employed person.

    >>> uscc(12)
    '91990101MA000012XD'
    """
    body = f"{category}990101{organisation_code(serial)}"
    total = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


def lei(serial: int) -> str:
    """Return a legal entity identifier (ISO 17442) with its two check digits.

    >>> lei(1)
    '00000000000000000195'
    """
    body = f"{serial:018d}"
    return f"{body}{98 - int(body + '00') % 97:02d}"


def vin(serial: int) -> str:
    """Return a vehicle identification number (ISO 3779) with its check digit.

    >>> vin(1)
    'LZZZZZZZ2AA000001'
    """
    body = f"LZZZZZZZ0AA{serial:06d}"
    total = sum(int(_VIN_LETTERS.get(c, c)) * w for c, w in zip(body, _VIN_WEIGHTS, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def card_number(serial: int) -> str:
    """Return a 19-digit account number with its Luhn digit.

    >>> card_number(1)
    '9999990000000000014'
    """
    body = f"999999{serial:012d}"
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))]
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return f"{body}{-total % 10}"


def imo_number(serial: int) -> str:
    """Return a ship's IMO number; a leading 0 is never issued.

    >>> imo_number(7)
    'IMO0000074'
    """
    body = f"{serial:06d}"
    return f"IMO{body}{sum(int(d) * w for d, w in zip(body, range(7, 1, -1), strict=True)) % 10}"


def bitcoin_address(key_hash: bytes) -> str:
    """Return the segwit version 0 address of a 20-byte key hash, in Bech32.

    Source: BIP-173, whose first test vector is the example.
    >>> bitcoin_address(bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6"))
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'
    """
    bits = int.from_bytes(key_hash, "big")
    data = [0, *(bits >> shift & 31 for shift in range(155, -1, -5))]
    expanded_prefix = [3, 3, 0, 2, 3]
    checksum = _bech32_polymod([*expanded_prefix, *data, *[0] * 6]) ^ 1
    data += [checksum >> shift & 31 for shift in range(25, -1, -5)]
    return "bc1" + "".join(_BECH32[value] for value in data)


def _bech32_polymod(values: list[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATOR):
            state ^= generator if top >> bit & 1 else 0
    return state
