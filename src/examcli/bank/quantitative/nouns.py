"""Counted nouns: Arabic changes the noun with the number before it."""

import re
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Noun:
    """A counted noun in the form it takes after 1, 2, 3–10 and 11–99.

    The dual is written in the accusative and genitive, so a stem places the noun after a verb
    or a preposition, or counts at least three.
    """

    one: str
    two: str
    few: str
    many: str


def symbol(unit: str) -> Noun:
    """A unit written as a symbol, which no number changes."""
    return Noun(one=unit, two=f"2 {unit}", few=unit, many=unit)


def counted(count: int, noun: Noun) -> str:
    """`count` of `noun`, with the number left out where the noun alone says it.

    >>> [counted(count, HOUR) for count in (1, 2, 5, 12, 100)]
    ['ساعة', 'ساعتين', '5 ساعات', '12 ساعة', '100 ساعة']
    """
    if count == 1:
        return noun.one
    if count == 2:
        return noun.two
    last_two_digits = count % 100
    if last_two_digits < 3:
        return f"{count} {noun.one}"
    return f"{count} {noun.few if last_two_digits <= 10 else noun.many}"


class Amount(int):
    """A number that words show alone, as `{hours}`, or with its noun, as `{hours.counted}`."""

    counted: str

    def __new__(cls, count: int, noun: Noun) -> Self:
        """`count` of `noun`."""
        amount = super().__new__(cls, count)
        amount.counted = counted(count, noun)
        return amount


def all_counted(noun: Noun, plural: str, **amounts: int) -> dict[str, Any]:
    """Each amount with its noun, as gaps of a wording.

    >>> all_counted(HOUR, "hours", long=5, short=2)
    {'long_hours': '5 ساعات', 'short_hours': 'ساعتين'}
    """
    return {f"{name}_{plural}": counted(amount, noun) for name, amount in amounts.items()}


SECOND = Noun("ثانية", "ثانيتين", "ثوانٍ", "ثانية")
MINUTE = Noun("دقيقة", "دقيقتين", "دقائق", "دقيقة")
HOUR = Noun("ساعة", "ساعتين", "ساعات", "ساعة")
DAY = Noun("يوم", "يومين", "أيام", "يومًا")
YEAR = Noun("سنة", "سنتين", "سنوات", "سنة")
TIME = Noun("مرة", "مرتين", "مرات", "مرة")

CENTIMETRE = symbol("سم")
METRE = symbol("م")
KILOMETRE = symbol("كم")
GRAM = symbol("جم")
KILOGRAM = symbol("كجم")
LITRE = Noun("لتر", "لترين", "لترات", "لترًا")
RIYAL = Noun("ريال", "ريالين", "ريالات", "ريالًا")

BOX = Noun("صندوق", "صندوقين", "صناديق", "صندوقًا")
CARD = Noun("بطاقة", "بطاقتين", "بطاقات", "بطاقة")
HORSE = Noun("حصان", "حصانين", "أحصنة", "حصانًا")
LOAF = Noun("رغيف", "رغيفين", "أرغفة", "رغيفًا")
MACHINE = Noun("آلة", "آلتين", "آلات", "آلة")
PAGE = Noun("صفحة", "صفحتين", "صفحات", "صفحة")
PEN = Noun("قلم", "قلمين", "أقلام", "قلمًا")
PIECE = Noun("قطعة", "قطعتين", "قطع", "قطعة")
TAP = Noun("صنبور", "صنبورين", "صنابير", "صنبورًا")
TREE = Noun("شجرة", "شجرتين", "أشجار", "شجرة")
WORKER = Noun("عامل", "عاملين", "عمال", "عاملًا")

_RIYALS = re.compile(r"(?<![\d./])(\d+) ريال(?![\wً])")


def agreeing(text: str) -> str:
    """The text with riyals in the form that the number before them asks for, where it is whole.

    A unit stands around every choice, whatever its number.

    >>> agreeing("8 ريال، 80 ريال"), agreeing("12 ريالًا"), agreeing("12.5 ريال")
    ('8 ريالات، 80 ريالًا', '12 ريالًا', '12.5 ريال')
    """
    return _RIYALS.sub(_counted_riyals, text)


def _counted_riyals(found: re.Match[str]) -> str:
    count = int(found[1])
    return counted(count, RIYAL) if count > 2 else found[0]
