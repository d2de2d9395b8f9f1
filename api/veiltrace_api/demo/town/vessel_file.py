"""Ships and their owners, as FollowTheMoney entities (followthemoney.tech)."""

from collections.abc import Iterator
from datetime import date

from veiltrace_api.demo.town.identity_numbers import imo_number
from veiltrace_api.demo.town.model import Company, Town, day_between

PUBLISHER = "fictional-town-ship-register"
VESSELS = 12

Json = dict[str, object]


def vessel_entities(town: Town) -> list[Json]:
    """Return ships, the companies that own them, and the ownerships between them."""
    rng = town.random("vessels")
    carriers = [company for company in town.companies if company.industry == "水上运输业"]
    owners = rng.sample(carriers, min(VESSELS, len(carriers)))
    since = [day_between(rng, date(2012, 1, 1), date(2025, 12, 31)) for _ in owners]
    return [
        entity
        for serial, (owner, day) in enumerate(zip(owners, since, strict=True), start=1)
        for entity in _vessel(serial, owner, day)
    ]


def _vessel(serial: int, owner: Company, since: date) -> Iterator[Json]:
    owner_id, vessel_id = f"ship-owner-{owner.index}", f"ship-{serial}"
    yield _entity(owner_id, "Company", name=owner.name, uscCode=owner.uscc, jurisdiction="cn")
    yield _entity(
        vessel_id,
        "Vessel",
        name=f"示例{serial}号",
        imoNumber=imo_number(990 + serial),
        flag="cn",
        type="散货船" if serial % 2 else "集装箱船",
    )
    yield _entity(
        f"ship-ownership-{serial}",
        "Ownership",
        owner=owner_id,
        asset=vessel_id,
        startDate=f"{since}",
        percentage="100",
    )


def _entity(entity_id: str, schema: str, **properties: str) -> Json:
    values = {name: [value] for name, value in properties.items()}
    return {"id": entity_id, "schema": schema, "properties": values, "datasets": [PUBLISHER]}
