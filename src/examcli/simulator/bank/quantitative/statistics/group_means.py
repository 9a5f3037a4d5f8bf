"""Means of groups taken together."""

from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.statistics.averages import listed, summed

# Two groups and what is measured: group, group, measured thing, what the numbers of members count.
GROUPS = (
    ("فصل أ", "فصل ب", "درجات الطلاب", "عدد الطلاب"),
    ("الفريق الأحمر", "الفريق الأخضر", "نقاط اللاعبين", "عدد اللاعبين"),
    ("المزرعة الأولى", "المزرعة الثانية", "إنتاج النخلة بالكيلوجرام", "عدد النخل"),
    ("الصندوق الأول", "الصندوق الثاني", "كتل القطع بالجرام", "عدد القطع"),
    ("القسم الأول", "القسم الثاني", "ساعات التدريب للموظف", "عدد الموظفين"),
)


def combined_mean(draw: Draw) -> Draft:
    """The mean of two groups weighs each by its size."""
    forms = draw.by_level(
        (mean_of_two_groups,),
        (mean_of_other_group, mean_after_joining),
        (ratio_of_sizes, size_of_group, three_groups),
    )
    return draw.pick(forms)(draw)


def balanced_groups(draw: Draw) -> tuple[int, int, int, int, int]:
    """Sizes and means of two groups and their whole common mean.

    The deviations from the common mean, each times its size, cancel.
    """
    one, other = draw.sample(range(2, 11), 2)
    scale = draw.pick((1, 2, 5)) if one + other < 12 else 1
    common = gcd(one, other)
    average = draw.integer(24, 80)
    shift = draw.pick((-1, 1)) * draw.integer(1, 2)
    first_mean = average + shift * other // common
    second_mean = average - shift * one // common
    return one * scale, other * scale, first_mean, second_mean, average


def mean_of_two_groups(draw: Draw) -> Draft:
    """Two groups of different sizes taken together."""
    one, other, first, second, key = balanced_groups(draw)
    left, right, measured, members = draw.pick(GROUPS)
    stem = (
        f"{members} في {left} {one} وفي {right} {other}، ومتوسط {measured} في {left} {first} وفي "
        f"{right} {second}. ما المتوسط العام للمجموعتين معًا؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(first + second, 2),  # ignored the sizes
        Fraction(one * second + other * first, one + other),  # exchanged the sizes
        (first + second + 1) // 2,  # ignored the sizes and rounded
        key + 1,  # slipped in the sum
        key - 1,  # slipped in the sum
        max(first, second),  # took the larger mean
    ]
    total = one * first + other * second
    explanation = (
        f"المجموع {one} × {first} + {other} × {second} = {total}، والعدد {one + other}، فالمتوسط "
        f"{total} ÷ {one + other} = {key}."
    )
    check = f"({one} * {first} + {other} * {second}) / ({one} + {other})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mean_of_other_group(draw: Draw) -> Draft:
    """The common mean and one group give the other."""
    one, other, first, key, average = balanced_groups(draw)
    left, right, measured, members = draw.pick(GROUPS)
    stem = (
        f"{members} في {left} {one} وفي {right} {other}، ومتوسط {measured} في المجموعتين معًا "
        f"{average}، ومتوسطها في {left} {first}. ما متوسطها في {right}؟"
    )
    mistakes: list[int | Fraction] = [
        2 * average - first,  # ignored the sizes
        average,  # took the common mean
        Fraction((one + other) * average - first, other),  # subtracted one value only
        key + 2,  # slipped
        key - 2,  # slipped
        first,  # answered the given group
    ]
    total, part = (one + other) * average, one * first
    explanation = (
        f"المجموع الكلي {one + other} × {average} = {total}، ومجموع المعلومة {part}، فمتوسط "
        "الأخرى "
        f"({total} − {part}) ÷ {other} = {key}."
    )
    check = f"(({one} + {other}) * {average} - {one} * {first}) / {other}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def mean_after_joining(draw: Draw) -> Draft:
    """New members join and the mean moves."""
    one, other, first, second, key = balanced_groups(draw)
    if other == 2:
        raise Degenerate("two need the dual")
    place, measured = draw.pick(
        (("حافلة", "أعمار الركاب"), ("نادٍ", "أعمار المشتركين"), ("فصل", "درجات الطلاب"))
    )
    stem = (
        f"متوسط {measured} في {place} {first} وعددهم {one}، ثم انضم إليهم آخرون عددهم {other} "
        f"متوسطهم {second}. ما المتوسط بعد انضمامهم؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(first + second, 2),  # ignored the sizes
        Fraction(one * second + other * first, one + other),  # exchanged the sizes
        first,  # took the mean as unchanged
        key + 1,  # slipped
        key - 1,  # slipped
        (first + second + 1) // 2,  # ignored the sizes and rounded
    ]
    total = one * first + other * second
    explanation = (
        f"المجموع {one} × {first} + {other} × {second} = {total}، والعدد صار {one + other}، "
        "فالمتوسط "
        f"{total} ÷ {one + other} = {key}."
    )
    check = f"({one} * {first} + {other} * {second}) / ({one} + {other})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def ratio_of_sizes(draw: Draw) -> Draft:
    """Three means give the ratio of the sizes."""
    first, second = draw.pick(((2, 3), (3, 2), (1, 2), (2, 1), (3, 4), (4, 3), (1, 3), (3, 5)))
    step, average = draw.integer(1, 4), draw.integer(30, 80)
    first_mean, second_mean = average + step * second, average - step * first
    left, right, measured, members = draw.pick(GROUPS)
    stem = (
        f"متوسط {measured} في {left} {first_mean} وفي {right} {second_mean}، ومتوسطها في "
        "المجموعتين "
        f"معًا {average}. ما نسبة {members} في {left} إلى {members} في {right}؟"
    )
    key = f"{first} : {second}"
    common = gcd(first_mean, second_mean)
    mistakes = (
        f"{second} : {first}",  # inverted the ratio
        f"{first_mean // common} : {second_mean // common}",  # took the ratio of the means
        f"{first} : {first + second}",  # compared a part with the whole
        f"{first + second} : {second}",  # compared the whole with a part
        "1 : 1",  # took the sizes as equal
    )
    explanation = (
        f"بُعد المتوسط العام عن الأول {first_mean} − {average} = {step * second} وعن الثاني "
        f"{average} − {second_mean} = {step * first}، والنسبة عكسية فهي {key}."
    )
    return textual(stem, key, draw.sample(mistakes, len(mistakes)), explanation)


def size_of_group(draw: Draw) -> Draft:
    """Three means and the total number give the size of one group."""
    key, other, first, second, average = balanced_groups(draw)
    left, right, measured, members = draw.pick(GROUPS)
    total = key + other
    stem = (
        f"{members} في {left} و{right} معًا {total}، ومتوسط {measured} في {left} {first} وفي "
        f"{right} "
        f"{second}، ومتوسطها في المجموعتين معًا {average}. ما {members} في {left}؟"
    )
    mistakes: list[int | Fraction] = [
        other,  # answered the other group
        Fraction(total, 2),  # took the groups as equal
        abs(first - average),  # answered a difference of means
        key + 1,  # slipped
        key - 1,  # slipped
        total - 1,  # slipped
    ]
    gap, whole_gap = abs(average - second), abs(first - second)
    explanation = (
        f"نصيب {left} من العدد كنسبة الفرق {gap} إلى الفرق {whole_gap}، فالعدد "
        f"{total} × {gap} ÷ {whole_gap} = {key}."
    )
    check = f"{total} * ({average} - {second}) / ({first} - {second})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def three_groups(draw: Draw) -> Draft:
    """Three groups whose sizes stand in a ratio."""
    sizes = draw.pick(((1, 2, 3), (2, 3, 3), (1, 1, 2), (1, 2, 2), (1, 3, 4), (2, 2, 1), (1, 1, 3)))
    total = sum(sizes)
    # Steps of the whole number of parts keep the weighted mean whole.
    lowest = draw.integer(30, 50)
    means = [lowest + total * step for step in draw.sample(range(6), 3)]
    weighted = sum(size * mean for size, mean in zip(sizes, means, strict=True))
    key = weighted // total
    thing = draw.pick(("فصول", "فرق", "أقسام"))
    ratio = " : ".join(map(str, sizes))
    stem = (
        f"ثلاثة {thing} النسبة بين أعداد أفرادها {ratio}، ومتوسطات درجاتها على الترتيب "
        f"{listed(means)}. "
        "ما المتوسط العام لدرجات الأفراد جميعًا؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(sum(means), 3),  # ignored the sizes
        Fraction(
            sum(size * mean for size, mean in zip(reversed(sizes), means, strict=True)), total
        ),  # exchanged the sizes
        sorted(means)[1],  # took the middle mean
        key + 2,  # slipped
        key - 2,  # slipped
        key + 5,  # slipped
    ]
    products = " + ".join(f"{size} × {mean}" for size, mean in zip(sizes, means, strict=True))
    explanation = f"مجموع النواتج {products} = {weighted}، ومجموع الأجزاء {total}، فالمتوسط {key}."
    weights = " + ".join(f"{size} * {mean}" for size, mean in zip(sizes, means, strict=True))
    check = f"({weights}) / {summed(sizes)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
