"""The `/v1` API: the same questions as the commands, over HTTP, with JSON at the edge.

A request passes, in this order: the guard (`guard`: bounded, well-formed), the key (`deps`), the
strict models (`schemas`), and the desk, which asks the gate and writes the audit log.
"""
