"""Sharing: an amount divided in a ratio, and a whole from which fractions are taken."""

from fractions import Fraction
from math import gcd

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.lowest_terms import RATIOS
from examcli.bank.quantitative.nouns import CARD, CENTIMETRE, PAGE, RIYAL, TREE, counted

words = Words(__name__)
form = words.form

# Proper fractions in lowest terms, and those simple enough to take one after another.
PROPER = [(top, bottom) for top, bottom in RATIOS if top < bottom and bottom >= 3]
SIMPLE = [(1, 2), *((top, bottom) for top, bottom in PROPER if bottom <= 6)]
SHARED = (("money", RIYAL), ("cards", CARD), ("ribbon", CENTIMETRE))


def division_of_amount(draw: Draw) -> Draft:
    """One of two shares; a difference of three shares; the whole, or shares by unit fractions."""
    hard = draw.pick((_whole_from_difference, _shares_by_unit_fractions))
    return draw.by_level(_one_of_two_shares, _difference_of_shares, hard)(draw)


def fractions_of_whole(draw: Draw) -> Draft:
    """What a fraction leaves; what two fractions in turn leave; the whole from what is left."""
    return draw.by_level(_rest_of_one_fraction, _rest_of_two_fractions, _whole_from_rest)(draw)


def _ratio(*terms: int) -> str:
    return " : ".join(map(str, terms))


@form("one-of-two-shares", WHOLE_DRAWN)
def _one_of_two_shares(draw: Draw) -> Computed:
    thing, noun = draw.pick(SHARED)
    (a, b), part = draw.pick(RATIOS), draw.integer(4, 15)
    total = (a + b) * part
    asked, terms = draw.pick((("larger", max(a, b)), ("smaller", min(a, b))))
    key = terms * part
    return computed(
        key,
        f"{total}*{terms}/({a}+{b})",
        total - key,  # the other share
        part,  # one part
        key + part,  # one part too many
        key - part,  # one part too few
        abs(a - b) * part,  # the difference of the shares
        case=f"{thing}-{asked}",
    ).told(amount=counted(total, noun), a=a, b=b, total=total, parts=a + b, part=part, terms=terms)


@form("difference-of-shares", WHOLE_DRAWN)
def _difference_of_shares(draw: Draw) -> Computed:
    terms = draw.sample(range(1, 10), 3)
    low, middle, high = sorted(terms)
    if gcd(low, middle, high) > 1:
        raise Degenerate("a ratio that is not in lowest terms")
    part, parts = draw.integer(4, 15), sum(terms)
    total = part * parts
    return computed(
        part * (high - low),
        f"{total}*({high}-{low})/({low}+{middle}+{high})",
        high * part,  # the largest share
        low * part,  # the smallest share
        part,  # one part
        (high - middle) * part,  # took the middle share for the smallest
        (middle - low) * part,  # took the middle share for the largest
        (high + low) * part,  # added instead of subtracting
    ).told(
        riyals=counted(total, RIYAL),
        ratio=_ratio(*terms),
        total=total,
        parts=parts,
        part=part,
        gap=high - low,
    )


@form("whole-from-difference", WHOLE_DRAWN)
def _whole_from_difference(draw: Draw) -> Computed:
    low, middle, high = sorted(draw.sample(range(1, 9), 3))
    if gcd(low, middle, high) > 1:
        raise Degenerate("a ratio that is not in lowest terms")
    part, parts = draw.integer(4, 15), low + middle + high
    difference, key = part * (high - low), part * parts
    return computed(
        key,
        f"{difference}/({high}-{low})*({low}+{middle}+{high})",
        high * part,  # the third share
        (low + high) * part,  # left out the second share
        difference * parts,  # took the difference for one part
        Fraction(difference * parts, high - middle),  # took the second share for the first
        Fraction(difference * parts, high),  # took the difference for the third share
        key + difference,  # counted the difference twice
    ).told(
        ratio=_ratio(low, middle, high),
        riyals=counted(difference, RIYAL),
        high=high,
        low=low,
        gap=high - low,
        difference=difference,
        part=part,
        parts=parts,
    )


@form("shares-by-unit-fractions", WHOLE_DRAWN)
def _shares_by_unit_fractions(draw: Draw) -> Computed:
    p, q = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    part = draw.integer(3, 15)
    total, key = part * (p + q), part * q
    return computed(
        key,
        f"{total}*{q}/({p}+{q})",
        total - key,  # inverted: divided by the denominators as they stand
        Fraction(total, p),  # took the unit fraction of the whole
        Fraction(total, 2),  # divided equally
        part,  # one part
        key + part,  # one part too many
        key - part,  # one part too few
    ).told(
        riyals=counted(total, RIYAL), p=p, q=q, product=p * q, total=total, parts=p + q, part=part
    )


@form("rest-of-one-fraction", WHOLE_DRAWN)
def _rest_of_one_fraction(draw: Draw) -> Computed:
    (top, bottom), part = draw.pick(PROPER), draw.integer(4, 25)
    total, key = bottom * part, (bottom - top) * part
    return computed(
        key,
        f"{total}*({bottom}-{top})/{bottom}",
        top * part,  # the part taken, not the rest
        total - part,  # took one part only
        part,  # one part
        key + part,  # one part too many
        total - top - bottom,  # subtracted the fraction's digits
    ).told(
        fraction=f"{top}/{bottom}",
        riyals=counted(total, RIYAL),
        trees=counted(total, TREE),
        pages=counted(total, PAGE),
        total=total,
        rest=f"{bottom - top}/{bottom}",
    )


@form("rest-of-two-fractions", WHOLE_DRAWN)
def _rest_of_two_fractions(draw: Draw) -> Computed:
    (a, b), (c, d) = draw.pick(SIMPLE), draw.pick(SIMPLE)
    part = draw.integer(3, 12)
    total, first_rest, key = b * d * part, (b - a) * d * part, (b - a) * (d - c) * part
    if not 24 <= total <= 600:
        raise Degenerate("an unlikely amount")
    return computed(
        key,
        f"{total}*({b}-{a})*({d}-{c})/({b}*{d})",
        total - a * d * part - c * b * part,  # took the second fraction of the whole
        first_rest,  # forgot the second fraction
        first_rest - key,  # the second part, not the rest
        total - key,  # what was spent
        a * c * part,  # multiplied the fractions spent
        total - a * c * part,  # multiplied them, then subtracted
    ).told(
        first=f"{a}/{b}",
        second=f"{c}/{d}",
        riyals=counted(total, RIYAL),
        total=total,
        left=f"{b - a}/{b}",
        first_rest=first_rest,
        left_of_rest=f"{d - c}/{d}",
    )


@form("whole-from-rest", WHOLE_DRAWN)
def _whole_from_rest(draw: Draw) -> Computed:
    (a, b), (c, d) = draw.pick(SIMPLE), draw.pick(SIMPLE)
    part = draw.integer(3, 12)
    key, first_rest, rest = b * d * part, (b - a) * d * part, (b - a) * (d - c) * part
    if not 24 <= key <= 600:
        raise Degenerate("an unlikely amount")
    added = Fraction(a, b) + Fraction(c, d)
    return computed(
        key,
        f"{rest}*{b}*{d}/(({b}-{a})*({d}-{c}))",
        rest / (1 - added) if added != 1 else 0,  # added the fractions
        first_rest,  # stopped after undoing the second step
        Fraction(rest * d, c),  # took the rest for the second part
        Fraction(rest * b, b - a),  # undid the first step alone
        Fraction(rest * b * d, a * c),  # multiplied the fractions spent
        key + rest,  # counted the rest twice
    ).told(
        first=f"{a}/{b}",
        second=f"{c}/{d}",
        riyals=counted(rest, RIYAL),
        rest=rest,
        first_rest=first_rest,
        left_of_rest=f"{d - c}/{d}",
        undo_second=f"{d}/{d - c}",
        undo_first=f"{b}/{b - a}",
    )
