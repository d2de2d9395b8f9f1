from collections import Counter
from pathlib import Path

import pytest

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.mapping.trial import Trial, try_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_privacy.normalise.value import Flag

DATA = Path(__file__).parents[2] / "data" / "cn"
HEADER = "号牌号码,所有人,证件号,车辆识别代号,品牌型号,号牌种类,状态,抵押,初次登记日期,颜色\n"


def tried(path: Path, name: str, rows: int = 1000) -> Trial:
    return try_mapping(DataFile(path), load_mapping(shipped_mappings()[name]), rows=rows)


@pytest.fixture
def cars(tmp_path: Path) -> Path:
    path = tmp_path / "cars.csv"
    path.write_text(
        HEADER
        + "苏A00001,示例甲,990101198001011017,LZZZZZZZ2AA000001,,,,,2020-01-02,红\n"
        + "苏A00002,示例*,990101********1121,,,,,,soon,蓝\n"
        + ",示例丙,,,,,,,,\n"
        + "苏A00004,示例丁\n",
        "utf-8",
    )
    return path


def test_each_value_is_counted_as_whole_flagged_or_empty(cars: Path) -> None:
    by_place = {one.place: one for one in tried(cars, "cn_vehicle").values}
    name = by_place["owner.name"]
    assert (name.whole, name.flagged, name.empty) == (2, Counter({Flag.MASKED: 1}), 0)
    identity = by_place["owner.resident_id/uscc"]
    assert identity.columns == ("证件号",)
    assert (identity.whole, identity.flagged.total(), identity.empty) == (1, 1, 1)
    since = by_place["owns [1].since"]
    assert (since.whole, since.flagged, since.empty) == (1, Counter({Flag.UNPARSED: 1}), 1)


def test_rejected_rows_are_counted_with_reason_and_field(cars: Path) -> None:
    trial = tried(cars, "cn_vehicle")
    assert (trial.rows, trial.accepted) == (4, 2)
    assert trial.rejected == {("no_record_id", "号牌号码"): 1, ("wrong_number_of_fields", ""): 1}


def test_columns_that_nothing_is_read_from_are_named(cars: Path) -> None:
    assert tried(cars, "cn_vehicle").unread == ("颜色",)


def test_a_register_number_of_another_office_is_counted_and_no_fault(tmp_path: Path) -> None:
    header, row, *_ = (DATA / "enterprise.csv").read_text("utf-8-sig").splitlines()
    path = tmp_path / "firms.csv"
    moved = row.replace("320106000999901", "990100000000013")
    agreeing = row.replace("320106000999901", "320106000999904")
    path.write_text(f"{header}\n{moved}\n{agreeing}\n", "utf-8")
    trial = tried(path, "cn_enterprise")
    assert (trial.accepted, trial.rejected.total(), trial.offices_differ) == (2, 0, 1)


def test_no_more_rows_are_read_than_asked_for(cars: Path) -> None:
    assert tried(cars, "cn_vehicle", rows=1).rows == 1


def test_parts_of_one_cell_are_counted_one_by_one() -> None:
    by_place = {o.place: o for o in tried(DATA / "real_estate.csv", "cn_real_estate").values}
    assert by_place["holder.name"].columns == ("权利人",)
    assert by_place["holder.name"].whole == 2


def test_a_trial_holds_no_cell_of_the_file(cars: Path) -> None:
    shown = repr(tried(cars, "cn_vehicle"))
    cells = {cell for line in cars.read_text("utf-8").splitlines()[1:] for cell in line.split(",")}
    assert [cell for cell in cells if len(cell) > 2 and cell in shown] == []


def test_a_mapping_of_another_file_is_an_error() -> None:
    with pytest.raises(MappingError, match="has none of the mapping's columns"):
        tried(DATA / "shareholders.csv", "cn_vehicle")
