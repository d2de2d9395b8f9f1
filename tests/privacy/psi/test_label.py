import pytest

from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.label import Label, contact_band, tenure_band


@pytest.mark.parametrize("word", ["", "Phone", "a b", "a" * 33, "é"])
def test_a_label_holds_plain_words_only(word: str) -> None:
    with pytest.raises(TableRefused):
        Label(word, "over_3y", "unknown")


@pytest.mark.parametrize("text", ["-1", "three", "1.5", "1234567"])
def test_a_band_is_made_of_whole_numbers_only(text: str) -> None:
    with pytest.raises(TableRefused) as refused:
        tenure_band(text)
    assert text not in str(refused.value)
    with pytest.raises(TableRefused):
        contact_band(text)


def test_each_band_is_a_word_that_a_label_holds():
    tenures = {tenure_band(months) for months in ("", "0", "12", "36", "999999")}
    contacts = {contact_band(days) for days in ("", "0", "30", "365", "999999")}
    labels = {Label("phone", tenure, contact) for tenure in tenures for contact in contacts}
    assert len(labels) == 16
