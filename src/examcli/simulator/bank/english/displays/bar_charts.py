"""Bar charts, told as rows of labelled values."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, illustrated, numeric
from examcli.simulator.bank.english.displays.shares import four_shares
from examcli.simulator.bank.english.nouns import joined
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.sums import summed

ask = wordings("examcli.simulator.bank.english.displays")

# What a chart shows, what its bars count, and the names under them.
CHARTS = (
    ("Visitors to a museum", "visitors", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
    ("Books lent by a library", "books", ("January", "February", "March", "April", "May")),
    ("Trees planted by a city", "trees", ("North", "East", "South", "West", "Center")),
    ("Chairs made by a workshop", "chairs", ("May", "June", "July", "August", "September")),
    ("Votes for a class trip", "votes", ("Museum", "Zoo", "Beach", "Forest", "Castle")),
)


@dataclass(frozen=True)
class Bars:
    """A bar chart: its title, what it counts, and a height for each name."""

    title: str
    things: str
    names: tuple[str, ...]
    heights: tuple[int, ...]

    def __str__(self) -> str:
        parts = [f"{n} {h}" for n, h in zip(self.names, self.heights, strict=True)]
        return f'A bar chart with the title "{self.title}" has these bars: {joined(parts)}.'

    @property
    def total(self) -> int:
        """All bars together."""
        return sum(self.heights)

    def shown(self, draft: Draft) -> Draft:
        """The draft with this chart."""
        return illustrated(draft, "bar-chart", self.heights, (self.title, *self.names))


def bar_chart(draw: Draw) -> Draft:
    """Two bars or all; a share or the mean; the next bar, or bars that change."""
    easy = draw.pick((_difference, _total))
    medium = draw.pick((_share, _mean))
    hard = draw.pick((_next_bar, _after_changes))
    return draw.by_level(easy, medium, hard)(draw)


def _bars(draw: Draw, count: int, step: int) -> Bars:
    heights = [step * height for height in draw.sample(range(2, 17), count)]
    return _chart(draw, heights)


def _chart(draw: Draw, heights: list[int]) -> Bars:
    title, things, names = draw.pick(CHARTS)
    return Bars(title, things, names[: len(heights)], tuple(heights))


def _difference(draw: Draw) -> Draft:
    chart = _bars(draw, draw.pick((4, 5)), draw.pick((5, 10)))
    one, other = draw.sample(range(len(chart.names)), 2)
    if chart.heights[one] < chart.heights[other]:
        one, other = other, one
    high, low = chart.heights[one], chart.heights[other]
    key = high - low
    mistakes: list[int | Fraction] = [
        high + low,  # added
        high,  # answered the higher bar
        max(chart.heights) - min(chart.heights),  # compared the extremes
        low,  # answered the lower bar
        abs(high - chart.heights[other - 1]),  # read the neighbouring bar
    ]
    stem = ask(
        draw, "bars-difference", chart=chart, things=chart.things, high=chart.names[one],
        low=chart.names[other],
    )  # fmt: skip
    explanation = f"The two bars show {high} and {low}: {high} - {low} = {key}."
    return chart.shown(
        numeric(stem, key, whole(draw, key, mistakes), f"{high} - {low}", explanation)
    )


def _total(draw: Draw) -> Draft:
    chart = _bars(draw, draw.pick((4, 5)), draw.pick((5, 10)))
    key = chart.total
    mistakes: list[int | Fraction] = [
        key - chart.heights[-1],  # left out the last bar
        key - chart.heights[0],  # left out the first bar
        len(chart.heights) * max(chart.heights),  # took the bars as equal
        key + min(chart.heights),  # counted one bar twice
        key + 10,  # carried a ten too many
    ]
    stem = ask(draw, "bars-total", chart=chart, things=chart.things)
    explanation = f"Add the bars: {' + '.join(map(str, chart.heights))} = {key}."
    return chart.shown(
        numeric(stem, key, whole(draw, key, mistakes), summed(chart.heights), explanation)
    )


def _share(draw: Draw) -> Draft:
    times = draw.integer(1, 4)
    shares = four_shares(draw)
    chart = _chart(draw, [times * share for share in shares])
    place = draw.integer(0, 3)
    key, height = shares[place], chart.heights[place]
    mistakes: list[int | Fraction] = [
        height,  # took the height for the percentage
        Fraction(100 * height, chart.total - height),  # divided by the other bars
        100 - key,  # answered the other bars
        Fraction(100 * height, max(chart.heights)),  # divided by the highest bar
        key + 5,  # slipped in the division
        key - 5,  # slipped in the division
    ]
    stem = ask(draw, "bar-share", chart=chart, things=chart.things, name=chart.names[place])
    explanation = f"The total is {chart.total}, so the share is {height} ÷ {chart.total} = {key}%."
    check = f"100 * {height} / {summed(chart.heights)}"
    chosen = whole_below(draw, 100, key, mistakes)
    return chart.shown(numeric(stem, key, chosen, check, explanation, "{}%"))


def _mean(draw: Draw) -> Draft:
    count = draw.pick((4, 5))
    heights = list(_bars(draw, count, 5).heights)
    heights[-1] += -sum(heights) % count
    if len(set(heights)) < count:
        raise Degenerate("two equal bars")
    chart = _chart(draw, heights)
    key = chart.total // count
    mistakes: list[int | Fraction] = [
        Fraction(min(heights) + max(heights), 2),  # took the middle of the extremes
        sorted(heights)[count // 2],  # answered the median
        Fraction(chart.total, count - 1),  # divided by one bar too few
        Fraction(chart.total, count + 1),  # divided by one bar too many
        key + 2,  # slipped in the sum
        key - 2,  # slipped in the sum
    ]
    stem = ask(draw, "bars-mean", chart=chart, things=chart.things)
    explanation = (
        f"The {count} bars add up to {chart.total}, and the mean is "
        f"{chart.total} ÷ {count} = {key}."
    )
    check = f"{summed(chart.heights)} / {count}"
    return chart.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _next_bar(draw: Draw) -> Draft:
    chart = _bars(draw, 4, draw.pick((5, 10)))
    goal = draw.integer(chart.total // 5 + 3, chart.total // 5 + 30)
    key = 5 * goal - chart.total
    mistakes: list[int | Fraction] = [
        goal,  # took the mean for the bar
        abs(4 * goal - chart.total),  # counted the new bar out
        6 * goal - chart.total,  # counted one bar too many
        Fraction(chart.total, 4),  # answered the mean of the bars
        key + 10,  # carried a ten too many
    ]
    stem = ask(draw, "next-bar", chart=chart, goal=goal, things=chart.things)
    explanation = (
        f"Five bars must add up to 5 × {goal} = {5 * goal}; the four have {chart.total}: "
        f"{5 * goal} - {chart.total} = {key}."
    )
    check = f"5 * {goal} - {summed(chart.heights)}"
    return chart.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))


def _after_changes(draw: Draw) -> Draft:
    chart = _bars(draw, 4, 10)
    grown, shrunk = draw.sample(range(4), 2)
    up, down = draw.pick((10, 20, 30, 50)), draw.pick((10, 20, 40, 50))
    gain, loss = chart.heights[grown] * up // 100, chart.heights[shrunk] * down // 100
    key = chart.total + gain - loss
    mistakes: list[int | Fraction] = [
        chart.total - gain + loss,  # exchanged growth and fall
        chart.total + gain + loss,  # added both changes
        Fraction(chart.total * (100 + up - down), 100),  # applied both to the total
        chart.total,  # took the total as unchanged
        chart.total + gain,  # forgot the fall
    ]
    stem = ask(
        draw, "bars-change", chart=chart, things=chart.things, grown=chart.names[grown], up=up,
        shrunk=chart.names[shrunk], down=down,
    )  # fmt: skip
    explanation = (
        f"The total is {chart.total}; it gains {up}% of {chart.heights[grown]} and loses {down}% "
        f"of {chart.heights[shrunk]}: {chart.total} + {gain} - {loss} = {key}."
    )
    check = (
        f"{summed(chart.heights)} + {chart.heights[grown]} * {up} / 100 "
        f"- {chart.heights[shrunk]} * {down} / 100"
    )
    return chart.shown(numeric(stem, key, whole(draw, key, mistakes), check, explanation))
