"""Whole circles and rings. The ratio of circumference to diameter stays written as ط."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.geometry.pictures import circle, cm

words = Words(__name__)
form = words.form


def circle_area(draw: Draw) -> Draft:
    """Circumference and area, and how each gives the other."""
    forms = draw.by_level(
        (_area_of_circle, _circumference),
        (_area_from_circumference, _wheel_turns, _half_disc_perimeter),
        (_ring_area, _circle_as_sum, _wire_into_circle, _linked_wheels),
    )
    return draw.pick(forms)(draw)


@form("area-of-circle")
def _area_of_circle(draw: Draw) -> Computed:
    radius = draw.integer(3, 20)
    key, diameter = radius**2, 2 * radius
    thing, its = draw.pick(words.phrases("round"))
    case, check, picture = draw.pick(
        (
            ("radius", f"{radius}**2", circle(radius, told=cm(radius))),
            ("diameter", f"({diameter} / 2)**2", circle(radius, across=cm(diameter))),
        )
    )
    return computed(
        key,
        check,
        2 * radius,  # computed the circumference
        4 * radius**2,  # squared the diameter
        radius,  # forgot to square
        2 * radius**2,  # doubled the area
        (radius + 1) ** 2,  # slipped in the square
        key - radius,  # slipped in the square
        case=case,
        figure=picture,
    ).told(thing=thing, its=its, radius=radius, diameter=diameter)


@form("circumference")
def _circumference(draw: Draw) -> Computed:
    radius = draw.integer(2, 15)
    key, square = 2 * radius, radius**2
    case = draw.pick(("radius", "frame", "area"))
    return computed(
        key,
        f"2 * {square} / {radius}" if case == "area" else f"2 * {radius}",
        radius,  # forgot to double the radius
        square,  # computed the area
        4 * radius,  # doubled the diameter
        key + 2,  # slipped
        key - 1,  # slipped
        case=case,
        figure=None if case == "area" else circle(radius, told=cm(radius)),
    ).told(radius=radius, square=square)


@form("area-from-circumference")
def _area_from_circumference(draw: Draw) -> Computed:
    radius = draw.integer(2, 20)
    key, around = radius**2, 2 * radius
    return computed(
        key,
        f"({around} / 2)**2",
        4 * radius**2,  # took the diameter as the radius
        around,  # left the circumference as it was
        radius,  # answered the radius
        2 * radius**2,  # forgot to halve
        key + radius,  # slipped in the square
    ).told(thing=draw.pick(words.phrases("measured-around")), around=around, radius=radius)


@form("wheel-turns")
def _wheel_turns(draw: Draw) -> Computed:
    """Centimetres are turned into metres."""
    radius, turns = draw.pick((7, 14, 21, 28, 35)), draw.pick((50, 100, 200, 300, 500))
    diameter, around = 2 * radius, 44 * radius // 7
    key = around * turns // 100
    vehicle = draw.pick(words.phrases("wheeled"))
    case, picture = draw.pick(
        (
            ("radius", circle(radius, told=cm(radius))),
            ("diameter", circle(radius, across=cm(diameter))),
        )
    )
    return computed(
        key,
        f"2 * {radius} * 22 / 7 * {turns} / 100",
        key // 2,  # forgot to double the radius
        key * 2,  # used the diameter for the radius
        around,  # answered one turn in centimetres
        key * 10,  # slipped in the unit
        diameter * turns // 100,  # forgot the ratio
        case=case,
        figure=picture,
    ).told(vehicle=vehicle, radius=radius, diameter=diameter, turns=turns, around=around)


@form("half-disc-perimeter", TEXTS_DRAWN)
def _half_disc_perimeter(draw: Draw) -> Computed:
    radius = draw.integer(2, 20)
    diameter = 2 * radius
    thing, its = draw.pick(words.phrases("half-round"))
    return computed(
        _closed(diameter, radius),
        "",
        _closed(diameter, diameter),  # took the whole circle
        _closed(radius, radius),  # closed it with a radius
        _closed(diameter, radius**2),  # added an area to a length
        _closed(radius, diameter),  # exchanged the two parts
    ).told(thing=thing, its=its, diameter=diameter, radius=radius)


def _closed(straight: int, curved: int) -> str:
    return words.phrase("closed", straight=straight, curved=curved)


@form("ring-area")
def _ring_area(draw: Draw) -> Computed:
    inner, thickness = draw.integer(2, 12), draw.integer(1, 5)
    outer = inner + thickness
    key = outer**2 - inner**2
    case, check = draw.pick(
        (
            ("circles", f"{outer}**2 - {inner}**2"),
            ("path", f"({inner} + {thickness})**2 - {inner}**2"),
        )
    )
    return computed(
        key,
        check,
        thickness**2,  # squared the difference of radii
        2 * thickness,  # subtracted circumferences
        outer**2 + inner**2,  # added the areas
        outer**2,  # answered the outer circle
        inner**2,  # answered the inner circle
        thickness * inner,  # multiplied width by radius
        case=case,
    ).told(
        inner=inner, outer=outer, thickness=thickness, inner_square=inner**2, outer_square=outer**2
    )


@form("circle-as-sum")
def _circle_as_sum(draw: Draw) -> Computed:
    """Radii add like the sides of a right triangle."""
    triple = draw.pick(((3, 4, 5), (6, 8, 10), (5, 12, 13), (8, 15, 17), (9, 12, 15)))
    scale = draw.integer(1, 3)
    one, other, key = (scale * radius for radius in triple)
    return computed(
        key,
        f"({one}**2 + {other}**2) / {key}",
        one + other,  # added the radii
        other - one,  # subtracted the radii
        one * other // 2,  # multiplied the radii
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        2 * key,  # answered the diameter
    ).told(one=one, other=other, square=key**2)


@form("wire-into-circle")
def _wire_into_circle(draw: Draw) -> Computed:
    """A wire keeps its length whatever it is bent into."""
    radius = draw.pick((7, 14, 21, 28))
    length = 44 * radius // 7
    key, side = 22 * radius**2 // 7, length // 4
    case, change = draw.pick((("square", 0), ("straight", 0), ("rectangle", 3), ("rectangle", 5)))
    return computed(
        key,
        f"22 / 7 * ({length} * 7 / (2 * 22))**2",
        side**2,  # took the area as unchanged
        length * radius,  # forgot to halve circumference times radius
        4 * key,  # took the diameter as the radius
        length,  # answered the circumference
        key // 2,  # halved
        case=case,
    ).told(side=side, longer=side + change, shorter=side - change, length=length, radius=radius)


@form("linked-wheels")
def _linked_wheels(draw: Draw) -> Computed:
    """Turns are in the inverse ratio of radii."""
    small, large = draw.pick(((2, 3), (3, 4), (2, 5), (3, 5), (1, 3), (4, 5), (1, 4)))
    size, turns = draw.integer(3, 9), draw.integer(4, 20)
    given, key = turns * small, turns * large
    return computed(
        key,
        f"{given} * {large * size} / {small * size}",
        Fraction(given * small, large),  # used the direct ratio
        Fraction(given * large**2, small**2),  # squared the ratio
        given,  # took the turns as equal
        given + (large - small) * size,  # added the difference of radii
        key + turns,  # counted one share too many
        key - turns,  # counted one share too few
    ).told(small=small * size, large=large * size, given=given)
