"""Frequency tables: values and how often each occurs."""

from dataclasses import dataclass, replace
from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, illustrated, numeric
from examcli.simulator.bank.english.nouns import Noun, counted
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.sums import summed
from examcli.simulator.bank.tally import Tally

ask = wordings("examcli.simulator.bank.english.displays")


@dataclass(frozen=True)
class Theme:
    """What a table is about: its title, what is counted of whom, and the values it may have."""

    title: str
    value: Noun
    member: Noun
    values: tuple[int, ...]


THEMES = (
    Theme(
        "Books read by the members of a club",
        Noun("book", "books"), Noun("member", "members"), (1, 2, 3, 4, 5, 6),
    ),
    Theme(
        "Children in the families of a street",
        Noun("child", "children"), Noun("family", "families"), (0, 1, 2, 3, 4, 5),
    ),
    Theme(
        "Points of the students on a quiz",
        Noun("point", "points"), Noun("student", "students"), (4, 5, 6, 7, 8, 9, 10),
    ),
    Theme(
        "Rooms in the apartments of a building",
        Noun("room", "rooms"), Noun("apartment", "apartments"), (1, 2, 3, 4, 5),
    ),
    Theme(
        "Goals of the teams in a tournament",
        Noun("goal", "goals"), Noun("team", "teams"), (0, 1, 2, 3, 4, 5, 6),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Frequencies(Tally):
    """Values in order and how often each occurs; `hidden` is the place of an untold frequency."""

    theme: Theme
    hidden: int | None = None

    def __str__(self) -> str:
        rows = [
            f"{counted(value, self.theme.value)}: "
            + (f"x {self.members}" if place == self.hidden else counted(count, self.theme.member))
            for place, (value, count) in enumerate(zip(self.values, self.counts, strict=True))
        ]
        return f'A frequency table with the title "{self.theme.title}" reads: {"; ".join(rows)}.'

    @property
    def members(self) -> str:
        """Who or what the frequencies count."""
        return self.theme.member.many

    def shown(self, draft: Draft) -> Draft:
        """The draft with this table."""
        cells: list[str] = []
        for place, (value, count) in enumerate(zip(self.values, self.counts, strict=True)):
            cells += [str(value), "x" if place == self.hidden else str(count)]
        headings = (self.theme.value.many.capitalize(), "Frequency")
        return illustrated(draft, "table", (2,), (self.theme.title, *headings, *cells))


def frequency_table(draw: Draw) -> Draft:
    """Counting rows; the mean or the median; a frequency found from the mean, or a share."""
    easy = draw.pick((_how_many, _at_least))
    medium = draw.pick((_mean, _median))
    hard = draw.pick((_missing_frequency, _share_above_mean))
    return draw.by_level(easy, medium, hard)(draw)


def _table(draw: Draw) -> Frequencies:
    theme = draw.pick(THEMES)
    start = draw.integer(0, len(theme.values) - 4)
    counts = tuple(draw.integer(2, 12) for _ in range(4))
    return Frequencies(theme.values[start : start + 4], counts, theme)


def _balanced_table(draw: Draw) -> tuple[Frequencies, int, int]:
    """A table with a whole mean, the place of that mean, and the place that balances it."""
    data = _table(draw)
    counts = [draw.integer(2, 5) for _ in range(4)]
    centre, place = draw.pick(((1, 0), (2, 3)))
    counts[place] = counts[2] + 2 * counts[3] if place == 0 else counts[1] + 2 * counts[0]
    counts[centre] = draw.integer(2, 12)
    return replace(data, counts=tuple(counts)), centre, place


def _how_many(draw: Draw) -> Draft:
    data = _table(draw)
    key = data.total
    mistakes: list[int | Fraction] = [
        sum(data.values),  # added the values
        data.sum,  # added up the data
        key - data.counts[-1],  # left out the last row
        key - data.counts[0],  # left out the first row
        max(data.counts) * 4,  # took the rows as equal
    ]
    stem = ask(draw, "table-total", data=data, members=data.members)
    explanation = f"Add the frequencies: {' + '.join(map(str, data.counts))} = {key}."
    return data.shown(
        numeric(stem, key, whole(draw, key, mistakes), summed(data.counts), explanation)
    )


def _at_least(draw: Draw) -> Draft:
    data, place = _table(draw), draw.pick((1, 2))
    key = sum(data.counts[place:])
    mistakes: list[int | Fraction] = [
        sum(data.counts[place + 1 :]),  # left out the bound itself
        data.total - key,  # counted the others
        data.counts[place],  # read one row only
        sum(data.counts[: place + 1]),  # counted in the other direction
        data.total,  # counted all
    ]
    bound = counted(data.values[place], data.theme.value)
    stem = ask(draw, "table-at-least", data=data, members=data.members, bound=bound)
    explanation = (
        f"The rows from {bound} on add up to {' + '.join(map(str, data.counts[place:]))} = {key}."
    )
    check = summed(data.counts[place:])
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _mean(draw: Draw) -> Draft:
    data, centre, _ = _balanced_table(draw)
    key = data.values[centre]
    mistakes: list[int | Fraction] = [
        Fraction(data.total, 4),  # averaged the frequencies
        Fraction(data.sum, 4),  # divided by the number of rows
        data.values[data.counts.index(max(data.counts))],  # answered the mode
        data.values[3 - centre],  # balanced the rows the wrong way
        key + 1,  # slipped in a product
        key - 1,  # slipped in a product
    ]
    things = data.theme.value.many
    stem = ask(draw, "table-mean", data=data, things=things, member=data.theme.member.one)
    explanation = (
        f"Values times frequencies add up to {data.sum}, and there are {data.total} "
        f"{data.members}: {data.sum} ÷ {data.total} = {key}."
    )
    check = f"({data.products}) / {summed(data.counts)}"
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _median(draw: Draw) -> Draft:
    data = _table(draw)
    counts = (*data.counts[:3], data.counts[3] + 1 - data.total % 2)
    data = replace(data, counts=counts)
    ordered = [v for v, c in zip(data.values, data.counts, strict=True) for _ in range(c)]
    middle = (data.total + 1) // 2
    key = ordered[middle - 1]
    mistakes: list[int | Fraction] = [
        middle,  # answered the place of the median
        data.values[data.counts.index(max(data.counts))],  # answered the mode
        sorted(data.counts)[2],  # took the median of the frequencies
        Fraction(sum(data.values), 4),  # averaged the values
        key + 1,  # went one row too far
        key - 1,  # stopped one row early
    ]
    things = data.theme.value.many
    stem = ask(draw, "table-median", data=data, things=things, member=data.theme.member.one)
    explanation = (
        f"There are {data.total} {data.members}, so the median is value number {middle} in order: "
        f"{key}."
    )
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), str(key), explanation))


def _missing_frequency(draw: Draw) -> Draft:
    data, centre, place = _balanced_table(draw)
    data = replace(data, hidden=place)
    key, average = data.counts[place], data.values[centre]
    known = data.total - key
    known_sum = data.sum - key * data.values[place]
    mistakes: list[int | Fraction] = [
        abs(average * known - known_sum) + data.counts[centre],  # counted the mean's own row
        known,  # answered the other frequencies
        abs(4 * average - known),  # took the mean of the frequencies
        Fraction(known, 3),  # averaged the other frequencies
        key + 1,  # slipped in a product
        key - 1,  # slipped in a product
    ]
    stem = ask(draw, "table-missing", data=data, average=average, things=data.theme.value.many)
    apart = abs(average * known - known_sum)
    explanation = (
        f"With the mean {average}, the other {known} {data.members} should have {known} × "
        f"{average} = {known * average} but have {known_sum}. Each of the x {data.members} makes "
        f"up for 1 of the difference, so x = {apart} ÷ 1 = {key}."
    )
    others = " + ".join(
        f"{v} * {c}"
        for at, (v, c) in enumerate(zip(data.values, data.counts, strict=True))
        if at != place
    )
    check = f"({average} * {known} - ({others})) / ({data.values[place]} - {average})"
    return data.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _share_above_mean(draw: Draw) -> Draft:
    data, centre, _ = _balanced_table(draw)
    total = next(total for total in (20, 25, 50) if total >= data.total)
    counts = list(data.counts)
    counts[centre] += total - data.total  # rows at the mean do not move it
    data = replace(data, counts=tuple(counts))
    above = sum(data.counts[centre + 1 :])
    share = 100 * above // total
    mistakes: list[int | Fraction] = [
        Fraction(100 * sum(data.counts[centre:]), data.total),  # counted the mean itself
        100 - share,  # counted the others
        Fraction(100 * sum(data.counts[:centre]), data.total),  # counted those below
        above,  # answered the number
        share + 5,  # slipped in the division
        share - 5,  # slipped in the division
    ]
    stem = ask(draw, "table-share", data=data, members=data.members)
    explanation = (
        f"The mean is {data.sum} ÷ {data.total} = {data.values[centre]}, and {above} of the "
        f"{data.total} {data.members} are above it: {above} ÷ {data.total} = {share}%."
    )
    check = f"100 * {above} / {summed(data.counts)}"
    chosen = whole_below(draw, 100, share, mistakes)
    return data.shown(numeric(stem, share, chosen, check, explanation, "{}%"))
