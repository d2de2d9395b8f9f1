"""Shared by all tests. Imports nothing above `veiltrace_privacy`: a partner runs tests/privacy."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from veiltrace_privacy.mandate.files import decode_request, encode_signed
from veiltrace_privacy.mandate.key_file import write_public_key
from veiltrace_privacy.mandate.registry_key import RegistryKey
from veiltrace_privacy.mandate.signing import sign_mandate

# On a fresh clone hypothesis first builds its tables of characters, and whichever test draws text
# first would be called slow; how long an example takes says nothing on a shared machine either.
settings.register_profile("veiltrace", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("veiltrace")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the working tree."""
    return Path(__file__).parents[1]


@dataclass(frozen=True)
class Registry:
    """A registry that approves whatever it is asked."""

    key: RegistryKey
    public_key_file: Path
    self_certified: bool = False

    def sign(self, request: bytes) -> bytes:
        """The signed mandate that a request asks for."""
        mandate = decode_request(request)
        signed = sign_mandate(mandate, self.key, self_certified=self.self_certified)
        return encode_signed(signed)

    def approve(self, request: Path) -> Path:
        """The same with files: the signed one stands beside the request."""
        path = request.with_suffix(".signed")
        path.write_bytes(self.sign(request.read_bytes()))
        return path


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry with a key of its own."""
    key = RegistryKey("court.example", bytes(range(32)))
    path = tmp_path_factory.mktemp("registry") / "public-key"
    write_public_key(path, key.public)
    return Registry(key, path)
