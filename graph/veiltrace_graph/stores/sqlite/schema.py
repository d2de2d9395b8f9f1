"""The tables of the SQLite store, and the way from each version of them to the next.

Dates are days since 0001-01-01 (`date.toordinal`), moments are microseconds since 1970 UTC.
`ALWAYS` and `NEVER` stand for an unknown start and an open end, so that ranges need no NULL.
"""

ALWAYS = 0
NEVER = 9_999_999

_VERSION_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    publisher TEXT NOT NULL, obtained TEXT NOT NULL, legal_basis TEXT NOT NULL,
    jurisdiction TEXT NOT NULL, licence TEXT NOT NULL, refreshed_on INTEGER NOT NULL,
    refresh_days INTEGER NOT NULL, retention_days INTEGER NOT NULL);

CREATE TABLE run (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source, file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL, encoding TEXT NOT NULL, state TEXT NOT NULL,
    started_at INTEGER NOT NULL, finished_at INTEGER, position INTEGER NOT NULL,
    accepted INTEGER NOT NULL, unchanged INTEGER NOT NULL, rejected INTEGER NOT NULL,
    error TEXT NOT NULL);
CREATE INDEX run_by_file ON run (source_id, fingerprint);

-- One row for each record id of a source; `reference` is that id, sealed under the subject.
CREATE TABLE record (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, source_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL, reference BLOB NOT NULL);

-- Each time a record was seen with other content, on another day, or by a correcting load.
CREATE TABLE sighting (
    record_id INTEGER NOT NULL, seen_on INTEGER NOT NULL, content INTEGER NOT NULL,
    run_id INTEGER NOT NULL, PRIMARY KEY (record_id, seen_on, content, run_id)) WITHOUT ROWID;

CREATE TABLE rejected (
    run_id INTEGER NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL,
    field TEXT NOT NULL, raw BLOB NOT NULL, wrapped_key BLOB NOT NULL,
    PRIMARY KEY (run_id, position)) WITHOUT ROWID;

CREATE TABLE node (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
    caption TEXT NOT NULL, caption_on INTEGER NOT NULL);

-- Nodes are subjects: each has a key of its own as soon as it has a sealed value.
CREATE TABLE subject_key (node_id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL);

-- A fact is said by its record from `seen_on` until `superseded_on`, the day of the first version
-- without it. That interval was known from `recorded_at` until `superseded_at` (NULL: still is);
-- when another version changes it, the row is closed and a new one is written beside it.
-- `value` is TEXT where plain, BLOB where sealed; `digest` compares values without opening them.
CREATE TABLE statement (
    node_id INTEGER NOT NULL, name TEXT NOT NULL, digest INTEGER NOT NULL,
    record_id INTEGER NOT NULL, seen_on INTEGER NOT NULL, superseded_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL, superseded_at INTEGER, flag TEXT NOT NULL, value NOT NULL,
    PRIMARY KEY (node_id, name, digest, record_id, seen_on, superseded_on, recorded_at)
) WITHOUT ROWID;
CREATE INDEX statement_by_record ON statement (record_id);

CREATE TABLE edge (
    source_id INTEGER NOT NULL, target_id INTEGER NOT NULL, kind TEXT NOT NULL,
    record_id INTEGER NOT NULL, digest INTEGER NOT NULL, seen_on INTEGER NOT NULL,
    superseded_on INTEGER NOT NULL, recorded_at INTEGER NOT NULL, superseded_at INTEGER,
    valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, share REAL, role TEXT NOT NULL,
    PRIMARY KEY (source_id, target_id, kind, record_id, digest, seen_on, superseded_on,
                 recorded_at)
) WITHOUT ROWID;
-- Holds all that a view's conditions need, so that edges into a node cost no second look-up.
CREATE INDEX edge_by_target ON edge (
    target_id, source_id, valid_from, valid_to, seen_on, superseded_on, recorded_at,
    superseded_at);
CREATE INDEX edge_by_record ON edge (record_id);

-- Who carries an identifier. `digest` is that of the statement; `rule` names the property if
-- sharing it makes two parties one, and is empty otherwise.
CREATE TABLE token (
    token BLOB NOT NULL, node_id INTEGER NOT NULL, digest INTEGER NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (token, node_id, digest)) WITHOUT ROWID;

CREATE TABLE name_term (
    term TEXT NOT NULL, node_id INTEGER NOT NULL, PRIMARY KEY (term, node_id)) WITHOUT ROWID;

CREATE TABLE judgement (
    id INTEGER PRIMARY KEY, left_id INTEGER NOT NULL, right_id INTEGER NOT NULL,
    verdict TEXT NOT NULL, author TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL,
    decided_at INTEGER NOT NULL, withdrawn_at INTEGER);
CREATE INDEX judgement_by_left ON judgement (left_id);
CREATE INDEX judgement_by_right ON judgement (right_id);

-- Follows from the judgements: nodes whose party has other members, and its canonical node.
CREATE TABLE party (
    node_id INTEGER PRIMARY KEY, canonical_id INTEGER NOT NULL);
CREATE INDEX party_by_canonical ON party (canonical_id);
"""

# Who took a judgement back and why: a rule and a model withdraw their own.
_VERSION_2 = """
ALTER TABLE judgement ADD COLUMN withdrawn_by TEXT NOT NULL DEFAULT '';
ALTER TABLE judgement ADD COLUMN withdrawal_reason TEXT NOT NULL DEFAULT '';
"""

# What a node is blocked by, as of when it was last linked: without a row it was never, or has
# changed since. `tokens` are its rows of `linkage_key`, one after the other.
_VERSION_3 = """
CREATE TABLE linkage_node (node_id INTEGER PRIMARY KEY, tokens BLOB NOT NULL);
CREATE TABLE linkage_key (
    token BLOB NOT NULL, node_id INTEGER NOT NULL, PRIMARY KEY (token, node_id)) WITHOUT ROWID;
"""

# The pairs a person should look at; `left_id` is that of the smaller key.
_VERSION_4 = """
CREATE TABLE review_pair (
    left_id INTEGER NOT NULL, right_id INTEGER NOT NULL, probability REAL NOT NULL,
    priority REAL NOT NULL, UNIQUE (left_id, right_id));
CREATE INDEX review_pair_by_right ON review_pair (right_id);
CREATE INDEX review_pair_by_priority ON review_pair (
    priority, probability, left_id, right_id);
"""

MIGRATIONS: tuple[str, ...] = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4)
"""`MIGRATIONS[n]` takes a store from schema version n to n + 1; only ever appended to."""

SCHEMA_VERSION = len(MIGRATIONS)
