from stdnum.iso7064 import mod_11_2

from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import PropertyRule, ValueSpec
from veiltrace_connectors.mapping.property_reader import properties_reader
from veiltrace_graph.model import PropertyValue
from veiltrace_privacy.normalise.organisation_id import normalise_uscc
from veiltrace_privacy.normalise.value import Flag

READ = properties_reader(
    [
        PropertyRule(("status",), ValueSpec(("state",))),
        PropertyRule(("note",), ValueSpec(("text",))),
        PropertyRule(("uscc", "registration_number"), ValueSpec(("code",))),
    ],
    Conventions("CN"),
)


def test_what_was_read_before_is_read_the_same_again() -> None:
    row = {"state": " 存续 ", "text": "长" * 100, "code": "320106000999901"}
    assert READ(row) == READ(row)
    assert READ(row)[0] == PropertyValue("status", "存续")


def test_a_text_that_is_whole_as_nothing_is_kept_as_the_first_type() -> None:
    row = {"state": "", "text": "", "code": "***"}
    assert READ(row | {"code": "91320106MA9Y****9D"}) == [
        PropertyValue("uscc", "91320106MA9Y****9D", Flag.MASKED)
    ]
    assert READ(row) == []


def test_digits_that_are_whole_as_resident_id_and_as_credit_code_are_kept_as_both() -> None:
    # Area 990101 is nobody's; the serial is the first whose check digits agree.
    number = next(
        body + digit
        for serial in range(1000)
        if (digit := mod_11_2.calc_check_digit(body := f"99010119800101{serial:03d}")).isdigit()
        and normalise_uscc(body + digit).is_whole
    )
    read = properties_reader(
        [PropertyRule(("resident_id", "uscc"), ValueSpec(("id",)))], Conventions("CN")
    )
    assert read({"id": number}) == [
        PropertyValue("resident_id", number),
        PropertyValue("uscc", number),
    ]
    assert [one.name for one in read({"id": "91320106MA9YYY999D"})] == ["uscc"]
