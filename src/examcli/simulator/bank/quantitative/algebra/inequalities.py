"""Inequalities: solution sets, the last whole number that fits, bounds of an expression."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, signed
from examcli.simulator.bank.quantitative.nouns import RIYAL, counted

_FLIPPED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
_STRICTNESS = {"<": "≤", ">": "≥", "≤": "<", "≥": ">"}


def inequalities(draw: Draw) -> Draft:
    """A positive coefficient; a negative one or a double inequality; two offers or two ranges."""
    easy = draw.pick((_last_whole_number, _positive_coefficient))
    medium = draw.pick((_negative_coefficient, _whole_numbers_between))
    hard = draw.pick((_cheaper_offer, _extreme_of_difference, _both_sides_reversed))
    return draw.by_level(easy, medium, hard)(draw)


def _last_whole_number(draw: Draw) -> Draft:
    factor, bound, added = draw.integer(2, 9), draw.integer(4, 15), draw.integer(1, 20)
    limit = factor * bound + added
    sign, superlative, key = draw.pick(
        (
            ("<", "أكبر", bound - 1),
            ("≤", "أكبر", bound),
            (">", "أصغر", bound + 1),
            ("≥", "أصغر", bound),
        )
    )
    took_the_other_strictness = bound if key != bound else bound + (-1 if sign == "≤" else 1)
    overshot = 2 * bound - key if key != bound else bound + (1 if sign == "≤" else -1)
    kept_the_sign = Fraction(limit + added, factor)
    forgot_to_divide = limit - added
    offset = key - bound
    asked = (
        "ما {s} عدد صحيح يحقق المتباينة {i}؟",
        "إذا كان {i}، فما {s} قيمة صحيحة ممكنة للعدد س؟",
        "ما {s} عدد صحيح س يجعل {i}؟",
    )
    return numeric(
        draw.pick(asked).format(s=superlative, i=f"{factor}س + {added} {sign} {limit}"),
        key,
        whole(draw, key, [took_the_other_strictness, overshot, kept_the_sign, forgot_to_divide]),
        f"({limit} - {added})/{factor}" + (f" {'+-'[offset < 0]} 1" if offset else ""),
        f"بطرح {added} ثم القسمة على {factor} نجد س {sign} {bound}، إذن {superlative} عدد صحيح "
        f"هو {key}.",
    )


_SOLVED = (
    "ما حل المتباينة {i}؟",
    "إذا كان {i}، فأي العبارات الآتية صحيحة؟",
    "المتباينة {i} تكافئ:",
    "ما مجموعة قيم س التي تحقق {i}؟",
)


def _positive_coefficient(draw: Draw) -> Draft:
    factor, bound = draw.integer(2, 9), draw.integer(2, 12)
    added = draw.pick((-1, 1)) * draw.integer(1, 20)
    sign = draw.pick(list(_FLIPPED))
    limit = factor * bound + added
    flipped_needlessly = f"س {_FLIPPED[sign]} {bound}"
    changed_strictness = f"س {_STRICTNESS[sign]} {bound}"
    forgot_to_divide = f"س {sign} {factor * bound}"
    inequality = f"{polynomial((factor, 'س'), (added, ''))} {sign} {signed(limit)}"
    key = f"س {sign} {bound}"
    return textual(
        draw.pick(_SOLVED).format(i=inequality),
        key,
        [
            flipped_needlessly,
            draw.pick((forgot_to_divide, changed_strictness)),
            changed_strictness,
            forgot_to_divide,
        ],
        f"بنقل الحد الثابت: {factor}س {sign} {factor * bound}، وبالقسمة على العدد الموجب "
        f"{factor} ينتج {key}.",
    )


def _negative_coefficient(draw: Draw) -> Draft:
    factor, bound = draw.integer(2, 9), draw.integer(2, 12)
    limit = draw.integer(1, 20)
    total = limit + factor * bound
    sign = draw.pick(list(_FLIPPED))
    key = f"س {_FLIPPED[sign]} {bound}"
    forgot_to_flip = f"س {sign} {bound}"
    lost_the_minus = f"س {sign} {signed(-bound)}"
    flipped_and_negated = f"س {_FLIPPED[sign]} {signed(-bound)}"
    return textual(
        draw.pick(_SOLVED).format(i=f"{total} − {factor}س {sign} {limit}"),
        key,
        [forgot_to_flip, lost_the_minus, flipped_and_negated],
        f"بنقل الحد الثابت: {signed(-factor)}س {sign} {signed(-factor * bound)}، "
        f"وبالقسمة على عدد سالب تنعكس إشارة المتباينة: {key}.",
    )


def _whole_numbers_between(draw: Draw) -> Draft:
    factor, added = draw.integer(2, 5), draw.integer(1, 9)
    low, count = draw.integer(0, 6), draw.integer(4, 12)
    high = low + count
    left, right, key = draw.pick(
        (("<", "<", count - 1), ("≤", "<", count), ("<", "≤", count), ("≤", "≤", count + 1))
    )
    asked = (
        "كم عددًا صحيحًا يحقق المتباينة {i}؟",
        "ما عدد القيم الصحيحة للعدد س التي تحقق {i}؟",
        "إذا كان {i}، فما عدد القيم الصحيحة الممكنة للعدد س؟",
    )
    subtracted_the_ends = count
    counted_both_ends = count + 1
    counted_neither_end = count - 1
    gave_the_upper_end = high
    forgot_to_divide = factor * count
    first, last = low * factor + added, high * factor + added
    offset = {-1: " - 1", 0: "", 1: " + 1"}[key - count]
    return numeric(
        draw.pick(asked).format(i=f"{first} {left} {factor}س + {added} {right} {last}"),
        key,
        whole(
            draw,
            key,
            [
                subtracted_the_ends,
                counted_both_ends,
                counted_neither_end,
                gave_the_upper_end,
                forgot_to_divide,
            ],
        ),
        f"({last} - {first})/{factor}{offset}",
        f"بطرح {added} ثم القسمة على {factor}: {low} {left} س {right} {high}، "
        f"وعدد القيم الصحيحة {key}.",
    )


_OFFERS = (
    (
        "ناديان: الأول رسم اشتراكه {high} ورسم الزيارة {slow}، والثاني رسم اشتراكه {low} ورسم "
        "الزيارة {fast}. ما أقل عدد من الزيارات تصبح عنده تكلفة الأول أقل؟"
    ),
    (
        "عرضان لتأجير سيارة في مدينة {city}: الأول مبلغ ثابت {high} و{slow} عن كل يوم، والثاني "
        "مبلغ ثابت {low} و{fast} عن كل يوم. ما أقل عدد من الأيام تصبح عنده تكلفة الأول أقل؟"
    ),
    (
        "مطبعتان: الأولى تأخذ {high} للتجهيز و{slow} عن كل كتاب، والثانية تأخذ {low} للتجهيز "
        "و{fast} عن كل كتاب. ما أقل عدد من الكتب تصبح عنده تكلفة الأولى أقل؟"
    ),
)


def _cheaper_offer(draw: Draw) -> Draft:
    slow, extra, even = draw.integer(3, 9), draw.integer(2, 8), draw.integer(4, 20)
    low = 5 * draw.integer(3, 12)
    high, fast = low + extra * even, slow + extra
    stopped_at_equality = even
    one_too_few = even - 1
    added_the_rates = Fraction(high - low, slow + fast)
    forgot_to_divide = high - low
    added_the_fixed_parts = Fraction(high + low, extra)
    stem = draw.pick(_OFFERS).format(
        city=draw.city,
        high=counted(high, RIYAL),
        low=counted(low, RIYAL),
        slow=counted(slow, RIYAL),
        fast=counted(fast, RIYAL),
    )
    return numeric(
        stem,
        even + 1,
        whole(
            draw,
            even + 1,
            [
                stopped_at_equality,
                added_the_rates,
                one_too_few,
                added_the_fixed_parts,
                forgot_to_divide,
                even + 2,
            ],
        ),
        f"({high} - {low})/({fast} - {slow}) + 1",
        f"المتباينة: {high} + {slow}س < {low} + {fast}س، ومنها س > {even}، "
        f"إذن أقل عدد صحيح هو {even + 1}.",
    )


def _extreme_of_difference(draw: Draw) -> Draft:
    first_low, second_low = draw.integer(5, 12), draw.integer(-6, 3)
    first_high, second_high = first_low + draw.integer(2, 8), second_low + draw.integer(2, 6)
    largest, smallest = first_high - second_low, first_low - second_high
    if smallest <= 0:
        raise Degenerate("not positive")
    superlative, key, opposite = draw.pick(
        (("أكبر", largest, smallest), ("أصغر", smallest, largest))
    )
    same_ends_high = first_high - second_high
    same_ends_low = first_low - second_low
    added_instead = first_high + second_high
    first, second = (first_high, second_low) if key == largest else (first_low, second_high)
    shown = f"({signed(second)})" if second < 0 else str(second)
    given = f"{first_low} ≤ س ≤ {first_high}، و{signed(second_low)} ≤ ص ≤ {signed(second_high)}"
    asked = (
        f"إذا كان {given}، فما {superlative} قيمة ممكنة للمقدار س − ص؟",
        f"ما {superlative} قيمة يأخذها المقدار س − ص إذا كان {given}؟",
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [opposite, same_ends_high, same_ends_low, added_instead]),
        f"{first}{-second:+d}",
        f"نأخذ س = {first} وص = {signed(second)}، فتكون {superlative} قيمة "
        f"{first} − {shown} = {key}.",
    )


def _both_sides_reversed(draw: Draw) -> Draft:
    left, extra, bound = draw.integer(2, 5), draw.integer(2, 5), draw.integer(3, 12)
    base, sign = draw.integer(1, 12), draw.pick(list(_FLIPPED))
    right = left + extra
    lifted = base + extra * bound
    key = f"س {_FLIPPED[sign]} {bound}"
    forgot_to_flip = f"س {sign} {bound}"
    changed_strictness = f"س {_STRICTNESS[_FLIPPED[sign]]} {bound}"
    lost_the_minus = f"س {sign} {signed(-bound)}"
    inequality = f"{lifted} + {left}س {sign} {base} + {right}س"
    return textual(
        draw.pick(_SOLVED).format(i=inequality),
        key,
        [forgot_to_flip, changed_strictness, lost_the_minus],
        f"بجمع الحدود المتشابهة: {extra * bound} {sign} {extra}س، إذن {key}.",
    )
