"""Two-way tables and frequency tables, told row by row."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.quantitative.averages import summed
from examcli.simulator.bank.quantitative.mistakes import whole

PERCENT = "{}%"


@dataclass(frozen=True)
class Table:
    """A two-way table: what it counts, its rows and columns, and a number for each pair."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def __str__(self) -> str:
        shown = "؛ ".join(
            f"{row}: " + "، ".join(f"{c} {n}" for c, n in zip(self.columns, numbers, strict=True))
            for row, numbers in zip(self.rows, self.cells, strict=True)
        )
        return f"يبين جدول {self.title} كما يلي: {shown}."

    def column(self, place: int) -> list[int]:
        """The numbers under one heading."""
        return [numbers[place] for numbers in self.cells]


SUBJECTS = (
    (
        "ما باعته فروع متجر من الأصناف",
        ("فرع الشمال", "فرع الجنوب", "فرع الشرق"),
        ("الكتب", "الأقلام", "الحقائب"),
    ),
    (
        "عدد المشتركين في أنشطة ثلاث مدارس",
        ("مدرسة الأمل", "مدرسة النور", "مدرسة الرواد"),
        ("الرسم", "السباحة", "الحاسب"),
    ),
    (
        "إنتاج ثلاث مزارع بالصناديق",
        ("المزرعة الأولى", "المزرعة الثانية", "المزرعة الثالثة"),
        ("التمر", "العنب", "الرمان"),
    ),
    (
        "عدد الرحلات المنطلقة من ثلاث محطات",
        ("المحطة الأولى", "المحطة الثانية", "المحطة الثالثة"),
        ("الصباح", "الظهر", "المساء"),
    ),
)


def table_reading(draw: Draw) -> Draft:
    """Sums, differences, shares and plans read from a two-way table."""
    forms = draw.by_level(
        (row_total, cell_difference),
        (column_share, difference_of_rows, column_mean),
        (revenue, after_growth, moved_between_rows),
    )
    return draw.pick(forms)(draw)


def frequency(draw: Draw) -> Draft:
    """Values and how often each occurs."""
    forms = draw.by_level(
        (count_of_values, count_at_least),
        (frequency_mean, frequency_median, sum_of_values),
        (missing_frequency, share_above_mean, missing_from_total),
    )
    return draw.pick(forms)(draw)


def table(draw: Draw, step: int = 5) -> Table:
    """A drawn table whose numbers are multiples of `step`, no two alike."""
    title, rows, columns = draw.pick(SUBJECTS)
    numbers = [step * count for count in draw.sample(range(2, 19), 9)]
    cells = tuple(tuple(numbers[start : start + 3]) for start in (0, 3, 6))
    return Table(title, rows, columns, cells)


def row_total(draw: Draw) -> Draft:
    """One row or one column added up."""
    data = table(draw, draw.pick((2, 5, 10)))
    row, column = draw.integer(0, 2), draw.integer(0, 2)
    label, numbers, other = draw.pick(
        (
            (f"مجموع أعداد {data.rows[row]}", list(data.cells[row]), data.column(column)),
            (f"مجموع أعداد {data.columns[column]}", data.column(column), list(data.cells[row])),
        )
    )
    key = sum(numbers)
    mistakes = [
        sum(other),  # added across instead of down
        key - numbers[-1],  # missed the last number
        key - numbers[0],  # missed the first number
        3 * max(numbers),  # took the numbers as equal
        key + 10,  # carried a ten too many
        key + min(numbers),  # counted one number twice
    ]
    explanation = f"{label} هو {' + '.join(map(str, numbers))} = {key}."
    chosen = whole(draw, key, mistakes)
    return numeric(f"{data} ما {label}؟", key, chosen, summed(numbers), explanation)


def cell_difference(draw: Draw) -> Draft:
    """Two cells of one column compared."""
    data = table(draw, draw.pick((2, 5, 10)))
    column = draw.integer(0, 2)
    one, other = draw.sample(range(3), 2)
    numbers = data.column(column)
    if numbers[one] < numbers[other]:
        one, other = other, one
    high, low = numbers[one], numbers[other]
    key = high - low
    neighbour = (column + 1) % 3
    mistakes = [
        high + low,  # added instead of subtracting
        abs(data.column(neighbour)[one] - data.column(neighbour)[other]),  # read another column
        abs(high - data.column(neighbour)[other]),  # read one cell in another column
        high,  # answered the larger cell
        low,  # answered the smaller cell
        max(numbers) - min(numbers),  # compared the extremes of the column
    ]
    stem = (
        f"{data} بكم يزيد العدد المسجل تحت {data.columns[column]} في {data.rows[one]} على العدد "
        f"المسجل تحت العنوان نفسه في {data.rows[other]}؟"
    )
    explanation = f"العددان {high} و{low}، والفرق {high} − {low} = {key}."
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, f"{high} - {low}", explanation)


# Three parts of a hundred, for tables whose shares come out whole.
SHARES = ((20, 30, 50), (10, 40, 50), (15, 25, 60), (20, 35, 45), (25, 35, 40), (10, 30, 60))


def column_share(draw: Draw) -> Draft:
    """One cell as a percentage of its row."""
    data = table(draw)
    row, column = draw.integer(0, 2), draw.integer(0, 2)
    total = draw.pick((20, 40, 60, 80, 100, 120, 200))
    shares = draw.sample(draw.pick(SHARES), 3)
    numbers = tuple(share * total // 100 for share in shares)
    if any(share * total % 100 for share in shares):
        total, numbers = 100, tuple(shares)
    cells = tuple(numbers if place == row else data.cells[place] for place in range(3))
    data = Table(data.title, data.rows, data.columns, cells)
    key = shares[column]
    stem = f"{data} ما النسبة المئوية لنصيب {data.columns[column]} من مجموع أعداد {data.rows[row]}؟"
    mistakes: list[int | Fraction] = [
        Fraction(100 * numbers[column], sum(data.column(column))),  # divided by the column
        Fraction(100 * numbers[column], total - numbers[column])
        if key < 50
        else 0,  # with the rest
        numbers[column] if numbers[column] < 100 else 0,  # took the number for a percentage
        100 - key,  # answered the rest
        key + 5,  # slipped in the division
        key - 5,  # slipped in the division
    ]
    explanation = (
        f"مجموع أعداد {data.rows[row]} هو {total}، فالنسبة {numbers[column]} ÷ {total} = {key}%."
    )
    check = f"100 * {numbers[column]} / {summed(list(numbers))}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PERCENT)


def difference_of_rows(draw: Draw) -> Draft:
    """The totals of two rows compared."""
    data = table(draw, draw.pick((2, 5, 10)))
    one, other = draw.sample(range(3), 2)
    if sum(data.cells[one]) < sum(data.cells[other]):
        one, other = other, one
    high, low = sum(data.cells[one]), sum(data.cells[other])
    key = high - low
    if key == 0:
        raise Degenerate("equal rows")
    columns = [sum(data.column(place)) for place in range(3)]
    mistakes = [
        abs(columns[one] - columns[other]),  # compared columns
        high + low,  # added the totals
        high,  # answered the larger total
        abs(data.cells[one][0] - data.cells[other][0]),  # compared the first cells only
        key + 10,  # carried a ten too many
        abs(key - 10),  # dropped a ten
    ]
    stem = f"{data} ما الفرق بين مجموع أعداد {data.rows[one]} ومجموع أعداد {data.rows[other]}؟"
    explanation = f"المجموعان {high} و{low}، والفرق {high} − {low} = {key}."
    check = f"{summed(list(data.cells[one]))} - {summed(list(data.cells[other]))}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def column_mean(draw: Draw) -> Draft:
    """The mean of one column."""
    data = table(draw, 3)
    column = draw.integer(0, 2)
    numbers = data.column(column)
    key = sum(numbers) // 3
    mistakes: list[int | Fraction] = [
        Fraction(sum(numbers), 2),  # divided by one number fewer
        sorted(numbers)[1],  # answered the median
        Fraction(min(numbers) + max(numbers), 2),  # averaged the extremes
        sum(data.cells[column]) // 3,  # averaged a row
        key + 3,  # slipped
        key - 2,  # slipped
    ]
    stem = f"{data} ما المتوسط الحسابي لأعداد {data.columns[column]}؟"
    explanation = (
        f"مجموعها {' + '.join(map(str, numbers))} = {sum(numbers)}، والمتوسط "
        f"{sum(numbers)} ÷ 3 = {key}."
    )
    check = f"{summed(numbers)} / 3"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def revenue(draw: Draw) -> Draft:
    """Numbers of a row times the prices of its columns."""
    title, rows, columns = SUBJECTS[0]
    numbers = [draw.integer(2, 20) for _ in range(9)]
    cells = tuple(tuple(numbers[start : start + 3]) for start in (0, 3, 6))
    data = Table(title, rows, columns, cells)
    prices = draw.sample((5, 10, 15, 20, 25, 30, 40, 50), 3)
    row = draw.integer(0, 2)
    sold = cells[row]
    key = sum(count * price for count, price in zip(sold, prices, strict=True))
    stem = (
        f"{data} إذا كان ثمن الكتاب {prices[0]} ريال والقلم {prices[1]} ريال والحقيبة "
        f"{prices[2]} "
        f"ريال، فكم ريالًا مجموع مبيعات {rows[row]}؟"
    )
    mistakes = [
        sum(sold) * sum(prices) // 3 if sum(sold) * sum(prices) % 3 == 0 else 0,  # mean price
        sum(n * p for n, p in zip(reversed(sold), prices, strict=True)),  # exchanged the prices
        key - sold[2] * prices[2],  # left out the last product
        key - sold[0] * prices[0],  # left out the first product
        key + prices[1],  # counted one pen too many
        key - prices[0],  # counted one book too few
    ]
    products = " + ".join(f"{n} × {p}" for n, p in zip(sold, prices, strict=True))
    explanation = f"المبيعات {products} = {key} ريال."
    check = " + ".join(f"{n} * {p}" for n, p in zip(sold, prices, strict=True))
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, check, explanation, unit="{} ريال")


def after_growth(draw: Draw) -> Draft:
    """One column grows by a percentage, another falls; the total of a row changes."""
    data = table(draw, 10)
    row = draw.integer(0, 2)
    grown, shrunk = draw.sample(range(3), 2)
    up, down = draw.pick((10, 20, 30, 50)), draw.pick((10, 20, 40, 50))
    numbers = data.cells[row]
    gain, loss = numbers[grown] * up // 100, numbers[shrunk] * down // 100
    key = sum(numbers) + gain - loss
    if gain == loss:
        raise Degenerate("nothing changes")
    inside = "فيه" if data.rows[row].startswith("فرع") else "فيها"
    stem = (
        f"{data} إذا زاد عدد {data.columns[grown]} في {data.rows[row]} بنسبة {up}% ونقص عدد "
        f"{data.columns[shrunk]} {inside} بنسبة {down}%، فما مجموع أعداد {data.rows[row]} بعد "
        "ذلك؟"
    )
    mistakes: list[int | Fraction] = [
        sum(numbers) - gain + loss,  # exchanged the changes
        sum(numbers) + gain + loss,  # added both changes
        Fraction(sum(numbers) * (100 + up - down), 100),  # applied both to the total
        sum(numbers),  # took the total as unchanged
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    ]
    explanation = (
        f"المجموع قبل التغيير {sum(numbers)}، والزيادة {gain} والنقصان {loss}، فالمجموع بعده "
        f"{sum(numbers)} + {gain} − {loss} = {key}."
    )
    check = (
        f"{summed(list(numbers))} + {numbers[grown]} * {up} / 100 - {numbers[shrunk]} * {down} "
        "/ 100"
    )
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def moved_between_rows(draw: Draw) -> Draft:
    """How much must pass from one row to another for equal totals."""
    data = table(draw, draw.pick((2, 4, 10)))
    one, other = draw.sample(range(3), 2)
    if sum(data.cells[one]) < sum(data.cells[other]):
        one, other = other, one
    high, low = sum(data.cells[one]), sum(data.cells[other])
    if high == low:
        raise Degenerate("equal rows")
    key = (high - low) // 2
    stem = (
        f"{data} كم ينبغي أن يُنقل من مجموع {data.rows[one]} إلى مجموع {data.rows[other]} ليتساوى "
        "المجموعان؟"
    )
    mistakes = [
        high - low,  # forgot that one falls as the other rises
        (high + low) // 2,  # answered the equal total
        abs(data.cells[one][0] - data.cells[other][0]) // 2,  # compared the first cells only
        (high - low) // 3 if (high - low) % 3 == 0 else 0,  # shared among three columns
        key + 2,  # slipped
        key - 1,  # slipped
    ]
    explanation = f"المجموعان {high} و{low}، ويُنقل نصف الفرق ({high} − {low}) ÷ 2 = {key}."
    check = f"({summed(list(data.cells[one]))} - {summed(list(data.cells[other]))}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


@dataclass(frozen=True)
class Frequencies:
    """Values in order, how often each occurs, and the words around them."""

    heading: str
    value_name: str
    members: str
    values: tuple[int, ...]
    counts: tuple[int, ...]

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
    def total(self) -> int:
        """How many values there are."""
        return sum(self.counts)

    @property
    def sum(self) -> int:
        """What the values add up to."""
        return sum(v * c for v, c in zip(self.values, self.counts, strict=True))

    @property
    def products(self) -> str:
        """The sum of the values as an expression for a check."""
        return " + ".join(f"{v} * {c}" for v, c in zip(self.values, self.counts, strict=True))


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
    return Frequencies(heading, name, members, values[start : start + size], counts)


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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


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
    return numeric(stem, key, chosen, summed(list(used)), explanation)


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
        data = Frequencies(data.heading, data.value_name, data.members, values, counts)
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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def frequency_median(draw: Draw) -> Draft:
    """The middle place falls into one row."""
    data = frequencies(draw, size=5)
    if data.total % 2 == 0:
        counts = (data.counts[0] + 1, *data.counts[1:])
        data = Frequencies(data.heading, data.value_name, data.members, data.values, counts)
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
    return numeric(stem, key, chosen, check, explanation)


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
    return numeric(stem, key, whole(draw, key, mistakes), data.products, explanation)


def missing_frequency(draw: Draw) -> Draft:
    """The mean gives the count that is not told."""
    low, gap = draw.integer(2, 8), draw.integer(1, 3)
    values = tuple(low + gap * row for row in range(4))
    first, second, third = (draw.integer(2, 12) for _ in range(3))
    # Around the second value: first × 1 = third × 1 + key × 2.
    key = draw.integer(1, 6) + 1
    first = third + 2 * key
    data = Frequencies("قيمًا عددية", "القيمة", "القيم", values, (first, second, third, key))
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
    data = Frequencies(data.heading, data.value_name, data.members, data.values, counts)
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
    chosen = whole(draw, percent, mistakes)
    return numeric(stem, percent, chosen, check, explanation, unit=PERCENT)


def missing_from_total(draw: Draw) -> Draft:
    """Two counts in a ratio, found from the number of all."""
    data = frequencies(draw)
    times = draw.integer(2, 4)
    phrase = {2: "مثلا", 3: "ثلاثة أمثال", 4: "أربعة أمثال"}[times]
    one = draw.integer(2, 9)
    counts = (data.counts[0], one, times * one, data.counts[3])
    data = Frequencies(data.heading, data.value_name, data.members, data.values, counts)
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
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
