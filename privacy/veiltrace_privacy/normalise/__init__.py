"""The one normaliser: both sides of a match call it, so that they agree to the byte."""

NORMALISER_VERSION = 2
"""Changes whenever any function here may give another value for the same input."""
