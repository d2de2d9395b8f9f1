"""The first rule pack. Not legal advice: an operator has it checked before relying on it."""

from datetime import date

from veiltrace_privacy.policy.rule import RulePack
from veiltrace_privacy.policy.rules import (
    contact_frequency,
    contact_hours,
    person,
    purpose,
    sharing,
    source,
)

RULES = RulePack(
    version="2026.2",
    # The day of the newest text it follows, the China Banking Association's guideline.
    effective_from=date(2026, 1, 30),
    rules=(
        purpose.PURPOSE,
        source.BASIS,
        purpose.FIELDS,
        source.SENSITIVE,
        person.MINOR,
        sharing.SHARE,
        person.THIRD_PARTY_CN,
        person.IDENTITY,
        source.ORIGIN,
        source.VEHICLE,
    ),
    contact_rules=(
        contact_hours.HOURS_CN,
        contact_hours.HOURS_US,
        contact_frequency.FREQUENCY_US,
        contact_frequency.FREQUENCY_CN,
    ),
)
"""The pack in use; `RULES.version` changes whenever `RULES.digest` or a check does."""
