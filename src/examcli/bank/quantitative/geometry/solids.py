"""Volumes and surfaces of boxes, cubes and cylinders."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.nouns import LITRE, counted

words = Words(__name__)
form = words.form

TANKS = ((50, 40), (40, 25), (50, 20), (100, 50), (80, 50), (100, 40))
RADII = ((1, 2), (1, 3), (2, 3), (2, 4), (3, 6), (3, 4), (4, 6), (2, 6), (5, 10))
CUBES_IN_TANKS = (
    (10, 50, 20), (10, 25, 20), (20, 50, 40), (20, 40, 40), (6, 12, 9), (6, 18, 12), (12, 24, 18),
)  # fmt: skip


def volume(draw: Draw) -> Draft:
    """Volumes, surfaces and the lengths found from them."""
    forms = draw.by_level(
        (_box_volume, _cube_surface, _height_from_volume),
        (_box_surface, _cylinder_volume, _cube_volume, _water_height),
        (_poured_cylinder, _melted_cubes, _sunken_cube, _folded_box),
    )
    return draw.pick(forms)(draw)


def _box(draw: Draw, low: int) -> tuple[int, int, int]:
    """Three edges of a box, no two alike."""
    one, two, three = draw.sample(range(low, 13), 3)
    return one, two, three


@form("box-volume")
def _box_volume(draw: Draw) -> Computed:
    one, two, three = _box(draw, 2)
    key = one * two * three
    surface = 2 * (one * two + two * three + one * three)
    mistakes = (
        surface,  # computed the surface
        surface // 2,  # computed half of the surface
        one + two + three,  # added the edges
        one * two,  # computed the base
        one * two * (three + 1),  # one layer too many
        one * two * (three - 1),  # one layer too few
    )
    return computed(
        key,
        f"{one} * {two} * {three}",
        *mistakes,
    ).told(one=one, two=two, three=three)


@form("cube-surface")
def _cube_surface(draw: Draw) -> Computed:
    edge = draw.integer(2, 12)
    face, volume = edge**2, edge**3
    case = draw.pick(("edge", "paper", "volume"))
    mistakes = (
        4 * face,  # forgot the two bases
        volume,  # computed the volume
        face,  # computed one face
        12 * edge,  # added the edges
        5 * face,  # forgot one face
        8 * face,  # counted eight faces
    )
    check = f"6 * {volume} / {edge}" if case == "volume" else f"6 * {edge}**2"
    return computed(
        6 * face,
        check,
        *mistakes,
        case=case,
    ).told(edge=edge, volume=volume)


@form("height-from-volume")
def _height_from_volume(draw: Draw) -> Computed:
    one, two, key = _box(draw, 3)
    base, total = one * two, one * two * key
    mistakes = (
        Fraction(total, one + two),  # divided by the sum
        Fraction(total, one),  # divided by one edge only
        Fraction(total, two),  # divided by one edge only
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
        2 * key,  # doubled
    )
    check = f"{total} / ({one} * {two})"
    return computed(
        key,
        check,
        *mistakes,
    ).told(one=one, two=two, base=base, total=total)


@form("box-surface")
def _box_surface(draw: Draw) -> Computed:
    one, two, three = _box(draw, 2)
    case, bases = draw.pick((("closed", 2), ("open", 1), ("sides", 0)))
    base, sides = one * two, 2 * (one + two) * three
    key = sides + bases * base
    mistakes = (
        base + sides // 2,  # forgot that faces come in pairs
        sides + (1 if bases != 1 else 2) * base,  # counted the wrong number of bases
        sides + (0 if bases != 0 else 2) * base,  # counted the wrong number of bases
        one * two * three,  # computed the volume
        4 * (one + two + three),  # added the edges
        key + base,  # counted a base twice
    )
    return computed(
        key,
        f"2 * ({one} + {two}) * {three} + {bases} * {one} * {two}",
        *mistakes,
        case=case,
    ).told(one=one, two=two, three=three, base=base, bases=bases, sides=sides)


@form("cylinder-volume")
def _cylinder_volume(draw: Draw) -> Computed:
    radius, height = draw.integer(2, 10), draw.integer(3, 12)
    if radius == height:
        raise Degenerate("mistakes coincide")
    key, thing = radius**2 * height, draw.pick(("can", "tank", "cylinder"))
    given, square = draw.pick(
        (("radius", f"{radius}**2"), ("diameter", f"({2 * radius} / 2)**2")),
    )
    mistakes = (
        2 * radius * height,  # computed the curved surface
        4 * key,  # took the diameter as the radius
        radius * height**2,  # squared the height
        radius * height,  # forgot to square
        key + radius**2,  # one layer too many
        key - radius**2,  # one layer too few
    )
    check, across = f"{square} * {height}", 2 * radius
    case = f"{thing}-{given}"
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(radius=radius, across=across, height=height)


@form("cube-volume")
def _cube_volume(draw: Draw) -> Computed:
    """From the faces or the edges to one edge to the volume."""
    edge = draw.integer(2, 12)
    face, key = edge**2, edge**3
    case, given, check = draw.pick(
        (
            ("surface", 6 * face, f"{6 * face} / 6 * {edge}"),
            ("face", face, f"{face} * {edge}"),
            ("edges", 12 * edge, f"({12 * edge} / 12)**3"),
            ("perimeter", 4 * edge, f"({4 * edge} / 4)**3"),
        )
    )
    mistakes = (
        face,  # answered one face
        6 * face,  # answered the surface
        3 * edge,  # tripled the edge
        6 * key,  # forgot to divide by six
        (edge + 1) ** 3,  # slipped in the edge
        (edge - 1) ** 3,  # slipped in the edge
    )
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(given=given, edge=edge)


@form("water-height")
def _water_height(draw: Draw) -> Computed:
    length, width = draw.pick(TANKS)
    base = length * width
    key = draw.integer(3, 24) * (1 if base >= 2000 else 2)
    cubic = base * key
    if cubic % 1000:
        raise Degenerate("a broken litre")
    litres = cubic // 1000
    poured = counted(litres, LITRE)
    mistakes = (
        Fraction(cubic, length + width),  # divided by the sum
        Fraction(litres * 100, width),  # slipped in the unit
        key * 10,  # slipped in the unit
        2 * key,  # doubled
        key + 5,  # slipped in the division
        key - 2,  # slipped in the division
    )
    check = f"{litres} * 1000 / ({length} * {width})"
    return computed(
        key,
        check,
        *mistakes,
    ).told(length=length, width=width, litres=poured, cubic=cubic, base=base)


@form("poured-cylinder")
def _poured_cylinder(draw: Draw) -> Computed:
    """The same water in a wider cylinder stands lower by the square of the radii."""
    narrow, wide = draw.pick(RADII)
    ratio = Fraction(wide, narrow)
    key = (ratio**2).denominator * draw.integer(1, 5)
    height, square = int(key * ratio**2), wide**2
    water = square * key
    mistakes = (
        height / ratio,  # forgot to square the ratio
        height,  # took the height as unchanged
        height * ratio,  # inverted the ratio
        height - (wide - narrow),  # subtracted the difference of radii
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    )
    check = f"{narrow}**2 * {height} / {wide}**2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(narrow=narrow, wide=wide, height=height, water=water, square=square)


def _melted_cubes(draw: Draw) -> Draft:
    """Small cubes melted into one, or one into small ones: volumes add, edges do not."""
    small, times = draw.integer(1, 6), draw.integer(2, 5)
    material = draw.pick(words.phrases("materials"))
    if draw.pick((True, False)):
        return _into_one(draw, small, times, material)
    return _into_many(draw, small, times)


@form("cubes-into-one")
def _into_one(_draw: Draw, small: int, times: int, material: str) -> Computed:
    count, key = times**3, small * times
    mistakes = (
        small * count,  # added the edges
        small * times**2,  # took a square root for a cube root
        small + times,  # added the number of cubes along an edge
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
    )
    check = f"{count} * {small}**3 / {key}**2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(material=material, count=count, small=small, cubic=key**3)


@form("cubes-from-one")
def _into_many(_draw: Draw, small: int, times: int) -> Computed:
    edge, key = small * times, times**3
    mistakes = (
        times,  # compared the edges
        times**2,  # compared the faces
        times**4,  # multiplied once too often
        3 * times,  # tripled instead of cubing
        key - 1,  # lost one
    )
    check, pieces = f"{edge}**3 / {small}**3", (edge**3, small**3)
    return computed(
        key,
        check,
        *mistakes,
    ).told(edge=edge, small=small, large=pieces[0], one=pieces[1])


@form("sunken-cube")
def _sunken_cube(draw: Draw) -> Computed:
    """A sunken solid lifts the water by its volume over the base."""
    edge, length, width = draw.pick(CUBES_IN_TANKS)
    count = draw.integer(1, 3)
    sunken, base = count * edge**3, length * width
    rise, rest = divmod(sunken, base)
    if rest:
        raise Degenerate("a broken rise")
    before = edge + rise + draw.integer(2, 15)
    key = before + rise
    mistakes = (
        before + edge,  # added the edge
        rise,  # answered the rise
        before,  # took the height as unchanged
        key + rise,  # doubled the rise
        before - rise,  # lowered the water
        key + 1,  # slipped
    )
    return computed(
        key,
        f"{before} + {count} * {edge}**3 / ({length} * {width})",
        *mistakes,
    ).told(
        length=length,
        width=width,
        before=before,
        cubes=words.phrases("sunken")[count - 1],
        edge=edge,
        sunken=sunken,
        base=base,
        rise=rise,
    )


@form("folded-box")
def _folded_box(draw: Draw) -> Computed:
    """Squares cut from the corners of a sheet, and the sides folded up."""
    cut = draw.integer(1, 4)
    length, width = cut * 2 + draw.integer(5, 16), cut * 2 + draw.integer(3, 10)
    long, wide = length - 2 * cut, width - 2 * cut
    key = long * wide * cut
    mistakes = (
        (length - cut) * (width - cut) * cut,  # cut each side at one end
        length * width * cut,  # forgot the corners
        long * wide,  # computed the base
        length * width - 4 * cut**2,  # computed the area left
        key + wide,  # slipped in the product
        key - long,  # slipped in the product
    )
    check = f"({length} - 2 * {cut}) * ({width} - 2 * {cut}) * {cut}"
    return computed(
        key,
        check,
        *mistakes,
    ).told(length=length, width=width, cut=cut, long=long, wide=wide)
