"""Two-way tables, told row by row."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.nouns import RIYAL, counted
from examcli.simulator.bank.quantitative.statistics.averages import summed

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

    @property
    def labels(self) -> list[str]:
        """The cells of a drawn table: headings first, then row by row."""
        cells = [
            [row, *map(str, numbers)] for row, numbers in zip(self.rows, self.cells, strict=True)
        ]
        return [self.title, "", *self.columns, *(cell for row in cells for cell in row)]

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
    draft = numeric(f"{data} ما {label}؟", key, chosen, summed(numbers), explanation)
    return illustrated(draft, "table", (4,), data.labels)


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
    draft = numeric(stem, key, chosen, f"{high} - {low}", explanation)
    return illustrated(draft, "table", (4,), data.labels)


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
    draft = numeric(
        stem, key, whole_below(draw, 100, key, mistakes), check, explanation, unit=PERCENT
    )
    return illustrated(draft, "table", (4,), data.labels)


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (4,), data.labels)


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (4,), data.labels)


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
        f"{data} إذا كان ثمن الكتاب {counted(prices[0], RIYAL)} "
        f"والقلم {counted(prices[1], RIYAL)} والحقيبة {counted(prices[2], RIYAL)}، "
        f"فكم ريالًا مجموع مبيعات {rows[row]}؟"
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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (4,), data.labels)


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
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return illustrated(draft, "table", (4,), data.labels)
