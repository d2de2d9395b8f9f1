from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.demo.town.tables import jsonl_bytes
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings

UNDER = ("--case", "DC-1", "--purpose", "enforcement")

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace


@pytest.mark.parametrize(
    "text", ["示例甲", "例甲", "990101198001010014", "９９０１０１１９８００１０１００１４"]
)
def test_a_party_is_found_by_its_name_or_whole_number(opened: "Veiltrace", text: str) -> None:
    assert "示例甲" in opened("search", text, *UNDER)


@pytest.mark.parametrize("text", ["12400000001", "+86 124 0000 0001"])
def test_a_phone_is_found_however_it_is_written(opened: "Veiltrace", text: str) -> None:
    shown = opened("search", text, *UNDER)
    assert "phone" in shown
    assert "nothing" not in shown.lower()


@pytest.mark.parametrize("text", ["不存在的人", "99010119800101001", "12400000"])
def test_what_nobody_is_called_or_only_part_of_a_number_finds_nothing(
    opened: "Veiltrace", text: str
) -> None:
    shown = opened("search", text, *UNDER)
    assert "nothing" in shown.lower()
    assert "示例甲" not in shown


def test_the_limit_holds(opened: "Veiltrace") -> None:
    all_of_them = opened("search", "示例", *UNDER).count("示例")
    assert all_of_them > opened("search", "示例", *UNDER, "--limit", "1").count("示例")


def test_an_identifier_is_read_in_the_form_of_each_loaded_sources_country(
    opened: "Veiltrace", tmp_path: Path
) -> None:
    mapping = shipped_mappings()["cn_marketplace"].read_text("utf-8")
    other = tmp_path / "us.yaml"
    other.write_text(
        mapping.replace("jurisdiction: cn", "jurisdiction: us").replace("cn-market", "us-market"),
        "utf-8",
    )
    account = {**dict.fromkeys(load_mapping(other).columns, ""), "account_id": "U1"}
    account |= {"real_name": "Ann Example", "phone": "(202) 555-0143"}
    file = tmp_path / "us.jsonl"
    file.write_bytes(jsonl_bytes([account]))
    opened("ingest", file, "--mapping", other)
    assert "phone" in opened("search", "202-555-0143", *UNDER)
