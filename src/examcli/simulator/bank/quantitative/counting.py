"""Counting things: a counted noun in its right Arabic form, and wrong values a count could have."""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Draw


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


def whole_mistakes(draw: Draw, key: int, *mistakes: int | Fraction) -> list[int | Fraction]:
    """Up to three of the mistakes that are counts: whole, positive and other than the key.

    How many of them lie below the key is drawn first, so that the key's rank among the choices
    gives nothing away; a slip of the arithmetic stands in on a side that lacks one.
    """
    counts = {mistake for mistake in mistakes if mistake > 0 and mistake == int(mistake)} - {key}
    slip = 10 if key >= 50 and key % 10 == 0 else 1
    below = sorted(mistake for mistake in {*counts, key - slip} if 0 < mistake < key)
    above = sorted(mistake for mistake in {*counts, key + slip} if mistake > key)
    taken = min(max(draw.integer(0, 3), 3 - len(above)), len(below))
    return draw.sample(below, taken) + draw.sample(above, min(3 - taken, len(above)))


HOUR = Noun("ساعة", "ساعتين", "ساعات", "ساعة")
MINUTE = Noun("دقيقة", "دقيقتين", "دقائق", "دقيقة")
SECOND = Noun("ثانية", "ثانيتين", "ثوانٍ", "ثانية")
DAY = Noun("يوم", "يومين", "أيام", "يومًا")
RIYAL = Noun("ريال", "ريالين", "ريالات", "ريالًا")
WORKER = Noun("عامل", "عاملين", "عمال", "عاملًا")
LITRE = Noun("لتر", "لترين", "لترات", "لترًا")
KILOGRAM = symbol("كجم")
KILOMETRE = symbol("كم")
METRE = symbol("م")
PAGE = Noun("صفحة", "صفحتين", "صفحات", "صفحة")

# Pairs of unequal one-digit terms with no common factor.
RATIOS = [(a, b) for a in range(1, 10) for b in range(1, 10) if a != b and gcd(a, b) == 1]
