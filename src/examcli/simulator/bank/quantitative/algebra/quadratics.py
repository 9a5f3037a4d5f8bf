"""Quadratic equations: a lone square, factoring, relations between the roots."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial

_ASKED = (
    "إذا كان {given}، فما قيمة س؟",
    "ما قيمة س إذا كان {given}؟",
    "إذا علمت أن {given}، فما قيمة س؟",
)


def quadratic(draw: Draw) -> Draft:
    """A lone square; a trinomial to factor; relations between the two roots."""
    medium = draw.pick((_positive_root, _factorise))
    hard = draw.pick((_squares_of_roots, _missing_coefficient, _rectangle))
    return draw.by_level(_lone_square, medium, hard)(draw)


def _lone_square(draw: Draw) -> Draft:
    root, factor, added = draw.integer(2, 12), draw.integer(1, 3), draw.integer(1, 20)
    result = factor * root**2 + added
    halved_instead = Fraction(root**2, 2)
    kept_the_square = root**2
    moved_with_wrong_sign = root + added
    given = f"{polynomial((factor, 'س²'), (added, ''))} = {result}، وكان س عددًا موجبًا"
    return numeric(
        draw.pick(_ASKED).format(given=given),
        root,
        whole(draw, root, [halved_instead, kept_the_square, moved_with_wrong_sign]),
        f"({result} - {added})/{factor}/{root}",
        f"س² = {root**2}، وس عدد موجب، إذن س = {root}.",
    )


def _positive_root(draw: Draw) -> Draft:
    positive, negative = draw.sample(range(1, 13), 2)
    product = positive * negative
    left = polynomial((1, "س²"), (negative - positive, "س"), (-product, ""))
    ignored_the_sign = negative
    added_the_factors = positive + negative
    subtracted_the_factors = abs(positive - negative)
    asked = (
        f"ما الحل الموجب للمعادلة {left} = 0؟",
        f"إذا كان {left} = 0، وكان س عددًا موجبًا، فما قيمة س؟",
        f"أي عدد موجب يحقق المعادلة {left} = 0؟",
    )
    return numeric(
        draw.pick(asked),
        positive,
        whole(
            draw, positive, [ignored_the_sign, subtracted_the_factors, added_the_factors, product]
        ),
        f"{product}/{negative}",
        f"بالتحليل: (س − {positive})(س + {negative}) = 0، والحل الموجب هو س = {positive}.",
    )


def _factorise(draw: Draw) -> Draft:
    first, second = sorted(draw.sample(range(2, 10), 2))
    signs = draw.pick(((1, 1), (-1, -1), (1, -1), (-1, 1)))
    p, q = signs[0] * first, signs[1] * second

    def brackets(one: int, two: int) -> str:
        return f"({polynomial((1, 'س'), (one, ''))})({polynomial((1, 'س'), (two, ''))})"

    trinomial = polynomial((1, "س²"), (p + q, "س"), (p * q, ""))
    both_signs_wrong = brackets(-p, -q)
    one_sign_wrong = draw.pick((brackets(p, -q), brackets(-p, q)))
    wrong_pair_of_factors = brackets(signs[0], signs[1] * first * second)
    asked = (
        f"ما تحليل العبارة {trinomial}؟",
        f"العبارة {trinomial} تساوي:",
        f"إلى أي عاملين تُحلَّل العبارة {trinomial}؟",
    )
    return textual(
        draw.pick(asked),
        brackets(p, q),
        [both_signs_wrong, one_sign_wrong, wrong_pair_of_factors],
        f"نبحث عن عددين حاصل ضربهما يساوي الحد الثابت ومجموعهما يساوي معامل س، "
        f"فتكون العبارة {brackets(p, q)}.",
    )


def _squares_of_roots(draw: Draw) -> Draft:
    p, q = draw.sample(range(2, 10), 2)
    total, product = p + q, p * q
    squared_the_sum = total**2
    subtracted_product_once = total**2 - product
    added_twice_product = total**2 + 2 * product
    gave_square_of_difference = (p - q) ** 2
    equation = f"{polynomial((1, 'س²'), (-total, 'س'), (product, ''))} = 0"
    asked = (
        f"ما مجموع مربعي حلي المعادلة {equation}؟",
        f"إذا كان م ون حلي المعادلة {equation}، فما قيمة م² + ن²؟",
    )
    return numeric(
        draw.pick(asked),
        p * p + q * q,
        whole(
            draw,
            p * p + q * q,
            [
                gave_square_of_difference,
                squared_the_sum,
                subtracted_product_once,
                added_twice_product,
            ],
        ),
        f"{total}**2 - 2*{product}",
        f"حلا المعادلة {p} و{q}، ومجموع مربعيهما {p * p} + {q * q} = {p * p + q * q}.",
    )


def _missing_coefficient(draw: Draw) -> Draft:
    known, other = draw.sample(range(2, 12), 2)
    product = known * other
    gave_other_root = other
    subtracted_the_roots = abs(known - other)
    added_the_constant = known + product
    asked = (
        f"إذا كان العدد {known} أحد حلي المعادلة س² − ك × س + {product} = 0، فما قيمة ك؟",
        f"المعادلة س² − ك × س + {product} = 0 أحد حليها {known}، فما قيمة ك؟",
    )
    return numeric(
        draw.pick(asked),
        known + other,
        whole(draw, known + other, [gave_other_root, subtracted_the_roots, added_the_constant]),
        f"({known}**2 + {product})/{known}",
        f"بالتعويض عن س بالعدد {known}: {known**2} + {product} = {known} × ك، "
        f"إذن ك = {known + other}.",
    )


def _rectangle(draw: Draw) -> Draft:
    width, gap = draw.integer(3, 10), draw.integer(2, 7)
    length = width + gap
    area, key = width * length, 2 * (width + length)
    forgot_to_double = width + length
    doubled_length_twice = 4 * length
    took_it_for_a_square = 4 * width
    shapes = (
        "حديقة مستطيلة مساحتها {a} م²، وطولها يزيد على عرضها بمقدار {g} م، فكم مترًا محيطها؟",
        "مستطيل مساحته {a} سم²، وطوله يزيد على عرضه بمقدار {g} سم، فكم سنتمترًا محيطه؟",
    )
    return numeric(
        draw.pick(shapes).format(a=area, g=gap),
        key,
        whole(draw, key, [took_it_for_a_square, doubled_length_twice, forgot_to_double]),
        f"2*({area}/{width} + {area}/{length})",
        f"إذا كان العرض س فإن س(س + {gap}) = {area}، ومنها س = {width} والطول {length}، "
        f"إذن المحيط 2 × ({length} + {width}) = {key}.",
    )
