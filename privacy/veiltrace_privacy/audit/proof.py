"""Checking proofs: what whoever holds a tree head can tell without the log.

A head is a size and a root that belong together; take both from one receipt, never from the
sender of the proof.
"""

from collections.abc import Sequence

from veiltrace_privacy.audit.merkle import EMPTY_ROOT, HASH_BYTES, node_hash


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Return whether `path` proves that `leaf` (a hash) is number `index` under this head.

    Source: RFC 9162, 2.1.3.2.

    >>> from veiltrace_privacy.audit.merkle import leaf_hash
    >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
    >>> verify_inclusion(b, index=1, size=2, root=node_hash(a, b), path=[a])
    True
    >>> verify_inclusion(b, index=0, size=2, root=node_hash(a, b), path=[a])
    False
    """
    if not 0 <= index < size or not _are_hashes([leaf, root, *path]):
        return False
    position, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            reached = node_hash(sibling, reached)
            position, last = _up_while_left(position, last)
        else:
            reached = node_hash(reached, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Return whether `path` proves that the new head's first `old_size` entries are the old's.

    Source: RFC 9162, 2.1.4.2. The empty tree is the beginning of each, and needs no path.

    >>> from veiltrace_privacy.audit.merkle import leaf_hash
    >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
    >>> both = node_hash(a, b)
    >>> verify_consistency(old_size=1, old_root=a, new_size=2, new_root=both, path=[b])
    True
    >>> verify_consistency(old_size=1, old_root=b, new_size=2, new_root=both, path=[a])
    False
    """
    if not 0 <= old_size <= new_size or not _are_hashes([old_root, new_root, *path]):
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    # An old tree of 2^k leaves is a subtree of the new one, so its root is not sent.
    start, *rest = [old_root, *path] if old_size.bit_count() == 1 else path or [b""]
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_reached = new_reached = start
    for sibling in rest:
        if last == 0:
            return False
        if position & 1 or position == last:
            old_reached = node_hash(sibling, old_reached)
            new_reached = node_hash(sibling, new_reached)
            position, last = _up_while_left(position, last)
        else:
            new_reached = node_hash(new_reached, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old_reached == old_root and new_reached == new_root


def _up_while_left(position: int, last: int) -> tuple[int, int]:
    """Return the nearest node upwards that is a right child: levels without sibling are skipped."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _are_hashes(values: Sequence[bytes]) -> bool:
    """Whether all have the length of a hash: else bytes could move from one to its neighbour."""
    return all(len(value) == HASH_BYTES for value in values)
