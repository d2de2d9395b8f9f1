"""The root of every error this project raises on purpose.

One subclass stands for one reaction of the caller; its docstring says which. A message holds
what, where and what to do, and never a name, number, address or token of a person.
"""


class VeiltraceError(Exception):
    """Something a caller can react to; `code` is stable, the message is for people.

    >>> VeiltraceError("the key file is missing; run 'veiltrace init'").code
    'veiltrace.error'
    """

    code = "veiltrace.error"


class MissingExtra(VeiltraceError):
    """An optional part is not installed: the message names the extra and how to install it."""

    code = "veiltrace.missing_extra"
