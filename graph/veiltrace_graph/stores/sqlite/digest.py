"""One number for all that the store holds: equal for equal content, whatever the order it came."""

import hmac
import sqlite3

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.resolution.judgement import Author

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
    # Which holders of an identifier a rule paired depends on the order they came in; their parties
    # do not, and the tokens they follow from are counted above.
    "SELECT DISTINCT 'judged', min(l.key, r.key), max(l.key, r.key), j.author, j.verdict "
    "FROM judgement j JOIN node l ON l.id = j.left_id JOIN node r ON r.id = j.right_id "
    f"WHERE j.author <> '{Author.RULE}' AND j.withdrawn_at IS NULL AND NOT EXISTS ("
    "SELECT 1 FROM judgement k WHERE k.author = j.author AND k.withdrawn_at IS NULL "
    "AND k.decided_at > j.decided_at AND ((k.left_id = j.left_id AND k.right_id = j.right_id) "
    "OR (k.left_id = j.right_id AND k.right_id = j.left_id)))",
    "SELECT 'rejected', u.fingerprint, f.position, f.reason, f.field FROM rejected f "
    "JOIN run u ON u.id = f.run_id",
)


def content_digest(connection: sqlite3.Connection, keyring: Keyring) -> str:
    """Return a keyed 256-bit digest in hex; row ids, moments, runs and reasons do not count.

    Of the judgements, those of persons and models count that stand.

    Each row is hashed by HMAC-SHA256 and the hashes are added modulo 2^256, which needs no
    sorting. It tells equal from unequal stores; it is not proof against who holds the key.
    """
    total = 0
    for query in _CONTENT:
        for row in connection.execute(query):
            text = repr(row).encode("utf-8", "surrogatepass")
            total += int.from_bytes(hmac.digest(keyring.wrapping_key, text, "sha256"))
    return f"{total % 2**256:064x}"
