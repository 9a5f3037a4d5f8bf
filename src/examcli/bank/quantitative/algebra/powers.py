"""Powers and roots: the laws of exponents, unknown exponents, simplifying radicals."""

from fractions import Fraction
from math import isqrt
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS, TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import linear, power

form = Words(__name__).form

BASES: tuple[int | str, ...] = (2, 3, 5, 7, 10, "س", "ص")
TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (6, 8, 10), (9, 12, 15), (7, 24, 25), (12, 16, 20))
NOT_SQUARES = [value for value in range(2, 24) if isqrt(value) ** 2 != value]


def exponents(draw: Draw) -> Draft:
    """One law; an unknown exponent or two laws; a change of base or a common factor."""
    easy = draw.pick((_one_law, _quotient_of_powers))
    medium = draw.pick((_unknown_exponent, _power_of_power))
    hard = draw.pick((_change_of_base, _common_power, _equal_addends))
    return draw.by_level(easy, medium, hard)(draw)


def roots(draw: Draw) -> Draft:
    """Perfect squares; a radical to simplify or multiply; sums, equations and conjugates."""
    easy = draw.pick((_perfect_squares, _root_of_sum))
    medium = draw.pick((_simplest_form, _product_of_roots))
    hard = draw.pick((_sum_of_radicals, _unknown_under_root, _conjugates))
    return draw.by_level(easy, medium, hard)(draw)


@form("one-law", TEXTS)
def _one_law(draw: Draw) -> Computed:
    base = draw.pick(BASES)
    low, high = sorted(draw.sample(range(2, 10), 2))
    product = draw.pick((True, False)) or high - low < 2
    exponent, other_law = (high + low, high - low) if product else (high - low, high + low)
    # A squared base under the same exponent is the base under twice the exponent.
    distinct = 2 * exponent not in {high * low, high + low, high - low}
    base_twice = base * base if isinstance(base, int) else f"2{base}"
    return computed(
        power(base, exponent),
        "",
        power(base, other_law),  # added instead of subtracting, or the other way round
        power(base, high * low),  # multiplied the exponents
        power(base_twice, exponent) if distinct else power(base, exponent + 1),  # multiplied bases
        power(base, exponent + 1),  # one too many
        case="product" if product else "quotient",
    ).told(one=power(base, high), two=power(base, low), high=high, low=low)


@form("quotient-of-powers")
def _quotient_of_powers(draw: Draw) -> Computed:
    base, left = draw.pick((2, 3, 5, 10)), draw.integer(1, 3)
    first, second = draw.integer(2, 9), draw.integer(2, 9)
    divisor = first + second - left
    key = base**left
    return computed(
        key,
        f"{base}**{first} * {base}**{second} / {base}**{divisor}",
        base * left,  # multiplied base and exponent
        base ** (left + 1),  # one too many
        base ** (left - 1),  # one too few
        left,  # gave the exponent
        key + base,  # added the base
    ).told(
        one=power(base, first),
        two=power(base, second),
        three=power(base, divisor),
        first=first,
        second=second,
        divisor=divisor,
        left=left,
        base=base,
    )


@form("unknown-exponent")
def _unknown_exponent(draw: Draw) -> Computed:
    base, largest = draw.pick(((2, 6), (3, 4), (5, 3), (10, 4)))
    first, second = draw.integer(1, largest), draw.integer(2, largest)
    shift = draw.integer(0, 3)
    return computed(
        first + second + shift,
        f"{first} + {second} + {shift}",
        first * second + shift,  # multiplied the exponents
        first + second - shift,  # shifted the wrong way
        first + second,  # forgot the shift
        base**first,  # divided the value by the base
    ).told(
        base=base,
        exponent=f"({linear(1, -shift)})" if shift else linear(1),
        one=base**first,
        two=base**second,
        one_power=power(base, first),
        two_power=power(base, second),
        both=power(base, first + second),
        sum=first + second,
    )


@form("power-of-power", TEXTS)
def _power_of_power(draw: Draw) -> Computed:
    base = draw.pick(BASES)
    inner, outer, other = draw.integer(2, 5), draw.integer(2, 4), draw.integer(2, 5)
    case, added = draw.pick((("product", other), ("quotient", -other)))
    exponent, added_exponents = inner * outer + added, inner + outer + added
    wrong_law = inner * outer - added
    if min(exponent, added_exponents, wrong_law) < 2:
        raise Degenerate("trivial power")
    return computed(
        power(base, exponent),
        "",
        power(base, added_exponents),  # added all exponents
        power(base, wrong_law),  # took the other law for the last power
        power(base, inner**outer + added),  # raised the exponent
        power(base, inner * outer * other),  # multiplied all
        case=case,
    ).told(
        inside=power(base, inner),
        outside=power("", outer),
        last=power(base, other),
        inner=inner,
        outer=outer,
        multiplied=inner * outer,
        other=other,
    )


@form("change-of-base")
def _change_of_base(draw: Draw) -> Computed:
    base, raised = draw.pick(((2, 2), (2, 3), (3, 2), (5, 2), (2, 4), (3, 3)))
    outer, shift, factor = draw.integer(2, 9), draw.integer(1, 5), draw.pick((1, 2))
    total = raised * outer
    key, rest = divmod(total - shift, factor)
    if rest or key < 2:
        raise Degenerate("not whole or too small")
    return computed(
        key,
        f"({raised}*{outer} - {shift})/{factor}",
        Fraction(raised + outer - shift, factor),  # added the exponents
        Fraction(total + shift, factor),  # shifted the wrong way
        Fraction(outer - shift, factor),  # kept the exponent
        Fraction(total, factor),  # forgot the shift
        total - shift,  # forgot to divide
        outer,  # gave the exponent
    ).told(
        base=base,
        left=linear(factor, shift),
        right=power(base**raised, outer),
        raised=base**raised,
        raised_power=power(base, raised),
        total_power=power(base, total),
        total=total,
    )


@form("common-power")
def _common_power(draw: Draw) -> Computed:
    base = draw.pick((2, 3, 5))
    low, first, second = draw.integer(4, 12), draw.integer(2, 4 - (base > 3)), draw.integer(0, 1)
    case, sign = draw.pick((("sum", 1), ("difference", -1)))
    key = base**first + sign * base**second
    return computed(
        key,
        f"({base}**{low + first} {'-+'[sign > 0]} {base}**{low + second}) / {base}**{low}",
        base**first - sign * base**second,  # wrong sign
        base ** (first + sign * second),  # added or subtracted the exponents
        base**first,  # cancelled one term
        first + second,  # gave the exponents
        key + base,  # added the base
        case=case,
    ).told(
        one=power(base, low + first),
        two=power(base, low + second),
        divisor=power(base, low),
        first=base**first,
        second=base**second,
    )


@form("equal-addends")
def _equal_addends(draw: Draw) -> Computed:
    base, exponent, shift = draw.pick((2, 3, 4, 5)), draw.integer(4, 30), draw.integer(0, 4)
    key = exponent + 1 - shift
    if key < 3:
        raise Degenerate("too small")
    return computed(
        key,
        f"{exponent} + 1 - {shift}",
        exponent - shift,  # kept the exponent
        exponent + base - shift,  # added the count
        exponent + 1 + shift,  # shifted the wrong way
        exponent * base,  # multiplied by the count
    ).told(
        addends=" + ".join([power(base, exponent)] * base),
        base=base,
        left=f"({linear(1, shift)})" if shift else linear(1),
        one=power(base, exponent),
        total=power(base, exponent + 1),
        exponent=exponent + 1,
    )


@form("perfect-squares")
def _perfect_squares(draw: Draw) -> Computed:
    first, second = sorted(draw.sample(range(2, 16), 2), reverse=True)
    case, sign = draw.pick((("sum", 1), ("difference", -1)))
    return computed(
        first + sign * second,
        f"{first**2}/{first} {'-+'[sign > 0]} {second**2}/{second}",
        first - sign * second,  # wrong sign
        first,  # forgot one root
        Fraction(first**2 + sign * second**2, 2),  # halved the squares
        first * second,  # multiplied
        case=case,
    ).told(first_square=first**2, second_square=second**2, first=first, second=second)


@form("root-of-sum")
def _root_of_sum(draw: Draw) -> Computed:
    a, b, c = draw.pick(TRIPLES)
    extra = draw.integer(2, 9)
    case, one, sign, two, root = draw.pick((("sum", a, 1, b, c), ("difference", c, -1, a, b)))
    return computed(
        root + extra,
        f"({one**2} {'-+'[sign > 0]} {two**2})/{root} + {extra}",
        one + sign * two + extra,  # split the root
        root,  # forgot the rest
        root - extra,  # subtracted the rest
        Fraction(root**2, 2) + extra,  # halved instead
        case=case,
    ).told(inside=f"{one**2} {'−+'[sign > 0]} {two**2}", extra=extra, square=root**2, root=root)


def _radical(factor: int, radicand: int) -> str:
    return f"√{radicand}" if factor == 1 else f"{factor}√{radicand}"


def _radicals(key: tuple[int, int], *mistakes: tuple[int, int], **gaps: Any) -> Computed:
    """Choices of the form 3√2 from their factor and radicand, without any worth the same."""
    size = key[0] ** 2 * key[1]
    wrong = [
        _radical(factor, radicand)
        for factor, radicand in mistakes
        if factor > 0 and radicand > 1 and factor**2 * radicand != size
    ]
    return computed(_radical(*key), "", *wrong).told(**gaps)


@form("simplest-form", TEXTS_DRAWN)
def _simplest_form(draw: Draw) -> Computed:
    factor, radicand = draw.integer(2, 9), draw.pick((2, 3, 5, 6, 7, 10))
    outside = draw.integer(1, 4)
    return _radicals(
        (outside * factor, radicand),
        (outside * radicand, factor),  # swapped
        (outside * factor**2, radicand),  # kept the square
        (outside + factor, radicand),  # added the factor outside
        (factor, radicand),  # lost the factor outside
        (outside * factor + 1, radicand),  # one too many
        expression=_radical(outside, factor**2 * radicand),
        under_root=factor**2 * radicand,
        square=factor**2,
        radicand=radicand,
        factor=factor,
    )


@form("product-of-roots")
def _product_of_roots(draw: Draw) -> Computed:
    common = draw.pick((2, 3, 5, 6, 7))
    first, second = draw.sample(range(1, 7), 2)
    one, two = common * first**2, common * second**2
    key = common * first * second
    return computed(
        key,
        f"{one}*{two}/{key}",
        Fraction(one + two, 2),  # added under the root, and halved
        first * second,  # forgot the common factor
        common * (first + second),  # added the factors
        key * common,  # multiplied by the common factor twice
        Fraction(one * two, 2),  # halved the product
    ).told(one=one, two=two, product=one * two)


@form("sum-of-radicals", TEXTS_DRAWN)
def _sum_of_radicals(draw: Draw) -> Computed:
    radicand = draw.pick((2, 3, 5, 7))
    first, second, third = draw.sample(range(2, 8), 3)
    factor = first + second - third
    if factor < 2:
        raise Degenerate("nothing left")
    return _radicals(
        (factor, radicand),
        (first + second + third, radicand),  # added all
        (factor, 3 * radicand),  # added the radicands
        (first**2 + second**2 - third**2, radicand),  # kept the squares
        (abs(first - second) + third, radicand),  # took the signs in the wrong order
        (first + second, radicand),  # lost a term
        one=first**2 * radicand,
        two=second**2 * radicand,
        three=third**2 * radicand,
        radicand=radicand,
        first=_radical(first, radicand),
        second=_radical(second, radicand),
        third=_radical(third, radicand),
    )


@form("unknown-under-root")
def _unknown_under_root(draw: Draw) -> Computed:
    factor, root, outside = draw.integer(2, 6), draw.integer(3, 9), draw.integer(0, 5)
    unknown = draw.integer(max(2, (root**2 - 20) // factor), (root**2 + 20) // factor)
    added = root**2 - factor * unknown
    if added == 0:
        raise Degenerate("no constant")
    return computed(
        unknown,
        f"(({root + outside} - {outside})**2{-added:+d})/{factor}",
        Fraction(root**2 + added, factor),  # kept the sign
        Fraction(root - added, factor),  # forgot to square
        Fraction(2 * root - added, factor),  # doubled instead
        Fraction((root + outside) ** 2 - outside - added, factor),  # squared before moving
        root**2 - added,  # forgot to divide
        root,  # gave the root
    ).told(
        inside=linear(factor, added),
        outside=f" + {outside}" if outside else "",
        total=root + outside,
        root=root,
        square=root**2,
        factor=factor,
        moved=root**2 - added,
    )


@form("conjugates")
def _conjugates(draw: Draw) -> Computed:
    small, large = sorted(draw.sample(NOT_SQUARES, 2))
    outer = draw.integer(1, 3)
    square = outer**2 * large
    key = square - small
    return computed(
        key,
        f"{outer}**2*{large} - {small}",
        square + small,  # added instead
        outer * large - small,  # forgot to square the factor
        square,  # lost the second term
        (large - small) ** 2,  # squared the difference
        key - small,  # subtracted twice
    ).told(first=_radical(outer, large), second=small, square=square)
