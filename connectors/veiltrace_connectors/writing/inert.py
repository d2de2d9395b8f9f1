"""Cells that no spreadsheet takes for a program."""


def inert(value: str) -> str:
    """Return a cell that no spreadsheet runs as a formula (owasp.org, CSV injection).

    A record's text comes from strangers. Phone numbers begin with + and hold nothing to run.

    >>> inert("=HYPERLINK(1)"), inert("+8612400000001"), inert("示例甲")
    ("'=HYPERLINK(1)", '+8612400000001', '示例甲')
    """
    runs = value.startswith(("=", "@", "-", "\t", "\r")) or (
        value.startswith("+") and not value[1:].isdigit()
    )
    return f"'{value}" if runs else value
