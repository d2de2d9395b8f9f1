"""A registration that GLEIF calls a duplicate or annulled, in the store.

Its entity goes on being called ACTIVE (opensanctions pull request 2762).
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_connectors.gleif.connector import GleifConnector
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

KEPT, DUPLICATE = "213800WSGIIZCXF1P572", "0000EXAMPLE000000183"
DAY = date(2027, 1, 1)
RECORD = """<LEIRecord><LEI>{lei}</LEI>
<Entity><LegalName>Example Ltd</LegalName><EntityStatus>ACTIVE</EntityStatus></Entity>
<Registration><LastUpdateDate>2023-05-18T15:41:20Z</LastUpdateDate>
<RegistrationStatus>{registration}</RegistrationStatus></Registration></LEIRecord>"""


@pytest.mark.parametrize("registration", ["DUPLICATE", "ANNULLED"])
def test_a_duplicate_is_no_company_of_its_own(
    registration: str, loaded: "Loaded", tmp_path: Path
) -> None:
    records = RECORD.format(lei=KEPT, registration="ISSUED") + RECORD.format(
        lei=DUPLICATE, registration=registration
    )
    path = tmp_path / "lei.xml"
    path.write_text(f'<LEIData xmlns="urn:lei"><LEIRecords>{records}</LEIRecords></LEIData>')
    loaded.load(lambda: GleifConnector(DataFile(path)))
    view = loaded.store.view(DAY)
    assert len(view.find("lei", KEPT)) == 1
    assert view.find("lei", DUPLICATE) == ()
    ref = EntityRef("record:GLEIF", DUPLICATE)
    assert set(loaded.values(ref, "status", DAY)) == {"ACTIVE", f"registration {registration}"}
