"""Probability of what does not happen, and of at least once."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.lowest_terms import shown
from examcli.simulator.bank.mistakes import fractional, whole
from examcli.simulator.bank.quantitative.probability.bags import cards, drawn_bag, reduced


def complement(draw: Draw) -> Draft:
    """One minus a percentage; not a colour or a number; at least once."""
    medium = draw.pick((_not_a_colour, _not_on_card))
    hard = draw.pick((_at_least_once_in_two, _at_least_once_spun))
    return draw.by_level(_one_minus_percent, medium, hard)(draw)


_HAPPENINGS = (
    ("أن تتأخر الحافلة عن موعدها", "ألا تتأخر"),
    ("أن يهطل المطر غدًا في {city}", "ألا يهطل"),
    ("أن يكون المصباح المختار من الإنتاج معيبًا", "ألا يكون معيبًا"),
    ("أن يصيب لاعب الهدف في رمية واحدة", "ألا يصيبه"),
    ("أن تنبت البذرة المزروعة", "ألا تنبت"),
    ("أن تقلع الطائرة من {city} في موعدها", "ألا تقلع في موعدها"),
)


def _one_minus_percent(draw: Draw) -> Draft:
    chance = draw.pick([value for value in range(4, 97) if value != 50])
    happening, opposite = draw.pick(_HAPPENINGS)
    kept_the_chance = chance
    carried_wrongly = 110 - chance
    borrowed_wrongly = 90 - chance
    off_by_one = 99 - chance
    asked = (
        f"إذا كان احتمال {happening} {chance}%، فما احتمال {opposite}؟",
        f"احتمال {happening} يساوي {chance}%. ما احتمال {opposite}؟",
    )
    percents = [
        value
        for value in (kept_the_chance, carried_wrongly, borrowed_wrongly, off_by_one)
        if value < 100
    ]
    key = 100 - chance
    return numeric(
        draw.pick(asked).format(city=draw.city),
        key,
        [value for value in whole(draw, key, percents) if value < 100],
        f"100 - {chance}",
        f"مجموع احتمالي الحدث ومتممه 100%، إذن الاحتمال 100% − {chance}% = {key}%.",
        unit="{}%",
    )


def _not_a_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, draw.pick((3, 4)))
    part, total, colour = bag.counts[0], bag.total, bag.colours[0].name
    took_the_event = Fraction(part, total)
    took_one_other_colour = Fraction(bag.counts[1], total)
    two_others = Fraction(bag.counts[1] + part, total)
    one_over_colours = Fraction(len(bag.colours) - 1, len(bag.colours))
    asked = (
        "{bag}. عند سحب {one} عشوائيًا، ما احتمال عدم الحصول على اللون {colour}؟",
        "{bag}. ما احتمال أن يكون اللون غير {colour} عند سحب {one} عشوائيًا؟",
    )
    rest = total - part
    return fractional(
        draw,
        draw.pick(asked).format(bag=bag, one=bag.things.one, colour=colour),
        Fraction(rest, total),
        [took_the_event, took_one_other_colour, one_over_colours, two_others],
        f"1 - {part}/({' + '.join(map(str, bag.counts))})",
        f"عدد ما ليس باللون {colour} هو {total} − {part} = {rest}، إذن الاحتمال "
        f"{reduced(rest, total)}.",
    )


def _not_on_card(draw: Draw) -> Draft:
    count, divisor = draw.integer(15, 40), draw.integer(3, 9)
    part = count // divisor
    rest = count - part
    took_the_event = Fraction(part, count)
    counted_one_too_few = Fraction(rest - 1, count)
    counted_one_too_many = Fraction(rest + 1, count)
    ignored_the_cards = Fraction(divisor - 1, divisor)
    took_the_divisor = Fraction(count - divisor, count)
    asked = (
        f"سُحبت بطاقة عشوائيًا من {cards(count)}. ما احتمال ألا يقبل رقمها القسمة على {divisor}؟",
        (
            f"في صندوق {cards(count)}. عند سحب بطاقة عشوائيًا، ما احتمال أن يكون رقمها ليس من "
            f"مضاعفات {divisor}؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(rest, count),
        [
            took_the_event,
            counted_one_too_few,
            counted_one_too_many,
            took_the_divisor,
            ignored_the_cards,
        ],
        f"1 - {part}/{count}",
        f"عدد مضاعفات {divisor} هو {part}، وما عداها {rest}، إذن الاحتمال {reduced(rest, count)}.",
    )


_SHARES = [
    Fraction(part, total)
    for total in (2, 3, 4, 5)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]
_ATTEMPTS = (
    (
        "احتمال إصابة لاعب للهدف في الرمية الأولى {p} وفي الرمية الثانية {q}، والرميتان مستقلتان. "
        "ما احتمال إصابة الهدف مرة واحدة على الأقل؟"
    ),
    (
        "جهازا إنذار مستقلان، احتمال عمل الأول {p} واحتمال عمل الثاني {q}. "
        "ما احتمال أن يعمل أحدهما على الأقل؟"
    ),
    (
        "في {city} احتمال هطول المطر يوم السبت {p} ويوم الأحد {q}، والحدثان مستقلان. "
        "ما احتمال هطول المطر في أحد اليومين على الأقل؟"
    ),
)


def _at_least_once_in_two(draw: Draw) -> Draft:
    p, q = draw.pick(_SHARES), draw.pick(_SHARES)
    key = 1 - (1 - p) * (1 - q)
    both = p * q
    neither = (1 - p) * (1 - q)
    not_both = 1 - p * q
    exactly_one = p * (1 - q) + q * (1 - p)
    added = p + q
    stem = draw.pick(_ATTEMPTS).format(p=shown(p), q=shown(q), city=draw.city)
    return fractional(
        draw,
        stem,
        key,
        [both, added, not_both, exactly_one, neither],
        f"1 - ({q.denominator} - {q.numerator})*({p.denominator} - {p.numerator})"
        f"/({p.denominator}*{q.denominator})",
        f"احتمال عدم وقوع أي منهما {shown(1 - p)} × {shown(1 - q)} = {shown(neither)}، "
        f"إذن الاحتمال 1 − {shown(neither)} = {shown(key)}.",
    )


# Equal parts of a spinner, and how often it is spun: powers that are easy in the head.
_SPINS = ((3, 2), (3, 3), (4, 2), (5, 2), (6, 2), (4, 3), (10, 2), (5, 3), (8, 2))


def _at_least_once_spun(draw: Draw) -> Draft:
    parts, spins = draw.pick(_SPINS)
    part = draw.integer(1, parts)
    total, missing = parts**spins, (parts - 1) ** spins
    every_time = Fraction(1, total)
    never = Fraction(missing, total)
    added_the_chances = Fraction(spins, parts)
    exactly_once = Fraction(spins * (parts - 1) ** (spins - 1), total)
    times = "مرتين" if spins == 2 else "3 مرات"
    spinner = f"مقسم إلى {parts} أقسام متساوية مرقمة من 1 إلى {parts}"
    asked = (
        (
            f"قرص دوّار {spinner}، أُدير {times}. ما احتمال أن يتوقف عند الرقم {part} مرة واحدة "
            "على الأقل؟"
        ),
        f"عند تدوير قرص {spinner} {times}، ما احتمال ظهور الرقم {part} مرة واحدة على الأقل؟",
    )
    return fractional(
        draw,
        draw.pick(asked),
        1 - never,
        [never, exactly_once, added_the_chances, every_time],
        f"1 - ({parts} - 1)**{spins}/{parts}**{spins}",
        f"احتمال عدم ظهوره {missing}/{total}، إذن الاحتمال 1 − {missing}/{total} = "
        f"{shown(1 - never)}.",
    )
