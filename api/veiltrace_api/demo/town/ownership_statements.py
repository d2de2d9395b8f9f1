"""Beneficial owners of some companies, as BODS 0.4 statements (standard.openownership.org)."""

import hashlib
from collections.abc import Iterator

from veiltrace_api.demo.town.model import AS_OF, Company, Party, Share, Town

PUBLISHER = "fictional-town-ownership-register"
COMPANIES = 40

Json = dict[str, object]


def ownership_statements(town: Town, leis: dict[str, str]) -> list[Json]:
    """Return the statements about `COMPANIES` companies, the debtor's and those with LEIs first.

    Args:
        leis: legal entity identifiers by USCC; the statements repeat them.
    """
    chosen = [town.story.company, *(c for c in town.companies if c.uscc in leis)]
    chosen += [c for c in town.companies if c.shares and c not in chosen]
    statements: dict[str, Json] = {}
    for company in chosen[:COMPANIES]:
        for statement in _about(company, leis):
            # A party that owns several companies is stated once.
            statements.setdefault(str(statement["recordId"]), statement)
    return list(statements.values())


def _about(company: Company, leis: dict[str, str]) -> Iterator[Json]:
    subject = _record_id(company.party)
    yield _statement("entity", subject, subject, _entity(company.party, leis, company))
    for share in company.shares:
        holder = _record_id(share.holder)
        if _is_person(share.holder):
            yield _statement("person", holder, subject, _person(share.holder))
        else:
            yield _statement("entity", holder, subject, _entity(share.holder, leis))
        link = f"rel-{subject}-{holder}"
        yield _statement("relationship", link, subject, _relationship(subject, holder, share))


def _statement(record_type: str, record_id: str, subject: str, details: Json) -> Json:
    return {
        "statementId": hashlib.sha256(record_id.encode()).hexdigest()[:32],
        "declarationSubject": subject,
        "statementDate": f"{AS_OF}",
        "publicationDetails": {
            "publicationDate": f"{AS_OF}",
            "bodsVersion": "0.4",
            "publisher": {"name": PUBLISHER},
        },
        "recordId": record_id,
        "recordStatus": "new",
        "recordType": record_type,
        "recordDetails": details,
    }


def _entity(party: Party, leis: dict[str, str], company: Company | None = None) -> Json:
    identifiers = [{"scheme": "CN-SAIC", "id": party.number}]
    if party.number in leis:
        identifiers.append({"scheme": "XI-LEI", "id": leis[party.number]})
    details: Json = {
        "isComponent": False,
        "entityType": {"type": "registeredEntity"},
        "name": party.name,
        "jurisdiction": {"code": "CN", "name": "China"},
        "identifiers": identifiers,
    }
    if company:
        details["foundingDate"] = f"{company.founded}"
    return details


def _person(party: Party) -> Json:
    birth = f"{party.number[6:10]}-{party.number[10:12]}-{party.number[12:14]}"
    return {
        "isComponent": False,
        "personType": "knownPerson",
        "names": [{"type": "legal", "fullName": party.name}],
        "identifiers": [{"scheme": "CHN-IDCARD", "id": party.number}],
        "birthDate": birth,
    }


def _relationship(subject: str, holder: str, share: Share) -> Json:
    interest = {
        "type": "shareholding",
        "directOrIndirect": "direct",
        "beneficialOwnershipOrControl": _is_person(share.holder) and share.percent >= 25,
        "share": {"exact": share.percent},
        "startDate": f"{share.since}",
    }
    return {
        "isComponent": False,
        "subject": subject,
        "interestedParty": holder,
        "interests": [interest],
    }


def _is_person(party: Party) -> bool:
    return party.number.startswith("9901")


def _record_id(party: Party) -> str:
    digest = hashlib.sha256(party.number.encode()).hexdigest()[:16]
    return f"{'per' if _is_person(party) else 'ent'}-{digest}"
