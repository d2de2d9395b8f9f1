"""The partner's folder: who it is, its keys, its current epoch."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from veiltrace_privacy.agent.access import Access, new_token, write_access
from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.agent.home import (
    make_folder,
    make_home,
    read_private,
    read_settings,
    write_private,
    write_settings,
)
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.terms import Terms

_FIELDS = frozenset(
    {"name", "agreement_id", "legal_basis", "purposes", "points_per_day", "points_per_epoch"}
)


@dataclass(frozen=True, slots=True)
class PartnerSettings:
    """The partner's name, the terms it takes part on, how many points it evaluates for them.

    `points_per_day` is for one mandate; `points_per_epoch` for all together.
    """

    name: str
    terms: Terms
    points_per_day: int
    points_per_epoch: int


@dataclass(frozen=True, slots=True)
class Epoch:
    """One published table: its id, its secret key, its folder with manifest and points."""

    id: str
    folder: Path

    @property
    def manifest(self) -> bytes:
        """The signed line. Raises: HomeError: the epoch is over."""
        return read_private(self.folder / "manifest.json")

    @property
    def key(self) -> bytes:
        """The epoch's key; it never leaves the folder but for the masking process."""
        return read_private(self.folder / "key")

    def points(self, number: int) -> bytes:
        """The points of one class. Raises: HomeError: there is no such class."""
        return read_private(self.folder / f"class-{number:02}.points")


@dataclass(frozen=True, slots=True)
class PartnerHome:
    """The folder as a whole."""

    folder: Path

    @property
    def access_file(self) -> Path:
        """What the registry gets."""
        return self.folder / "registry-access.json"

    @property
    def database(self) -> Path:
        """Budgets."""
        return self.folder / "partner.db"

    def settings(self) -> PartnerSettings:
        """Return who this partner is. Raises: HomeError: the folder was not made by `init`."""
        fields = read_settings(self.folder / "partner.json", _FIELDS)
        try:
            terms = Terms(
                str(fields["agreement_id"]),
                LegalBasis(str(fields["legal_basis"])),
                tuple(Purpose(purpose) for purpose in cast(list[str], fields["purposes"])),
            )
        except ValueError:
            raise HomeError(f"{self.folder} has terms this program does not know") from None
        per_day, per_epoch = (cast(int, fields[k]) for k in ("points_per_day", "points_per_epoch"))
        return PartnerSettings(str(fields["name"]), terms, per_day, per_epoch)

    def signing_key(self) -> Ed25519PrivateKey:
        """Return the key that signs manifests."""
        return Ed25519PrivateKey.from_private_bytes(read_private(self.folder / "signing.key"))

    def audit(self) -> AuditLog:
        """Return the open audit log."""
        return AuditLog.open(self.folder / "audit.db", origin=f"partner:{self.settings().name}")

    def epoch_folder(self, epoch: str) -> Path:
        """Return where this epoch's files are."""
        return self.folder / "epochs" / epoch

    def current_epoch(self) -> Epoch:
        """Return the published epoch. Raises: HomeError: nothing was published yet."""
        epoch = read_private(self.folder / "current").decode("ascii", "replace")
        return Epoch(epoch, self.epoch_folder(epoch))

    def switch_to(self, epoch: str) -> None:
        """Make `epoch` the current one and destroy the keys and points of all others."""
        write_private(self.folder / "current", epoch.encode("ascii"))
        try:
            for other in (self.folder / "epochs").iterdir():
                if other.name != epoch:
                    (other / "key").unlink(missing_ok=True)
                    shutil.rmtree(other)
        except OSError as error:
            raise HomeError(f"an old epoch cannot be destroyed: {error.strerror}") from None


def make_partner_home(folder: Path, settings: PartnerSettings) -> PartnerHome:
    """Return a new partner's folder, with keys, access file and empty audit log.

    Raises:
        HomeError: the folder is in use, or the name is no short word.
    """
    make_home(folder, name=settings.name)
    make_folder(folder / "epochs")
    key = Ed25519PrivateKey.generate()
    write_private(folder / "signing.key", key.private_bytes_raw())
    home = PartnerHome(folder)
    public_key = key.public_key().public_bytes_raw()
    write_access(home.access_file, Access(settings.name, public_key, new_token()))
    AuditLog.create(folder / "audit.db", origin=f"partner:{settings.name}").close()
    write_settings(
        folder / "partner.json",
        {
            "name": settings.name,
            "agreement_id": settings.terms.agreement_id,
            "legal_basis": settings.terms.legal_basis.value,
            "purposes": [purpose.value for purpose in settings.terms.purposes],
            "points_per_day": settings.points_per_day,
            "points_per_epoch": settings.points_per_epoch,
        },
    )
    return home
