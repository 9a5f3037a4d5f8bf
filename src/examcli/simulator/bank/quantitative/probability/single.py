"""Probability of one experiment: a draw from a bag, dice and coins."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.lowest_terms import shown
from examcli.simulator.bank.mistakes import fractional, whole
from examcli.simulator.bank.quantitative.probability.bags import (
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
            f"في {bag.things.place} {plural} ملونة عددها {total}، واحتمال سحب اللون "
            f"{colour.name} منها {shown(chance)}. فكم منها باللون {colour.name}؟"
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
            f"عند {_thrown(faces)} وإلقاء قطعة نقد مرة واحدة، ما احتمال ظهور {event.phrase} "
            f"و{side} معًا؟"
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
        f"احتمال ظهور {side} 1/2، واحتمال {event.phrase} هو {reduced(part, faces)}، "
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
        f"عدد النواتج كلها {outcomes}، والمناسب منها {ways}، إذن الاحتمال "
        f"{reduced(ways, outcomes)}.",
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
