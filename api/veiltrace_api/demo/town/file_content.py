"""What is in each file of the town, by name, format and the mapping or source that reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import orjson

from veiltrace_api.demo.town import lei_files, ownership_statements, vessel_file
from veiltrace_api.demo.town.claim_files import ip_rows, receivable_rows, social_security_rows
from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.company_files import enterprise_rows, shareholder_rows
from veiltrace_api.demo.town.contact_files import creditor_rows, marketplace_rows
from veiltrace_api.demo.town.debt_files import court_rows, portfolio_rows
from veiltrace_api.demo.town.land_files import real_estate_rows, vehicle_rows
from veiltrace_api.demo.town.model import Town
from veiltrace_api.demo.town.money_files import (
    bank_rows,
    insurance_rows,
    securities_rows,
    wallet_rows,
)
from veiltrace_api.demo.town.tables import (
    Row,
    csv_bytes,
    jsonl_bytes,
    parquet_bytes,
    with_broken_rows,
    xlsx_bytes,
)
from veiltrace_connectors.registry import MAPPED
from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import SourceKind

_BROKEN_LINE = b'{"account_id":"M9999999","real_name":\n'


@dataclass(frozen=True, slots=True)
class FileContent:
    """One file before it is written; see `files.TownFile`."""

    name: str
    kind: SourceKind
    format: str
    data: bytes
    mapping: str | None = None
    source: Source | None = None
    broken_rows: int = 0
    refreshed_on: date | None = None


def mapped_files(town: Town, clerk: CarelessClerk) -> Iterator[FileContent]:
    """Yield the tables, each with the shipped mapping that reads it; the portfolio comes first."""
    yield _xlsx("portfolio", SourceKind.PORTFOLIO, portfolio_rows(town), "案件")
    yield _xlsx("creditor_contacts", SourceKind.TELECOM, creditor_rows(town, clerk), "客户联系方式")
    rows = real_estate_rows(town, clerk)
    yield _csv(town, "real_estate", SourceKind.REAL_ESTATE, rows, broken=3)
    rows = vehicle_rows(town, clerk)
    yield _csv(town, "vehicle", SourceKind.VEHICLE, rows, encoding="gb18030", broken=2)
    accounts = jsonl_bytes(marketplace_rows(town, clerk)) + _BROKEN_LINE
    yield FileContent(
        "marketplace.jsonl", SourceKind.ECOMMERCE, MAPPED, accounts, "cn_marketplace", None, 1
    )
    yield _csv(town, "enterprise", SourceKind.CORPORATE, enterprise_rows(town, clerk))
    yield _csv(town, "shareholders", SourceKind.CORPORATE, shareholder_rows(town, clerk))
    court_list = _csv(town, "shixin", SourceKind.COURT, court_rows(town), encoding="gb18030")
    # The shipped mapping is for the courts' real list and dated like its sample.
    yield replace(court_list, refreshed_on=date(2026, 6, 20))
    rows = bank_rows(town, clerk)
    yield _csv(town, "bank_accounts", SourceKind.BANK, rows, encoding="utf-8")
    data = parquet_bytes(securities_rows(town))
    yield FileContent("securities.parquet", SourceKind.SECURITIES, MAPPED, data, "cn_securities")
    yield _xlsx("insurance", SourceKind.INSURANCE, insurance_rows(town, clerk), "保单")
    rows = social_security_rows(town, clerk)
    yield _csv(town, "social_security", SourceKind.EMPLOYMENT, rows, broken=2)
    yield _csv(town, "receivables", SourceKind.TAX, receivable_rows(town, clerk), delimiter=";")
    yield _csv(town, "ip_rights", SourceKind.IP, ip_rows(town, clerk), broken=1)
    rows = wallet_rows(town, clerk)
    yield _csv(town, "wallets", SourceKind.VIRTUAL, rows, encoding="utf-8")


def structured_files(town: Town) -> Iterator[FileContent]:
    """Yield the files in formats of their own, each with the source that describes it."""
    statements = ownership_statements.ownership_statements(town, lei_files.leis_of(town))
    yield FileContent(
        "owners.bods.json",
        SourceKind.CORPORATE,
        "bods",
        orjson.dumps(statements, option=orjson.OPT_INDENT_2),
        source=_source("cn-beneficial-owners", ownership_statements.PUBLISHER, days=90),
    )
    for level, data in (
        ("level-1", lei_files.level_1_bytes(town)),
        ("level-2", lei_files.level_2_bytes(town)),
    ):
        yield FileContent(
            f"lei-{level}.xml",
            SourceKind.CORPORATE,
            "gleif",
            data,
            source=_source(f"cn-lei-{level}", lei_files.PUBLISHER, days=30),
        )
    yield FileContent(
        "vessels.ftm.jsonl",
        SourceKind.TRANSPORT,
        "followthemoney",
        jsonl_bytes(vessel_file.vessel_entities(town)),
        source=_source(
            "cn-ship-register", vessel_file.PUBLISHER, days=90, kind=SourceKind.TRANSPORT
        ),
    )


def _csv(
    town: Town,
    stem: str,
    kind: SourceKind,
    rows: Sequence[Row],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    broken: int = 0,
) -> FileContent:
    """Return a CSV file with `broken` rows more, which lost their first column, the record id."""
    rows = with_broken_rows(rows, count=broken, rng=town.random(f"broken {stem}"))
    data = csv_bytes(rows, encoding=encoding, delimiter=delimiter)
    return FileContent(f"{stem}.csv", kind, MAPPED, data, f"cn_{stem}", None, broken)


def _xlsx(stem: str, kind: SourceKind, rows: Sequence[Row], sheet: str) -> FileContent:
    return FileContent(f"{stem}.xlsx", kind, MAPPED, xlsx_bytes(rows, sheet=sheet), f"cn_{stem}")


def _source(
    name: str, publisher: str, *, days: int, kind: SourceKind = SourceKind.CORPORATE
) -> Source:
    return Source(
        name=name,
        kind=kind,
        publisher=publisher,
        obtained="official_register",
        legal_basis="public_information",
        jurisdiction="cn",
        licence="fictional",
        refreshed_on=date(2026, 6, 15),
        refresh_days=days,
        retention_days=1825,
    )
