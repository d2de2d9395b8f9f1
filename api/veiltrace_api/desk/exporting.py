"""Answers that leave as a file: it appears once the audit log says what is in it."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from veiltrace_api.answer import Answer
from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import OutputUnavailable
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.audit.fields import FieldValue
from veiltrace_privacy.private_file import private_file


class Export:
    """A file being written. Whatever answers it holds is noted with what is written of them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self._leads: Counter[tuple[str, str]] = Counter()

    def write(self, text: str, *, of: Answer | None) -> None:
        """Write text, as UTF-8; `of` is the answer that it holds, None where it holds none."""
        if of is not None:
            self._leads[of.case_ref, of.purpose] += len(of.leads)
        data = text.encode()
        self._sha256.update(data)
        self._file.write(data)

    def entries(self, operation: str) -> Iterator[dict[str, FieldValue]]:
        """Yield what the log is to say: an entry for each case, or one that says there is none."""
        about: dict[str, FieldValue] = {
            "operation": operation,
            "file_sha256": self._sha256.hexdigest(),
            "cases": len(self._leads),
        }
        if not self._leads:
            yield about | {"leads": 0}
        for (case_ref, purpose), leads in self._leads.items():
            yield about | {"case_ref": case_ref, "purpose": purpose, "leads": leads}


class ExportDesk:
    """Lets answers that were given leave as files."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @contextmanager
    def file(self, principal: Principal, path: Path, *, operation: str) -> Iterator[Export]:
        """Open a file for answers; when the block has ended it is logged, then appears at `path`.

        It is for its owner alone, and whole or not there; an earlier file stays until then.

        Args:
            operation: what writes it, such as "leads.page", for the log.
        Raises: OutputUnavailable: it cannot be written there. AuditUnavailable, AuditDamaged: it
            does not appear.
        """
        with private_file(path, error=OutputUnavailable) as file:
            export = Export(file)
            yield export
            # Whatever the disk refuses, it refuses before the log speaks of a file.
            file.flush()
            self._vault.record_all(EventKind.EXPORTED, principal, export.entries(operation))
