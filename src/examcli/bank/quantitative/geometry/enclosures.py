"""Perimeters in a context: fences, posts, wires, paths."""

from examcli.bank.draft import Degenerate, Draft, Draw, Picture
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.geometry.pictures import lying, metres
from examcli.bank.quantitative.nouns import RIYAL, counted

words = Words(__name__)
form = words.form


def perimeter_context(draw: Draw) -> Draft:
    """Perimeters of plots: what they cost, how they are divided, what surrounds them."""
    forms = draw.by_level(
        (_fence_cost, _laps),
        (_fence_with_gate, _posts, _wire_reshaped),
        (_path_outer_perimeter, _path_area, _three_sided_fence, _notched_plot),
    )
    return draw.pick(forms)(draw)


def _rectangle(draw: Draw, low: int, high: int) -> tuple[int, int]:
    """The length and width of a plot that is no square."""
    width = draw.integer(low, high - 2)
    return draw.integer(width + 1, high), width


def _plot(draw: Draw) -> str:
    return str(draw.pick(words.phrases("plots")))


def _picture(length: int, width: int) -> Picture:
    """A rectangle that lies, with both its sides."""
    return lying("rectangle", (length, width), (metres(length), metres(width)))


@form("fence-cost")
def _fence_cost(draw: Draw) -> Computed:
    length, width = _rectangle(draw, 8, 30)
    price = draw.pick((5, 10, 20, 25, 30))
    perimeter = 2 * (length + width)
    key = perimeter * price
    return computed(
        key,
        f"2 * ({length} + {width}) * {price}",
        (length + width) * price,  # added two sides only
        2 * key,  # doubled twice
        (2 * length + width) * price,  # forgot one width
        (length + 2 * width) * price,  # forgot one length
        key + price,  # counted one metre too many
        (perimeter + 10) * price,  # carried a ten too many
        figure=_picture(length, width),
    ).told(
        plot=_plot(draw),
        length=length,
        width=width,
        price=price,
        riyals=counted(price, RIYAL),
        perimeter=perimeter,
    )


@form("laps")
def _laps(draw: Draw) -> Computed:
    """The distance run around a field."""
    length, width = (5 * side for side in _rectangle(draw, 6, 24))
    rounds = draw.integer(3, 8)
    perimeter = 2 * (length + width)
    key = perimeter * rounds
    return computed(
        key,
        f"2 * ({length} + {width}) * {rounds}",
        (length + width) * rounds,  # added two sides only
        perimeter * (rounds - 1),  # lost one round
        perimeter * (rounds + 1),  # counted one round too many
        (2 * length + width) * rounds,  # forgot one width
        2 * key,  # doubled twice
        figure=_picture(length, width),
    ).told(
        place=draw.pick(words.phrases("fields")),
        length=length,
        width=width,
        rounds=rounds,
        perimeter=perimeter,
    )


@form("fence-with-gate")
def _fence_with_gate(draw: Draw) -> Computed:
    """A gate saves a part of the fence."""
    length, width = _rectangle(draw, 10, 30)
    gate, price = draw.integer(2, 6), draw.pick((5, 10, 20, 30))
    metres = 2 * (length + width) - gate
    return computed(
        metres * price,
        f"(2 * ({length} + {width}) - {gate}) * {price}",
        (metres + gate) * price,  # forgot the gate
        (metres + 2 * gate) * price,  # added the gate
        (length + width - gate) * price,  # added two sides only
        (metres - gate) * price,  # took the gate away twice
        (length + width) * price,  # added two sides and forgot the gate
        figure=_picture(length, width),
    ).told(
        plot=_plot(draw),
        length=length,
        width=width,
        gate=gate,
        price=price,
        riyals=counted(price, RIYAL),
        metres=metres,
    )


@form("posts")
def _posts(draw: Draw) -> Computed:
    """On a closed line there are as many posts as gaps."""
    gap = draw.integer(2, 6)
    length, width = (gap * side for side in _rectangle(draw, 3, 12))
    perimeter = 2 * (length + width)
    key = perimeter // gap
    return computed(
        key,
        f"2 * ({length} + {width}) / {gap}",
        key + 1,  # counted as on an open line
        key + 4,  # counted the corners twice
        key - 4,  # left out the corners
        key // 2,  # went along two sides only
        key - 1,  # lost one post
        2 * key,  # doubled
        figure=_picture(length, width),
    ).told(
        plot=_plot(draw),
        things=draw.pick(words.phrases("posts")),
        length=length,
        width=width,
        gap=gap,
        perimeter=perimeter,
    )


@form("wire-reshaped")
def _wire_reshaped(draw: Draw) -> Computed:
    """One wire, two shapes: the perimeter stays."""
    side, change = draw.integer(5, 15), draw.integer(1, 6)
    if change >= side - 1:
        raise Degenerate("flat rectangle")
    length, width = side + change, side - change
    key = length * width
    return computed(
        key,
        f"{length} * (4 * {side} / 2 - {length})",
        side**2,  # took the area as unchanged
        length * side,  # kept the width
        length * (4 * side - length),  # subtracted one side only
        width**2,  # squared the width
        2 * (length + width),  # answered the perimeter
        key + width,  # slipped in the product
    ).told(side=side, length=length, width=width, wire=4 * side, half=2 * side)


@form("path-outer-perimeter")
def _path_outer_perimeter(draw: Draw) -> Computed:
    """A path of one width lengthens each side at both ends."""
    length, width = _rectangle(draw, 8, 40)
    path = draw.integer(1, 4)
    return computed(
        2 * (length + width + 4 * path),
        f"2 * (({length} + 2 * {path}) + ({width} + 2 * {path}))",
        2 * (length + width + 2 * path),  # widened each side at one end
        2 * (length + width),  # answered the inner perimeter
        2 * (length + width + path),  # added the path once
        length + width + 4 * path,  # added two sides only
        2 * (length + width + 8 * path),  # widened twice too much
        2 * (length + width + 5 * path),  # widened once too often
    ).told(
        plot=_plot(draw),
        length=length,
        width=width,
        path=path,
        both=2 * path,
        longer=length + 2 * path,
        wider=width + 2 * path,
        half=length + width + 4 * path,
    )


@form("path-area")
def _path_area(draw: Draw) -> Computed:
    """The area of a path is the difference of two rectangles."""
    length, width = _rectangle(draw, 6, 30)
    path = draw.integer(1, 3)
    longer, wider = length + 2 * path, width + 2 * path
    outer, inner = longer * wider, length * width
    key = outer - inner
    return computed(
        key,
        f"({length} + 2 * {path}) * ({width} + 2 * {path}) - {length} * {width}",
        (length + path) * (width + path) - inner,  # widened each side at one end
        outer,  # answered the outer rectangle
        2 * (length + width) * path,  # forgot the four corners
        (length + width) * path,  # went along two sides only
        key + 4 * path**2,  # counted the corners twice
        key + path,  # slipped in the subtraction
    ).told(
        place=draw.pick(words.phrases("surrounded")),
        length=length,
        width=width,
        path=path,
        longer=longer,
        wider=wider,
        outer=outer,
        inner=inner,
    )


@form("three-sided-fence")
def _three_sided_fence(draw: Draw) -> Computed:
    """A wall replaces one side; the fence gives the area."""
    width, times = draw.integer(4, 15), draw.integer(2, 4)
    length = times * width
    fence, key = length + 2 * width, length * width
    return computed(
        key,
        f"{times} * ({fence} / ({times} + 2))**2",
        length,  # answered the length
        fence * width,  # multiplied the fence by the width
        width**2,  # squared the width
        length**2,  # squared the length
        key + width,  # slipped in the product
        key - length,  # slipped in the product
    ).told(
        plot=_plot(draw),
        fence=fence,
        multiple=words.phrases("multiples")[times - 2],
        shares=times + 2,
        length=length,
        width=width,
    )


@form("notched-plot")
def _notched_plot(draw: Draw) -> Computed:
    """Cutting a rectangle from a corner leaves the perimeter as it was; from a side it adds."""
    length, width = _rectangle(draw, 10, 30)
    along, deep = draw.integer(2, 5), draw.integer(2, 5)
    perimeter = 2 * (length + width)
    case, added, confused = draw.pick((("corner", 0, 2 * deep), ("side", 2 * deep, 0)))
    return computed(
        perimeter + added,
        f"2 * ({length} + {width}) + {added}",
        perimeter - 2 * (along + deep),  # subtracted the perimeter cut out
        perimeter + 2 * (along + deep),  # added the perimeter cut out
        perimeter + confused,  # treated corner and side alike
        perimeter - along - deep,  # subtracted the sides cut away
        perimeter + along,  # counted the open side
        perimeter - along,  # subtracted the open side only
        case=case,
    ).told(
        plot=_plot(draw),
        length=length,
        width=width,
        along=along,
        deep=deep,
        perimeter=perimeter,
        added=added,
    )
