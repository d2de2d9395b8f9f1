"""What is compared of a record of an organisation, and by which keys it is found."""

from itertools import permutations

import pytest

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.organisation_row import (
    organisation_blocking_keys,
    organisation_row,
)
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

CODE = "91320106MA9YYY999D"
OFFICE = ("address", "南京市鼓楼区示例路1号203室")


def row(*said):
    values = []
    for name, text in said:
        read = normalise_property(name, text, country="CN")
        values.append(PropertyValue(name, read.value, read.flag))
    of = LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", tuple(values))
    return organisation_row(of)


def keys(*said):
    return set(organisation_blocking_keys(row(*said)))


def test_a_silent_record_has_nothing_to_compare_and_no_keys():
    silent = row()
    assert (silent.names, silent.forms, silent.contact, silent.office, silent.town) == ((),) * 5
    assert {silent.uscc, silent.lei, silent.jurisdiction, silent.incorporated_on} == {None}
    assert keys() == set()


def test_a_former_name_and_an_alias_are_names_and_one_name_is_there_once():
    said = [("name", "Fictional Ltd"), ("former_name", "Sample Ltd"), ("alias", "Example Ltd")]
    brands = {name.brand for name in row(*said, ("alias", "FICTIONAL LTD.")).names}
    assert brands == {"fictional", "sample", "example"}
    assert len(row(("name", "Fictional Ltd"), ("alias", "FICTIONAL LTD.")).names) == 1


def test_forms_are_those_of_the_names_and_of_the_register():
    said = row(("name", "Fictional Trading"), ("legal_form", "Private Limited Company"))
    assert said.forms == ("ltd",)
    assert row(("name", "恒示贸易"), ("legal_form", "有限责任公司(自然人独资)")).forms == (
        "有限公司",
    )


@pytest.mark.parametrize(
    ("said", "country"),
    [
        (("jurisdiction", "GB"), "gb"),
        (("jurisdiction", "US-DE"), "us"),
        (("company_number", "GB-COH:12345678"), "gb"),
        (("company_number", "HK-CR:0572044"), "hk"),
        (("uscc", CODE), "cn"),
        (("name", "Fictional Ltd"), None),
    ],
)
def test_the_country_is_the_stated_one_or_that_of_the_register_that_gave_a_number(said, country):
    assert row(said).jurisdiction == country


def test_a_stated_country_counts_before_that_of_a_number():
    said = row(("jurisdiction", "HK"), ("company_number", "GB-COH:12345678"))
    assert said.jurisdiction == "hk"


def test_a_tax_number_that_is_a_credit_code_is_compared_as_one():
    said = row(("tax_number", CODE))
    assert (said.uscc, said.tax_number) == (CODE, None)
    assert keys(("tax_number", CODE)) & keys(("uscc", CODE))


def test_another_tax_number_is_compared_as_it_is():
    said = row(("tax_number", "00-3086417"))
    assert said.uscc is None
    assert said.tax_number


def test_a_masked_code_is_compared_and_finds_nobody():
    said = ("uscc", "919901********CR6G")
    assert row(said).uscc == "919901________CR6G"
    assert keys(said) == set()


def test_a_day_that_is_not_whole_is_no_day():
    assert row(("incorporated_on", "2010")).incorporated_on is None
    assert row(("incorporated_on", "2010-01-20")).incorporated_on == "2010-01-20"


def test_a_row_does_not_depend_on_the_order_of_the_values():
    said = [("name", "Fictional Ltd"), ("alias", "Sample Ltd"), ("phone", "12400000001")]
    rows = [row(*order) for order in permutations([*said, ("phone", "12400000002")])]
    assert len({(one.contact, one.forms, frozenset(one.names)) for one in rows}) == 1


def test_a_name_is_found_in_the_other_script_and_cut_short():
    assert keys(("name", "南京恒示贸易有限公司")) & keys(("name", "Hengshi Trading Co., Ltd."))
    assert keys(("name", "恒示建筑工程有限公司")) & keys(("name", "恒示建筑"))


def test_a_name_with_a_slip_is_found_where_its_place_or_the_address_agrees():
    one, slip = ("name", "南京恒示源贸易有限公司"), ("name", "南京恒示木贸易有限公司")
    elsewhere = ("name", "杭州恒示木贸易有限公司")
    assert keys(one) & keys(slip)
    assert not keys(one) & keys(elsewhere)
    assert keys(one, OFFICE) & keys(elsewhere, OFFICE)
    assert keys(("name", "Fictional Trading Ltd")) & keys(("name", "Fictionol Trading Ltd"))


def test_one_shared_phone_or_code_finds_a_record():
    for said in (("phone", "12400000001"), ("uscc", CODE), ("company_number", "GB-COH:12345678")):
        assert keys(said) & keys(said, ("name", "Fictional Ltd"))


def test_an_address_alone_finds_nobody():
    assert not keys(("name", "Fictional Ltd"), OFFICE) & keys(("name", "Sample Ltd"), OFFICE)


@pytest.mark.parametrize(
    "name",
    ["", "有限公司", "Ltd", "🙂", "示" * 300, "fictional " * 30, "ä½ å¥½", "|", "示|例", "\x00"],
)
def test_an_odd_name_or_value_is_read_like_any_other(name):
    values = [PropertyValue(kind, name) for kind in ("name", "address", "phone", "legal_form")]
    values += [PropertyValue(kind, name) for kind in ("uscc", "tax_number", "incorporated_on")]
    values.append(PropertyValue("lei", name, Flag.UNPARSED))
    of = LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", tuple(values))
    assert all(isinstance(key, str) for key in organisation_blocking_keys(organisation_row(of)))
