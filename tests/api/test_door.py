from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from veiltrace_api.control.errors import KeyRefused
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.door import Door, open_door
from veiltrace_api.errors import AccessRefused, UsageError
from veiltrace_api.installation import create_installation, open_audit, open_control
from veiltrace_api.settings import Settings

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
CRM = frozenset({Role.CASE_SYSTEM})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "home")
    create_installation(made)
    return made


@pytest.fixture
def door(settings: Settings) -> Iterator[Door]:
    with open_door(settings, lambda: NOW) as opened:
        yield opened


@pytest.fixture
def operator(settings: Settings) -> Principal:
    with closing(open_control(settings)) as control:
        tenant = control.tenants()[0]
        return control.principals(tenant.id)[0]


def logged(settings: Settings) -> list[tuple[str, str]]:
    """Kind and reason of each audit entry."""
    with closing(open_audit(settings)) as log:
        entries = [log.entry(index) for index in range(log.head().size)]
    return [(entry.kind, str(dict(entry.fields).get("reason", ""))) for entry in entries]


def test_a_key_opens_as_its_principal_until_it_is_revoked(
    door: Door, operator: Principal, settings: Settings
) -> None:
    assert not door.has_usable_key()
    key = door.issue(operator, "crm", roles=CRM, days=90)
    assert door.has_usable_key()
    assert (door.holder(key).name, door.holder(key).roles) == ("crm", CRM)
    door.revoke(operator, key.split("_")[2])
    with pytest.raises(KeyRefused):
        door.holder(key)
    kinds = [("key_issued", ""), ("key_revoked", ""), ("read_refused", "revoked")]
    assert logged(settings) == kinds


def test_a_second_key_is_the_same_principals(door: Door, operator: Principal) -> None:
    first = door.issue(operator, "crm", roles=CRM, days=90)
    second = door.issue(operator, "crm", roles=frozenset(), days=90)
    assert door.holder(first) == door.holder(second)
    crm = next(holder for holder in door.holders(operator) if holder.principal.name == "crm")
    assert len(crm.keys) == 2


def test_a_new_name_needs_a_role_and_a_known_one_keeps_its_own(
    door: Door, operator: Principal
) -> None:
    with pytest.raises(UsageError, match="--role"):
        door.issue(operator, "crm", roles=frozenset(), days=90)
    door.issue(operator, "crm", roles=CRM, days=90)
    with pytest.raises(UsageError, match="other roles"):
        door.issue(operator, "crm", roles=frozenset({Role.OPERATOR}), days=90)


def test_only_an_operator_deals_with_keys(
    door: Door, operator: Principal, settings: Settings
) -> None:
    crm = door.holder(door.issue(operator, "crm", roles=CRM, days=90))
    with pytest.raises(AccessRefused):
        door.issue(crm, "friend", roles=frozenset({Role.INVESTIGATOR}), days=90)
    with pytest.raises(AccessRefused):
        door.holders(crm)
    with pytest.raises(AccessRefused):
        door.revoke(crm, "0" * 32)
    assert logged(settings)[1:] == [("read_refused", "wrong_role")] * 3


def test_another_tenants_key_is_neither_seen_nor_revoked(
    door: Door, operator: Principal, settings: Settings
) -> None:
    with closing(open_control(settings)) as control:
        rivals = control.add_tenant("rival")
        rival = control.add_principal(rivals.id, name="rival", roles=[Role.OPERATOR])
    key = door.issue(rival, "crm", roles=CRM, days=90)
    assert "crm" not in [holder.principal.name for holder in door.holders(operator)]
    with pytest.raises(UsageError):
        door.revoke(operator, key.split("_")[2])
    assert door.holder(key).tenant == rivals.id


def test_the_key_itself_is_in_no_file(door: Door, operator: Principal, settings: Settings) -> None:
    key = door.issue(operator, "crm", roles=CRM, days=90)
    secret = key.split("_")[3].encode()
    held = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    assert secret not in held
    assert bytes.fromhex(secret.decode()) not in held


def test_a_key_expires(settings: Settings, door: Door, operator: Principal) -> None:
    key = door.issue(operator, "crm", roles=CRM, days=1)
    with open_door(settings, lambda: NOW + timedelta(days=1)) as tomorrow:
        assert not tomorrow.has_usable_key()
        with pytest.raises(KeyRefused):
            tomorrow.holder(key)
