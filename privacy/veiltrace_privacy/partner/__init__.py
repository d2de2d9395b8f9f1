"""The partner's program: publishes its table as masked points, evaluates masked questions.

It has no mapper: it reads a CSV or SQLite table with named columns. Its folder holds no value of
the table and no question, only points, keys, counts and its audit log.
"""
