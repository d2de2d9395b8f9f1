"""The town's files read through the connectors that real files go through."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet
import pytest

from veiltrace_api.demo.town.files import TownFile, TownFiles, write_town
from veiltrace_api.demo.town.model import AS_OF
from veiltrace_connectors.base import Connector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_graph.model import Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

Read = dict[str, list[SourceRecord | Rejected]]


def open_file(file: TownFile) -> Connector:
    mapping = load_mapping(shipped_mappings()[file.mapping]) if file.mapping else None
    return open_source(
        DataFile(file.path),
        format=file.format,
        mapping=mapping,
        source=file.source,
        refreshed_on=file.refreshed_on,
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> TownFiles:
    return write_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def read(written: TownFiles) -> Read:
    return {file.path.name: list(open_file(file).records()) for file in written.files}


def good(records: list[SourceRecord | Rejected]) -> list[SourceRecord]:
    return [record for record in records if not isinstance(record, Rejected)]


def test_the_same_seed_writes_the_same_files(written: TownFiles, tmp_path: Path) -> None:
    again = write_town(tmp_path)
    for first, second in zip(written.files, again.files, strict=True):
        if first.path.suffix == ".parquet":
            tables = [pyarrow.parquet.read_table(file.path) for file in (first, second)]
            assert tables[0] == tables[1]
        else:
            assert first.path.read_bytes() == second.path.read_bytes()


def test_every_kind_of_source_has_a_file(written: TownFiles) -> None:
    assert {file.kind for file in written.files} == set(SourceKind) - {SourceKind.INVESTIGATION}


def test_a_file_is_of_the_kind_its_connector_says(written: TownFiles) -> None:
    for file in written.files:
        assert open_file(file).source.kind is file.kind


def test_only_the_office_for_ip_rights_is_overdue(written: TownFiles) -> None:
    sources = [open_file(file).source for file in written.files]
    overdue = {
        source.kind
        for source in sources
        if source.refreshed_on + timedelta(days=source.refresh_days) < AS_OF
    }
    assert overdue == {SourceKind.IP}


def test_no_two_files_share_a_source_name(written: TownFiles) -> None:
    names = [open_file(file).source.name for file in written.files]
    assert len(set(names)) == len(names)


def test_only_the_rows_broken_on_purpose_are_rejected(written: TownFiles, read: Read) -> None:
    rejected = {name: len(records) - len(good(records)) for name, records in read.items()}
    assert rejected == {file.path.name: file.broken_rows for file in written.files}
    assert sum(rejected.values()) == 9


def test_no_two_records_of_a_file_share_an_id(read: Read) -> None:
    for records in read.values():
        ids = [record.record_id for record in good(records)]
        assert len(set(ids)) == len(ids)


def test_nothing_was_seen_after_the_day_of_the_town(read: Read) -> None:
    for records in read.values():
        assert max(record.seen_on for record in good(records)) <= AS_OF


def test_damage_is_seen_but_rare(read: Read) -> None:
    flags: Counter[str] = Counter()
    for records in read.values():
        for record in good(records):
            for entity in record.entities:
                for value in entity.properties:
                    flags[value.flag.value] += 1
    assert set(flags) >= {"masked", "checksum_failed", "excel_rounded"}
    assert flags["ok"] / flags.total() > 0.98


def test_every_number_is_one_that_nobody_has(written: TownFiles) -> None:
    for file in written.files:
        if file.path.suffix in (".xlsx", ".parquet"):
            continue
        encoding = "gb18030" if file.mapping in ("cn_vehicle", "cn_shixin") else "utf-8-sig"
        text = file.path.read_text(encoding)
        for resident_id in re.findall(r"(?<![0-9A-Z])\d{17}[0-9X](?![0-9A-Z])", text):
            assert resident_id.startswith("9901")
        for phone in re.findall(r"(?<![0-9A-Za-z.])1\d{10}(?![0-9])", text):
            assert phone.startswith("124")
        for code in re.findall(r"(?<![0-9A-Z])9[12]\d{6}MA[0-9A-Z]{8}", text):
            assert code[2:8] == "990101"


def phones_of(records: list[SourceRecord | Rejected], resident_id: str) -> set[str]:
    """Return the phones that records give to the holder of a resident ID, open relations only."""
    found: set[str] = set()
    for record in good(records):
        holders = {
            entity.ref
            for entity in record.entities
            if ("resident_id", resident_id) in {(p.name, p.value) for p in entity.properties}
        }
        numbers = {
            entity.ref: value.value
            for entity in record.entities
            for value in entity.properties
            if entity.kind is NodeKind.PHONE and value.name == "phone"
        }
        found |= {
            numbers[link.target]
            for link in record.relations
            if link.kind is RelationKind.USES_CONTACT
            and link.source in holders
            and link.target in numbers
            and link.valid_to is None
        }
    return found


def test_each_file_knows_another_number_of_the_debtor(written: TownFiles, read: Read) -> None:
    story = written.town.story
    phones = {name: phones_of(r, story.debtor.resident_id) for name, r in read.items()}
    assert phones["portfolio.xlsx"] == {f"+86{story.dead_phone}"}
    assert phones["creditor_contacts.xlsx"] == set()
    assert phones["insurance.xlsx"] == {f"+86{story.policy_phone}"}
    assert phones["marketplace.jsonl"] == {f"+86{story.true_phone}"}
    stranger = phones_of(read["marketplace.jsonl"], story.stranger.resident_id)
    assert stranger == {f"+86{story.dead_phone}"}


def related(records: list[SourceRecord | Rejected], value: str) -> set[RelationKind]:
    """Return the kinds of relation the party with an identity number stands in."""
    kinds: set[RelationKind] = set()
    for record in good(records):
        refs = {e.ref for e in record.entities if value in {p.value for p in e.properties}}
        kinds |= {link.kind for link in record.relations if {link.source, link.target} & refs}
    return kinds


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("real_estate.csv", RelationKind.OWNS),
        ("vehicle.csv", RelationKind.OWNS),
        ("shareholders.csv", RelationKind.OWNS_SHARE),
        ("bank_accounts.csv", RelationKind.HOLDS_ACCOUNT),
        ("securities.parquet", RelationKind.HOLDS),
        ("insurance.xlsx", RelationKind.POLICYHOLDER_OF),
        ("social_security.csv", RelationKind.EMPLOYED_BY),
        ("receivables.csv", RelationKind.IS_OWED),
        ("wallets.csv", RelationKind.CONTROLS),
    ],
)
def test_the_debtor_is_found_under_his_whole_number_in(
    written: TownFiles, read: Read, file: str, kind: RelationKind
) -> None:
    number = written.town.story.debtor.resident_id
    assert kind in related(read[file], number)


@pytest.mark.parametrize("file", ["real_estate.csv", "vehicle.csv", "ip_rights.csv"])
def test_the_debtors_company_owns_something_in(written: TownFiles, read: Read, file: str) -> None:
    assert RelationKind.OWNS in related(read[file], written.town.story.company.uscc)


def test_the_legal_representative_and_his_holding_meet_in_one_reference(
    written: TownFiles, read: Read
) -> None:
    story = written.town.story
    ref = f"{story.company.uscc}/{story.debtor.name}"
    [entry] = [
        record for record in good(read["enterprise.csv"]) if record.record_id == story.company.uscc
    ]
    [holding] = [r for r in good(read["shareholders.csv"]) if r.record_id == ref]
    assert ref in {entity.ref.value for entity in entry.entities}
    assert {e.ref for e in holding.entities} & {e.ref for e in entry.entities}
    assert {link.share for link in holding.relations} == {0.6}


def kin_of(records: list[SourceRecord | Rejected], resident_id: str) -> dict[str, str | None]:
    """Return the resident IDs of those whom records call kin of a person, by the word used."""
    kin: dict[str, str | None] = {}
    for record in good(records):
        numbers = {
            entity.ref: value.value
            for entity in record.entities
            for value in entity.properties
            if value.name == "resident_id"
        }
        for link in record.relations:
            is_kin = link.kind is RelationKind.RELATED_TO
            if is_kin and numbers.get(link.source) == resident_id:
                kin[link.role] = numbers.get(link.target)
    return kin


def test_spouse_and_brother_are_named_as_kin(written: TownFiles, read: Read) -> None:
    story = written.town.story
    number = story.debtor.resident_id
    assert kin_of(read["insurance.xlsx"], number) == {"配偶": story.spouse.resident_id}
    assert kin_of(read["creditor_contacts.xlsx"], number) == {"兄弟": story.brother.resident_id}


def test_the_court_lists_a_namesake_and_not_the_debtor(written: TownFiles) -> None:
    story = written.town.story
    [court] = [file for file in written.files if file.kind is SourceKind.COURT]
    text = court.path.read_text("gb18030")
    masked = [f"{p.resident_id[:10]}****{p.resident_id[-4:]}" for p in story.namesakes]
    assert any(number in text for number in masked)
    assert story.debtor.resident_id[-4:] not in re.findall(r"\*\*\*\*(\w{4})", text)
    assert story.listed_company.uscc in text


def test_a_company_with_an_lei_is_tied_to_its_credit_code(written: TownFiles, read: Read) -> None:
    leis = {record.record_id for record in good(read["lei-level-1.xml"])}
    tied: set[str] = set()
    for record in good(read["owners.bods.json"]):
        for entity in record.entities:
            values = {value.name: value.value for value in entity.properties}
            if "uscc" in values and "lei" in values:
                tied.add(values["lei"])
    assert tied == leis
    assert len(good(read["lei-level-2.xml"])) >= 5


def test_the_owners_file_states_the_debtors_share(written: TownFiles, read: Read) -> None:
    number = written.town.story.debtor.resident_id
    statements = good(read["owners.bods.json"])
    [person] = [
        record
        for record in statements
        if number in {value.value for entity in record.entities for value in entity.properties}
    ]
    shares = [
        link.share
        for record in statements
        for link in record.relations
        if link.source.value == person.record_id
    ]
    assert shares == [0.6]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_seeds_tell_the_same_story(tmp_path: Path, seed: int) -> None:
    town = write_town(tmp_path, seed=seed).town
    assert town.story.dead_phone != town.story.true_phone
    assert town.story.true_phone in (tmp_path / "marketplace.jsonl").read_text("utf-8")
