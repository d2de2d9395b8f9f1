"""The desk: everything a caller may do, each behind the gate and the audit log.

Commands and routes are thin: they ask the desk, and it alone opens the store. Nothing of a person
leaves it without a purpose, an open case with its mandate, and an audit entry that is durable.
"""
