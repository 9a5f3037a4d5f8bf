"""Putting values into rules: substitution, functions, and operations defined by a rule."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, signed

_WHEN = (
    "إذا كان {given}، فما قيمة {e}؟",
    "ما قيمة العبارة {e} عندما {given}؟",
    "احسب قيمة {e} إذا علمت أن {given}.",
)


def substitution(draw: Draw) -> Draft:
    """One value; two values, one of them negative; a ratio, a chain or a whole sum to put in."""
    hard = draw.pick((_substitute_ratio, _substitute_chain, _substitute_sum))
    return draw.by_level(_substitute_one, _substitute_two, hard)(draw)


def _positive(value: int) -> int:
    if value <= 0:
        raise Degenerate("not positive")
    return value


def _substitute_one(draw: Draw) -> Draft:
    square, linear = draw.integer(1, 4), draw.pick((-1, 1)) * draw.integer(1, 6)
    constant, value = draw.integer(1, 9), draw.integer(2, 6)
    key = _positive(square * value**2 + linear * value + constant)
    doubled_instead_of_squaring = square * value * 2 + linear * value + constant
    squared_the_product = (square * value) ** 2 + linear * value + constant
    wrong_sign = square * value**2 - linear * value + constant
    forgot_the_constant = key - constant
    e = polynomial((square, "س²"), (linear, "س"), (constant, ""))
    terms = f"{square * value**2} {'+' if linear > 0 else '−'} {abs(linear * value)} + {constant}"
    return numeric(
        draw.pick(_WHEN).format(given=f"س = {value}", e=e),
        key,
        whole(
            draw,
            key,
            [doubled_instead_of_squaring, wrong_sign, forgot_the_constant, squared_the_product],
        ),
        f"{square}*{value}**2{linear:+d}*{value} + {constant}",
        f"بالتعويض: {terms} = {key}.",
    )


def _substitute_two(draw: Draw) -> Draft:
    first, second = -draw.integer(2, 5), draw.integer(2, 6)
    square, mixed = draw.integer(1, 4), draw.integer(1, 4)
    tail = draw.integer(1, 5)
    key = _positive(square * first**2 - mixed * first * second - tail * second)
    lost_the_minus = square * first**2 + mixed * first * second - tail * second
    squared_to_negative = -square * first**2 - mixed * first * second - tail * second
    wrong_last_sign = key + 2 * tail * second
    doubled_instead_of_squaring = abs(2 * square * first) - mixed * first * second - tail * second
    e = polynomial((square, "س²"), (-mixed, "س × ص"), (-tail, "ص"))
    return numeric(
        draw.pick(_WHEN).format(given=f"س = {signed(first)} وص = {second}", e=e),
        key,
        whole(
            draw,
            key,
            [
                lost_the_minus,
                wrong_last_sign,
                squared_to_negative,
                doubled_instead_of_squaring,
                key + tail * second,
            ],
        ),
        f"{square}*{-first}**2 + {mixed}*{-first}*{second} - {tail}*{second}",
        f"بالتعويض: {square * first**2} + {-mixed * first * second} − {tail * second} = {key}.",
    )


def _substitute_ratio(draw: Draw) -> Draft:
    top, bottom = draw.pick(
        ((2, 3), (3, 2), (3, 4), (4, 3), (5, 2), (2, 5), (5, 3), (3, 5), (1, 3))
    )
    a, k = draw.integer(1, 5), draw.integer(2, 9)
    b = draw.integer(1, 5)
    second = bottom * k
    key = a * top * k + b * bottom * k
    swapped_the_ratio = a * bottom * k + b * top * k
    took_ratio_terms = a * top + b * bottom
    forgot_coefficients = top * k + bottom * k
    used_second_for_both = (a + b) * second
    e = polynomial((a, "س"), (b, "ص"))
    return numeric(
        draw.pick(_WHEN).format(given=f"س/ص = {top}/{bottom}، وص = {second}", e=e),
        key,
        whole(
            draw,
            key,
            [swapped_the_ratio, forgot_coefficients, used_second_for_both, took_ratio_terms],
        ),
        f"{a}*{second}*{top}/{bottom} + {b}*{second}",
        f"س = {second} × {top}/{bottom} = {top * k}، إذن {e} = {a * top * k} + {b * second} = "
        f"{key}.",
    )


def _substitute_chain(draw: Draw) -> Draft:
    one, two, last = draw.integer(2, 4), draw.integer(2, 4), draw.integer(2, 6)
    added = draw.integer(1, 5)
    middle = two * last + added
    first = one * middle
    key = first + middle - last
    forgot_the_added = one * two * last + two * last - last
    added_all = first + middle + last
    added_after_multiplying = one * two * last + added + middle - last
    gave_first_only = first
    return numeric(
        draw.pick(_WHEN).format(
            given=f"س = {one}ص، وص = {two}ع + {added}، وع = {last}", e="س + ص − ع"
        ),
        key,
        whole(draw, key, [forgot_the_added, added_after_multiplying, gave_first_only, added_all]),
        f"{one}*({two}*{last} + {added}) + ({two}*{last} + {added}) - {last}",
        f"ص = {middle} وس = {first}، إذن {first} + {middle} − {last} = {key}.",
    )


def _substitute_sum(draw: Draw) -> Draft:
    a, b, c = draw.integer(1, 4), draw.integer(1, 4), draw.integer(2, 6)
    value, added = draw.integer(3, 15), draw.integer(1, 9)
    key = c * value + added
    forgot_to_scale = value + added
    multiplied_the_constant = c * (value + added)
    added_the_factor = value + c + added
    forgot_the_constant = c * value
    given = polynomial((a, "س"), (b, "ص"))
    e = polynomial((a * c, "س"), (b * c, "ص"), (added, ""))
    return numeric(
        draw.pick(_WHEN).format(given=f"{given} = {value}", e=e),
        key,
        whole(
            draw,
            key,
            [forgot_the_constant, multiplied_the_constant, added_the_factor, forgot_to_scale],
        ),
        f"{c}*{value} + {added}",
        f"العبارة تساوي {c}({given}) + {added} = {c * value} + {added} = {key}.",
    )


_OPERATORS = ("★", "◊", "⊕", "△")


def functions(draw: Draw) -> Draft:
    """Apply a rule once; apply it twice; work back from its result."""
    easy = draw.pick((_operation_once, _function_once))
    medium = draw.pick((_operation_twice, _function_twice))
    hard = draw.pick((_operation_backwards, _function_from_two_values, _shifted_function))
    return draw.by_level(easy, medium, hard)(draw)


def _operation_once(draw: Draw) -> Draft:
    sign = draw.pick(_OPERATORS)
    a, b = draw.sample(range(2, 7), 2)
    first, second = draw.sample(range(2, 12), 2)
    minus = draw.pick((True, False))
    written = "−" if minus else "+"
    key = _positive(a * first + (-b if minus else b) * second)
    swapped = a * second + (-b if minus else b) * first
    wrong_sign = a * first - (-b if minus else b) * second
    ignored_the_rule = first * second
    forgot_second_factor = a * first + (-second if minus else second)
    asked = (
        (
            f"إذا كانت العملية {sign} معرّفة بالقاعدة: أ {sign} ب = {a}أ {written} {b}ب، "
            f"فما قيمة {first} {sign} {second}؟"
        ),
        (
            f"عُرّفت العملية {sign} على الأعداد بحيث أ {sign} ب = {a}أ {written} {b}ب. "
            f"ما ناتج {first} {sign} {second}؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [swapped, wrong_sign, forgot_second_factor, ignored_the_rule]),
        f"{a}*{first} {'-' if minus else '+'} {b}*{second}",
        f"نعوض أ = {first} وب = {second}: {a * first} {written} {b * second} = {key}.",
    )


def _function_once(draw: Draw) -> Draft:
    square, constant, value = draw.integer(1, 5), draw.integer(-9, 15), draw.integer(2, 7)
    key = _positive(square * value**2 + constant)
    if constant == 0:
        raise Degenerate("no constant")
    doubled_instead = 2 * square * value + constant
    squared_the_product = (square * value) ** 2 + constant
    forgot_the_constant = square * value**2
    wrong_sign = square * value**2 - constant
    rule = f"د(س) = {polynomial((square, 'س²'), (constant, ''))}"
    asked = (f"إذا كانت {rule}، فما قيمة د({value})؟", f"ما قيمة د({value}) للدالة {rule}؟")
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [doubled_instead, forgot_the_constant, wrong_sign, squared_the_product]),
        f"{square}*{value}**2{constant:+d}",
        f"د({value}) = {square} × {value**2} {'+' if constant > 0 else '−'} {abs(constant)} = "
        f"{key}.",
    )


def _operation_twice(draw: Draw) -> Draft:
    sign = draw.pick(_OPERATORS)
    a, b = draw.sample(range(1, 5), 2)
    first, second, third = draw.sample(range(1, 7), 3)

    def applied(left: int, right: int) -> int:
        return a * left + b * right

    inner_first = draw.pick((True, False))
    inner = applied(first, second) if inner_first else applied(second, third)
    key = applied(inner, third) if inner_first else applied(first, inner)
    wrong_grouping = (
        applied(first, applied(second, third))
        if inner_first
        else applied(applied(first, second), third)
    )
    stopped_inside = inner
    swapped_outer = applied(third, inner) if inner_first else applied(inner, first)
    added_at_the_end = inner + (third if inner_first else first)
    expression = (
        f"({first} {sign} {second}) {sign} {third}"
        if inner_first
        else f"{first} {sign} ({second} {sign} {third})"
    )
    rule = f"أ {sign} ب = {polynomial((a, 'أ'), (b, 'ب'))}"
    asked = (
        f"إذا كانت العملية {sign} معرّفة بالقاعدة: {rule}، فما قيمة {expression}؟",
        f"عُرّفت العملية {sign} بحيث {rule}. ما ناتج {expression}؟",
    )
    left, right = (inner, third) if inner_first else (first, inner)
    inside = f"({a}*{first} + {b}*{second})" if inner_first else f"({a}*{second} + {b}*{third})"
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [wrong_grouping, swapped_outer, added_at_the_end, stopped_inside]),
        f"{a}*{inside} + {b}*{third}" if inner_first else f"{a}*{first} + {b}*{inside}",
        f"ناتج القوس أولًا {inner}، ثم {left} {sign} {right} = {a * left} + {b * right} = {key}.",
    )


def _function_twice(draw: Draw) -> Draft:
    factor, constant, value = draw.integer(2, 5), draw.integer(-5, 9), draw.integer(1, 7)
    inner = _positive(factor * value + constant)
    key = _positive(factor * inner + constant)
    if constant == 0:
        raise Degenerate("no constant")
    stopped_inside = inner
    squared_the_value = inner**2
    doubled = 2 * inner
    forgot_the_constant = factor * inner
    rule = f"د(س) = {polynomial((factor, 'س'), (constant, ''))}"
    asked = (
        f"إذا كانت {rule}، فما قيمة د(د({value}))؟",
        f"ما قيمة د(د({value})) للدالة {rule}؟",
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [stopped_inside, forgot_the_constant, squared_the_value, doubled]),
        f"{factor}*({factor}*{value}{constant:+d}){constant:+d}",
        f"د({value}) = {inner}، ثم د({inner}) = {factor * inner} {'+' if constant > 0 else '−'} "
        f"{abs(constant)} = {key}.",
    )


def _operation_backwards(draw: Draw) -> Draft:
    sign = draw.pick(_OPERATORS)
    a, b = draw.sample(range(2, 7), 2)
    known, unknown = draw.sample(range(2, 12), 2)
    minus = draw.pick((True, False))
    step = -b if minus else b
    result = _positive(a * unknown + step * known)
    written = "−" if minus else "+"
    unknown_second = Fraction(abs(result - a * known), b)
    wrong_sign = Fraction(result + step * known, a)
    forgot_to_divide = result - step * known
    ignored_the_factor = Fraction(result - (-known if minus else known), a)
    asked = (
        f"إذا كان أ {sign} ب = {a}أ {written} {b}ب، وكان س {sign} {known} = {result}، فما قيمة س؟",
        (
            f"عُرّفت العملية {sign} بحيث أ {sign} ب = {a}أ {written} {b}ب. "
            f"ما قيمة س التي تجعل س {sign} {known} = {result}؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        unknown,
        whole(
            draw,
            unknown,
            [unknown_second, wrong_sign, ignored_the_factor, known, forgot_to_divide],
        ),
        f"({result}{-step * known:+d})/{a}",
        f"{a}س {written} {b * known} = {result}، ومنها {a}س = {result - step * known}، "
        f"إذن س = {unknown}.",
    )


def _function_from_two_values(draw: Draw) -> Draft:
    factor, constant = draw.integer(2, 7), draw.integer(1, 15)
    low = draw.integer(1, 4)
    high = low + draw.integer(2, 4)
    asked_at = high + draw.integer(1, 5)
    at_low, at_high = factor * low + constant, factor * high + constant
    key = factor * asked_at + constant
    proportional = Fraction(at_high * asked_at, high)
    added_one_step = at_high + at_high - at_low
    forgot_the_constant = factor * asked_at
    one_step_short = key - factor
    asked = (
        f"د دالة خطية فيها د({low}) = {at_low} ود({high}) = {at_high}، فما قيمة د({asked_at})؟",
        (
            f"إذا كانت د(س) = م × س + ن، وكان د({low}) = {at_low} ود({high}) = {at_high}، "
            f"فما قيمة د({asked_at})؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(
            draw,
            key,
            [proportional, added_one_step, forgot_the_constant, one_step_short, key + factor],
        ),
        f"{at_high} + ({at_high} - {at_low})/({high} - {low})*({asked_at} - {high})",
        f"تزيد الدالة {factor} لكل زيادة بمقدار 1، إذن د({asked_at}) = {at_high} + "
        f"{factor * (asked_at - high)} = {key}.",
    )


def _shifted_function(draw: Draw) -> Draft:
    factor, constant = draw.integer(2, 8), draw.integer(1, 12)
    shift, inner = draw.integer(1, 6), draw.integer(2, 9)
    minus = draw.pick((True, False))
    at = inner - shift if minus else inner + shift
    if at <= 0:
        raise Degenerate("not positive")
    key = factor * inner + constant
    substituted_directly = factor * at + constant
    shifted_the_wrong_way = factor * (2 * at - inner) + constant
    forgot_the_constant = factor * inner
    shifted_the_result = key + shift
    inside = f"س {'−' if minus else '+'} {shift}"
    asked = (
        f"إذا كانت د({inside}) = {factor}س + {constant}، فما قيمة د({at})؟",
        f"ما قيمة د({at}) إذا علمت أن د({inside}) = {factor}س + {constant}؟",
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(
            draw,
            key,
            [
                substituted_directly,
                forgot_the_constant,
                shifted_the_wrong_way,
                shifted_the_result,
            ],
        ),
        f"{factor}*({at} {'+' if minus else '-'} {shift}) + {constant}",
        f"نجعل {inside} = {at}، فيكون س = {inner}، إذن د({at}) = {factor * inner} + {constant} = "
        f"{key}.",
    )
