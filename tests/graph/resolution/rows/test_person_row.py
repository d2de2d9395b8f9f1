"""What is compared of a record of a person, and by which keys it is found."""

from itertools import permutations

import pytest

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.person_row import (
    person_blocking_keys,
    person_exclusive,
    person_row,
)
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

RESIDENT_ID = "320106198001019905"


def record(*said):
    values = []
    for name, text in said:
        read = normalise_property(name, text, country="CN")
        values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(NodeId(b"1"), NodeKind.PERSON, "court", tuple(values))


def row(*said):
    return person_row(record(*said))


def keys(*said):
    return set(person_blocking_keys(row(*said)))


def birth_date(*said):
    return row(*said).birth_date


def test_a_silent_record_has_nothing_to_compare_and_no_keys():
    silent = row()
    assert (silent.name, silent.contact, silent.place) == ((), (), ())
    assert {silent.birth_date, silent.resident_id, silent.gender, silent.occupation} == {None}
    assert keys() == set()


def test_a_former_name_and_an_alias_are_names():
    said = row(("name", "Jane Example"), ("former_name", "Jane Sample"), ("alias", "Jay Example"))
    assert said.name == ("example", "jane", "jay", "sample")


def test_a_masked_name_and_a_masked_phone_are_not_compared():
    said = row(("name", "王*明"), ("phone", "124****0001"))
    assert (said.name, said.contact) == ((), ())


def test_a_day_that_does_not_exist_is_compared_as_it_is_written():
    assert birth_date(("birth_date", "1980-21-03")) == "1980-21-03"


def test_a_day_that_exists_is_compared_before_one_that_does_not():
    said = [("birth_date", "1980-21-03"), ("birth_date", "1991-04-03")]
    assert birth_date(*said) == birth_date(*reversed(said)) == "1991-04-03"


@pytest.mark.parametrize(("text", "first"), [("1980", "1980-01-01"), ("1980-05", "1980-05-01")])
def test_of_a_year_or_a_month_the_first_day_is_compared(text, first):
    assert birth_date(("birth_date", text)) == first


def test_a_day_is_compared_before_a_month_and_a_month_before_a_year():
    said = [("birth_date", text) for text in ("1979", "1980-05", "1980-05-06")]
    assert {birth_date(*order) for order in permutations(said)} == {"1980-05-06"}
    assert {birth_date(*order) for order in permutations(said[:2])} == {"1980-05-01"}


def test_without_a_birth_date_the_one_in_the_resident_id_is_compared():
    assert birth_date(("resident_id", RESIDENT_ID)) == "1980-01-01"
    assert birth_date(("resident_id", "320106800101990")) == "1980-01-01"
    assert birth_date(("resident_id", RESIDENT_ID), ("birth_date", "1981")) == "1980-01-01"


def test_a_birth_date_that_is_stated_is_compared_before_the_one_in_the_resident_id():
    assert birth_date(("resident_id", RESIDENT_ID), ("birth_date", "1981-02-03")) == "1981-02-03"


def test_a_masked_resident_id_gives_no_birth_date():
    assert birth_date(("resident_id", "320106********9905")) is None


def test_genders_are_compared_by_one_word():
    assert row(("gender", "男")).gender == row(("gender", "M")).gender == "male"


def test_a_row_does_not_depend_on_the_order_of_the_values():
    said = [("phone", "12400000001"), ("phone", "12400000002"), ("occupation", "Potter")]
    said.append(("occupation", "baker"))
    assert len({row(*order) for order in permutations(said)}) == 1


def test_records_are_found_by_two_facts_that_survive_different_damage():
    one = keys(("name", "Jane Example"), ("birth_date", "1980-05-06"), ("address", "1 Test Road"))
    assert one & keys(("name", "Example Janet Jane"))
    assert one & keys(("name", "Jane Sample"), ("birth_date", "1980-11-27"))
    assert one & keys(("name", "Janet Sample"), ("birth_date", "1971-05-06"))
    assert one & keys(("name", "Example"), ("address", "Test Lane"))
    assert one & keys(("birth_date", "1980-05-06"))


def test_a_word_of_the_name_alone_finds_nobody():
    one = keys(("name", "Jane Example"), ("birth_date", "1980-05-06"))
    assert not one & keys(("name", "Jane Sample"), ("birth_date", "1971-11-27"))


def test_one_shared_phone_or_identifier_finds_a_record():
    for said in (("phone", "12400000001"), ("id_number", "AB123456"), ("resident_id", RESIDENT_ID)):
        assert keys(said) & keys(said, ("name", "Jane Example"))


def test_a_masked_resident_id_is_found_by_its_end_and_a_word_of_the_name():
    masked = keys(("name", "王小明"), ("resident_id", "320106********9905"))
    assert masked & keys(("name", "Wang Xiaohong"), ("resident_id", RESIDENT_ID))
    assert not masked & keys(("name", "Li Na"), ("resident_id", RESIDENT_ID))


def test_a_hidden_end_of_a_resident_id_is_no_key():
    assert not any("_" in key for key in keys(("resident_id", "3201061980010*****")))


def test_a_damaged_number_finds_nobody_as_a_whole_one():
    rounded = PropertyValue("id_number", "1.23E+10", Flag.ROUNDED)
    of = LinkageRecord(NodeId(b"1"), NodeKind.PERSON, "court", (rounded,))
    assert set(person_blocking_keys(person_row(of))) == set()


def test_two_valid_resident_ids_exclude_each_other_and_nothing_less_does():
    other = "990101198001011017"
    assert person_exclusive(record(("resident_id", other))) == {"resident_id": other}
    for doubtful in ("320106********9905", "320106198001019904"):
        assert person_exclusive(record(("resident_id", doubtful))) == {}
    assert person_exclusive(record(("resident_id", RESIDENT_ID), ("resident_id", other))) == {}
    assert person_exclusive(record(("name", "Jane Example"), ("id_number", "AB123456"))) == {}
