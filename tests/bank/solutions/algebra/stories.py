"""Word problems: the story acted out for one number after another until it comes true."""

import re

from bank.solutions import finds, first, whole

TIMES = {"مثلي": 2, **{f"{n} أمثال": n for n in range(3, 10)}}
MULTIPLE = r"مثلي|\d أمثال"
KINDS = {
    "دجاج وأرانب": (2, 4),  # legs of a hen and of a rabbit
    "لكل منها عجلتان وسيارات لكل منها 4 عجلات": (2, 4),
    "من فئتي 5 ريالات و10 ريالات": (5, 10),
    "تذكرة الطفل في متحف 10 ريالات وثمن تذكرة البالغ 25": (10, 25),
    "يسع كل منها 6 قوارير وصناديق كبيرة يسع كل منها 12": (6, 12),
}
"""Two kinds of things, and what counts for one of either."""


@finds("algebra/systems")
def apart_by_the_gap(stem: str) -> int | None:
    """Pairs with the given gap, tried until they have the given sum."""
    more, asked = re.search(r"ما مع (\S+) يزيد", stem), re.search("(\\S+)(?: بالسنتمتر)?؟$", stem)
    if not asked or not re.search("والفرق بينهما|إلى قطعتين تزيد|يزيد على ما مع", stem):
        return None
    total, gap = whole(stem)
    small = first(lambda number: number + number + gap == total)
    larger = asked[1] in {"الأكبر", "الطويلة", more and more[1]}
    return small + gap if larger else small


@finds("algebra/systems")
def counted_kind_by_kind(stem: str) -> int | None:
    """One of the larger kind after another taken, until the total is right."""
    told = next((kinds for kinds in KINDS if kinds in stem), None)
    if not told or not re.search("(?:الأرانب|السيارات|10 ريالات|البالغين|الكبيرة)؟", stem):
        return None
    (low, high), (many, total, *_) = KINDS[told], whole(stem.replace(told, ""))
    return first(lambda large: large * high + (many - large) * low == total)


@finds("algebra/systems")
def price_tags(stem: str) -> int | None:
    """Two prices tried until both bills are right."""
    if "ثمن" not in stem or "معًا؟" not in stem:
        return None
    left, right, one, more, less, two = whole(stem)
    return next(
        price + other
        for price in range(1, 40)
        for other in range(1, 40)
        if left * price + right * other == one and more * price + less * other == two
    )


@finds("algebra/linear-word")
def told_step_by_step(stem: str) -> int | None:
    """One unit after another added to the fixed part, until the total is there."""
    given = whole(stem)
    if stem.startswith("عدد إذا ضُرب"):
        rate, fixed, total = given
    elif "دفاتر متساوية الثمن" in stem:
        total, rate, fixed = given
    elif re.search("أجرة الركوب|رسم الاشتراك|في خزان ", stem):
        fixed, rate, total = given
    else:
        return None
    return first(lambda units: fixed + sum([rate] * units) == total)


@finds("algebra/linear-word")
def smaller_part_tried(stem: str) -> int | None:
    """The smaller part tried until both make the whole; which part is asked for, it says last."""
    told = re.search(r"يزيد بمقدار (\d+)(?: سم)? على (\d+) أمثال", stem)
    owner = re.search(r"ما مع (\S+) يزيد", stem)
    asked = re.search(r"(\S+)(?: بالسنتمتر)?؟$", stem)
    if not told or not asked:
        return None
    total, extra, times = whole(stem)[0], int(told[1]), int(told[2])
    small = first(lambda number: number + extra + sum([number] * times) == total)
    larger = {"العلمية", "النخيل", "الأكبر", "الأولى", owner[1] if owner else ""}
    return total - small if asked[1] in larger else small


@finds("algebra/linear-word")
def both_ways_alike(stem: str) -> int | None:
    """Two situations played through until they come to the same."""
    given = whole(stem)
    if "وُزّعت" in stem:
        fewer, left, more, short = given
        return first(lambda people: fewer * people + left == more * people - short)
    if re.search("يتساوى (?:ما في الخزانين|ما معهما|عدد الصناديق)", stem):
        high, out, low, into = given
        return first(lambda time: high - out * time == low + into * time)
    moved = re.search(r"مما مع (\S+) إلى (\S+) ليصبح ما مع (\S+) \d أمثال ما مع (\S+)؟", stem)
    if not moved or (moved[1], moved[2]) != (moved[4], moved[3]):
        return None
    giver, receiver, times = given
    return first(lambda riyals: receiver + riyals == times * (giver - riyals))


@finds("algebra/inequalities")
def paid_day_by_day(stem: str) -> int | None:
    """Two offers, each paid bit by bit until the first one is the cheaper."""
    if "تصبح عنده تكلفة" not in stem:
        return None
    one, more, other, most = whole(stem)
    return first(lambda times: one + sum([more] * times) < other + sum([most] * times))


@finds("algebra/ages")
def years_go_by(stem: str) -> int | None:
    """The other age tried until it differs as told; then the birthdays."""
    told = re.search(
        r"عمر (\S+) الآن .+، وعمر (\S+) (يزيد على|يقل عن) عمر (\S+) بمقدار .+ عمر (\S+) بعد", stem
    )
    if not told or (told[1], told[2]) != (told[4], told[5]):
        return None
    age, gap, later = whole(stem)
    more = told[3] == "يزيد على"
    other = first(lambda years: (years == age + gap) if more else (years + gap == age))
    return other + sum([1] * later)


@finds("algebra/ages")
def ages_apart(stem: str) -> int | None:
    """Two ages with the given difference, tried until they have the given sum."""
    told = re.search(r"، وعمر (\S+) يزيد على عمر (\S+) بمقدار .+\. كم عمر (\S+)؟", stem)
    if not told or "مجموع عمري" not in stem:
        return None
    total, gap = whole(stem)
    young = first(lambda years: years + years + gap == total)
    return {told[1]: young + gap, told[2]: young}[told[3]]


@finds("algebra/ages")
def child_tried(stem: str) -> int | None:
    """Ages of the child tried until those of both have the given sum or difference."""
    told = re.search(
        rf"^عمر (.+) ({MULTIPLE}) عمر (\S+)، و(مجموع|الفرق بين) عمريهما (\d+) .+ كم عمر (.+)؟", stem
    )
    if not told:
        return None
    elder, times, name, how, given, asked = told.groups()
    sign = 1 if how == "مجموع" else -1
    child = first(lambda years: TIMES[times] * years + sign * years == int(given))
    return {elder: TIMES[times] * child, name: child}[asked]


@finds("algebra/ages")
def birthday_by_birthday(stem: str) -> int | None:
    """Ages tried from one year on until the story is true."""
    later = re.search(
        rf"عمر (.+) الآن ({MULTIPLE}) عمر (\S+)، وبعد (\d+) .+ يصبح عمر .+ ({MULTIPLE}) عمر", stem
    )
    before = re.search(
        rf"قبل (\d+) .+ كان عمر (.+) ({MULTIPLE}) عمر (\S+)، وأصبح الآن ({MULTIPLE}) عمر", stem
    )
    asked = re.search("كم عمر (.+) الآن؟", stem)
    if later:
        elder, times, name, wait, then = later.groups()
    elif before:
        wait, elder, then, name, times = before.groups()
        wait = f"-{wait}"
    if not asked or not (later or before):
        return None
    now, shift = TIMES[times], int(wait)
    child = first(lambda age: now * age + shift == TIMES[then] * (age + shift))
    return {elder: now * child, name: child}[asked[1]]
