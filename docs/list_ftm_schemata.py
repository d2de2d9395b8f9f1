"""Prints the properties of the FollowTheMoney schemata that we write, as the library has them.

Runs where followthemoney is installed (benchmarks/peers/followthemoney/requirements.txt):
`python docs/list_ftm_schemata.py > connectors/veiltrace_connectors/followthemoney/schemata.json`.
"""

import json
import sys

from followthemoney import model

SCHEMATA = (
    *("Address", "Airplane", "BankAccount", "Company", "Contract", "CourtCase", "CryptoWallet"),
    *("Debt", "LegalEntity", "License", "Person", "RealEstate", "Sanction", "Security", "TaxRoll"),
    *("UserAccount", "Vehicle", "Vessel"),
    *("CourtCaseParty", "Directorship", "Employment", "Family", "Identification", "Ownership"),
    *("Payment", "UnknownLink"),
)


def properties(name: str) -> list[str]:
    """Return the properties of a schema that hold values, its parents' among them."""
    schema = model.get(name)
    if schema is None:
        sys.exit(f"followthemoney has no schema '{name}'")
    return sorted(prop.name for prop in schema.properties.values() if not prop.stub)


if __name__ == "__main__":
    listed = {name: properties(name) for name in sorted(SCHEMATA)}
    print(json.dumps(listed, indent=1))  # noqa: T201 - a program's output
