"""Quantity comparisons in geometry.

The outcome is drawn first, so that all four are equally common; the second value is then set a
step above, below or at the first. An undecided comparison comes from the same figure with one
condition left out.
"""

from fractions import Fraction
from typing import Any

from examcli.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
    number,
)
from examcli.bank.forms import COMPARED, Computed, Words, computed
from examcli.bank.quantitative.geometry.pythagoras import right_triangle

words = Words(__name__)
form = words.form

# Percentages up and down, by what they make of an area: "before" is the first value.
CHANGES = {
    FIRST_GREATER: (
        (10, 10), (20, 20), (25, 25), (30, 30), (50, 50), (40, 40), (30, 25), (20, 25),
    ),
    SECOND_GREATER: (
        (50, 20), (60, 20), (40, 20), (50, 30), (30, 20), (80, 40), (30, 10), (50, 25),
    ),
    EQUAL: ((25, 20), (100, 50), (300, 75), (150, 60)),
}  # fmt: skip

# Length and width of a rectangle, and the side of the square of equal area.
EQUAL_AREAS = (
    (9, 4, 6), (8, 2, 4), (12, 3, 6), (16, 4, 8), (18, 8, 12), (20, 5, 10), (16, 9, 12),
    (18, 2, 6), (27, 12, 18), (25, 4, 10), (25, 9, 15), (32, 8, 16), (32, 2, 8), (24, 6, 12),
)  # fmt: skip


def comparison_geometric(draw: Draw) -> Draft:
    """Two measures of figures, compared."""
    forms = draw.by_level(
        (_rectangle_area, _square_perimeter, _base_angle),
        (_hypotenuse, _area_from_perimeter, _isosceles_perimeter, _box_volume),
        (_percent_changes, _equal_perimeters, _equal_areas, _cylinders),
    )
    return draw.pick(forms)(draw)


def _measured(draw: Draw, value: int, **gaps: Any) -> Computed:
    """The measure that a condition settles, against a number that gives the drawn outcome.

    Without the condition nothing is decided against a number close to `value`.
    """
    outcome = draw.pick(COMPARISON_CHOICES)
    step = draw.integer(1, max(1, min(3, value // 4)))
    shift = {FIRST_GREATER: -step, SECOND_GREATER: step}.get(outcome, 0)
    return _compared(outcome, value=value, number=value + shift, **gaps)


def _compared(outcome: str, **gaps: Any) -> Computed:
    case = "unsettled" if outcome == UNDECIDED else "settled"
    return computed(
        outcome,
        "",
    ).told(**{"case": case, **gaps})


@form("rectangle-area", COMPARED)
def _rectangle_area(draw: Draw) -> Computed:
    """Two sides settle the area; one does not."""
    length, width = draw.integer(6, 15), draw.integer(3, 12)
    return _measured(draw, length * width, length=length, width=width)


@form("square-perimeter", COMPARED)
def _square_perimeter(draw: Draw) -> Computed:
    """A square is settled by one side, a rectangle is not."""
    side = draw.integer(3, 25)
    return _measured(draw, 4 * side, side=side)


@form("base-angle", COMPARED)
def _base_angle(draw: Draw) -> Computed:
    """The apex settles the base angles of an isosceles triangle, not of any triangle."""
    apex = 2 * draw.integer(15, 60)
    return _measured(draw, (180 - apex) // 2, apex=apex)


@form("hypotenuse", COMPARED)
def _hypotenuse(draw: Draw) -> Computed:
    """Two sides settle the third only with the angle between them."""
    one, other, longest = right_triangle(draw, longest=50)
    return _measured(draw, longest, one=one, other=other)


@form("area-from-perimeter", COMPARED)
def _area_from_perimeter(draw: Draw) -> Computed:
    """A perimeter settles a square's area, and a rectangle's only from above."""
    width = draw.integer(4, 12)
    length = width + draw.integer(3, 8)
    perimeter = 2 * (length + width)
    return _measured(draw, length * width, perimeter=perimeter, length=length, width=width)


@form("isosceles-perimeter", COMPARED)
def _isosceles_perimeter(draw: Draw) -> Computed:
    """With sides a and 2a or more, only the longer can be the repeated one."""
    short = draw.integer(3, 9)
    long = 2 * short + draw.integer(0, 6)
    near = short + draw.integer(1, short - 1)
    return _measured(
        draw,
        short + 2 * long,
        short=short,
        long=long,
        near=near,
        least=long - near,
        most=long + near,
    )


@form("box-volume", COMPARED)
def _box_volume(draw: Draw) -> Computed:
    """A cube's surface settles its volume; a box's does not."""
    edge = draw.integer(3, 10)
    return _measured(draw, edge**3, edge=edge, face=edge**2, surface=6 * edge**2)


@form("percent-changes", COMPARED)
def _percent_changes(draw: Draw) -> Computed:
    """One side of a rectangle grows and the other shrinks."""
    grown, shrunk = draw.pick(words.phrases("sides"))
    outcome = draw.pick(COMPARISON_CHOICES)
    if outcome == UNDECIDED:
        return _compared(outcome, added=draw.integer(2, 20))
    up, down = draw.pick(CHANGES[outcome])
    larger, smaller = Fraction(100 + up, 100), Fraction(100 - down, 100)
    return _compared(
        outcome,
        grown=grown,
        shrunk=shrunk,
        up=up,
        down=down,
        larger=number(larger),
        smaller=number(smaller),
        after=number(larger * smaller),
    )


def _shapes(square_first: bool) -> dict[str, str]:
    """The square and the rectangle as those of the first value and of the second."""
    square, rectangle = words.phrases("shapes")
    one, other = (square, rectangle) if square_first else (rectangle, square)
    return {"one_shape": one, "other_shape": other}


@form("equal-perimeters", COMPARED)
def _equal_perimeters(draw: Draw) -> Computed:
    """Of all rectangles with one perimeter the square is the largest."""
    outcome = draw.pick(COMPARISON_CHOICES)
    side = draw.integer(4, 25)
    if outcome == EQUAL:
        length, width, side = draw.pick(EQUAL_AREAS)
        return _compared(
            outcome,
            case="equal",
            length=length,
            width=width,
            perimeter=2 * (length + width),
            side=side,
            around=4 * side,
            area=side**2,
            **_shapes(square_first=False),
        )
    longer = 4 * side + 2 * draw.integer(1, 8)
    shapes = _shapes(square_first=outcome != SECOND_GREATER)
    return _compared(outcome, around=4 * side, longer=longer, **shapes)


@form("equal-areas", COMPARED)
def _equal_areas(draw: Draw) -> Computed:
    """Of all rectangles with one area the square has the least perimeter."""
    outcome = draw.pick(COMPARISON_CHOICES)
    area = draw.integer(3, 15) ** 2
    if outcome != EQUAL:
        return _compared(outcome, area=area, **_shapes(square_first=outcome == SECOND_GREATER))
    half = draw.integer(9, 20)
    one, other = draw.sample(range(half // 2 + 1, half - 1), 2)
    return _compared(
        outcome,
        case="equal",
        one=one,
        one_width=half - one,
        area=one * (half - one),
        other=other,
        other_width=half - other,
        other_area=other * (half - other),
        perimeter=2 * half,
    )


@form("cylinders", COMPARED)
def _cylinders(draw: Draw) -> Computed:
    """Radius counts twice in a volume, height once."""
    outcome = draw.pick(COMPARISON_CHOICES)
    factor = draw.pick((2, 3, 4))
    solids, one, other = draw.pick(words.phrases("solids"))
    measure = draw.pick(words.phrases("measures"))
    square = factor**2
    taller = {
        FIRST_GREATER: draw.integer(3, max(3, square - 1)),
        SECOND_GREATER: square + draw.integer(1, 8),
    }.get(outcome, square)
    return _compared(
        outcome,
        solids=solids,
        one=one,
        other=other,
        first=measure.format(one),
        second=measure.format(other),
        multiple=words.phrases("multiples")[factor - 2],
        square=square,
        taller=taller,
    )
