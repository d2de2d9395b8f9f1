import pytest

from veiltrace_connectors.mapping.guess.header import read_header
from veiltrace_connectors.mapping.guess.lexicon import Lexicon, lexicon_of, shipped_lexicon
from veiltrace_connectors.mapping.guess.meaning import settle


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


@pytest.mark.parametrize(
    ("header", "attribute", "subject"),
    [
        ("投保人手机", "phone", "policyholder"),
        ("投保人的手机号码（必填）", "phone", "policyholder"),
        ("投保人", "name", "policyholder"),
        ("OwnerFullName", "name", "owner"),
        ("owner_phone_no", "phone", "owner"),
        ("date of birth", "birth_date", ""),
        ("xingming", "name", ""),
        ("kehuxingming", "name", "client"),
        ("受益人与投保人关系", "relation", "beneficiary"),
        ("保單號碼", "policy_number", ""),
        ("lastUpdateTime", "seen", ""),
        ("到期日", "end", ""),
        ("currency code", "currency", ""),
        ("colour", "", ""),
        ("", "", ""),
    ],
)
def test_a_header_says_what_and_whose(
    lexicon: Lexicon, header: str, attribute: str, subject: str
) -> None:
    reading = settle(read_header(header, lexicon))
    assert (reading.attribute, reading.subject) == (attribute, subject)


def test_a_header_of_which_half_is_unknown_is_trusted_half(lexicon: Lexicon) -> None:
    whole, half = read_header("owner phone", lexicon), read_header("quux phone", lexicon)
    assert whole.trust == 1.0
    assert 0.3 < half.trust < 0.8


def test_numbers_tell_owners_apart_but_not_the_lines_of_an_address(lexicon: Lexicon) -> None:
    assert read_header("Owner (2) Address (1)", lexicon).number == 2
    assert read_header("Owner Name (2)", lexicon).number == 2
    assert read_header("Owner Address 2", lexicon).number == 0


def test_the_longest_word_wins() -> None:
    words = {"attributes": {"name": ["名"], "plate": ["车牌", "车牌名"]}}
    assert read_header("车牌名", lexicon_of(words)).attribute == "plate"
