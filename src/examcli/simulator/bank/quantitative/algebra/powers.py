"""Powers and roots: the laws of exponents, unknown exponents, simplifying radicals."""

from fractions import Fraction
from math import isqrt

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, power


def exponents(draw: Draw) -> Draft:
    """One law; an unknown exponent or two laws; a change of base or a common factor."""
    easy = draw.pick((_one_law, _quotient_of_powers))
    medium = draw.pick((_unknown_exponent, _power_of_power))
    hard = draw.pick((_change_of_base, _common_power, _equal_addends))
    return draw.by_level(easy, medium, hard)(draw)


_SIMPLIFIED = (
    "ما ناتج {e}؟",
    "العبارة {e} تساوي:",
    "ما أبسط صورة للعبارة {e}؟",
    "أي مما يأتي يساوي {e}؟",
)


_BASES: tuple[int | str, ...] = (2, 3, 5, 7, 10, "س", "ص")


def _one_law(draw: Draw) -> Draft:
    base: int | str = draw.pick(_BASES)
    high, low = draw.sample(range(2, 10), 2)
    high, low = max(high, low), min(high, low)
    product = draw.pick((True, False)) or high - low < 2
    sign, exponent = ("×", high + low) if product else ("÷", high - low)
    multiplied_exponents = power(base, high * low)
    other_law = power(base, high - low if product else high + low)
    multiplied_bases = power(base * base if isinstance(base, int) else f"2{base}", exponent)
    off_by_one = power(base, exponent + 1)
    # A squared base under the same exponent is the base under twice the exponent.
    distinct = 2 * exponent not in {high * low, high + low, high - low}
    return textual(
        draw.pick(_SIMPLIFIED).format(e=f"{power(base, high)} {sign} {power(base, low)}"),
        power(base, exponent),
        [other_law, multiplied_exponents, multiplied_bases if distinct else off_by_one, off_by_one],
        f"الأساس واحد، {'فنجمع' if product else 'فنطرح'} الأسين: {high} "
        f"{'+' if product else '−'} {low}، والناتج {power(base, exponent)}.",
    )


def _quotient_of_powers(draw: Draw) -> Draft:
    base, left = draw.pick((2, 3, 5, 10)), draw.integer(1, 3)
    first, second = draw.integer(2, 9), draw.integer(2, 9)
    divisor = first + second - left
    key = base**left
    multiplied_base_by_exponent = base * left
    added_one = base ** (left + 1)
    dropped_one = base ** (left - 1)
    gave_the_exponent = left
    expression = f"({power(base, first)} × {power(base, second)}) ÷ {power(base, divisor)}"
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=expression),
        key,
        whole(
            draw,
            key,
            [multiplied_base_by_exponent, added_one, dropped_one, gave_the_exponent, key + base],
        ),
        f"{base}**{first} * {base}**{second} / {base}**{divisor}",
        f"نجمع أسي البسط ونطرح أس المقسوم عليه: {first} + {second} − {divisor} = {left}، "
        f"والناتج {base} مرفوعًا للأس {left} يساوي {key}.",
    )


def _unknown_exponent(draw: Draw) -> Draft:
    base, largest = draw.pick(((2, 6), (3, 4), (5, 3), (10, 4)))
    first, second = draw.integer(1, largest), draw.integer(2, largest)
    shift = draw.integer(0, 3)
    key = first + second + shift
    multiplied_exponents = first * second + shift
    wrong_direction = first + second - shift
    forgot_the_shift = first + second
    divided_value_by_base = base**first
    left = "س" if shift == 0 else f"(س − {shift})"
    return numeric(
        f"إذا كان العدد {base} مرفوعًا للأس {left} يساوي {base**first} × {base**second}، "
        f"فما قيمة س؟",
        key,
        whole(
            draw,
            key,
            [multiplied_exponents, wrong_direction, forgot_the_shift, divided_value_by_base],
        ),
        f"{first} + {second} + {shift}",
        f"{base**first} × {base**second} = {power(base, first)} × {power(base, second)} = "
        f"{power(base, first + second)}، فيكون الأس {left} = {first + second}، إذن س = {key}.",
    )


def _power_of_power(draw: Draw) -> Draft:
    base: int | str = draw.pick(_BASES)
    inner, outer, other = draw.integer(2, 5), draw.integer(2, 4), draw.integer(2, 5)
    multiply = draw.pick((True, False))
    exponent = inner * outer + (other if multiply else -other)
    added_exponents = inner + outer + (other if multiply else -other)
    raised_the_exponent = inner**outer + (other if multiply else -other)
    wrong_law = inner * outer + (-other if multiply else other)
    multiplied_all = inner * outer * other
    if min(exponent, added_exponents, wrong_law) < 2:
        raise Degenerate("trivial power")
    sign = "×" if multiply else "÷"
    return textual(
        draw.pick(_SIMPLIFIED).format(
            e=f"({power(base, inner)}){power('', outer)} {sign} {power(base, other)}"
        ),
        power(base, exponent),
        [
            power(base, wrong)
            for wrong in (added_exponents, wrong_law, raised_the_exponent, multiplied_all)
        ],
        f"أس القوة يُضرب: {inner} × {outer} = {inner * outer}، ثم "
        f"{'نجمع' if multiply else 'نطرح'} {other}، والناتج {power(base, exponent)}.",
    )


def _change_of_base(draw: Draw) -> Draft:
    base, raised = draw.pick(((2, 2), (2, 3), (3, 2), (5, 2), (2, 4), (3, 3)))
    outer, shift, key_factor = draw.integer(2, 9), draw.integer(1, 5), draw.pick((1, 2))
    total = raised * outer
    if (total - shift) % key_factor:
        raise Degenerate("not whole")
    key = (total - shift) // key_factor
    added_exponents = Fraction(raised + outer - shift, key_factor)
    kept_the_exponent = Fraction(outer - shift, key_factor)
    wrong_direction = Fraction(total + shift, key_factor)
    forgot_the_shift = Fraction(total, key_factor)
    forgot_to_divide = total - shift
    left = f"({polynomial((key_factor, 'س'), (shift, ''))})"
    if key < 2:
        raise Degenerate("too small")
    return numeric(
        f"إذا كان العدد {base} مرفوعًا للأس {left} يساوي {power(base**raised, outer)}، فما قيمة س؟",
        key,
        whole(
            draw,
            key,
            [
                added_exponents,
                wrong_direction,
                kept_the_exponent,
                forgot_the_shift,
                forgot_to_divide,
                outer,
            ],
        ),
        f"({raised}*{outer} - {shift})/{key_factor}",
        f"{base**raised} = {power(base, raised)}، فالطرف الآخر {power(base, total)}، "
        f"إذن {polynomial((key_factor, 'س'), (shift, ''))} = {total}، ومنها س = {key}.",
    )


def _common_power(draw: Draw) -> Draft:
    base = draw.pick((2, 3, 5))
    low, first, second = draw.integer(4, 12), draw.integer(2, 4 - (base > 3)), draw.integer(0, 1)
    add = draw.pick((True, False))
    sign = "+" if add else "−"
    key = base**first + base**second * (1 if add else -1)
    other_sign = base**first - base**second * (1 if add else -1)
    added_exponents = base ** (first + second) if add else base ** (first - second)
    cancelled_one_term = base**first
    gave_exponents = first + second
    expression = f"({power(base, low + first)} {sign} {power(base, low + second)})"
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=f"{expression} ÷ {power(base, low)}"),
        key,
        whole(
            draw, key, [other_sign, added_exponents, cancelled_one_term, gave_exponents, key + base]
        ),
        f"({base}**{low + first} {'+' if add else '-'} {base}**{low + second}) / {base}**{low}",
        f"بقسمة كل حد على {power(base, low)} نحصل على {base**first} {sign} {base**second} = {key}.",
    )


def _equal_addends(draw: Draw) -> Draft:
    base, exponent, shift = draw.pick((2, 3, 4, 5)), draw.integer(4, 30), draw.integer(0, 4)
    key = exponent + 1 - shift
    multiplied_by_count = exponent * base
    added_the_count = exponent + base - shift
    kept_the_exponent = exponent - shift
    wrong_direction = exponent + 1 + shift
    addends = " + ".join([power(base, exponent)] * base)
    left = "س" if shift == 0 else f"(س + {shift})"
    if key < 3:
        raise Degenerate("too small")
    return numeric(
        f"إذا كان {addends} يساوي العدد {base} مرفوعًا للأس {left}، فما قيمة س؟",
        key,
        whole(
            draw, key, [kept_the_exponent, added_the_count, wrong_direction, multiplied_by_count]
        ),
        f"{exponent} + 1 - {shift}",
        f"المجموع يساوي {base} × {power(base, exponent)} = {power(base, exponent + 1)}، "
        f"فيكون الأس {left} = {exponent + 1}، إذن س = {key}.",
    )


def roots(draw: Draw) -> Draft:
    """Perfect squares; a radical to simplify or multiply; sums, equations and conjugates."""
    easy = draw.pick((_perfect_squares, _root_of_sum))
    medium = draw.pick((_simplest_form, _product_of_roots))
    hard = draw.pick((_sum_of_radicals, _unknown_under_root, _conjugates))
    return draw.by_level(easy, medium, hard)(draw)


def _perfect_squares(draw: Draw) -> Draft:
    first, second = sorted(draw.sample(range(2, 16), 2), reverse=True)
    add = draw.pick((True, False))
    sign, key = ("+", first + second) if add else ("−", first - second)
    wrong_sign = first - second if add else first + second
    halved_the_squares = Fraction(first**2 + (second**2 if add else -(second**2)), 2)
    forgot_one_root = first
    multiplied = first * second
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=f"√{first**2} {sign} √{second**2}"),
        key,
        whole(draw, key, [wrong_sign, forgot_one_root, halved_the_squares, multiplied]),
        f"{first**2}/{first} {'+' if add else '-'} {second**2}/{second}",
        f"√{first**2} = {first} و√{second**2} = {second}، والناتج {first} {sign} {second} = {key}.",
    )


_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (6, 8, 10), (9, 12, 15), (7, 24, 25), (12, 16, 20))


def _root_of_sum(draw: Draw) -> Draft:
    a, b, c = draw.pick(_TRIPLES)
    extra = draw.integer(2, 9)
    add = draw.pick((True, False))
    inside, key = (f"{a**2} + {b**2}", c + extra) if add else (f"{c**2} − {a**2}", b + extra)
    split_the_root = (a + b if add else c - a) + extra
    forgot_the_rest = key - extra
    halved_instead = Fraction(a**2 + b**2 if add else c**2 - a**2, 2) + extra
    subtracted_the_rest = key - 2 * extra
    root = key - extra
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=f"√({inside}) + {extra}"),
        key,
        whole(draw, key, [split_the_root, forgot_the_rest, subtracted_the_rest, halved_instead]),
        f"({inside.replace('−', '-')})/{root} + {extra}",
        f"{'نجمع' if add else 'نطرح'} ما تحت الجذر أولًا: √{root**2} = {root}، "
        f"ثم {root} + {extra} = {key}.",
    )


def _radical(factor: int, radicand: int) -> str:
    return f"√{radicand}" if factor == 1 else f"{factor}√{radicand}"


def _radicals(key: tuple[int, int], wrong: list[tuple[int, int]]) -> list[str]:
    """The wrong radicals that are worth something else than the key."""
    size = key[0] ** 2 * key[1]
    return [
        _radical(factor, radicand)
        for factor, radicand in wrong
        if factor > 0 and radicand > 1 and factor**2 * radicand != size
    ]


def _simplest_form(draw: Draw) -> Draft:
    factor, radicand = draw.integer(2, 9), draw.pick((2, 3, 5, 6, 7, 10))
    outside = draw.integer(1, 4)
    kept_the_square = (outside * factor**2, radicand)
    swapped = (outside * radicand, factor)
    added_outside = (outside + factor, radicand)
    off_by_one = (outside * factor + 1, radicand)
    lost_the_outside = (factor, radicand)
    key = (outside * factor, radicand)
    wrong = _radicals(key, [swapped, kept_the_square, added_outside, lost_the_outside, off_by_one])
    return textual(
        draw.pick(_SIMPLIFIED).format(e=_radical(outside, factor**2 * radicand)),
        _radical(*key),
        draw.sample(wrong, len(wrong)),
        f"{factor**2 * radicand} = {factor**2} × {radicand}، و√{factor**2} = {factor}، "
        f"والناتج {_radical(*key)}.",
    )


def _product_of_roots(draw: Draw) -> Draft:
    common = draw.pick((2, 3, 5, 6, 7))
    first, second = draw.sample(range(1, 7), 2)
    one, two = common * first**2, common * second**2
    key = common * first * second
    added_under_root = Fraction(one + two, 2)
    forgot_the_common = first * second
    took_product = Fraction(one * two, 2)
    multiplied_common_twice = key * common
    added_the_factors = common * (first + second)
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=f"√{one} × √{two}"),
        key,
        whole(
            draw,
            key,
            [
                added_under_root,
                forgot_the_common,
                added_the_factors,
                multiplied_common_twice,
                took_product,
            ],
        ),
        f"{one}*{two}/{key}",
        f"√{one} × √{two} = √{one * two} = {key}.",
    )


def _sum_of_radicals(draw: Draw) -> Draft:
    radicand = draw.pick((2, 3, 5, 7))
    first, second, third = draw.sample(range(2, 8), 3)
    factor = first + second - third
    if factor < 2:
        raise Degenerate("nothing left")
    key = (factor, radicand)
    all_added = (first + second + third, radicand)
    kept_squares = (first**2 + second**2 - third**2, radicand)
    added_radicands = (factor, 3 * radicand)
    wrong_order = (abs(first - second) + third, radicand)
    lost_a_term = (first + second, radicand)
    wrong = _radicals(key, [all_added, added_radicands, kept_squares, wrong_order, lost_a_term])
    one, two, three = (f"√{size**2 * radicand}" for size in (first, second, third))
    return textual(
        draw.pick(_SIMPLIFIED).format(e=f"{one} + {two} − {three}"),
        _radical(*key),
        draw.sample(wrong, len(wrong)),
        f"نكتب كل جذر بدلالة √{radicand}: {_radical(first, radicand)} + "
        f"{_radical(second, radicand)} − {_radical(third, radicand)} = {_radical(*key)}.",
    )


def _unknown_under_root(draw: Draw) -> Draft:
    factor, root, outside = draw.integer(2, 6), draw.integer(3, 9), draw.integer(0, 5)
    unknown = draw.integer(max(2, (root**2 - 20) // factor), (root**2 + 20) // factor)
    added = root**2 - factor * unknown
    if added == 0:
        raise Degenerate("no constant")
    forgot_to_square = Fraction(root - added, factor)
    doubled_instead = Fraction(2 * root - added, factor)
    kept_the_sign = Fraction(root**2 + added, factor)
    forgot_to_divide = root**2 - added
    squared_before_moving = Fraction((root + outside) ** 2 - outside - added, factor)
    tail = f" + {outside}" if outside else ""
    return numeric(
        f"إذا كان √({polynomial((factor, 'س'), (added, ''))}){tail} = {root + outside}، "
        f"فما قيمة س؟",
        unknown,
        whole(
            draw,
            unknown,
            [
                kept_the_sign,
                forgot_to_square,
                doubled_instead,
                squared_before_moving,
                forgot_to_divide,
                root,
            ],
        ),
        f"(({root + outside} - {outside})**2{-added:+d})/{factor}",
        f"الجذر يساوي {root}، وبتربيع الطرفين: {polynomial((factor, 'س'), (added, ''))} = "
        f"{root**2}، ومنها {factor}س = {root**2 - added}، إذن س = {unknown}.",
    )


_NOT_SQUARES = [value for value in range(2, 24) if isqrt(value) ** 2 != value]


def _conjugates(draw: Draw) -> Draft:
    large, small = sorted(draw.sample(_NOT_SQUARES, 2), reverse=True)
    outer = draw.integer(1, 3)
    key = outer**2 * large - small
    added_instead = outer**2 * large + small
    forgot_to_square_factor = outer * large - small
    squared_the_difference = (large - small) ** 2
    lost_the_second = outer**2 * large
    first = _radical(outer, large)
    return numeric(
        draw.pick(_SIMPLIFIED[:2]).format(e=f"({first} + √{small})({first} − √{small})"),
        key,
        whole(
            draw,
            key,
            [
                added_instead,
                forgot_to_square_factor,
                lost_the_second,
                squared_the_difference,
                key - small,
            ],
        ),
        f"{outer}**2*{large} - {small}",
        f"الفرق بين مربعين: مربع الحد الأول {outer**2 * large} ومربع الحد الثاني {small}، "
        f"والناتج {outer**2 * large} − {small} = {key}.",
    )
