"""The answer to "how can this debtor be reached, and what does the debtor own?"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from veiltrace_api.cases import find_case
from veiltrace_api.dossier_reader import read_dossiers
from veiltrace_api.graph_index import GraphIndex, index_view
from veiltrace_engine.coverage import Coverage, coverage
from veiltrace_engine.dossier import Dossier
from veiltrace_engine.lead import Lead
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.model import Source
from veiltrace_graph.stores.base import GraphStore


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked leads of one debtor in one case, and what they were searched in."""

    dossier: Dossier
    leads: tuple[Lead, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers case after case over one view of the graph."""

    index: GraphIndex
    as_of: date
    sources: dict[str, Source]

    def answer(self, case_number: str, *, with_delete_one: bool = True) -> Iterator[Answer]:
        """Yield the answer for each debtor of a case; see `rank_leads`. Raises: UnknownCase."""
        case = find_case(self.index.view, case_number)
        searched = coverage(self.sources, self.as_of)
        for dossier in read_dossiers(self.index, case, as_of=self.as_of, sources=self.sources):
            leads = rank_leads(dossier, with_delete_one=with_delete_one)
            yield Answer(dossier, leads, searched)


def answerer(store: GraphStore, as_of: date) -> Answerer:
    """Return what answers cases of this store as of a day."""
    sources = {summary.source.name: summary.source for summary in store.sources()}
    return Answerer(index_view(store.view(as_of)), as_of, sources)
