"""Each Chinese mapping on its sample, through the real ingest: what the graph then says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from veiltrace_connectors.ingest import ingest
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Node, Statement
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

DATA = Path(__file__).parents[2] / "data" / "cn"
DAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Graph:
    """What a sample came to: how many records, its nodes, their values, their relations."""

    accepted: int
    rejected: int
    nodes: tuple[Node, ...]
    values: dict[str, tuple[Statement, ...]]
    said: frozenset[str]
    dated: dict[str, tuple[date | None, date | None]]

    def of(self, caption: str) -> dict[str, str]:
        """The values of the nodes of that caption, one of each name."""
        return {value.name: value.value for value in self.values[caption]}

    def flagged(self, flag: Flag) -> set[tuple[str, str]]:
        """Captions and property names of the values kept with a flag."""
        return {(c, v.name) for c, values in self.values.items() for v in values if v.flag is flag}


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str, str], Graph]:
    """Loads a sample by a shipped mapping into a store of its own."""

    def run(mapping_name: str, sample: str) -> Graph:
        mapping = load_mapping(shipped_mappings()[mapping_name])
        with SqliteStore.create(tmp_path / f"{mapping_name}.sqlite", Keyring(bytes(32))) as store:
            report = ingest(
                lambda: MappedConnector(DataFile(DATA / sample), mapping),
                store,
                file_name=sample,
                fingerprint=sample,
                clock=lambda: datetime(2026, 6, 30, tzinfo=UTC),
                consent="CONSENT-1",
            )
            view = store.view(DAY)
            nodes = tuple(node for kind in NodeKind for node in view.of_kind(kind))
            captions = {node.id: node.caption for node in nodes}
            stated = view.statements(list(captions))
            said, dated = set(), {}
            for one in view.relations(list(captions)):
                role = f" as {one.role}" if one.role else ""
                share = f" {one.share:.0%}" if one.share is not None else ""
                what = f"{captions[one.source]} {one.kind}{share} {captions[one.target]}{role}"
                said.add(what)
                dated[what] = (one.valid_from, one.valid_to)
            values: dict[str, tuple[Statement, ...]] = {}
            for node, statements in stated.items():
                values[captions[node]] = (*values.get(captions[node], ()), *statements)
            counts = (report.run.accepted, report.run.rejected)
            return Graph(*counts, nodes, values, frozenset(said), dated)

    return run


Load = Callable[[str, str], Graph]


def test_the_courts_list_as_its_web_interface_gives_it(load: Load) -> None:
    graph = load("cn_shixin_json", "shixin.jsonl")
    assert (graph.accepted, graph.rejected) == (3, 0)
    assert graph.said == {
        "示例甲 listed_in ··1号",
        "示例甲 party_to ··1号",
        "示例贸易有限公司 listed_in ··之一",
        "示例贸易有限公司 party_to ··2号",
        "示例乙 legal_rep_of 示例贸易有限公司",
        "示例丙小吃店 listed_in ··3号",
        "示例丙小吃店 party_to ··3号",
        "示例丙 legal_rep_of 示例丙小吃店",
    }
    assert graph.flagged(Flag.MASKED) == {("示例甲", "resident_id")}
    assert graph.of("··之一")["case_number"] == "(2023)示9901执恢00002号之一"
    assert graph.of("··之一")["amount"] == "7000"


@pytest.mark.parametrize(
    ("mapping", "sample"), [("cn_shixin", "shixin.csv"), ("cn_shixin_json", "shixin.jsonl")]
)
def test_a_listed_firm_has_no_gender_and_a_listed_person_has_one(
    load: Load, mapping: str, sample: str
) -> None:
    graph = load(mapping, sample)
    assert graph.of("示例甲")["gender"] == "男"
    assert "gender" not in graph.of("示例贸易有限公司")


def test_an_operators_business_is_wholly_the_operators(load: Load) -> None:
    graph = load("cn_enterprise", "enterprise.csv")
    assert graph.of("示例丙小吃店")["uscc"].startswith("92")
    assert "示例丙 owns_share 100% 示例丙小吃店 as 经营者" in graph.said
    assert "示例乙 legal_rep_of 示例贸易有限公司" in graph.said
    assert [what for what in graph.said if "legal_rep_of 示例丙小吃店" in what] == []


def test_a_companys_numbers_and_capital_are_read_in_the_registers_spelling(load: Load) -> None:
    firm = load("cn_enterprise", "enterprise.csv").of("示例贸易有限公司")
    assert firm["registration_number"] == "320106000999901"
    assert firm["capital"] == "10000000"
    assert firm["incorporated_on"] == "2015-03-04"


def test_shareholders_hold_what_the_register_says(load: Load) -> None:
    graph = load("cn_shareholders", "shareholders.csv")
    # The company itself is named in the file of companies.
    assert graph.said == {
        "示例乙 owns_share 60%  as 自然人股东",
        "示例控股集团有限公司 owns_share 40%  as 企业法人",
    }


def test_joint_owners_of_one_cell_both_own_the_home(load: Load) -> None:
    graph = load("cn_real_estate", "real_estate.csv")
    home = "南京市鼓楼区示例路1号1幢101室 ··01"
    assert f"示例甲 owns {home} as 共同共有" in graph.said
    assert f"示例丁 owns {home} as 共同共有" in graph.said
    assert graph.of(home)["title_number"] == "320106001001GB00001F00010001"
    # The one masked number cannot be both holders': it is nobody's.
    assert "resident_id" not in {*graph.of("示例甲"), *graph.of("示例丁")}


def test_vehicles_belong_to_persons_and_firms(load: Load) -> None:
    graph = load("cn_vehicle", "vehicle.csv")
    assert graph.said == {
        "示例甲 owns 示例牌ABC7150 ··01",
        "示例贸易有限公司 owns 示例牌 ··02",
    }
    assert graph.of("示例牌 ··02")["plate"] == "苏AD00002"


def test_whoever_a_court_made_anonymous_is_nobody(load: Load) -> None:
    graph = load("cn_judgments", "judgments.csv")
    assert (graph.accepted, graph.rejected) == (4, 0)
    people = {node.caption for node in graph.nodes if node.kind is NodeKind.PARTY}
    firms = {"示例贸易有限公司", "示例银行股份有限公司"}
    assert people == {"示例甲", "示例乙", "示例丙"} | firms
    assert graph.flagged(Flag.MASKED) == set()


def test_litigants_have_the_roles_that_the_judgment_names(load: Load) -> None:
    assert load("cn_judgments", "judgments.csv").said == {
        "示例甲 party_to ··1号 as 被告",
        "示例乙 party_to ··之一 as 原告",
        "示例贸易有限公司 party_to ··之一 as 被告",
        "示例银行股份有限公司 party_to ··3号 as 申请执行人",
        "示例丙 party_to ··3号 as 被执行人",
    }


def test_case_numbers_are_one_whatever_their_brackets(load: Load) -> None:
    graph = load("cn_judgments", "judgments.csv")
    numbers = {v.value for values in graph.values.values() for v in values if "case" in v.name}
    assert numbers == {
        "(2023)苏0106民初99901号",
        "(2022)示9901民初00002号之一",
        "(2021)示9902执00003号",
        "(2020)示9901刑初00004号",
    }


def test_a_contact_file_says_which_number_was_whose_and_until_when(load: Load) -> None:
    graph = load("cn_creditor_contacts", "creditor_contacts.xlsx")
    assert graph.accepted == 6
    assert "示例甲 uses_contact ··01 as 正常" in graph.said
    assert graph.dated["示例甲 uses_contact ··01 as 正常"] == (date(2021, 3, 1), None)
    # A number found dead is in use no longer.
    assert [what for what in graph.said if "··05" in what] == []
    assert "示例甲 related_to 示例乙 as 兄弟" in graph.said
    assert graph.flagged(Flag.MASKED) == {("··03", "phone"), ("示例丙", "resident_id")}
    assert graph.flagged(Flag.ROUNDED) == {("示例戊", "resident_id")}


def test_a_marketplaces_accounts_bring_number_address_and_handle(load: Load) -> None:
    graph = load("cn_marketplace", "marketplace.jsonl")
    assert graph.accepted == 4
    assert {"示例甲 uses_contact ··09", "示例甲 located_at ··7室"} <= graph.said
    assert graph.dated["示例甲 uses_contact ··09"] == (date(2024, 11, 2), None)
    assert graph.flagged(Flag.MASKED) >= {("示例*", "name"), ("··11", "phone")}


def test_bank_accounts_are_held_and_a_masked_one_stays_masked(load: Load) -> None:
    graph = load("cn_bank_accounts", "bank_accounts.csv")
    assert graph.accepted == 5
    assert "示例甲 holds_account 示例银行桥东支行 ··13" in graph.said
    assert graph.of("示例银行桥东支行 ··13")["amount"] == "12345.67"
    assert graph.of("示例银行营业部 ··18")["amount"] == "12000"
    assert graph.flagged(Flag.MASKED) == {("示例农村商业银行营业部 ··44", "account_number")}
    assert graph.flagged(Flag.ROUNDED) == {("示例银行营业部 ··18", "account_number")}


def test_positions_have_holder_issuer_and_freeze(load: Load) -> None:
    graph = load("cn_securities", "securities.parquet")
    assert {
        "示例甲 holds 示例物流 ··01",
        "示例物流 ··01 issued_by 示例物流股份有限公司",
        "示例乙 holds 示例稳健混合A ··03",
    } <= graph.said
    # Two holders of one stock hold two positions.
    assert [node.caption for node in graph.nodes].count("示例物流 ··01") == 2
    assert graph.of("示例控股债01 ··02")["encumbrance"] == "质押"


def test_a_policy_has_holder_insured_and_beneficiary(load: Load) -> None:
    graph = load("cn_insurance", "insurance.xlsx")
    assert {
        "示例乙 policyholder_of 年金保险 ··02",
        "示例丙 insured_by 年金保险 ··02",
        "示例乙 related_to 示例丙 as 子女",
        "示例贸易有限公司 policyholder_of 两全保险 ··04",
    } <= graph.said
    assert graph.of("终身寿险 ··01")["amount"] == "86000"
    assert graph.of("示例甲")["birth_date"] == "1980-01-01"


def test_wages_are_earned_as_long_as_the_employment_lasts(load: Load) -> None:
    graph = load("cn_social_security", "social_security.csv")
    assert graph.dated["示例甲 employed_by 示例贸易有限公司"] == (date(2022, 4, 1), None)
    # The spell that ended is of the past.
    assert "示例甲 employed_by 示例物流股份有限公司" not in graph.said
    assert graph.dated["示例戊 employed_by 示例物流股份有限公司"] == (date(2020, 7, 1), None)
    assert "示例丙 employed_by 示例丙小吃店" in graph.said


def test_receivables_say_who_is_owed_by_whom(load: Load) -> None:
    graph = load("cn_receivables", "receivables.csv")
    assert graph.said == {
        "示例甲 is_owed 运输服务 ··01",
        "示例物流股份有限公司 owes 运输服务 ··01",
        "示例贸易有限公司 is_owed 建筑材料 ··02",
        "示例控股集团有限公司 owes 建筑材料 ··02",
        "示例丙小吃店 is_owed 食品 ··03",
        "示例物流股份有限公司 owes 食品 ··03",
    }
    assert graph.of("建筑材料 ··02")["amount"] == "355000"


def test_rights_have_owners_and_pledgees(load: Load) -> None:
    graph = load("cn_ip_rights", "ip_rights.csv")
    assert graph.said == {
        "示例贸易有限公司 owns 示例 ··01",
        "示例物流股份有限公司 owns 一种示例装置 ··02",
        "一种示例装置 ··02 pledged_to 示例银行股份有限公司",
        "示例乙 owns 一种示例支架 ··03",
    }


def test_a_wallet_with_a_broken_checksum_is_kept_and_flagged(load: Load) -> None:
    graph = load("cn_wallets", "wallets.csv")
    assert "示例甲 controls BTC ··t4" in graph.said
    assert graph.flagged(Flag.CHECKSUM) == {("BTC ··t5", "wallet")}


def test_a_portfolio_row_is_a_case_with_its_parties(load: Load) -> None:
    graph = load("cn_portfolio", "portfolio.xlsx")
    assert {
        "示例甲 debtor_in ··01",
        "示例乙 guarantees ··01",
        "示例银行股份有限公司 creditor_in ··01",
        "示例甲 uses_contact ··09",
        "示例贸易有限公司 debtor_in ··02",
    } <= graph.said
    assert graph.of("··02")["amount"] == "1500000"


def test_no_mapping_reads_a_carriers_table() -> None:
    kinds = {name: load_mapping(path).source for name, path in shipped_mappings().items()}
    telecom = {name: source.obtained for name, source in kinds.items() if source.kind == "telecom"}
    # A carrier's subscribers are matched by the partner program, at the carrier's.
    assert telecom == {"cn_creditor_contacts": "own_records"}
