"""Masked points as bytes: compressed points of P-256, 33 bytes each, one after the other."""

from collections.abc import Iterable
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

POINT_BYTES = 33


def split_points(data: bytes) -> list[bytes] | None:
    """Return the points in their order, or None where the length is no multiple of 33.

    >>> split_points(b"x" * 34)
    """
    if len(data) % POINT_BYTES:
        return None
    return [data[start : start + POINT_BYTES] for start in range(0, len(data), POINT_BYTES)]


def are_distinct_points(points: Iterable[bytes]) -> bool:
    """Return whether all lie on the curve and none comes twice (each has one compressed form).

    A point off the curve must not reach a key; one that comes twice is a way to count with
    multiplicities.

    >>> are_distinct_points([b"\\x02" + bytes(31) + b"\\x05"] * 2)
    False
    """
    seen = set()
    for point in points:
        if point in seen or point[0] not in (2, 3):
            return False
        try:
            EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        except ValueError:
            return False
        seen.add(point)
    return True


def are_sorted(points: list[bytes]) -> bool:
    """Return whether the points of a table ascend, none twice, as the look-up needs.

    NOTE: openmined-psi 2.0.6 finds nothing, and says nothing, in a table that is not sorted.

    >>> are_sorted([b"a", b"b"]), are_sorted([b"a", b"a"])
    (True, False)
    """
    return all(one < next_one for one, next_one in pairwise(points))
