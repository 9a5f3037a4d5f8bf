"""Bar charts, told as rows of labelled values."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips
from examcli.bank.quantitative.statistics.averages import listed
from examcli.bank.sums import added, summed

words = Words(__name__)
form = words.form


def bar_chart(draw: Draw) -> Draft:
    """Reading, comparing and extending the bars of a chart."""
    forms = draw.by_level(
        (_bars_difference, _bars_total),
        (_bar_share, _bar_growth, _bars_average),
        (_bar_to_reach_average, _equal_halves, _growth_continues),
    )
    return draw.pick(forms)(draw)


@dataclass(frozen=True)
class Subject:
    """What a bar chart shows, and the labels under its bars."""

    title: str
    labels: list[str]

    def asked(
        self, heights: list[int], key: int, check: str, *mistakes: int | Fraction, **gaps: Any
    ) -> Computed:
        """A question about bars of these heights."""
        bars = listed(f"{name} {height}" for name, height in zip(self.labels, heights, strict=True))
        return computed(
            key,
            check,
            *mistakes,
            figure=Picture("bar-chart", heights, ("", *self.labels)),
        ).told(chart=words.phrase("chart", title=self.title, bars=bars), **gaps)


def _subject(draw: Draw) -> Subject:
    subject = draw.pick(words.phrases("subjects"))
    return Subject(subject["title"].format(city=draw.city), subject["labels"])


def _bars(draw: Draw, step: int = 5) -> tuple[Subject, list[int]]:
    """A chart and the heights of its bars, no two alike."""
    subject = _subject(draw)
    return subject, [step * height for height in draw.sample(range(2, 17), len(subject.labels))]


@form("bars-difference")
def _bars_difference(draw: Draw) -> Computed:
    subject, heights = _bars(draw, draw.pick((2, 5, 10)))
    lowest, second, *_, last_but_one, highest = sorted(heights)
    one, other = draw.sample(range(len(heights)), 2)
    low, high = sorted((heights[one], heights[other]))
    case, low, high = draw.pick((("extremes", lowest, highest), ("named", low, high)))
    return subject.asked(
        heights,
        high - low,
        f"{high} - {low}",
        high + low,  # added instead of subtracting
        high,  # answered the taller bar
        highest - second,  # read the wrong low bar
        last_but_one - lowest,  # read the wrong high bar
        abs(heights[0] - heights[-1]),  # compared the first bar with the last
        high - low + second - lowest,  # read one mark too high
        case=case,
        one=subject.labels[one],
        other=subject.labels[other],
        high=high,
        low=low,
    )


@form("bars-total")
def _bars_total(draw: Draw) -> Computed:
    subject, heights = _bars(draw, draw.pick((2, 5, 10)))
    key = sum(heights)
    return subject.asked(
        heights,
        key,
        summed(heights),
        key - heights[-1],  # missed the last bar
        key - heights[0],  # missed the first bar
        key - min(heights),  # missed the shortest bar
        len(heights) * max(heights),  # took all bars as the tallest
        key + 10,  # carried a ten too many
        key + min(heights),  # counted the shortest bar twice
        sum=added(heights),
    )


@form("bar-share", whole_below(100))
def _bar_share(draw: Draw) -> Computed:
    subject, total = _subject(draw), draw.pick((100, 200, 400, 500))
    shares = shares_of_hundred(draw, len(subject.labels))
    heights = [share * total // 100 for share in shares]
    place = draw.integer(0, len(heights) - 1)
    key, height = shares[place], heights[place]
    return subject.asked(
        heights,
        key,
        f"100 * {height} / {summed(heights)}",
        Fraction(100 * key, 100 - key) if key < 50 else 0,  # compared with the rest
        shares[place - 1],  # read the neighbouring bar
        100 // len(heights),  # took the bars as equal
        100 - key,  # answered the rest
        *slips(key, 5, -5),  # slipped in the division
        label=subject.labels[place],
        height=height,
        total=total,
    )


@form("bar-growth")
def _bar_growth(draw: Draw) -> Computed:
    subject, before = _subject(draw), draw.pick((20, 40, 50, 60, 80, 100))
    key = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60, 75))
    if before * key % 100:
        key = 50
    after = before * (100 + key) // 100
    first, *rest = draw.sample(range(20, 120, 10), len(subject.labels) - 2)
    return subject.asked(
        [first, before, after, *rest],
        key,
        f"100 * ({after} - {before}) / {before}",
        Fraction(100 * (after - before), after),  # compared with the later bar
        after - before,  # answered the increase itself
        Fraction(100 * after, before),  # forgot to subtract the whole
        *slips(key, 10, 5, -5),  # slipped in the division
        from_label=subject.labels[1],
        to_label=subject.labels[2],
        before=before,
        after=after,
        increase=after - before,
    )


@form("bars-average")
def _bars_average(draw: Draw) -> Computed:
    subject, heights = _bars(draw, 4 if draw.integer(0, 1) else 5)
    total, count = sum(heights), len(heights)
    if total % count:
        raise Degenerate("a broken mean")
    return subject.asked(
        heights,
        total // count,
        f"{summed(heights)} / {count}",
        sorted(heights)[count // 2],  # answered the median
        Fraction(min(heights) + max(heights), 2),  # averaged the extremes
        Fraction(total, count - 1),  # counted one bar too few
        Fraction(total, count + 1),  # counted one bar too many
        *slips(total // count, 2, -2),  # slipped
        total=total,
        count=count,
    )


@form("bar-to-reach-average")
def _bar_to_reach_average(draw: Draw) -> Computed:
    subject, heights = _bars(draw)
    total, count = sum(heights), len(heights)
    target = total // count + draw.integer(2, 8)
    key = target * (count + 1) - total
    return subject.asked(
        heights,
        key,
        f"{target} * ({count} + 1) - {summed(heights)}",
        abs(target * count - total),  # forgot that the new bar counts too
        target,  # took the target itself
        max(heights),  # took the tallest bar
        *slips(key, count, -count),  # slipped in the product
        key + 10,  # carried a ten too many
        target=target,
        more=count + 1,
        wanted=(count + 1) * target,
        total=total,
    )


@form("equal-halves")
def _equal_halves(draw: Draw) -> Computed:
    subject, heights = _bars(draw, draw.pick((6, 12)))
    places = draw.sample(range(len(heights)), 2)
    low_place, high_place = sorted(places, key=lambda place: heights[place])
    low, high = heights[low_place], heights[high_place]
    key = (high - low) // 2
    return subject.asked(
        heights,
        key,
        f"({high} - {low}) / 2",
        high - low,  # forgot that one falls as the other rises
        (high + low) // 2,  # answered the equal height
        high // 2,  # halved the taller bar
        low,  # answered the shorter bar
        *slips(key, 3, -3),  # slipped
        from_label=subject.labels[high_place],
        to_label=subject.labels[low_place],
        high=high,
        low=low,
    )


@form("growth-continues")
def _growth_continues(draw: Draw) -> Computed:
    subject, before = _subject(draw), draw.pick((40, 50, 80, 100, 200))
    percent = draw.pick((10, 20, 50, -10, -20, -50))
    last = before * (100 + percent) // 100
    if last * percent % 100:
        raise Degenerate("a broken bar")
    key = last * (100 + percent) // 100
    others = draw.sample(range(30, 150, 10), len(subject.labels) - 2)
    return subject.asked(
        [*others, before, last],
        key,
        f"{last} * {last} / {before}",
        2 * last - before,  # repeated the amount, not the percentage
        last,  # took the bar as unchanged
        Fraction(last * (100 - percent), 100),  # changed it the other way
        before,  # went back
        *slips(key, 4, -2),  # slipped
        case="rise" if percent > 0 else "fall",
        percent=abs(percent),
        before=before,
        last=last,
        change=abs(key - last),
    )


def shares_of_hundred(draw: Draw, count: int) -> list[int]:
    """Percentages in steps of five that make a hundred, no two alike."""
    cuts = sorted(draw.sample(range(1, 20), count - 1))
    shares = [5 * (end - start) for start, end in zip([0, *cuts], [*cuts, 20], strict=True)]
    if len(set(shares)) < count:
        base = {4: (10, 20, 30, 40), 5: (5, 10, 20, 25, 40)}[count]
        return draw.sample(base, count)
    return shares
