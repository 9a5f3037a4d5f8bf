"""Frequency tables: values and how often each occurs."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Draft, Draw, Picture
from examcli.bank.english.nouns import Noun, counted
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.sums import added, summed
from examcli.bank.tally import Tally

words = Words(__name__)
form = words.form


def frequency_table(draw: Draw) -> Draft:
    """Counting rows; the mean or the median; a frequency found from the mean, or a share."""
    easy = draw.pick((_how_many, _at_least))
    medium = draw.pick((_mean, _median))
    hard = draw.pick((_missing_frequency, _share_above_mean))
    return draw.by_level(easy, medium, hard)(draw)


@dataclass(frozen=True)
class Frequencies(Tally):
    """Values in order and how often each occurs: what is counted of whom.

    `hidden` is the place of a frequency that is not told.
    """

    title: str
    value: Noun
    member: Noun
    hidden: int | None = None

    def __str__(self) -> str:
        rows = [
            words.phrase("row", value=counted(value, self.value), count=self._members(place))
            for place, value in enumerate(self.values)
        ]
        return words.phrase("table", title=self.title, rows="; ".join(rows))

    def _members(self, place: int) -> str:
        if place == self.hidden:
            return f"{words.phrase('unknown')} {self.member.many}"
        return counted(self.counts[place], self.member)

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this table, which is drawn beside it."""
        labels = [self.title, self.value.many.capitalize(), words.phrase("frequency")]
        for place, (value, count) in enumerate(zip(self.values, self.counts, strict=True)):
            labels += [f"{value}", words.phrase("unknown") if place == self.hidden else f"{count}"]
        figure = Picture("table", (2,), labels)
        return computed(
            key,
            check,
            *mistakes,
            figure=figure,
        ).told(data=self, **gaps)


def _table(draw: Draw) -> Frequencies:
    theme = draw.pick(words.phrases("themes"))
    start = draw.integer(0, len(theme["values"]) - 4)
    counts = tuple(draw.integer(2, 12) for _ in range(4))
    nouns = {"value": Noun(*theme["value"]), "member": Noun(*theme["member"])}
    values = tuple(theme["values"][start : start + 4])
    return Frequencies(**{**theme, **nouns, "values": values, "counts": counts})


def _balanced_table(draw: Draw) -> tuple[Frequencies, int, int]:
    """A table with a whole mean, the place of that mean, and the place that balances it."""
    data = _table(draw)
    counts = [draw.integer(2, 5) for _ in range(4)]
    centre, place = draw.pick(((1, 0), (2, 3)))
    counts[place] = counts[2] + 2 * counts[3] if place == 0 else counts[1] + 2 * counts[0]
    counts[centre] = draw.integer(2, 12)
    return replace(data, counts=tuple(counts)), centre, place


@form("table-total")
def _how_many(draw: Draw) -> Computed:
    data = _table(draw)
    key = data.total
    return data.asked(
        key,
        summed(data.counts),
        sum(data.values),  # added the values
        data.sum,  # added up the data
        key - data.counts[-1],  # left out the last row
        key - data.counts[0],  # left out the first row
        max(data.counts) * 4,  # took the rows as equal
        sum=added(data.counts),
    )


@form("table-at-least")
def _at_least(draw: Draw) -> Computed:
    data, place = _table(draw), draw.pick((1, 2))
    counts = data.counts[place:]
    key = sum(counts)
    return data.asked(
        key,
        summed(counts),
        sum(counts[1:]),  # left out the bound itself
        data.total - key,  # counted the others
        counts[0],  # read one row only
        sum(data.counts[: place + 1]),  # counted in the other direction
        data.total,  # counted all
        bound=counted(data.values[place], data.value),
        sum=added(counts),
    )


@form("table-mean")
def _mean(draw: Draw) -> Computed:
    data, centre, _ = _balanced_table(draw)
    key = data.values[centre]
    return data.asked(
        key,
        f"({data.products}) / {summed(data.counts)}",
        Fraction(data.total, 4),  # averaged the frequencies
        Fraction(data.sum, 4),  # divided by the number of rows
        data.mode,  # answered the mode
        data.values[3 - centre],  # balanced the rows the wrong way
        *slips(key, 1, -1),  # slipped in a product
    )


@form("table-median")
def _median(draw: Draw) -> Computed:
    data = _table(draw)
    *counts, last = data.counts
    data = replace(
        data, counts=(*counts, last + 1 - data.total % 2)
    )  # so that one is in the middle
    middle = (data.total + 1) // 2
    key = next(v for row, v in enumerate(data.values, 1) if sum(data.counts[:row]) >= middle)
    return data.asked(
        key,
        f"{key}",
        middle,  # answered the place of the median
        data.mode,  # answered the mode
        sorted(data.counts)[2],  # took the median of the frequencies
        Fraction(sum(data.values), 4),  # averaged the values
        *slips(key, 1, -1),  # went one row too far, or stopped one row early
        middle=middle,
    )


@form("table-missing")
def _missing_frequency(draw: Draw) -> Computed:
    data, centre, place = _balanced_table(draw)
    key, value, average = data.counts[place], data.values[place], data.values[centre]
    others = replace(data, counts=tuple(0 if c == place else n for c, n in enumerate(data.counts)))
    known, known_sum = others.total, others.sum
    terms = added(
        f"{v} * {n}"
        for at, (v, n) in enumerate(zip(data.values, data.counts, strict=True))
        if at != place
    )
    apart = abs(average * known - known_sum)
    return replace(data, hidden=place).asked(
        key,
        f"({average} * {known} - ({terms})) / ({value} - {average})",
        apart + data.counts[centre],  # counted the mean's own row
        known,  # answered the other frequencies
        abs(4 * average - known),  # took the mean of the frequencies
        Fraction(known, 3),  # averaged the other frequencies
        *slips(key, 1, -1),  # slipped in a product
        average=average,
        known=known,
        wanted=known * average,
        known_sum=known_sum,
        apart=apart,
    )


@form("table-share", whole_below(100))
def _share_above_mean(draw: Draw) -> Computed:
    data, centre, _ = _balanced_table(draw)
    total = next(total for total in (20, 25, 50) if total >= data.total)
    counts = list(data.counts)
    counts[centre] += total - data.total  # rows at the mean do not move it
    above = sum(counts[centre + 1 :])
    key = 100 * above // total
    return replace(
        data, counts=tuple(counts)
    ).asked(
        key,
        f"100 * {above} / {summed(counts)}",
        Fraction(100 * sum(counts[centre:]), total),  # counted the mean itself
        100 - key,  # counted the others
        Fraction(100 * sum(counts[:centre]), total),  # counted those below
        above,  # answered the number
        *slips(key, 5, -5),  # slipped in the division
        mean=data.values[centre],
        above=above,
    )
