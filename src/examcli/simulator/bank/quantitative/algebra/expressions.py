"""Expressions: simplifying, identities, substitution, functions and defined operations."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, signed

_SIMPLIFIED = (
    "ما أبسط صورة للعبارة {e}؟",
    "العبارة {e} تساوي:",
    "أي مما يأتي يساوي {e}؟",
    "ما ناتج تبسيط {e}؟",
)


def expressions(draw: Draw) -> Draft:
    """One bracket; two brackets; a fraction to cancel or squares to expand and subtract."""
    medium = draw.pick((_difference_of_brackets, _product_of_binomials))
    hard = draw.pick((_cancel_a_factor, _difference_of_squared_binomials))
    return draw.by_level(_one_bracket, medium, hard)(draw)


def _binomial(coefficient: int, constant: int) -> str:
    return polynomial((coefficient, "س"), (constant, ""))


def _binomials(draw: Draw, stem: str, pairs: list[tuple[int, int]], explanation: str) -> Draft:
    """Choices of the form 3س + 2: the key's pair of coefficients first, then the mistakes."""
    key, *wrong = (_binomial(*pair) for pair in pairs if pair[0] and pair[1])
    if not all(pairs[0]):
        raise Degenerate(stem)
    return textual(stem, key, draw.sample(wrong, len(wrong)), explanation)


def _one_bracket(draw: Draw) -> Draft:
    factor, inner = draw.integer(2, 7), draw.pick((-1, 1)) * draw.integer(1, 9)
    single = draw.pick((-1, 1)) * draw.integer(1, 6)
    multiplied_first_term_only = (factor + single, inner)
    wrong_sign_of_single = (factor - single, factor * inner)
    wrong_sign_of_constant = (factor + single, -factor * inner)
    added_factor = (factor + single, factor + inner)
    tail = f" {'+' if single > 0 else '−'} {polynomial((abs(single), 'س'))}"
    key = (factor + single, factor * inner)
    return _binomials(
        draw,
        draw.pick(_SIMPLIFIED).format(e=f"{factor}({_binomial(1, inner)}){tail}"),
        [
            key,
            multiplied_first_term_only,
            wrong_sign_of_constant,
            wrong_sign_of_single,
            added_factor,
        ],
        f"بفك القوس: {_binomial(factor, factor * inner)}{tail}، وبجمع الحدود المتشابهة ينتج "
        f"{_binomial(*key)}.",
    )


def _difference_of_brackets(draw: Draw) -> Draft:
    first, second = draw.integer(2, 6), draw.integer(2, 5)
    a, b = draw.integer(2, 5), draw.pick((-1, 1)) * draw.integer(1, 7)
    c, d = draw.integer(1, 4), draw.pick((-1, 1)) * draw.integer(1, 7)
    opened_first = (first * a, first * b)
    opened_second = (-second * c, -second * d)
    key = (opened_first[0] + opened_second[0], opened_first[1] + opened_second[1])
    minus_on_first_term_only = (key[0], opened_first[1] - opened_second[1])
    ignored_the_minus = (opened_first[0] - opened_second[0], opened_first[1] - opened_second[1])
    constants_not_multiplied = (key[0], b - d)
    minus_on_last_term_only = (ignored_the_minus[0], key[1])
    return _binomials(
        draw,
        draw.pick(_SIMPLIFIED).format(
            e=f"{first}({_binomial(a, b)}) − {second}({_binomial(c, d)})"
        ),
        [
            key,
            minus_on_first_term_only,
            ignored_the_minus,
            constants_not_multiplied,
            minus_on_last_term_only,
        ],
        f"بفك القوسين: {polynomial((first * a, 'س'), (first * b, ''), (-second * c, 'س'))} "
        f"{'−' if d > 0 else '+'} {abs(second * d)}، وبجمع الحدود المتشابهة ينتج "
        f"{_binomial(*key)}.",
    )


def _trinomial(square: int, linear: int, constant: int) -> str:
    return polynomial((square, "س²"), (linear, "س"), (constant, ""))


def _product_of_binomials(draw: Draw) -> Draft:
    lead = draw.integer(1, 3)
    p, q = (draw.pick((-1, 1)) * draw.integer(2, 9) for _ in range(2))
    linear, constant = lead * q + p, p * q
    if linear == 0 or lead * q - p == 0:
        raise Degenerate("no middle term")
    key = _trinomial(lead, linear, constant)
    wrong_sign_of_constant = _trinomial(lead, linear, -constant)
    wrong_sign_of_middle = _trinomial(lead, -linear, constant)
    swapped_sum_and_product = _trinomial(lead, constant, linear)
    subtracted_middle_terms = _trinomial(lead, lead * q - p, constant)
    wrong = [
        wrong_sign_of_constant,
        wrong_sign_of_middle,
        swapped_sum_and_product,
        subtracted_middle_terms,
    ]
    return textual(
        draw.pick(_SIMPLIFIED).format(e=f"({_binomial(lead, p)})({_binomial(1, q)})"),
        key,
        draw.sample(wrong, len(wrong)),
        f"نضرب كل حد في القوس الأول في كل حد في الثاني ثم نجمع حدي س، فينتج {key}.",
    )


def _cancel_a_factor(draw: Draw) -> Draft:
    cancelled, left = (draw.pick((-1, 1)) * draw.integer(1, 9) for _ in range(2))
    scale = draw.integer(1, 4)
    if cancelled == left:
        raise Degenerate("a perfect square")
    numerator = _trinomial(scale, scale * (cancelled + left), scale * cancelled * left)
    wrong_sign = (scale, -scale * left)
    kept_the_cancelled = (scale, scale * cancelled)
    cancelled_term_by_term = (scale, scale * (cancelled + left))
    forgot_the_scale = (scale, left) if scale > 1 else (1, left + 1)
    negated_the_cancelled = (scale, -scale * cancelled)
    key = (scale, scale * left)
    return _binomials(
        draw,
        draw.pick(_SIMPLIFIED).format(
            e=f"({numerator})/({_binomial(1, cancelled)}) حيث س ≠ {signed(-cancelled)}"
        ),
        [
            key,
            kept_the_cancelled,
            wrong_sign,
            cancelled_term_by_term,
            forgot_the_scale,
            negated_the_cancelled,
        ],
        f"بتحليل البسط: {scale if scale > 1 else ''}({_binomial(1, cancelled)})"
        f"({_binomial(1, left)})، وباختصار العامل المشترك ينتج {_binomial(*key)}.",
    )


def _difference_of_squared_binomials(draw: Draw) -> Draft:
    first, second = draw.integer(1, 9), draw.pick((-1, 1)) * draw.integer(1, 9)
    key = (2 * (first - second), first**2 - second**2)
    if abs(first) == abs(second):
        raise Degenerate("one term only")
    forgot_to_double = (first - second, key[1])
    lost_the_middle = (first - second, (first - second) ** 2)
    added_the_squares = (key[0], first**2 + second**2)
    added_the_middles = (2 * (first + second), key[1])
    return _binomials(
        draw,
        draw.pick(_SIMPLIFIED).format(e=f"({_binomial(1, first)})² − ({_binomial(1, second)})²"),
        [key, forgot_to_double, added_the_squares, added_the_middles, lost_the_middle],
        f"بفك المربعين: {_trinomial(1, 2 * first, first**2)} ثم نطرح "
        f"({_trinomial(1, 2 * second, second**2)})، فينتج {_binomial(*key)}.",
    )


def identities(draw: Draw) -> Draft:
    """An identity with numbers; one identity with unknowns; two combined."""
    easy = draw.pick((_difference_of_numbers, _numbers_beside_a_round_one))
    medium = draw.pick((_sum_from_difference, _sum_of_squares))
    hard = draw.pick((_square_of_other_sign, _product_from_squares, _reciprocal))
    return draw.by_level(easy, medium, hard)(draw)


_WORTH = ("ما قيمة {e}؟", "ما ناتج {e}؟", "المقدار {e} يساوي:", "دون حساب المربعات، ما قيمة {e}؟")


def _difference_of_numbers(draw: Draw) -> Draft:
    middle, gap = draw.pick((10, 20, 30, 40, 50, 100)), draw.integer(1, 9)
    first, second = middle + gap, middle - gap
    total = first + second
    forgot_the_sum = (2 * gap) ** 2
    used_half_the_gap = total * gap
    doubled = 2 * total * 2 * gap
    gave_the_sum = total
    key = total * 2 * gap
    return numeric(
        draw.pick(_WORTH).format(e=f"{first}² − {second}²"),
        key,
        whole(draw, key, [forgot_the_sum, used_half_the_gap, gave_the_sum, doubled]),
        f"{first}**2 - {second}**2",
        f"الفرق بين مربعين: ({first} − {second}) × ({first} + {second}) = {2 * gap} × {total} "
        f"= {key}.",
    )


def _numbers_beside_a_round_one(draw: Draw) -> Draft:
    middle, gap = draw.pick((20, 30, 40, 50, 60, 100)), draw.integer(1, 5)
    key = middle**2 - gap**2
    forgot_the_small_square = middle**2
    added_the_small_square = middle**2 + gap**2
    subtracted_the_gap = middle**2 - gap
    subtracted_twice_the_gap = middle**2 - 2 * gap
    squared_wrongly = middle**2 - 2 * gap**2
    return numeric(
        draw.pick(_WORTH[:3]).format(e=f"{middle + gap} × {middle - gap}"),
        key,
        whole(
            draw,
            key,
            [
                added_the_small_square,
                forgot_the_small_square,
                squared_wrongly,
                subtracted_the_gap,
                subtracted_twice_the_gap,
            ],
        ),
        f"{middle + gap}*{middle - gap}",
        f"({middle} + {gap})({middle} − {gap}) = {middle**2} − {gap**2} = {key}.",
    )


def _sum_from_difference(draw: Draw) -> Draft:
    gap, total = draw.integer(2, 12), draw.integer(3, 20)
    product = gap * total
    sought, given = draw.pick((("س + ص", "س − ص"), ("س − ص", "س + ص")))
    subtracted = product - gap
    multiplied = product * gap
    halved = Fraction(total, 2)
    gave_the_given = gap
    added = total + gap
    asked = (
        f"إذا كان س² − ص² = {product}، وكان {given} = {gap}، فما قيمة {sought}؟",
        f"ما قيمة {sought} إذا كان س² − ص² = {product}، وكان {given} = {gap}؟",
    )
    return numeric(
        draw.pick(asked),
        total,
        whole(draw, total, [subtracted, gave_the_given, halved, added, multiplied]),
        f"{product}/{gap}",
        f"س² − ص² = (س − ص)(س + ص)، إذن {sought} = {product} ÷ {gap} = {total}.",
    )


def _sum_of_squares(draw: Draw) -> Draft:
    second, first = sorted(draw.sample(range(1, 11), 2))
    product, key = first * second, first**2 + second**2
    sign, value = draw.pick((("+", first + second), ("−", first - second)))
    forgot_the_product = value**2
    wrong_sign = value**2 + (2 * product if sign == "+" else -2 * product)
    product_once = value**2 + (-product if sign == "+" else product)
    added_plainly = value + product
    asked = (
        f"إذا كان س {sign} ص = {value}، وكان س × ص = {product}، فما قيمة س² + ص²؟",
        (
            f"عددان {'مجموعهما' if sign == '+' else 'الفرق بينهما'} {value} "
            f"وحاصل ضربهما {product}، فما مجموع مربعيهما؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [forgot_the_product, product_once, wrong_sign, added_plainly]),
        f"{value}**2 {'-' if sign == '+' else '+'} 2*{product}",
        f"س² + ص² = (س {sign} ص)² {'−' if sign == '+' else '+'} 2 × س × ص = "
        f"{value**2} {'−' if sign == '+' else '+'} {2 * product} = {key}.",
    )


def _square_of_other_sign(draw: Draw) -> Draft:
    first, second = sorted(draw.sample(range(1, 11), 2), reverse=True)
    product = first * second
    given, sought, value, other = draw.pick(
        (("+", "−", first + second, first - second), ("−", "+", first - second, first + second))
    )
    step = -4 if given == "+" else 4
    product_twice = value**2 + step // 2 * product
    forgot_the_product = value**2
    wrong_sign = value**2 - step * product
    product_once = value**2 + step // 4 * product
    asked = (
        f"إذا كان س {given} ص = {value}، وكان س × ص = {product}، فما قيمة (س {sought} ص)²؟",
        f"ما قيمة (س {sought} ص)² إذا كان س {given} ص = {value}، وكان س × ص = {product}؟",
    )
    return numeric(
        draw.pick(asked),
        other**2,
        whole(draw, other**2, [product_twice, forgot_the_product, product_once, wrong_sign, other]),
        f"{value}**2 {'-' if step < 0 else '+'} 4*{product}",
        f"(س {sought} ص)² = (س {given} ص)² {'−' if step < 0 else '+'} 4 × س × ص = "
        f"{value**2} {'−' if step < 0 else '+'} {4 * product} = {other**2}.",
    )


def _product_from_squares(draw: Draw) -> Draft:
    first, second = sorted(draw.sample(range(2, 12), 2), reverse=True)
    product, total, squares = first * second, first + second, first**2 + second**2
    forgot_to_halve = 2 * product
    divided_by_four = Fraction(total**2 - squares, 4)
    averaged = Fraction(total**2 + squares, 2)
    subtracted_without_squaring = abs(squares - total)
    asked = (
        f"إذا كان س + ص = {total}، وكان س² + ص² = {squares}، فما قيمة س × ص؟",
        f"عددان مجموعهما {total} ومجموع مربعيهما {squares}، فما حاصل ضربهما؟",
    )
    return numeric(
        draw.pick(asked),
        product,
        whole(
            draw,
            product,
            [divided_by_four, forgot_to_halve, total, subtracted_without_squaring, averaged],
        ),
        f"({total}**2 - {squares})/2",
        f"2 × س × ص = (س + ص)² − (س² + ص²) = {total**2} − {squares} = {2 * product}، "
        f"إذن س × ص = {product}.",
    )


def _reciprocal(draw: Draw) -> Draft:
    value, (given, step) = draw.integer(3, 15), draw.pick((("+", -2), ("−", 2)))
    scale = draw.integer(1, 4)
    key = value**2 + step * scale
    wrong_sign = value**2 - step * scale
    forgot_the_middle = value**2
    doubled_instead = 2 * value
    halved_the_middle = value**2 + step // 2 * scale
    wider_middle = value**2 + 2 * step * scale
    asked = (
        f"إذا كان س {given} {scale}/س = {value}، فما قيمة س² + {scale**2}/س²؟",
        f"ما قيمة س² + {scale**2}/س² إذا كان س {given} {scale}/س = {value}؟",
    )
    opposite = "−" if step < 0 else "+"
    return numeric(
        draw.pick(asked),
        key,
        whole(
            draw,
            key,
            [wrong_sign, forgot_the_middle, halved_the_middle, wider_middle, doubled_instead],
        ),
        f"{value}**2 {'-' if step < 0 else '+'} {2 * scale}",
        f"بتربيع الطرفين يكون الحد الأوسط {2 * scale}، إذن المقدار المطلوب {value**2} {opposite} "
        f"{2 * scale} = {key}.",
    )
