import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from veiltrace_privacy.partner.table_file import read_rows
from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.table import Row

COLUMNS = {"id": "身份证", "contact_point": "手机", "tenure": "月"}


def read(path: Path, columns: dict[str, str] = COLUMNS, table: str = "") -> list[Row]:
    return list(read_rows(path, columns, table=table, channel="phone"))


def test_a_csv_file_and_a_sqlite_table_give_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("身份证,其他,手机,月\n1,x,2,3\n", "utf-8-sig")
    with closing(sqlite3.connect(tmp_path / "t.db")) as database:
        database.execute('CREATE TABLE "user""s" (身份证 TEXT, 手机 INTEGER, 月)')
        database.execute("""INSERT INTO "user""s" VALUES ('1', 2, 3)""")
        database.commit()
    rows = [Row("1", "2", "phone", "3", "")]
    assert read(tmp_path / "t.csv") == rows
    assert read(tmp_path / "t.db", table='user"s') == rows


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gone.csv", None),
        ("gone.db", None),
        ("short.csv", "身份证,月\n1,2\n".encode()),
        ("gbk.csv", "身份证,手机,月\n1,2,3\n".encode("gbk")),
        ("quote.csv", '身份证,手机,月\n"1"x,2,3\n'.encode()),
        ("no.db", b"this is no database at all" * 50),
        ("empty.csv", b""),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TableRefused):
        read(tmp_path / name, table="t")


def test_a_row_that_is_too_short_has_empty_values_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("身份证,手机,月\n1\n", "utf-8")
    assert read(tmp_path / "t.csv") == [Row("1", "", "phone", "", "")]
