"""Where an installation keeps its linkage models: for each kind of party one, with its card.

The bands by which the store was linked lie beside the model. They are taken away before all is
linked anew and come back with what was done, so that a run that was stopped half-way shows.
"""

import json
from dataclasses import asdict
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

    def bands(self, scheme: str) -> Bands | None:
        """Return the bands by which the whole store was linked, if it was, by the model kept.

        Raises: ModelFileError: the file cannot be read.
        """
        path = self._bands_file(scheme)
        if not path.exists():
            return None
        try:
            said = json.loads(_read(path))
            return Bands(float(said["automatic"]), float(said["review"]))
        except (ValueError, TypeError, KeyError, InvalidInput):
            raise ModelFileError(
                f"{path} is damaged: remove it, and link all records again with 'veiltrace link'"
            ) from None

    def forget_bands(self, scheme: str) -> None:
        """Note that the store is being linked anew. Raises: OutputUnavailable."""
        try:
            self._bands_file(scheme).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(self._folder, error) from None

    def keep(self, model: MatchModel, bands: Bands, written_on: date) -> None:
        """Keep a model with its card, and the bands by which the whole store is linked by it.

        Raises: OutputUnavailable: they cannot be written. ModelUnfitted.
        """
        scheme = model.frame.scheme.name
        try:
            self._folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise _cannot_write(self._folder, error) from None
        texts = {
            self._file(scheme): model_to_json(model),
            self._folder / f"{scheme}.md": model_card(model, bands, written_on),
            # The last to appear: without it, the others say of no store that it was linked so.
            self._bands_file(scheme): json.dumps(asdict(bands)) + "\n",
        }
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


def _cannot_write(folder: Path, error: OSError) -> OutputUnavailable:
    return OutputUnavailable(f"cannot write to {folder}: {error.strerror}")
