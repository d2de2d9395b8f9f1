"""What a later GLEIF file does to what earlier ones said."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_connectors.building import reference
from veiltrace_connectors.gleif.connector import GleifConnector
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.vocabulary import RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "gleif"
CHILD, PARENT = "213800WSGIIZCXF1P572", "5493001Z012YSB2A0K51"
FIRM = reference("GLEIF", CHILD)
DELETED = (
    '<Extension xmlns:gleif="urn:ext"><gleif:Deletion>'
    "<gleif:DeletedAt>2024-05-06T18:50:35Z</gleif:DeletedAt></gleif:Deletion></Extension>"
)
NOT_DELETED = '<Extension xmlns:gleif="urn:ext"><gleif:Deletion/></Extension>'

Write = Callable[..., Callable[[], GleifConnector]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of one record and returns how to open it."""

    def written(root: str, record: str, *, on: str) -> Callable[[], GleifConnector]:
        path = tmp_path / f"{root}-{on}.xml"
        header = f"<Header><ContentDate>{on}T08:00:00Z</ContentDate></Header>"
        path.write_text(f"<{root}>{header}<Records>{record}</Records></{root}>")
        return lambda: GleifConnector(DataFile(path))

    return written


def entity(*, name: str, updated: str, registration: str = "ISSUED", status: str = "ACTIVE") -> str:
    return (
        f"<LEIRecord><LEI>{CHILD}</LEI><Entity><LegalName>{name}</LegalName>"
        f"<EntityStatus>{status}</EntityStatus></Entity><Registration>"
        f"<LastUpdateDate>{updated}T10:00:00Z</LastUpdateDate>"
        f"<RegistrationStatus>{registration}</RegistrationStatus></Registration></LEIRecord>"
    )


def relationship(*, updated: str, registration: str = "PUBLISHED", extension: str = "") -> str:
    return (
        f"<RelationshipRecord><Relationship><StartNode><NodeID>{CHILD}</NodeID></StartNode>"
        f"<EndNode><NodeID>{PARENT}</NodeID></EndNode>"
        "<RelationshipType>IS_FUND-MANAGED_BY</RelationshipType>"
        "<RelationshipStatus>ACTIVE</RelationshipStatus></Relationship><Registration>"
        f"<LastUpdateDate>{updated}T10:00:00Z</LastUpdateDate>"
        f"<RegistrationStatus>{registration}</RegistrationStatus></Registration>{extension}"
        "</RelationshipRecord>"
    )


def exception(extension: str = "") -> str:
    return (
        f"<Exception><LEI>{CHILD}</LEI>"
        "<ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</ExceptionCategory>"
        f"<ExceptionReason>NO_LEI</ExceptionReason>{extension}</Exception>"
    )


def test_an_update_takes_the_place_of_what_the_record_said_and_keeps_the_past(
    loaded: "Loaded", write: Write
) -> None:
    loaded.load(write("LEIData", entity(name="Old Ltd", updated="2024-01-02"), on="2024-01-03"))
    later = entity(name="New Ltd", updated="2024-05-06", registration="LAPSED")
    loaded.load(write("LEIData", later, on="2024-05-07"))
    assert loaded.values(FIRM, "name", date(2024, 2, 1)) == ["Old Ltd"]
    assert loaded.values(FIRM, "name", date(2024, 6, 1)) == ["New Ltd"]
    assert "registration LAPSED" in loaded.values(FIRM, "status", date(2024, 6, 1))


def test_an_older_full_file_after_a_delta_changes_nothing_of_today(
    loaded: "Loaded", write: Write
) -> None:
    later = entity(name="New Ltd", updated="2024-05-06")
    loaded.load(write("LEIData", later, on="2024-05-07"))
    loaded.load(write("LEIData", entity(name="Old Ltd", updated="2024-01-02"), on="2024-01-03"))
    assert loaded.values(FIRM, "name", date(2024, 6, 1)) == ["New Ltd"]
    assert loaded.values(FIRM, "name", date(2024, 2, 1)) == ["Old Ltd"]


def test_an_lei_that_turns_out_a_duplicate_stops_standing_for_a_firm_of_its_own(
    loaded: "Loaded", write: Write
) -> None:
    loaded.load(write("LEIData", entity(name="A Ltd", updated="2024-01-02"), on="2024-01-03"))
    later = entity(name="A Ltd", updated="2024-05-06", registration="DUPLICATE")
    loaded.load(write("LEIData", later, on="2024-05-07"))
    assert loaded.values(FIRM, "lei", date(2024, 2, 1)) == [CHILD]
    assert loaded.values(FIRM, "lei", date(2024, 6, 1)) == []
    assert "ACTIVE" in loaded.values(FIRM, "status", date(2024, 6, 1))


@pytest.mark.parametrize(
    ("registration", "extension"),
    [("RETIRED", ""), ("ANNULLED", ""), ("DUPLICATE", ""), ("PUBLISHED", DELETED)],
)
def test_a_relationship_that_is_over_void_or_taken_back_ends(
    loaded: "Loaded", write: Write, registration: str, extension: str
) -> None:
    loaded.load(write("RelationshipData", relationship(updated="2024-01-02"), on="2024-01-03"))
    later = relationship(updated="2024-05-06", registration=registration, extension=extension)
    loaded.load(write("RelationshipData", later, on="2024-05-07"))
    [before] = loaded.relations(FIRM, date(2024, 2, 1))
    assert (before.kind, before.role) == (RelationKind.MANAGED_BY, "IS_FUND-MANAGED_BY")
    assert loaded.relations(FIRM, date(2024, 6, 1)) == ()


@pytest.mark.parametrize("registration", ["PUBLISHED", "LAPSED", "PENDING_TRANSFER"])
def test_a_relationship_holds_on_while_its_record_is_only_not_renewed(
    loaded: "Loaded", write: Write, registration: str
) -> None:
    loaded.load(write("RelationshipData", relationship(updated="2024-01-02"), on="2024-01-03"))
    later = relationship(updated="2024-05-06", registration=registration, extension=NOT_DELETED)
    loaded.load(write("RelationshipData", later, on="2024-05-07"))
    assert len(loaded.relations(FIRM, date(2024, 6, 1))) == 1


def test_an_exception_that_is_taken_back_says_nothing_from_then_on(
    loaded: "Loaded", write: Write
) -> None:
    loaded.load(write("ReportingExceptionData", exception(NOT_DELETED), on="2024-01-03"))
    loaded.load(write("ReportingExceptionData", exception(DELETED), on="2024-05-07"))
    said = "no parent known: DIRECT_ACCOUNTING_CONSOLIDATION_PARENT NO_LEI"
    assert loaded.values(FIRM, "status", date(2024, 2, 1)) == [said]
    assert loaded.values(FIRM, "status", date(2024, 6, 1)) == []


def test_an_exception_claims_no_relation_nor_that_there_is_none(
    loaded: "Loaded", write: Write
) -> None:
    loaded.load(write("ReportingExceptionData", exception(), on="2024-01-03"))
    loaded.load(write("RelationshipData", relationship(updated="2024-01-02"), on="2024-01-03"))
    assert len(loaded.relations(FIRM, date(2024, 2, 1))) == 1


def test_all_published_files_load_and_a_second_time_say_nothing_new(loaded: "Loaded") -> None:
    paths = sorted(DATA.glob("*.xml"))
    for path in paths:
        loaded.load(partial(GleifConnector, DataFile(path)))
    before = loaded.store.digest()
    for path in paths:
        run = loaded.load(partial(GleifConnector, DataFile(path))).run
        assert run.unchanged == run.read
    assert loaded.store.digest() == before
