from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from veiltrace_privacy.canonical_json import JsonValue
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.mandate import MAX_CENTS, Mandate, mandate_from_json
from veiltrace_privacy.policy.words import LegalBasis, Purpose


def mandate() -> Mandate:
    return Mandate(
        mandate_id="01" * 16,
        tenant="02" * 16,
        case_ref="03" * 16,
        creditor_ref="04" * 16,
        claim_amount_cents=48_200_000,
        currency="CNY",
        claim_date=date(2025, 3, 31),
        legal_basis=LegalBasis.CONTRACT,
        jurisdiction="cn",
        claim_document_sha256="05" * 32,
        purposes=(Purpose.ASSETS, Purpose.LOCATE),
        opens_on=date(2026, 6, 1),
        expires_on=date(2026, 12, 31),
    )


def test_a_mandate_comes_back_from_its_json() -> None:
    assert mandate_from_json(mandate().as_json()) == mandate()


@pytest.mark.parametrize(
    "changes",
    [
        {"mandate_id": "01" * 15},
        {"tenant": "Zhang San"},
        {"case_ref": "AB" * 16},
        {"creditor_ref": 4},
        {"claim_amount_cents": 0},
        {"claim_amount_cents": True},
        {"claim_amount_cents": 1.5},
        {"claim_amount_cents": float("nan")},
        {"claim_amount_cents": MAX_CENTS + 1},
        {"currency": "cny"},
        {"claim_date": datetime(2025, 3, 31)},
        {"claim_date": date(2026, 6, 2)},
        {"legal_basis": "contract"},
        {"legal_basis": LegalBasis.LEGITIMATE_INTEREST},
        {"jurisdiction": "CN"},
        {"claim_document_sha256": "05" * 31},
        {"purposes": ()},
        {"purposes": [Purpose.LOCATE]},
        {"purposes": (Purpose.LOCATE, Purpose.ASSETS)},
        {"purposes": (Purpose.LOCATE, Purpose.LOCATE)},
        {"purposes": (Purpose.MAINTENANCE,)},
        {"purposes": (Purpose.REVIEW,)},
        {"expires_on": date(2026, 5, 31)},
        {"opens_on": None},
    ],
)
def test_a_field_that_is_not_as_it_should_be_makes_no_mandate(changes: dict[str, Any]) -> None:
    with pytest.raises(MandateRefused) as refused:
        replace(mandate(), **changes)
    assert refused.value.reason is Refusal.MALFORMED
    assert "Zhang" not in str(refused.value)


def test_legitimate_interest_can_open_a_case_where_the_law_knows_it() -> None:
    other = replace(mandate(), jurisdiction="gb", legal_basis=LegalBasis.LEGITIMATE_INTEREST)
    assert other.legal_basis is LegalBasis.LEGITIMATE_INTEREST


@pytest.mark.parametrize(
    "changes",
    [
        {"claim_date": "2025-02-30"},
        {"claim_date": "20250331"},
        {"opens_on": 20260601},
        {"legal_basis": "whim"},
        {"legal_basis": ["contract"]},
        {"purposes": "locate"},
        {"purposes": ["locate", {}]},
        {"purposes": ["espionage"]},
        {"claim_amount_cents": "48200000"},
        {"note": "x"},
    ],
)
def test_json_of_another_shape_makes_no_mandate(changes: dict[str, Any]) -> None:
    with pytest.raises(MandateRefused) as refused:
        mandate_from_json(mandate().as_json() | changes)
    assert refused.value.reason is Refusal.MALFORMED


@pytest.mark.parametrize("value", [[], "x", 1, True, {}, {"mandate_id": "01" * 16}])
def test_what_is_no_mandate_s_object_makes_none(value: JsonValue) -> None:
    with pytest.raises(MandateRefused):
        mandate_from_json(value)
