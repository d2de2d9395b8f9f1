import io

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.psi.pipe import read_message, write_message


@given(st.lists(st.binary(), max_size=5), st.data())
def test_a_message_comes_back_whole_and_a_cut_one_is_none(fields, data):
    stream = io.BytesIO()
    write_message(stream, fields)
    whole = stream.getvalue()
    assert read_message(io.BytesIO(whole)) == fields
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert read_message(io.BytesIO(whole[:cut])) is None
