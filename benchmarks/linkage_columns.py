"""Which properties the columns of each truth set say, as raw texts; the truth is not among them."""

from collections.abc import Callable, Iterator, Mapping

Row = Mapping[str, str]
Texts = Iterator[tuple[str, str]]
Columns = Callable[[Row], Texts]

_NOT_THERE = "NA"
"""How R writes an empty cell."""


def febrl(row: Row) -> Texts:
    """Yield what a FEBRL record says; given name and surname stand as they do, also if swapped."""
    yield "name", _joined(" ", row["given_name"], row["surname"])
    yield "birth_date", _dashed(row["date_of_birth"])
    street = _joined(" ", row["street_number"], row["address_1"])
    area = (row["address_2"], row["suburb"], row["postcode"], row["state"])
    yield "address", _joined(", ", street, *area)
    yield "id_number", row["soc_sec_id"]


def rldata(row: Row) -> Texts:
    """Yield what an RLdata record says: a name in up to four parts, and a date in three.

    >>> row = dict(fname_c1="ANNA", fname_c2="NA", lname_c1="BEISPIEL", lname_c2="NA")
    >>> list(rldata(row | dict(by="1980", bm="21", bd="3")))
    [('name', 'ANNA BEISPIEL'), ('birth_date', '1980-21-03')]
    """
    parts = (row[part] for part in ("fname_c1", "fname_c2", "lname_c1", "lname_c2"))
    yield "name", _joined(" ", *(part for part in parts if part != _NOT_THERE))
    yield "birth_date", f"{row['by']:0>4}-{row['bm']:0>2}-{row['bd']:0>2}"


def fake_1000(row: Row) -> Texts:
    """Yield what a record of Splink's made-up people says."""
    yield "name", _joined(" ", row["first_name"], row["surname"])
    yield "birth_date", row["dob"]
    yield "email", row["email"]
    yield "address", row["city"]


def historical(row: Row) -> Texts:
    """Yield what a record of long-dead public figures says; the postcodes are made up."""
    yield "name", row["full_name"]
    short = _joined(" ", row["first_name"], row["surname"])
    if short.split() != row["full_name"].split():
        yield "alias", short
    yield "birth_date", row["dob"]
    yield "birth_place", row["birth_place"]
    yield "address", row["postcode_fake"]
    yield "gender", row["gender"]
    yield "occupation", row["occupation"]


def chinese_people(row: Row) -> Texts:
    """Yield what a record of made-up Chinese people says; no property fits the employer."""
    yield "name", row["name"]
    yield "gender", row["sex"]
    yield "birth_date", row["birth"]
    yield "resident_id", row["id_no"]
    yield "phone", row["mobile"]
    yield "address", row["address"]


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _dashed(digits: str) -> str:
    """Return eight digits as an ISO date, whether or not there is such a day.

    >>> _dashed("19081399")
    '1908-13-99'
    """
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else digits
