"""What the creditor's clients once told it, and what a marketplace's customers use now."""

from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.model import AS_OF, Case, Line, Person, Town, day_between
from veiltrace_api.demo.town.tables import Row

OTHER_CLIENTS = 260
MARKETPLACE_SHARE = 0.72
"""Share of adults with a marketplace account."""
DEBTORS_LAST_ORDER = date(2026, 6, 18)
STRANGERS_LAST_ORDER = date(2026, 6, 21)


def creditor_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return the lender's contact file: its debtors and other clients, as of when they signed."""
    rng = town.random("creditor")
    by_number = {person.resident_id: person for person in town.people}
    signed = [(by_number[c.debtor.number], c) for c in town.cases if c.debtor.number in by_number]
    known = {*(person for person, _ in signed), *town.story.cast}
    others = [p for p in town.adults() if p not in known and p.age(AS_OF) >= 28]
    clients: list[tuple[Person, Case | None]] = [
        *signed,
        *((person, None) for person in rng.sample(others, OTHER_CLIENTS)),
    ]
    rng.shuffle(clients)
    rows = (_client_row(town, clerk, rng, client, case) for client, case in clients)
    return [{"记录编号": f"KH{serial:06d}", **row} for serial, row in enumerate(rows, start=1)]


def _client_row(
    town: Town, clerk: CarelessClerk, rng: Random, client: Person, case: Case | None
) -> Row:
    is_lost = client is town.story.debtor
    given_on = case.signed if case else day_between(rng, date(2018, 1, 1), AS_OF)
    line = client.line(given_on)
    status, checked, ended = _checked(line, given_on, rng, certain=is_lost)
    kin = [(p, word) for p, word in town.relatives(client) if p.age(given_on) >= 20]
    contact, word = rng.choice(kin or [(None, "")])
    if is_lost:
        contact, word = town.story.brother, "兄弟"
    knows_id = is_lost or rng.random() < 0.6
    return {
        "客户姓名": clerk.name(client.name),
        "证件号码": clerk.number(client.resident_id),
        "联系电话": clerk.phone(line.number if line else ""),
        "电话状态": status,
        "登记日期": f"{given_on}",
        "核实日期": f"{checked}",
        "停用日期": f"{ended}" if ended else "",
        "电子邮箱": f"u{client.index:05d}@example.com" if rng.random() < 0.4 else "",
        "住址": client.address(given_on),
        "紧急联系人": clerk.name(contact.name) if contact else "",
        "紧急联系人证件号码": contact.resident_id if contact and knows_id else "",
        "紧急联系人电话": clerk.phone(contact.phone(given_on)) if contact else "",
        "与客户关系": word,
    }


def _checked(
    line: Line | None, given_on: date, rng: Random, *, certain: bool
) -> tuple[str, date, date | None]:
    """Return the status of a number, the day of its last check, and the day it was found dead."""
    if line is None:
        return "", given_on, None
    if line.until is None:
        if rng.random() < 0.5:
            return "正常", day_between(rng, max(given_on, AS_OF - timedelta(days=700)), AS_OF), None
        return "未核实", given_on, None
    found = max(given_on, line.until) + timedelta(days=rng.randrange(10, 120))
    if found <= AS_OF and (certain or rng.random() < 0.6):
        return rng.choice(("空号", "停机")), found, found
    return "未核实", given_on, None


def marketplace_rows(town: Town, clerk: CarelessClerk) -> list[dict[str, object]]:
    """Return the marketplace's real-name accounts, some forgotten by their owners."""
    rng = town.random("marketplace")
    story = town.story
    must = {
        story.debtor: DEBTORS_LAST_ORDER,
        story.stranger: STRANGERS_LAST_ORDER,
        story.spouse: date(2026, 5, 30),
        story.brother: date(2026, 6, 2),
    }
    users = [p for p in town.adults() if p in must or rng.random() < MARKETPLACE_SHARE]
    rng.shuffle(users)
    return [
        _account(serial, user, clerk, rng, last_order=must.get(user))
        for serial, user in enumerate(users, start=1)
    ]


def _account(
    serial: int, user: Person, clerk: CarelessClerk, rng: Random, *, last_order: date | None
) -> dict[str, object]:
    line = user.lines[-1]
    if last_order is None:
        is_forgotten = len(user.lines) > 1 and rng.random() < 0.25
        line = user.lines[-2] if is_forgotten else line
        recent = day_between(rng, AS_OF - timedelta(days=400), AS_OF - timedelta(days=2))
        last_order = min(line.until or recent, recent)
    bound_on = max(line.since, date(2012, 1, 1))
    has_address = rng.random() < 0.93
    home = max((h.since for h in user.residences if h.since <= last_order), default=last_order)
    return {
        "account_id": f"M{serial:07d}",
        "real_name": clerk.name(user.name),
        "id_number": clerk.number(user.resident_id),
        "phone": clerk.phone(line.number),
        "phone_bound_on": f"{min(bound_on, last_order)}",
        "email": f"shop{user.index:05d}@example.cn" if rng.random() < 0.3 else None,
        "delivery_address": user.address(last_order) if has_address else None,
        "address_added_on": f"{max(home, date(2012, 1, 1))}" if has_address else None,
        "last_order_on": f"{last_order}",
        "orders_in_last_year": rng.randrange(1, 90),
    }
