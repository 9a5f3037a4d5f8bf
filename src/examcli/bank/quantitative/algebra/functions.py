"""Putting values into rules: substitution, functions, and operations defined by a rule."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import (
    linear,
    polynomial,
    signed,
    tail,
    trinomial,
)

form = Words(__name__).form

OPERATORS = ("★", "◊", "⊕", "△")
RATIOS = ((2, 3), (3, 2), (3, 4), (4, 3), (5, 2), (2, 5), (5, 3), (3, 5), (1, 3))


def substitution(draw: Draw) -> Draft:
    """One value; two values, one of them negative; a ratio, a chain or a whole sum to put in."""
    hard = draw.pick((_ratio, _chain, _whole_sum))
    return draw.by_level(_one_value, _two_values, hard)(draw)


def functions(draw: Draw) -> Draft:
    """Apply a rule once; apply it twice; work back from its result."""
    easy = draw.pick((_operation_once, _function_once))
    medium = draw.pick((_operation_twice, _function_twice))
    hard = draw.pick((_operation_backwards, _function_from_two_values, _shifted_function))
    return draw.by_level(easy, medium, hard)(draw)


def _positive(value: int) -> int:
    if value <= 0:
        raise Degenerate("not positive")
    return value


@form("one-value")
def _one_value(draw: Draw) -> Computed:
    square, factor = draw.integer(1, 4), draw.pick((-1, 1)) * draw.integer(1, 6)
    constant, value = draw.integer(1, 9), draw.integer(2, 6)
    key = _positive(square * value**2 + factor * value + constant)
    return computed(
        key,
        f"{square}*{value}**2{factor:+d}*{value} + {constant}",
        square * value * 2 + factor * value + constant,  # doubled instead of squaring
        square * value**2 - factor * value + constant,  # wrong sign
        key - constant,  # forgot the constant
        (square * value) ** 2 + factor * value + constant,  # squared the product
    ).told(
        value=value,
        expression=trinomial(square, factor, constant),
        square_term=square * value**2,
        linear_term=tail(factor * value),
        constant=constant,
    )


@form("two-values")
def _two_values(draw: Draw) -> Computed:
    first, second = -draw.integer(2, 5), draw.integer(2, 6)
    square, mixed = draw.integer(1, 4), draw.integer(1, 4)
    factor = draw.integer(1, 5)
    square_term, mixed_term, last = square * first**2, -mixed * first * second, factor * second
    key = _positive(square_term + mixed_term - last)
    return computed(
        key,
        f"{square}*{-first}**2 + {mixed}*{-first}*{second} - {factor}*{second}",
        square_term - mixed_term - last,  # lost the minus
        key + 2 * last,  # wrong sign of the last term
        -square_term + mixed_term - last,  # took the square for negative
        abs(2 * square * first) + mixed_term - last,  # doubled instead of squaring
        key + last,  # forgot the last term
    ).told(
        first=signed(first),
        second=second,
        expression=polynomial((square, "س²"), (-mixed, "س × ص"), (-factor, "ص")),
        square_term=square_term,
        mixed_term=mixed_term,
        last_term=last,
    )


@form("ratio")
def _ratio(draw: Draw) -> Computed:
    top, bottom = draw.pick(RATIOS)
    a, k, b = draw.integer(1, 5), draw.integer(2, 9), draw.integer(1, 5)
    first, second = top * k, bottom * k
    return computed(
        a * first + b * second,
        f"{a}*{second}*{top}/{bottom} + {b}*{second}",
        a * second + b * first,  # swapped the ratio
        first + second,  # forgot the coefficients
        (a + b) * second,  # used the second for both
        a * top + b * bottom,  # took the terms of the ratio
    ).told(
        top=top,
        bottom=bottom,
        second=second,
        expression=polynomial((a, "س"), (b, "ص")),
        first=first,
        first_term=a * first,
        second_term=b * second,
    )


@form("chain")
def _chain(draw: Draw) -> Computed:
    one, two, last = draw.integer(2, 4), draw.integer(2, 4), draw.integer(2, 6)
    added = draw.integer(1, 5)
    middle = two * last + added
    first = one * middle
    return computed(
        first + middle - last,
        f"{one}*({two}*{last} + {added}) + ({two}*{last} + {added}) - {last}",
        one * two * last + two * last - last,  # forgot the added number
        one * two * last + added + middle - last,  # added after multiplying
        first,  # gave the first only
        first + middle + last,  # added all
    ).told(one=one, two=two, added=added, last=last, middle=middle, first=first)


@form("whole-sum")
def _whole_sum(draw: Draw) -> Computed:
    a, b, factor = draw.integer(1, 4), draw.integer(1, 4), draw.integer(2, 6)
    value, added = draw.integer(3, 15), draw.integer(1, 9)
    return computed(
        factor * value + added,
        f"{factor}*{value} + {added}",
        factor * value,  # forgot the constant
        factor * (value + added),  # multiplied the constant
        value + factor + added,  # added the factor
        value + added,  # forgot to scale
    ).told(
        sum=polynomial((a, "س"), (b, "ص")),
        value=value,
        expression=polynomial((a * factor, "س"), (b * factor, "ص"), (added, "")),
        factor=factor,
        added=added,
        scaled=factor * value,
    )


@form("operation-once")
def _operation_once(draw: Draw) -> Computed:
    sign = draw.pick(OPERATORS)
    a, b = draw.sample(range(2, 7), 2)
    first, second = draw.sample(range(2, 12), 2)
    direction = draw.pick((-1, 1))
    b *= direction
    return computed(
        _positive(a * first + b * second),
        f"{a}*{first}{b:+d}*{second}",
        a * second + b * first,  # swapped the numbers
        a * first - b * second,  # wrong sign
        a * first + direction * second,  # forgot the second factor
        first * second,  # ignored the rule
    ).told(
        sign=sign,
        a=a,
        second_term=tail(b, "ب"),
        first=first,
        second=second,
        worked=f"{a * first} {tail(b * second)}",
    )


@form("function-once")
def _function_once(draw: Draw) -> Computed:
    factor, constant, value = draw.integer(1, 5), draw.integer(-9, 15), draw.integer(2, 7)
    if constant == 0:
        raise Degenerate("no constant")
    return computed(
        _positive(factor * value**2 + constant),
        f"{factor}*{value}**2{constant:+d}",
        2 * factor * value + constant,  # doubled instead of squaring
        factor * value**2,  # forgot the constant
        factor * value**2 - constant,  # wrong sign
        (factor * value) ** 2 + constant,  # squared the product
    ).told(
        rule=polynomial((factor, "س²"), (constant, "")),
        value=value,
        factor=factor,
        square=value**2,
        constant=tail(constant),
    )


@form("operation-twice")
def _operation_twice(draw: Draw) -> Computed:
    sign = draw.pick(OPERATORS)
    a, b = draw.sample(range(1, 5), 2)
    first, second, third = draw.sample(range(1, 7), 3)

    def applied(left: int, right: int) -> int:
        return a * left + b * right

    case = draw.pick(("left", "right"))
    if case == "left":
        inner, rest = applied(first, second), third
        one, other, check = inner, rest, f"{a}*({a}*{first} + {b}*{second}) + {b}*{third}"
        wrong_grouping = applied(first, applied(second, third))
    else:
        inner, rest = applied(second, third), first
        one, other, check = rest, inner, f"{a}*{first} + {b}*({a}*{second} + {b}*{third})"
        wrong_grouping = applied(applied(first, second), third)
    return computed(
        applied(one, other),
        check,
        wrong_grouping,
        applied(other, one),  # swapped at the end
        inner + rest,  # added at the end
        inner,  # stopped inside
        case=case,
    ).told(
        sign=sign,
        rule_terms=polynomial((a, "أ"), (b, "ب")),
        first=first,
        second=second,
        third=third,
        inner=inner,
        one=one,
        other=other,
        worked=f"{a * one} + {b * other}",
    )


@form("function-twice")
def _function_twice(draw: Draw) -> Computed:
    factor, constant, value = draw.integer(2, 5), draw.integer(-5, 9), draw.integer(1, 7)
    inner = _positive(factor * value + constant)
    if constant == 0:
        raise Degenerate("no constant")
    return computed(
        _positive(factor * inner + constant),
        f"{factor}*({factor}*{value}{constant:+d}){constant:+d}",
        inner,  # stopped inside
        factor * inner,  # forgot the constant
        inner**2,  # squared the value
        2 * inner,  # doubled
    ).told(
        rule=linear(factor, constant),
        value=value,
        inner=inner,
        scaled=factor * inner,
        constant=tail(constant),
    )


@form("operation-backwards")
def _operation_backwards(draw: Draw) -> Computed:
    sign = draw.pick(OPERATORS)
    a, b = draw.sample(range(2, 7), 2)
    known, unknown = draw.sample(range(2, 12), 2)
    direction = draw.pick((-1, 1))
    known_term = direction * b * known
    result = _positive(a * unknown + known_term)
    return computed(
        unknown,
        f"({result}{-known_term:+d})/{a}",
        Fraction(abs(result - a * known), b),  # took the unknown for the second
        Fraction(result + known_term, a),  # wrong sign
        Fraction(result - direction * known, a),  # ignored the second factor
        known,  # gave the known number
        result - known_term,  # forgot to divide
    ).told(
        sign=sign,
        a=a,
        second_term=tail(direction * b, "ب"),
        known=known,
        result=result,
        known_term=tail(known_term),
        moved=result - known_term,
    )


@form("function-from-two-values")
def _function_from_two_values(draw: Draw) -> Computed:
    factor, constant = draw.integer(2, 7), draw.integer(1, 15)
    low = draw.integer(1, 4)
    high = low + draw.integer(2, 4)
    asked = high + draw.integer(1, 5)
    at_low, at_high = factor * low + constant, factor * high + constant
    key = factor * asked + constant
    return computed(
        key,
        f"{at_high} + ({at_high} - {at_low})/({high} - {low})*({asked} - {high})",
        Fraction(at_high * asked, high),  # took it for proportional
        at_high + at_high - at_low,  # added one step
        factor * asked,  # forgot the constant
        key - factor,  # one step short
        key + factor,  # one step too far
    ).told(
        low=low,
        at_low=at_low,
        high=high,
        at_high=at_high,
        asked=asked,
        factor=factor,
        rest=factor * (asked - high),
    )


@form("shifted-function")
def _shifted_function(draw: Draw) -> Computed:
    factor, constant = draw.integer(2, 8), draw.integer(1, 12)
    shift, inner = draw.integer(1, 6), draw.integer(2, 9)
    signed_shift = draw.pick((-shift, shift))
    value = _positive(inner + signed_shift)
    key = factor * inner + constant
    return computed(
        key,
        f"{factor}*({value}{-signed_shift:+d}) + {constant}",
        factor * value + constant,  # substituted directly
        factor * inner,  # forgot the constant
        factor * (2 * value - inner) + constant,  # shifted the wrong way
        key + shift,  # shifted the result
    ).told(
        inside=linear(1, signed_shift),
        factor=factor,
        constant=constant,
        value=value,
        inner=inner,
        scaled=factor * inner,
    )
