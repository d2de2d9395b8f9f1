"""The API on a tiny installation with one open case.

`world` copies an installation built once: two tenants, cases in each state, a key for each kind of
caller. `api` asks its application in this process; nothing listens.
"""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi import FastAPI

from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.demo.town.tables import jsonl_bytes
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.desk.desk import Desk, open_desk
from veiltrace_api.door import open_door
from veiltrace_api.http.app import create_app
from veiltrace_api.installation import create_installation, open_audit, open_control
from veiltrace_api.manual_case import ManualCase
from veiltrace_api.settings import Settings
from veiltrace_api.source_files import source_files
from veiltrace_privacy.audit.event import AuditEvent
from veiltrace_privacy.policy.words import CASE_PURPOSES

if TYPE_CHECKING:
    from tests.conftest import Registry

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
OPEN, UNSIGNED, CLOSED, FOREIGN = "DC-1", "DC-2", "DC-3", "DC-4"
DEBTOR, FRIEND = "示例甲", "示例丙"
PHONE = "12400000001"
ADDRESS = "示例省示例市示例路1号1幢101室"


@dataclass(frozen=True)
class World:
    """An installation, and the keys to it."""

    settings: Settings
    keys: dict[str, str] = field(repr=False)
    now: datetime = NOW
    open: str = OPEN
    unsigned: str = UNSIGNED
    closed: str = CLOSED
    foreign: str = FOREIGN
    debtor: str = DEBTOR
    friend: str = FRIEND
    phone: str = PHONE

    def audit(self) -> list[AuditEvent]:
        """All audit entries so far."""
        with closing(open_audit(self.settings)) as log:
            return [log.entry(index) for index in range(log.head().size)]

    def clock(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Api:
    """Asks the application; `key` names one of the world's keys, or is one."""

    app: FastAPI
    world: World

    def __call__(
        self, method: str, path: str, *, key: str | None = "crm", **request: Any
    ) -> httpx.Response:
        headers = httpx.Headers(request.pop("headers", {}))
        if key is not None:
            headers["authorization"] = f"Bearer {self.world.keys.get(key, key)}"

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://veiltrace.example"
            ) as client:
                return await client.request(method, path, headers=headers, **request)

        return asyncio.run(ask())


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory, registry: "Registry") -> World:
    """The installation that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("api")
    settings = Settings(folder / "home")
    create_installation(settings)
    with open_desk(settings, lambda: NOW) as desk:
        local = desk.principal()
        desk.cases.trust(local, registry.key.public)
        (accounts,) = source_files(_accounts(folder), mapping="cn_marketplace")
        desk.sources.ingest(local, accounts)
        for number in (OPEN, UNSIGNED, CLOSED, FOREIGN):
            desk.cases.add(local, _case(number))
        _open_case(desk, registry, local, OPEN)
        _open_case(desk, registry, local, CLOSED)
        desk.cases.close(local, CLOSED)
        with closing(open_control(settings)) as control:
            rivals = control.add_tenant("rival")
            rival = control.add_principal(
                rivals.id, name="rival", roles=[Role.INVESTIGATOR, Role.OPERATOR]
            )
        _open_case(desk, registry, rival, FOREIGN)
        desk.cases.request_mandate(local, UNSIGNED, _wish())
        with open_door(settings, lambda: NOW) as door:
            keys = {
                "crm": door.issue(local, "crm", roles=frozenset({Role.CASE_SYSTEM}), days=90),
                "reviewer": door.issue(local, "ann", roles=frozenset({Role.INVESTIGATOR}), days=90),
                "auditor": door.issue(local, "eve", roles=frozenset({Role.AUDITOR}), days=90),
                "rival": door.issue(rival, "rival", roles=frozenset(), days=90),
                "revoked": door.issue(local, "crm", roles=frozenset(), days=90),
            }
            door.revoke(local, keys["revoked"].split("_")[2])
        with open_door(settings, lambda: NOW - timedelta(days=30)) as door:
            keys["expired"] = door.issue(local, "crm", roles=frozenset(), days=1)
    keys["unknown"] = f"vt_live_{'0' * 32}_{'0' * 64}"
    keys["malformed"] = "vt_nonsense"
    return World(settings, keys)


@pytest.fixture
def world(built_world: World, tmp_path: Path) -> World:
    """A copy of the installation."""
    home = Path(shutil.copytree(built_world.settings.home, tmp_path / "home"))
    return World(Settings(home), built_world.keys)


@pytest.fixture
def api(world: World) -> Iterator[Api]:
    """The application of this test's own installation."""
    with open_door(world.settings, world.clock) as door:
        app = create_app(partial(open_desk, world.settings, world.clock), door, clock=world.clock)
        yield Api(app, world)
        app.state.service.desk.close()


@dataclass(frozen=True)
class Route:
    """One route, and a question about a case that it answers."""

    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] | None = None

    def ask(self, api: Api, case: str, *, purpose: str | None, key: str) -> httpx.Response:
        """The answer on one case."""
        path = self.path.format(case=case)
        asked = {} if purpose is None else {"purpose": purpose}
        if "{case}" not in self.path:
            asked["case"] = case
        if self.body is not None:
            return api(self.method, path, key=key, json=self.body | asked)
        return api(self.method, path, key=key, params=self.query | asked)


_CONTACT = {"contact": PHONE, "channel": "voice", "at": "2026-06-30T09:30:00+08:00"}
CASE_ROUTES = {
    "reachability": Route("GET", "/v1/cases/{case}/leads/reachability"),
    "assets": Route("GET", "/v1/cases/{case}/leads/assets"),
    "suppressed": Route("GET", "/v1/cases/{case}/leads/suppressed"),
    "near": Route("GET", "/v1/relatedness", {"party": DEBTOR}),
    "connection": Route("GET", "/v1/relatedness", {"party": DEBTOR, "other": FRIEND}),
    "how": Route("GET", "/v1/how", {"party": DEBTOR}),
    "search": Route("GET", "/v1/search", {"text": DEBTOR}),
    "permission": Route("GET", "/v1/contact-permission", _CONTACT),
    "permission in body": Route("POST", "/v1/contact-permission", body=_CONTACT),
    "outcome": Route(
        "POST", "/v1/outcomes", body={"kind": "no_answer", "contact": PHONE, "at": _CONTACT["at"]}
    ),
}


@pytest.fixture(scope="session")
def case_routes() -> list[Route]:
    """All routes that ask about a case."""
    return list(CASE_ROUTES.values())


@pytest.fixture(params=list(CASE_ROUTES.values()), ids=list(CASE_ROUTES))
def route(request: pytest.FixtureRequest) -> Route:
    """Each route that asks about a case."""
    found: Route = request.param
    return found


def _case(number: str) -> ManualCase:
    return ManualCase(
        number=number,
        debtor=DEBTOR,
        debtor_id="990101198001010014",
        creditor="示例银行",
        amount=386_000,
        currency="CNY",
        overdue_since=datetime(2024, 1, 15).date(),
        phone="12400000009",
        address=ADDRESS,
    )


def _wish() -> MandateWish:
    return MandateWish(tuple(sorted(CASE_PURPOSES)), "ab" * 32, days=365)


def _open_case(desk: Desk, registry: "Registry", principal: Principal, number: str) -> None:
    request = desk.cases.request_mandate(principal, number, _wish())
    desk.cases.open(principal, number, registry.sign(request))


def _accounts(folder: Path) -> Path:
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
            ("M1", DEBTOR, "990101198001010014", PHONE),
            ("M2", FRIEND, "990101199002020021", "12400000003"),
        )
    ]
    path = folder / "accounts.jsonl"
    path.write_bytes(jsonl_bytes(rows))
    return path
