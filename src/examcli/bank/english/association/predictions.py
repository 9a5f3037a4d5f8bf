"""Predicting with a line of best fit."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.bank.english.association.lines import drawn_line
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.association")


def prediction_line(draw: Draw) -> Draft:
    """Y for x; x for y, or a change; a line that must first be found."""
    medium = draw.pick((_backwards, _change))
    hard = draw.pick((_through_two_points, _through_the_means))
    return draw.by_level(_forwards, medium, hard)(draw)


def _forwards(draw: Draw) -> Draft:
    line, x = drawn_line(draw), draw.integer(3, 10)
    key = line.at(x)
    mistakes: list[int | Fraction] = [
        line.start - line.slope * x,  # took the slope with the other sign
        (line.start + line.slope) * x,  # added first
        abs(line.slope) * x,  # forgot the intercept
        line.slope + line.start * x,  # exchanged slope and intercept
        line.start + line.slope + x,  # added all
    ]
    stem = ask(draw, "forwards", line=line, outcome=line.outcome, cause=line.cause, x=x)
    explanation = f"Put x = {x} into the line: {line.spelled(x)} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), line.reckoned(x), explanation)


def _backwards(draw: Draw) -> Draft:
    line, key = drawn_line(draw), draw.integer(3, 10)
    y = line.at(key)
    mistakes: list[int | Fraction] = [
        abs(y - line.start),  # forgot to divide
        Fraction(y + line.start, abs(line.slope)),  # added the intercept
        Fraction(y, abs(line.slope)),  # forgot the intercept
        abs(y - line.start - line.slope),  # subtracted the slope
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    stem = ask(draw, "backwards", line=line, outcome=line.outcome, cause=line.cause, y=y)
    high, low = max(y, line.start), min(y, line.start)
    explanation = f"Solve {line} for y = {y}: ({high} - {low}) ÷ {abs(line.slope)} = {key}."
    check = f"({high} - {low}) / {abs(line.slope)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _change(draw: Draw) -> Draft:
    line, more = drawn_line(draw), draw.integer(2, 8)
    slope = abs(line.slope)
    key = slope * more
    mistakes: list[int | Fraction] = [
        abs(line.at(more)),  # added the intercept
        slope,  # took the change for one step
        slope + more,  # added
        line.start,  # answered the intercept
        slope * (more + 1),  # counted one step too many
        slope * (more - 1),  # counted one step too few
    ]
    stem = ask(
        draw, "change", line=line, outcome=line.outcome, cause=line.cause, more=more,
        way="rise" if line.slope > 0 else "fall",
    )  # fmt: skip
    explanation = f"Each step of x changes y by {slope}: {slope} × {more} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{slope} * {more}", explanation)


def _through_two_points(draw: Draw) -> Draft:
    line = drawn_line(draw)
    first, second, x = sorted(draw.sample(range(1, 12), 3))
    one, other, key = line.at(first), line.at(second), line.at(x)
    mistakes: list[int | Fraction] = [
        other + (other - one),  # repeated the change between the points
        other + x - second,  # took the slope as 1
        other - line.slope * (x - second),  # went the other way
        Fraction(other * x, second),  # took y as proportional to x
        key + line.slope,  # went one step too far
        key - line.slope,  # stopped one step early
    ]
    stem = ask(
        draw, "two-points", outcome=line.outcome, cause=line.cause, first=first, one=one,
        second=second, other=other, x=x,
    )  # fmt: skip
    rise, sign = abs(other - one), "+" if line.slope > 0 else "-"
    explanation = (
        f"The slope is {'' if line.slope > 0 else '-'}{rise} ÷ {second - first}, so y changes by "
        f"{abs(line.slope)} for each step: {other} {sign} {abs(line.slope)} × {x - second} = {key}."
    )
    check = f"{other} + ({other} - {one}) / ({second} - {first}) * ({x} - {second})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _through_the_means(draw: Draw) -> Draft:
    line = drawn_line(draw)
    if line.slope < 0:
        raise Degenerate("a slope is told without its sign")
    centre, x = draw.sample(range(3, 12), 2)
    middle, key = line.at(centre), line.at(x)
    mistakes: list[int | Fraction] = [
        line.slope * x,  # forgot the intercept
        middle + line.slope * x,  # took the mean of y for the intercept
        2 * middle - key,  # went the other way
        middle + x - centre,  # forgot the slope
        key + line.slope,  # went one step too far
        key - line.slope,  # stopped one step early
    ]
    stem = ask(
        draw, "means", outcome=line.outcome, cause=line.cause, centre=centre, middle=middle,
        slope=line.slope, x=x,
    )  # fmt: skip
    sign = "+" if x > centre else "-"
    explanation = (
        f"The line passes through ({centre}, {middle}): {middle} {sign} {line.slope} × "
        f"{abs(x - centre)} = {key}."
    )
    check = f"{middle} + {line.slope} * ({x} - {centre})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
