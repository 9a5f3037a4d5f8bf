"""Statistics from the listed values themselves."""

import re
from collections import Counter
from fractions import Fraction
from statistics import mean, median, mode

from bank.drawing import numbers
from bank.solutions import finds, first, whole

CIRCLE_DEGREES = 360


def listed(stem: str) -> list[Fraction]:
    """The values after the colon, up to the end of the sentence."""
    found = re.search(r": ((?:\d+، )+\d+)", stem)
    return numbers(found[1]) if found else []


def bars(stem: str) -> dict[str, int]:
    """What each bar of a chart is called, and how high it is."""
    data = stem.split("كما يلي: ")[1].split(".", maxsplit=1)[0]
    return {name.strip(): int(height) for name, height in re.findall(r"([^\d،]+) (\d+)", data)}


@finds("statistics/mean")
def averages(stem: str) -> Fraction | None:
    values = listed(stem)
    if values and re.search("ما المتوسط|ما متوسط", stem):
        return mean(values)
    unknown = re.search(r"للقيم (س.+) يساوي (\d+)", stem)
    if not unknown:
        return None
    parts, average = numbers(unknown[1]), int(unknown[2])
    size = unknown[1].count("س")
    return Fraction(first(lambda x: size * x + sum(parts) == size * average))


@finds("statistics/missing-value")
def missing(stem: str) -> int | None:
    """The value that brings the mean where it is said to be, by trying."""
    found = re.search(r"للأعداد (.+?)((?:، س)+) يساوي (\d+)", stem)
    if not found:
        return None
    values = whole(found[1])
    unknown = found[2].count("س")
    total = (len(values) + unknown) * int(found[3])
    return first(lambda x: sum(values) + unknown * x == total)


@finds("statistics/median-mode")
def middles(stem: str) -> Fraction | None:
    values = listed(stem)
    if not values or "أُضيف" in stem:
        return None
    if "مجموع الوسيط والمنوال" in stem:
        return median(values) + mode(values)
    if "الفرق بين الوسيط والمنوال" in stem:
        return abs(median(values) - mode(values))
    if "ما المنوال" in stem:
        return mode(values)
    return median(values) if "ما الوسيط" in stem else None


@finds("statistics/range")
def spread(stem: str) -> Fraction | None:
    values = sorted(listed(stem))
    if not values or "مدى" not in stem.replace("المدى", "مدى"):
        return None
    if "حُذفت" in stem:
        values = values["أصغر قيمة" in stem :]
        values = values[:-1] if "أكبر قيمة" in stem else values
    return values[-1] - values[0]


@finds("statistics/combined-mean")
def pooled(stem: str) -> Fraction | None:
    """Everybody of both groups in one list."""
    found = re.fullmatch(
        r"عدد \D+ (\d+) وفي \D+ (\d+)، ومتوسط \D+ (\d+) وفي \D+ (\d+)\. ما المتوسط العام.+", stem
    )
    if not found:
        return None
    one, other, low, high = map(int, found.groups())
    return mean([Fraction(low)] * one + [Fraction(high)] * other)


@finds("statistics/effect-of-change")
def changed(stem: str) -> Fraction | None:
    """A list with the stated mean, changed as the stem says."""
    found = re.match(r"المتوسط الحسابي لأعداد عددها (\d+) يساوي (\d+)\. (.+)", stem)
    if not found:
        return None
    values, story = [Fraction(found[2])] * int(found[1]), found[3]
    numbers_told = numbers(story)
    if "كل عدد" in story and len(numbers_told) == 1:
        shift = numbers_told[0]
        if "طُرح" in story:
            return mean([each - shift for each in values])
        return mean([each + shift for each in values]) if "أُضيف" in story else None
    if "بعد إضافة العدد" in story:
        return mean([*values, numbers_told[0]])
    return None


@finds("statistics/bar-chart")
def read_off(stem: str) -> Fraction | int | None:
    """Heights looked up by name."""
    heights = bars(stem)
    if "ما المتوسط الحسابي للقيم" in stem:
        return mean(map(Fraction, heights.values()))
    if "أكبر قيمة وأصغر قيمة" in stem:
        return max(heights.values()) - min(heights.values())
    found = re.search("ما الفرق بين قيمتي (.+)؟", stem)
    if found:
        one, other = (name for name in heights if name in found[1])
        return abs(heights[one] - heights[other])
    return None


@finds("statistics/pie-chart")
def slices(stem: str) -> Fraction | None:
    """A share of the whole turn."""
    percent = re.search(r"(\d+)%", stem)
    if percent and len(numbers(stem)) == 1:
        return Fraction(int(percent[1]) * CIRCLE_DEGREES, 100)
    found = re.search(r"نصيب \S+ (\d+) والعدد الكلي من \S+ (\d+)، فما قياس", stem)
    return Fraction(int(found[1]) * CIRCLE_DEGREES, int(found[2])) if found else None


@finds("statistics/table-reading")
def cells(stem: str) -> Fraction | int | None:
    """Rows and columns added up cell by cell."""
    data, _, question = stem.split("كما يلي: ")[1].partition(". ")
    table = {
        row.split(": ")[0].strip(): dict(re.findall(r"(\S+) (\d+)", row.split(": ")[1]))
        for row in data.split("؛")
    }
    sums: Counter[str] = Counter()
    for name, row in table.items():
        for column, cell in row.items():
            sums[name] += int(cell)
            sums[column] += int(cell)
    total = re.fullmatch("ما مجموع أعداد (.+)؟", question)
    average = re.fullmatch("ما المتوسط الحسابي لأعداد (.+)؟", question)
    if total:
        return sums[total[1]]
    return Fraction(sums[average[1]], 3) if average else None


@finds("statistics/frequency")
def one_by_one(stem: str) -> Fraction | int | None:
    """Every value as often as it occurs, in one long list."""
    pairs = re.findall(r"(\d+) تكرارها (\d+)", stem)
    values = [Fraction(size) for size, times in pairs for _ in range(int(times))]
    if re.search("غير مذكور|ك\\.", stem):
        return None
    if re.search("كم عدد .+ كله", stem):
        return len(values)
    if "ما المتوسط الحسابي؟" in stem:
        return mean(values)
    return sum(values) if "ما مجموع القيم كلها" in stem else None
