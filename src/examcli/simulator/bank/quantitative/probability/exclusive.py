"""Probability of events that exclude each other."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import Draft, Draw
from examcli.simulator.bank.lowest_terms import shown
from examcli.simulator.bank.mistakes import fractional
from examcli.simulator.bank.quantitative.probability.bags import cards, drawn_bag, reduced


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
    ("أ وب حدثان متنافيان، واحتمال أ يساوي {p}، واحتمال ب يساوي {q}. ما احتمال {asked}؟", "أن يقع"),
    (
        (
            "احتمال فوز الفريق الأول ببطولة في {city} {p}، واحتمال فوز الفريق الثاني بها {q}، "
            "ولا يفوز بها إلا فريق واحد. ما احتمال {asked}؟"
        ),
        "أن يفوز",
    ),
    (
        (
            "يتوقف مؤشر عند لون واحد فقط، واحتمال توقفه عند الأحمر {p}، واحتمال توقفه عند "
            "الأزرق {q}. ما احتمال {asked}؟"
        ),
        "أن يظهر",
    ),
)


def _exclusive_chances(draw: Draw) -> tuple[Fraction, Fraction]:
    total = draw.pick((5, 6, 8, 9, 10, 12, 15, 20))
    first = draw.integer(1, total - 3)
    second = draw.integer(1, total - first - 1)
    return Fraction(first, total), Fraction(second, total)


def _either_event(draw: Draw) -> Draft:
    p, q = _exclusive_chances(draw)
    stem = _exclusive_stem(draw, p, q, "أحدهما")
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


def _exclusive_stem(draw: Draw, p: Fraction, q: Fraction, who: str) -> str:
    template, happens = draw.pick(_EXCLUSIVE)
    asked = f"{happens} {who}" if who == "أحدهما" else f"{happens.replace('أن', 'ألا')} {who}"
    return template.format(p=shown(p), q=shown(q), city=draw.city, asked=asked)


_NO_COMMON_MULTIPLE = [
    (count, first, second)
    for count in range(20, 41)
    for first in range(4, 13)
    for second in range(4, 13)
    if first != second and lcm(first, second) > count
]


def _either_on_card(draw: Draw) -> Draft:
    count, first, second = draw.pick(_NO_COMMON_MULTIPLE)
    a, b = count // first, count // second
    multiplied = Fraction(a * b, count**2)
    first_only = Fraction(a, count)
    counted_one_too_many = Fraction(a + b + 1, count)
    added_the_divisors = Fraction(first + second, count)
    second_only = Fraction(b, count)
    stems = (
        (
            f"سُحبت بطاقة عشوائيًا من {cards(count)}. ما احتمال أن يكون رقمها من مضاعفات {first} "
            f"أو من مضاعفات {second}؟"
        ),
        (
            f"في صندوق {cards(count)}. عند سحب بطاقة عشوائيًا، ما احتمال أن يقبل رقمها القسمة "
            f"على {first} أو على {second}؟"
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
            f"{shown(either)}. ما احتمال ب؟"
        ),
        (
            f"احتمال فوز الفريق الأول ببطولة {shown(p)}، واحتمال أن يفوز بها الفريق الأول أو "
            f"الثاني {shown(either)}. ما احتمال فوز الفريق الثاني؟"
        ),
        (
            f"احتمال أن تكون الزهرة المختارة من حديقة في {draw.city} بيضاء {shown(p)}، واحتمال "
            f"أن تكون بيضاء أو صفراء {shown(either)}. ما احتمال أن تكون صفراء؟"
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
        f"{names[2]}. ما احتمال {verb} {names[place]}؟",
        Fraction(shares[place], total),
        [compared_with_the_rest, added_the_multiples, another_share, forgot_the_last],
        f"{shares[place]}/({times}*{more} + {more} + 1)",
        f"الاحتمالات بنسبة {shares[0]} : {shares[1]} : 1 ومجموعها 1، "
        f"إذن الاحتمال {reduced(shares[place], total)}.",
    )


def _neither_event(draw: Draw) -> Draft:
    p, q = _exclusive_chances(draw)
    stem = _exclusive_stem(draw, p, q, "أي منهما")
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
