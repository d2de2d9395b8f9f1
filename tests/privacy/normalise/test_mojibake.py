import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.mojibake import is_mojibake
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

HONEST = [
    "Müller Straße",
    "MÜLLER STRASSE ÄÖÜ",
    "„Gänsefüßchen“ – Größe",
    "Société Générale d’Été",
    "SOCIÉTÉ GÉNÉRALE D’ÉTÉ",
    "« Hôtel de l’Élysée »",
    "voilà\u00a0!",
    "L’ŒUVRE ET L’ÂME",
    "Nguyễn Thị Ánh Tuyết",
    "NGUYỄN THỊ ÁNH TUYẾT, TP. HỒ CHÍ MINH",
    "Đặng Văn Ước",
    "Şükrü Çağlar Işık İğdır",
    "ÇAĞLAR GÖKÇE ÜNLÜ A.Ş.",
    "São João & Irmã Lda. — 1.º Dto.",
    "IRMÃ® MAÇÃ AMANHÃ’S",
    "Peña Íñiguez ¿Ñandú?",
    "Łódź, Kraków, Gdańsk",
    "Tomáš® též… Mikuláš’ Ondřej",
    "Bucureşti, Iaşi, Constanța",
    "BLÅ–GUL Ångström",
    "JÄÄÄÄR TÖÖÖÖ ÕÜÖÖ",
    "Þórður Ólafsson, Ísafjörður",
    "NESTLÉ® CAFÉ™ PELÉ’S É…",
    "ÇA²",
    "Ελλάδα",
    "Иван Примеров",
    "مثال",
    "示例贸易有限公司",
    "烫烫麻辣烫火锅店",
    "屯溪区示例路1号",
    "锟钢",
    "××××",
    "¼½¾ ±°µ ¹²³",
    "10°C, 25 m², £5, €5, §7",
]


def read_as_latin(raw: bytes) -> str:
    """The text in Windows-1252, and its five undefined bytes in Latin-1."""
    chars = (bytes([byte]).decode("cp1252", "replace") for byte in raw)
    return "".join(
        chr(byte) if char == "\ufffd" else char for byte, char in zip(raw, chars, strict=True)
    )


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_never_taken_for_mojibake(text: str) -> None:
    assert not is_mojibake(text)
    for word in [*text.split(), text.upper(), text.lower(), text.title()]:
        assert not is_mojibake(word)


def test_no_cell_of_the_sample_files_is_taken_for_mojibake_but_the_one_file_made_of_it(
    repository: Path,
) -> None:
    found = set()
    for path in sorted((repository / "tests/data").rglob("*")):
        if path.suffix in {".csv", ".json", ".jsonl", ".ijson", ".xml", ".txt"}:
            cells = re.split(r'[",;|<>\n]', path.read_text("utf-8", "ignore"))
            found |= {path.name for cell in cells if is_mojibake(cell)}
    assert found == {"mojibake_utf8_as_latin1.csv"}


@pytest.mark.parametrize(
    "text",
    [
        "Müller",
        "Österreich",
        "KÖLN GRÜN",
        "École",
        "Hôtel à Nîmes",
        "García Peña",
        "São Paulo",
        "Łódź",
        "București",
        "İstanbul",
        "Nguyễn",
        "Иван",
        "العربية",
        "示例甲",
        "示例貿易（南京）有限公司",
        "it’s 5 €",
        "12°",
    ],
)
def test_utf8_read_as_latin_is_recognised(text: str) -> None:
    assert is_mojibake(read_as_latin(text.encode()))
    assert is_mojibake(text.encode().decode("latin-1"))


@pytest.mark.parametrize("text", ["示例", "示例甲", "示例贸易（南京）有限公司", "南京市鼓楼区1号"])
def test_gbk_read_as_latin_is_recognised(text: str) -> None:
    assert is_mojibake(read_as_latin(text.encode("gbk")))


def test_a_text_cut_in_the_middle_of_a_character_is_recognised() -> None:
    whole = read_as_latin("示例有限公司".encode())
    assert all(is_mojibake(whole[:end]) for end in range(4, len(whole)))


@pytest.mark.parametrize(
    "text", ["Ã©", "caf\ufffd", "锟斤拷示例", "烫烫", "示例烫烫烫烫", "屯屯屯"]
)
def test_what_unset_memory_and_replaced_characters_become_is_recognised(text: str) -> None:
    assert is_mojibake(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2))
def test_any_chinese_in_utf8_read_as_latin_is_recognised_and_itself_is_not(text: str) -> None:
    assert is_mojibake(text.encode().decode("latin-1"))
    assert not is_mojibake(text) or set(text) & set("锟烫屯")


@given(st.text(st.characters()))
def test_no_text_raises(text: str) -> None:
    assert is_mojibake(text) in (True, False)


@pytest.mark.parametrize("name", ["name", "alias", "address", "note", "model", "court"])
def test_such_text_is_kept_raw_with_its_flag_and_never_whole(name: str) -> None:
    for text in ["MÃ¼ller", "ç¤ºä¾‹", "锟斤拷"]:
        damaged = normalise_property(name, text, country="CN")
        assert (damaged.value, damaged.flag) == (text, Flag.MOJIBAKE)
        assert not damaged.is_whole
