"""Probability of one experiment: a draw, dice and coins, the complement, a point in a region."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, Generator, numeric
from examcli.simulator.bank.quantitative.counted_nouns import counted
from examcli.simulator.bank.quantitative.mistakes import fractional, shown, textual, whole
from examcli.simulator.bank.quantitative.probability_bags import (
    cards,
    drawn_bag,
    drawn_event,
    reduced,
)


def single_draw(draw: Draw) -> Draft:
    """One colour; a property of a number or a count from a probability; what must be added."""
    medium = draw.pick((_number_on_card, _count_from_probability))
    hard = draw.pick((_add_to_reach, _unknown_colour))
    return draw.by_level(_one_colour, medium, hard)(draw)


_COLOUR_ASKED = (
    "{bag}. عند سحب {one} عشوائيًا، ما احتمال الحصول على اللون {colour}؟",
    "{bag}. ما احتمال أن يكون اللون {colour} عند سحب {one} دون نظر؟",
    "{bag}. إذا كان السحب عشوائيًا وجرى سحب {one}، فما احتمال ظهور اللون {colour}؟",
)


def _one_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3)
    part, total = bag.counts[0], bag.total
    colour = bag.colours[0].name
    compared_with_the_rest = Fraction(part, total - part)
    took_another_colour = Fraction(bag.counts[1], total)
    one_over_colours = Fraction(1, len(bag.colours))
    took_the_opposite = Fraction(total - part, total)
    return fractional(
        draw,
        draw.pick(_COLOUR_ASKED).format(bag=bag, one=bag.things.one, colour=colour),
        Fraction(part, total),
        [compared_with_the_rest, took_another_colour, one_over_colours, took_the_opposite],
        f"{part}/({' + '.join(map(str, bag.counts))})",
        f"العدد الكلي {total}، منها {part} باللون {colour}، إذن الاحتمال {reduced(part, total)}.",
    )


_CARD_ASKED = (
    "{cards} سُحبت منها بطاقة عشوائيًا. ما احتمال أن يظهر عليها {event}؟",
    "في صندوق {cards}. عند سحب بطاقة واحدة عشوائيًا، ما احتمال الحصول على {event}؟",
    "مع {person} {cards}. ما احتمال أن تحمل بطاقة مسحوبة عشوائيًا منها رقمًا هو {event}؟",
)


def _number_on_card(draw: Draw) -> Draft:
    count = draw.pick((12, 15, 16, 18, 20, 24, 25, 30, 36, 40))
    event = drawn_event(draw, count)
    part = len(event.favourable)
    counted_one_too_many = Fraction(part + 1, count)
    counted_one_too_few = Fraction(part - 1, count)
    took_the_opposite = Fraction(count - part, count)
    compared_with_the_rest = Fraction(part, max(count - part, 1))
    stem = draw.pick(_CARD_ASKED).format(cards=cards(count), event=event.phrase, person=draw.person)
    return fractional(
        draw,
        stem,
        Fraction(part, count),
        [counted_one_too_many, counted_one_too_few, compared_with_the_rest, took_the_opposite],
        f"{part}/{count}",
        f"عدد البطاقات المناسبة {part} من {count}، إذن الاحتمال {reduced(part, count)}.",
    )


_PROPER = [
    Fraction(part, total)
    for total in (3, 4, 5, 6, 8)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]


def _count_from_probability(draw: Draw) -> Draft:
    chance, bag = draw.pick(_PROPER), drawn_bag(draw, 2)
    total = chance.denominator * draw.integer(4, 12)
    key = int(total * chance)
    plural, colour = bag.things.plural, bag.colours[0]
    took_the_opposite = total - key
    one_share = Fraction(total, chance.denominator)
    doubled = 2 * key
    gave_the_difference = abs(total - 2 * key)
    asked = (
        (
            f"في {bag.things.place} {plural} ملونة عددها {total}، واحتمال سحب اللون {colour.name} "
            f"منها "
            f"{shown(chance)}. فكم منها باللون {colour.name}؟"
        ),
        (
            f"عدد ما في {bag.things.place} من {plural} هو {total}. إذا كان احتمال الحصول على اللون "
            f"{colour.name} في سحب عشوائي {shown(chance)}، فكم منها باللون {colour.name}؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(draw, key, [took_the_opposite, one_share, doubled, gave_the_difference]),
        f"{total}*{chance.numerator}/{chance.denominator}",
        f"العدد المطلوب {total} × {shown(chance)} = {key}.",
    )


# Chances to reach, and counts of the wanted colour and of the rest, that give a whole number.
_ADDITIONS = [
    (top, bottom, present, rest)
    for top, bottom in ((1, 2), (2, 3), (3, 4), (3, 5), (4, 5), (5, 6), (4, 7))
    for present in range(3, 11)
    for rest in range(3, 11)
    if rest * top % (bottom - top) == 0 and 2 <= rest * top // (bottom - top) - present <= 20
]


def _add_to_reach(draw: Draw) -> Draft:
    top, bottom, present, rest = draw.pick(_ADDITIONS)
    bag = drawn_bag(draw, 2)
    plural, (colour, other) = bag.things.plural, bag.colours
    wanted = rest * top // (bottom - top)
    added = wanted - present
    gave_the_final_count = wanted
    kept_the_total = Fraction((present + rest) * top, bottom) - present
    gave_the_difference = abs(present - rest)
    gave_what_is_present = present
    return numeric(
        f"في {bag.things.place} {present} {plural} {colour.adjective} و{rest} {plural} "
        f"{other.adjective}. كم عدد ما يجب إضافته باللون {colour.name} ليصبح احتمال سحب هذا اللون "
        f"{top}/{bottom}؟",
        added,
        whole(
            draw,
            added,
            [kept_the_total, gave_the_final_count, gave_the_difference, gave_what_is_present],
        ),
        f"{rest}*{top}/({bottom} - {top}) - {present}",
        f"اللون الآخر يصبح {bottom - top}/{bottom} من الكل، فالعدد الكلي الجديد {wanted + rest}، "
        f"منها {wanted} باللون {colour.name}، إذن يُضاف {wanted} − {present} = {added}.",
    )


# Chances of a third colour, and counts of the other two, that give it a whole number.
_REMAINDERS = [
    (chance, first, second)
    for chance in _PROPER
    for first in range(3, 11)
    for second in range(3, 11)
    if (first + second) % (chance.denominator - chance.numerator) == 0
    and 3 <= (first + second) * chance / (1 - chance) <= 40
]


def _unknown_colour(draw: Draw) -> Draft:
    chance, first, second = draw.pick(_REMAINDERS)
    bag = drawn_bag(draw, 3)
    plural, (one, two, third) = bag.things.plural, bag.colours
    known = first + second
    key = known * chance.numerator // (chance.denominator - chance.numerator)
    took_part_of_known = known * chance
    gave_the_total = known + key
    gave_the_known = known
    doubled = 2 * key
    return numeric(
        f"في {bag.things.place} {first} {plural} {one.adjective} و{second} {plural} "
        f"{two.adjective}، والباقي {plural} {third.adjective}. إذا كان احتمال سحب اللون "
        f"{third.name} {shown(chance)}، فكم منها باللون {third.name}؟",
        key,
        whole(draw, key, [took_part_of_known, gave_the_known, gave_the_total, doubled]),
        f"({first} + {second})*{chance.numerator}/({chance.denominator} - {chance.numerator})",
        f"اللونان الأولان {known} ويمثلان {shown(1 - chance)} من الكل، فالعدد الكلي "
        f"{known + key}، والمطلوب {known + key} − {known} = {key}.",
    )


def dice_coin(draw: Draw) -> Draft:
    """One die; a die with a coin, or several coins; two dice."""
    medium = draw.pick((_die_and_coin, _coins))
    return draw.by_level(_one_die, medium, _two_dice)(draw)


_DICE = {
    6: "حجر نرد منتظم",
    8: "حجر نرد منتظم له 8 أوجه مرقمة من 1 إلى 8",
    10: "قرص دوّار مقسم إلى 10 أقسام متساوية مرقمة من 1 إلى 10",
    12: "حجر نرد منتظم له 12 وجهًا مرقمة من 1 إلى 12",
}
_DIE_ASKED = (
    "في تجربة {die} مرة واحدة، ما احتمال ظهور {event}؟",
    "عند {die} مرة واحدة، ما احتمال الحصول على {event}؟",
    "ما احتمال ظهور {event} عند {die} مرة واحدة؟",
)


def _thrown(faces: int) -> str:
    return f"{'تدوير' if faces == 10 else 'رمي'} {_DICE[faces]}"


def _one_die(draw: Draw) -> Draft:
    faces = draw.pick(tuple(_DICE))
    event = drawn_event(draw, faces)
    part = len(event.favourable)
    counted_one_too_many = Fraction(part + 1, faces)
    counted_one_too_few = Fraction(part - 1, faces)
    took_the_opposite = Fraction(faces - part, faces)
    one_face_only = Fraction(1, faces)
    return fractional(
        draw,
        draw.pick(_DIE_ASKED).format(die=_thrown(faces), event=event.phrase),
        Fraction(part, faces),
        [counted_one_too_many, counted_one_too_few, one_face_only, took_the_opposite],
        f"{part}/{faces}",
        f"النواتج المناسبة عددها {part} من {faces}، إذن الاحتمال {reduced(part, faces)}.",
    )


def _die_and_coin(draw: Draw) -> Draft:
    faces, side = draw.pick(tuple(_DICE)), draw.pick(("صورة", "كتابة"))
    event = drawn_event(draw, faces)
    part = len(event.favourable)
    forgot_the_coin = Fraction(part, faces)
    added_the_chances = Fraction(1, 2) + Fraction(part, faces)
    added_the_outcomes = Fraction(part + 1, faces + 2)
    one_pair_only = Fraction(1, 2 * faces)
    asked = (
        (
            f"عند {_thrown(faces)} وإلقاء قطعة نقد مرة واحدة، ما احتمال ظهور {event.phrase} و{side} "
            f"معًا؟"
        ),
        (
            f"أُلقيت قطعة نقد مرة واحدة، ثم جرى {_thrown(faces)}. ما احتمال ظهور {side} ثم "
            f"{event.phrase}؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(part, 2 * faces),
        [forgot_the_coin, one_pair_only, added_the_outcomes, added_the_chances],
        f"1/2 * {part}/{faces}",
        f"احتمال ظهور {side} 1/2، واحتمال {event.phrase} {reduced(part, faces)}، "
        f"وحاصل ضربهما {shown(Fraction(part, 2 * faces))}.",
    )


# Of all the ways four or fewer coins can fall, how many show a given number of one side.
_WAYS = {(2, 1): 2, (3, 1): 3, (3, 2): 3, (3, 3): 1, (4, 1): 4, (4, 2): 6, (4, 3): 4, (4, 4): 1}
_TIMES = {1: "مرة واحدة", 2: "مرتين", 3: "3 مرات", 4: "4 مرات"}


def _coins(draw: Draw) -> Draft:
    (coins, heads), ways = draw.pick(list(_WAYS.items()))
    side = draw.pick(("الصورة", "الكتابة"))
    outcomes = 2**coins
    added_the_coins = Fraction(heads, coins)
    one_order_only = Fraction(1, outcomes)
    counted_outcomes_by_adding = Fraction(ways, 2 * coins)
    one_over_cases = Fraction(1, coins + 1)
    asked = (
        f"إذا أُلقيت قطعة نقد {_TIMES[coins]}، فما احتمال ظهور {side} {_TIMES[heads]} بالضبط؟",
        f"قطعة نقد منتظمة أُلقيت {_TIMES[coins]}. ما احتمال أن تظهر {side} {_TIMES[heads]} فقط؟",
        f"عند إلقاء قطعة نقد {_TIMES[coins]}، ما احتمال الحصول على {side} {_TIMES[heads]} بالضبط؟",
    )
    return fractional(
        draw,
        draw.pick(asked),
        Fraction(ways, outcomes),
        [one_order_only, added_the_coins, one_over_cases, counted_outcomes_by_adding],
        f"{ways}/2**{coins}",
        f"عدد النواتج كلها {outcomes}، والمناسب منها {ways}، "
        f"إذن الاحتمال {reduced(ways, outcomes)}.",
    )


def _two_dice(draw: Draw) -> Draft:
    total, face, gap = draw.integer(3, 11), draw.integer(1, 6), draw.integer(1, 4)
    pairs = [(one, two) for one in range(1, 7) for two in range(1, 7)]
    events = (
        (f"أن يكون مجموع العددين الظاهرين {total}", [p for p in pairs if sum(p) == total]),
        (f"أن يكون مجموع العددين الظاهرين أكبر من {total}", [p for p in pairs if sum(p) > total]),
        (f"أن يكون مجموع العددين الظاهرين أصغر من {total}", [p for p in pairs if sum(p) < total]),
        (f"أن يظهر العدد {face} على أحد الحجرين على الأقل", [p for p in pairs if face in p]),
        (f"أن يظهر العدد {face} على أحد الحجرين فقط", [p for p in pairs if p.count(face) == 1]),
        (
            f"أن يكون الفرق بين العددين الظاهرين {gap}",
            [p for p in pairs if abs(p[0] - p[1]) == gap],
        ),
        ("أن يكون العددان الظاهران متساويين", [p for p in pairs if p[0] == p[1]]),
        (f"أن يكون كل من العددين الظاهرين أكبر من {gap}", [p for p in pairs if min(p) > gap]),
    )
    phrase, favourable = draw.pick(events)
    part = len(favourable)
    ignored_the_order = Fraction((part + 1) // 2, 36)
    counted_sums_as_outcomes = Fraction(part, 12)
    one_over_sums = Fraction(1, 11)
    added_the_faces = Fraction(2, 6)
    one_too_many = Fraction(part + 1, 36)
    throws = (
        "إذا رُمي حجرا نرد منتظمان معًا، فما احتمال {e}؟",
        "ما احتمال {e} عند رمي حجري نرد معًا؟",
        "في تجربة رمي حجري نرد مرة واحدة، ما احتمال {e}؟",
    )
    return fractional(
        draw,
        draw.pick(throws).format(e=phrase),
        Fraction(part, 36),
        [
            ignored_the_order,
            counted_sums_as_outcomes,
            one_too_many,
            one_over_sums,
            added_the_faces,
        ],
        f"{part}/6**2",
        f"عدد النواتج 6 × 6 = 36، والمناسب منها {part}، إذن الاحتمال {reduced(part, 36)}.",
    )


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
        f"عدد ما ليس باللون {colour} هو {total} − {part} = {rest}، "
        f"إذن الاحتمال {reduced(rest, total)}.",
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
            f"مضاعفات "
            f"{divisor}؟"
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
    times = _TIMES[spins]
    spinner = f"مقسم إلى {parts} أقسام متساوية مرقمة من 1 إلى {parts}"
    asked = (
        (
            f"قرص دوّار {spinner}، أُدير {times}. ما احتمال أن يتوقف عند الرقم {part} مرة واحدة "
            f"على "
            f"الأقل؟"
        ),
        f"عند تدوير قرص {spinner} {times}، ما احتمال ظهور الرقم {part} مرة على الأقل؟",
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
            f"أحد "
            f"طرفيه. إذا قُطع الحبل عند نقطة عشوائية، فما احتمال أن يقع القطع في الجزء المصبوغ؟"
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
            f"{inner_long} سم "
            f"و{inner_wide} سم. إذا اختيرت نقطة على اللوحة عشوائيًا، فما احتمال أن تقع في "
            f"المستطيل الملون؟"
        ),
        (
            f"ساحة مستطيلة بعداها {long} م و{wide} م، في داخلها حوض زرع مستطيل بعداه {inner_long} "
            f"م "
            f"و{inner_wide} م. إذا سقطت ورقة على الساحة عشوائيًا، فما احتمال أن تسقط في الحوض؟"
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
    outer = draw.integer(3, 15)
    inner = draw.integer(1, outer - 1)
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
            f"الدائرة "
            f"الكبيرة عشوائيًا، فما احتمال أن تقع داخل الصغيرة؟"
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
            f"داخل "
            f"المربع عشوائيًا، فما احتمال أن تقع داخل الدائرة بدلالة ط؟"
        ),
        (
            f"لوحة مربعة طول ضلعها {side} سم، في داخلها دائرة ملونة نصف قطرها {radius} سم. ما "
            f"احتمال أن "
            f"تقع نقطة عشوائية من اللوحة في الدائرة الملونة، بدلالة ط؟"
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
        f"مساحة الدائرة {radius**2}ط ومساحة المربع {side**2}، إذن الاحتمال {_times_pi(key)}.",
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
            f"عشوائيًا "
            f"داخل أكبرها. ما احتمال أن تقع خارج الصغرى وداخل الوسطى؟"
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
    side, inner = draw.integer(8, 15), draw.integer(2, 5)
    base, height = 2 * draw.integer(1, 3), draw.integer(2, 5)
    total, square, triangle = side**2, inner**2, base * height // 2
    part = total - square - triangle
    took_the_shapes = Fraction(square + triangle, total)
    forgot_the_triangle = Fraction(total - square, total)
    forgot_to_halve_triangle = Fraction(part - triangle, total)
    forgot_the_square = Fraction(total - triangle, total)
    return fractional(
        draw,
        f"لوحة مربعة طول ضلعها {side} سم، رُسم عليها مربع طول ضلعه {inner} سم ومثلث قاعدته {base} "
        f"سم "
        f"وارتفاعه {height} سم دون تداخل بينهما. إذا اختيرت نقطة على اللوحة عشوائيًا، فما احتمال "
        f"أن "
        f"تقع خارج الشكلين؟",
        Fraction(part, total),
        [forgot_to_halve_triangle, forgot_the_triangle, forgot_the_square, took_the_shapes],
        f"({side}**2 - {inner}**2 - {base}*{height}/2)/{side}**2",
        f"المساحة الباقية {total} − {square} − {triangle} = {part}، "
        f"إذن الاحتمال {reduced(part, total)}.",
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
    stay = f" وتقف فيها {counted(stop, 'دقائق', 'دقيقة')}" if stop else ""
    waited = counted(most, "دقائق", "دقيقة")
    stem = (
        f"تصل إلى محطة في {draw.city} حافلة كل {counted(period, 'دقائق', 'دقيقة')}{stay}. "
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


GENERATORS: dict[str, Generator] = {
    "single-draw": single_draw,
    "dice-coin": dice_coin,
    "complement": complement,
    "geometric-prob": geometric_prob,
}
