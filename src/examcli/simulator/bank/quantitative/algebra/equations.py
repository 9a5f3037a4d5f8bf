"""Linear equations: one unknown, two unknowns."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import PEOPLE, Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial
from examcli.simulator.bank.quantitative.nouns import RIYAL, Noun, counted

BOTTLE = Noun("قارورة", "قارورتين", "قوارير", "قارورة")

_ASKED = (
    "إذا كان {given}، فما قيمة {sought}؟",
    "ما قيمة {sought} إذا كان {given}؟",
    "إذا علمت أن {given}، فما قيمة {sought}؟",
    "كم تساوي قيمة {sought} إذا كان {given}؟",
)


def _ask(draw: Draw, given: str, sought: str = "س") -> str:
    return draw.pick(_ASKED).format(given=given, sought=sought)


def linear_one_var(draw: Draw) -> Draft:
    """Two steps; the unknown on both sides or in brackets; the unknown over a denominator."""
    medium = draw.pick((_unknown_on_both_sides, _unknown_in_brackets))
    hard = draw.pick((_sum_of_fractions, _equal_fractions))
    return draw.by_level(_two_steps, medium, hard)(draw)


def _two_steps(draw: Draw) -> Draft:
    factor, unknown = draw.integer(2, 9), draw.integer(2, 12)
    added = draw.pick((-1, 1)) * draw.integer(1, 15)
    result = factor * unknown + added
    if result <= 0:
        raise Degenerate(str(result))
    kept_the_sign = Fraction(result + added, factor)
    forgot_to_divide = result - added
    subtracted_the_factor = result - added - factor
    return numeric(
        _ask(draw, f"{polynomial((factor, 'س'), (added, ''))} = {result}"),
        unknown,
        whole(draw, unknown, [kept_the_sign, forgot_to_divide, factor, subtracted_the_factor]),
        f"({result}{-added:+d})/{factor}",
        f"بنقل الحد الثابت إلى الطرف الآخر: {factor}س = {result - added}، "
        f"وبالقسمة على {factor} ينتج س = {unknown}.",
    )


def _unknown_on_both_sides(draw: Draw) -> Draft:
    left, extra, unknown = draw.integer(2, 6), draw.integer(2, 6), draw.integer(2, 12)
    right_added = draw.integer(1, 20)
    left_added = right_added - extra * unknown
    if left_added == 0:
        raise Degenerate("nothing to move")
    right = polynomial((left, "س"), (right_added, ""))
    kept_the_sign = Fraction(right_added + left_added, extra)
    added_coefficients = Fraction(right_added - left_added, 2 * left + extra)
    forgot_to_divide = right_added - left_added
    return numeric(
        _ask(draw, f"{polynomial((left + extra, 'س'), (left_added, ''))} = {right}"),
        unknown,
        whole(draw, unknown, [added_coefficients, abs(kept_the_sign), forgot_to_divide]),
        f"({right_added}{-left_added:+d})/({left + extra} - {left})",
        f"بجمع الحدود المتشابهة: {extra}س = {right_added - left_added}، إذن س = {unknown}.",
    )


def _unknown_in_brackets(draw: Draw) -> Draft:
    factor, taken, unknown = draw.integer(4, 9), draw.integer(2, 3), draw.integer(2, 12)
    inner = draw.integer(1, 8)
    result = factor * (unknown + inner) - taken * unknown
    left = factor - taken
    multiplied_first_term_only = Fraction(result - inner, left)
    ignored_second_term = Fraction(result, factor) - inner
    forgot_to_divide = result - factor * inner
    return numeric(
        _ask(draw, f"{factor}(س + {inner}) − {taken}س = {result}"),
        unknown,
        whole(draw, unknown, [multiplied_first_term_only, ignored_second_term, forgot_to_divide]),
        f"({result} - {factor}*{inner})/({factor} - {taken})",
        f"بفك القوس: {polynomial((left, 'س'))} + {factor * inner} = {result}، "
        f"ومنها {polynomial((left, 'س'))} = {result - factor * inner}، إذن س = {unknown}.",
    )


def _sum_of_fractions(draw: Draw) -> Draft:
    first, second = draw.pick(((2, 3), (2, 4), (3, 6), (3, 4), (2, 6), (4, 6), (3, 5), (2, 5)))
    common = lcm(first, second)
    unknown = common * draw.integer(1, 8)
    total = unknown // first + unknown // second
    parts = common // first + common // second
    added_denominators = total * (first + second)
    multiplied_only = total * common
    kept_one_denominator = total * second
    averaged_denominators = Fraction(total * (first + second), 2)
    numerators_not_scaled = Fraction(total * common, 2)
    return numeric(
        _ask(draw, f"س/{first} + س/{second} = {total}"),
        unknown,
        whole(
            draw,
            unknown,
            [
                numerators_not_scaled,
                kept_one_denominator,
                averaged_denominators,
                added_denominators,
                multiplied_only,
                unknown - common,
            ],
        ),
        f"{total}*{first}*{second}/({first} + {second})",
        f"بضرب الطرفين في {common}: {parts}س = {total * common}، إذن س = {unknown}.",
    )


def _equal_fractions(draw: Draw) -> Draft:
    lower, extra, ratio = draw.integer(2, 5), draw.integer(2, 4), draw.integer(3, 8)
    upper = lower + extra
    subtracted = draw.integer(1, extra * ratio - 1)
    added = extra * ratio - subtracted
    unknown = lower * ratio + subtracted
    multiplied_straight = Fraction(added * upper + subtracted * lower, extra)
    lost_the_minus = abs(Fraction(subtracted * upper - added * lower, extra))
    forgot_to_divide = added * lower + subtracted * upper
    return numeric(
        _ask(draw, f"(س + {added})/{upper} = (س − {subtracted})/{lower}"),
        unknown,
        whole(draw, unknown, [multiplied_straight, lost_the_minus, forgot_to_divide, ratio]),
        f"({added}*{lower} + {subtracted}*{upper})/({upper} - {lower})",
        f"بالضرب التبادلي: {lower}(س + {added}) = {upper}(س − {subtracted})، "
        f"ومنها {polynomial((extra, 'س'))} = {forgot_to_divide}، إذن س = {unknown}.",
    )


def systems(draw: Draw) -> Draft:
    """Sum and difference; two kinds of things or substitution; adding equations or elimination."""
    medium = draw.pick((_two_kinds, _one_in_terms_of_other))
    hard = draw.pick((_mirrored_equations, _mirrored_prices, _elimination))
    return draw.by_level(_sum_and_difference, medium, hard)(draw)


_SUM_AND_DIFFERENCE = (
    ("إذا كان س + ص = {sum}، وكان س − ص = {gap}، فما قيمة {sought}؟", "س", "ص"),
    ("عددان مجموعهما {sum} والفرق بينهما {gap}، فما العدد {sought}؟", "الأكبر", "الأصغر"),
    (
        (
            "حبل طوله {sum} سم قُطع إلى قطعتين تزيد إحداهما على الأخرى بمقدار {gap} سم، "
            "فما طول القطعة {sought} بالسنتمتر؟"
        ),
        "الطويلة",
        "القصيرة",
    ),
    (
        (
            "مجموع ما مع {person} و{other} من الريالات {sum}، وما مع {person} يزيد على ما "
            "مع {other} بمقدار {gap}، فكم ريالًا مع {sought}؟"
        ),
        "{person}",
        "{other}",
    ),
)


def _sum_and_difference(draw: Draw) -> Draft:
    small, gap = draw.integer(6, 40), draw.integer(2, 20)
    large = small + gap
    template, *names = draw.pick(_SUM_AND_DIFFERENCE)
    role = draw.integer(0, 1)
    key, other = ((large, small), (small, large))[role]
    people = {"person": draw.person, "other": _someone_else(draw)}
    stem = template.format(
        sum=small + large, gap=gap, sought=names[role].format(**people), **people
    )
    sign = "+-"[role]
    forgot_to_halve = 2 * key
    halved_sum_only = Fraction(small + large, 2)
    halved_sum_then_moved_gap = halved_sum_only + (gap, -gap)[role]
    word = ("نجمع المجموع والفرق", "نطرح الفرق من المجموع")[role]
    return numeric(
        stem,
        key,
        whole(draw, key, [other, halved_sum_then_moved_gap, halved_sum_only, forgot_to_halve]),
        f"({small + large} {sign} {gap})/2",
        f"{word} فنحصل على مثلي العدد المطلوب: {2 * key}، وبالقسمة على 2 ينتج {key}.",
    )


def _someone_else(draw: Draw) -> str:
    return draw.pick([name for name in PEOPLE if name != draw.person])


_TWO_KINDS = (
    ("في مزرعة دجاج وأرانب، عدد الرؤوس {n} وعدد الأرجل {total}، فما عدد الأرانب؟", 2, 4),
    (
        (
            "في موقف بمدينة {city} دراجات لكل منها عجلتان وسيارات لكل منها 4 عجلات. "
            "إذا كان عدد المركبات {n} وعدد العجلات {total}، فما عدد السيارات؟"
        ),
        2,
        4,
    ),
    (
        (
            "لدى {person} أوراق نقدية من فئتي 5 ريالات و10 ريالات، عددها {n} وقيمتها {riyals}، "
            "فما عدد الأوراق من فئة 10 ريالات؟"
        ),
        5,
        10,
    ),
    (
        (
            "ثمن تذكرة الطفل في متحف 10 ريالات وثمن تذكرة البالغ 25 ريالًا. "
            "إذا كان عدد التذاكر المبيعة {n} وثمنها كلها {riyals}، فما عدد تذاكر البالغين؟"
        ),
        10,
        25,
    ),
    (
        (
            "في مستودع صناديق صغيرة يسع كل منها 6 قوارير وصناديق كبيرة يسع كل منها 12 قارورة. "
            "إذا كان عدد الصناديق {n} وسعتها معًا {bottles}، فما عدد الصناديق الكبيرة؟"
        ),
        6,
        12,
    ),
)


def _two_kinds(draw: Draw) -> Draft:
    template, low, high = draw.pick(_TWO_KINDS)
    many, rest = draw.integer(4, 20), draw.integer(4, 20)
    if many == rest:
        raise Degenerate("both kinds equally many")
    n, total = many + rest, high * many + low * rest
    counted_the_other_kind = rest
    all_of_one_kind = Fraction(total, high)
    forgot_to_divide = total - low * n
    halved = Fraction(n, 2)
    stem = template.format(
        n=n,
        total=total,
        person=draw.person,
        city=draw.city,
        riyals=counted(total, RIYAL),
        bottles=counted(total, BOTTLE),
    )
    return numeric(
        stem,
        many,
        whole(draw, many, [counted_the_other_kind, all_of_one_kind, halved, forgot_to_divide]),
        f"({total} - {low}*{n})/({high} - {low})",
        f"لو كانت كلها من النوع الأقل لكان المجموع {low} × {n} = {low * n}. الفرق {total} − "
        f"{low * n} = {total - low * n}، وبقسمته على {high - low} ينتج {many}.",
    )


def _one_in_terms_of_other(draw: Draw) -> Draft:
    first, gap = draw.integer(2, 12), draw.integer(1, 9)
    left, right = draw.integer(2, 5), draw.integer(2, 5)
    total = left * first + right * (first + gap)
    found_the_other = first + gap
    ignored_the_gap = Fraction(total, left + right)
    gap_not_multiplied = Fraction(total - gap, left + right)
    return numeric(
        _ask(draw, f"ص = س + {gap}، و{left}س + {right}ص = {total}"),
        first,
        whole(draw, first, [found_the_other, ignored_the_gap, gap_not_multiplied]),
        f"({total} - {right}*{gap})/({left} + {right})",
        f"بالتعويض عن ص: {left}س + {right}(س + {gap}) = {total}، ومنها {left + right}س = "
        f"{total - right * gap}، إذن س = {first}.",
    )


def _mirrored(draw: Draw) -> tuple[int, int, int, int, int]:
    first, second = draw.sample(range(2, 13), 2)
    left, right = draw.sample(range(3, 9), 2)
    return left, right, left * first + right * second, right * first + left * second, first + second


def _mirrored_equations(draw: Draw) -> Draft:
    left, right, one, two, key = _mirrored(draw)
    given = f"{left}س + {right}ص = {one}، و{right}س + {left}ص = {two}"
    return _mirrored_draft(draw, _ask(draw, given, "س + ص"), (left, right, one, two), key)


def _mirrored_prices(draw: Draw) -> Draft:
    left, right, one, two, key = _mirrored(draw)
    goods = (("أقلام", "دفاتر", "قلم واحد ودفتر واحد"), ("كتب", "مجلات", "كتاب واحد ومجلة واحدة"))
    some, others, pair = draw.pick(goods)
    stem = (
        f"في متجر بمدينة {draw.city}، ثمن {left} {some} و{right} {others} {counted(one, RIYAL)}، "
        f"وثمن {right} {some} و{left} {others} {counted(two, RIYAL)}. فكم ريالًا ثمن {pair} معًا؟"
    )
    return _mirrored_draft(draw, stem, (left, right, one, two), key)


def _mirrored_draft(draw: Draw, stem: str, given: tuple[int, int, int, int], key: int) -> Draft:
    left, right, one, two = given
    found_the_difference = abs(Fraction(one - two, left - right))
    divided_one_equation = Fraction(one, left + right)
    divided_the_other_equation = Fraction(two, left + right)
    divided_by_one_coefficient = Fraction(one + two, left)
    return numeric(
        stem,
        key,
        whole(
            draw,
            key,
            [
                found_the_difference,
                divided_one_equation,
                divided_the_other_equation,
                divided_by_one_coefficient,
            ],
        ),
        f"({one} + {two})/({left} + {right})",
        f"بجمع العلاقتين يصبح لكل من المجهولين المعامل {left + right}، والمجموع {one + two}، "
        f"إذن مجموع المجهولين {one + two} ÷ {left + right} = {key}.",
    )


def _elimination(draw: Draw) -> Draft:
    first, second = draw.integer(3, 9), draw.integer(2, 6)
    a, b, c, d = (draw.integer(2, 5) for _ in range(4))
    total, gap = a * first + b * second, c * first - d * second
    if gap <= 0 or first == second:
        raise Degenerate("negative side")
    key = first * second
    added_instead = first + second
    gave_one_unknown = first
    squared_one_unknown = first**2
    squared_the_other = second**2
    determinant = f"({a}*{d} + {b}*{c})"
    return numeric(
        _ask(draw, f"{a}س + {b}ص = {total}، و{c}س − {d}ص = {gap}", "س × ص"),
        key,
        whole(draw, key, [added_instead, squared_one_unknown, squared_the_other, gave_one_unknown]),
        f"(({total}*{d} + {gap}*{b})/{determinant}) * (({total}*{c} - {gap}*{a})/{determinant})",
        f"بحذف ص من المعادلتين ينتج س = {first}، ثم بالتعويض ص = {second}، "
        f"إذن س × ص = {first} × {second} = {key}.",
    )
