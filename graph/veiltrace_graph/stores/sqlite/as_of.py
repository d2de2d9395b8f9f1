"""The conditions and columns by which every read is as of a date and a state of knowledge.

`:on` is the date (an ordinal), `:known` the moment (microseconds); `f` is the table of facts.
"""

# The latest day the record was seen while it still said this; else the first day it said it.
_SEEN_ON = (
    "coalesce((SELECT max(g.seen_on) FROM sighting g WHERE g.record_id = f.record_id "
    "AND g.seen_on <= :on AND (g.seen_on < f.superseded_on OR g.seen_on = f.seen_on)), f.seen_on)"
)
EVIDENCE = f"s.name, s.publisher, sn.key, sk.wrapped, r.reference, {_SEEN_ON} AS evidence_seen_on"
EVIDENCE_JOINS = (
    "JOIN record r ON r.id = f.record_id JOIN source s ON s.id = r.source_id "
    "JOIN node sn ON sn.id = r.subject_id JOIN subject_key sk ON sk.node_id = r.subject_id"
)
RELATION = (
    "SELECT f.source_id, f.target_id, f.kind, f.valid_from, f.valid_to, f.share, f.role, "
    f"{EVIDENCE} FROM edge f {EVIDENCE_JOINS}"
)
# A record's first version speaks for the time before it was seen, too; a later one does not.
KNOWN = (
    "f.recorded_at <= :known AND (f.superseded_at IS NULL OR f.superseded_at > :known) "
    "AND f.superseded_on > :on AND (f.seen_on <= :on OR NOT EXISTS (SELECT 1 FROM sighting g "
    "WHERE g.record_id = f.record_id AND g.seen_on < f.seen_on))"
)
VALID = f"f.valid_from <= :on AND f.valid_to > :on AND {KNOWN}"
