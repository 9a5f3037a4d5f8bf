"""Word problems that become an equation: prices and tanks, ages, consecutive numbers."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import PEOPLE, Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import BOX, LITRE, RIYAL, YEAR, counted


def linear_word(draw: Draw) -> Draft:
    """One equation read off the text; two related parts of a whole; two situations made equal."""
    hard = draw.pick((_left_over_and_short, _levels_meet, _transfer))
    return draw.by_level(_fixed_and_per_unit, _parts_of_whole, hard)(draw)


_FIXED_AND_PER_UNIT = (
    "عدد إذا ضُرب في {rate} ثم أُضيف إلى الناتج {fixed} صار {total}، فما العدد؟",
    (
        "أجرة الركوب في مدينة {city} رسم ثابت قدره {fixed_riyals}، ثم {rate_riyals} عن كل كيلومتر. "
        "إذا كانت أجرة رحلة {total_riyals}، فكم كيلومترًا طولها؟"
    ),
    (
        "مع {person} {total_riyals}، وبعد شراء {rate} دفاتر متساوية الثمن بقي {fixed_riyals}. "
        "فكم ريالًا ثمن الدفتر الواحد؟"
    ),
    (
        "رسم الاشتراك في نادٍ {fixed_riyals} يُدفع مرة واحدة، ورسم كل زيارة {rate_riyals}. "
        "إذا كان مجموع ما دُفع {total_riyals}، فما عدد الزيارات؟"
    ),
    (
        "في خزان {fixed_litres} من الماء، ويُضاف إليه {rate_litres} كل دقيقة. "
        "بعد كم دقيقة يصبح فيه {total_litres}؟"
    ),
)


def _fixed_and_per_unit(draw: Draw) -> Draft:
    rate, units, fixed = draw.integer(3, 9), draw.integer(4, 20), draw.integer(3, 30)
    total = rate * units + fixed
    amounts = {"fixed": fixed, "rate": rate, "total": total}
    stem = draw.pick(_FIXED_AND_PER_UNIT).format(
        **amounts,
        **{f"{name}_riyals": counted(amount, RIYAL) for name, amount in amounts.items()},
        **{f"{name}_litres": _litres(amount) for name, amount in amounts.items()},
        person=draw.person,
        city=draw.city,
    )
    added_the_fixed_part = Fraction(total + fixed, rate)
    ignored_the_fixed_part = Fraction(total, rate)
    divided_by_everything = Fraction(total, rate + fixed)
    forgot_to_divide = total - fixed
    subtracted_the_rate = units - rate
    return numeric(
        stem,
        units,
        whole(
            draw,
            units,
            [
                ignored_the_fixed_part,
                added_the_fixed_part,
                divided_by_everything,
                subtracted_the_rate,
                fixed,
                forgot_to_divide,
            ],
        ),
        f"({total} - {fixed})/{rate}",
        f"المعادلة: {rate}س + {fixed} = {total}، ومنها {rate}س = {total - fixed}، إذن س = {units}.",
    )


def _litres(count: int) -> str:
    return counted(count, LITRE)


_PARTS_OF_WHOLE = (
    (
        (
            "مجموع الكتب العلمية والأدبية في مكتبة مدرسة {total}، وعدد الكتب العلمية يزيد بمقدار "
            "{extra} على {times} أمثال عدد الكتب الأدبية. فما عدد الكتب {sought}؟"
        ),
        ("العلمية", "الأدبية"),
    ),
    (
        (
            "مجموع أشجار النخيل والزيتون في مزرعة {total}، وعدد أشجار النخيل يزيد بمقدار {extra} "
            "على {times} أمثال عدد أشجار الزيتون. فما عدد أشجار {sought}؟"
        ),
        ("النخيل", "الزيتون"),
    ),
    (
        (
            "عددان مجموعهما {total}، وأكبرهما يزيد بمقدار {extra} على {times} أمثال أصغرهما. "
            "فما العدد {sought}؟"
        ),
        ("الأكبر", "الأصغر"),
    ),
    (
        (
            "قُطع شريط طوله {total} سم إلى قطعتين، وطول القطعة الأولى يزيد بمقدار {extra} سم "
            "على {times} أمثال طول القطعة الثانية. فما طول القطعة {sought} بالسنتمتر؟"
        ),
        ("الأولى", "الثانية"),
    ),
    (
        (
            "مجموع ما مع {person} و{other} من الريالات {total}، وما مع {person} يزيد بمقدار "
            "{extra} على {times} أمثال ما مع {other}. فكم ريالًا مع {sought}؟"
        ),
        ("{person}", "{other}"),
    ),
)


def _parts_of_whole(draw: Draw) -> Draft:
    template, parts = draw.pick(_PARTS_OF_WHOLE)
    small, times, extra = draw.integer(6, 20), draw.integer(3, 5), draw.integer(3, 15)
    large = times * small + extra
    total = small + large
    role = draw.integer(0, 1)
    key, other = ((large, small), (small, large))[role]
    people = {"person": draw.person, "other": _someone_else(draw)}
    stem = template.format(
        total=total, extra=extra, times=times, sought=parts[role].format(**people), **people
    )
    left_out_the_extra = (times * small, small + extra)[role]
    divided_by_times = Fraction(total - extra, times)
    ignored_the_extra = Fraction(total, times + 1)
    check = f"({total} - {extra})/({times} + 1)"
    return numeric(
        stem,
        key,
        whole(
            draw, key, [left_out_the_extra, other, ignored_the_extra, divided_by_times, key - extra]
        ),
        (f"{total} - {check}", check)[role],
        f"إذا كان الجزء الأصغر س فإن س + {times}س + {extra} = {total}، ومنها س = {small}، "
        + (f"والجزء الأكبر {total} − {small} = {large}.", f"وهو المطلوب: {small}.")[role],
    )


_SHARING = (
    ("أقلام", "على طلاب صف", "طالب", "الطلاب"),
    ("تمرات", "على ضيوف", "ضيف", "الضيوف"),
    ("بطاقات", "على لاعبين", "لاعب", "اللاعبين"),
    ("شتلات", "على مزارعين", "مزارع", "المزارعين"),
)


def _left_over_and_short(draw: Draw) -> Draft:
    goods, receivers, one, all_of_them = draw.pick(_SHARING)
    fewer, extra, people = draw.integer(3, 6), draw.integer(2, 4), draw.integer(6, 30)
    more = fewer + extra
    left = draw.integer(3, max(3, extra * people - 3))
    short = extra * people - left
    if short < 3:
        raise Degenerate("nothing short")
    subtracted_instead = Fraction(abs(left - short), extra)
    forgot_to_divide = left + short
    divided_by_both = Fraction(left + short, fewer + more)
    gave_the_goods = fewer * people + left
    return numeric(
        f"وُزّعت {goods} {receivers} بالتساوي: إذا أُعطي كل {one} {fewer} بقي {left}، "
        f"وإذا أُعطي كل {one} {more} كان النقص {short}. فما عدد {all_of_them}؟",
        people,
        whole(
            draw,
            people,
            [
                subtracted_instead,
                gave_the_goods,
                divided_by_both,
                people - extra,
                forgot_to_divide,
                left,
            ],
        ),
        f"({left} + {short})/({more} - {fewer})",
        f"العدد الموزع نفسه في الحالتين: {fewer}س + {left} = {more}س − {short}، "
        f"ومنها {extra}س = {left + short}، إذن س = {people}.",
    )


_LEVELS = (
    (
        "في الخزان الأول {high_litres} من الماء ويُسحب منه {out_litres} كل دقيقة، وفي الخزان "
        "الثاني {low_litres} ويُضاف إليه {in_litres} كل دقيقة. بعد كم دقيقة يتساوى ما في "
        "الخزانين؟"
    ),
    (
        "مع {person} {high_riyals} ويُصرف منها {out_riyals} كل يوم، ومع {other} {low_riyals} "
        "ويُضاف إليها {in_riyals} كل يوم. بعد كم يومًا يتساوى ما معهما؟"
    ),
    (
        "في مستودع مدينة {city} {high_boxes} ويخرج منه {out_boxes} كل يوم، وفي مستودع آخر "
        "{low_boxes} ويدخله {in_boxes} كل يوم. بعد كم يومًا يتساوى عدد الصناديق في المستودعين؟"
    ),
)


def _levels_meet(draw: Draw) -> Draft:
    out, into, time = draw.integer(4, 9), draw.integer(3, 6), draw.integer(4, 20)
    low = draw.integer(11, 60)
    high = low + (out + into) * time
    amounts = {"high": high, "low": low, "out": out, "in": into}
    stem = draw.pick(_LEVELS).format(
        **{f"{name}_litres": _litres(amount) for name, amount in amounts.items()},
        **{f"{name}_riyals": counted(amount, RIYAL) for name, amount in amounts.items()},
        **{f"{name}_boxes": counted(amount, BOX) for name, amount in amounts.items()},
        person=draw.person,
        other=_someone_else(draw),
        city=draw.city,
    )
    subtracted_the_rates = Fraction(high - low, abs(out - into) or out)
    used_first_rate_only = Fraction(high - low, out)
    used_second_rate_only = Fraction(high - low, into)
    added_the_amounts = Fraction(high + low, out + into)
    time_to_half = Fraction(time, 2)
    return numeric(
        stem,
        time,
        whole(
            draw,
            time,
            [
                subtracted_the_rates,
                added_the_amounts,
                time_to_half,
                used_first_rate_only,
                used_second_rate_only,
                out + into,
            ],
        ),
        f"({high} - {low})/({out} + {into})",
        f"الفرق في البداية {high} − {low} = {high - low}، ويقل كل مرة بمقدار "
        f"{out} + {into} = {out + into}، فيتساويان بعد {high - low} ÷ {out + into} = {time}.",
    )


def _someone_else(draw: Draw) -> str:
    return draw.pick([name for name in PEOPLE if name != draw.person])


def _transfer(draw: Draw) -> Draft:
    times, left, moved = draw.integer(3, 5), draw.integer(4, 15), draw.integer(4, 30)
    giver, receiver = left + moved, times * left - moved
    if receiver < 5:
        raise Degenerate("the receiver starts with nothing")
    other = _someone_else(draw)
    stem = (
        f"مع {draw.person} {counted(giver, RIYAL)} ومع {other} {counted(receiver, RIYAL)}. "
        f"كم ريالًا يجب أن ينتقل مما مع {draw.person} إلى {other} "
        f"ليصبح ما مع {other} {times} أمثال ما مع {draw.person}؟"
    )
    forgot_giver_loses = times * giver - receiver
    gave_what_is_left = left
    made_them_equal = Fraction(abs(giver - receiver), 2)
    divided_by_times = Fraction(times * giver - receiver, times)
    return numeric(
        stem,
        moved,
        whole(
            draw,
            moved,
            [gave_what_is_left, made_them_equal, divided_by_times, forgot_giver_loses],
        ),
        f"({times}*{giver} - {receiver})/({times} + 1)",
        f"إذا انتقل س فإن {receiver} + س = {times}({giver} − س)، ومنها {times + 1}س = "
        f"{times * giver - receiver}، إذن س = {moved}.",
    )


def ages(draw: Draw) -> Draft:
    """Add and shift; a multiple with a sum or difference; two multiples at two times."""
    easy = draw.pick((_age_later, _age_from_sum))
    hard = draw.pick((_ratio_changes_later, _ratio_changes_before))
    return draw.by_level(easy, _parent_and_child, hard)(draw)


def _age_later(draw: Draw) -> Draft:
    person, other = draw.person, _someone_else(draw)
    age, gap, later = draw.integer(11, 30), draw.integer(3, 10), draw.integer(3, 10)
    older = draw.pick((True, False))
    relation = "يزيد على" if older else "يقل عن"
    now = age + gap if older else age - gap
    wrong_direction = 2 * age - now + later
    forgot_to_shift = now
    shifted_back = now - later
    ignored_the_gap = age + later
    return numeric(
        f"عمر {person} الآن {counted(age, YEAR)}، وعمر {other} {relation} عمر {person} بمقدار "
        f"{counted(gap, YEAR)}. كم سيكون عمر {other} بعد {counted(later, YEAR)}؟",
        now + later,
        whole(draw, now + later, [wrong_direction, ignored_the_gap, forgot_to_shift, shifted_back]),
        f"{age} {'+' if older else '-'} {gap} + {later}",
        f"عمر {other} الآن {age} {'+' if older else '−'} {gap} = {now}، "
        f"وبعد {counted(later, YEAR)} يصبح {now} + {later} = {now + later}.",
    )


def _age_from_sum(draw: Draw) -> Draft:
    person, other = draw.person, _someone_else(draw)
    young, gap = draw.integer(8, 25), draw.integer(3, 10)
    old = young + gap
    sought, key, second = draw.pick(((person, old, young), (other, young, old)))
    sign = "+" if key == old else "-"
    forgot_to_halve = 2 * key
    halved_the_sum = Fraction(old + young, 2)
    moved_whole_gap = halved_the_sum + (gap if key == old else -gap)
    return numeric(
        f"مجموع عمري {person} و{other} {counted(old + young, YEAR)}، "
        f"وعمر {person} يزيد على عمر {other} بمقدار {counted(gap, YEAR)}. كم عمر {sought}؟",
        key,
        whole(draw, key, [second, moved_whole_gap, halved_the_sum, forgot_to_halve]),
        f"({old + young} {sign} {gap})/2",
        f"مثلا عمر {sought} يساويان {old + young} {sign.replace('-', '−')} {gap} = {2 * key}، "
        f"إذن عمر {sought} يساوي {key}.",
    )


SMALLEST_AGE_GAP, OLDEST = 18, 60
_ELDERS = ("والد", "والدة", "عم", "خال", "معلم")


def _parent_and_child(draw: Draw) -> Draft:
    elder = f"{draw.pick(_ELDERS)} {draw.person}"
    times = draw.integer(3, 5)
    youngest = max(6, -(-SMALLEST_AGE_GAP // (times - 1)))
    child = draw.integer(youngest, min(14, OLDEST // times))
    parent = times * child
    relation, amount, step = draw.pick(
        (("مجموع عمريهما", times + 1, "+"), ("الفرق بين عمريهما", times - 1, "-"))
    )
    sought, key, second = draw.pick(((elder, parent, child), (draw.person, child, parent)))
    wrong_count = times - 1 if step == "+" else times + 1
    used_the_wrong_count = Fraction(amount * child, wrong_count) * (times if key == parent else 1)
    divided_by_times = Fraction(amount * child, times)
    took_the_given_total = amount * child
    check = f"{amount * child}/({times} {step} 1)"
    return numeric(
        f"عمر {elder} {_times(times)} عمر {draw.person}، "
        f"و{relation} {counted(amount * child, YEAR)}. كم عمر {sought}؟",
        key,
        whole(
            draw,
            key,
            [second, used_the_wrong_count, divided_by_times, took_the_given_total, key + times],
        ),
        f"{times}*{check}" if key == parent else check,
        f"إذا كان عمر {draw.person} س فإن {amount}س = {amount * child}، ومنها س = {child}، "
        f"إذن عمر {sought} يساوي {key}.",
    )


@dataclass(frozen=True)
class _Family:
    """A parent is `early` times as old as a child and, `wait` years later, `late` times."""

    early: int
    late: int
    child: int
    wait: int


_FAMILIES = [
    _Family(early, late, step * (late - 1), step * (early - late))
    for early in range(3, 8)
    for late in range(2, early)
    for step in range(1, 17)
    if step * (early - late) >= 3
    and step * (late - 1) >= 3
    and 20 <= step * (late - 1) * (early - 1) <= 40
]


def _ratio_changes_later(draw: Draw) -> Draft:
    family, elder = draw.pick(_FAMILIES), f"{draw.pick(_ELDERS)} {draw.person}"
    early, late, child, wait = family.early, family.late, family.child, family.wait
    sought, key, other = draw.pick(
        ((elder, early * child, child), (draw.person, child, early * child))
    )
    gave_age_then = key + wait
    gave_age_before = key - wait
    shifted_only_the_elder = Fraction(wait, early - late) * (early if sought == elder else 1)
    check = f"{wait}*({late} - 1)/({early} - {late})"
    return numeric(
        f"عمر {elder} الآن {_times(early)} عمر {draw.person}، "
        f"وبعد {counted(wait, YEAR)} يصبح عمر {elder} {_times(late)} عمر {draw.person}. "
        f"كم عمر {sought} الآن؟",
        key,
        whole(draw, key, [gave_age_then, shifted_only_the_elder, gave_age_before, other, wait]),
        f"{early}*{check}" if sought == elder else check,
        f"إذا كان عمر {draw.person} الآن س فإن {early}س + {wait} = {late}(س + {wait})، "
        f"ومنها س = {child}، إذن عمر {sought} الآن {key}.",
    )


def _ratio_changes_before(draw: Draw) -> Draft:
    family, elder = draw.pick(_FAMILIES), f"{draw.pick(_ELDERS)} {draw.person}"
    early, late, wait = family.early, family.late, family.wait
    child = family.child + wait
    sought, key, other = draw.pick(
        ((elder, late * child, child), (draw.person, child, late * child))
    )
    gave_age_then = key - wait
    shifted_forward = key + wait
    ignored_the_shift = wait * early
    check = f"{wait}*({early} - 1)/({early} - {late})"
    return numeric(
        f"قبل {counted(wait, YEAR)} كان عمر {elder} {_times(early)} عمر {draw.person}، وأصبح الآن "
        f"{_times(late)} عمر {draw.person}. "
        f"كم عمر {sought} الآن؟",
        key,
        whole(draw, key, [gave_age_then, ignored_the_shift, other, shifted_forward, wait]),
        f"{late}*{check}" if sought == elder else check,
        f"إذا كان عمر {draw.person} الآن س فإن {late}س − {wait} = {early}(س − {wait})، "
        f"ومنها س = {child}، إذن عمر {sought} الآن {key}.",
    )


def _times(count: int) -> str:
    """The multiple as an object or a predicate in the accusative: only 2 shows the case."""
    return "مثلي" if count == 2 else f"{count} أمثال"
