"""The British mappings on their samples."""

from datetime import date

from tests.connectors.mapping.samples import (
    connector_of,
    of_kind,
    records_of,
    ties_of,
    value_of,
    values_of,
)

from veiltrace_graph.model import EntityRef
from veiltrace_graph.vocabulary import NodeKind

COMPANIES = ("gb_companies_house", "gb/BasicCompanyData-sample.csv")


def test_a_company_is_called_by_its_number_as_in_the_register_of_control() -> None:
    companies = [record.entities[0] for record in records_of(*COMPANIES)]
    assert companies[0].ref == EntityRef("record:Companies House", "00000012")
    assert [value_of(company, "company_number").value for company in companies] == [
        "GB-COH:00000012",
        "GB-COH:SC999991",
        "GB-COH:NI999992",
    ]


def test_headings_that_begin_with_a_space_and_days_before_months_are_read() -> None:
    first, _, last = records_of(*COMPANIES)
    company = first.entities[0]
    assert value_of(company, "former_name").value == "OLD FICTIONAL, LTD"
    assert value_of(company, "incorporated_on").value == "1999-02-01"
    assert value_of(last.entities[0], "dissolved_on").value == "2020-04-04"


def test_quotes_and_letters_beyond_ascii_stay_in_a_name() -> None:
    names = [value_of(record.entities[0], "name").value for record in records_of(*COMPANIES)]
    assert names[1:] == ['EXAMPLE "QUOTED" & CO LTD', "ŁÓDŹ PŘÍKLAD LTD"]


def test_what_is_not_read_of_the_company_file_is_told() -> None:
    unread = connector_of(*COMPANIES).unread_columns
    assert "Mortgages.NumMortOutstanding" in unread
    assert "CompanyName" not in unread


def test_the_last_line_that_counts_the_rows_is_no_title() -> None:
    assert len(records_of("gb_ccod", "gb/CCOD_FULL_sample.csv")) == 3
    assert len(records_of("gb_ocod", "gb/OCOD_FULL_sample.csv")) == 2


def test_each_proprietor_across_a_row_owns_the_title() -> None:
    _, shared, _ = records_of("gb_ccod", "gb/CCOD_FULL_sample.csv")
    assert [tie for tie in ties_of(shared) if tie[1] == "owns"] == [
        ("FICTIONAL HOLDINGS LIMITED", "owns", "ZZ999002"),
        ("SMITH, JONES AND EXAMPLE LLP", "owns", "ZZ999002"),
    ]
    assert shared.relations[-1].valid_from == date(2021, 7, 15)
    (title,) = of_kind(shared, NodeKind.REAL_ESTATE)
    assert values_of(title, "note") == [
        "the register names further proprietors than the file",
        "the title is of several addresses",
    ]


def test_a_british_companys_number_gets_its_zeros_and_a_societys_does_not() -> None:
    first, _, last = records_of("gb_ccod", "gb/CCOD_FULL_sample.csv")
    assert value_of(first.entities[0], "company_number").value == "GB-COH:00000012"
    society = last.entities[0]
    assert value_of(society, "registration_number").value == "29999R"
    assert values_of(society, "company_number") == []


def test_an_overseas_companys_number_is_never_taken_for_a_british_one() -> None:
    first, second = records_of("gb_ocod", "gb/OCOD_FULL_sample.csv")
    for record in (first, second):
        for owner in of_kind(record, NodeKind.ORGANISATION):
            assert values_of(owner, "company_number") == []
    assert value_of(first.entities[0], "registration_number").value == "12"
    assert value_of(first.entities[0], "jurisdiction").value == "JERSEY"


def test_a_price_paid_gives_a_property_its_value_and_no_owner() -> None:
    sale, deleted = records_of("gb_price_paid", "gb/pp-sample.csv")
    (sold,) = of_kind(sale, NodeKind.REAL_ESTATE)
    assert value_of(sold, "amount").value == "250000"
    assert {kind for _, kind, _ in ties_of(sale)} == {"located_at"}
    assert {entity.kind for entity in sale.entities} == {NodeKind.REAL_ESTATE, NodeKind.ADDRESS}
    (gone,) = of_kind(deleted, NodeKind.REAL_ESTATE)
    assert values_of(gone, "amount") == []
    assert value_of(gone, "status").value == "deleted from the data"
