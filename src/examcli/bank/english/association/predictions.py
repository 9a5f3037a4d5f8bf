"""Predicting with a line of best fit."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.association.lines import drawn_line
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips

form = Words(__name__).form


def prediction_line(draw: Draw) -> Draft:
    """Y for x; x for y, or a change; a line that must first be found."""
    medium = draw.pick((_backwards, _change))
    hard = draw.pick((_through_two_points, _through_the_means))
    return draw.by_level(_forwards, medium, hard)(draw)


@form("forwards")
def _forwards(draw: Draw) -> Computed:
    line, x = drawn_line(draw), draw.integer(3, 10)
    return computed(
        line.at(x),
        line.reckoned(x),
        line.start - line.slope * x,  # took the slope with the other sign
        (line.start + line.slope) * x,  # added first
        line.steepness * x,  # forgot the intercept
        line.slope + line.start * x,  # exchanged slope and intercept
        line.start + line.slope + x,  # added all
    ).told(line=line, x=x, spelled=line.reckoned(x, "×"))


@form("backwards")
def _backwards(draw: Draw) -> Computed:
    line, key = drawn_line(draw), draw.integer(3, 10)
    y = line.at(key)
    low, high = sorted((y, line.start))
    return computed(
        key,
        f"({high} - {low}) / {line.steepness}",
        high - low,  # forgot to divide
        Fraction(y + line.start, line.steepness),  # added the intercept
        Fraction(y, line.steepness),  # forgot the intercept
        abs(y - line.start - line.slope),  # subtracted the slope
        *slips(key, 1, -1),  # slipped in the division
    ).told(line=line, y=y, high=high, low=low)


@form("change")
def _change(draw: Draw) -> Computed:
    line, more = drawn_line(draw), draw.integer(2, 8)
    slope = line.steepness
    return computed(
        slope * more,
        f"{slope} * {more}",
        abs(line.at(more)),  # added the intercept
        slope,  # took the change for one step
        slope + more,  # added
        line.start,  # answered the intercept
        slope * (more + 1),  # counted one step too many
        slope * (more - 1),  # counted one step too few
        case="up" if line.slope > 0 else "down",
    ).told(line=line, more=more)


@form("two-points")
def _through_two_points(draw: Draw) -> Computed:
    line = drawn_line(draw)
    first, second, x = sorted(draw.sample(range(1, 12), 3))
    one, other, key = line.at(first), line.at(second), line.at(x)
    return computed(
        key,
        f"{other} + ({other} - {one}) / ({second} - {first}) * ({x} - {second})",
        other + (other - one),  # repeated the change between the points
        other + x - second,  # took the slope as 1
        other - line.slope * (x - second),  # went the other way
        Fraction(other * x, second),  # took y as proportional to x
        key + line.slope,  # went one step too far
        key - line.slope,  # stopped one step early
        case="up" if line.slope > 0 else "down",
    ).told(
        line=line,
        first=(first, one),
        second=(second, other),
        x=x,
        rise=abs(other - one),
        run=second - first,
        further=x - second,
    )


@form("means")
def _through_the_means(draw: Draw) -> Computed:
    line = drawn_line(draw)
    if line.slope < 0:
        raise Degenerate("a slope is told without its sign")
    centre, x = draw.sample(range(3, 12), 2)
    middle, key = line.at(centre), line.at(x)
    return computed(
        key,
        f"{middle} + {line.slope} * ({x} - {centre})",
        line.slope * x,  # forgot the intercept
        middle + line.slope * x,  # took the mean of y for the intercept
        2 * middle - key,  # went the other way
        middle + x - centre,  # forgot the slope
        key + line.slope,  # went one step too far
        key - line.slope,  # stopped one step early
    ).told(
        line=line,
        centre=centre,
        middle=middle,
        x=x,
        sign="+" if x > centre else "-",
        apart=abs(x - centre),
    )
