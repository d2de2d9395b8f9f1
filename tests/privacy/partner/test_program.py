import sys

import pytest

from veiltrace_privacy.partner.program import main

INIT = ("init", "--name", "carrier", "--agreement", "A-1", "--legal-basis", "contract")


@pytest.fixture
def run(monkeypatch, tmp_path):
    def command(*arguments: str) -> int:
        home = ("--home", str(tmp_path / "home"))
        monkeypatch.setattr(sys, "argv", ["veiltrace-partner", *home, *arguments])
        return main()

    return command


def test_a_table_is_published_and_its_class_sizes_are_said(run, tmp_path, row, capsys):
    pytest.importorskip("private_set_intersection", reason="the extra openmined is not installed")
    table = tmp_path / "t.csv"
    table.write_text(f"a,b\n{row(1, 1).identity},{row(1, 1).contact}\nx,y\n", "utf-8")
    assert run(*INIT, "--purpose", "locate") == 0
    assert run("publish", str(table), "--column", "id=a", "phone=b") == 0
    said = capsys.readouterr().out
    assert "phone unknown unknown: 1" in said
    assert "left out: 1 rows (identity masked or damaged)" in said
    assert row(1, 1).contact not in said
    assert run("ledger") == 0
    assert "table_published" in capsys.readouterr().out


@pytest.mark.parametrize(
    "columns", [("id=a",), ("phone=b",), ("id=a", "phone=b", "email=c"), ("id=a", "phone=b", "x=c")]
)
def test_columns_that_make_no_pair_are_refused(run, tmp_path, capsys, columns):
    pytest.importorskip("private_set_intersection", reason="the extra openmined is not installed")
    assert run("publish", str(tmp_path / "t.csv"), "--column", *columns) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_in_use_is_not_taken_over(run, tmp_path, capsys):
    assert run(*INIT, "--purpose", "locate") == 0
    assert run(*INIT, "--purpose", "locate") == 1
    assert "not empty" in capsys.readouterr().err
