"""Independent events: both, the same again, exactly one, or a factor that is missing."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.english.chance.bags import drawn_bag
from examcli.bank.english.chance.complement import CHANCES
from examcli.bank.forms import FRACTIONS, Computed, Words, computed
from examcli.bank.lowest_terms import reduced, shown

form = Words(__name__).form


def independent_events(draw: Draw) -> Draft:
    """A product; draws with replacement; exactly one of two, or a missing factor."""
    medium = draw.pick((_same_colour, _two_colours))
    hard = draw.pick((_exactly_one, _missing_factor))
    return draw.by_level(_both, medium, hard)(draw)


@form("both", FRACTIONS)
def _both(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    return computed(
        p * q,
        f"{p.numerator} / {p.denominator} * {q.numerator} / {q.denominator}",
        p + q,  # added
        Fraction(p.numerator + q.numerator, p.denominator + q.denominator),  # added across
        (1 - p) * (1 - q),  # answered that none happens
        abs(p - q),  # subtracted
        p + q - p * q,  # answered that at least one happens
    ).told(p=shown(p), q=shown(q))


@form("same-colour", FRACTIONS)
def _same_colour(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 2, most=6)
    part, total = bag.counts[0], bag.total
    once = Fraction(part, total)
    return computed(
        once**2,
        f"({part} / {total}) ** 2",
        once,  # drew once only
        once * Fraction(part - 1, total - 1),  # did not put the first one back
        once * Fraction(part - 1, total),  # put it back but counted it as gone
        once * Fraction(part, total - 1),  # forgot it in the total only
        (1 - once) ** 2,  # counted the other colour
        2 * once,  # added
        once * (1 - once),  # took different colours
    ).told(bag=bag, reduced=reduced(part, total), once=shown(once))


@form("two-colours", FRACTIONS)
def _two_colours(draw: Draw) -> Computed:
    bag = drawn_bag(draw, 3, most=6)
    one, two, _ = bag.counts
    first, second = Fraction(one, bag.total), Fraction(two, bag.total)
    return computed(
        first * second,
        f"{one} * {two} / {bag.total} ** 2",
        first * Fraction(two, bag.total - 1),  # did not put the first one back
        2 * first * second,  # allowed either order
        first + second,  # added
        first**2,  # took the first colour twice
    ).told(bag=bag)


@form("exactly-one", FRACTIONS)
def _exactly_one(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    pn, pd, qn, qd = p.numerator, p.denominator, q.numerator, q.denominator
    return computed(
        p * (1 - q) + q * (1 - p),
        f"({pn} * ({qd} - {qn}) + {qn} * ({pd} - {pn})) / ({pd} * {qd})",
        p + q - p * q,  # answered that at least one happens
        p * (1 - q),  # answered that only the first happens
        p * q,  # answered that both happen
        1 - p * q,  # answered that not both happen
        p + q,  # added
    ).told(p=shown(p), q=shown(q), not_p=shown(1 - p), not_q=shown(1 - q))


@form("missing-factor", FRACTIONS)
def _missing_factor(draw: Draw) -> Computed:
    p, q = draw.sample(CHANCES, 2)
    both = p * q
    return computed(
        q,
        f"({both.numerator} / {both.denominator}) / ({p.numerator} / {p.denominator})",
        p - both,  # subtracted
        p * both,  # multiplied
        1 - q,  # answered the complement
        1 - both,  # took the complement of both
    ).told(p=shown(p), both=shown(both))
