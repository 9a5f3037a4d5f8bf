"""Whole numbers: remainders, multiples and divisors, parity, last digits."""

from fractions import Fraction
from math import gcd, lcm

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, power
from examcli.simulator.bank.quantitative.nouns import MINUTE, PAGE, PEN, Noun, counted

STAMP = Noun("طابع", "طابعين", "طوابع", "طابعًا")


def number_properties(draw: Draw) -> Draft:
    """One division; common multiples, divisors and parity; remainders, last digits, divisors."""
    easy = draw.pick((_remainder, _least_to_add))
    medium = draw.pick((_meet_again, _equal_groups, _parity))
    hard = draw.pick((_remainder_of_combination, _last_digit, _same_remainder, _divisor_count))
    return draw.by_level(easy, medium, hard)(draw)


def _remainder(draw: Draw) -> Draft:
    divisor, quotient = draw.integer(5, 12), draw.integer(4, 15)
    key = draw.integer(1, divisor - 1)
    total = divisor * quotient + key
    gave_what_is_missing = divisor - key
    asked = (
        f"ما باقي قسمة العدد {total} على {divisor}؟",
        f"إذا قُسم العدد {total} على {divisor}، فما الباقي؟",
        (
            f"وُضع {counted(total, PEN)} في علب سعة كل منها {divisor}، "
            f"فكم قلمًا يبقى خارج العلب المملوءة؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        [gave_what_is_missing, *_residues(draw, divisor)],
        f"{total} - {divisor}*{quotient}",
        f"أكبر مضاعف للعدد {divisor} لا يزيد على {total} هو {divisor * quotient}، "
        f"والباقي {total} − {divisor * quotient} = {key}.",
    )


def _residues(draw: Draw, divisor: int) -> list[int]:
    """The remainders a division can leave, in drawn order: a slip of the multiplication table."""
    return draw.sample(range(1, divisor), divisor - 1)


def _least_to_add(draw: Draw) -> Draft:
    divisor, quotient = draw.integer(6, 15), draw.integer(4, 15)
    key = draw.integer(1, divisor - 1)
    total = divisor * quotient - key
    gave_the_remainder = divisor - key
    asked = (
        f"ما أصغر عدد موجب يُضاف إلى {total} ليقبل الناتج القسمة على {divisor}؟",
        (
            f"لدى {draw.person} {counted(total, STAMP)}. ما أقل عدد من الطوابع يلزم "
            f"إضافته ليمكن توزيعها بالتساوي على {counted(divisor, PAGE)}؟"
        ),
    )
    return numeric(
        draw.pick(asked),
        key,
        [gave_the_remainder, *_residues(draw, divisor)],
        f"{divisor}*{quotient} - {total}",
        f"أصغر مضاعف للعدد {divisor} بعد {total} هو {divisor * quotient}، "
        f"إذن العدد {divisor * quotient} − {total} = {key}.",
    )


# Pairs whose least common multiple is neither of them, and easy to find.
_UNRELATED = [
    (first, second)
    for first in range(4, 25)
    for second in range(4, 25)
    if max(first, second) < lcm(first, second) <= 120
]
_MEETINGS = (
    (
        "يضيء مصباح كل {a} ويضيء مصباح آخر كل {b}. إذا أضاءا معًا الآن، فبعد كم {one} يضيئان معًا "
        "أول مرة بعد ذلك؟"
    ),
    "يدق جرس كل {a} ويدق جرس آخر كل {b}. إذا دقا معًا الآن، فبعد كم {one} يدقان معًا للمرة التالية؟",
    (
        "تنطلق من محطة في {city} حافلة كل {a} وحافلة أخرى كل {b}. إذا انطلقتا معًا الآن، "
        "فبعد كم {one} تنطلقان معًا للمرة التالية؟"
    ),
)


def _meet_again(draw: Draw) -> Draft:
    first, second = draw.pick(_UNRELATED)
    key = lcm(first, second)
    multiplied = first * second
    added = first + second
    doubled_the_larger = 2 * max(first, second)
    common_divisor = gcd(first, second)
    doubled_the_multiple = 2 * key
    stem = draw.pick(_MEETINGS).format(
        a=counted(first, MINUTE),
        b=counted(second, MINUTE),
        one="دقيقة",
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole(
            draw,
            key,
            [added, multiplied, doubled_the_larger, doubled_the_multiple, common_divisor],
        ),
        f"{first}*{second}/{common_divisor}",
        f"المطلوب المضاعف المشترك الأصغر للعددين {first} و{second}، وهو {key}.",
    )


_GROUPS = (
    ("{a} و{b} توزَّع بالتساوي دون باقٍ على أكبر عدد ممكن من العلب المتماثلة. فما عدد العلب؟"),
    ("لدى معلم {a} و{b}، ويُراد توزيعها كلها بالتساوي على أكبر عدد ممكن من الطلاب. كم طالبًا؟"),
    ("ما أكبر عدد من السلال المتماثلة يمكن تكوينها من {a} و{b} دون أن يبقى شيء؟"),
)
_GOODS = (
    PEN,
    Noun("دفتر", "دفترين", "دفاتر", "دفترًا"),
    Noun("كتاب", "كتابين", "كتب", "كتابًا"),
    Noun("تفاحة", "تفاحتين", "تفاحات", "تفاحة"),
)


def _equal_groups(draw: Draw) -> Draft:
    key = draw.integer(6, 15)
    first, second = draw.pick(((2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (5, 6), (3, 7), (4, 7)))
    one, two = draw.sample(_GOODS, 2)
    a, b = key * first, key * second
    smaller_divisor = Fraction(key, 2)
    another_divisor = Fraction(key, 3)
    subtracted = b - a
    gave_one_share = first
    gave_all_shares = first + second
    doubled = 2 * key
    return numeric(
        draw.pick(_GROUPS).format(a=counted(a, one), b=counted(b, two)),
        key,
        whole(
            draw,
            key,
            [
                smaller_divisor,
                another_divisor,
                gave_all_shares,
                doubled,
                subtracted,
                gave_one_share,
            ],
        ),
        f"{a}*{b}/{lcm(a, b)}",
        f"المطلوب القاسم المشترك الأكبر للعددين {a} و{b}، وهو {key}.",
    )


def _parity(draw: Draw) -> Draft:
    odd, even = draw.pick((("س", "ص"), ("ص", "س")))
    wanted, sought = draw.pick(((1, "فردي"), (0, "زوجي")))
    # From 2 on, because 4س + ص beside س + 4ص would ask for eyesight.
    shapes = [(a, b, c) for a in range(2, 6) for b in range(2, 6) for c in range(4)]
    fitting = [shape for shape in shapes if (shape[0] + shape[2]) % 2 == wanted]
    failing = [shape for shape in shapes if (shape[0] + shape[2]) % 2 != wanted]
    key, *wrong = (
        polynomial((a, odd), (b, even), (c, ""))
        for a, b, c in (draw.pick(fitting), *draw.sample(failing, 3))
    )
    return textual(
        f"إذا كان {odd} عددًا فرديًا و{even} عددًا زوجيًا، فأي مما يأتي عدد {sought} دائمًا؟",
        key,
        wrong,
        f"حد {even} زوجي دائمًا، فيكفي النظر إلى حد {odd} والحد الثابت: "
        f"المقدار ال{sought} هو {key}.",
    )


def _remainder_of_combination(draw: Draw) -> Draft:
    divisor, factor = draw.integer(5, 12), draw.integer(2, 6)
    given, added = draw.integer(2, divisor - 1), draw.integer(1, 9)
    total = factor * given + added
    key = total % divisor
    if key == 0 or total < divisor:
        raise Degenerate("nothing to reduce")
    only_multiplied = factor * given % divisor
    only_added = (given + added) % divisor
    missing_to_multiple = divisor - key
    return numeric(
        f"إذا كان باقي قسمة العدد ن على {divisor} يساوي {given}، فما باقي قسمة "
        f"{polynomial((factor, 'ن'), (added, ''))} على {divisor}؟",
        key,
        [
            *draw.sample([only_multiplied, missing_to_multiple, only_added, given], 4),
            *_residues(draw, divisor),
        ],
        f"{factor}*{given} + {added} - {divisor}*{total // divisor}",
        f"نضع الباقي {given} مكان ن: {factor * given} + {added} = {total}، "
        f"وباقي قسمته على {divisor} هو {key}.",
    )


def _last_digit(draw: Draw) -> Draft:
    base, exponent = draw.pick((2, 3, 7, 8)), draw.integer(15, 99)
    place = exponent % 4 or 4
    cycle = [base**step % 10 for step in (1, 2, 3, 4)]
    key = cycle[place - 1]
    other_places_in_the_cycle = [digit for digit in cycle if digit != key]
    asked = (
        f"ما رقم الآحاد في العدد {power(base, exponent)}؟",
        f"ما باقي قسمة العدد {power(base, exponent)} على 10؟",
    )
    return numeric(
        draw.pick(asked),
        key,
        other_places_in_the_cycle,
        f"{base}**{place} - 10*{base**place // 10}",
        f"أرقام آحاد القوى تتكرر كل 4 خطوات: {'، '.join(map(str, cycle))}، "
        f"وباقي قسمة {exponent} على 4 هو {exponent % 4}، فرقم الآحاد {key}.",
    )


def _same_remainder(draw: Draw) -> Draft:
    first, second = draw.pick(_UNRELATED)
    rest = draw.integer(1, min(first, second) - 1)
    multiple = lcm(first, second)
    forgot_the_remainder = multiple
    subtracted_the_remainder = multiple - rest
    used_the_product = first * second + rest
    added_the_divisors = first + second + rest
    two_multiples = 2 * multiple + rest
    return numeric(
        f"ما أصغر عدد صحيح أكبر من {max(first, second)} إذا قُسم على {first} أو على {second} "
        f"كان الباقي {rest} في كل مرة؟",
        multiple + rest,
        whole(
            draw,
            multiple + rest,
            [
                forgot_the_remainder,
                used_the_product,
                subtracted_the_remainder,
                added_the_divisors,
                two_multiples,
            ],
        ),
        f"{first}*{second}/{gcd(first, second)} + {rest}",
        f"المضاعف المشترك الأصغر للعددين {first} و{second} هو {multiple}، "
        f"والعدد المطلوب {multiple} + {rest} = {multiple + rest}.",
    )


def _divisor_count(draw: Draw) -> Draft:
    (p, a), (q, b) = (
        draw.pick(((2, 2), (2, 3), (2, 4), (3, 2))),
        draw.pick(((3, 1), (5, 1), (5, 2))),
    )
    if p == q:
        raise Degenerate("one prime")
    total, key = p**a * q**b, (a + 1) * (b + 1)
    multiplied_exponents = a * b
    added_exponents = a + b
    left_out_one_and_itself = key - 2
    added_after_raising = a + b + 2
    asked = (
        f"ما عدد القواسم الموجبة للعدد {total}؟",
        f"كم عددًا صحيحًا موجبًا يقسم العدد {total} دون باقٍ؟",
        f"ما عدد الأعداد الصحيحة الموجبة التي يقبل العدد {total} القسمة على كل منها؟",
    )
    return numeric(
        draw.pick(asked),
        key,
        whole(
            draw,
            key,
            [
                left_out_one_and_itself,
                added_after_raising,
                added_exponents,
                multiplied_exponents,
                2 * key,
            ],
        ),
        f"({a} + 1)*({b} + 1)",
        f"{total} = {power(p, a)} × {power(q, b) if b > 1 else q}، وعدد القواسم ({a} + 1) × ({b} "
        f"+ 1) = {key}.",
    )
