"""Angles: on lines, between parallels, between clock hands."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.nouns import MINUTE, counted

DEGREES = "{}°"
SMALLEST_DEGREES = 20


def angles_lines(draw: Draw) -> Draft:
    """Angles on a line, at a point, between parallels and between the hands of a clock."""
    forms = draw.by_level(
        (supplementary, around_a_point),
        (supplementary_multiple, supplementary_difference, clock_on_the_half_hour),
        (alternate_expressions, same_side_expressions, clock_between_hours),
    )
    return draw.pick(forms)(draw)


def linear(coefficient: int, constant: int) -> str:
    """An expression in س as an exam prints it.

    >>> [linear(2, -10), linear(1, 5), linear(3, 0)]
    ['2س − 10', 'س + 5', '3س']
    """
    term = "س" if coefficient == 1 else f"{coefficient}س"
    if constant == 0:
        return term
    return f"{term} {'+' if constant > 0 else '−'} {abs(constant)}"


def supplementary(draw: Draw) -> Draft:
    """Two angles on a straight line."""
    given = 180 - draw.integer(21, 150)
    key = 180 - given
    stem = draw.pick(
        (
            f"زاويتان متكاملتان، قياس إحداهما {given}°. ما قياس الأخرى؟",
            f"تتجاور زاويتان على خط مستقيم، وقياس إحداهما {given}°. ما قياس الأخرى؟",
            (
                f"تقاطع مستقيمان، فكان قياس إحدى الزوايا الناتجة {given}°. "
                "ما قياس الزاوية المجاورة لها؟"
            ),
            (
                "مستقيمان متوازيان قطعهما قاطع، وقياس إحدى زاويتين داخليتين في جهة واحدة من "
                "القاطع "
                f"{given}°. ما قياس الأخرى؟"
            ),
        )
    )
    mistakes = [
        given,  # took the two angles as equal
        abs(90 - given),  # took them as complementary
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        key + 20,  # carried two tens
    ]
    explanation = f"مجموع الزاويتين 180°، فقياس الأخرى 180 − {given} = {key}°."
    return numeric(
        stem,
        key,
        whole_below(draw, 180, key, mistakes),
        f"180 - {given}",
        explanation,
        unit=DEGREES,
    )


def around_a_point(draw: Draw) -> Draft:
    """Three angles that fill a full turn."""
    first, second = draw.integer(16, 29) * 5, draw.integer(16, 29) * 5
    key = 360 - first - second
    stem = draw.pick(
        (
            (
                f"ثلاث زوايا تحيط بنقطة دون فراغ ولا تداخل، قياس اثنتين منها {first}° "
                f"و{second}°. "
                "ما قياس الثالثة؟"
            ),
            (
                f"قُسمت دورة كاملة حول نقطة إلى ثلاث زوايا، قياس الأولى {first}° وقياس الثانية "
                f"{second}°. ما قياس الزاوية الثالثة؟"
            ),
        )
    )
    mistakes = [
        360 - first,  # forgot the second angle
        abs(180 - second),  # used a straight angle and one given
        key - 20,  # dropped tens
        key + 10,  # carried a ten too many
        first + second - 180,  # measured past the straight line
        key - 10,  # dropped a ten
    ]
    explanation = f"مجموع الزوايا حول نقطة 360°، فالثالثة 360 − {first} − {second} = {key}°."
    check = f"360 - {first} - {second}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def supplementary_multiple(draw: Draw) -> Draft:
    """Two angles with a known sum, one a multiple of the other."""
    times = draw.pick((2, 3, 4, 5))
    total, kind = draw.pick(((180, "متكاملتان"), (90, "متتامتان")))
    larger = draw.pick((True, False))
    if total % (times + 1):
        raise Degenerate(kind)
    small = total // (times + 1)
    key = small * times if larger else small
    asked = "الكبرى" if larger else "الصغرى"
    phrase = {2: "مثلا", 3: "ثلاثة أمثال", 4: "أربعة أمثال", 5: "خمسة أمثال"}[times]
    stem = draw.pick(
        (
            f"زاويتان {kind}، قياس إحداهما {phrase} قياس الأخرى. ما قياس الزاوية {asked}؟",
            f"قياس زاوية {phrase} قياس زاوية أخرى، والزاويتان {kind}. ما قياس {asked} منهما؟",
        )
    )
    other = total - key
    mistakes: list[int | Fraction] = [
        other,  # answered the other angle
        Fraction(270 - total, times + 1) * (times if larger else 1),  # confused the two sums
        total // times,  # divided by the multiple only
        key + 10,  # carried a ten too many
        key - 5,  # slipped in the division
        total // 2,  # took them as equal
    ]
    factor = f" * {times}" if larger else ""
    steps = f"مجموعهما {total}°، فالصغرى {total} ÷ {times + 1} = {small}°"
    explanation = f"{steps}، والكبرى {total} − {small} = {key}°." if larger else f"{steps}."
    check = f"{total} / ({times} + 1){factor}"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def supplementary_difference(draw: Draw) -> Draft:
    """Two angles of a line that differ by a known amount."""
    difference = draw.integer(5, 45) * 2
    key, smaller = 90 + difference // 2, 90 - difference // 2
    stem = draw.pick(
        (
            (
                f"زاويتان متكاملتان، يزيد قياس إحداهما على قياس الأخرى بمقدار {difference}°. "
                "ما قياس الكبرى؟"
            ),
            (
                "مستقيمان متوازيان قطعهما قاطع، والفرق بين قياسي زاويتين داخليتين في جهة "
                "واحدة من "
                f"القاطع {difference}°. ما قياس كبراهما؟"
            ),
        )
    )
    mistakes = [
        smaller,  # answered the smaller angle
        180 - difference,  # subtracted the difference without halving
        90 + difference,  # added the whole difference to the half
        difference,  # took the difference itself for the angle
        key + 5,  # slipped in halving
        key - 10,  # dropped a ten
    ]
    explanation = f"الكبرى نصف مجموع 180 و{difference}، أي (180 + {difference}) ÷ 2 = {key}°."
    check = f"(180 + {difference}) / 2"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def clock_on_the_half_hour(draw: Draw) -> Draft:
    """The hands at half past: the hour hand has moved half its way."""
    hour = draw.integer(1, 11)
    ahead = max(30 * hour + 15, 180) - min(30 * hour + 15, 180)
    minuend, subtrahend = (f"30 * {hour} + 15", "180")
    check = f"{minuend} - {subtrahend}" if hour > 5 else f"{subtrahend} - ({minuend})"
    stem = draw.pick(
        (
            f"ما قياس الزاوية الصغرى بين عقربي الساعة عند تمام الساعة {hour} والنصف؟",
            (
                f"كم درجة قياس الزاوية الصغرى بين عقرب الساعات وعقرب الدقائق عند الساعة {hour} "
                "والنصف؟"
            ),
            (
                f"ساعة حائط ذات عقارب تشير إلى الساعة {hour} والنصف. "
                "ما قياس الزاوية الصغرى بين عقربيها؟"
            ),
        )
    )
    mistakes = [
        abs(30 * hour - 180),  # left the hour hand on the hour
        abs(30 * (hour + 1) - 180),  # moved it a whole hour
        ahead + 30,  # counted one mark too many
        ahead - 30,  # counted one mark too few
        ahead + 15,  # added the half mark twice
        180 - ahead,  # measured from the opposite side
    ]
    explanation = (
        f"يبعد عقرب الساعات عن الرقم 12 زاوية 30 × {hour} + 15 = {30 * hour + 15}°، ويبعد عقرب "
        f"الدقائق 180°، والفرق بينهما {ahead}°."
    )
    return numeric(
        stem, ahead, whole_below(draw, 180, ahead, mistakes), check, explanation, unit=DEGREES
    )


def clock_between_hours(draw: Draw) -> Draft:
    """The hands at ten, twenty, forty or fifty minutes past."""
    hour, minute = draw.integer(1, 11), draw.pick((10, 20, 40, 50))
    hour_hand, minute_hand = 30 * hour + minute // 2, 6 * minute
    gap = abs(hour_hand - minute_hand)
    key = min(gap, 360 - gap)
    if key < SMALLEST_DEGREES:
        raise Degenerate("hands too close")
    difference = (
        f"30 * {hour} + {minute} / 2 - 6 * {minute}"
        if hour_hand > minute_hand
        else f"6 * {minute} - 30 * {hour} - {minute} / 2"
    )
    check = difference if key == gap else f"360 - ({difference})"
    past = counted(minute, MINUTE)
    stem = draw.pick(
        (
            f"ما قياس الزاوية الصغرى بين عقربي الساعة عند الساعة {hour} و{past}؟",
            (
                f"ساعة ذات عقارب تشير إلى الساعة {hour} و{past}. "
                "كم درجة قياس الزاوية الصغرى بين العقربين؟"
            ),
        )
    )
    left_on_the_hour = abs(30 * hour - minute_hand)
    mistakes = [
        left_on_the_hour,  # the hour hand does not wait
        key + minute // 2,  # added its motion on the wrong side
        key - 10,  # dropped a ten
        key + 30,  # counted one mark too many
        key + 10,  # carried a ten too many
        key - 5,  # slipped in halving the minutes
        180 - key,  # measured from the opposite side
    ]
    turn = f"، والصغرى 360 − {gap} = {key}°." if key != gap else "."
    explanation = (
        f"عقرب الساعات عند 30 × {hour} + {minute} ÷ 2 = {hour_hand}° وعقرب الدقائق عند "
        f"6 × {minute} = {minute_hand}°، والفرق بينهما {gap}°{turn}"
    )
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def alternate_expressions(draw: Draw) -> Draft:
    """Equal angles between parallels, both given in س."""
    x, fewer = draw.integer(8, 24), draw.integer(1, 3)
    more = fewer + draw.integer(1, 2)
    measure = draw.integer(8, 24) * 5
    left, right = measure - more * x, measure - fewer * x
    relation = draw.pick(("متبادلتين داخليًا", "متناظرتين", "متبادلتين خارجيًا"))
    stem = (
        f"مستقيمان متوازيان قطعهما قاطع، وقياسا زاويتين {relation} هما ({linear(more, left)})° "
        f"و({linear(fewer, right)})°. ما قياس كل منهما؟"
    )
    mistakes = [
        180 - measure,  # answered the supplementary angle
        x,  # answered س, not the angle
        measure + 10,  # carried a ten too many
        more * x,  # left out the constant
        measure - 10,  # dropped a ten
        measure + 5,  # slipped in the substitution
    ]
    explanation = (
        f"الزاويتان متساويتان: {linear(more, left)} = {linear(fewer, right)}، فتكون س = {x}، "
        f"وقياس كل منهما {measure}°."
    )
    check = f"{more} * (({right}) - ({left})) / ({more} - {fewer}) + ({left})"
    chosen = whole_below(draw, 180, measure, mistakes)
    return numeric(stem, measure, chosen, check, explanation, unit=DEGREES)


def same_side_expressions(draw: Draw) -> Draft:
    """Supplementary angles between parallels, both given in س."""
    x, first, second = draw.integer(8, 26), draw.integer(1, 4), draw.integer(1, 4)
    one = draw.integer(10, 26) * 5
    left, right = one - first * x, 180 - one - second * x
    stem = (
        "مستقيمان متوازيان قطعهما قاطع، وقياسا زاويتين داخليتين في جهة واحدة من القاطع هما "
        f"({linear(first, left)})° و({linear(second, right)})°. ما قيمة س؟"
    )
    total = first + second
    mistakes: list[int | Fraction] = [
        Fraction(right - left, first - second) if first != second else 0,  # set them equal
        Fraction(180 - 90 * first, total),  # slipped with the constants
        Fraction(90 - left - right, total),  # took their sum as a right angle
        Fraction(180 + left + right, total),  # moved the constants with the wrong sign
        x + 2,  # slipped in the division
        x - 2,  # slipped in the division
        x + 5,  # dropped part of a constant
        x - 4,  # dropped part of a constant
    ]
    explanation = (
        f"الزاويتان متكاملتان: {linear(first, left)} + {linear(second, right)} = 180، "
        f"أي {linear(total, left + right)} = 180، فتكون س = {x}."
    )
    check = f"(180 - ({left}) - ({right})) / ({first} + {second})"
    return numeric(stem, x, whole(draw, x, mistakes), check, explanation)
