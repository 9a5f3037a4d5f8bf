"""z-scores: how many standard deviations a value lies above or below the mean."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number
from examcli.bank.english.choices import HALF, SIGNED
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips

form = Words(__name__).form

_PLACES = [HALF * halves for halves in range(-6, 7) if halves]


def z_score(draw: Draw) -> Draft:
    """Of a value; the value of a z-score; an equal place elsewhere, or a missing parameter."""
    hard = draw.pick((_same_place, _deviation_from_score))
    return draw.by_level(_of_value, _value_of_score, hard)(draw)


@form("score-of-value", SIGNED)
def _of_value(draw: Draw) -> Computed:
    deviation, key = 2 * draw.integer(2, 6), draw.pick(_PLACES)
    centre = draw.integer(45, 90)
    value = centre + int(key * deviation)
    return computed(
        key,
        f"({value} - {centre}) / {deviation}",
        -key,  # subtracted the value from the mean
        value - centre,  # forgot to divide
        Fraction(value - centre, 2 * deviation),  # divided by twice the standard deviation
        key + 1,  # slipped by one standard deviation
        key - 1,  # slipped by one standard deviation
        2 * key,  # divided by half the standard deviation
    ).told(value=value, centre=centre, deviation=deviation)


@form("value-of-score")
def _value_of_score(draw: Draw) -> Computed:
    deviation, score = 2 * draw.integer(2, 6), draw.pick(_PLACES)
    centre, off = draw.integer(50, 90), int(score * deviation)
    distance, key = abs(off), centre + off
    sign, case = ("+", "up") if score > 0 else ("-", "down")
    return computed(
        key,
        f"{centre} {sign} {distance}",
        centre - off,  # went to the other side of the mean
        centre + score,  # forgot the standard deviation
        distance,  # answered the distance from the mean
        key + deviation,  # went one standard deviation further
        key - deviation,  # went one standard deviation less
        case=case,
    ).told(
        score=number(score),
        centre=centre,
        deviation=deviation,
        size=number(abs(score)),
        distance=distance,
        sign=sign,
    )


@form("same-place")
def _same_place(draw: Draw) -> Computed:
    score = draw.pick(_PLACES)
    first, second = (2 * half for half in draw.sample(range(2, 9), 2))
    centre, middle = draw.sample(range(50, 91), 2)
    value, key = centre + int(score * first), middle + int(score * second)
    return computed(
        key,
        f"{middle} + ({value} - {centre}) / {first} * {second}",
        middle + value - centre,  # kept the distance in points
        middle - int(score * second),  # went to the other side of the mean
        value,  # took the value as unchanged
        middle + 2 * (value - centre),  # doubled the distance
        key + second,  # went one standard deviation further
        key - second,  # went one standard deviation less
    ).told(
        value=value,
        centre=centre,
        first=first,
        middle=middle,
        second=second,
        score=number(score),
        sign="+" if score > 0 else "-",
        size=number(abs(score)),
    )


@form("deviation-from-score")
def _deviation_from_score(draw: Draw) -> Computed:
    key, score = 2 * draw.integer(2, 8), draw.pick([at for at in _PLACES if abs(at) != 1])
    centre, size = draw.integer(50, 90), abs(score)
    value = centre + int(score * key)
    distance = abs(value - centre)
    return computed(
        key,
        f"2 * {distance} / {size * 2}",
        distance,  # forgot to divide by the z-score
        distance * size,  # multiplied by the z-score
        centre / size,  # divided the mean
        value / size,  # divided the value
        *slips(key, 2, -2),  # slipped in the division
    ).told(value=value, centre=centre, score=number(score), distance=distance, size=number(size))
