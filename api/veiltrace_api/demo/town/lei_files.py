"""Legal entities and who consolidates them, as GLEIF level 1 and level 2 files (gleif.org)."""

from xml.sax.saxutils import escape

from veiltrace_api.demo.town.identity_numbers import lei
from veiltrace_api.demo.town.model import Company, Town

PUBLISHER = "fictional-town-lei-issuer"
CHILDREN = 10
LEIS = 20
_SEEN = "2026-06-15T00:00:00Z"
# "Registration authority not on the list"; the number itself is the USCC.
_OTHER_AUTHORITY = "RA888888"
_LEVEL_1 = "http://www.gleif.org/data/schema/leidata/2016"
_LEVEL_2 = "http://www.gleif.org/data/schema/rr/2016"


def lei_companies(town: Town) -> list[Company]:
    """Return the companies that have an LEI: `CHILDREN` with their parents, and some more."""
    by_code = {company.uscc: company for company in town.companies}
    children = [c for c in town.companies if c.shares and c.shares[0].holder.number in by_code]
    chosen: list[Company] = []
    for child in children[:CHILDREN]:
        chosen += [child, by_code[child.shares[0].holder.number]]
    chosen += [company for company in town.companies if company.capital >= 1000]
    return list(dict.fromkeys(chosen))[:LEIS]


def leis_of(town: Town) -> dict[str, str]:
    """Return legal entity identifiers by USCC."""
    return {company.uscc: lei(company.index + 1) for company in lei_companies(town)}


def level_1_bytes(town: Town) -> bytes:
    """Return who is who, one record for each LEI."""
    records = "".join(_entity(company) for company in lei_companies(town))
    body = f"<lei:LEIRecords>{records}\n</lei:LEIRecords>"
    return _file("lei", _LEVEL_1, "LEIData", "LEIHeader", body)


def level_2_bytes(town: Town) -> bytes:
    """Return who consolidates whom, one record for each child whose parent has an LEI."""
    leis = leis_of(town)
    pairs = [
        (leis[company.uscc], leis[share.holder.number], share.since)
        for company in lei_companies(town)
        for share in company.shares[:1]
        if share.holder.number in leis
    ]
    records = "".join(_relationship(child, parent, f"{since}") for child, parent, since in pairs)
    body = f"<rr:RelationshipRecords>{records}\n</rr:RelationshipRecords>"
    return _file("rr", _LEVEL_2, "RelationshipData", "Header", body)


def _file(prefix: str, namespace: str, root: str, header: str, body: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{prefix}:{root} xmlns:{prefix}="{namespace}">
<{prefix}:{header}>
<{prefix}:ContentDate>{_SEEN}</{prefix}:ContentDate>
<{prefix}:FileContent>LOU_FULL_PUBLISHED</{prefix}:FileContent>
</{prefix}:{header}>
{body}
</{prefix}:{root}>
""".encode()


def _entity(company: Company) -> str:
    address = f"""<lei:FirstAddressLine>{escape(company.address)}</lei:FirstAddressLine>
<lei:City>示例市</lei:City>
<lei:Country>CN</lei:Country>"""
    return f"""
<lei:LEIRecord>
<lei:LEI>{lei(company.index + 1)}</lei:LEI>
<lei:Entity>
<lei:LegalName xml:lang="zh">{escape(company.name)}</lei:LegalName>
<lei:LegalAddress xml:lang="zh">{address}</lei:LegalAddress>
<lei:HeadquartersAddress xml:lang="zh">{address}</lei:HeadquartersAddress>
<lei:RegistrationAuthority>
<lei:RegistrationAuthorityID>{_OTHER_AUTHORITY}</lei:RegistrationAuthorityID>
<lei:RegistrationAuthorityEntityID>{company.uscc}</lei:RegistrationAuthorityEntityID>
</lei:RegistrationAuthority>
<lei:LegalJurisdiction>CN</lei:LegalJurisdiction>
<lei:EntityCategory>GENERAL</lei:EntityCategory>
<lei:EntityStatus>ACTIVE</lei:EntityStatus>
<lei:EntityCreationDate>{company.founded}T00:00:00Z</lei:EntityCreationDate>
</lei:Entity>
<lei:Registration>
<lei:InitialRegistrationDate>2021-03-01T00:00:00Z</lei:InitialRegistrationDate>
<lei:LastUpdateDate>2026-03-01T00:00:00Z</lei:LastUpdateDate>
<lei:RegistrationStatus>ISSUED</lei:RegistrationStatus>
<lei:NextRenewalDate>2027-03-01T00:00:00Z</lei:NextRenewalDate>
<lei:ManagingLOU>{lei(0)}</lei:ManagingLOU>
</lei:Registration>
</lei:LEIRecord>"""


def _relationship(child: str, parent: str, since: str) -> str:
    return f"""
<rr:RelationshipRecord>
<rr:Relationship>
<rr:StartNode><rr:NodeID>{child}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
<rr:EndNode><rr:NodeID>{parent}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
<rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
<rr:RelationshipPeriods>
<rr:RelationshipPeriod>
<rr:StartDate>{since}T00:00:00Z</rr:StartDate>
<rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType>
</rr:RelationshipPeriod>
</rr:RelationshipPeriods>
<rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus>
</rr:Relationship>
<rr:Registration>
<rr:LastUpdateDate>2026-03-01T00:00:00Z</rr:LastUpdateDate>
<rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus>
</rr:Registration>
</rr:RelationshipRecord>"""
