"""The commands, each on a tiny installation of its own.

`veiltrace` runs one command in this process and returns what it printed; it must succeed.
`portfolio` and `accounts` write the two files that most commands have something to say about;
`filled` has them loaded, `opened` has their cases open as well.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.graph.resolution.conftest import people
from typer.testing import CliRunner, Result

from veiltrace_api.cli.app import app
from veiltrace_api.demo.town.tables import csv_bytes, jsonl_bytes, xlsx_bytes
from veiltrace_api.settings import HOME_VARIABLE, Settings

if TYPE_CHECKING:
    from tests.conftest import Registry

Veiltrace = Callable[..., str]

DEBTOR = "示例甲"
DEBTOR_ID = "990101198001010014"
PHONE = "12400000001"
ADDRESS = "示例省示例市示例路1号1幢101室"
CASE = "DC-1"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Where the installation lies."""
    return Settings(tmp_path / "home")


@pytest.fixture
def program(home: Settings) -> Callable[..., Result]:
    """Runs a command and returns how it ended, whatever came of it."""

    # Wide enough that no cell is cut or folded.
    def run(*arguments: str | Path, columns: int = 300) -> Result:
        environment = {HOME_VARIABLE: str(home.home), "COLUMNS": str(columns)}
        return CliRunner().invoke(app, list(map(str, arguments)), env=environment)

    return run


@pytest.fixture
def veiltrace(program: Callable[..., Result]) -> Veiltrace:
    """Runs a command on a new installation and returns its output."""

    def run(*arguments: str | Path) -> str:
        result = program(*arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    run("init")
    return run


OpenCase = Callable[..., None]


@pytest.fixture
def open_case(veiltrace: Veiltrace, registry: "Registry", tmp_path: Path) -> OpenCase:
    """Opens a case under a mandate for the given purposes; for all of a case without any."""
    veiltrace("registry", "trust", registry.public_key_file)

    def run(number: str, *purposes: str, days: int = 180, options: tuple[str, ...] = ()) -> None:
        wanted = [("--purpose", purpose) for purpose in purposes or ("locate", "enforcement")]
        request = tmp_path / "request.json"
        words = [word for pair in wanted for word in pair]
        document = ("--document", registry.public_key_file, "--claim-date", "2024-01-15")
        veiltrace("case", "request", number, *document, *words, "--out", request,
                  "--days", str(days), *options)  # fmt: skip
        veiltrace("case", "open", number, registry.approve(request), *options)

    return run


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """Two cases of one lender."""
    rows = [
        {
            "案件编号": number,
            "产品类型": "消费贷款",
            "债权金额": amount,
            "币种": "CNY",
            "逾期日期": "2024-01-15",
            "签约日期": "2020-03-12",
            "债务人姓名": name,
            "证件号码": resident_id,
            "预留电话": phone,
            "预留地址": ADDRESS,
            "担保人姓名": "示例丁" if number == CASE else "",
            "担保人证件号": "",
            "债权人": "示例银行",
            "债权人统一社会信用代码": "",
        }
        for number, amount, name, resident_id, phone in (
            (CASE, 386_000, DEBTOR, DEBTOR_ID, "12400000009"),
            ("DC-2", 12_000, "示例乙", "", "12400000008"),
        )
    ]
    path = tmp_path / "portfolio.xlsx"
    path.write_bytes(xlsx_bytes(rows, sheet="案件"))
    return path


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    """Two accounts, the debtor's with a newer number, and a line that is no JSON."""
    rows = [
        {
            "account_id": account,
            "real_name": name,
            "id_number": resident_id,
            "phone": phone,
            "phone_bound_on": "2025-08-12",
            "email": f"{account.lower()}@example.com",
            "delivery_address": ADDRESS,
            "address_added_on": "2023-05-01",
            "last_order_on": "2026-06-18",
        }
        for account, name, resident_id, phone in (
            ("M1", DEBTOR, DEBTOR_ID, PHONE),
            ("M2", "示例丙", "990101199002020021", "12400000003"),
        )
    ]
    path = tmp_path / "accounts.jsonl"
    path.write_bytes(jsonl_bytes(rows) + b'{"account_id": "M3", geheim\n')
    return path


@pytest.fixture
def filled(veiltrace: Veiltrace, portfolio: Path, accounts: Path) -> Veiltrace:
    """The same with both files loaded."""
    veiltrace("case", "import", portfolio)
    veiltrace("ingest", accounts, "--mapping", "cn_marketplace")
    return veiltrace


@pytest.fixture
def opened(filled: Veiltrace, open_case: OpenCase) -> Veiltrace:
    """The same with both cases open."""
    open_case("DC-1")
    open_case("DC-2")
    return filled


REGISTER_MAPPING = """
veiltrace_mapping: 1
source:
  name: example-register
  kind: corporate
  publisher: example-office
  obtained: open_data
  legal_basis: public_information
  jurisdiction: cn
  licence: public domain
  refreshed_on: 2026-05-31
  refresh_days: 30
  retention_days: 1825
format: csv
record_id: "{id}"
entities:
  person: {kind: person, properties: {name: name, birth_date: born, address: home}}
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "register.yaml"
    path.write_text(REGISTER_MAPPING)
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A table of 60 fictitious people, each in it twice or thrice."""
    rows = []
    for record in people(60, seed=11).records:
        said = {value.name: value.value for value in record.values}
        born, home = said.get("birth_date", ""), said.get("address", "")
        row = {"id": record.node.decode(), "name": said["name"], "born": born, "home": home}
        rows.append(row)
    path = tmp_path / "register.csv"
    path.write_bytes(csv_bytes(rows))
    return path
