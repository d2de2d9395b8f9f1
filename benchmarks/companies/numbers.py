"""Numbers of fictitious companies: right in form, of places and issuers that do not exist.

Only British ones may by chance be a real firm's: Companies House has given out nearly all numbers
that begin with a zero. Phone numbers are those set aside for fiction, or of unassigned ranges.
"""

from random import Random

from benchmarks.companies.model import Country, Place

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def uscc(area: str, organisation: str, category: str) -> str:
    """Return a unified social credit code (GB 32100) of the office in `area`, six digits.

    >>> uscc("990101", "MA000012X", "91")
    '91990101MA000012XD'
    """
    body = f"{category}{area}{organisation}"
    total = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


def organisation_code(is_old: bool, rng: Random) -> str:
    """Return a code (GB 11714): digits alone before 2015, of the MA series since."""
    body = f"{rng.randrange(10**8):08d}" if is_old else f"MA{rng.choice(_ALNUM[:10])}"
    while len(body) < 8:
        body += rng.choice(_USCC_ALPHABET)
    weighed = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    return body + "0123456789X"[-sum(int(c, 36) * w for c, w in weighed) % 11]


def register_number(area: str, rng: Random) -> str:
    """Return a 注册号: six digits of the office, eight that count, one that checks (MOD 11,10)."""
    body = f"{area}{rng.randrange(10**8):08d}"
    check = 10
    for digit in body:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return f"{body}{(11 - check) % 10}"


def lei(rng: Random) -> str:
    """Return a legal entity identifier of the issuer 0000, which is none."""
    body = "000000" + "".join(rng.choice(_ALNUM) for _ in range(12))
    digits = "".join(str(int(char, 36)) for char in body)
    return f"{body}{98 - int(digits + '00') % 97:02d}"


def british_number(rng: Random) -> str:
    """Return a number of Companies House; a third begin with a zero, some with a prefix."""
    draw = rng.random()
    if draw < 0.08:
        return f"SC{rng.randrange(100_000, 999_999)}"
    if draw < 0.42:
        return f"{rng.randrange(200_000, 9_999_999):08d}"
    return f"{rng.randrange(10_000_000, 17_000_000)}"


def phone(country: Country, place: Place, rng: Random) -> str:
    """Return a number as a clerk of the country would write it."""
    if country is Country.CHINA:
        if rng.random() < 0.5:
            return f"124{rng.randrange(10**8):08d}"
        return f"{place.dial}-0{rng.randrange(10**7):07d}"
    if country is Country.HONG_KONG:
        return f"{place.dial} 1{rng.randrange(10**3):03d} {rng.randrange(10**4):04d}"
    if country is Country.BRITAIN:
        reserved = (f"{place.dial} 0", f"{place.dial} 0", "07700 900", "01632 960", "03069 990")
        return f"{rng.choice(reserved)}{rng.randrange(10**3):03d}"
    if country is Country.GERMANY:
        return f"{place.dial}{rng.randrange(10**3):03d}"
    area = place.dial if rng.random() < 0.2 else f"{rng.randrange(201, 990)} 555"
    return f"{area}-01{rng.randrange(100):02d}"
