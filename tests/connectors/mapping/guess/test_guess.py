"""Guessing as a whole: from rows to a mapping file that loads once a person completed it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.mapping.guess.guess import Guess, guess_file, guess_mapping
from veiltrace_connectors.mapping.guess.options import table_options
from veiltrace_connectors.mapping.guess.writing import TableOptions
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.model import Mapping
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.vocabulary import NodeKind, SourceKind

CSV = TableOptions(TableFormat.CSV)
CHOSEN = {
    "publisher": "town",
    "obtained": "own_records",
    "legal_basis": "contract",
    "jurisdiction": "gb",
    "licence": "fictional",
    "refreshed_on": "2026-06-30",
}


def guess(rows: list[dict[str, str]], country: str = "") -> Guess:
    return guess_mapping("sample", list(rows[0]), rows, CSV, country=country)


def completed(text: str) -> Mapping:
    for key, value in CHOSEN.items():
        text = text.replace(f"{key}: FILL_IN", f"{key}: {value}")
    return load_mapping(text)


def uses(guessed: Guess) -> dict[str, set[str]]:
    return {c.meaning.column: {f"{p.entity}.{p.slot}" for p in c.places} for c in guessed.columns}


CARS = [
    {"车牌": "苏A00001", "车主": "示例甲", "车主证件": "990101198001011017", "油耗": "8"},
    {"车牌": "苏A00002", "车主": "示例乙", "车主证件": "990101197506181121", "油耗": "7"},
]


def test_a_table_of_cars_is_one_of_vehicles_and_their_owners() -> None:
    guessed = guess(CARS)
    mapping = completed(guessed.text)
    assert mapping.source.kind is SourceKind.VEHICLE
    assert {entity.kind for entity in mapping.entities} == {NodeKind.VEHICLE, NodeKind.PARTY}
    assert [relation.kind for relation in mapping.relations] == ["owns"]
    assert guessed.record_id == "{车牌}"


def test_what_a_person_must_decide_is_a_fault_until_it_is_filled_in() -> None:
    with pytest.raises(MappingError) as raised:
        load_mapping(guess(CARS).text)
    faults = [line.strip().split(":")[0] for line in str(raised.value).splitlines()[1:]]
    assert faults == [
        *("source.publisher", "source.obtained", "source.legal_basis"),
        *("source.licence", "source.refreshed_on"),
    ]


def test_what_no_graph_has_use_for_is_left_unread() -> None:
    guessed = guess(CARS)
    assert uses(guessed)["油耗"] == set()
    assert '# Left unread: "油耗"' in guessed.text
    assert "油耗" not in completed(guessed.text).columns


def test_every_column_that_is_read_says_how_surely_it_was_guessed() -> None:
    lines = guess(CARS).text.splitlines()
    (plate,) = (line for line in lines if "      plate:" in line)
    assert "# confidence 0.9" in plate


def test_values_with_a_check_digit_overrule_the_header() -> None:
    rows = [{"车主": "示例甲", "电话": "LZZZZZZZ4AA000002"}]
    assert uses(guess(rows))["电话"] == {"vehicle.vin"}


def test_the_number_of_somebody_unknown_is_not_the_owners() -> None:
    row = {
        "车牌号": "苏A00001",
        "车主": "示例甲",
        "联系电话": "12400000001",
        "司机电话": "12400000002",
        "住址": "示例省示例市示例路1号",
        "目的地": "示例省示例市示例路2号",
    }
    used = uses(guess([row]))
    assert used["联系电话"] == {"owner.phone"}
    assert (used["司机电话"], used["目的地"]) == (set(), set())


def test_people_without_a_mark_of_any_kind_are_contacts() -> None:
    row = {"姓名": "示例甲", "身份证号": "990101198001011017", "电话": "12400000001"}
    assert completed(guess([row]).text).source.kind is SourceKind.TELECOM


def test_a_header_that_the_values_belie_is_not_believed() -> None:
    rows = [{"车牌": "苏A00001", "车主": "示例甲", "初次登记日期": "不详的颜色"}] * 3
    guessed = guess(rows)
    (column,) = (c for c in guessed.columns if c.meaning.column == "初次登记日期")
    assert column.meaning.confidence < 0.5


def test_a_postal_address_is_put_together_from_its_parts_in_its_order() -> None:
    rows = [
        {
            "postcode": "ZZ1 1ZZ",
            "company name": "Example Ltd",
            "town": "Testford",
            "company number": "00000012",
            "address line 1": "1 Example Street",
        }
    ]
    text = guess(rows, "gb").text
    assert '{template: "{address line 1}, {town}, {postcode}"}' in text
    assert 'company_number: {column: "company number", register: "GB-COH"}' in text


def test_several_owners_of_one_row_are_several_parties() -> None:
    rows = [
        {
            "title number": "ZZ1",
            "owner 1": "Example Ltd",
            "owner 1 phone": "",
            "owner 2": "Other Ltd",
            "tenure": "Freehold",
        }
    ]
    mapping = completed(guess(rows, "gb").text)
    assert [entity.name for entity in mapping.entities] == ["property", "owner_1", "owner_2"]
    assert len(mapping.relations) == 2


def test_joint_holders_of_one_cell_are_repeated() -> None:
    rows = [{"不动产单元号": "320106001001GB00001F00010001", "权利人": "示例甲、示例丁"}]
    (owner,) = (e for e in completed(guess(rows).text).entities if e.kind is NodeKind.PARTY)
    assert owner.repeat is not None


def test_a_date_that_only_one_order_allows_settles_the_order() -> None:
    rows = [{"plate number": "AB12", "owner": "Example Ltd", "registered on": "31/12/2020"}]
    assert "date_order: dmy" in guess(rows, "gb").text
    assert "date_order" not in guess(CARS).text


def test_rows_that_no_single_column_tells_apart_are_told_apart_by_several() -> None:
    rows = [
        {"统一社会信用代码": "91990101MA000901XP", "股东": "示例甲", "持股比例": "60%"},
        {"统一社会信用代码": "91990101MA000901XP", "股东": "示例乙", "持股比例": "40%"},
    ]
    assert guess(rows).record_id == "{统一社会信用代码}/{股东}"


def test_a_table_without_a_single_known_column_is_refused() -> None:
    with pytest.raises(MappingError, match="no column of sample is recognised"):
        guess([{"foo": "1", "bar": "2"}])


def test_a_file_is_read_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cars.txt"
    path.write_bytes("车牌;车主\n苏A00001;示例甲\n".encode("gb18030"))
    options = table_options(DataFile(path))
    assert options == TableOptions(TableFormat.CSV, "gb18030", ";")
    assert uses(guess_file(DataFile(path), options))["车主"] == {"owner.name"}


NASTY = sorted((Path(__file__).parents[3] / "data" / "nasty").iterdir())


@pytest.mark.parametrize("path", NASTY, ids=[path.name for path in NASTY])
def test_a_damaged_file_is_guessed_or_refused(path: Path) -> None:
    try:
        file = data_files(path)[0]
        guessed = guess_file(file, table_options(file))
    except (SourceUnavailable, MappingError):
        return
    assert completed(guessed.text).entities


@pytest.mark.parametrize("content", [b"", b"\n \n", b"{", b"\x00\x01", b"PK\x03\x04", b"[]"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises((SourceUnavailable, MappingError)):
        guess_file(DataFile(path), table_options(DataFile(path)))


cells = st.text(max_size=20)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ("姓名", "phone", "车牌号", "Amount (€)", "owner 2", "担保人", "a{b}", "@", "%")
        )
        | st.text(min_size=1, max_size=12).map(str.strip).filter(bool),
        cells,
        min_size=1,
        max_size=8,
    )
)
def test_whatever_a_table_holds_its_guess_loads_or_is_refused(row: dict[str, str]) -> None:
    try:
        text = guess([row]).text
    except MappingError:
        return
    assert completed(text).entities


def test_litigants_of_one_cell_have_the_roles_that_it_names() -> None:
    rows = [
        {"案号": "(2023)示9901民初00001号", "案由": "借款", "当事人": "原告：某某；被告：示例甲"}
    ]
    mapping = completed(guess(rows).text)
    (litigant,) = (entity for entity in mapping.entities if entity.repeat)
    assert (litigant.label, litigant.needs) == (("：", ":"), "name")
    assert [relation.role.columns for relation in mapping.relations if relation.role] == [
        ("@label",)
    ]


def test_a_number_tells_rows_apart_before_a_name_does() -> None:
    rows = [
        {"借款人": "示例甲", "身份证": "990101198001010014", "欠款金额": "12000"},
        {"借款人": "示例乙", "身份证": "990101198001010022", "欠款金额": "8000"},
    ]
    assert guess(rows).record_id == "{身份证}"


def test_namesakes_are_told_apart_by_more_than_their_name() -> None:
    rows = [
        {"姓名": "示例甲", "电话": "12400000001", "地址": "示例路1号"},
        {"姓名": "示例乙", "电话": "12400000002", "地址": "示例路2号"},
    ]
    assert guess(rows).record_id == "{姓名}/{电话}/{地址}"


@pytest.mark.parametrize(
    "first",
    [
        *("990101198001011017", "990101********1017", "12400000001", "phones.12400000001.ok"),
        *("ann@example.com", "001GPB6A9XPE8XJICC14"),
    ],
)
def test_a_first_row_of_somebody_s_data_is_no_header_and_not_repeated(first: str) -> None:
    rows = [{"示例甲": "示例乙", first: "x"}]
    with pytest.raises(MappingError, match="is the first row the header") as raised:
        guess(rows)
    assert first not in str(raised.value)
    assert "示例甲" not in str(raised.value)


@pytest.mark.parametrize(
    "header",
    ["GranteeBuyerBuyer", "TypeStreetAgentEndRegistered", "2019年12月31日余额", "20191231"],
)
def test_a_header_that_passes_a_check_digit_by_chance_is_a_header(header: str) -> None:
    assert header in uses(guess([{**row, header: "x"} for row in CARS]))
