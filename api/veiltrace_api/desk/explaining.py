"""Why two records are linked or are not: what each comparison weighs, by the model kept."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from veiltrace_api.desk.grant import Question
from veiltrace_api.desk.reading import ReadingDesk
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_api.linkage_models import LinkageModels
from veiltrace_graph.resolution.explanation import Explanation, explain
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.scheme import SCHEMES

_CONTACT = frozenset({"phone", "email", "address", "handle"})


@dataclass(frozen=True, slots=True)
class Explained:
    """Two records as far as they may be shown, and why the model gives them its probability."""

    records: tuple[LinkageRecord, ...] = field(repr=False)
    explanation: Explanation
    model: str
    certification: str


class ExplainDesk:
    """Explains pairs of records; see `ReadingDesk.pair` for what is raised."""

    def __init__(self, vault: Vault, reading: ReadingDesk, models: Path) -> None:
        self._reading = reading
        self._models = LinkageModels(models, vault.store.model_token)

    def why(self, question: Question, one: str, other: str) -> Explained:
        """Return what each comparison of two records weighs.

        Contact values are compared in memory in any case, and shown where the purpose covers them.

        Raises: UsageError: one is a person and the other not, no source says what one of them is,
            or nothing was linked yet. ModelFileError: the model cannot be read.
        """
        pair = self._reading.pair(question, "why", one, other)
        left, right = pair.records
        kinds = {left.kind, right.kind}
        scheme = next((s for s in SCHEMES.values() if kinds == {s.kind}), None)
        if scheme is None:
            raise UsageError(
                "a model compares two persons or two organisations: of these, one is another, or "
                "no source says what it is"
            )
        model = self._models.model(scheme.name)
        if model is None:
            raise UsageError("there is no model yet: 'veiltrace link' fits one to the records")
        shown = tuple(_shown(one, with_contacts=pair.with_contacts) for one in pair.records)
        return Explained(shown, explain(left, right, model), model.name, pair.certification)


def _shown(record: LinkageRecord, *, with_contacts: bool) -> LinkageRecord:
    kept = tuple(v for v in record.values if with_contacts or v.name not in _CONTACT)
    return replace(record, values=kept)
