"""Probability of two events: independent, one after another without returning, exclusive."""

from fractions import Fraction

from examcli.simulator.bank.draft import PEOPLE, Degenerate, Draft, Draw, Generator
from examcli.simulator.bank.quantitative.mistakes import fractional, shown
from examcli.simulator.bank.quantitative.probability_bags import (
    cards,
    drawn_bag,
    drawn_event,
    reduced,
)

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
        "مستقلان. "
        "ما احتمال وصولهما معًا في الموعد؟"
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
    bag, parts = drawn_bag(draw, 2, most=9), draw.pick((4, 5, 6, 8, 10))
    event = drawn_event(draw, parts)
    part, total, favourable = bag.counts[0], bag.total, len(event.favourable)
    chance, turn = Fraction(part, total), Fraction(favourable, parts)
    added = chance + turn
    added_across = Fraction(part + favourable, total + parts)
    forgot_the_spinner = chance
    forgot_the_bag = turn
    return fractional(
        draw,
        f"{bag}، ومعها قرص دوّار مقسم إلى {parts} أقسام متساوية مرقمة من 1 إلى {parts}. عند سحب "
        f"{bag.things.one} عشوائيًا وتدوير القرص مرة واحدة، ما احتمال الحصول على اللون "
        f"{bag.colours[0].name} و{event.phrase} معًا؟",
        chance * turn,
        [forgot_the_spinner, forgot_the_bag, added_across, added],
        f"{part}/{total} * {favourable}/{parts}",
        f"احتمال اللون {reduced(part, total)}، واحتمال القرص {reduced(favourable, parts)}، "
        f"وحاصل ضربهما {shown(chance * turn)}.",
    )


def _same_colour_returned(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 2, most=9)
    part, total, name = bag.counts[0], bag.total, bag.colours[0].name
    once = Fraction(part, total)
    doubled = 2 * once
    not_returned = once * Fraction(part - 1, total - 1)
    other_colour = (1 - once) ** 2
    asked = (
        (
            f"{bag}. سُحب واحد عشوائيًا ثم أُعيد، ثم سُحب واحد مرة أخرى. ما احتمال الحصول على "
            f"اللون "
            f"{name} في المرتين؟"
        ),
        f"{bag}. إذا جرى السحب عشوائيًا مرتين مع الإرجاع، فما احتمال ظهور اللون {name} في المرتين؟",
    )
    return fractional(
        draw,
        draw.pick(asked),
        once**2,
        [once, not_returned, other_colour, doubled],
        f"({part}/{total})**2",
        f"احتمال اللون {name} في كل مرة {reduced(part, total)}، "
        f"وفي المرتين {shown(once)} × {shown(once)} = {shown(once**2)}.",
    )


def _two_colours_returned(draw: Draw) -> Draft:
    bag = drawn_bag(draw, 3, most=8)
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
        f"العدد الكلي {bag.total} في المرتين، والاحتمال "
        f"{bag.counts[0]}/{bag.total} × {bag.counts[1]}/{bag.total} = {shown(first * second)}.",
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
            f"اختبار "
            f"آخر مستقل عنه معًا {shown(both)}. ما احتمال النجاح في الاختبار الآخر؟"
        ),
        (
            f"احتمال هطول المطر في {draw.city} يوم السبت {shown(p)}، واحتمال هطوله يومي السبت "
            f"والأحد معًا "
            f"{shown(both)}. إذا كان الحدثان مستقلين، فما احتمال هطوله يوم الأحد؟"
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
    """The second draw after a known first; both of one colour; different colours or at least "
    "one.
    """
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
            f"{bag}. سُحب واحد عشوائيًا دون إرجاع فكان لونه {first}. ما احتمال أن يكون لون "
            f"المسحوب بعده "
            f"{name}؟"
        ),
        (
            f"{bag}. إذا ظهر اللون {first} في السحب الأول ولم يُعَد المسحوب، فما احتمال ظهور "
            f"اللون {name} "
            f"في السحب الثاني؟"
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
    bag = drawn_bag(draw, draw.pick((2, 3)), most=8)
    part, total, name = bag.counts[0], bag.total, bag.colours[0].name
    key = Fraction(part * (part - 1), total * (total - 1))
    returned = Fraction(part, total) ** 2
    total_not_reduced = Fraction(part * (part - 1), total**2)
    part_not_reduced = Fraction(part**2, total * (total - 1))
    added = Fraction(part, total) + Fraction(part - 1, total - 1)
    one_draw_only = Fraction(part, total)
    stems = (
        (
            f"{bag}. عند سحب {bag.things.two} عشوائيًا واحدًا تلو الآخر دون إرجاع، ما احتمال أن "
            f"يظهر اللون "
            f"{name} في المرتين؟"
        ),
        f"{bag}. إذا جرى السحب مرتين عشوائيًا دون إرجاع، فما احتمال ظهور اللون {name} في المرتين؟",
    )
    return fractional(
        draw,
        stems[1] if bag.things.two.endswith("تين") else draw.pick(stems),
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
            f"واحدة على "
            f"الأقل؟"
        ),
        (
            f"{bag}. عند سحب {bag.things.two} معًا عشوائيًا، ما احتمال ظهور اللون {name} مرة "
            f"واحدة على "
            f"الأقل؟"
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


def mutually_exclusive(draw: Draw) -> Draft:
    """One colour or another; two properties of a number, or a missing part; three in proportion."""
    easy = draw.pick((_either_colour, _either_event))
    medium = draw.pick((_either_on_card, _missing_part))
    hard = draw.pick((_in_proportion, _neither_event))
    return draw.by_level(easy, medium, hard)(draw)


def _either_colour(draw: Draw) -> Draft:
    bag = drawn_bag(draw, draw.pick((3, 4)))
    a, b, *_ = bag.counts
    total, one, two = bag.total, bag.colours[0].name, bag.colours[1].name
    multiplied = Fraction(a * b, total**2)
    first_only = Fraction(a, total)
    second_only = Fraction(b, total)
    took_the_rest = Fraction(total - a - b, total)
    stems = (
        f"{bag}. عند سحب {bag.things.one} عشوائيًا، ما احتمال الحصول على اللون {one} أو {two}؟",
        f"{bag}. ما احتمال ظهور أحد اللونين {one} و{two} عند سحب {bag.things.one} عشوائيًا؟",
    )
    return fractional(
        draw,
        draw.pick(stems),
        Fraction(a + b, total),
        [first_only, took_the_rest, second_only, multiplied],
        f"({a} + {b})/({' + '.join(map(str, bag.counts))})",
        f"الحدثان متنافيان: {a}/{total} + {b}/{total} = {reduced(a + b, total)}.",
    )


_EXCLUSIVE = (
    "أ وب حدثان متنافيان، واحتمال أ يساوي {p}، واحتمال ب يساوي {q}. {asked}",
    (
        "احتمال فوز الفريق الأول بالبطولة {p}، واحتمال فوز الفريق الثاني بها {q}، ولا يفوز بها "
        "إلا فريق "
        "واحد. {asked}"
    ),
    (
        "احتمال أن يصل {person} أولًا في سباق {p}، واحتمال أن يصل {other} أولًا {q}، ولا يصل "
        "أولًا إلا "
        "واحد. {asked}"
    ),
)


def _exclusive_chances(draw: Draw) -> tuple[Fraction, Fraction]:
    total = draw.pick((5, 6, 8, 9, 10, 12, 15, 20))
    first = draw.integer(1, total - 3)
    second = draw.integer(1, total - first - 1)
    if first == second:
        raise Degenerate("equal chances")
    return Fraction(first, total), Fraction(second, total)


def _either_event(draw: Draw) -> Draft:
    p, q = _exclusive_chances(draw)
    stem = _exclusive_stem(draw, p, q, "ما احتمال وقوع أحدهما؟", "ما احتمال أن يفوز أحدهما؟")
    multiplied = p * q
    added_across = Fraction(p.numerator + q.numerator, p.denominator + q.denominator)
    independent_rule = p + q - p * q
    took_the_rest = 1 - p - q
    return fractional(
        draw,
        stem,
        p + q,
        [added_across, independent_rule, took_the_rest, multiplied],
        f"{p.numerator}/{p.denominator} + {q.numerator}/{q.denominator}",
        f"لا يقع الحدثان معًا، إذن الاحتمال {shown(p)} + {shown(q)} = {shown(p + q)}.",
    )


def _exclusive_stem(draw: Draw, p: Fraction, q: Fraction, of_events: str, of_teams: str) -> str:
    template = draw.pick(_EXCLUSIVE[:2])
    asked = of_events if template == _EXCLUSIVE[0] else of_teams
    return template.format(p=shown(p), q=shown(q), asked=asked)


def _either_on_card(draw: Draw) -> Draft:
    count, first, second = draw.integer(20, 40), *draw.sample(range(4, 12), 2)
    multiples = {card for card in range(1, count + 1) if card % first == 0}
    others = {card for card in range(1, count + 1) if card % second == 0}
    if multiples & others:
        raise Degenerate("not exclusive")
    a, b = len(multiples), len(others)
    multiplied = Fraction(a * b, count**2)
    first_only = Fraction(a, count)
    counted_one_too_many = Fraction(a + b + 1, count)
    added_the_divisors = Fraction(first + second, count)
    second_only = Fraction(b, count)
    stems = (
        (
            f"سُحبت بطاقة عشوائيًا من {cards(count)}. ما احتمال أن يكون رقمها من مضاعفات {first} "
            f"أو من "
            f"مضاعفات {second}؟"
        ),
        (
            f"في صندوق {cards(count)}. عند سحب بطاقة عشوائيًا، ما احتمال أن يقبل رقمها القسمة على "
            f"{first} "
            f"أو على {second}؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(stems),
        Fraction(a + b, count),
        [first_only, counted_one_too_many, added_the_divisors, second_only, multiplied],
        f"({a} + {b})/{count}",
        f"مضاعفات {first} عددها {a}، ومضاعفات {second} عددها {b}، ولا مشترك بينهما، "
        f"إذن الاحتمال {reduced(a + b, count)}.",
    )


def _missing_part(draw: Draw) -> Draft:
    p, q = _exclusive_chances(draw)
    either = p + q
    added = p + either
    multiplied = p * either
    took_the_rest = 1 - either
    opposite_of_first = 1 - p
    stems = (
        (
            f"أ وب حدثان متنافيان، واحتمال أ يساوي {shown(p)}، واحتمال وقوع أ أو ب يساوي "
            f"{shown(either)}. "
            f"ما احتمال ب؟"
        ),
        (
            f"احتمال فوز الفريق الأول ببطولة {shown(p)}، واحتمال أن يفوز بها الفريق الأول أو "
            f"الثاني "
            f"{shown(either)}. ما احتمال فوز الفريق الثاني؟"
        ),
        (
            f"احتمال أن تكون الزهرة المختارة من حديقة في {draw.city} بيضاء {shown(p)}، واحتمال أن "
            f"تكون "
            f"بيضاء أو صفراء {shown(either)}. ما احتمال أن تكون صفراء؟"
        ),
    )
    return fractional(
        draw,
        draw.pick(stems),
        q,
        [took_the_rest, added, opposite_of_first, multiplied],
        f"{either.numerator}/{either.denominator} - {p.numerator}/{p.denominator}",
        f"الحدثان متنافيان، إذن الاحتمال {shown(either)} − {shown(p)} = {shown(q)}.",
    )


_MULTIPLES = {2: "ضعف", 3: "3 أمثال", 4: "4 أمثال", 5: "5 أمثال"}
_RIVALS = (
    (
        "ثلاثة فرق تتنافس على كأس لا يفوز بها إلا واحد منها",
        "فوز الفريق",
        ("الأول", "الثاني", "الثالث"),
    ),
    (
        "في سباق بمدينة {city} ثلاثة متسابقين لا يفوز إلا واحد منهم",
        "فوز المتسابق",
        ("الأول", "الثاني", "الثالث"),
    ),
    (
        "يتوقف مؤشر عند لون واحد من ثلاثة ألوان هي الأحمر والأزرق والأخضر",
        "ظهور اللون",
        ("الأحمر", "الأزرق", "الأخضر"),
    ),
)


def _in_proportion(draw: Draw) -> Draft:
    opening, verb, names = draw.pick(_RIVALS)
    times, more = draw.integer(2, 5), draw.integer(2, 5)
    shares = (times * more, more, 1)
    place = draw.integer(0, 2)
    total = sum(shares)
    compared_with_the_rest = Fraction(shares[place], total - shares[place])
    forgot_the_last = Fraction(shares[place], times * more + more)
    added_the_multiples = Fraction(shares[place], times + more + 1)
    another_share = Fraction(shares[(place + 1) % 3], total)
    return fractional(
        draw,
        f"{opening.format(city=draw.city)}. احتمال {verb} {names[0]} {_MULTIPLES[times]} احتمال "
        f"{verb} {names[1]}، واحتمال {verb} {names[1]} {_MULTIPLES[more]} احتمال {verb} "
        f"{names[2]}. "
        f"ما احتمال {verb} {names[place]}؟",
        Fraction(shares[place], total),
        [compared_with_the_rest, added_the_multiples, another_share, forgot_the_last],
        f"{shares[place]}/({times}*{more} + {more} + 1)",
        f"الاحتمالات بنسبة {shares[0]} : {shares[1]} : 1 ومجموعها 1، "
        f"إذن الاحتمال {reduced(shares[place], total)}.",
    )


def _neither_event(draw: Draw) -> Draft:
    p, q = _exclusive_chances(draw)
    stem = _exclusive_stem(
        draw, p, q, "ما احتمال ألا يقع أي منهما؟", "ما احتمال ألا يفوز أي منهما؟"
    )
    either = p + q
    independent_rule = (1 - p) * (1 - q)
    opposite_of_product = 1 - p * q
    opposite_of_first = 1 - p
    return fractional(
        draw,
        stem,
        1 - either,
        [either, independent_rule, opposite_of_first, opposite_of_product],
        f"1 - {p.numerator}/{p.denominator} - {q.numerator}/{q.denominator}",
        f"احتمال وقوع أحدهما {shown(p)} + {shown(q)} = {shown(either)}، "
        f"إذن المطلوب 1 − {shown(either)} = {shown(1 - either)}.",
    )


GENERATORS: dict[str, Generator] = {
    "independent": independent,
    "without-replacement": without_replacement,
    "mutually-exclusive": mutually_exclusive,
}
