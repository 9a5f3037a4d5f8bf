"""Ratios in their simplest form, and quantities in direct proportion."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.lowest_terms import RATIOS
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import (
    HOUR,
    KILOGRAM,
    LITRE,
    MACHINE,
    METRE,
    MINUTE,
    PAGE,
    PEN,
    RIYAL,
    Noun,
    counted,
    symbol,
)

PIECE = Noun("قطعة", "قطعتين", "قطع", "قطعة")
LOAF = Noun("رغيف", "رغيفين", "أرغفة", "رغيفًا")


def _ratio(left: int, right: int) -> str:
    """A ratio in lowest terms."""
    shared = gcd(left, right)
    return f"{left // shared} : {right // shared}"


def _ratio_draft(
    stem: str, key: tuple[int, int], mistakes: Sequence[tuple[int, int]], explanation: str
) -> Draft:
    """A draft whose choices are ratios in lowest terms."""
    right = _ratio(*key)
    wrong = [text for text in dict.fromkeys(_ratio(*terms) for terms in mistakes) if text != right]
    if len(wrong) < 3:
        raise Degenerate(stem)
    first, second, third = wrong[:3]
    return Draft(stem, right, (first, second, third), "", explanation)


def simplify_ratio(draw: Draw) -> Draft:
    """Two counts; two units; two ratios with a shared term."""
    return draw.by_level(_ratio_of_counts, _ratio_of_measures, _chained_ratio)(draw)


def _ratio_of_counts(draw: Draw) -> Draft:
    place, first, second = draw.pick(
        (
            ("مكتبة", "الكتب العلمية", "الكتب الأدبية"),
            ("ساحة", "السيارات البيضاء", "السيارات السوداء"),
            ("مزرعة", "أشجار النخيل", "أشجار الليمون"),
            ("مدرسة", "المعلمين", "الإداريين"),
        )
    )
    (a, b), times = draw.pick(RATIOS), draw.integer(3, 12)
    stem = (
        f"يبلغ عدد {first} في {place} {a * times}، ويبلغ عدد {second} فيها {b * times}. "
        f"ما نسبة عدد {first} إلى عدد {second} في أبسط صورة؟"
    )
    inverted = (b, a)
    part_to_whole, other_to_whole, whole_to_part = (a, a + b), (b, a + b), (a + b, a)
    return _ratio_draft(
        stem,
        (a, b),
        (inverted, *draw.sample((part_to_whole, other_to_whole, whole_to_part), 3)),
        f"النسبة هي {a * times} : {b * times}، وبقسمة حديها على {times} تصبح {a} : {b}.",
    )


def _ratio_of_measures(draw: Draw) -> Draft:
    small, large, factor, wrong_factor = draw.pick(
        (
            (MINUTE, HOUR, 60, 100),
            (symbol("سم"), symbol("م"), 100, 10),
            (symbol("جم"), symbol("كجم"), 1000, 100),
            (symbol("م"), symbol("كم"), 1000, 100),
        )
    )
    amount = draw.integer(2, 6)
    in_small = amount * factor
    parts = draw.pick([parts for parts in range(3, 13) if in_small % parts == 0])
    taken = draw.pick([taken for taken in range(1, 2 * parts) if gcd(taken, parts) == 1])
    first = in_small // parts * taken
    asked = draw.pick(("ما نسبة {} إلى {} في أبسط صورة؟", "اكتب النسبة بين {} و{} في أبسط صورة."))
    return _ratio_draft(
        asked.format(counted(first, small), counted(amount, large)),
        (taken, parts),
        (
            (first, amount * wrong_factor),  # converted by another unit's factor
            (parts, taken),  # inverted
            (first, amount),  # forgot to convert
            (taken, taken + parts),  # part to whole
        ),
        f"نحوّل إلى وحدة واحدة: {counted(amount, large)} = {counted(in_small, small)}. "
        f"فالنسبة {first} : {in_small} = {taken} : {parts}.",
    )


def _chained_ratio(draw: Draw) -> Draft:
    first, shared, last = draw.sample(
        ("عدد الأقلام", "عدد الدفاتر", "عدد الكتب", "عدد المساطر", "عدد الحقائب", "عدد المحابر"), 3
    )
    (a, b), (c, d) = draw.pick(RATIOS), draw.pick(RATIOS)
    if b == c or a * c == b * d:
        raise Degenerate
    opening = draw.pick(("في متجر", "في مخزن", "في معرض"))
    stem = (
        f"{opening}، نسبة {first} إلى {shared} هي {a} : {b}، ونسبة {shared} إلى {last} هي "
        f"{c} : {d}. ما نسبة {first} إلى {last}؟"
    )
    took_outer_terms, inverted, crossed, added = (
        (a, d),
        (b * d, a * c),
        (a * d, b * c),
        (a + c, b + d),
    )
    return _ratio_draft(
        stem,
        (a * c, b * d),
        draw.sample((took_outer_terms, inverted, crossed, added), 4),
        f"نضرب النسبتين ليُختصر {shared}: {a}/{b} × {c}/{d} = {a * c}/{b * d}، "
        f"أي {_ratio(a * c, b * d)}.",
    )


DIRECT_CONTEXTS = (
    ("إذا كان ثمن {known} {total}، فكم ريالًا ثمن {asked} من النوع نفسه؟", PEN, RIYAL),
    ("تنتج آلة {total} في {known}. كم قطعة تنتج في {asked} بالمعدل نفسه؟", HOUR, PIECE),
    ("يُطلى {total} من سور بـ {known} من الدهان. كم مترًا يُطلى بـ {asked}؟", LITRE, METRE),
    ("يُصنع {total} من {known} من الدقيق. كم رغيفًا يُصنع من {asked} من الدقيق؟", KILOGRAM, LOAF),
    ("تطبع طابعة {total} في {known}. كم صفحة تطبع في {asked} بالسرعة نفسها؟", MINUTE, PAGE),
)


def direct(draw: Draw) -> Draft:
    """A whole unit rate; a rate seen only as a ratio; two proportions at once."""
    return draw.by_level(_whole_unit_rate, _ratio_rate, _machines_and_hours)(draw)


def _whole_unit_rate(draw: Draw) -> Draft:
    template, cause, effect = draw.pick(DIRECT_CONTEXTS)
    known, asked = draw.sample(range(3, 16), 2)
    each = draw.integer(2, 12)
    total, key = known * each, asked * each
    return numeric(
        template.format(
            known=counted(known, cause), asked=counted(asked, cause), total=counted(total, effect)
        ),
        key,
        whole_drawn(
            draw,
            key,
            total + asked - known,  # added the difference
            each * abs(asked - known),  # took the difference alone
            each * (asked + known),  # took both amounts together
            total + asked,  # added instead of multiplying
            key + each,  # one unit too many
        ),
        f"{total}/{known}*{asked}",
        f"نصيب الوحدة {total} ÷ {known} = {each}، إذن المطلوب {each} × {asked} = {key}.",
    )


def _ratio_rate(draw: Draw) -> Draft:
    template, cause, effect = draw.pick(DIRECT_CONTEXTS)
    group, each_group = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    few, many = draw.sample(range(2, 9), 2)
    known, total, asked, key = group * few, each_group * few, group * many, each_group * many
    return numeric(
        template.format(
            known=counted(known, cause), asked=counted(asked, cause), total=counted(total, effect)
        ),
        key,
        whole_drawn(
            draw,
            key,
            total + asked - known,  # added the difference
            Fraction(total * known, asked),  # inverse proportion
            Fraction(known * asked, total),  # inverted the rate
            key + each_group,  # one group too many
            key - each_group,  # one group too few
            total + key,  # took both amounts together
        ),
        f"{total}*{asked}/{known}",
        f"تناسب طردي: {total}/{known} = {each_group}/{group}، "
        f"إذن المطلوب {asked} × {each_group}/{group} = {key}.",
    )


def _machines_and_hours(draw: Draw) -> Draft:
    each = draw.integer(2, 8)
    machines, more_machines = draw.sample(range(3, 11), 2)
    hours, other_hours = draw.sample(range(3, 11), 2)
    total, key = machines * hours * each, more_machines * other_hours * each
    template = draw.pick(
        (
            "تنتج {} {} في {}. كم قطعة تنتج {} في {} بالمعدل نفسه؟",
            "إذا كانت {} تنتج {} في {}، فكم قطعة تنتج {} من النوع نفسه في {}؟",
        )
    )
    return numeric(
        template.format(
            counted(machines, MACHINE),
            counted(total, PIECE),
            counted(hours, HOUR),
            counted(more_machines, MACHINE),
            counted(other_hours, HOUR),
        ),
        key,
        whole_drawn(
            draw,
            key,
            machines * other_hours * each,  # ignored the machines
            more_machines * hours * each,  # ignored the hours
            Fraction(total * more_machines * hours, machines * other_hours),  # hours inverse
            Fraction(total * machines * other_hours, more_machines * hours),  # machines inverse
            machines * other_hours * each + more_machines * hours * each,  # added the two effects
            key + more_machines * each,  # one hour too many
        ),
        f"{total}/({machines}*{hours})*{more_machines}*{other_hours}",
        f"إنتاج الآلة الواحدة في الساعة {total} ÷ ({machines} × {hours}) = {each}، "
        f"إذن المطلوب {each} × {more_machines} × {other_hours} = {key}.",
    )
