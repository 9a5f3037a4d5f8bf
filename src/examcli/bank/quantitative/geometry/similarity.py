"""Similar figures: lengths, perimeters and areas."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed

words = Words(__name__)
form = words.form

RATIOS = ((1, 2), (1, 3), (2, 3), (2, 5), (3, 4), (3, 5), (4, 5), (1, 4))


def similarity(draw: Draw) -> Draft:
    """Similar figures: lengths, perimeters and areas."""
    forms = draw.by_level(
        (_matching_side, _shadows),
        (_matching_perimeter, _parallel_to_base),
        (_matching_area, _trapezoid_under_parallel, _side_from_areas),
    )
    return draw.pick(forms)(draw)


@form("matching-side")
def _matching_side(draw: Draw) -> Computed:
    """One side of a triangle from the matching side of a similar one."""
    small, large = draw.pick(RATIOS)
    one, other = draw.sample(range(2, 9), 2)
    key = other * large
    return computed(
        key,
        f"{other * small} * {one * large} / {one * small}",
        other * small + one * (large - small),  # added the same amount to both
        other * small,  # left the side unchanged
        Fraction(other * small * small, large),  # inverted the ratio
        key + one,  # slipped in the product
        key - small,  # slipped in the product
    ).told(one=one * small, other=other * small, larger=one * large)


@form("shadows")
def _shadows(draw: Draw) -> Computed:
    """Heights and shadows at one moment are in proportion."""
    post, shade = draw.pick(((2, 3), (3, 2), (3, 4), (4, 3), (2, 5), (4, 5), (5, 4), (3, 5)))
    times = draw.integer(3, 12)
    key, long_shade = post * times, shade * times
    return computed(
        key,
        f"{long_shade} * {post} / {shade}",
        Fraction(long_shade * shade, post),  # inverted the ratio
        long_shade + post - shade,  # added the same amount
        long_shade,  # took the shadow as the height
        key + post,  # multiplied once too often
        key - post,  # multiplied once too few
    ).told(thing=draw.pick(words.phrases("tall")), post=post, shade=shade, long_shade=long_shade)


@form("matching-perimeter")
def _matching_perimeter(draw: Draw) -> Computed:
    """Perimeters of similar figures are in the ratio of their sides."""
    small, large = draw.pick(RATIOS)
    unit = draw.integer(6, 15)
    side = draw.integer(2, (unit - 1) // 2)  # no side is half of the perimeter
    known, key = unit * small, unit * large
    return computed(
        key,
        f"{known} * {large} / {small}",
        Fraction(known * large**2, small**2),  # squared the ratio as for areas
        known + side * (large - small),  # added the difference of sides
        Fraction(known * small, large),  # inverted the ratio
        key + unit,  # counted one share too many
        known,  # took the perimeters as equal
    ).told(
        figures=draw.pick(words.phrases("figures")),
        one=side * small,
        other=side * large,
        known=known,
        small=small,
        large=large,
    )


@form("parallel-to-base")
def _parallel_to_base(draw: Draw) -> Computed:
    """A line parallel to the base cuts off a similar triangle."""
    above, below, scale = draw.integer(1, 5), draw.integer(1, 5), draw.integer(2, 6)
    unit = draw.integer(2, 6)
    top, key = above * unit, (above + below) * unit
    return computed(
        key,
        f"{top} * ({above * scale} + {below * scale}) / {above * scale}",
        Fraction(top * below, above),  # compared the two parts, not the part with the whole
        top + below * scale,  # added the same amount
        below * unit,  # took the lower part alone
        top * 2,  # took د as the midpoint
        key + unit,  # counted one share too many
    ).told(above=above * scale, below=below * scale, side=(above + below) * scale, top=top)


@form("matching-area")
def _matching_area(draw: Draw) -> Computed:
    """Areas of similar figures are in the ratio of the squared sides."""
    small, large = draw.pick(RATIOS)
    side, unit = draw.integer(2, 7), draw.integer(2, 9)
    known, key = unit * small**2, unit * large**2
    return computed(
        key,
        f"{known} * {large}**2 / {small}**2",
        Fraction(known * large, small),  # forgot to square the ratio
        Fraction(known * large**3, small**3),  # cubed the ratio
        known + large**2 - small**2,  # added the difference of squares
        2 * known * large // small,  # doubled instead of squaring
        key + unit * small,  # slipped in the product
        key - unit * large,  # slipped in the product
    ).told(
        one=side * small,
        other=side * large,
        small=small,
        large=large,
        known=known,
        small_square=small**2,
        large_square=large**2,
    )


@form("trapezoid-under-parallel")
def _trapezoid_under_parallel(draw: Draw) -> Computed:
    """What a line parallel to the base leaves below the small triangle."""
    above, below = draw.pick(((1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (3, 1), (1, 3), (4, 1)))
    unit = draw.integer(2, 9)
    total = above + below
    small, large = unit * above**2, unit * total**2
    key = large - small
    return computed(
        key,
        f"{small} * ({above} + {below})**2 / {above}**2 - {small}",
        large,  # answered the whole triangle
        Fraction(small * below**2, above**2),  # squared the ratio of the parts
        Fraction(small * below, above),  # used the ratio of the parts
        Fraction(small * total, above),  # forgot to square the ratio
        key + small,  # forgot to take the small triangle away
        key - unit,  # lost one share
    ).told(
        above=above,
        below=below,
        total=total,
        small=small,
        large=large,
        above_square=above**2,
        total_square=total**2,
    )


@form("side-from-areas")
def _side_from_areas(draw: Draw) -> Computed:
    """The ratio of sides is the root of the ratio of areas."""
    small, large = draw.pick(((1, 2), (1, 3), (2, 3), (2, 5), (3, 4), (3, 5), (4, 5)))
    # A rectangle holds at most a sixteenth of its squared perimeter, so the unit is at least 7.
    unit, times = draw.integer(7, 14), draw.integer(1, 3)
    side, key = unit * small, unit * large
    return computed(
        key,
        # Dividing by the root's own product keeps the check rational.
        f"{side} * {large}**2 * {times} / ({times} * {large} * {small})",
        Fraction(side * large**2, small**2),  # forgot the root
        side + times * (large**2 - small**2),  # added the difference of areas
        Fraction(side * small, large),  # inverted the ratio
        key + unit,  # counted one share too many
        side * 2,  # doubled
    ).told(
        small_area=times * small**2,
        large_area=times * large**2,
        side=side,
        small=small,
        large=large,
        small_square=small**2,
        large_square=large**2,
    )
