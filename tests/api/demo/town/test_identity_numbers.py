from datetime import date

import stdnum.imo
import stdnum.lei
import stdnum.luhn
from stdnum.cn import uscc as stdnum_uscc

from veiltrace_api.demo.town.identity_numbers import (
    bitcoin_address,
    card_number,
    imo_number,
    lei,
    resident_id,
    uscc,
    vin,
)
from veiltrace_privacy.normalise.resident_id import birth_date_of, normalise_resident_id
from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.normalise.vin import normalise_vin
from veiltrace_privacy.normalise.wallet import normalise_wallet

SERIALS = range(1, 400)


def test_check_digits_are_those_an_independent_library_computes() -> None:
    for serial in SERIALS:
        assert stdnum_uscc.is_valid(uscc(serial))
        assert stdnum_uscc.is_valid(uscc(serial, category="92"))
        assert stdnum.lei.is_valid(lei(serial))
        assert stdnum.luhn.is_valid(card_number(serial))
        assert stdnum.imo.is_valid(imo_number(serial))


def test_resident_ids_read_whole_and_hold_the_birth_date() -> None:
    for sequence in SERIALS:
        number = resident_id(area=990109, birth=date(1981, 9, 3), sequence=sequence)
        assert normalise_resident_id(number).flag is Flag.OK
        assert birth_date_of(number) == date(1981, 9, 3)


def test_vehicle_and_wallet_numbers_read_whole() -> None:
    for serial in SERIALS:
        assert normalise_vin(vin(serial)).flag is Flag.OK
        address = bitcoin_address(serial.to_bytes(20, "big"))
        assert normalise_wallet(address).flag is Flag.OK
