"""Where an installation lives. The only reader of the environment in this package."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "VEILTRACE_HOME"
DEFAULT_HOME = Path("veiltrace-data")


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder of one installation: its keys, store, control plane and audit log."""

    home: Path

    @property
    def key_file(self) -> Path:
        """The installation's key, mode 600. Keep a copy elsewhere: nothing opens without it."""
        return self.home / "key"

    @property
    def store_file(self) -> Path:
        """The embedded graph store."""
        return self.home / "graph.sqlite"

    @property
    def pepper_file(self) -> Path:
        """The key under which API keys are kept, mode 600."""
        return self.home / "pepper"

    @property
    def control_file(self) -> Path:
        """Principals, cases, mandates and outcomes."""
        return self.home / "control.sqlite"

    @property
    def audit_file(self) -> Path:
        """The append-only log of what was asked, allowed, refused and changed."""
        return self.home / "audit.sqlite"

    @property
    def registries(self) -> Path:
        """The folder of the public keys of the registries whose mandates are accepted."""
        return self.home / "registries"

    @property
    def models(self) -> Path:
        """The folder of the linkage models and their cards, mode 600."""
        return self.home / "models"

    @property
    def partners(self) -> Path:
        """The folder of the access files to the registries that ask partners, mode 600."""
        return self.home / "partners"


def load_settings(environment: Mapping[str, str], *, home: Path | None = None) -> Settings:
    """Return the settings: `home` as given, else VEILTRACE_HOME, else ./veiltrace-data.

    >>> load_settings({"VEILTRACE_HOME": "somewhere"}).store_file
    PosixPath('somewhere/graph.sqlite')
    """
    return Settings(home or Path(environment.get(HOME_VARIABLE) or DEFAULT_HOME))
