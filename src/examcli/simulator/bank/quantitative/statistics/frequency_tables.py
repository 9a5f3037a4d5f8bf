"""Frequency tables: values and how often each occurs."""

from dataclasses import dataclass, replace
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.statistics.averages import summed
from examcli.simulator.bank.tally import Tally

PERCENT = "{}%"


@dataclass(frozen=True)
class Frequencies(Tally):
    """Values in order, how often each occurs, and the words around them."""

    heading: str
    value_name: str
    members: str

    def __str__(self) -> str:
        return self.told(self.counts)

    def told(self, counts: tuple[int | str, ...]) -> str:
        """The table in words, with these counts."""
        shown = "، ".join(
            f"{self.value_name} {value} تكرارها {count}"
            for value, count in zip(self.values, counts, strict=True)
        )
        return f"يبين جدول تكراري {self.heading}: {shown}."

    @property
    def labels(self) -> list[str]:
        """The cells of a drawn table with its headings."""
        pairs = zip(self.values, self.counts, strict=True)
        cells = [str(number) for pair in pairs for number in pair]
        return [self.heading, self.value_name, "التكرار", *cells]


THEMES = (
    ("درجات طلاب فصل", "الدرجة", "الطلاب", (5, 6, 7, 8, 9, 10)),
    ("عدد الكتب التي قرأها أعضاء نادٍ", "القيمة", "الأعضاء", (1, 2, 3, 4, 5, 6)),
    ("عدد الأبناء في أسر حي", "القيمة", "الأسر", (1, 2, 3, 4, 5, 6)),
    ("عدد أيام الغياب لموظفي شركة", "القيمة", "الموظفين", (0, 1, 2, 3, 4, 5)),
    ("كتل طرود بالكيلوجرام", "الكتلة", "الطرود", (2, 4, 5, 8, 10, 12)),
)


def frequencies(draw: Draw, size: int = 4) -> Frequencies:
    """A drawn frequency table of `size` neighbouring values."""
    heading, name, members, values = draw.pick(THEMES)
    start = draw.integer(0, len(values) - size)
    counts = tuple(draw.integer(2, 12) for _ in range(size))
    return Frequencies(values[start : start + size], counts, heading, name, members)


def frequency(draw: Draw) -> Draft:
    """Values and how often each occurs."""
    forms = draw.by_level(
        (count_of_values, count_at_least),
        (frequency_mean, frequency_median, sum_of_values),
        (missing_frequency, share_above_mean, missing_from_total),
    )
    return draw.pick(forms)(draw)


def count_of_values(draw: Draw) -> Draft:
    """How many values the table holds."""
    data = frequencies(draw)
    key = data.total
    mistakes = [
        sum(data.values),  # added the values, not the counts
        len(data.values),  # counted the rows
        data.sum,  # added up the data
        key - data.counts[-1],  # missed the last row
        key - data.counts[0],  # missed the first row
        key + 2,  # slipped
    ]
    pronoun = "كلهم" if data.members in {"الطلاب", "الأعضاء", "الموظفين"} else "كلها"
    stem = f"{data} كم عدد {data.members} {pronoun}؟"
    explanation = f"العدد مجموع التكرارات: {' + '.join(map(str, data.counts))} = {key}."
    check = summed(list(data.counts))
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (2,), data.labels)


def count_at_least(draw: Draw) -> Draft:
    """How many values are at least, or more than, one of them."""
    data = frequencies(draw)
    place = draw.integer(1, 2)
    wording, key = draw.pick(
        (
            (f"لا تقل عن {data.values[place]}", sum(data.counts[place:])),
            (f"تقل عن {data.values[place + 1]}", sum(data.counts[: place + 1])),
        )
    )
    used = data.counts[place:] if wording.startswith("لا") else data.counts[: place + 1]
    beyond = data.counts[place + 1 :] if wording.startswith("لا") else data.counts[: place + 2]
    mistakes = [
        sum(beyond),  # moved the boundary by one row
        data.total - key,  # counted the others
        data.total,  # counted all
        used[0],  # read one row only
        key + 1,  # slipped
        key - 1,  # slipped
    ]
    stem = f"{data} كم عدد القيم التي {wording}؟"
    explanation = f"تُجمع التكرارات المطلوبة: {' + '.join(map(str, used))} = {key}."
    chosen = whole(draw, key, mistakes)
    draft = numeric(stem, key, chosen, summed(list(used)), explanation)
    return illustrated(draft, "table", (2,), data.labels)


def frequency_mean(draw: Draw) -> Draft:
    """The sum of the data over their number."""
    data = frequencies(draw)
    mean = Fraction(data.sum, data.total)
    counts = data.counts
    if mean.denominator != 1:
        # Balance the table around its second value by the count of its first.
        values = data.values
        wanted = sum((v - values[1]) * c for v, c in zip(values[2:], counts[2:], strict=True))
        low = values[1] - values[0]
        if wanted % low or not 1 <= wanted // low <= 30:
            raise Degenerate("a broken mean")
        counts = (wanted // low, *counts[1:])
        data = replace(data, values=values, counts=counts)
    key = data.sum // data.total
    mistakes: list[int | Fraction] = [
        Fraction(sum(data.values), len(data.values)),  # ignored the counts
        Fraction(data.sum, len(data.values)),  # divided by the number of rows
        Fraction(data.total, len(data.values)),  # averaged the counts
        data.values[counts.index(max(counts))],  # answered the mode
        key + 1,  # slipped
        key - 1,  # slipped
        key + 2,  # slipped
    ]
    shown = " + ".join(f"{v} × {c}" for v, c in zip(data.values, counts, strict=True))
    explanation = (
        f"مجموع القيم {shown} = {data.sum}، وعددها {data.total}، فالمتوسط "
        f"{data.sum} ÷ {data.total} = {key}."
    )
    check = f"({data.products}) / {summed(list(counts))}"
    stem = f"{data} ما المتوسط الحسابي؟"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (2,), data.labels)


def frequency_median(draw: Draw) -> Draft:
    """The middle place falls into one row."""
    data = frequencies(draw, size=5)
    if data.total % 2 == 0:
        counts = (data.counts[0] + 1, *data.counts[1:])
        data = replace(data, counts=counts)
    place = (data.total + 1) // 2
    reached = [sum(data.counts[: row + 1]) for row in range(5)]
    row = next(row for row, count in enumerate(reached) if count >= place)
    key = data.values[row]
    if key == 0:
        raise Degenerate("a median of zero")
    mistakes = [
        data.values[2],  # took the middle row
        data.values[data.counts.index(max(data.counts))],  # answered the mode
        *(value for value in data.values if value != key),  # missed the row
    ]
    stem = f"{data} ما الوسيط؟"
    explanation = (
        f"عدد القيم {data.total}، فالوسيط هو القيمة التي ترتيبها {place}، وهي تقع عند القيمة {key}."
    )
    chosen = draw.sample([value for value in dict.fromkeys(mistakes) if value != key], 3)
    check = f"{summed(list(data.values))} - {sum(data.values) - key}"
    draft = numeric(stem, key, chosen, check, explanation)
    return illustrated(draft, "table", (2,), data.labels)


def sum_of_values(draw: Draw) -> Draft:
    """What all the data add up to."""
    data = frequencies(draw)
    key = data.sum
    mistakes = [
        data.total,  # added the counts
        sum(data.values),  # added the values without their counts
        key - data.values[-1] * data.counts[-1],  # missed the last row
        sum(data.values) * 4,  # took the counts as equal
        key + data.values[-1],  # counted one value too many
        key - data.values[1],  # counted one value too few
    ]
    stem = f"{data} ما مجموع القيم كلها؟"
    shown = " + ".join(f"{v} × {c}" for v, c in zip(data.values, data.counts, strict=True))
    explanation = f"تُضرب كل قيمة في تكرارها: {shown} = {key}."
    draft = numeric(stem, key, whole(draw, key, mistakes), data.products, explanation)
    return illustrated(draft, "table", (2,), data.labels)


def missing_frequency(draw: Draw) -> Draft:
    """The mean gives the count that is not told."""
    low, gap = draw.integer(2, 8), draw.integer(1, 3)
    values = tuple(low + gap * row for row in range(4))
    first, second, third = (draw.integer(2, 12) for _ in range(3))
    # Around the second value: first × 1 = third × 1 + key × 2.
    key = draw.integer(1, 6) + 1
    first = third + 2 * key
    data = Frequencies(values, (first, second, third, key), "قيمًا عددية", "القيمة", "القيم")
    mean = values[1]
    told = data.told((first, second, third, "ك"))
    stem = f"{told} إذا كان المتوسط الحسابي {mean}، فما قيمة ك؟"
    mistakes = [
        first - third,  # forgot that the last value is twice as far
        first,  # took the last count equal to the first
        second,  # took the count of the mean itself
        key + 1,  # slipped
        key - 1,  # slipped
        key + 2,  # slipped
    ]
    known = f"{values[0]} * {first} + {values[1]} * {second} + {values[2]} * {third}"
    check = f"({known} - {mean} * ({first} + {second} + {third})) / ({mean} - {values[3]})"
    explanation = (
        f"انحرافات القيم عن المتوسط مضروبة في تكراراتها تتوازن: {gap} × {first} = {gap} × "
        f"{third} + "
        f"{2 * gap} × ك، فتكون ك = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def share_above_mean(draw: Draw) -> Draft:
    """The values in the upper rows as a percentage of all."""
    data = frequencies(draw)
    total = draw.pick((20, 25, 40, 50))
    percent = draw.pick((20, 40, 60, 80) if total in {20, 25} else (10, 20, 30, 40, 60, 70))
    upper = total * percent // 100
    lower = total - upper
    if min(upper, lower) < 4:
        raise Degenerate("too few")
    low_part, high_part = draw.integer(1, lower - 1), draw.integer(1, upper - 1)
    counts = (low_part, lower - low_part, high_part, upper - high_part)
    data = replace(data, counts=counts)
    stem = f"{data} ما النسبة المئوية للقيم التي تزيد على {data.values[1]}؟"
    mistakes: list[int | Fraction] = [
        100 - percent,  # answered the other values
        Fraction(100 * counts[3], total),  # read the last row only
        Fraction(100 * (total - low_part), total),  # included the boundary
        50,  # counted rows instead of values
        upper,  # answered the number
        percent + 5,  # slipped
    ]
    explanation = (
        f"عدد القيم المطلوبة {counts[2]} + {counts[3]} = {upper} من {total}، فالنسبة "
        f"{upper} ÷ {total} = {percent}%."
    )
    check = f"100 * ({counts[2]} + {counts[3]}) / {summed(list(counts))}"
    chosen = whole_below(draw, 100, percent, mistakes)
    draft = numeric(stem, percent, chosen, check, explanation, unit=PERCENT)
    return illustrated(draft, "table", (2,), data.labels)


def missing_from_total(draw: Draw) -> Draft:
    """Two counts in a ratio, found from the number of all."""
    data = frequencies(draw)
    times = draw.integer(2, 4)
    phrase = {2: "مثلا", 3: "ثلاثة أمثال", 4: "أربعة أمثال"}[times]
    one = draw.integer(2, 9)
    counts = (data.counts[0], one, times * one, data.counts[3])
    data = replace(data, counts=counts)
    asked, key = draw.pick(((data.values[1], one), (data.values[2], times * one)))
    told = data.told((counts[0], "غير مذكور", "غير مذكور", counts[3]))
    stem = (
        f"{told} عدد القيم كلها {data.total}، وتكرار القيمة {data.values[2]} {phrase} تكرار "
        "القيمة "
        f"{data.values[1]}. ما تكرار القيمة {asked}؟"
    )
    rest = (times + 1) * one
    mistakes: list[int | Fraction] = [
        rest - key,  # answered the other count
        Fraction(rest, 2),  # took the two as equal
        rest,  # answered both together
        Fraction(data.total, times + 1),  # shared all the values
        key + 1,  # slipped
        key - 1,  # slipped
    ]
    explanation = (
        f"مجموع التكرارين {data.total} − {counts[0] + counts[3]} = {rest}، وهو {times + 1} أمثال "
        f"الأصغر، فالمطلوب {key}."
    )
    factor = f" * {times}" if key != one else ""
    check = f"({data.total} - {counts[0]} - {counts[3]}) / ({times} + 1){factor}"
    labels = [data.heading, data.value_name, "التكرار"]
    shown = (str(counts[0]), "؟", "؟", str(counts[3]))
    for value, count in zip(data.values, shown, strict=True):
        labels += [str(value), count]
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (2,), labels)
