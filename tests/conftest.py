"""Shared by all tests. Imports nothing above `veiltrace_privacy`: a partner runs tests/privacy."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the working tree."""
    return Path(__file__).parents[1]
