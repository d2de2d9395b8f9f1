"""The vocabulary's properties through the one normaliser of `veiltrace_privacy`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_graph.vocabulary import PROPERTIES, Protection
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

IDENTIFIERS = sorted(
    spec.name
    for spec in PROPERTIES.values()
    if spec.protection in (Protection.TOKEN, Protection.STRONG) and spec.name != "address"
)
ANY_TEXT = st.one_of(
    st.text(st.characters()),
    st.text("0123456789Xx*-.+ ()/:@#年月日万%０１２", max_size=24),
    st.text("示例甲乙南京鼓樓區路號0123456789ABab -·,，", max_size=24),
    st.from_regex(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,16}", fullmatch=True),
    st.from_regex(r"(bc1|[13T]|0x)[0-9a-zA-Z]{11,42}", fullmatch=True),
)


@settings(max_examples=1000)
@given(
    st.sampled_from(sorted(PROPERTIES)),
    ANY_TEXT,
    st.sampled_from(["CN", "GB", "US", "JP", "", "?"]),
)
def test_no_text_raises_and_whole_values_change_no_more(name: str, text: str, country: str) -> None:
    once = normalise_property(name, text, country=country, register="XX-REG")
    if once.is_whole:
        once.value.encode()
        again = normalise_property(name, once.value, country=country, register="XX-REG")
        assert (again.value, again.flag) == (once.value, Flag.OK)
    else:
        assert once.value == text.strip()


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_no_identifier_is_whole_when_masked_rounded_or_empty(name: str) -> None:
    for text in ["1234****5678", "1.38001E+10", "", "-", "无"]:
        damaged = normalise_property(name, text, country="CN", register="GB-COH")
        assert (damaged.value, damaged.is_whole) == (text, False)
