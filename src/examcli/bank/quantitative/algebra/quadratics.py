"""Quadratic equations: a lone square, factoring, relations between the roots."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import TEXTS, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import linear, polynomial, trinomial

form = Words(__name__).form


def quadratic(draw: Draw) -> Draft:
    """A lone square; a trinomial to factor; relations between the two roots."""
    medium = draw.pick((_positive_root, _factorise))
    hard = draw.pick((_squares_of_roots, _missing_coefficient, _rectangle))
    return draw.by_level(_lone_square, medium, hard)(draw)


@form("lone-square")
def _lone_square(draw: Draw) -> Computed:
    root, factor, added = draw.integer(2, 12), draw.integer(1, 3), draw.integer(1, 20)
    result = factor * root**2 + added
    return computed(
        root,
        f"({result} - {added})/{factor}/{root}",
        Fraction(root**2, 2),  # halved instead
        root**2,  # kept the square
        root + added,  # moved with the wrong sign
    ).told(left=polynomial((factor, "س²"), (added, "")), result=result, square=root**2)


@form("positive-root")
def _positive_root(draw: Draw) -> Computed:
    positive, negative = draw.sample(range(1, 13), 2)
    product = positive * negative
    return computed(
        positive,
        f"{product}/{negative}",
        negative,  # ignored the sign
        abs(positive - negative),  # subtracted the factors
        positive + negative,  # added the factors
        product,  # gave the product
    ).told(left=trinomial(1, negative - positive, -product), negative=negative)


@form("factorise", TEXTS)
def _factorise(draw: Draw) -> Computed:
    first, second = sorted(draw.sample(range(2, 10), 2))
    one, two = draw.pick(((1, 1), (-1, -1), (1, -1), (-1, 1)))
    p, q = one * first, two * second
    return computed(
        _brackets(p, q),
        "",
        _brackets(-p, -q),  # both signs wrong
        draw.pick((_brackets(p, -q), _brackets(-p, q))),  # one sign wrong
        _brackets(one, two * first * second),  # a pair of factors with another sum
    ).told(trinomial=trinomial(1, p + q, p * q))


def _brackets(one: int, two: int) -> str:
    return f"({linear(1, one)})({linear(1, two)})"


@form("squares-of-roots")
def _squares_of_roots(draw: Draw) -> Computed:
    p, q = draw.sample(range(2, 10), 2)
    total, product = p + q, p * q
    return computed(
        p * p + q * q,
        f"{total}**2 - 2*{product}",
        (p - q) ** 2,  # gave the square of the difference
        total**2,  # squared the sum
        total**2 - product,  # subtracted the product once
        total**2 + 2 * product,  # added twice the product
    ).told(left=trinomial(1, -total, product), p=p, q=q, p_squared=p * p, q_squared=q * q)


@form("missing-coefficient")
def _missing_coefficient(draw: Draw) -> Computed:
    known, other = draw.sample(range(2, 12), 2)
    product = known * other
    return computed(
        known + other,
        f"({known}**2 + {product})/{known}",
        other,  # gave the other root
        abs(known - other),  # subtracted the roots
        known + product,  # added the constant
    ).told(known=known, product=product, square=known**2)


@form("rectangle")
def _rectangle(draw: Draw) -> Computed:
    width, gap = draw.integer(3, 10), draw.integer(2, 7)
    length = width + gap
    area = width * length
    return computed(
        2 * (width + length),
        f"2*({area}/{width} + {area}/{length})",
        4 * width,  # took it for a square
        4 * length,  # doubled the length twice
        width + length,  # forgot to double
    ).told(area=area, gap=gap, width=width, length=length)
