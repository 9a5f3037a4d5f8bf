"""Quartiles: the interquartile range, and the fences beyond which a value is an outlier."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.english.series import different
from examcli.simulator.bank.forms import Computed, Words, computed

form = Words(__name__).form


def interquartile_range(draw: Draw) -> Draft:
    """From a summary; from a list; the fences for outliers."""
    hard = draw.pick((_upper_fence, _lower_fence))
    return draw.by_level(_from_summary, _from_list, hard)(draw)


@form("summary")
def _from_summary(draw: Draw) -> Computed:
    start = draw.integer(4, 30)
    steps = [draw.integer(3, 14) for _ in range(4)]
    low, first, middle, third, high = (start + sum(steps[:place]) for place in range(5))
    return computed(
        third - first,
        f"{third} - {first}",
        high - low,  # answered the range
        third - middle,  # started at the median
        middle - first,  # stopped at the median
        Fraction(first + third, 2),  # averaged the quartiles
        high - third,  # took the distance to the maximum
        first + third,  # added the quartiles
        low=low,
        first=first,
        middle=middle,
        third=third,
        high=high,
    )


@form("list-quartiles")
def _from_list(draw: Draw) -> Computed:
    data = different(draw, draw.pick((7, 11)))
    ordered, half = data.ordered, len(data.values) // 2
    place, middle = half // 2, ordered[half]
    first, third = ordered[place], ordered[-1 - place]
    return computed(
        third - first,
        f"{third} - {first}",
        ordered[-1] - ordered[0],  # answered the range
        third - middle,  # started at the median
        middle - first,  # stopped at the median
        abs(data.values[-1 - place] - data.values[place]),  # did not order the values
        ordered[-2 - place] - ordered[place + 1],  # went one place too far inwards
        ordered[-half // 2] - ordered[place - 1],  # stopped one place early
        data=data,
        ordered=listed(ordered),
        first=first,
        third=third,
    )


@form("upper-fence")
def _upper_fence(draw: Draw) -> Computed:
    first, width = draw.integer(10, 50), 2 * draw.integer(3, 12)
    third, distance = first + width, 3 * width // 2
    return computed(
        third + distance,
        f"{third} + 3 * ({third} - {first}) / 2",
        third + width,  # forgot the factor
        first + distance,  # started at the lower quartile
        third + 2 * width,  # doubled the interquartile range
        distance,  # answered the distance
        Fraction(3 * third, 2),  # multiplied the quartile
        first=first,
        third=third,
        width=width,
    )


@form("lower-fence")
def _lower_fence(draw: Draw) -> Computed:
    width = 2 * draw.integer(3, 12)
    distance = 3 * width // 2
    first = distance + draw.integer(4, 40)
    third = first + width
    return computed(
        first - distance,
        f"{first} - 3 * ({third} - {first}) / 2",
        first - width,  # forgot the factor
        third - distance,  # started at the upper quartile
        first - 2 * width,  # doubled the interquartile range
        distance,  # answered the distance
        first + distance,  # went upwards
        first=first,
        third=third,
        width=width,
    )
