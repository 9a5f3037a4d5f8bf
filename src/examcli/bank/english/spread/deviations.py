"""Variance and standard deviation of all values (divided by their number)."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, numeric
from examcli.bank.english.series import SCENES, told
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.spread")


def standard_deviation(draw: Draw) -> Draft:
    """From the variance and back; from squares or a list; after a change of all values."""
    easy = draw.pick((_from_variance, _to_variance))
    medium = draw.pick((_from_squares, _from_list))
    return draw.by_level(easy, medium, _after_change)(draw)


def _from_variance(draw: Draw) -> Draft:
    key = draw.integer(3, 15)
    variance = key**2
    mistakes: list[int | Fraction] = [
        variance,  # took the variance for the standard deviation
        Fraction(variance, 2),  # halved instead of taking the root
        variance**2,  # squared instead of taking the root
        2 * key,  # doubled the root
        key + 1,  # slipped in the root
        key - 1,  # slipped in the root
    ]
    stem = ask(draw, "from-variance", variance=variance)
    explanation = f"It is the square root of the variance: √{variance} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


def _to_variance(draw: Draw) -> Draft:
    deviation = draw.integer(3, 15)
    key = deviation**2
    mistakes: list[int | Fraction] = [
        2 * deviation,  # doubled instead of squaring
        deviation,  # took the standard deviation for the variance
        deviation**2 + deviation,  # added the root to the square
        (deviation + 1) ** 2,  # slipped in the square
        (deviation - 1) ** 2,  # slipped in the square
    ]
    stem = ask(draw, "to-variance", deviation=deviation)
    explanation = f"It is the square of the standard deviation: {deviation}² = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{deviation} ** 2", explanation)


def _from_squares(draw: Draw) -> Draft:
    key, count = draw.integer(2, 9), draw.integer(4, 12)
    squares = key**2 * count
    mistakes: list[int | Fraction] = [
        key**2,  # forgot the root
        Fraction(squares, count - 1),  # divided by one value too few and forgot the root
        Fraction(squares, 2 * count),  # halved instead of taking the root
        key * count,  # did not divide under the root
        Fraction(squares, key * 2),  # exchanged the root and the number
        key + 1,  # slipped in the root
        key - 1,  # slipped in the root
    ]
    stem = ask(draw, "from-squares", count=count, squares=squares)
    explanation = (
        f"The variance is {squares} ÷ {count} = {key**2}, and its square root is √{key**2} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


# Deviations from the mean that add up to 0 and whose mean square is a square.
SHIFTS = (
    (-5, 1, 1, 3),
    (-3, -1, -1, 5),
    (-3, -1, 0, 1, 3),
    (-2, -2, 0, 0, 0, 4),
    (-4, 0, 0, 0, 2, 2),
    (-3, -1, -1, 0, 2, 3),
    (-5, -1, -1, 1, 1, 5),
)


def _from_list(draw: Draw) -> Draft:
    scene = draw.pick(SCENES)
    shifts = draw.pick(SHIFTS)
    times = draw.pick((1, 2, 3) if max(shifts) < 5 else (1, 2))
    centre = draw.integer(scene.low + 5, scene.high)
    values = [centre + times * shift for shift in draw.sample(shifts, len(shifts))]
    squares = [(value - centre) ** 2 for value in values]
    total, count = sum(squares), len(values)
    key = _root(total // count)
    mistakes: list[int | Fraction] = [
        key**2,  # forgot the root
        Fraction(sum(abs(value - centre) for value in values), count),  # averaged the deviations
        max(values) - min(values),  # answered the range
        total,  # answered the sum of squares
        Fraction(max(values) - min(values), 2),  # halved the range
        key + 1,  # slipped in the root
        key - 1,  # slipped in the root
    ]
    stem = ask(draw, "list-deviation", data=told(draw, scene, values))
    explanation = (
        f"The mean is {centre}, the squared deviations add up to {total}, and the variance is "
        f"{total} ÷ {count} = {key**2}, so the standard deviation is √{key**2} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), str(key), explanation)


def _root(square: int) -> int:
    return next(root for root in range(square + 1) if root * root == square)


def _after_change(draw: Draw) -> Draft:
    deviation, times, more = draw.integer(2, 9), draw.integer(2, 5), draw.integer(2, 12)
    key = deviation * times
    mistakes: list[int | Fraction] = [
        key + more,  # added to the standard deviation as well
        deviation + more,  # added but did not multiply
        deviation * times**2,  # changed it like the variance
        deviation**2 * times,  # multiplied the variance
        deviation,  # took it as unchanged
    ]
    stem = ask(draw, "changed-deviation", variance=deviation**2, times=times, more=more)
    explanation = (
        f"The standard deviation was √{deviation**2} = {deviation}. Adding {more} does not change "
        f"it, multiplying by {times} does: {deviation} × {times} = {key}."
    )
    return numeric(stem, key, whole(draw, key, mistakes), f"{deviation} * {times}", explanation)
