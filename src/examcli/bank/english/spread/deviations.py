"""Variance and standard deviation of all values (divided by their number)."""

from fractions import Fraction
from math import isqrt

from examcli.bank.draft import Draft, Draw
from examcli.bank.english.series import drawn_scene, told
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips

form = Words(__name__).form

SHIFTS = (
    (-5, 1, 1, 3),
    (-3, -1, -1, 5),
    (-3, -1, 0, 1, 3),
    (-2, -2, 0, 0, 0, 4),
    (-4, 0, 0, 0, 2, 2),
    (-3, -1, -1, 0, 2, 3),
    (-5, -1, -1, 1, 1, 5),
)
"""Deviations from the mean that add up to 0 and whose mean square is a square."""


def standard_deviation(draw: Draw) -> Draft:
    """From the variance and back; from squares or a list; after a change of all values."""
    easy = draw.pick((_from_variance, _to_variance))
    medium = draw.pick((_from_squares, _from_list))
    return draw.by_level(easy, medium, _after_change)(draw)


@form("from-variance")
def _from_variance(draw: Draw) -> Computed:
    key = draw.integer(3, 15)
    variance = key**2
    return computed(
        key,
        f"{key}",
        variance,  # took the variance for the standard deviation
        Fraction(variance, 2),  # halved instead of taking the root
        variance**2,  # squared instead of taking the root
        2 * key,  # doubled the root
        *slips(key, 1, -1),  # slipped in the root
    ).told(variance=variance)


@form("to-variance")
def _to_variance(draw: Draw) -> Computed:
    deviation = draw.integer(3, 15)
    return computed(
        deviation**2,
        f"{deviation} ** 2",
        2 * deviation,  # doubled instead of squaring
        deviation,  # took the standard deviation for the variance
        deviation**2 + deviation,  # added the root to the square
        (deviation + 1) ** 2,  # slipped in the square
        (deviation - 1) ** 2,  # slipped in the square
    ).told(deviation=deviation)


@form("from-squares")
def _from_squares(draw: Draw) -> Computed:
    key, count = draw.integer(2, 9), draw.integer(4, 12)
    squares = key**2 * count
    return computed(
        key,
        f"{key}",
        key**2,  # forgot the root
        Fraction(squares, count - 1),  # divided by one value too few and forgot the root
        Fraction(squares, 2 * count),  # halved instead of taking the root
        key * count,  # did not divide under the root
        Fraction(squares, key * 2),  # exchanged the root and the number
        *slips(key, 1, -1),  # slipped in the root
    ).told(count=count, squares=squares, variance=key**2)


@form("list-deviation")
def _from_list(draw: Draw) -> Computed:
    scene, shifts = drawn_scene(draw), draw.pick(SHIFTS)
    times = draw.pick((1, 2, 3) if max(shifts) < 5 else (1, 2))
    mean = draw.integer(scene.low + 5, scene.high)
    deviations = [times * shift for shift in draw.sample(shifts, len(shifts))]
    data, count = told(draw, scene, [mean + off for off in deviations]), len(shifts)
    squares = sum(off**2 for off in deviations)
    key = isqrt(squares // count)
    return computed(
        key,
        f"{key}",
        key**2,  # forgot the root
        Fraction(sum(map(abs, deviations)), count),  # averaged the deviations
        data.reach,  # answered the range
        squares,  # answered the sum of squares
        Fraction(data.reach, 2),  # halved the range
        *slips(key, 1, -1),  # slipped in the root
    ).told(data=data, mean=mean, squares=squares, count=count, variance=key**2)


@form("changed-deviation")
def _after_change(draw: Draw) -> Computed:
    deviation, times, more = draw.integer(2, 9), draw.integer(2, 5), draw.integer(2, 12)
    key = deviation * times
    return computed(
        key,
        f"{deviation} * {times}",
        key + more,  # added to the standard deviation as well
        deviation + more,  # added but did not multiply
        deviation * times**2,  # changed it like the variance
        deviation**2 * times,  # multiplied the variance
        deviation,  # took it as unchanged
    ).told(variance=deviation**2, deviation=deviation, times=times, more=more)
