import pytest

from veiltrace_privacy.normalise.email import normalise_email
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    "text",
    [
        "test@example.com",
        " TEST@Example.COM",
        "ｔｅｓｔ＠example.com",
        "mailto:test@example.com",
        "<test@example.com>",
    ],
)
def test_every_spelling_gives_one_value(text: str) -> None:
    assert normalise_email(text).value == "test@example.com"


def test_a_domain_in_another_script_is_written_as_dns_asks() -> None:
    assert normalise_email("test@例子。测试").value == "test@xn--fsqu00a.xn--0zwm56d"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "test",
        "test@",
        "@example.com",
        "test@localhost",
        "a@b@example.com",
        "a@example..com",
        "a@example.com;b@example.com",
        "a@example.com b@example.com",
        "a@.com",
        "a@" + "." * 9999,
    ],
)
def test_what_is_no_single_address_stays_unread(text: str) -> None:
    assert normalise_email(text).flag is Flag.UNPARSED


def test_a_masked_address_is_kept_and_never_matched() -> None:
    assert normalise_email("t***@example.com").flag is Flag.MASKED
