from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.id_reader import entity_id_reader, record_id_reader
from veiltrace_connectors.mapping.model import Condition, IdRule, ValueSpec


def test_a_damaged_id_is_no_id() -> None:
    read = entity_id_reader([IdRule(ValueSpec(("id",), template="%s"))], Conventions())
    assert read({"id": "320106********9905"}) == ""
    assert read({"id": "3.20106198001019E+17"}) == ""
    assert read({"id": "-"}) == ""
    assert read({"id": " ９１３２ "}) == "9132"


def test_an_id_may_depend_on_what_another_column_says() -> None:
    ends = Condition("type", ("END",))
    read = record_id_reader(
        [
            IdRule(ValueSpec(("original",), template="%s"), ends),
            IdRule(ValueSpec(("number",), template="%s")),
        ],
        Conventions(),
    )
    assert read({"type": "END", "original": "1", "number": "2"}) == "1"
    assert read({"type": "MEND", "original": "1", "number": "2"}) == "2"
    assert read({"type": "END", "original": "", "number": "2"}) == "2"
