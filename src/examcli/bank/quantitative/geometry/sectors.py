"""Arcs and sectors: parts of a circle between two radii."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, Picture, number
from examcli.bank.forms import TEXTS_DRAWN, Computed, Words, computed
from examcli.bank.quantitative.geometry.pictures import cm, degrees
from examcli.bank.quantitative.nouns import MINUTE, counted

words = Words(__name__)
form = words.form


def arc_sector(draw: Draw) -> Draft:
    """Parts of a circle between two radii."""
    forms = draw.by_level(
        (_arc_length, _sector_area),
        (_angle_from_arc, _sector_perimeter, _minute_hand),
        (_sector_from_arc, _inscribed_angle, _tethered_at_corner, _radius_from_sector),
    )
    return draw.pick(forms)(draw)


def _sector(draw: Draw) -> tuple[int, int, int]:
    """A central angle in degrees, a radius, and the arc as a whole number of ط."""
    angle = draw.pick((30, 36, 45, 60, 72, 90, 120, 135, 150))
    step = Fraction(angle, 180).denominator
    radius = step * draw.integer(1, 24 // step)
    return angle, radius, angle * radius // 180


@form("arc-length")
def _arc_length(draw: Draw) -> Computed:
    angle, radius, key = _sector(draw)
    return computed(
        key,
        f"{angle} * 2 * {radius} / 360",
        2 * key,  # took the diameter as the radius
        2 * radius,  # answered the whole circumference
        key * radius,  # multiplied by the radius again
        Fraction(key, 2),  # forgot to double the radius
        radius,  # answered half of the circumference
        key + 1,  # slipped
        figure=Picture("sector", (radius, angle), ("م", "", "", "", degrees(angle))),
    ).told(angle=angle, radius=radius, diameter=2 * radius)


@form("sector-area")
def _sector_area(draw: Draw) -> Computed:
    angle, radius, _ = _sector(draw)
    if angle * radius**2 % 360:
        angle, radius = draw.pick((60, 90, 120)), 6 * draw.integer(1, 4)
    key = angle * radius**2 // 360
    labels = ("م", "", "", cm(radius), degrees(angle))
    return computed(
        key,
        f"{angle} * {radius}**2 / 360",
        angle * radius // 180,  # computed the arc
        radius**2,  # answered the whole disc
        2 * key,  # divided by 180
        key // 2 if key % 2 == 0 else 0,  # halved once more
        key + radius,  # slipped
        key - 1,  # slipped
        figure=Picture("sector", (radius, angle), labels),
    ).told(thing=draw.pick(words.phrases("sectors")), angle=angle, radius=radius)


@form("angle-from-arc")
def _angle_from_arc(draw: Draw) -> Computed:
    key, radius, arc = _sector(draw)
    return computed(
        key,
        f"{arc} * 360 / (2 * {radius})",
        2 * key,  # forgot to double the radius
        Fraction(key, 2),  # took the diameter as the radius
        180 - key,  # answered the supplementary angle
        key + 15,  # slipped in the division
        key - 10,  # slipped in the division
    ).told(arc=arc, radius=radius)


@form("sector-perimeter", TEXTS_DRAWN)
def _sector_perimeter(draw: Draw) -> Computed:
    angle, radius, arc = _sector(draw)
    if arc == 1:
        raise Degenerate("an arc of one ط")
    return computed(
        _perimeter(2 * radius, arc),
        "",
        _perimeter(radius, arc),  # counted one radius
        _perimeter(2 * radius, 2 * arc),  # doubled the arc
        _perimeter(2 * radius, 2 * radius),  # took the whole circumference
        _perimeter(radius, 2 * arc),  # both
    ).told(angle=angle, radius=radius, arc=arc)


def _perimeter(straight: int, curved: int) -> str:
    return words.phrase("perimeter", straight=straight, curved=curved)


@form("minute-hand")
def _minute_hand(draw: Draw) -> Computed:
    minutes = draw.pick((10, 15, 20, 30, 40, 45))
    step = Fraction(minutes, 30).denominator
    length = step * draw.integer(2, 12)
    key = minutes * length // 30
    return computed(
        key,
        f"{minutes} * 2 * {length} / 60",
        2 * length,  # took the whole turn
        2 * key,  # took the diameter as the radius
        Fraction(key, 2),  # forgot to double the radius
        length,  # took half a turn
        key + 1,  # slipped
        key - 1,  # slipped
    ).told(length=length, minutes=minutes, span=counted(minutes, MINUTE))


@form("sector-from-arc")
def _sector_from_arc(draw: Draw) -> Computed:
    arc, radius = draw.sample((2 * draw.integer(2, 12), draw.integer(3, 21)), 2)
    key = arc * radius // 2
    if arc > 6 * radius:
        raise Degenerate("an arc longer than the circle")
    return computed(
        key,
        f"{arc} * {radius} / 2",
        arc * radius,  # forgot to halve
        arc + 2 * radius,  # computed the perimeter
        arc * radius // 4 if arc * radius % 4 == 0 else 0,  # halved twice
        key + radius,  # slipped in the product
        key - arc,  # slipped in the product
    ).told(arc=arc, radius=radius)


@form("inscribed-angle")
def _inscribed_angle(draw: Draw) -> Computed:
    """An inscribed angle is half of its arc; here one ratio gives the arc."""
    first, second = draw.pick(((1, 2), (2, 3), (1, 4), (4, 5), (1, 5), (5, 7), (3, 7), (2, 7)))
    one = 360 // (first + second)
    case, share = draw.pick((("shorter", first), ("longer", second)))
    arc = share * one
    if arc % 2:
        raise Degenerate("half degrees")
    key = arc // 2
    return computed(
        key,
        f"360 / ({first} + {second}) * {share} / 2",
        arc,  # answered the central angle
        180 - key,  # took the other arc
        Fraction(arc, 4),  # halved twice
        one,  # answered one share
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        case=case,
    ).told(first=first, second=second, shares=first + second, share=share, arc=arc)


@form("tethered-at-corner")
def _tethered_at_corner(draw: Draw) -> Computed:
    """A rope tied to an outer corner sweeps three quarters of a disc."""
    rope = 2 * draw.integer(1, 10)
    side = rope + draw.integer(1, 6)
    key = 3 * rope**2 // 4
    return computed(
        key,
        f"3 * {rope}**2 / 4",
        rope**2,  # forgot the shed
        rope**2 // 4,  # took the quarter inside
        rope**2 // 2,  # tied it to the middle of a wall
        3 * rope,  # computed an arc
        key + rope,  # slipped
    ).told(animal=draw.pick(words.phrases("animals")), rope=rope, side=side)


@form("radius-from-sector")
def _radius_from_sector(draw: Draw) -> Computed:
    angle = draw.pick((40, 60, 90, 120, 160))
    key = draw.integer(1, 6) * 6
    area = Fraction(key**2 * angle, 360)
    return computed(
        key,
        f"{number(area)} * 360 / {angle} / {key}",
        2 * key,  # answered the diameter
        key // 2,  # halved the root
        area / key,  # divided by the radius
        key + 3,  # slipped at the root
        key - 2,  # slipped at the root
    ).told(angle=angle, area=number(area), square=key**2)
