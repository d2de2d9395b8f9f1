"""Which table a header is of, in every edition."""

import pytest

from veiltrace_connectors.icij.columns import TableKind, canonical, id_scope, table_kind

ENTITIES = (
    "node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,"
    "address,internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,"
    "service_provider,ibcRUC,country_codes,countries,sourceID,valid_until,note"
)
OTHERS = (
    "node_id,name,type,incorporation_date,struck_off_date,closed_date,jurisdiction,"
    "jurisdiction_description,countries,country_codes,sourceID,valid_until,note"
)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID", "edges"),
        ("START_ID,TYPE,END_ID,link,start_date,end_date,sourceID,valid_until", "edges"),
        ("node_1,rel_type,node_2,sourceID,valid_until,start_date,end_date", "edges"),
        ("_start,_end,_type,link,sourceID", "edges"),
        (":START_ID,:END_ID,:TYPE,link,status,start_date,end_date,sourceID", "edges"),
        (":START_ID(Officer),:END_ID(Entity),:TYPE,link,sourceID:string", "edges"),
        (ENTITIES, "entities"),
        (ENTITIES.replace("node_id", "node_id:ID(Entity)"), "entities"),
        (OTHERS, "others"),
        ("node_id,name,countries,country_codes,sourceID,valid_until,note", "officers"),
        ("_id,node_id,name,countries,country_codes,sourceID", "officers"),
        ("name,icij_id,valid_until,country_codes,countries,node_id,sourceID", "officers"),
        (
            "node_id,name,status,internal_id,address,countries,country_codes,sourceID,note",
            "intermediaries",
        ),
        ("node_id,name,country_codes,countries,status,sourceID,valid_until,note", "intermediaries"),
        ("node_id,address,name,countries,country_codes,sourceID,valid_until,note", "addresses"),
        ("address,icij_id,valid_until,country_codes,countries,node_id,sourceID", "addresses"),
    ],
)
def test_a_table_is_told_by_its_header_in_every_edition(header: str, kind: str) -> None:
    assert table_kind(canonical(tuple(header.split(",")))) is TableKind(kind)


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("node_id_start,link,sourceID", ["node_id_end", "rel_type"]),
        ("_start,_end,link", ["rel_type"]),
        ("name,country_codes,sourceID", ["node_id"]),
        ("node_id,country_codes,sourceID", ["name", "address"]),
    ],
)
def test_columns_that_are_missing_are_named(header: str, missing: list[str]) -> None:
    told = table_kind(canonical(tuple(header.split(","))))
    assert not isinstance(told, TableKind)
    assert all(name in told for name in missing)
    assert "node_id_start" not in told


def test_of_two_spellings_of_one_column_the_newer_is_read() -> None:
    assert canonical(("id", "node_id", "name")) == {
        "id": "id",
        "node_id": "node_id",
        "name": "name",
    }


def test_an_export_s_numbers_are_kept_apart_from_icij_s_own() -> None:
    assert id_scope(("_start", "_end", "_type")) == id_scope(("_id", "node_id", "name")) == "_id:"
    assert id_scope(("node_id_start", "node_id_end")) == id_scope(("node_id", "name")) == ""
