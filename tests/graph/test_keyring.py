"""The installation's key: its file, what it derives, and what it never shows."""

import stat

import pytest

from veiltrace_graph.errors import KeyFileError
from veiltrace_graph.keyring import Keyring, create_key_file, load_key_file
from veiltrace_graph.model import EntityRef


def test_a_new_key_file_is_private_and_gives_the_same_keyring_back(tmp_path):
    made = create_key_file(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    loaded = load_key_file(tmp_path / "key")
    ref = EntityRef("phone", "+8612400000001")
    assert loaded.node_id(ref) == made.node_id(ref)
    assert loaded.fingerprint == made.fingerprint


def test_two_installations_have_different_ids_tokens_and_digests(tmp_path):
    one, two = create_key_file(tmp_path / "1"), create_key_file(tmp_path / "2")
    ref = EntityRef("phone", "+8612400000001")
    assert one.node_id(ref) != two.node_id(ref)
    assert one.token("phone", ref.value) != two.token("phone", ref.value)
    assert one.digest("x") != two.digest("x")


def test_one_value_has_another_token_as_another_identifier():
    ring = Keyring(bytes(32))
    assert ring.token("phone", "1") != ring.token("vin", "1")


def test_a_key_file_is_never_overwritten(tmp_path):
    create_key_file(tmp_path / "key")
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(KeyFileError, match="never overwritten"):
        create_key_file(tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == before


def test_a_missing_key_file_says_what_to_do(tmp_path):
    with pytest.raises(KeyFileError, match="veiltrace init"):
        load_key_file(tmp_path / "key")


def test_a_key_file_that_others_may_read_is_refused(tmp_path):
    create_key_file(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key_file(tmp_path / "key")


@pytest.mark.parametrize("text", ["", "veiltrace-key-1", "veiltrace-key-1 !!!", "x AAAA", "\0" * 9])
def test_a_damaged_key_file_is_refused_in_our_words(tmp_path, text):
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="not a Veiltrace key file"):
        load_key_file(path)


def test_a_keyring_never_shows_its_key():
    ring = Keyring(b"k" * 32)
    assert "kkkk" not in repr(ring)
    assert (b"k" * 32).hex() not in repr(ring)
