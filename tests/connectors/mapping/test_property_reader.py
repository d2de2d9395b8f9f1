from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import PropertyRule, ValueSpec
from veiltrace_connectors.mapping.property_reader import properties_reader
from veiltrace_graph.model import PropertyValue
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
