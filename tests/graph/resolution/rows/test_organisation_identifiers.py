"""What a company has one of, and what a tax number says of it."""

import pytest

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.organisation_identifiers import (
    credit_code,
    organisation_exclusive,
    other_tax_number,
)
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property

CODE = "91320106MA9YYY999D"
OTHER = "91991006340158998T"


def record(*said):
    values = []
    for name, text in said:
        read = normalise_property(name, text, country="CN")
        values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", tuple(values))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (CODE, CODE),
        ("320106MA9YYY999", "________MA9YYY999_"),
        ("913201********999D", "913201________999D"),
    ],
)
def test_a_chinese_tax_number_is_the_credit_code_as_far_as_it_goes(number, shown):
    of = record(("tax_number", number))
    assert credit_code(of) == shown
    assert other_tax_number(of) is None


def test_a_credit_code_that_is_stated_whole_counts_before_part_of_one():
    assert credit_code(record(("tax_number", "320106MA9YYY999"), ("uscc", CODE))) == CODE


def test_a_tax_number_of_another_country_is_no_credit_code():
    of = record(("tax_number", "GB123456789"))
    assert credit_code(of) is None
    assert other_tax_number(of) == "GB123456789"


def test_a_whole_valid_code_excludes_another_and_nothing_less_does():
    assert organisation_exclusive(record(("uscc", OTHER))) == {"uscc": OTHER}
    assert organisation_exclusive(record(("tax_number", OTHER))) == {"uscc": OTHER}
    for doubtful in ("913201********999D", CODE[:-1] + "E"):
        assert organisation_exclusive(record(("uscc", doubtful))) == {}
    assert organisation_exclusive(record(("uscc", CODE), ("uscc", OTHER))) == {}


def test_numbers_without_check_characters_exclude_nothing():
    said = [
        ("company_number", "GB-COH:12345678"),
        ("registration_number", "HRB1"),
        ("name", "A Ltd"),
    ]
    assert organisation_exclusive(record(*said)) == {}


@pytest.mark.parametrize(
    "name", ["恒示贸易有限公司南京分公司", "Hengshi Trading Co., Ltd. Nanjing Branch"]
)
def test_a_branch_under_its_companys_code_excludes_nothing(name):
    assert organisation_exclusive(record(("name", name), ("uscc", CODE))) == {}
    assert organisation_exclusive(record(("name", "恒示贸易有限公司"), ("uscc", CODE))) != {}
