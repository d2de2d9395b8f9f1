"""One number for all that the store holds: equal for equal content, whatever the order it came."""

import hmac
import sqlite3

from veiltrace_graph.keyring import Keyring

_CONTENT = (
    "SELECT 'node', key, kind, caption FROM node",
    "SELECT DISTINCT 'seen', r.key, g.seen_on, g.content FROM sighting g JOIN record r "
    "ON r.id = g.record_id",
    "SELECT 'statement', n.key, f.name, f.digest, f.flag, r.key, f.seen_on, f.superseded_on "
    "FROM statement f JOIN node n ON n.id = f.node_id JOIN record r ON r.id = f.record_id "
    "WHERE f.superseded_at IS NULL",
    "SELECT 'edge', a.key, b.key, f.kind, f.digest, r.key, f.seen_on, f.superseded_on FROM edge f "
    "JOIN node a ON a.id = f.source_id JOIN node b ON b.id = f.target_id "
    "JOIN record r ON r.id = f.record_id WHERE f.superseded_at IS NULL",
    "SELECT 'token', f.token, n.key, f.rule FROM token f JOIN node n ON n.id = f.node_id",
    "SELECT 'term', f.term, n.key FROM name_term f JOIN node n ON n.id = f.node_id",
    "SELECT 'party', n.key, c.key FROM party p JOIN node n ON n.id = p.node_id "
    "JOIN node c ON c.id = p.canonical_id",
    "SELECT 'rejected', u.fingerprint, f.position, f.reason, f.field FROM rejected f "
    "JOIN run u ON u.id = f.run_id",
)


def content_digest(connection: sqlite3.Connection, keyring: Keyring) -> str:
    """Return a keyed 256-bit digest in hex; row ids, moments and runs do not count.

    Each row is hashed by HMAC-SHA256 and the hashes are added modulo 2^256, which needs no
    sorting. It tells equal from unequal stores; it is not proof against who holds the key.
    """
    total = 0
    for query in _CONTENT:
        for row in connection.execute(query):
            text = repr(row).encode("utf-8", "surrogatepass")
            total += int.from_bytes(hmac.digest(keyring.wrapping_key, text, "sha256"))
    return f"{total % 2**256:064x}"
