import pytest

from veiltrace_engine.wording import CLOSED, FROZEN, MORTGAGED, SEIZED, says


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (MORTGAGED, "已抵押"),
        (MORTGAGED, "抵押给无锡某银行"),
        (MORTGAGED, "不动产抵押"),
        (MORTGAGED, "Charge dated 2020 in favour of United Example Bank"),
        (SEIZED, "未抵押；轮候查封"),
        (CLOSED, "吊销，未注销"),
        (CLOSED, "Account closed"),
        (CLOSED, "wrong party"),
    ],
)
def test_a_statement_is_heard(words: tuple[str, ...], text: str) -> None:
    assert says(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (MORTGAGED, ""),
        (MORTGAGED, "无"),
        (MORTGAGED, "未办理抵押登记"),
        (MORTGAGED, "抵押已注销"),
        (MORTGAGED, "解除抵押"),
        (MORTGAGED, "No mortgage"),
        (MORTGAGED, "mortgage discharged in 2021"),
        (FROZEN, "无抵押、查封、冻结"),
        (SEIZED, "查封已解除"),
        (CLOSED, "正常"),
        (CLOSED, "enclosed"),
    ],
)
def test_a_denial_or_another_word_is_not(words: tuple[str, ...], text: str) -> None:
    assert not says(words, text)
