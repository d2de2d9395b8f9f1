from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import ValueSpec
from veiltrace_connectors.mapping.value_reader import text_reader, texts_reader

PLAIN = Conventions()


def test_a_template_with_some_empty_columns_keeps_the_others() -> None:
    read = text_reader(ValueSpec(("street", "city"), template="%s, %s"), PLAIN)
    assert read({"street": "", "city": "York"}) == ", York"
    assert read({"street": "", "city": " "}) == ""


def test_a_percent_sign_in_a_value_is_no_format() -> None:
    assert text_reader(ValueSpec(("a",), template="x%%%s"), PLAIN)({"a": "60%s"}) == "x%60%s"


def test_a_placeholder_is_no_value() -> None:
    for placeholder in ("-", "--", "/", "无", "N/A", "****"):
        assert texts_reader(ValueSpec(("a",)), PLAIN)({"a": placeholder}) == ()
        assert texts_reader(ValueSpec(("a",), split=(";",)), PLAIN)({"a": f"1;{placeholder}"}) == [
            "1"
        ]


def test_a_cell_of_phones_or_codes_is_parted_by_what_it_holds() -> None:
    phones = texts_reader(ValueSpec(("a",), split=("phones",)), PLAIN)
    assert phones({"a": "025-00000000；12400000001/12400000002\n无"}) == [
        "025-00000000",
        "12400000001",
        "12400000002",
    ]
    codes = texts_reader(ValueSpec(("a",), split=("codes",)), PLAIN)
    assert codes({"a": "'0012021'0034567"}) == ["'0012021", "0034567"]
