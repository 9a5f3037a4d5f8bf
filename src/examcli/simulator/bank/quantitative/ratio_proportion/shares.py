"""Sharing: an amount divided in a ratio, and a whole from which fractions are taken."""

from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.lowest_terms import RATIOS
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import CARD, PAGE, RIYAL, Noun, counted, symbol

TREE = Noun("شجرة", "شجرتين", "أشجار", "شجرة")


# Proper fractions in lowest terms, and those simple enough to take one after another.
PROPER = [(top, bottom) for top, bottom in RATIOS if top < bottom and bottom >= 3]
SIMPLE = [(1, 2), *((top, bottom) for top, bottom in PROPER if bottom <= 6)]


def division_of_amount(draw: Draw) -> Draft:
    """One of two shares; a difference of three shares; the whole, or shares by unit fractions."""
    hard = draw.pick((_whole_from_difference, _shares_by_unit_fractions))
    return draw.by_level(_one_of_two_shares, _difference_of_shares, hard)(draw)


def _one_of_two_shares(draw: Draw) -> Draft:
    template, noun, larger, smaller = draw.pick(
        (
            (
                "قُسم مبلغ قدره {} بين شريكين بنسبة {}. كم ريالًا النصيب {}؟",
                RIYAL,
                "الأكبر",
                "الأصغر",
            ),
            ("وُزعت {} على فريقين بنسبة {}. كم بطاقة النصيب {}؟", CARD, "الأكبر", "الأصغر"),
            (
                "قُطع شريط طوله {} إلى جزأين بنسبة {}. كم سنتيمترًا طول {}؟",
                symbol("سم"),
                "أطولهما",
                "أقصرهما",
            ),
        )
    )
    (a, b), part = draw.pick(RATIOS), draw.integer(4, 15)
    total = (a + b) * part
    asks_larger = draw.pick((True, False))
    terms = max(a, b) if asks_larger else min(a, b)
    key = terms * part
    return numeric(
        template.format(counted(total, noun), f"{a} : {b}", larger if asks_larger else smaller),
        key,
        whole_drawn(
            draw,
            key,
            total - key,  # the other share
            part,  # one part
            key + part,  # one part too many
            key - part,  # one part too few
            abs(a - b) * part,  # the difference of the shares
        ),
        f"{total}*{terms}/({a}+{b})",
        f"مجموع الأجزاء {a} + {b} = {a + b}، وقيمة الجزء {total} ÷ {a + b} = {part}، "
        f"فالنصيب المطلوب {terms} × {part} = {key}.",
    )


def _difference_of_shares(draw: Draw) -> Draft:
    terms = draw.sample(range(1, 10), 3)
    low, middle, high = sorted(terms)
    if gcd(low, middle, high) > 1:
        raise Degenerate
    part, parts = draw.integer(4, 15), sum(terms)
    total, key = part * parts, part * (high - low)
    ratio = " : ".join(map(str, terms))
    stem = draw.pick(
        (
            "قُسم مبلغ قدره {} بين ثلاثة شركاء بنسبة {}. كم ريالًا يزيد أكبر نصيب على أصغر نصيب؟",
            (
                "وُزعت مكافأة قدرها {} على ثلاثة فائزين بنسبة {}. كم ريالًا الفرق بين أكبر نصيب "
                "وأصغر نصيب؟"
            ),
        )
    ).format(counted(total, RIYAL), ratio)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            high * part,  # the largest share
            low * part,  # the smallest share
            part,  # one part
            (high - middle) * part,  # took the middle share for the smallest
            (middle - low) * part,  # took the middle share for the largest
            (high + low) * part,  # added instead of subtracting
        ),
        f"{total}*({high}-{low})/({low}+{middle}+{high})",
        f"قيمة الجزء {total} ÷ {parts} = {part}، والفرق بين أكبر نصيب وأصغره "
        f"{high - low} من الأجزاء، أي {high - low} × {part} = {key}.",
    )


def _whole_from_difference(draw: Draw) -> Draft:
    low, middle, high = sorted(draw.sample(range(1, 9), 3))
    if gcd(low, middle, high) > 1:
        raise Degenerate
    part, parts = draw.integer(4, 15), low + middle + high
    difference, key = part * (high - low), part * parts
    stem = draw.pick(
        (
            (
                "قُسم مبلغ بين ثلاثة شركاء بنسبة {}، فزاد نصيب الثالث على نصيب الأول بمقدار {}. "
                "كم ريالًا المبلغ كله؟"
            ),
            (
                "وُزعت مكافأة على ثلاثة فائزين بنسبة {} على الترتيب. إذا كان الفرق بين نصيبي الثالث "
                "والأول {}، فكم ريالًا قيمة المكافأة؟"
            ),
        )
    ).format(f"{low} : {middle} : {high}", counted(difference, RIYAL))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            high * part,  # the third share
            (low + high) * part,  # left out the second share
            difference * parts,  # took the difference for one part
            Fraction(difference * parts, high - middle),  # took the second share for the first
            Fraction(difference * parts, high),  # took the difference for the third share
            key + difference,  # counted the difference twice
        ),
        f"{difference}/({high}-{low})*({low}+{middle}+{high})",
        f"الفرق {high} − {low} = {high - low} من الأجزاء، فقيمة الجزء {difference} ÷ {high - low} "
        f"= {part}، والمبلغ كله {part} × {parts} = {key}.",
    )


def _shares_by_unit_fractions(draw: Draw) -> Draft:
    p, q = draw.pick([ratio for ratio in RATIOS if min(ratio) >= 2])
    part = draw.integer(3, 15)
    total, key = part * (p + q), part * q
    stem = draw.pick(
        (
            "قُسم مبلغ قدره {} بين شريكين بنسبة {}. كم ريالًا نصيب الأول؟",
            "وُزعت مكافأة قدرها {} على فائزين اثنين بنسبة {} على الترتيب. كم ريالًا نصيب الأول؟",
        )
    ).format(counted(total, RIYAL), f"1/{p} : 1/{q}")
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            total - key,  # inverted: divided by the denominators as they stand
            Fraction(total, p),  # took the unit fraction of the whole
            Fraction(total, 2),  # divided equally
            part,  # one part
            key + part,  # one part too many
            key - part,  # one part too few
        ),
        f"{total}*{q}/({p}+{q})",
        f"بضرب حدي النسبة في {p * q} تصبح {q} : {p}، وقيمة الجزء {total} ÷ {p + q} = {part}، "
        f"فنصيب الأول {q} × {part} = {key}.",
    )


def fractions_of_whole(draw: Draw) -> Draft:
    """What a fraction leaves; what two fractions in turn leave; the whole from what is left."""
    return draw.by_level(_rest_of_one_fraction, _rest_of_two_fractions, _whole_from_rest)(draw)


def _rest_of_one_fraction(draw: Draw) -> Draft:
    (top, bottom), part = draw.pick(PROPER), draw.integer(4, 25)
    total, key = bottom * part, (bottom - top) * part
    template, noun = draw.pick(
        (
            ("كان مع {person} {amount}، وصُرف {fraction} المبلغ على الكتب. كم ريالًا بقي؟", RIYAL),
            ("زُرع في مزرعة {amount}، {fraction} منها نخيل. كم شجرة ليست نخيلًا؟", TREE),
            (
                (
                    "يتكون كتاب لدى {person} من {amount}، وقُرئ {fraction} الكتاب في اليوم الأول. "
                    "كم صفحة بقيت؟"
                ),
                PAGE,
            ),
        )
    )
    return numeric(
        template.format(
            person=draw.person, amount=counted(total, noun), fraction=f"{top}/{bottom}"
        ),
        key,
        whole_drawn(
            draw,
            key,
            top * part,  # the part taken, not the rest
            total - part,  # took one part only
            part,  # one part
            key + part,  # one part too many
            total - top - bottom,  # subtracted the fraction's digits
        ),
        f"{total}*({bottom}-{top})/{bottom}",
        f"الباقي {bottom - top}/{bottom} من الكل، أي {total} × {bottom - top}/{bottom} = {key}.",
    )


TWO_FRACTIONS_CONTEXTS = (
    (
        "كان مع {person} {amount}، صُرف {first} المبلغ على الكتب، ثم {second} الباقي على الملابس. "
        "كم ريالًا بقي في النهاية؟"
    ),
    (
        "خُصص لرحلة مدرسية {amount}، أُنفق {first} المبلغ على النقل، ثم أُنفق {second} ما بقي على "
        "الطعام. كم ريالًا بقي بعد ذلك؟"
    ),
)
REST_CONTEXTS = (
    (
        "صُرف {first} مبلغ كان مع {person} على الكتب، ثم صُرف {second} الباقي على الملابس، فبقي "
        "{rest}. كم ريالًا كان المبلغ؟"
    ),
    (
        "أُنفق {first} ميزانية رحلة مدرسية على النقل، ثم {second} ما بقي على الطعام، فبقي منها "
        "{rest}. كم ريالًا كانت الميزانية؟"
    ),
)


def _rest_of_two_fractions(draw: Draw) -> Draft:
    (a, b), (c, d) = draw.pick(SIMPLE), draw.pick(SIMPLE)
    part = draw.integer(3, 12)
    total, first_rest, key = b * d * part, (b - a) * d * part, (b - a) * (d - c) * part
    if not 24 <= total <= 600:
        raise Degenerate
    stem = draw.pick(TWO_FRACTIONS_CONTEXTS).format(
        person=draw.person, amount=counted(total, RIYAL), first=f"{a}/{b}", second=f"{c}/{d}"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            total - a * d * part - c * b * part,  # took the second fraction of the whole
            first_rest,  # forgot the second fraction
            first_rest - key,  # the second part, not the rest
            total - key,  # what was spent
            a * c * part,  # multiplied the fractions spent
            total - a * c * part,  # multiplied them, then subtracted
        ),
        f"{total}*({b}-{a})*({d}-{c})/({b}*{d})",
        f"بعد الصرف الأول يبقى {total} × {b - a}/{b} = {first_rest}، "
        f"ثم يبقى {first_rest} × {d - c}/{d} = {key}.",
    )


def _whole_from_rest(draw: Draw) -> Draft:
    (a, b), (c, d) = draw.pick(SIMPLE), draw.pick(SIMPLE)
    part = draw.integer(3, 12)
    key, first_rest, rest = b * d * part, (b - a) * d * part, (b - a) * (d - c) * part
    if not 24 <= key <= 600:
        raise Degenerate
    stem = draw.pick(REST_CONTEXTS).format(
        person=draw.person, rest=counted(rest, RIYAL), first=f"{a}/{b}", second=f"{c}/{d}"
    )
    added = Fraction(a, b) + Fraction(c, d)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            rest / (1 - added) if added != 1 else 0,  # added the fractions
            first_rest,  # stopped after undoing the second step
            Fraction(rest * d, c),  # took the rest for the second part
            Fraction(rest * b, b - a),  # undid the first step alone
            Fraction(rest * b * d, a * c),  # multiplied the fractions spent
            key + rest,  # counted the rest twice
        ),
        f"{rest}*{b}*{d}/(({b}-{a})*({d}-{c}))",
        f"الباقي الأخير {d - c}/{d} مما بقي بعد الصرف الأول، فهو {rest} × {d}/{d - c} = "
        f"{first_rest}، والمبلغ الأصلي {first_rest} × {b}/{b - a} = {key}.",
    )
