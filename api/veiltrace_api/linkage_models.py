"""Where an installation keeps its linkage models: for each kind of party one, with its card.

The bands by which the store was linked lie beside the model. They say that they hold for part of
the store only while all is linked anew, so that a run that was stopped half-way shows.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from veiltrace_api.errors import OutputUnavailable
from veiltrace_graph.errors import InvalidInput, ModelFileError
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.model_card import model_card
from veiltrace_graph.resolution.model_file import model_from_json, model_to_json
from veiltrace_graph.resolution.term_frequency import Seal
from veiltrace_privacy.private_file import private_files


@dataclass(frozen=True, slots=True)
class LinkedBy:
    """The bands of the latest linking of all, and whether it came to its end."""

    bands: Bands
    is_whole: bool


class LinkageModels:
    """The models in one folder; `seal` makes the tokens by which they know values."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def model(self, scheme: str) -> MatchModel | None:
        """Return the model that this installation links by, if there is one yet.

        Raises: ModelFileError: it cannot be read, or is none of this installation's.
        """
        path = self._file(scheme)
        return self.model_at(path) if path.exists() else None

    def model_at(self, path: Path) -> MatchModel:
        """Return the model in a file. Raises: ModelFileError: see `model`."""
        return model_from_json(_read(path), self._seal)

    def linked_by(self, scheme: str) -> LinkedBy | None:
        """Return the bands by which the store was last linked by the model kept, if it was.

        Raises: ModelFileError: the file cannot be read.
        """
        path = self._bands_file(scheme)
        if not path.exists():
            return None
        try:
            said = json.loads(_read(path))
            bands = Bands(float(said["automatic"]), float(said["review"]))
            return LinkedBy(bands, is_whole=said["is_whole"] is True)
        except (ValueError, TypeError, KeyError, InvalidInput):
            raise ModelFileError(
                f"{path} is damaged: remove it, and link all records again with 'veiltrace link'"
            ) from None

    def begin(self, scheme: str, bands: Bands) -> None:
        """Note that all is being linked anew by these bands. Raises: OutputUnavailable."""
        self._write({self._bands_file(scheme): _told(LinkedBy(bands, is_whole=False))})

    def keep(self, model: MatchModel, bands: Bands, written_on: date) -> None:
        """Keep a model with its card, and the bands by which the whole store is linked by it.

        Raises: OutputUnavailable: they cannot be written. ModelUnfitted.
        """
        scheme = model.frame.scheme.name
        self._write(
            {
                self._file(scheme): model_to_json(model),
                self._folder / f"{scheme}.md": model_card(model, bands, written_on),
                # The last to appear: without it, the others say of no store that it is linked so.
                self._bands_file(scheme): _told(LinkedBy(bands, is_whole=True)),
            }
        )

    def _write(self, texts: Mapping[Path, str]) -> None:
        try:
            self._folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise OutputUnavailable(f"cannot make {self._folder}: {error.strerror}") from None
        with private_files(list(texts), error=OutputUnavailable) as files:
            for file, text in zip(files, texts.values(), strict=True):
                file.write(text.encode())

    def _file(self, scheme: str) -> Path:
        return self._folder / f"{scheme}.json"

    def _bands_file(self, scheme: str) -> Path:
        return self._folder / f"{scheme}.bands.json"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError as error:
        raise ModelFileError(f"cannot read the model file {path}: {error.strerror}") from None


def _told(linked_by: LinkedBy) -> str:
    return json.dumps(asdict(linked_by.bands) | {"is_whole": linked_by.is_whole}) + "\n"
