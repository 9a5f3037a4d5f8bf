"""Frequency tables: values and how often each occurs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import IN_ORDER, Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.statistics.averages import MULTIPLES, listed
from examcli.bank.sums import added, summed
from examcli.bank.tally import Tally

words = Words(__name__)
form = words.form


def frequency(draw: Draw) -> Draft:
    """Values and how often each occurs."""
    forms = draw.by_level(
        (_count_of_values, _count_within),
        (_frequency_mean, _frequency_median, _sum_of_values),
        (_missing_frequency, _share_above_value, _missing_from_total),
    )
    return draw.pick(forms)(draw)


@dataclass(frozen=True)
class Frequencies(Tally):
    """Values in order, how often each occurs, and the words around them."""

    heading: str
    label: str
    members: str = ""

    def told(self, counts: Sequence[object]) -> str:
        """The table in words, with these counts."""
        rows = listed(
            words.phrase("row", label=self.label, value=value, count=count)
            for value, count in zip(self.values, counts, strict=True)
        )
        return words.phrase("table", heading=self.heading, rows=rows)

    def drawn(self, counts: Sequence[object]) -> Picture:
        """The table as a figure, with these counts."""
        labels = [self.heading, self.label, words.phrase("frequency")]
        for value, count in zip(self.values, counts, strict=True):
            labels += [f"{value}", f"{count}"]
        return Picture("table", (2,), labels)

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about the whole table."""
        table, figure = self.told(self.counts), self.drawn(self.counts)
        gaps = {"table": table, "total": self.total, **gaps}
        return computed(
            key,
            check,
            *mistakes,
            figure=figure,
        ).told(**gaps)


def _frequencies(draw: Draw, size: int = 4) -> Frequencies:
    """A drawn frequency table of `size` neighbouring values."""
    theme = draw.pick(words.phrases("themes"))
    start = draw.integer(0, len(theme["values"]) - size)
    values = tuple(theme["values"][start : start + size])
    counts = tuple(draw.integer(2, 12) for _ in range(size))
    return Frequencies(**{**theme, "values": values, "counts": counts})


@form("count-of-values")
def _count_of_values(draw: Draw) -> Computed:
    data = _frequencies(draw)
    key = data.total
    return data.asked(
        key,
        summed(data.counts),
        sum(data.values),  # added the values, not the counts
        len(data.values),  # counted the rows
        data.sum,  # added up the data
        key - data.counts[-1],  # missed the last row
        key - data.counts[0],  # missed the first row
        key + 2,  # slipped
        members=data.members,
        sum=added(data.counts),
    )


@form("count-within")
def _count_within(draw: Draw) -> Computed:
    data = _frequencies(draw)
    counts, row = data.counts, draw.integer(1, 2)
    case, bound, used, beyond = draw.pick(
        (
            ("at-least", data.values[row], counts[row:], counts[row + 1 :]),
            ("below", data.values[row + 1], counts[: row + 1], counts[: row + 2]),
        )
    )
    key = sum(used)
    return data.asked(
        key,
        summed(used),
        sum(beyond),  # moved the boundary by one row
        data.total - key,  # counted the others
        data.total,  # counted all
        used[0],  # read one row only
        *slips(key, 1, -1),  # slipped
        case=case,
        bound=bound,
        sum=added(used),
    )


@form("frequency-mean")
def _frequency_mean(draw: Draw) -> Computed:
    data = _frequencies(draw)
    values, counts = data.values, data.counts
    if data.sum % data.total:
        # Balance the table around its second value by the count of its first.
        above = sum((v - values[1]) * c for v, c in zip(values[2:], counts[2:], strict=True))
        first, broken = divmod(above, values[1] - values[0])
        if broken or not 1 <= first <= 30:
            raise Degenerate("a broken mean")
        counts = (first, *counts[1:])
        data = replace(data, counts=counts)
    key = data.sum // data.total
    return data.asked(
        key,
        f"({data.products}) / {summed(counts)}",
        Fraction(sum(values), len(values)),  # ignored the counts
        Fraction(data.sum, len(values)),  # divided by the number of rows
        Fraction(data.total, len(values)),  # averaged the counts
        values[counts.index(max(counts))],  # answered the mode
        *slips(key, 1, -1, 2),  # slipped
        products=data.products.replace("*", "×"),
        sum=data.sum,
    )


@form("frequency-median", IN_ORDER)
def _frequency_median(draw: Draw) -> Computed:
    data = _frequencies(draw, size=5)
    if data.total % 2 == 0:
        data = replace(data, counts=(data.counts[0] + 1, *data.counts[1:]))
    values, counts = data.values, data.counts
    place = (data.total + 1) // 2
    key = next(value for row, value in enumerate(values) if sum(counts[: row + 1]) >= place)
    if key == 0:
        raise Degenerate("a median of zero")
    mistakes = [
        values[2],  # took the middle row
        values[counts.index(max(counts))],  # answered the mode
        *values,  # missed the row
    ]
    return data.asked(
        key,
        f"{summed(values)} - {sum(values) - key}",
        *draw.sample([value for value in dict.fromkeys(mistakes) if value != key], 3),
        place=place,
    )


@form("sum-of-values")
def _sum_of_values(draw: Draw) -> Computed:
    data = _frequencies(draw)
    key = data.sum
    return data.asked(
        key,
        data.products,
        data.total,  # added the counts
        sum(data.values),  # added the values without their counts
        key - data.values[-1] * data.counts[-1],  # missed the last row
        sum(data.values) * 4,  # took the counts as equal
        key + data.values[-1],  # counted one value too many
        key - data.values[1],  # counted one value too few
        products=data.products.replace("*", "×"),
    )


@form("missing-frequency")
def _missing_frequency(draw: Draw) -> Computed:
    low, gap = draw.integer(2, 8), draw.integer(1, 3)
    values = (low, low + gap, low + 2 * gap, low + 3 * gap)
    _, second, third = (draw.integer(2, 12) for _ in range(3))
    # Around the second value, which is the mean: first × 1 = third × 1 + key × 2.
    key = draw.integer(1, 6) + 1
    first = third + 2 * key
    mean, counts = values[1], (first, second, third)
    known = added(f"{value} * {count}" for value, count in zip(values, counts, strict=False))
    heading, label = words.phrase("numbers"), words.phrase("label")
    return computed(
        key,
        f"({known} - {mean} * {summed(counts)}) / ({mean} - {values[3]})",
        first - third,  # forgot that the last value is twice as far
        first,  # took the last count equal to the first
        second,  # took the count of the mean itself
        *slips(key, 1, -1, 2),  # slipped
    ).told(
        table=Frequencies(values, counts, heading, label).told((*counts, words.phrase("unknown"))),
        mean=mean,
        gap=gap,
        first=first,
        third=third,
        double_gap=2 * gap,
    )


@form("share-above-value", whole_below(100))
def _share_above_value(draw: Draw) -> Computed:
    data, total = _frequencies(draw), draw.pick((20, 25, 40, 50))
    key = draw.pick((20, 40, 60, 80) if total in {20, 25} else (10, 20, 30, 40, 60, 70))
    upper = total * key // 100
    lower = total - upper
    if min(upper, lower) < 4:
        raise Degenerate("too few")
    first, third = draw.integer(1, lower - 1), draw.integer(1, upper - 1)
    data = replace(data, counts=(first, lower - first, third, upper - third))
    return data.asked(
        key,
        f"100 * ({third} + {upper - third}) / {summed(data.counts)}",
        100 - key,  # answered the other values
        Fraction(100 * (upper - third), total),  # read the last row only
        Fraction(100 * (total - first), total),  # included the boundary
        50,  # counted rows instead of values
        upper,  # answered the number
        key + 5,  # slipped
        bound=data.values[1],
        sum=added((third, upper - third)),
        upper=upper,
    )


@form("missing-from-total")
def _missing_from_total(draw: Draw) -> Computed:
    data, times, one = _frequencies(draw), draw.integer(2, 4), draw.integer(2, 9)
    first, *_, last = data.counts
    data = replace(data, counts=(first, one, times * one, last))
    smaller, larger = data.values[1:3]
    asked, key, share = draw.pick(((smaller, one, ""), (larger, times * one, f" * {times}")))
    rest, untold = (times + 1) * one, words.phrase("untold")
    return computed(
        key,
        f"({data.total} - {first} - {last}) / ({times} + 1){share}",
        rest - key,  # answered the other count
        Fraction(rest, 2),  # took the two as equal
        rest,  # answered both together
        Fraction(data.total, times + 1),  # shared all the values
        *slips(key, 1, -1),  # slipped
        figure=data.drawn((first, "؟", "؟", last)),
    ).told(
        table=data.told((first, untold, untold, last)),
        total=data.total,
        multiple=words.phrase(MULTIPLES[times]),
        larger=larger,
        smaller=smaller,
        asked=asked,
        known=first + last,
        rest=rest,
        parts=times + 1,
    )
