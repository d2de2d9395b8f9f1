"""What the wording of an edge becomes."""

import pytest

from veiltrace_connectors.icij.links import kinds_of
from veiltrace_graph.vocabulary import RelationKind

OWNS, DIRECTS, OTHER = RelationKind.OWNS_SHARE, RelationKind.DIRECTS, RelationKind.OTHER


@pytest.mark.parametrize(
    ("link", "kinds"),
    [
        ("shareholder of", (OWNS,)),
        ("Beneficial Owner", (OWNS,)),
        ("beneficiary of", (OWNS,)),
        ("UBO, shareholder", (OWNS,)),
        ("director of", (DIRECTS,)),
        ("Sole Director & Shareholder", (OWNS, DIRECTS)),
        ("vice-president of", (DIRECTS,)),
        ("member of foundation council of", (DIRECTS,)),
        ("legal representative of", (RelationKind.LEGAL_REP_OF,)),
        ("protector of", (RelationKind.CONTROLS,)),
        ("nominee shareholder of", (OTHER,)),
        ("power of attorney of", (OTHER,)),
        ("auditor of", (OTHER,)),
        ("", (OTHER,)),
    ],
)
def test_an_officer_s_wording_says_what_kind_of_officer(
    link: str, kinds: tuple[RelationKind, ...]
) -> None:
    assert kinds_of("officer_of", link) == kinds


@pytest.mark.parametrize(
    ("edge_type", "link", "kind"),
    [
        ("registered_address", "registered address", RelationKind.LOCATED_AT),
        ("registered_address", "", RelationKind.LOCATED_AT),
        ("intermediary_of", "intermediary of", OTHER),
        ("connected_to", "connected to", OTHER),
        ("underlying", "underlying company of", OTHER),
        ("same_name_as", "same name as the owner", OTHER),
        ("probably_same_officer_as", "probably same officer as", OTHER),
    ],
)
def test_every_other_type_is_what_it_is_called(
    edge_type: str, link: str, kind: RelationKind
) -> None:
    assert kinds_of(edge_type, link) == (kind,)
