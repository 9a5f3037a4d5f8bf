"""Expressions: simplifying, and identities with numbers and unknowns."""

from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import (
    linear,
    signed,
    tail,
    trinomial,
)

form = Words(__name__).form


def expressions(draw: Draw) -> Draft:
    """One bracket; two brackets; a fraction to cancel or squares to expand and subtract."""
    medium = draw.pick((_difference_of_brackets, _product_of_binomials))
    hard = draw.pick((_cancel_a_factor, _difference_of_squared_binomials))
    return draw.by_level(_one_bracket, medium, hard)(draw)


def identities(draw: Draw) -> Draft:
    """An identity with numbers; one identity with unknowns; two combined."""
    easy = draw.pick((_difference_of_numbers, _numbers_beside_a_round_one))
    medium = draw.pick((_sum_from_difference, _sum_of_squares))
    hard = draw.pick((_square_of_other_sign, _product_from_squares, _reciprocal))
    return draw.by_level(easy, medium, hard)(draw)


def _binomials(key: tuple[int, int], *mistakes: tuple[int, int], **gaps: Any) -> Computed:
    """Choices of the form 3س + 2 from their coefficients; a choice of one term would stand out."""
    if not all(key):
        raise Degenerate("one term only")
    wrong = (linear(*pair) for pair in mistakes if all(pair))
    return computed(linear(*key), "", *wrong).told(**gaps)


@form("one-bracket", TEXTS_DRAWN)
def _one_bracket(draw: Draw) -> Computed:
    factor, inner = draw.integer(2, 7), draw.pick((-1, 1)) * draw.integer(1, 9)
    single = draw.pick((-1, 1)) * draw.integer(1, 6)
    return _binomials(
        (factor + single, factor * inner),
        (factor + single, inner),  # multiplied the first term only
        (factor + single, -factor * inner),  # wrong sign of the constant
        (factor - single, factor * inner),  # wrong sign of the single term
        (factor + single, factor + inner),  # added the factor
        factor=factor,
        bracket=linear(1, inner),
        single=tail(single, "س"),
        opened=linear(factor, factor * inner),
    )


@form("difference-of-brackets", TEXTS_DRAWN)
def _difference_of_brackets(draw: Draw) -> Computed:
    first, second = draw.integer(2, 6), draw.integer(2, 5)
    a, b = draw.integer(2, 5), draw.pick((-1, 1)) * draw.integer(1, 7)
    c, d = draw.integer(1, 4), draw.pick((-1, 1)) * draw.integer(1, 7)
    factor, constant = first * a - second * c, first * b - second * d
    return _binomials(
        (factor, constant),
        (factor, first * b + second * d),  # took the minus for the first term only
        (first * a + second * c, first * b + second * d),  # ignored the minus
        (factor, b - d),  # did not multiply the constants
        (first * a + second * c, constant),  # took the minus for the last term only
        first=first,
        bracket=linear(a, b),
        second=second,
        other=linear(c, d),
        opened=f"{linear(first * a, first * b)} {tail(-second * c, 'س')} {tail(-second * d)}",
    )


@form("product-of-binomials", TEXTS_DRAWN)
def _product_of_binomials(draw: Draw) -> Computed:
    lead = draw.integer(1, 3)
    p, q = (draw.pick((-1, 1)) * draw.integer(2, 9) for _ in range(2))
    factor, constant = lead * q + p, p * q
    if factor == 0 or lead * q - p == 0:
        raise Degenerate("no middle term")
    return computed(
        trinomial(lead, factor, constant),
        "",
        trinomial(lead, factor, -constant),  # wrong sign of the constant
        trinomial(lead, -factor, constant),  # wrong sign of the middle term
        trinomial(lead, constant, factor),  # swapped sum and product
        trinomial(lead, lead * q - p, constant),  # subtracted the middle terms
    ).told(first=linear(lead, p), second=linear(1, q))


@form("cancel-a-factor", TEXTS_DRAWN)
def _cancel_a_factor(draw: Draw) -> Computed:
    cancelled, left = (draw.pick((-1, 1)) * draw.integer(1, 9) for _ in range(2))
    scale = draw.integer(1, 4)
    if cancelled == left:
        raise Degenerate("a perfect square")
    return _binomials(
        (scale, scale * left),
        (scale, scale * cancelled),  # kept the cancelled factor
        (scale, -scale * left),  # wrong sign
        (scale, scale * (cancelled + left)),  # cancelled term by term
        (scale, left) if scale > 1 else (1, left + 1),  # forgot the scale, or slipped
        (scale, -scale * cancelled),  # negated the cancelled factor
        numerator=trinomial(scale, scale * (cancelled + left), scale * cancelled * left),
        cancelled=linear(1, cancelled),
        excluded=signed(-cancelled),
        scale=scale if scale > 1 else "",
        left=linear(1, left),
    )


@form("difference-of-squared-binomials", TEXTS_DRAWN)
def _difference_of_squared_binomials(draw: Draw) -> Computed:
    first, second = draw.integer(1, 9), draw.pick((-1, 1)) * draw.integer(1, 9)
    if abs(first) == abs(second):
        raise Degenerate("one term only")
    factor, constant = 2 * (first - second), first**2 - second**2
    return _binomials(
        (factor, constant),
        (first - second, constant),  # forgot to double
        (factor, first**2 + second**2),  # added the squares
        (2 * (first + second), constant),  # added the middle terms
        (first - second, (first - second) ** 2),  # lost the middle terms
        first=linear(1, first),
        second=linear(1, second),
        first_square=trinomial(1, 2 * first, first**2),
        second_square=trinomial(1, 2 * second, second**2),
    )


@form("difference-of-numbers")
def _difference_of_numbers(draw: Draw) -> Computed:
    middle, gap = draw.pick((10, 20, 30, 40, 50, 100)), draw.integer(1, 9)
    first, second, total = middle + gap, middle - gap, 2 * middle
    return computed(
        total * 2 * gap,
        f"{first}**2 - {second}**2",
        (2 * gap) ** 2,  # forgot the sum
        total * gap,  # used half the gap
        total,  # gave the sum
        2 * total * 2 * gap,  # doubled
    ).told(first=first, second=second, difference=2 * gap, total=total)


@form("numbers-beside-a-round-one")
def _numbers_beside_a_round_one(draw: Draw) -> Computed:
    middle, gap = draw.pick((20, 30, 40, 50, 60, 100)), draw.integer(1, 5)
    return computed(
        middle**2 - gap**2,
        f"{middle + gap}*{middle - gap}",
        middle**2 + gap**2,  # added the small square
        middle**2,  # forgot the small square
        middle**2 - 2 * gap**2,  # squared wrongly
        middle**2 - gap,  # subtracted the gap
        middle**2 - 2 * gap,  # subtracted twice the gap
    ).told(
        more=middle + gap,
        less=middle - gap,
        middle=middle,
        gap=gap,
        square=middle**2,
        small_square=gap**2,
    )


@form("sum-from-difference")
def _sum_from_difference(draw: Draw) -> Computed:
    gap, total = draw.integer(2, 12), draw.integer(3, 20)
    product = gap * total
    return computed(
        total,
        f"{product}/{gap}",
        product - gap,  # subtracted
        gap,  # gave what is given
        Fraction(total, 2),  # halved
        total + gap,  # added
        product * gap,  # multiplied
        case=draw.pick(("sum", "difference")),
    ).told(gap=gap, product=product)


@form("sum-of-squares")
def _sum_of_squares(draw: Draw) -> Computed:
    second, first = sorted(draw.sample(range(1, 11), 2))
    product = first * second
    case, sign, value = draw.pick((("sum", -1, first + second), ("difference", 1, first - second)))
    return computed(
        first**2 + second**2,
        f"{value}**2 {'-' if sign < 0 else '+'} 2*{product}",
        value**2,  # forgot the product
        value**2 + sign * product,  # took the product once
        value**2 - sign * 2 * product,  # wrong sign
        value + product,  # added plainly
        case=case,
    ).told(value=value, product=product, square=value**2, middle=2 * product)


@form("square-of-other-sign")
def _square_of_other_sign(draw: Draw) -> Computed:
    first, second = sorted(draw.sample(range(1, 11), 2), reverse=True)
    product, total, gap = first * second, first + second, first - second
    case, sign, value, other = draw.pick((("sum", -1, total, gap), ("difference", 1, gap, total)))
    return computed(
        other**2,
        f"{value}**2 {'-' if sign < 0 else '+'} 4*{product}",
        value**2 + sign * 2 * product,  # took the product twice
        value**2,  # forgot the product
        value**2 + sign * product,  # took the product once
        value**2 - sign * 4 * product,  # wrong sign
        other,  # forgot to square
        case=case,
    ).told(value=value, product=product, square=value**2, middle=4 * product)


@form("product-from-squares")
def _product_from_squares(draw: Draw) -> Computed:
    first, second = sorted(draw.sample(range(2, 12), 2), reverse=True)
    product, total, squares = first * second, first + second, first**2 + second**2
    return computed(
        product,
        f"({total}**2 - {squares})/2",
        Fraction(total**2 - squares, 4),  # divided by four
        2 * product,  # forgot to halve
        total,  # gave the sum
        abs(squares - total),  # subtracted without squaring
        Fraction(total**2 + squares, 2),  # averaged
    ).told(total=total, squares=squares, square=total**2, twice=2 * product)


@form("reciprocal")
def _reciprocal(draw: Draw) -> Computed:
    value, (case, sign) = draw.integer(3, 15), draw.pick((("sum", -1), ("difference", 1)))
    scale = draw.integer(1, 4)
    return computed(
        value**2 + sign * 2 * scale,
        f"{value}**2 {'-' if sign < 0 else '+'} {2 * scale}",
        value**2 - sign * 2 * scale,  # wrong sign
        value**2,  # forgot the middle term
        value**2 + sign * scale,  # halved the middle term
        value**2 + sign * 4 * scale,  # doubled the middle term
        2 * value,  # doubled instead
        case=case,
    ).told(value=value, scale=scale, scale_square=scale**2, middle=2 * scale, square=value**2)
