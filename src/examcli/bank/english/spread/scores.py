"""z-scores: how many standard deviations a value lies above or below the mean."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number, numeric
from examcli.bank.english.choices import HALF, signed
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.spread")

_PLACES = [HALF * halves for halves in range(-6, 7) if halves]


def z_score(draw: Draw) -> Draft:
    """Of a value; the value of a z-score; an equal place elsewhere, or a missing parameter."""
    hard = draw.pick((_same_place, _deviation_from_score))
    return draw.by_level(_of_value, _value_of_score, hard)(draw)


def _of_value(draw: Draw) -> Draft:
    deviation, key = 2 * draw.integer(2, 6), draw.pick(_PLACES)
    centre = draw.integer(45, 90)
    value = centre + int(key * deviation)
    mistakes = [
        -key,  # subtracted the value from the mean
        Fraction(value - centre),  # forgot to divide
        Fraction(value - centre, 2 * deviation),  # divided by twice the standard deviation
        key + 1,  # slipped by one standard deviation
        key - 1,  # slipped by one standard deviation
        2 * key,  # divided by half the standard deviation
    ]
    stem = ask(draw, "score-of-value", value=value, centre=centre, deviation=deviation)
    check = f"({value} - {centre}) / {deviation}"
    explanation = (
        f"Distance from the mean over the standard deviation: ({value} - {centre}) ÷ {deviation} "
        f"= {number(key)}."
    )
    return signed(draw, stem, key, mistakes, check, explanation)


def _value_of_score(draw: Draw) -> Draft:
    deviation, score = 2 * draw.integer(2, 6), draw.pick(_PLACES)
    centre = draw.integer(50, 90)
    distance = int(abs(score) * deviation)
    key = centre + int(score * deviation)
    mistakes: list[int | Fraction] = [
        centre - int(score * deviation),  # went to the other side of the mean
        centre + score,  # forgot the standard deviation
        distance,  # answered the distance from the mean
        key + deviation,  # went one standard deviation further
        key - deviation,  # went one standard deviation less
    ]
    stem = ask(draw, "value-of-score", score=number(score), centre=centre, deviation=deviation)
    sign = "+" if score > 0 else "-"
    explanation = (
        f"The value lies {number(abs(score))} × {deviation} = {distance} "
        f"{'above' if score > 0 else 'below'} the mean: {centre} {sign} {distance} = {key}."
    )
    check = f"{centre} {'+' if score > 0 else '-'} {distance}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _same_place(draw: Draw) -> Draft:
    score = draw.pick(_PLACES)
    one, other = draw.sample(range(2, 9), 2)
    first, second = 2 * one, 2 * other
    centre, middle = draw.sample(range(50, 91), 2)
    value, key = centre + int(score * first), middle + int(score * second)
    mistakes: list[int | Fraction] = [
        middle + value - centre,  # kept the distance in points
        middle - int(score * second),  # went to the other side of the mean
        value,  # took the value as unchanged
        middle + int(score * first) * 2,  # doubled the distance
        key + second,  # went one standard deviation further
        key - second,  # went one standard deviation less
    ]
    stem = ask(
        draw, "same-place", value=value, centre=centre, first=first, middle=middle, second=second
    )
    sign = "+" if score > 0 else "-"
    explanation = (
        f"The z-score is ({value} - {centre}) ÷ {first} = {number(score)}; with the other "
        f"mean this is {middle} {sign} {number(abs(score))} × {second} = {key}."
    )
    check = f"{middle} + ({value} - {centre}) / {first} * {second}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _deviation_from_score(draw: Draw) -> Draft:
    key, score = 2 * draw.integer(2, 8), draw.pick([at for at in _PLACES if abs(at) != 1])
    centre = draw.integer(50, 90)
    value = centre + int(score * key)
    distance = abs(value - centre)
    mistakes: list[int | Fraction] = [
        distance,  # forgot to divide by the z-score
        Fraction(distance) * abs(score),  # multiplied by the z-score
        Fraction(centre) / abs(score),  # divided the mean
        Fraction(value) / abs(score),  # divided the value
        key + 2,  # slipped in the division
        key - 2,  # slipped in the division
    ]
    stem = ask(draw, "deviation-from-score", value=value, centre=centre, score=number(score))
    explanation = (
        f"The value is {distance} away from the mean, which is {number(abs(score))} standard "
        f"deviations: {distance} ÷ {number(abs(score))} = {key}."
    )
    halves = int(abs(score) * 2)
    return numeric(stem, key, whole(draw, key, mistakes), f"2 * {distance} / {halves}", explanation)
