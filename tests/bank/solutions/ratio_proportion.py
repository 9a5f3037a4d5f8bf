"""Ratio and percent by sharing out, by trying, and world by world."""

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

from bank.drawing import numbers
from bank.solutions import COMPARED, compared, finds, first, judges
from bank.solutions.told import Tellings, told

Found = Fraction | int
World = Mapping[str, int]
T = TypeVar("T")

DUAL = re.compile("ساعتين|يومين|لترين|ريالين")
SMALL_UNITS = {
    "دقيقة": 1, "دقائق": 1, "ساعات": 60, "ساعتين": 60, "ساعة": 60,
    "سم": 1, "م": 100, "كم": 100_000, "جم": 1, "كجم": 1000,
}  # fmt: skip
"""Times in minutes, lengths in centimetres, masses in grams."""
SIGNS = {
    "زاد": 1,
    "نقص": -1,
    "زيادة": 1,
    "خصم": -1,
    "فربح": 1,
    "فخسر": -1,
    "ربحه": 1,
    "خسارته": -1,
}
PRICES = (101, 102, 130, 300, 1000, 20_000)
UNKNOWN_NUMBER = "س عدد (?:صحيح )?موجب|ثمن سلعة س ريال، وهو عدد موجب|عدد سكان بلدة س، وهو عدد موجب"
CHANGES = (
    r"((?: (?:بعد|ثم) (?:خصم|زيادة|نقص)(?: واحد)? \d+%)*)"
    "(?: من (?:الثمن الجديد|القيمة الناتجة))?"
)


def read(stem: str, tellings: Tellings[T]) -> T | None:
    """What a telling makes of the stem, in which two hours are `2` hours."""
    return told(DUAL.sub(r"2 \g<0>", stem), tellings)


def percent(amount: Found) -> Fraction:
    return Fraction(amount) / 100


def changed(value: Found, *changes: Found) -> Fraction:
    """A value followed through its changes, which are percents with their signs."""
    for change in changes:
        value += value * percent(change)
    return Fraction(value)


def discounted(value: Found, *cuts: Found) -> Fraction:
    return changed(value, *(-cut for cut in cuts))


def percent_between(old: Found, new: Found, sign: int) -> int:
    """The percent by which the old value becomes the new one, found by trying."""
    return first(lambda rate: changed(old, sign * rate) == new)


def stands_as(one: Found, other: Found) -> Callable[[list[Fraction]], bool]:
    """Whether the terms of a choice stand to each other as two amounts, in lowest terms."""

    def fits(terms: list[Fraction]) -> bool:
        left, right = map(int, terms)
        divisible = any(left % by == 0 == right % by for by in range(2, min(left, right) + 1))
        return one * right == other * left and not divisible

    return fits


def of_counts(*said: Any) -> Callable[[list[Fraction]], bool]:
    one, amount, other, other_amount, asked, to = said
    counts = {one: amount, other: other_amount}
    return stands_as(counts[asked], counts[to])


def of_measures(one: int, unit: str, other: int, other_unit: str) -> Any:
    return stands_as(one * SMALL_UNITS[unit], other * SMALL_UNITS[other_unit])


def of_chain(*said: Any) -> Callable[[list[Fraction]], bool]:
    """The least number of the shared things for which all the others are whole."""
    one, shared, a, b, again, other, c, d, asked, to = said
    assert shared == again
    middle = first(lambda things: things * a % b == 0 == things * d % c)
    counts = {one: middle * a // b, shared: middle, other: middle * d // c}
    return stands_as(counts[asked], counts[to])


@judges("ratio-proportion/simplify-ratio")
def same_ratio(stem: str, choice: str) -> bool | None:
    """The terms of the choice stand to each other as the amounts do."""
    tellings: Tellings[Callable[[list[Fraction]], bool]] = {
        r"^يبلغ عدد (.+?) في \S+ #، ويبلغ عدد (.+?) فيها #\. "
        "ما نسبة عدد (.+?) إلى عدد (.+?) في أبسط صورة": of_counts,
        r"^(?:ما نسبة|اكتب النسبة بين) # (\S+) (?:إلى |و)# (\S+) في أبسط صورة": of_measures,
        r"نسبة (.+?) إلى (.+?) هي # : #، ونسبة (.+?) إلى (.+?) هي # : #\. "
        "ما نسبة (.+?) إلى (.+?)؟": of_chain,
    }
    fits = read(stem, tellings)
    return None if fits is None else bool(fits(numbers(choice)))


def for_effect(total: int, known: int, asked: int) -> int:
    """As much for each of those asked for as for each of those known."""
    return first(lambda amount: Fraction(amount, asked) == Fraction(total, known))


def machines(some: int, pieces: int, hours: int, others: int, longer: int) -> int:
    """The pieces of an hour of one machine, then every hour of every machine."""
    each = first(lambda made: some * hours * made == pieces)
    return sum(each for _ in product(range(others), range(longer)))


@finds("ratio-proportion/direct")
def at_one_rate(stem: str) -> Found | None:
    tellings: Tellings[Found] = {
        "^إذا كان ثمن # …# ريا…، فكم ريالًا ثمن # ": lambda known, total, asked: for_effect(
            total, known, asked
        ),
        "^تنتج آلة # …في # …كم قطعة تنتج في # …بالمعدل نفسه": for_effect,
        "^يُطلى # م من سور بـ # …كم مترًا يُطلى بـ # ": for_effect,
        "^يُصنع # …من # كجم من الدقيق. كم رغيفًا يُصنع من # كجم": for_effect,
        "^تطبع طابعة # …في # …كم صفحة تطبع في # …بالسرعة نفسها": for_effect,
        "^تنتج # آلات # قط…في # …كم قطعة تنتج # آلات في # ": machines,
        "^إذا كانت # آلات تنتج # قط…في # …فكم قطعة تنتج # آلات من النوع نفسه في # ": machines,
    }
    return read(stem, tellings)


def dealt(total: int, *parts: int) -> list[int]:
    """The amount dealt out part by part until nothing is left."""
    shares = [0] * len(parts)
    while sum(shares) < total:
        shares = [share + part for share, part in zip(shares, parts, strict=True)]
    assert sum(shares) == total
    return shares


def one_share(total: int, one: int, other: int, asked: str) -> int:
    return {"أكبر": max, "أطول": max, "أصغر": min, "أقصر": min}[asked](dealt(total, one, other))


def gap_of_shares(total: int, *parts: int) -> int:
    return max(dealt(total, *parts)) - min(dealt(total, *parts))


def whole_of_shares(*said: int) -> int:
    """Rounds of dealing until the third has so much more than the first."""
    *parts, gap = said
    return first(lambda rounds: rounds * (parts[2] - parts[0]) == gap) * sum(parts)


def share_by_fractions(total: int, one: Fraction, other: Fraction) -> int:
    return first(lambda share: share / one == (total - share) / other)


@finds("ratio-proportion/division-of-amount")
def dealt_out(stem: str) -> Found | None:
    ratio, three = "بنسبة # : #", "بنسبة # : # : #"
    tellings: Tellings[Found] = {
        rf"^قُسم مبلغ قدره # …بين شريكين {ratio}\. كم ريالًا النصيب ال(أكبر|أصغر)؟": one_share,
        rf"^وُزعت # بطاق…على فريقين {ratio}\. كم بطاقة النصيب ال(أكبر|أصغر)؟": one_share,
        rf"^قُطع شريط طوله # سم …{ratio}\. كم سنتيمترًا طول (أطول|أقصر)هما؟": one_share,
        rf"^قُسم مبلغ قدره # …{three}\. كم ريالًا يزيد أكبر نصيب على أصغر نصيب؟": gap_of_shares,
        rf"^وُزعت مكافأة قدرها # …{three}\. "
        "كم ريالًا الفرق بين أكبر نصيب وأصغر نصيب؟": gap_of_shares,
        rf"^قُسم مبلغ بين ثلاثة شركاء {three}، فزاد نصيب الثالث على نصيب الأول بمقدار # …"
        "كم ريالًا المبلغ كله؟": whole_of_shares,
        rf"^وُزعت مكافأة على ثلاثة فائزين {three} على الترتيب. "
        "إذا كان الفرق بين نصيبي الثالث والأول # …فكم ريالًا قيمة المكافأة؟": whole_of_shares,
        rf"^قُسم مبلغ قدره # …{ratio}\. كم ريالًا نصيب الأول؟": share_by_fractions,
        rf"^وُزعت مكافأة قدرها # …{ratio} على الترتيب. "
        "كم ريالًا نصيب الأول؟": share_by_fractions,
    }
    return read(stem, tellings)


def rest(total: Found, *spent: Fraction) -> Fraction:
    """What is left after spending, each time, a part of what there is."""
    left = Fraction(total)
    for part in spent:
        left -= left * part
    return left


def before_spending(one: Fraction, other: Fraction, left: int) -> int:
    return first(lambda total: rest(total, one, other) == left)


@finds("ratio-proportion/fractions-of-whole")
def what_is_left(stem: str) -> Found | None:
    """Spending in the order told."""
    tellings: Tellings[Found] = {
        "^كان مع …# …، وصُرف # المبلغ على الكتب. كم ريالًا بقي؟": rest,
        "^زُرع في مزرعة # …، # منها نخيل. كم شجرة ليست نخيلًا؟": rest,
        "^يتكون كتاب …من # …، وقُرئ # الكتاب في اليوم الأول. كم صفحة بقيت؟": rest,
        "^كان مع …# …، صُرف # المبلغ …، ثم # الباقي …كم ريالًا بقي في النهاية؟": rest,
        "^خُصص لرحلة مدرسية # …، أُنفق # المبلغ …، ثم أُنفق # ما بقي على الطعام. "
        "كم ريالًا بقي بعد ذلك؟": rest,
        "^صُرف # مبلغ كان مع …، ثم صُرف # الباقي على الملابس، فبقي # …"
        "كم ريالًا كان المبلغ؟": before_spending,
        "^أُنفق # ميزانية رحلة …، ثم # ما بقي على الطعام، فبقي منها # …"
        "كم ريالًا كانت الميزانية؟": before_spending,
    }
    return read(stem, tellings)


def part_of(total: int, rate: int) -> int:
    """Out of every hundred so many."""
    return first(lambda part: Fraction(part, total) == Fraction(rate, 100))


def whole_of(part: int, *rates: int) -> int:
    """The whole of which the percent of the percent is the part."""

    def fits(whole: int) -> bool:
        left = Fraction(whole)
        for rate in rates:
            left = left * rate / 100
        return left == part

    return first(fits)


def rate_of(part: Found, total: Found) -> int:
    return first(lambda rate: total * percent(rate) == part)


def whole_of_nested(outer: int, inner: int, part: int) -> int:
    return whole_of(part, outer, inner)


@finds("ratio-proportion/percent-of")
def percent_of(stem: str) -> Found | None:
    tellings: Tellings[Found] = {
        "^عدد طلاب مدرسة #، ويشترك #% منهم في النشاط الرياضي. كم عدد المشتركين؟": part_of,
        "^عدد صفحات كتاب …#، وقُرئ #% منها. كم عدد الصفحات المقروءة؟": part_of,
        "^عدد أشجار مزرعة #، و#% منها نخيل. كم عدد أشجار النخيل؟": part_of,
        "^عدد موظفي شركة …#، و#% منهم مهندسون. كم عدد المهندسين؟": part_of,
        "^إذا كان #% من عدد يساوي #، فما العدد؟": lambda rate, part: whole_of(part, rate),
        "^غاب # من طلاب مدرسة، وهم #% من طلابها. كم عدد طلاب المدرسة؟": whole_of,
        "^ادُّخر #% من مصروف …، فكان المبلغ المدخر #. كم يبلغ المصروف كله؟": lambda rate, part: (
            whole_of(part, rate)
        ),
        "^قُرئت # من صفحات كتاب، وهي #% من صفحاته. كم عدد صفحات الكتاب؟": whole_of,
        "^كم في المئة يمثل العدد # من العدد #؟": rate_of,
        "^حُلّ # من أسئلة اختبار عددها # حلًّا صحيحًا. ما النسبة المئوية للصحيح منها؟": rate_of,
        "^زُرع بالقمح # من حقول منطقة عددها #. ما النسبة المئوية لحقول القمح؟": rate_of,
        "^يدرس #% من طلاب مدرسة في القسم العلمي، ويشترك #% من طلاب هذا القسم في …"
        "وعددهم #. كم عدد طلاب المدرسة؟": whole_of_nested,
        "^في مزرعة #% من الأشجار نخيل، و#% من النخيل مثمر، وعدد النخيل المثمر #. "
        "كم عدد أشجار المزرعة؟": whole_of_nested,
        "^يعمل #% من موظفي شركة في فرعها …، و#% من موظفي هذا الفرع مهندسون وعددهم #. "
        "كم عدد موظفي الشركة؟": whole_of_nested,
    }
    return read(stem, tellings)


def one_change(told_as: str, old: int, new: int, asked: str) -> int:
    assert {"زاد": "الزيادة", "نقص": "النقص"}[told_as] == asked
    return percent_between(old, new, SIGNS[told_as])


def before_change(told_as: str, rate: int, new: int, asked: str) -> int:
    assert {"زاد": "الزيادة", "نقص": "النقص"}[told_as] == asked
    return first(lambda old: changed(old, SIGNS[told_as] * rate) == new)


def both_changes(one: str, rate: int, other: str, other_rate: int) -> Fraction:
    return changed(100, SIGNS[one] * rate, SIGNS[other] * other_rate) - 100


def larger_area(*rates: int) -> Fraction:
    """A square of a hundred squares, each side longer by its percent."""
    length, width = (changed(10, rate) for rate in (rates * 2)[:2])
    return length * width - 100


@finds("ratio-proportion/percent-change")
def percent_change(stem: str) -> Found | None:
    """A hundred followed through the changes; or the old value found by trying."""
    tellings: Tellings[Found] = {
        "^(زاد|نقص) …من # إلى #. كم بلغت نسبة (الزيادة|النقص) المئوية؟": one_change,
        "^(زاد|نقص) …بنسبة #% فأصبح #. كم كان قبل (الزيادة|النقص)؟": before_change,
        "^(زاد|نقص) …بنسبة #%، ثم (زاد|نقص) بنسبة #%. "
        "ما التغير الكلي مقارنة بالقيمة الأصلية؟": both_changes,
        "^زاد طول ضلع مربع بنسبة #%. …(?:تزيد|للزيادة في) مساحته؟": larger_area,
        "^زاد طول مستطيل بنسبة #% وزاد عرضه بنسبة #%. …(?:تزيد|للزيادة في) مساحته؟": larger_area,
    }
    return read(stem, tellings)


def before_discounts(one: int, other: int, final: int) -> int:
    return first(lambda price: discounted(price, one, other) == final)


def total_discount(*cuts: int) -> Fraction:
    return 100 - discounted(100, *cuts)


@finds("ratio-proportion/discount")
def prices(stem: str) -> Found | None:
    """The price followed through its discounts."""
    tellings: Tellings[Found] = {
        "^ثمن …# …، وخُفّض بنسبة #%. كم ريالًا ثمنها بعد التخفيض؟": discounted,
        "^أعلن متجر …خصمًا نسبته #% على …ثمنها # …كم ريالًا يُدفع لشرائها؟": lambda cut, price: (
            discounted(price, cut)
        ),
        "^ثمن …# …خُفّض الثمن #%، ثم خُفّض الثمن الجديد #%. كم ريالًا ثمنها في النهاية؟": discounted,
        "^عُرضت …ثمنها # …بخصم #%، ثم بخصم إضافي #% من الثمن بعد الخصم الأول. "
        "كم ريالًا أصبح ثمنها؟": discounted,
        "^خُفّض ثمن …بنسبة #%، ثم خُفّض الثمن الجديد بنسبة #%، فأصبح ثمنها # …"
        "كم ريالًا كان ثمنها الأصلي؟": before_discounts,
        "^خصمان متتاليان …، الأول #% والثاني #% من الثمن بعد الخصم الأول. "
        "ما نسبة الخصم الواحد المكافئ لهما؟": total_discount,
        "^خُفّض ثمن …بنسبة #%، ثم خُفّض الثمن الناتج بنسبة #%. "
        "كم في المئة خُفّض من الثمن الأصلي؟": total_discount,
    }
    return read(stem, tellings)


def gained(cost: int, sale: int, outcome: str) -> int:
    return percent_between(cost, sale, SIGNS[outcome])


def cost_of_sale(sale: int, outcome: str, rate: int) -> int:
    return first(lambda cost: changed(cost, SIGNS[outcome] * rate) == sale)


def sold_by_the_box(bought: int, cost: int, spoiled: int, price: int) -> int:
    """Money in the hand after every box that is not spoiled."""
    return percent_between(cost, sum(price for _ in range(bought - spoiled)), 1)


def marked_and_cut(mark_up: int, cut: int) -> Fraction:
    return changed(100, mark_up, -cut) - 100


@finds("ratio-proportion/profit-loss")
def profit(stem: str) -> Found | None:
    """Money in the hand before and after."""
    tellings: Tellings[Found] = {
        "^اشترى تاجر …بمبلغ # …وباعها بمبلغ # …ما نسبة (ربحه|خسارته) المئوية؟": gained,
        "^باع تاجر …بمبلغ # …وكان قد اشتراها بمبلغ # …"
        "ما نسبة (ربحه|خسارته) المئوية من ثمن الشراء؟": lambda sale, cost, outcome: gained(
            cost, sale, outcome
        ),
        "^باع تاجر …بمبلغ # …(فربح|فخسر) #% من ثمن شرائها. كم ريالًا ثمن شرائها؟": cost_of_sale,
        "^بيعت …بمبلغ # …(فربح|فخسر) البائع #% من ثمن الشراء. كم ريالًا ثمن الشراء؟": cost_of_sale,
        "^حدد تاجر ثمن …بزيادة #% على ثمن الشراء، ثم باعها بخصم #% من الثمن المحدد. "
        "ما نسبة ربحه المئوية؟": marked_and_cut,
        "^رُفع ثمن …بنسبة #% فوق تكلفتها، ثم بيعت بعد خصم #% من الثمن الجديد. "
        "كم في المئة الربح من التكلفة؟": marked_and_cut,
        "^اشترى تاجر # …بمبلغ # …، فتلف منها #، وباع الباقي بسعر # …للصندوق. "
        "ما نسبة ربحه المئوية؟": sold_by_the_box,
    }
    return read(stem, tellings)


def worlds(given: str) -> Iterable[World] | None:
    """What may be so where the given is true, with prices that are near and far apart."""
    pairs = list(product(PRICES, repeat=2))
    tellings: Tellings[list[World]] = {
        "^قارن بين:": lambda: [{}],
        rf"^(?:{UNKNOWN_NUMBER})[.]\n": lambda: [{"س": number} for number in (1, *PRICES)],
        r"^ثمن (\S+) يساوي ثمن (\S+)[.]\n": lambda one, other: [
            {one: price, other: price} for price in PRICES
        ],
        r"^ثمن (\S+) أكبر من ثمن (\S+)[.]\n": lambda dear, cheap: [
            {dear: high, cheap: low} for low, high in pairs if low < high
        ],
        r"^ثمن (\S+) أكبر من 100 ريال، وثمن (\S+) أكبر من 100 ريال[.]\n": lambda one, other: [
            {one: price, other: other_price} for price, other_price in pairs
        ],
    }
    return told(given, tellings)


def steps(told_of: str) -> list[int]:
    """The percents of changes in the order told, with their signs."""
    found = re.findall(r"(\S+)(?: واحد)? (\d+)%", told_of)
    return [SIGNS[how] * int(rate) for how, rate in found]


def worth(value: str, world: World) -> Fraction | None:
    """A value in one world."""
    tellings: Tellings[Fraction] = {
        "^#% من #$": lambda rate, whole: whole * percent(rate),
        "^#% من س$": lambda rate: world["س"] * percent(rate),
        "^# العدد #$": lambda part, whole: Fraction(part * whole),
        rf"^(?:قيمة|ثمن) (\S+){CHANGES}$": lambda thing, done: changed(world[thing], *steps(done)),
    }
    return told(value, tellings)


@judges("ratio-proportion/comparison-percent")
def both_values(stem: str, choice: str) -> bool | None:
    """Both values in every world that is left open."""
    found, possible = COMPARED.search(stem), worlds(stem)
    if not found or possible is None:
        return None
    sides = [(worth(found["first"], world), worth(found["second"], world)) for world in possible]
    differences = [one - other for one, other in sides if one is not None and other is not None]
    return choice == compared(differences) if len(differences) == len(sides) else None
