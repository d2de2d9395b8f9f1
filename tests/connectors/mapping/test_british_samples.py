"""The British mappings on their samples."""

from tests.connectors.mapping.samples import (
    connector_of,
    records_of,
    value_of,
)

from veiltrace_graph.model import EntityRef

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
