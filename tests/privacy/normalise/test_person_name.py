import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.person_name import PersonName, reading_keys, split_person_name
from veiltrace_privacy.normalise.surname import SURNAMES


@pytest.mark.parametrize(
    "text",
    [
        "王小明",
        "王 小 明",
        "王曉明",
        "Wang Xiaoming",
        "Xiaoming Wang",
        "WANG, Xiao-Ming",
        "Ｗang　Xiao Ming",
        "Wáng Xiǎomíng",
        "wangxiaoming",
    ],
)
def test_a_chinese_name_and_its_latin_spellings_share_a_key(text: str) -> None:
    assert reading_keys(text) == ("ming wang xiao",)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("单雄信", "Shan Xiongxin"),
        ("仇英", "Qiu Ying"),
        ("曾小明", "Zeng Xiaoming"),
        ("解小明", "Xie Xiaoming"),
        ("區小明", "Ou Xiaoming"),
        ("查小明", "Zha Xiaoming"),
        ("缪小明", "Miao Xiaoming"),
        ("阚小明", "Kan Xiaoming"),
        ("卜小明", "Bu Xiaoming"),
        ("覃小明", "Qin Xiaoming"),
        ("覃小明", "Tan Xiaoming"),
        ("吕小明", "Lyu Xiaoming"),
        ("吕小明", "Lü Xiaoming"),
        ("尉遲小明", "Yuchi Xiaoming"),
        ("万俟小明", "Moqi Xiaoming"),
        ("歐陽小明", "Ouyang Xiaoming"),
        ("欧阳明", "Ming Ouyang"),
        ("令狐明", "Linghu Ming"),
        ("乐正明", "Yuezheng Ming"),
        ("王西安", "Wang Xian"),
        ("王西安", "Wang Xi'an"),
        ("曾王小明", "Zeng Wang Xiaoming"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, latin: str) -> None:
    assert set(reading_keys(latin)) <= set(reading_keys(name)) and reading_keys(latin)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "王",
        "示例贸易有限公司",
        "Fictional Holdings Limited",
        "John Smith",
        "买买提·示例",
        "Wang",
        "王小明 Wang",
        "Wang " * 100,
    ],
)
def test_what_is_no_whole_name_of_that_kind_has_no_key(text: str) -> None:
    assert reading_keys(text) == ()


def test_other_names_have_other_keys() -> None:
    names = ["王小明", "汪小名", "王晓敏", "黄小明", "Wang Xiaoning"]
    assert len({reading_keys(name) for name in names}) == 4  # 王小明 and 汪小名 sound alike.


@pytest.mark.parametrize(
    ("text", "surname", "given"),
    [
        ("王小明", "王", "小明"),
        ("王明", "王", "明"),
        ("歐陽小明", "欧阳", "小明"),
        ("尉迟明", "尉迟", "明"),
        ("欧阳", "欧", "阳"),
        ("单 雄信", "单", "雄信"),
        ("Fictional, Persona", "Fictional", "Persona"),
        ("FICTIONAL，Persona A.", "FICTIONAL", "Persona A."),
    ],
)
def test_surname_and_given_name_are_parted_where_they_can_be(
    text: str, surname: str, given: str
) -> None:
    assert split_person_name(text) == PersonName(surname, given)


@pytest.mark.parametrize(
    "text",
    ["", "王", "示例甲", "王李小明", "Xiaoming Wang", "买买提·示例", "Smith, J, Jr", ",", "Smith,"],
)
def test_no_surname_is_guessed(text: str) -> None:
    assert split_person_name(text) is None


@given(st.text(st.characters()))
def test_any_text_has_keys_or_none(text: str) -> None:
    keys = reading_keys(text)
    assert keys == reading_keys(f" {text}\u3000")
    assert all(reading_keys(key) == (key,) for key in keys if key.isascii())
    split_person_name(text)


@given(
    st.sampled_from(sorted(SURNAMES)), st.text("小明伟芳秀英敏静丽强磊洋", min_size=1, max_size=2)
)
def test_every_surname_gives_a_key_and_a_split(surname: str, given: str) -> None:
    assert reading_keys(surname + given)
    assert split_person_name(surname + given) == PersonName(surname, given)
