import pytest

from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.label import Label, contact_band, tenure_band


@pytest.mark.parametrize("word", ["", "Phone", "a b", "a" * 33, "1y"])
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
