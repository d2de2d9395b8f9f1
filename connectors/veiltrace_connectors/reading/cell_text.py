"""A cell's value as the text a person would read in it."""

import math
from datetime import date, datetime, time
from decimal import Decimal

MAX_EXACT = 10**15
"""Excel keeps 15 digits: from here on the last digits of a number are no longer those typed in."""


def cell_text(value: object) -> str:
    """Return a value as text: dates as ISO 8601, whole floats without ".0", nothing as "".

    A float of more than 15 digits has lost its last ones. It is written in scientific notation,
    so that the normaliser flags it and nobody takes it for a whole number.

    >>> cell_text(13800138000.0), cell_text(0.1 + 0.2), cell_text(None)
    ('13800138000', '0.3', '')
    >>> cell_text(3.20106198001019e17)
    '3.20106198001019E+17'
    >>> cell_text(datetime(2024, 1, 5)), cell_text(True)
    ('2024-01-05', 'true')
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _float_text(value)
        case Decimal():
            return f"{value:f}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case bytes():
            return _bytes_text(value)
    return str(value)


def _float_text(value: float) -> str:
    if math.isnan(value):
        return ""
    text = f"{value:.15g}"
    if "e-" in text:
        return f"{Decimal(text):f}"
    if abs(value) >= MAX_EXACT and math.isfinite(value):
        mantissa, exponent = f"{value:.14E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    return text


def _bytes_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()
