"""Covering, packing and scaling."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, number
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.quantitative.nouns import RIYAL, Noun, counted

words = Words(__name__)
form = words.form

BOXES = ((50, 4), (50, 8), (25, 16), (20, 25), (50, 10))
TILES = ((20, 30), (20, 40), (25, 50), (30, 60), (40, 60), (20, 50), (30, 40))


def tiling_scaling(draw: Draw) -> Draft:
    """How many pieces cover or fill a figure; what a change of lengths does to it."""
    forms = draw.by_level(
        (_tiles_on_floor, _squares_from_sheet),
        (_tiles_cost, _cubes_in_box, _scaled_area),
        (_scaled_rectangle, _scaled_square, _scaled_cube, _larger_tiles),
    )
    return draw.pick(forms)(draw)


def _hundredths(percent: int) -> str:
    return number(Fraction(percent, 100))


@form("tiles-on-floor")
def _tiles_on_floor(draw: Draw) -> Computed:
    tile = draw.pick((20, 25, 50))
    width = draw.integer(2, 8)
    length = width + draw.integer(1, 4)
    per_metre = 100 // tile
    along, across = length * per_metre, width * per_metre
    key, place = along * across, draw.pick(words.phrases("rooms"))
    mistakes = (
        length * width * per_metre,  # divided only once
        length * width * per_metre * 2,  # doubled instead of squaring
        2 * (along + across),  # covered the edge only
        (along + 1) * across,  # one row too many
        along * (across - 1),  # one row too few
        2 * key,  # doubled
    )
    return computed(
        key,
        f"({length} * 100 / {tile}) * ({width} * 100 / {tile})",
        *mistakes,
    ).told(
        place=place,
        length=length,
        width=width,
        tile=tile,
        centimetres=length * 100,
        along=along,
        across=across,
    )


@form("squares-from-sheet")
def _squares_from_sheet(draw: Draw) -> Computed:
    side, along, across = draw.integer(2, 9), draw.integer(4, 12), draw.integer(3, 9)
    key, length, width = along * across, along * side, across * side
    mistakes = (
        along * across * side,  # divided by the side only once
        2 * (along + across),  # counted along the edge
        along + across,  # added the two counts
        (along - 1) * across,  # one row too few
        along * (across + 1),  # one row too many
    )
    check = f"({length} / {side}) * ({width} / {side})"
    return computed(
        key,
        check,
        *mistakes,
    ).told(length=length, width=width, side=side, along=along, across=across)


@form("tiles-cost")
def _tiles_cost(draw: Draw) -> Computed:
    tile, per_box = draw.pick(BOXES)
    width = draw.integer(3, 8)
    length = width + draw.integer(1, 4)
    price = draw.pick((20, 30, 40, 50))
    count = length * width * (100 // tile) ** 2
    boxes, rest = divmod(count, per_box)
    if rest:
        raise Degenerate("a box left open")
    key, tiles = boxes * price, Noun(*words.phrases("tile"))
    mistakes = (
        boxes,  # answered the number of boxes
        Fraction(length * width * (100 // tile) * price, per_box),  # divided by the side once
        length * width * price,  # took one box for a square metre
        key + price,  # one box too many
        key - price,  # one box too few
        2 * key,  # doubled
    )
    return computed(
        key,
        f"{length} * 100 / {tile} * {width} * 100 / {tile} / {per_box} * {price}",
        *mistakes,
    ).told(
        length=length,
        width=width,
        tile=tile,
        per_box=per_box,
        box=counted(per_box, tiles),
        price=price,
        riyals=counted(price, RIYAL),
        count=count,
        boxes=boxes,
    )


@form("cubes-in-box")
def _cubes_in_box(draw: Draw) -> Computed:
    edge = draw.integer(2, 6)
    along, across, up = (draw.integer(2, 7) for _ in range(3))
    key, length, width, height = along * across * up, along * edge, across * edge, up * edge
    mistakes = (
        key * edge,  # divided by the edge twice only
        along * across + up,  # added one count
        along + across + up,  # added the counts
        along * across,  # filled one layer
        along * across * (up - 1),  # one layer too few
        along * across * (up + 1),  # one layer too many
    )
    return computed(
        key,
        f"({length} / {edge}) * ({width} / {edge}) * ({height} / {edge})",
        *mistakes,
    ).told(length=length, width=width, height=height, edge=edge, along=along, across=across, up=up)


@form("scaled-area")
def _scaled_area(draw: Draw) -> Computed:
    factor = draw.integer(2, 5)
    area, multiple = draw.integer(4, 20), words.phrases("multiples")[factor - 2]
    mistakes = (
        area * factor,  # forgot to square the factor
        area * factor**3,  # cubed the factor
        area * (factor**2 - 1),  # answered the increase
        area * 2 * factor,  # doubled instead of squaring
        area + factor**2,  # added the squared factor
    )
    key, check = area * factor**2, f"{area} * {factor}**2"
    return computed(
        key,
        check,
        *mistakes,
    ).told(area=area, multiple=multiple, factor=factor)


@form("percent-scaled-rectangle", whole_below(100))
def _scaled_rectangle(draw: Draw) -> Computed:
    """One side grows, the other shrinks: the percentages do not cancel."""
    up, down = draw.pick((10, 20, 25, 30, 40, 50, 60, 80)), draw.pick((10, 20, 25, 30, 40, 50))
    after, rest = divmod((100 + up) * (100 - down), 100)
    key = abs(after - 100)
    if rest or key < 5:
        raise Degenerate("a broken percentage")
    mistakes = (
        abs(up - down),  # subtracted the percentages
        up + down,  # added the percentages
        Fraction(up * down, 100),  # multiplied the percentages only
        min(after, 100),  # answered what is left
        key + 5,  # slipped in the product
        key + 10,  # slipped in the product
    )
    product = f"(100 + {up}) * (100 - {down}) / 100"
    case, check = ("rise", f"{product} - 100") if after > 100 else ("fall", f"100 - {product}")
    wide, high, area = map(_hundredths, (100 + up, 100 - down, after))
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(up=up, down=down, wide=wide, high=high, area=area)


@form("percent-scaled-square")
def _scaled_square(draw: Draw) -> Computed:
    """A percentage of the side, squared for the area."""
    case = draw.pick(("rise", "fall"))
    grows = case == "rise"
    percent = draw.pick((10, 20, 30, 40, 50, 60, *((80,) if grows else ())))
    factor = 100 + percent if grows else 100 - percent
    after = factor**2 // 100
    key = abs(after - 100)
    mistakes = (
        percent,  # took the area to change like the side
        2 * percent if grows or percent < 50 else 0,  # doubled the percentage
        percent**2 // 100,  # squared the percentage alone
        after if after < 100 else 0,  # answered what is left
        key - 5,  # slipped in the square
        key + 5,  # slipped in the square
    )
    square = f"((100 {'+' if grows else '-'} {percent}) / 100)**2 * 100"
    check = f"{square} - 100" if grows else f"100 - {square}"
    ratio, area = _hundredths(factor), _hundredths(after)
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(percent=percent, ratio=ratio, area=area)


@form("scaled-cube")
def _scaled_cube(draw: Draw) -> Computed:
    """From a volume back to a surface."""
    factor, multiple = draw.pick(words.phrases("volumes"))
    edge = draw.integer(2, 6)
    surface, square = 6 * edge**2, factor**2
    key = surface * square
    mistakes = (
        surface * factor**3,  # scaled the surface like the volume
        surface * factor,  # scaled it like the edge
        edge**2 * square,  # answered one face
        (edge * factor) ** 3,  # answered the volume
        key + surface,  # slipped in the product
        key - surface,  # slipped in the product
    )
    check = f"{surface} * {factor**3} / {factor}"
    return computed(
        key,
        check,
        *mistakes,
    ).told(surface=surface, multiple=multiple, factor=factor, square=square)


@form("fewer-larger-tiles")
def _larger_tiles(draw: Draw) -> Computed:
    """The number of tiles goes with the inverse square of the side."""
    small, large = draw.pick(TILES)
    unit = draw.integer(3, 20)
    ratio = Fraction(large, small)
    before, key = unit * ratio.numerator**2, unit * ratio.denominator**2
    mistakes = (
        before / ratio,  # forgot to square the ratio
        before * ratio,  # inverted the ratio
        before - (large - small),  # subtracted the difference of sides
        key + unit,  # slipped in the division
        key - 1,  # slipped in the division
        key * 2,  # halved the ratio
    )
    check, square = f"{before} * {small}**2 / {large}**2", number(1 / ratio**2)
    return computed(
        key,
        check,
        *mistakes,
    ).told(before=before, small=small, large=large, square=square)
