"""The careless clerk: damage of the kinds that real files show, in small doses."""

from random import Random

_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_TRADITIONAL = str.maketrans(
    "张刘陈杨黄赵吴孙马罗郑谢许韩冯邓萧苏吕华国强丽兰凤红军杰涛辉刚飞龙凯颖莹远铭泽书岚云车号楼区县东",
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蘇呂華國強麗蘭鳳紅軍傑濤輝剛飛龍凱穎瑩遠銘澤書嵐雲車號樓區縣東",
)


def full_width(text: str) -> str:
    """Return a number typed with an input method left on.

    >>> full_width("12X")
    '１２Ｘ'
    """
    return text.translate(_FULL_WIDTH)


def traditional(text: str) -> str:
    """Return a text in traditional characters, as far as the town uses them.

    >>> traditional("陈国强")
    '陳國強'
    """
    return text.translate(_TRADITIONAL)


def excel_rounded(number: str) -> str:
    """Return a number as a narrow spreadsheet column exports it.

    >>> excel_rounded("12400000001")
    '1.24000E+10'
    """
    return f"{float(number):.5E}"


def masked_by_court(number: str) -> str:
    """Return a resident ID as the court's list prints it.

    >>> masked_by_court("990101198109030172")
    '9901011981****0172'
    """
    return f"{number[:10]}****{number[-4:]}"


def masked_by_registry(number: str) -> str:
    """Return a resident ID as old entries of the land registry print it.

    >>> masked_by_registry("990101198109030172")
    '9901**********0172'
    """
    return f"{number[:4]}**********{number[-4:]}"


def until_1999(number: str) -> str:
    """Return the 15 digits a resident ID had before it was made longer.

    >>> until_1999("990101198109030172")
    '990101810903017'
    """
    return number[:6] + number[8:17]


class CarelessClerk:
    """Copies values, and damages a few; those of the story are spared, for the demo's sake."""

    def __init__(self, rng: Random, spared: frozenset[str]) -> None:
        """Start with the values that must come out whole."""
        self._rng = rng
        self._spared = spared

    def phone(self, number: str) -> str:
        """Return a phone number: 1 in 100 rounded by a spreadsheet, 1 in 100 full-width."""
        draw = self._rng.random()
        if not number or number in self._spared or draw >= 0.02:
            return number
        return excel_rounded(number) if draw < 0.01 else full_width(number)

    def name(self, name: str) -> str:
        """Return a name, 1 in 50 in traditional characters."""
        draw = self._rng.random()
        return traditional(name) if draw < 0.02 and name not in self._spared else name

    def number(self, number: str) -> str:
        """Return an identity number: 1 in 100 full-width, 1 in 200 with two digits swapped."""
        draw = self._rng.random()
        if number in self._spared or draw >= 0.015:
            return number
        return full_width(number) if draw < 0.01 else _swapped(number)


def _swapped(number: str) -> str:
    return number[:-3] + number[-2] + number[-3] + number[-1]
