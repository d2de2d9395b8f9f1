from datetime import UTC, date, datetime
from pathlib import Path

from veiltrace_api.graph_index import index_view
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Source, SourceRecord
from veiltrace_graph.stores.base import Opening
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, SourceKind

DAY = date(2026, 6, 30)
SOURCE = Source(
    "loans", SourceKind.PORTFOLIO, "lender", "own_records", "contract", "cn", "own", DAY, 30, 365
)


def record(number: int) -> SourceRecord:
    """A record of one case, which names its lender as all others do."""
    lender = Entity(
        EntityRef("record:lender", "lender"),
        NodeKind.ORGANISATION,
        (PropertyValue("name", "示例银行"),),
    )
    debtor = Entity(
        EntityRef("record:lender", f"debtor/{number}"),
        NodeKind.PERSON,
        (PropertyValue("name", f"示例{number}号"),),
    )
    return SourceRecord(f"DC-{number}", number, DAY, (debtor, lender), ())


def test_statements_remembered_of_what_many_speak_of_are_those_of_the_view(tmp_path: Path) -> None:
    with SqliteStore.create(tmp_path / "s.sqlite", Keyring(bytes(32))) as store:
        now = datetime(2026, 7, 1, tzinfo=UTC)
        run = store.open_run(Opening(SOURCE, "f", "1", "utf-8"), now=now)
        store.write_batch(run, [record(number) for number in range(1, 151)], now=now)
        index = index_view(store.view(DAY))
        nodes = [node.id for node in index.nodes]
        expected = index.view.statements(nodes)
        assert max(len(statements) for statements in expected.values()) == 150
        assert index.statements(nodes) == expected
        assert index.statements(nodes) == expected
        assert index.statements(nodes[:3]) == {node: expected[node] for node in nodes[:3]}
