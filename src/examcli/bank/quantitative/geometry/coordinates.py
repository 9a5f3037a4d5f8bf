"""Points, segments and lines in the coordinate plane."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.geometry.pictures import grid
from examcli.bank.quantitative.geometry.pythagoras import right_triangle

words = Words(__name__)
form = words.form


def coordinate(draw: Draw) -> Draft:
    """Distances, midpoints, slopes and areas from coordinates."""
    forms = draw.by_level(
        (_midpoint, _axis_distance),
        (_distance, _other_endpoint, _slope),
        (_triangle_on_axis, _collinear_point, _fourth_vertex, _square_on_side),
    )
    return draw.pick(forms)(draw)


def _signed(value: int) -> str:
    """A coordinate with the minus sign of an exam.

    >>> _signed(-3)
    '−3'
    """
    return str(value).replace("-", "−")


def _at(x: int, y: int) -> str:
    """A point as an ordered pair.

    >>> _at(2, -3)
    '(2، −3)'
    """
    return f"({_signed(x)}، {_signed(y)})"


@form("midpoint", TEXTS_DRAWN)
def _midpoint(draw: Draw) -> Computed:
    x, y = draw.integer(-4, 8), draw.integer(-4, 8)
    right, up = draw.integer(1, 6), draw.integer(1, 6)
    start, end = (x - right, y - up), (x + right, y + up)
    case, names = draw.pick((("segment", ()), ("named", ("أ", "ب")), ("circle", ())))
    return computed(
        _at(x, y),
        "",
        _at(2 * x, 2 * y),  # forgot to halve
        _at(right, up),  # subtracted and halved
        _at(y, x),  # exchanged the coordinates
        _at(x + right, y),  # halved one coordinate only
        _at(x, y + up),  # halved one coordinate only
        case=case,
        figure=grid(start, end, names=names),
    ).told(start=_at(*start), end=_at(*end))


@form("axis-distance")
def _axis_distance(draw: Draw) -> Computed:
    """Two points on a line parallel to an axis."""
    level, low = draw.integer(-6, 9), draw.integer(-9, 4)
    key = draw.integer(3, 14)
    high = low + key
    start, end = draw.pick((((low, level), (high, level)), ((level, high), (level, low))))
    return computed(
        key,
        f"({high}) - ({low})",
        abs(low + high),  # added the coordinates
        abs(abs(high) - abs(low)),  # dropped the signs
        key + 1,  # counted both ends
        key - 1,  # counted the points between
        key + abs(level),  # added the common coordinate
        figure=grid(start, end),
    ).told(
        start=_at(*start),
        end=_at(*end),
        high=_signed(high),
        low=_signed(low) if low >= 0 else f"({_signed(low)})",
    )


@form("distance")
def _distance(draw: Draw) -> Computed:
    """The hypotenuse over the differences of coordinates."""
    across, up, key = right_triangle(draw, longest=26)
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    start, end = (x, y), (x + across, y + up)
    case, names = draw.pick((("points", ()), ("circle", ()), ("named", ("أ", "ب"))))
    return computed(
        key,
        f"((({x + across}) - ({x}))**2 + (({y + up}) - ({y}))**2) / {key}",
        across + up,  # added the differences
        abs(across - up),  # subtracted the differences
        max(across, up),  # took the longer difference
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        case=case,
        figure=grid(start, end, names=names),
    ).told(start=_at(*start), end=_at(*end), across=across, up=up, square=key**2)


@form("other-endpoint", TEXTS_DRAWN)
def _other_endpoint(draw: Draw) -> Computed:
    """One end and the midpoint give the other end."""
    x, y = draw.integer(-5, 8), draw.integer(-5, 8)
    right, up = draw.integer(1, 6), draw.integer(1, 6)
    middle_x, middle_y = x + right, y + up
    case, names = draw.pick((("named", ("أ",)), ("circle", ())))
    return computed(
        _at(middle_x + right, middle_y + up),
        "",
        _at(x + middle_x, y + middle_y),  # added the two points
        _at(right, up),  # subtracted the two points
        _at(x - right, y - up),  # went the other way
        _at(2 * middle_x, 2 * middle_y),  # forgot to subtract
        _at(middle_y + up, middle_x + right),  # exchanged the coordinates
        case=case,
        figure=grid((x, y), (middle_x, middle_y), names=names),
    ).told(start=_at(x, y), middle=_at(middle_x, middle_y))


@form("slope")
def _slope(draw: Draw) -> Computed:
    """The rise over the run of a line through two points."""
    key, run = draw.integer(2, 6), draw.integer(1, 5)
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    rise = key * run
    return computed(
        key,
        f"(({y + rise}) - ({y})) / (({x + run}) - ({x}))",
        rise,  # forgot to divide by the run
        run,  # answered the run
        rise - run,  # subtracted instead of dividing
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
        figure=grid((x, y), (x + run, y + rise)),
    ).told(start=_at(x, y), end=_at(x + run, y + rise), rise=rise, run=run)


@form("triangle-on-axis")
def _triangle_on_axis(draw: Draw) -> Computed:
    """A triangle whose base is parallel to an axis."""
    level, left = draw.integer(-4, 4), draw.integer(-6, 3)
    base, height = draw.sample((2 * draw.integer(2, 6), draw.integer(3, 11)), 2)
    apex = draw.integer(-6, 8)
    key = base * height // 2
    corners = ((left, level), (left + base, level), (apex, level + height))
    first, second, third = draw.sample(corners, 3)
    return computed(
        key,
        f"(({left + base}) - ({left})) * (({level + height}) - ({level})) / 2",
        base * height,  # forgot to halve
        abs(base * (level + height)) // 2,  # measured the height from the axis
        base + height,  # added
        key + base,  # slipped in the product
        key - height,  # slipped in the product
        figure=grid(*corners),
    ).told(first=_at(*first), second=_at(*second), third=_at(*third), base=base, height=height)


@form("collinear-point")
def _collinear_point(draw: Draw) -> Computed:
    """Three points on one line: one coordinate is unknown."""
    steepness, x, y = draw.integer(2, 4), draw.integer(-4, 4), draw.integer(-6, 6)
    first, second = draw.integer(1, 3), draw.integer(4, 7)
    rise = steepness * first
    key = y + steepness * second
    if key < 2:
        raise Degenerate("a key below two")
    slope = f"(({y + rise}) - ({y})) / (({x + first}) - ({x}))"
    return computed(
        key,
        f"({y}) + {slope} * (({x + second}) - ({x}))",
        y + second,  # took the slope as one
        steepness * second,  # forgot the starting height
        y + steepness * (second - first),  # measured from the second point
        y + steepness * (second + first),  # added the steps
        key + steepness,  # one step too many
        key - steepness,  # one step too few
    ).told(
        start=_at(x, y),
        next=_at(x + first, y + rise),
        last=_signed(x + second),
        rise=rise,
        run=first,
        steepness=steepness,
        level=_signed(y),
        steps=second,
    )


@form("fourth-vertex", TEXTS_DRAWN)
def _fourth_vertex(draw: Draw) -> Computed:
    """Opposite sides of a parallelogram are the same displacement."""
    x, y = draw.integer(-5, 5), draw.integer(-5, 5)
    across, up = draw.integer(2, 7), draw.integer(1, 3)
    lean, height = draw.integer(1, 4), draw.integer(4, 8)
    return computed(
        _at(x + lean, y + height),
        "",
        _at(x + 2 * across + lean, y + 2 * up + height),  # went on instead of back
        _at(x - lean, y - height),  # went the other way
        _at(x + across, y + height),  # took the figure as a rectangle
        _at(x + across + lean, y + height),  # moved one coordinate only
        _at(lean, height),  # answered the displacement
        case=draw.pick(("named", "in-turn")),
    ).told(
        first=_at(x, y),
        second=_at(x + across, y + up),
        third=_at(x + across + lean, y + up + height),
    )


@form("square-on-side")
def _square_on_side(draw: Draw) -> Computed:
    """Two neighbouring or opposite vertices give the area of a square."""
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    across, up = draw.sample(range(1, 9), 2)
    squared = across**2 + up**2
    case, share = draw.pick((("neighbours", 1), ("opposite", 2)))
    if squared % share:
        raise Degenerate("half a square unit")
    key = squared // share
    return computed(
        key,
        f"((({x + across}) - ({x}))**2 + (({y + up}) - ({y}))**2) / {share}",
        Fraction(squared, 2) if share == 1 else squared,  # confused side and diagonal
        across * up,  # multiplied the differences
        (across + up) ** 2,  # added the differences before squaring
        4 * (across + up),  # computed a perimeter
        abs(across**2 - up**2),  # subtracted the squares
        key + 2,  # slipped in a square
        case=case,
        figure=grid((x, y), (x + across, y + up)),
    ).told(start=_at(x, y), end=_at(x + across, y + up), across=across, up=up, squared=squared)
