"""Geometric probability: a point on a line, in a region, a moment in time."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw
from examcli.simulator.bank.mistakes import fractional, textual
from examcli.simulator.bank.quantitative.nouns import MINUTE, counted
from examcli.simulator.bank.quantitative.probability.bags import reduced


def geometric_prob(draw: Draw) -> Draft:
    """A length or an area; circles; what is left of a shape, and waiting times."""
    easy = draw.pick((_on_segment, _rectangle_in_rectangle))
    medium = draw.pick((_circle_in_circle, _circle_in_square))
    hard = draw.pick((_ring, _outside_shapes, _waiting))
    return draw.by_level(easy, medium, hard)(draw)


def _on_segment(draw: Draw) -> Draft:
    whole_length, part = draw.integer(10, 40), draw.integer(3, 9)
    place = draw.integer(1, 4)
    compared_with_the_rest = Fraction(part, whole_length - part)
    took_the_rest = Fraction(whole_length - part, whole_length)
    took_the_place = Fraction(place, whole_length)
    took_the_end = Fraction(place + part, whole_length)
    asked = (
        (
            f"قطعة مستقيمة أ ب طولها {whole_length} سم، والنقطتان ج ود عليها حيث أ ج = {place} سم "
            f"وج د = {part} سم. إذا اختيرت نقطة على أ ب عشوائيًا، فما احتمال أن تقع بين ج ود؟"
        ),
        (
            f"حبل طوله {whole_length} م، منه جزء مصبوغ متصل طوله {part} م يبدأ بعد {place} م من "
            "أحد طرفيه. إذا قُطع الحبل عند نقطة عشوائية، فما احتمال أن يقع القطع في الجزء "
            "المصبوغ؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(part, whole_length),
        [compared_with_the_rest, took_the_end, took_the_rest, took_the_place],
        f"{part}/{whole_length}",
        f"الاحتمال نسبة الطول المناسب إلى الطول الكلي: {reduced(part, whole_length)}.",
    )


def _rectangle_in_rectangle(draw: Draw) -> Draft:
    long, wide = draw.integer(6, 12), draw.integer(4, 10)
    inner_long, inner_wide = draw.integer(2, long - 2), draw.integer(2, wide - 1)
    inner, outer = inner_long * inner_wide, long * wide
    compared_lengths = Fraction(inner_long, long)
    compared_perimeters = Fraction(inner_long + inner_wide, long + wide)
    compared_with_the_rest = Fraction(inner, outer - inner)
    took_the_rest = Fraction(outer - inner, outer)
    asked = (
        (
            f"لوحة مستطيلة بعداها {long} سم و{wide} سم، رُسم داخلها مستطيل ملون بعداه "
            f"{inner_long} سم و{inner_wide} سم. إذا اختيرت نقطة على اللوحة عشوائيًا، فما احتمال "
            "أن تقع في المستطيل الملون؟"
        ),
        (
            f"ساحة مستطيلة بعداها {long} م و{wide} م، في داخلها حوض زرع مستطيل بعداه "
            f"{inner_long} م و{inner_wide} م. إذا سقطت ورقة على الساحة عشوائيًا، فما احتمال أن "
            "تسقط في الحوض؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(inner, outer),
        [compared_lengths, compared_perimeters, compared_with_the_rest, took_the_rest],
        f"{inner_long}*{inner_wide}/({long}*{wide})",
        f"الاحتمال نسبة المساحة الداخلية إلى الكلية: {reduced(inner, outer)}.",
    )


def _circle_in_circle(draw: Draw) -> Draft:
    outer = draw.integer(4, 12)
    inner = draw.integer(2, outer - 1)
    compared_radii = Fraction(inner, outer)
    took_the_ring = Fraction(outer**2 - inner**2, outer**2)
    compared_with_the_rest = Fraction(inner**2, outer**2 - inner**2)
    ring_by_radii = Fraction(outer - inner, outer)
    asked = (
        (
            f"هدف رماية دائري نصف قطره {outer} سم، في مركزه دائرة ملونة نصف قطرها {inner} سم. "
            f"إذا أصاب سهم الهدف عشوائيًا، فما احتمال أن يصيب الدائرة الملونة؟"
        ),
        (
            f"دائرتان متحدتا المركز نصفا قطريهما {inner} سم و{outer} سم. إذا اختيرت نقطة داخل "
            "الدائرة الكبيرة عشوائيًا، فما احتمال أن تقع داخل الصغيرة؟"
        ),
        (
            f"ساحة دائرية في {draw.city} نصف قطرها {outer} م، في مركزها نافورة دائرية نصف قطرها "
            f"{inner} م. إذا سقطت ورقة على الساحة عشوائيًا، فما احتمال أن تسقط في النافورة؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(inner, outer) ** 2,
        [compared_radii, took_the_ring, compared_with_the_rest, ring_by_radii],
        f"{inner}**2/{outer}**2",
        f"نسبة المساحتين كنسبة مربعي نصفي القطرين: {reduced(inner**2, outer**2)}.",
    )


def _circle_in_square(draw: Draw) -> Draft:
    side = draw.integer(4, 20)
    radius = draw.integer(1, side // 2)
    took_the_diameter = Fraction(4 * radius**2, side**2)
    took_the_circumference = Fraction(2 * radius, side**2)
    forgot_to_square = Fraction(radius, side)
    forgot_to_square_radius = Fraction(radius, side**2)
    halved = Fraction(radius**2, 2 * side**2)
    asked = (
        (
            f"مربع طول ضلعه {side} سم، رُسمت داخله دائرة نصف قطرها {radius} سم. إذا اختيرت نقطة "
            "داخل المربع عشوائيًا، فما احتمال أن تقع داخل الدائرة بدلالة ط؟"
        ),
        (
            f"لوحة مربعة طول ضلعها {side} سم، في داخلها دائرة ملونة نصف قطرها {radius} سم. ما "
            "احتمال أن تقع نقطة عشوائية من اللوحة في الدائرة الملونة، بدلالة ط؟"
        ),
    )
    mistakes = [
        took_the_diameter,
        took_the_circumference,
        forgot_to_square,
        forgot_to_square_radius,
        halved,
    ]
    key = Fraction(radius**2, side**2)
    return textual(
        draw.pick(asked),
        _times_pi(key),
        [_times_pi(wrong) for wrong in draw.sample(mistakes, len(mistakes))],
        f"مساحة الدائرة {_times_pi(Fraction(radius**2))} ومساحة المربع {side**2}، إذن الاحتمال "
        f"{_times_pi(key)}.",
    )


def _times_pi(factor: Fraction) -> str:
    """A multiple of the circle constant, which Saudi school books write as the letter ط."""
    part = "" if factor.numerator == 1 else str(factor.numerator)
    return f"{part}ط" if factor.denominator == 1 else f"{part}ط/{factor.denominator}"


def _ring(draw: Draw) -> Draft:
    outer = draw.integer(4, 12)
    inner, middle = sorted(draw.sample(range(1, outer), 2))
    part, total = middle**2 - inner**2, outer**2
    compared_radii = Fraction(middle - inner, outer)
    forgot_the_hole = Fraction(middle**2, total)
    squared_the_width = Fraction((middle - inner) ** 2, total)
    outer_ring = Fraction(total - middle**2, total)
    asked = (
        (
            f"هدف رماية من 3 دوائر متحدة المركز أنصاف أقطارها {inner} سم و{middle} سم و{outer} سم. "
            f"إذا أصاب سهم الهدف عشوائيًا، فما احتمال أن يصيب الحلقة بين الدائرتين الأولى والثانية؟"
        ),
        (
            f"دوائر متحدة المركز أنصاف أقطارها {inner} سم و{middle} سم و{outer} سم. اختيرت نقطة "
            "عشوائيًا داخل أكبرها. ما احتمال أن تقع خارج الصغرى وداخل الوسطى؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(part, total),
        [compared_radii, forgot_the_hole, squared_the_width, outer_ring],
        f"({middle}**2 - {inner}**2)/{outer}**2",
        f"مساحة الحلقة ط({middle**2} − {inner**2}) = {part}ط من {total}ط، "
        f"إذن الاحتمال {reduced(part, total)}.",
    )


def _outside_shapes(draw: Draw) -> Draft:
    side, inner = draw.integer(10, 15), draw.integer(2, 5)
    base, height = 2 * draw.integer(1, 3), draw.integer(2, 5)
    total, square, triangle = side**2, inner**2, base * height // 2
    part = total - square - triangle
    took_the_shapes = Fraction(square + triangle, total)
    forgot_the_triangle = Fraction(total - square, total)
    forgot_to_halve_triangle = Fraction(part - triangle, total)
    forgot_the_square = Fraction(total - triangle, total)
    return fractional(
        draw,
        f"لوحة مربعة طول ضلعها {side} سم، رُسم عليها مربع طول ضلعه {inner} سم ومثلث قاعدته "
        f"{base} سم وارتفاعه {height} سم دون تداخل بينهما. إذا اختيرت نقطة على اللوحة عشوائيًا، "
        "فما احتمال أن تقع خارج الشكلين؟",
        Fraction(part, total),
        [forgot_to_halve_triangle, forgot_the_triangle, forgot_the_square, took_the_shapes],
        f"({side}**2 - {inner}**2 - {base}*{height}/2)/{side}**2",
        f"المساحة الباقية {total} − {square} − {triangle} = {part}، إذن الاحتمال "
        f"{reduced(part, total)}.",
    )


def _waiting(draw: Draw) -> Draft:
    period, most = draw.pick((12, 15, 20, 24, 30, 40, 45)), draw.integer(3, 10)
    stop = draw.integer(0, 1) * draw.integer(3, 5)
    part = most + stop
    if part >= period:
        raise Degenerate("certain")
    took_the_opposite = Fraction(period - part, period)
    compared_with_the_rest = Fraction(part, period - part)
    forgot_the_stop = Fraction(most, period) if stop else Fraction(1, most)
    stop_outside_the_period = Fraction(most, period + part)
    stay = f" وتقف فيها {counted(stop, MINUTE)}" if stop else ""
    waited = counted(most, MINUTE)
    stem = (
        f"تصل إلى محطة في {draw.city} حافلة كل {counted(period, MINUTE)}{stay}. "
        f"إذا وصل راكب إلى المحطة في لحظة عشوائية، فما احتمال ألا يزيد انتظاره للحافلة على "
        f"{waited}؟"
    )
    return fractional(
        draw,
        stem,
        Fraction(part, period),
        [forgot_the_stop, compared_with_the_rest, took_the_opposite, stop_outside_the_period],
        f"({most} + {stop})/{period}" if stop else f"{most}/{period}",
        f"اللحظات المناسبة مدتها {part} من كل {period}، إذن الاحتمال {reduced(part, period)}.",
    )
