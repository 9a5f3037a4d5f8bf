"""Statistics from the values themselves: lists that are as they are told, and values by trial."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from statistics import mean, median, mode

from bank.reading import value
from bank.solutions import finds, first, judges, whole
from bank.solutions.told import TIMES, Tellings, told

LIST = r"((?:\d+، )+\d+)"
SOME = "المتوسط الحسابي لأعداد عددها # يساوي #"
BOXES = "متوسط كتل صناديق عددها # يساوي # كجم"
COUNTS = {"عددين": 2, "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "سبعة": 7, "تسعة": 9}
PLACES = {"الثلاثة": 3, "الأربعة": 4, "الثالث": 3, "الرابع": 4}
Found = Fraction | int | None


def average(values: Iterable[Fraction | int]) -> Fraction:
    """The mean without a rounding error."""
    return mean(map(Fraction, values))


def central(values: Iterable[Fraction | int]) -> Fraction:
    """The median without a rounding error."""
    return median(map(Fraction, values))


def of_mean(size: int, given_mean: Fraction | int, *known: int) -> list[Fraction]:
    """Some list of that size and mean which holds the known values."""
    others = size - len(known)
    rest = Fraction(size * given_mean - sum(known), others)
    lifted = [rest + (1 if place % 2 else -1) for place in range(others - others % 2)]
    return [*map(Fraction, known), *lifted, *[rest] * (others % 2)]


def filling(known: list[int], wanted: int, copies: int = 1) -> int:
    """The value that brings the mean where it is said to be, as often as it is missing."""
    return first(lambda x: average([*known, *[x] * copies]) == wanted)


def _weighted(*told_parts: int | str) -> Fraction:
    """A hundred hundredths of a mark."""
    part, weight, other, other_weight, mark, again, other_mark, other_again = told_parts
    assert (part, other) == (again, other_again)
    assert isinstance(weight, int)
    assert isinstance(other_weight, int)
    return average([int(mark)] * weight + [int(other_mark)] * other_weight)


def _consecutive(count: str, kind: str, middle: int, asked: str) -> int:
    step, start = {"صحيحة": (1, 1), "زوجية": (2, 2), "فردية": (2, 1)}[kind]
    rows = (range(low, low + step * COUNTS[count], step) for low in range(start, 200, step))
    row = next(row for row in rows if mean(row) == middle)
    return row[-1] if asked == "أكبرها" else row[0]


def _in_expressions(terms: str, wanted: int) -> int:
    return first(lambda x: average(value(term, س=x) for term in terms.split("، ")) == wanted)


def _pairs(first_two: int, last_two: int, outer: int, asked: str) -> Fraction:
    """The first number tried, the others counted up from it."""
    x = first(lambda x: x + 2 * last_two - (2 * first_two - x) == 2 * outer)
    numbers = (x, 2 * first_two - x, 2 * last_two - (2 * first_two - x))
    return Fraction(numbers[2]) if asked == "العدد ع" else average(numbers)


def _linked(wanted: int, times: str, more: int, asked: str) -> int:
    x = first(lambda x: average([x, TIMES[times] * x, x + more]) == wanted)
    return TIMES[times] * x if asked == "الثاني" else x + more


def _rest(size: int, all_mean: int, taken: str, taken_mean: int) -> int:
    out = [taken_mean] * COUNTS[taken]
    return filling(out, all_mean, size - len(out))


MEANS: Tellings[Found] = {
    f": {LIST}. ما المتوسط الحسابي لهذه القيم|ما المتوسط الحسابي للأعداد {LIST}؟|ادُّخرت "
    f"بالريال في أسابيع متتالية: {LIST}. ما متوسط المبلغ المدخر": lambda text: average(whole(text)),
    r"من (\D+) بوزن #% و(\D+) بوزن #%. درجة \D+ # من 100 في (\D+) و# من 100 في (\D+)\. "
    "ما الدرجة الكلية": _weighted,
    "^(ثلاثة|خمسة|سبعة|تسعة) أعداد (صحيحة|زوجية|فردية) متتالية متوسطها الحسابي #. "
    "ما (أكبرها|أصغرها)؟": _consecutive,
    "المتوسط الحسابي للقيم (س، .+) يساوي #، فما قيمة س؟": _in_expressions,
    "متوسط س و ص يساوي #، ومتوسط ص و ع يساوي #، ومتوسط س و ع يساوي #. "
    "ما (المتوسط الحسابي للأعداد الثلاثة|العدد ع)؟": _pairs,
    r"المتوسط الحسابي لثلاثة أعداد #، والثاني (\D+) الأول، والثالث يزيد على الأول بمقدار #. "
    r"ما العدد (الثاني|الثالث)؟|في ثلاثة (?:صناديق|رفوف) #. عدد \S+ \S+ الثاني (\D+) عددها في "
    r"الأول، وعددها في الثالث يزيد على الأول بمقدار #. كم عدد \S+ \S+ (الثاني|الثالث)؟": _linked,
    rf"{SOME}، ومتوسط (\S+) منها #. ما المتوسط الحسابي للأعداد الباقية": _rest,
}


@finds("statistics/mean")
def means(stem: str) -> Found:
    """Every value in one list; what is unknown is tried."""
    return told(stem, MEANS)


def _shared(size: int, all_mean: int, *halves: int | str) -> int:
    """The row laid out around the value that both parts hold."""
    first_size, first_mean, last_size, last_mean, place = halves
    size_of_part = PLACES[str(first_size)]
    assert size_of_part == PLACES[str(last_size)] == PLACES[str(place)]

    def row(x: int) -> list[Fraction]:
        before = of_mean(size_of_part, int(first_mean), x)[1:]
        return before + of_mean(size_of_part, int(last_mean), x)

    return first(lambda x: len(row(x)) == size and average(row(x)) == all_mean)


def _apart(all_mean: int, known: str, gap: int, asked: str) -> int:
    small = first(lambda x: average([*whole(known), x, x + gap]) == all_mean)
    return small + gap if asked == "أكبرهما" else small


def _greatest(count: str, bound: str | int, wanted: int) -> int:
    """From the greatest downwards, until some different numbers make up the rest."""
    floor = 1 if bound == "موجبة" else int(bound)
    others, total = COUNTS[count] - 1, COUNTS[count] * wanted
    candidates = range(total, 0, -1)
    return next(x for x in candidates if _are_some(others, floor, total - x))


def _are_some(count: int, floor: int, total: int) -> bool:
    """Whether so many different numbers from the floor up make that total."""
    below = range(floor, total - floor * (count - 1) + 1)
    return any(sum(found) == total for found in combinations(below, count))


MISSING: Tellings[Found] = {
    f"المتوسط الحسابي للأعداد {LIST}، س يساوي #. ما قيمة س؟|السابقة: {LIST}، ومتوسطها مع درجة "
    "الاختبار الأخير #. ما درجة الاختبار الأخير": lambda known, wanted: filling(
        whole(known), wanted
    ),
    f"خلال # أيام #، وكانت أعداد الزوار في الأيام الأولى {LIST}. كم عدد زوار اليوم الأخير": (
        lambda days, wanted, known: filling(whole(known), wanted, days - len(whole(known)))
    ),
    "عددها # يساوي #، ومجموعها كلها عدا واحدة #. ما هذه القيمة|ما أُنفق في # أيام # ريال\\S* في "
    "اليوم، ومجموع ما أُنفق في كل الأيام عدا اليوم الأخير # ريال\\S*. كم ريالًا أُنفق في اليوم "
    "الأخير": lambda size, wanted, others: first(lambda x: Fraction(x + others, size) == wanted),
    "في # اختبارات # من 100. ما الدرجة المطلوبة في الاختبار التالي ليصبح المتوسط #|متوسط # درجات "
    "#. أي درجة تُضاف إليها ليرتفع المتوسط إلى #": lambda size, before, after: filling(
        [before] * size, after
    ),
    f"المتوسط الحسابي للأعداد {LIST}، س، س يساوي #. ما قيمة س؟": lambda known, wanted: filling(
        whole(known), wanted, 2
    ),
    f"خمس حقائب # كجم، كتل ثلاث منها {LIST} كجم، والحقيبتان الباقيتان متساويتان. كم كيلوجرامًا كتلة "
    "كل منهما": lambda wanted, known: filling(whole(known), wanted, 2),
    r"في صف عددها # ومتوسطها #. متوسط (\S+) الأولى منها #، ومتوسط (\S+) الأخيرة #. "
    r"ما العدد (\S+)؟": _shared,
    f"خمسة أعداد متوسطها #، ثلاثة منها {LIST}، والعددان الآخران الفرق بينهما #. "
    "ما (أكبرهما|أصغرهما)؟": _apart,
    "(ثلاثة|أربعة|خمسة) أعداد صحيحة مختلفة (?:(موجبة)|لا يقل أي منها عن #)، متوسطها الحسابي #. "
    "ما أكبر قيمة ممكنة": _greatest,
}


@finds("statistics/missing-value")
def missing(stem: str) -> Found:
    """The value that brings the mean where it is said to be, by trying."""
    return told(stem, MISSING)


def _ordered_with_unknown(values: str, wanted: int, asked: str) -> Fraction:
    """The unknown in its place; the values stay in order."""
    known = [*whole(values)]
    place = values.split("، ").index("س")
    x = first(lambda x: central([*known[:place], x, *known[place:]]) == wanted)
    assert sorted([*known, x])[place] == x
    return value(asked, س=x)


MIDDLES: Tellings[Found] = {
    f": {LIST}. ما الوسيط؟": lambda text: central(whole(text)),
    f": {LIST}. ما المنوال؟": lambda text: mode(whole(text)),
    f": {LIST}. ما مجموع الوسيط والمنوال؟": lambda text: central(whole(text)) + mode(whole(text)),
    f": {LIST}. ما الفرق بين الوسيط والمنوال؟": lambda text: abs(
        central(whole(text)) - mode(whole(text))
    ),
    "مرتبة تصاعديًا: (.+)، ووسيطها #. ما قيمة (.+)؟": _ordered_with_unknown,
    f"مرتبة تصاعديًا: {LIST}، س. إذا كان متوسطها الحسابي يساوي وسيطها، فما قيمة س": lambda text: (
        first(
            lambda x: average([*whole(text), x]) == central([*whole(text), x]), max(whole(text)) + 1
        )
    ),
    f": {LIST}. إذا أُضيفت إليها القيمة #، فما الوسيط بعد الإضافة": lambda text, new: central(
        [*whole(text), new]
    ),
}


@finds("statistics/median-mode")
def middles(stem: str) -> Found:
    """The listed values put in order and counted."""
    return told(stem, MIDDLES)


def reach(values: Iterable[int]) -> int:
    """From the least to the greatest."""
    ordered = sorted(values)
    return ordered[-1] - ordered[0]


def _at_an_end(known: list[int], spread: int, end: str) -> int:
    """The least or greatest of all values that has this distance from the other end."""
    place = -1 if end == "أكبر" else 0
    return first(lambda x: reach([*known, x]) == spread and sorted([*known, x])[place] == x)


def _without_ends(text: str, removed: str) -> int:
    values = whole(text)
    if "أكبر" in removed:
        values.remove(max(values))
    if "أصغر" in removed:
        values.remove(min(values))
    return reach(values)


def _both(known: str, spread: int, asked: str) -> int:
    """Every value tried that leaves this range."""
    small, large = (x for x in range(500) if reach([*whole(known), x]) == spread)
    return small + large if asked == "مجموع" else large - small


def _evenly_spaced(count: str, middle: int, spread: int, asked: str) -> int:
    size = COUNTS[count]
    step = first(lambda step: reach(range(0, step * size, step)) == spread)
    start = first(lambda start: mean(range(start, start + step * size, step)) == middle)
    return start + spread if asked == "أكبرها" else start


SPREADS: Tellings[Found] = {
    f": {LIST}. ما المدى؟": lambda text: reach(whole(text)),
    f"القيم {LIST}، س مداها #، و س (أكبر|أصغر) القيم. ما قيمة س؟": (
        lambda known, spread, end: _at_an_end(whole(known), spread, end)
    ),
    f"درجات خمسة طلاب #، درجات أربعة منهم {LIST}، ودرجة الخامس (أكبر|أصغر) الدرجات. ما درجته": (
        lambda spread, known, end: _at_an_end(whole(known), spread, end)
    ),
    f": {LIST}. إذا حُذفت (أكبر قيمة وأصغر قيمة|أكبر قيمة|أصغر قيمة)، فما مدى القيم الباقية": (
        _without_ends
    ),
    f"القيم {LIST}، س مداها #. ما (مجموع|الفرق بين) القيمتين الممكنتين للعدد س؟": _both,
    r"^(\S+) أعداد (?:مرتبة الفرق بين كل عددين متتاليين منها ثابت، متوسطها|تكوّن متتابعة حسابية، "
    "وسيطها) # ومداها #. ما (أكبرها|أصغرها)؟": _evenly_spaced,
    r"أصغر قيمة في المجموعة \S+ # ومداها #، وأصغر قيمة في المجموعة \S+ # ومداها #. "
    "ما مدى قيم المجموعتين معًا": lambda low, up, other, other_up: reach(
        [low, low + up, other, other + other_up]
    ),
}


@finds("statistics/range")
def spreads(stem: str) -> Found:
    """Both ends of the listed values; what is unknown is tried."""
    return told(stem, SPREADS)


def pooled(*groups: tuple[int, int]) -> Fraction:
    """Everybody of all groups in one list; a group is its size and its mean."""
    return average([mean for size, mean in groups for _ in range(size)])


def _two_groups(left: str, one: int, right: str, other: int, *means: int | str) -> Fraction:
    left_too, first_mean, right_too, second_mean = means
    assert (left, right) == (left_too, right_too)
    return pooled((one, int(first_mean)), (other, int(second_mean)))


def _other_group(left: str, one: int, right: str, other: int, *means: int | str) -> int:
    all_mean, left_too, left_mean, asked = means
    assert (left, right) == (left_too, asked)
    return first(lambda x: pooled((one, int(left_mean)), (other, x)) == all_mean)


def _size(members: str, left: str, right: str, total: int, *means: int | str) -> int:
    left_too, left_mean, right_too, right_mean, all_mean, asked, place = means
    assert (members, left, right, left) == (asked, left_too, right_too, place)
    sides = int(left_mean), int(right_mean)
    return first(lambda x: pooled((x, sides[0]), (total - x, sides[1])) == all_mean)


GROUPS: Tellings[Found] = {
    r"في (\D+) # وفي (\D+) #، ومتوسط \D+ في (\D+) # وفي (\D+) #. ما المتوسط العام للمجموعتين "
    "معًا": _two_groups,
    r"في (\D+) # وفي (\D+) #، ومتوسط \D+ في المجموعتين معًا #، ومتوسطها في (\D+) #. "
    r"ما متوسطها في (\D+)؟": _other_group,
    r"متوسط \D+ في \D+ # وعددهم #، ثم انضم إليهم آخرون عددهم # متوسطهم #. ما المتوسط بعد "
    "انضمامهم": lambda mean, size, more, other: pooled((size, mean), (more, other)),
    r"^(\D+) في (\D+) و(\D+) معًا #، ومتوسط \D+ في (\D+) # وفي (\D+) #، ومتوسطها في المجموعتين "
    r"معًا #. ما (\D+) في (\D+)؟": _size,
    f"أعداد أفرادها # : # : #، ومتوسطات درجاتها على الترتيب {LIST}. ما المتوسط العام لدرجات": (
        lambda one, two, three, means: pooled(*zip((one, two, three), whole(means), strict=True))
    ),
}
RATIO: Tellings[bool] = {
    r"متوسط \D+ في (\D+) # وفي (\D+) #، ومتوسطها في المجموعتين معًا #. ما نسبة (\D+) في (\D+) إلى "
    r"(\D+) في (\D+)؟ \| # : #": lambda left, low, right, high, all_mean, *asked: (
        (left, right, asked[0]) == (asked[1], asked[3], asked[2])
        and pooled((asked[4], low), (asked[5], high)) == all_mean
    )
}


@judges("statistics/combined-mean")
def groups(stem: str, choice: str) -> bool | None:
    """Everybody of both groups in one list; a ratio of sizes as that many people."""
    right = told(stem, GROUPS)
    return told(f"{stem} | {choice}", RATIO) if right is None else right == int(choice)


def _shifted(size: int, given_mean: int, *change: int | str) -> Fraction:
    if change[0] == "أُضيف":
        return average(each + int(change[1]) for each in of_mean(size, given_mean))
    return average(each - int(change[1]) for each in of_mean(size, given_mean))


def _replaced(size: int, given_mean: int, old: int, new: int) -> Fraction:
    values = of_mean(size, given_mean, old)
    values[values.index(Fraction(old))] = Fraction(new)
    return average(values)


def _removed(size: int, given_mean: int, old: int) -> Fraction:
    values = of_mean(size, given_mean, old)
    values.remove(Fraction(old))
    return average(values)


def _stretched(given_mean: int, spread: int, factor: int, change: int, asked: str) -> Fraction:
    half = Fraction(spread, 2)
    values = [factor * each + change for each in (given_mean - half, given_mean + half)]
    return average(values) if asked == "المتوسط" else values[1] - values[0]


ALTERED: Tellings[Found] = {
    f"{SOME}. إذا (أُضيف) # إلى كل عدد منها، فما المتوسط|{SOME}. إذا (طُرح) # من كل عدد منها، فما "
    "المتوسط|متوسط درجات فصل فيه # من الطلاب #. كم يصير المتوسط إذا (أُضيف) # إلى درجة كل|متوسط "
    "درجات فصل فيه # من الطلاب #. كم يصير المتوسط إذا (طُرح) # من درجة كل": _shifted,
    f"{SOME}. إذا ضُرب كل عدد منها في #، فما المتوسط|متوسط أطوال قطع عددها # يساوي # سم، رُسمت "
    "مكبرة حتى صار كل طول مضروبًا في #. ما متوسط الأطوال بعد": lambda size, given_mean, factor: (
        average(factor * each for each in of_mean(size, given_mean))
    ),
    f"{SOME}. ما المتوسط بعد إضافة العدد # إليها|{BOXES}، أُضيف إليها صندوق كتلته # كجم. كم "
    "كيلوجرامًا صار متوسط": lambda size, given_mean, new: average([*of_mean(size, given_mean), new]),
    rf"{SOME}. ما المتوسط بعد حذف العدد # منها|متوسط درجات \S+ في # اختبارات #. إذا استُبعد اختبار "
    "درجته #، فما متوسط الدرجات الباقية": _removed,
    f"{SOME}. إذا استُبدل بالعدد # العدد #، فما المتوسط|{BOXES}. أُخرج صندوق كتلته # كجم ووُضع مكانه "
    "صندوق كتلته # كجم. كم كيلوجرامًا صار المتوسط|متوسط درجات عددها # فكان #، ثم تبين أن درجة "
    "سُجلت # خطأً وصوابها #. ما المتوسط الصحيح": _replaced,
    "عند حساب المتوسط الحسابي لأعداد عددها # كُتب العدد # بدلًا من #، فكان الناتج #. ما المتوسط "
    "الصحيح": lambda size, wrong, right, given_mean: _replaced(size, given_mean, wrong, right),
    "متوسطها # ومداها #. ضُربت كل قيمة فيها في # ثم أُضيف إلى كل ناتج #. "
    "ما (المتوسط|المدى) الجديد": _stretched,
    "متوسط أعداد عددها # يساوي #، أُضيف إليها عدد فصار المتوسط #. ما العدد المضاف": (
        lambda size, before, after: filling([before] * size, after)
    ),
    "متوسط أعداد عددها # يساوي #، حُذف منها عدد فصار المتوسط #. ما العدد المحذوف": (
        lambda size, before, after: first(lambda x: _removed(size, before, x) == after)
    ),
}


@finds("statistics/effect-of-change")
def altered(stem: str) -> Found:
    """A list with the stated mean, changed as the stem says."""
    return told(stem, ALTERED)
