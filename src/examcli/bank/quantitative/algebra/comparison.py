"""Quantity comparison in algebra.

The outcome is drawn first and the numbers are made to fit it, so the four outcomes come equally
often. Every structure reaches several outcomes: its look gives none of them away.
"""

from typing import Any

from examcli.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
)
from examcli.bank.forms import COMPARED, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import (
    linear,
    polynomial,
    signed,
    trinomial,
)

words = Words(__name__)
form = words.form


def comparison_algebraic(draw: Draw) -> Draft:
    """One unknown; linked unknowns and powers; identities, ranges and roots."""
    outcome = draw.pick(COMPARISON_CHOICES)
    structures = draw.by_level(
        (_solved_unknown, _known_square, _shared_unknown, _scaled_unknown),
        (_two_equations, _linked_unknowns, _power_of_unknown, _expanded_square),
        (_square_of_sum, _within_ranges, _roots_of_quadratic, _difference_of_squares),
    )
    never = {
        _solved_unknown: UNDECIDED,
        _known_square: EQUAL,
        _power_of_unknown: EQUAL,
        _within_ranges: EQUAL,
    }
    structure = draw.pick([make for make in structures if never.get(make) != outcome])
    return structure(draw, outcome)


def _compared(outcome: str, case: str = "", **gaps: Any) -> Computed:
    """A comparison; without a case it is the one of decided or undecided."""
    undecided = outcome == UNDECIDED
    conclusion = words.phrase("undecided") if undecided else outcome
    case = case or ("undecided" if undecided else "decided")
    return computed(outcome, "", case=case).told(conclusion=conclusion, **gaps)


def _excess(draw: Draw, outcome: str, most: int) -> int:
    """By how much the first value is to exceed the second for a decided outcome."""
    size = draw.integer(1, most)
    return {FIRST_GREATER: size, SECOND_GREATER: -size, EQUAL: 0}[outcome]


@form("solved-unknown", COMPARED)
def _solved_unknown(draw: Draw, outcome: str) -> Computed:
    factor, unknown, added = draw.integer(2, 7), draw.integer(5, 14), draw.integer(1, 15)
    return _compared(
        outcome,
        factor=factor,
        added=added,
        total=factor * unknown + added,
        unknown=unknown,
        second=unknown - _excess(draw, outcome, 4),
    )


@form("known-square", COMPARED)
def _known_square(draw: Draw, outcome: str) -> Computed:
    root, extra = draw.integer(2, 12), draw.integer(1, 6)
    second = {
        FIRST_GREATER: -root - extra,
        SECOND_GREATER: root + extra,
        UNDECIDED: draw.integer(0, root),
    }[outcome]
    return _compared(outcome, square=root**2, root=root, second=signed(second))


@form("shared-unknown", COMPARED)
def _shared_unknown(draw: Draw, outcome: str) -> Computed:
    added, taken, minus = draw.integer(4, 15), draw.integer(1, 9), draw.integer(1, 9)
    if outcome == UNDECIDED:
        factor = draw.integer(2, 5)
        second = linear(factor, added + taken - minus)
        return _compared(outcome, added=added, second=second, difference=linear(factor - 1))
    rest = added - _excess(draw, outcome, 5)
    second = f"{linear(1, rest + minus)} − {minus}"
    return _compared(outcome, added=added, second=second, rest=signed(rest))


@form("scaled-unknown", COMPARED)
def _scaled_unknown(draw: Draw, outcome: str) -> Computed:
    small = draw.integer(2, 8)
    large = small + draw.integer(1, 6)
    one, other = draw.pick(((small, large), (large, small)))
    bound = draw.integer(0, 9)
    favours_larger = (outcome == FIRST_GREATER) == (one == large)
    decided = "positive" if favours_larger else "negative"
    return _compared(
        outcome,
        {EQUAL: "zero", UNDECIDED: "undecided"}.get(outcome, decided),
        one=one,
        other=other,
        small=small,
        large=large,
        bound=bound,
        minus_bound=signed(-bound),
        above=bound + 1,
    )


@form("two-equations", COMPARED)
def _two_equations(draw: Draw, outcome: str) -> Computed:
    a, b, one = draw.integer(2, 6), draw.integer(1, 12), draw.integer(5, 12)
    c, d = draw.integer(2, 6), draw.integer(1, 12)
    case = "square" if draw.pick((True, False)) and outcome == FIRST_GREATER else "lines"
    if outcome == UNDECIDED:
        case, other = "undecided", one + draw.integer(0, 4)
    else:
        other = one - _excess(draw, outcome, 4)
    return _compared(
        outcome,
        case,
        a=a,
        b=b,
        total=a * one + b,
        line=linear(c, -d, "ص"),
        result=signed(c * other - d),
        square=other**2,
        one=one,
        other=other,
    )


@form("linked-unknowns", COMPARED)
def _linked_unknowns(draw: Draw, outcome: str) -> Computed:
    a, b = draw.integer(1, 15), draw.integer(1, 15)
    added = draw.integer(1, 6) if outcome == UNDECIDED else b - a - _excess(draw, outcome, 5)
    return _compared(
        outcome,
        a=a,
        b=b,
        sum=a + b,
        solved=linear(1, b - a, "ص"),
        second=linear(1, added, "ص"),
    )


@form("power-of-unknown", COMPARED)
def _power_of_unknown(draw: Draw, outcome: str) -> Computed:
    factor, bound = draw.integer(2, 9), draw.integer(1, 6)
    first, low = draw.pick((("س²", "س"), ("س³", "س²")))
    case = {FIRST_GREATER: "above", SECOND_GREATER: "below", UNDECIDED: "undecided"}[outcome]
    # A negative unknown makes an even power the greater one, whatever the factor.
    reached_below_zero = (outcome, first) in {(FIRST_GREATER, "س²"), (SECOND_GREATER, "س³")}
    if reached_below_zero and draw.pick((True, False)):
        case = "negative"
    return _compared(
        outcome,
        case,
        first=first,
        second=f"{factor}{low}",
        factor=factor,
        bound=bound,
        above=factor + bound - 1,
        little=f"{bound / 10:.1f}",
    )


@form("expanded-square", COMPARED)
def _expanded_square(draw: Draw, outcome: str) -> Computed:
    a = draw.integer(2, 9) * draw.pick((-1, 1))
    if outcome == UNDECIDED:
        second = trinomial(1, 0, a * a - draw.integer(-3, 3))
    else:
        second = trinomial(1, 2 * a, a * a - _excess(draw, outcome, 6))
    expanded = trinomial(1, 2 * a, a * a)
    return _compared(outcome, binomial=linear(1, a), second=second, expanded=expanded)


@form("square-of-sum", COMPARED)
def _square_of_sum(draw: Draw, outcome: str) -> Computed:
    factor, p, q = draw.integer(1, 6), draw.integer(0, 5), draw.integer(0, 5)
    cases = {
        FIRST_GREATER: ("both-positive", "both-negative"),
        SECOND_GREATER: ("opposite",),
        EQUAL: ("zero",),
        UNDECIDED: ("one-positive", "one-negative"),
    }
    return _compared(
        outcome,
        draw.pick(cases[outcome]),
        term=linear(factor, symbol="ص"),
        square_term=polynomial((factor**2, "ص²")),
        twice=2 * factor,
        p=p,
        q=q,
        minus_p=signed(-p),
        minus_q=signed(-q),
        above=p + 1,
    )


@form("within-ranges", COMPARED)
def _within_ranges(draw: Draw, outcome: str) -> Computed:
    a, c = draw.integer(2, 6), draw.integer(2, 6)
    b, d = a + draw.integer(2, 5), c + draw.integer(2, 5)
    bounds = ((a * c, b * d), (a + c, b + d), (a * a + c, b * b + d))
    first, (low, high) = draw.pick(list(zip(words.phrases("of-ranges"), bounds, strict=True)))
    second = {
        FIRST_GREATER: low - draw.integer(1, 3),
        SECOND_GREATER: high + draw.integer(1, 5),
        UNDECIDED: draw.integer(low, high),
    }[outcome]
    return _compared(
        outcome,
        a=a,
        b=b,
        c=c,
        d=d,
        first=first,
        low=low,
        high=high,
        second=signed(second),
    )


@form("roots-of-quadratic", COMPARED)
def _roots_of_quadratic(draw: Draw, outcome: str) -> Computed:
    p, q = draw.sample(range(1, 11), 2)
    values = (p * p + q * q, p + q, p * q, (p - q) ** 2)
    first, value = draw.pick(list(zip(words.phrases("of-roots"), values, strict=True)))
    if outcome == UNDECIDED:
        first, second = "م", draw.integer(min(p, q), max(p, q))
    else:
        second = value - _excess(draw, outcome, 1 if value < 4 else 3)
    left = trinomial(1, -p - q, p * q)
    return _compared(outcome, left=left, first=first, second=second, p=p, q=q, value=value)


@form("difference-of-squares", COMPARED)
def _difference_of_squares(draw: Draw, outcome: str) -> Computed:
    total, gap = draw.integer(3, 15), draw.integer(2, 12)
    second = gap if outcome == UNDECIDED else gap - _excess(draw, outcome, 2)
    return _compared(outcome, product=total * gap, total=total, gap=gap, second=second)
