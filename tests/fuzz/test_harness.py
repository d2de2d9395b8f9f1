"""The fuzzer's harness on its committed inputs, and on what hypothesis makes of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.harness import FORMATS, PACKINGS, READERS, read_input, scratch_folder

from veiltrace_connectors.registry import formats

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def test_every_format_is_fuzzed() -> None:
    assert set(FORMATS) == formats().keys()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_committed_input_is_read_or_refused(path: Path, tmp_path: Path) -> None:
    read_input(path.read_bytes(), tmp_path)


def test_the_committed_inputs_reach_every_reader_and_packing() -> None:
    heads = [path.read_bytes()[:2] for path in CORPUS]
    assert {head[0] % len(READERS) for head in heads} == set(range(len(READERS)))
    assert {head[1] % len(PACKINGS) for head in heads} == set(range(len(PACKINGS)))


@given(
    start=st.sampled_from([path.read_bytes() for path in CORPUS]),
    changes=st.lists(st.tuples(st.integers(0, 8000), st.binary(max_size=6)), max_size=4),
    reader=st.none() | st.integers(0, len(READERS) - 1),
    packing=st.none() | st.integers(0, len(PACKINGS) - 1),
)
def test_changed_bytes_raise_nothing_but_our_errors(
    start: bytes, changes: list[tuple[int, bytes]], reader: int | None, packing: int | None
) -> None:
    data = bytearray(start)
    for at, change in changes:
        place = 2 + at % (len(data) - 1)
        data[place : place + len(change)] = change
    data[0] = data[0] if reader is None else reader
    data[1] = data[1] if packing is None else packing
    with scratch_folder() as folder:
        read_input(bytes(data), Path(folder))
