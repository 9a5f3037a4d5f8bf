"""Bar charts, told as rows of labelled values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.english.displays.shares import four_shares
from examcli.bank.english.nouns import joined
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.sums import added, summed

words = Words(__name__)
form = words.form


def bar_chart(draw: Draw) -> Draft:
    """Two bars or all; a share or the mean; the next bar, or bars that change."""
    easy = draw.pick((_difference, _total))
    medium = draw.pick((_share, _mean))
    hard = draw.pick((_next_bar, _after_changes))
    return draw.by_level(easy, medium, hard)(draw)


@dataclass(frozen=True)
class Bars:
    """A bar chart: its title, what it counts, and a height for each name."""

    title: str
    things: str
    names: Sequence[str]
    heights: Sequence[int]

    def __str__(self) -> str:
        bars = joined([f"{n} {h}" for n, h in zip(self.names, self.heights, strict=True)])
        return words.phrase("chart", title=self.title, bars=bars)

    @property
    def total(self) -> int:
        """All bars together."""
        return sum(self.heights)

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this chart, which is drawn beside it."""
        figure = Picture("bar-chart", self.heights, (self.title, *self.names))
        return computed(
            key,
            check,
            *mistakes,
            figure=figure,
        ).told(chart=self, **gaps)


def _chart(draw: Draw, heights: Sequence[int]) -> Bars:
    subject = draw.pick(words.phrases("subjects"))
    return Bars(**{**subject, "names": subject["names"][: len(heights)], "heights": heights})


def _bars(draw: Draw, count: int, step: int) -> Bars:
    return _chart(draw, [step * height for height in draw.sample(range(2, 17), count)])


@form("bars-difference")
def _difference(draw: Draw) -> Computed:
    chart = _bars(draw, draw.pick((4, 5)), draw.pick((5, 10)))
    places = draw.sample(range(len(chart.names)), 2)
    less, more = sorted(places, key=chart.heights.__getitem__)
    high, low = chart.heights[more], chart.heights[less]
    return chart.asked(
        high - low,
        f"{high} - {low}",
        high + low,  # added
        high,  # answered the higher bar
        max(chart.heights) - min(chart.heights),  # compared the extremes
        low,  # answered the lower bar
        abs(high - chart.heights[less - 1]),  # read the neighbouring bar
        names=(chart.names[more], chart.names[less]),
        high=high,
        low=low,
    )


@form("bars-total")
def _total(draw: Draw) -> Computed:
    chart = _bars(draw, draw.pick((4, 5)), draw.pick((5, 10)))
    key, heights = chart.total, chart.heights
    return chart.asked(
        key,
        summed(heights),
        key - heights[-1],  # left out the last bar
        key - heights[0],  # left out the first bar
        len(heights) * max(heights),  # took the bars as equal
        key + min(heights),  # counted one bar twice
        key + 10,  # carried a ten too many
        sum=added(heights),
    )


@form("bar-share", whole_below(100))
def _share(draw: Draw) -> Computed:
    times, shares = draw.integer(1, 4), four_shares(draw)
    chart, place = _chart(draw, [times * share for share in shares]), draw.integer(0, 3)
    key, height = shares[place], chart.heights[place]
    return chart.asked(
        key,
        f"100 * {height} / {summed(chart.heights)}",
        height,  # took the height for the percentage
        Fraction(100 * height, chart.total - height),  # divided by the other bars
        100 - key,  # answered the other bars
        Fraction(100 * height, max(chart.heights)),  # divided by the highest bar
        *slips(key, 5, -5),  # slipped in the division
        name=chart.names[place],
        height=height,
    )


@form("bars-mean")
def _mean(draw: Draw) -> Computed:
    count = draw.pick((4, 5))
    chart = _bars(draw, count, 5)
    *others, last = chart.heights
    heights = [*others, last + -chart.total % count]  # so that the mean is whole
    if len(set(heights)) < count:
        raise Degenerate("two equal bars")
    chart = replace(chart, heights=heights)
    key = chart.total // count
    return chart.asked(
        key,
        f"{summed(heights)} / {count}",
        Fraction(min(heights) + max(heights), 2),  # took the middle of the extremes
        sorted(heights)[count // 2],  # answered the median
        Fraction(chart.total, count - 1),  # divided by one bar too few
        Fraction(chart.total, count + 1),  # divided by one bar too many
        *slips(key, 2, -2),  # slipped in the sum
        count=count,
    )


@form("next-bar")
def _next_bar(draw: Draw) -> Computed:
    chart = _bars(draw, 4, draw.pick((5, 10)))
    total = chart.total
    goal = draw.integer(total // 5 + 3, total // 5 + 30)
    key = 5 * goal - total
    return chart.asked(
        key,
        f"5 * {goal} - {summed(chart.heights)}",
        goal,  # took the mean for the bar
        abs(4 * goal - total),  # counted the new bar out
        6 * goal - total,  # counted one bar too many
        Fraction(total, 4),  # answered the mean of the bars
        key + 10,  # carried a ten too many
        goal=goal,
        wanted=5 * goal,
    )


@form("bars-change")
def _after_changes(draw: Draw) -> Computed:
    chart = _bars(draw, 4, 10)
    grown, shrunk = draw.sample(range(4), 2)
    up, down = draw.pick((10, 20, 30, 50)), draw.pick((10, 20, 40, 50))
    total, high, low = chart.total, chart.heights[grown], chart.heights[shrunk]
    gain, loss = high * up // 100, low * down // 100
    return chart.asked(
        total + gain - loss,
        f"{summed(chart.heights)} + {high} * {up} / 100 - {low} * {down} / 100",
        total - gain + loss,  # exchanged growth and fall
        total + gain + loss,  # added both changes
        Fraction(total * (100 + up - down), 100),  # applied both to the total
        total,  # took the total as unchanged
        total + gain,  # forgot the fall
        names=(chart.names[grown], chart.names[shrunk]),
        up=up,
        down=down,
        high=high,
        low=low,
        gain=gain,
        loss=loss,
    )
