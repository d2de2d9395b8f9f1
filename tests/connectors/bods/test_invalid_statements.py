"""What becomes of each of the 192 files BODS calls invalid."""

from pathlib import Path

import pytest

from veiltrace_connectors.bods.invalid_statements import invalid_statements_page, outcome

ROOT = Path(__file__).parents[3]
INVALID = ROOT / "tests" / "data" / "bods" / "invalid"
PAGE = ROOT / "docs" / "bods-invalid-statements.md"
PATHS = sorted(INVALID.glob("*.json"))


def test_all_files_of_the_standard_are_here() -> None:
    assert len(PATHS) == 192


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_an_invalid_statement_is_rejected_and_its_field_named(path: Path) -> None:
    result, reason, field = outcome(path)
    if path.stem == "statements_not_array":
        assert (result, reason) == ("unavailable", "`connector.source_unavailable`")
    else:
        assert (result, reason) == ("rejected", "`bods_schema`")
        assert len(field) > len("`$`")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("relationship_interests_share_exact_too_big", "recordDetails.interests[0].share.exact"),
        ("entity_uri_format", "recordDetails.uri"),
        ("entity_founding_date_not_date", "recordDetails.foundingDate"),
        ("statement_statementDate_not_date_string", "statementDate"),
        ("person_names_fullName_missing", "recordDetails.names[0].fullName"),
        ("entity_type_trust_registeredentity", "recordDetails.entityType.subtype"),
        ("publication_details_publisher_no_name_url", "publicationDetails.publisher"),
    ],
)
def test_the_field_named_is_the_one_at_fault(name: str, field: str) -> None:
    assert outcome(INVALID / f"{name}.json")[2] == f"`{field}`"


def test_the_page_in_docs_says_what_the_connector_does() -> None:
    assert PAGE.read_text("utf-8") == invalid_statements_page(INVALID)
