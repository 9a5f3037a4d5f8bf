"""Probability of two events: independent, or one after another without returning."""

from fractions import Fraction

from examcli.simulator.bank.draft import PEOPLE, Draft, Draw
from examcli.simulator.bank.lowest_terms import shown
from examcli.simulator.bank.mistakes import fractional
from examcli.simulator.bank.quantitative.probability.bags import drawn_bag, drawn_event, reduced

_CHANCES = [
    Fraction(part, total)
    for total in (2, 3, 4, 5, 6)
    for part in range(1, total)
    if Fraction(part, total).denominator == total
]


def independent(draw: Draw) -> Draft:
    """A product; draws with returning; exactly one of two, or a missing factor."""
    easy = draw.pick((_both_happen, _spinner_and_bag))
    medium = draw.pick((_same_colour_returned, _two_colours_returned))
    hard = draw.pick((_exactly_one, _missing_factor))
    return draw.by_level(easy, medium, hard)(draw)


_BOTH = (
    (
        "احتمال نجاح {person} في اختبار {p}، واحتمال نجاح {other} فيه {q}، والحدثان مستقلان. "
        "ما احتمال نجاح الاثنين معًا؟"
    ),
    (
        "احتمال وصول حافلة {city} في موعدها {p}، واحتمال وصول القطار في موعده {q}، والحدثان "
        "مستقلان. ما احتمال وصولهما معًا في الموعد؟"
    ),
    "أ وب حدثان مستقلان، واحتمال أ يساوي {p}، واحتمال ب يساوي {q}. ما احتمال وقوعهما معًا؟",
    (
        "آلتان تعملان مستقلتين، واحتمال أن تعمل الأولى دون توقف {p} والثانية {q}. "
        "ما احتمال أن تعملا معًا دون توقف؟"
    ),
)


def _two_chances(draw: Draw) -> tuple[Fraction, Fraction]:
    first, second = draw.sample(_CHANCES, 2)
    return first, second


def _both_happen(draw: Draw) -> Draft:
    p, q = _two_chances(draw)
    added = p + q
    added_across = Fraction(p.numerator + q.numerator, p.denominator + q.denominator)
    subtracted = abs(p - q)
    neither = (1 - p) * (1 - q)
    other = draw.pick([name for name in PEOPLE if name != draw.person])
    stem = draw.pick(_BOTH).format(
        p=shown(p), q=shown(q), person=draw.person, other=other, city=draw.city
    )
    return fractional(
        draw,
        stem,
        p * q,
        [added, added_across, neither, subtracted],
        f"{p.numerator}*{q.numerator}/({p.denominator}*{q.denominator})",
        f"الحدثان مستقلان فنضرب الاحتمالين: {shown(p)} × {shown(q)} = {shown(p * q)}.",
    )


def _spinner_and_bag(draw: Draw) -> Draft:
    bag, parts = drawn_bag(draw, 2, most=7), draw.pick((4, 5, 6, 8, 10))
    event = drawn_event(draw, parts)
    part, total, favourable = bag.counts[0], bag.total, len(event.favourable)
    chance, turn = Fraction(part, total), Fraction(favourable, parts)
    added = chance + turn
    added_across = Fraction(part + favourable, total + parts)
    forgot_the_spinner = chance
    forgot_the_bag = turn
    return fractional(
        draw,
        f"{bag}. ولدينا أيضًا قرص دوّار مقسم إلى {parts} أقسام متساوية مرقمة من 1 إلى {parts}. "
        f"عند سحب {bag.things.one} عشوائيًا وتدوير القرص مرة واحدة، ما احتمال الحصول على اللون "
        f"{bag.colours[0].name} و{event.phrase} معًا؟",
        chance * turn,
        [forgot_the_spinner, forgot_the_bag, added_across, added],
        f"{part}/{total} * {favourable}/{parts}",
        f"احتمال اللون {reduced(part, total)}، واحتمال القرص {reduced(favourable, parts)}، "
        f"وحاصل ضربهما {shown(chance * turn)}.",
    )


def _same_colour_returned(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=7)
    part, total, name = bag.counts[0], bag.total, bag.colours[0].name
    once = Fraction(part, total)
    doubled = 2 * once
    not_returned = once * Fraction(part - 1, total - 1)
    other_colour = (1 - once) ** 2
    asked = (
        f"{bag}. ما احتمال ظهور اللون {name} في المرتين عند السحب عشوائيًا مرتين مع الإرجاع؟",
        f"{bag}. إذا جرى السحب عشوائيًا مرتين مع الإرجاع، فما احتمال ظهور اللون {name} في المرتين؟",
    )
    return fractional(
        draw,
        draw.pick(asked),
        once**2,
        [once, not_returned, other_colour, doubled],
        f"({part}/{total})**2",
        f"احتمال اللون {name} في كل مرة {reduced(part, total)}، وفي المرتين {shown(once)} × "
        f"{shown(once)} = {shown(once**2)}.",
    )


def _two_colours_returned(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3, most=6)
    first, second = Fraction(bag.counts[0], bag.total), Fraction(bag.counts[1], bag.total)
    one, two = bag.colours[0].name, bag.colours[1].name
    added = first + second
    not_returned = first * Fraction(bag.counts[1], bag.total - 1)
    in_either_order = 2 * first * second
    squared_the_first = first**2
    return fractional(
        draw,
        f"{bag}. إذا جرى السحب عشوائيًا مرتين مع الإرجاع، فما احتمال ظهور اللون {one} أولًا ثم "
        f"اللون {two}؟",
        first * second,
        [not_returned, in_either_order, squared_the_first, added],
        f"{bag.counts[0]}*{bag.counts[1]}/{bag.total}**2",
        f"العدد الكلي {bag.total} في المرتين، والاحتمال {bag.counts[0]}/{bag.total} × "
        f"{bag.counts[1]}/{bag.total} = {shown(first * second)}.",
    )


_ONE_OF_TWO = (
    (
        "احتمال إصابة اللاعب الأول للهدف {p}، واحتمال إصابة الثاني {q}، والحدثان مستقلان. "
        "ما احتمال أن يصيب أحدهما فقط؟"
    ),
    (
        "احتمال نجاح {person} في اختبار {p}، واحتمال نجاح {other} فيه {q}، والحدثان مستقلان. "
        "ما احتمال نجاح واحد منهما فقط؟"
    ),
    (
        "أ وب حدثان مستقلان، واحتمال أ يساوي {p}، واحتمال ب يساوي {q}. "
        "ما احتمال وقوع أحدهما دون الآخر؟"
    ),
)


def _exactly_one(draw: Draw) -> Draft:
    p, q = _two_chances(draw)
    key = p * (1 - q) + q * (1 - p)
    at_least_one = p + q - p * q
    both = p * q
    first_only = p * (1 - q)
    added = p + q
    not_both = 1 - p * q
    other = draw.pick([name for name in PEOPLE if name != draw.person])
    pd, qd, pn, qn = p.denominator, q.denominator, p.numerator, q.numerator
    return fractional(
        draw,
        draw.pick(_ONE_OF_TWO).format(p=shown(p), q=shown(q), person=draw.person, other=other),
        key,
        [at_least_one, first_only, both, not_both, added],
        f"({pn}*({qd} - {qn}) + {qn}*({pd} - {pn}))/({pd}*{qd})",
        f"{shown(p)} × {shown(1 - q)} + {shown(q)} × {shown(1 - p)} = {shown(key)}.",
    )


def _missing_factor(draw: Draw) -> Draft:
    p, q = _two_chances(draw)
    both = p * q
    subtracted = p - both
    multiplied = p * both
    took_the_opposite = 1 - q
    opposite_of_both = 1 - both
    asked = (
        (
            f"أ وب حدثان مستقلان، واحتمال أ يساوي {shown(p)}، واحتمال وقوعهما معًا {shown(both)}. "
            f"ما احتمال ب؟"
        ),
        (
            f"احتمال نجاح {draw.person} في اختبار {shown(p)}، واحتمال النجاح في هذا الاختبار وفي "
            f"اختبار آخر مستقل عنه معًا {shown(both)}. ما احتمال النجاح في الاختبار الآخر؟"
        ),
        (
            f"احتمال هطول المطر في {draw.city} يوم السبت {shown(p)}، واحتمال هطوله يومي السبت "
            f"والأحد معًا {shown(both)}. إذا كان الحدثان مستقلين، فما احتمال هطوله يوم الأحد؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(asked),
        q,
        [subtracted, multiplied, took_the_opposite, opposite_of_both],
        f"({both.numerator}*{p.denominator})/({both.denominator}*{p.numerator})",
        f"الاحتمال المطلوب {shown(both)} ÷ {shown(p)} = {shown(q)}.",
    )


def without_replacement(draw: Draw) -> Draft:
    """The second draw after a known first; both of one colour; two colours, or at least one."""
    hard = draw.pick((_different_colours, _at_least_one_of_colour))
    return draw.by_level(_second_after_first, _both_of_colour, hard)(draw)


def _second_after_first(draw: Draw) -> Draft:
    bag = drawn_bag(draw, draw.pick((2, 3)))
    seen, asked_for = draw.pick((0, 1)), 0
    total = bag.total
    part = bag.counts[0] - (seen == asked_for)
    first, name = bag.colours[seen].name, bag.colours[0].name
    forgot_it_was_taken = Fraction(bag.counts[0], total)
    total_not_reduced = Fraction(part, total)
    part_wrongly_reduced = Fraction(
        bag.counts[0] if seen == asked_for else bag.counts[0] - 1, total - 1
    )
    took_the_opposite = Fraction(total - 1 - part, total - 1)
    stems = (
        (
            f"{bag}. جرى السحب عشوائيًا مرتين دون إرجاع، وظهر اللون {first} في المرة الأولى. "
            f"ما احتمال ظهور اللون {name} في المرة الثانية؟"
        ),
        (
            f"{bag}. إذا ظهر اللون {first} في السحب الأول ولم يُعَد المسحوب، فما احتمال ظهور اللون "
            f"{name} في السحب الثاني؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(stems),
        Fraction(part, total - 1),
        [forgot_it_was_taken, total_not_reduced, part_wrongly_reduced, took_the_opposite],
        f"({bag.counts[0]} - 1)/({total} - 1)"
        if seen == asked_for
        else f"{bag.counts[0]}/({total} - 1)",
        f"بعد السحب الأول يبقى {total - 1}، منها {part} من اللون {name}، "
        f"إذن الاحتمال {reduced(part, total - 1)}.",
    )


def _both_of_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, draw.pick((2, 3)), most=6)
    part, total, name = bag.counts[0], bag.total, bag.colours[0].name
    key = Fraction(part * (part - 1), total * (total - 1))
    returned = Fraction(part, total) ** 2
    total_not_reduced = Fraction(part * (part - 1), total**2)
    part_not_reduced = Fraction(part**2, total * (total - 1))
    added = Fraction(part, total) + Fraction(part - 1, total - 1)
    one_draw_only = Fraction(part, total)
    stems = (
        f"{bag}. ما احتمال ظهور اللون {name} في المرتين عند السحب عشوائيًا مرتين دون إرجاع؟",
        f"{bag}. إذا جرى السحب مرتين عشوائيًا دون إرجاع، فما احتمال ظهور اللون {name} في المرتين؟",
    )
    return fractional(
        draw,
        draw.pick(stems),
        key,
        [returned, total_not_reduced, part_not_reduced, one_draw_only, added],
        f"{part}*({part} - 1)/({total}*({total} - 1))",
        f"{part}/{total} × {part - 1}/{total - 1} = {shown(key)}.",
    )


def _different_colours(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=8)
    (a, b), total = bag.counts, bag.total
    key = Fraction(2 * a * b, total * (total - 1))
    one_order_only = Fraction(a * b, total * (total - 1))
    returned = Fraction(2 * a * b, total**2)
    same_colour = 1 - key
    one_order_returned = Fraction(a * b, total**2)
    stems = (
        f"{bag}. إذا جرى السحب مرتين عشوائيًا دون إرجاع، فما احتمال ظهور لونين مختلفين؟",
        f"{bag}. عند سحب {bag.things.two} معًا عشوائيًا، ما احتمال اختلاف اللونين؟",
    )
    return fractional(
        draw,
        draw.pick(stems),
        key,
        [one_order_only, returned, same_colour, one_order_returned],
        f"2*{a}*{b}/({total}*({total} - 1))",
        f"للترتيبين: 2 × {a}/{total} × {b}/{total - 1} = {shown(key)}.",
    )


def _at_least_one_of_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=8)
    (a, b), total = bag.counts, bag.total
    none = Fraction(b * (b - 1), total * (total - 1))
    key = 1 - none
    both = Fraction(a * (a - 1), total * (total - 1))
    exactly_one = Fraction(2 * a * b, total * (total - 1))
    returned = 1 - Fraction(b, total) ** 2
    name = bag.colours[0].name
    stems = (
        (
            f"{bag}. إذا جرى السحب مرتين عشوائيًا دون إرجاع، فما احتمال ظهور اللون {name} مرة "
            "واحدة على الأقل؟"
        ),
        (
            f"{bag}. عند سحب {bag.things.two} معًا عشوائيًا، ما احتمال ظهور اللون {name} مرة "
            "واحدة على الأقل؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(stems),
        key,
        [none, exactly_one, returned, both],
        f"1 - {b}*({b} - 1)/({total}*({total} - 1))",
        f"احتمال عدم ظهوره {b}/{total} × {b - 1}/{total - 1} = {shown(none)}، "
        f"إذن الاحتمال 1 − {shown(none)} = {shown(key)}.",
    )
