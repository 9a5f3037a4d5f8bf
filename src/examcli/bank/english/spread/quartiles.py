"""Quartiles: the interquartile range, and the fences beyond which a value is an outlier."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, numeric
from examcli.bank.english.nouns import listed
from examcli.bank.english.series import different
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.spread")


def interquartile_range(draw: Draw) -> Draft:
    """From a summary; from a list; the fences for outliers."""
    hard = draw.pick((_upper_fence, _lower_fence))
    return draw.by_level(_from_summary, _from_list, hard)(draw)


def _from_summary(draw: Draw) -> Draft:
    start = draw.integer(4, 30)
    steps = [draw.integer(3, 14) for _ in range(4)]
    low, first, middle, third, high = (start + sum(steps[:place]) for place in range(5))
    key = third - first
    mistakes: list[int | Fraction] = [
        high - low,  # answered the range
        third - middle,  # started at the median
        middle - first,  # stopped at the median
        Fraction(first + third, 2),  # averaged the quartiles
        high - third,  # took the distance to the maximum
        first + third,  # added the quartiles
    ]
    stem = ask(draw, "summary", low=low, first=first, middle=middle, third=third, high=high)
    explanation = f"Upper quartile minus lower quartile: {third} - {first} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{third} - {first}", explanation)


def _from_list(draw: Draw) -> Draft:
    data = different(draw, draw.pick((7, 11)))
    ordered, half = data.ordered, len(data.values) // 2
    first, third = ordered[half // 2], ordered[-1 - half // 2]
    key = third - first
    mistakes: list[int | Fraction] = [
        ordered[-1] - ordered[0],  # answered the range
        third - ordered[half],  # started at the median
        ordered[half] - first,  # stopped at the median
        abs(data.values[-1 - half // 2] - data.values[half // 2]),  # did not order the values
        ordered[-2 - half // 2] - ordered[half // 2 + 1],  # went one place too far inwards
        ordered[-half // 2] - ordered[half // 2 - 1],  # stopped one place early
    ]
    stem = ask(draw, "list-quartiles", data=data)
    explanation = (
        f"In order: {listed(ordered)}. The halves have the medians {first} and {third}: "
        f"{third} - {first} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"{third} - {first}", explanation)


def _upper_fence(draw: Draw) -> Draft:
    first, width = draw.integer(10, 50), 2 * draw.integer(3, 12)
    third = first + width
    key = third + 3 * width // 2
    mistakes: list[int | Fraction] = [
        third + width,  # forgot the factor
        first + 3 * width // 2,  # started at the lower quartile
        third + 2 * width,  # doubled the interquartile range
        3 * width // 2,  # answered the distance
        Fraction(3 * third, 2),  # multiplied the quartile
    ]
    stem = ask(draw, "upper-fence", first=first, third=third)
    explanation = (
        f"The interquartile range is {third} - {first} = {width}; the boundary is "
        f"{third} + 1.5 × {width} = {key}."
    )
    check = f"{third} + 3 * ({third} - {first}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _lower_fence(draw: Draw) -> Draft:
    width = 2 * draw.integer(3, 12)
    first = 3 * width // 2 + draw.integer(4, 40)
    third = first + width
    key = first - 3 * width // 2
    mistakes: list[int | Fraction] = [
        first - width,  # forgot the factor
        third - 3 * width // 2,  # started at the upper quartile
        first - 2 * width,  # doubled the interquartile range
        3 * width // 2,  # answered the distance
        first + 3 * width // 2,  # went upwards
    ]
    stem = ask(draw, "lower-fence", first=first, third=third)
    explanation = (
        f"The interquartile range is {third} - {first} = {width}; the boundary is "
        f"{first} - 1.5 × {width} = {key}."
    )
    check = f"{first} - 3 * ({third} - {first}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
