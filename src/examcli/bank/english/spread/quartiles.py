"""Quartiles: the interquartile range, and the fences beyond which a value is an outlier."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.english.nouns import listed
from examcli.bank.english.series import different
from examcli.bank.forms import Computed, Words, computed

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
    ).told(low=low, first=first, middle=middle, third=third, high=high)


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
    ).told(data=data, ordered=listed(ordered), first=first, third=third)


def _fence(near: int, far: int, *mistakes: int | Fraction) -> Computed:
    """How far a value may lie beyond the near quartile and be no outlier."""
    first, third = sorted((near, far))
    width, sign = near - far, "+" if near > far else "-"  # negative below
    distance = 3 * width // 2
    return computed(
        near + distance,
        f"{near} {sign} 3 * ({third} - {first}) / 2",
        near + width,  # forgot the factor
        far + distance,  # started at the other quartile
        near + 2 * width,  # doubled the interquartile range
        abs(distance),  # answered the distance
        *mistakes,
    ).told(first=first, third=third, width=abs(width))


@form("upper-fence")
def _upper_fence(draw: Draw) -> Computed:
    first, width = draw.integer(10, 50), 2 * draw.integer(3, 12)
    third = first + width
    return _fence(third, first, Fraction(3 * third, 2))  # multiplied the quartile


@form("lower-fence")
def _lower_fence(draw: Draw) -> Computed:
    width = 2 * draw.integer(3, 12)
    first = 3 * width // 2 + draw.integer(4, 40)
    return _fence(first, first + width, first + 3 * width // 2)  # went upwards
