"""In which countries it is known whether day or month comes first in dates of digits."""

from veiltrace_privacy.normalise.date_text import DateOrder


def date_order_of(country: str) -> DateOrder:
    """Return how the country's own offices write dates (ISO 3166 code; YMD where in doubt).

    Source: short date patterns of Unicode CLDR. Left out are countries whose offices use two
    orders, such as the Philippines, Canada, Panama and Kenya, and those with other calendars.

    >>> date_order_of("gb").value, date_order_of("US").value, date_order_of("PH").value
    ('dmy', 'mdy', 'ymd')
    """
    return _ORDERS.get(country) or _ORDERS.get(country.upper(), DateOrder.YMD)


_DAY_FIRST = (
    "AD AE AR AT AU BB BD BE BG BM BO BR BS CH CL CO CR CY CZ DE DK DO EC EE ES FI FR GB GG GH GI"
    " GR GT GY HK HN HR ID IE IL IM IN IS IT JE JM JO KW KY LB LI LK LU LV MA MC MO MT MU MX MY NG"
    " NI NL NO NZ PE PK PL PT PY QA RO RS RU SC SG SI SK SM SV TC TN TR TT TZ UA UG UY VE VG VN ZA"
    " ZM ZW"
)
_MONTH_FIRST = "AS GU MH MP PR UM US VI"
_ORDERS = dict.fromkeys(_DAY_FIRST.split(), DateOrder.DMY)
_ORDERS |= dict.fromkeys(_MONTH_FIRST.split(), DateOrder.MDY)
