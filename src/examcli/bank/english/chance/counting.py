"""Counting outcomes: products, orders and selections."""

from fractions import Fraction
from math import comb, factorial, perm

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed

form = Words(__name__).form


def counting_outcomes(draw: Draw) -> Draft:
    """One of each; orders; selections, or orders under a condition."""
    hard = draw.pick((_selection, _two_selections))
    medium = draw.pick((_places, _code))
    return draw.by_level(_one_of_each, medium, hard)(draw)


def _falling(count: int, places: int) -> str:
    """The product of so many factors, each one less than the one before."""
    return " * ".join(str(count - step) for step in range(places))


@form("one-of-each")
def _one_of_each(draw: Draw) -> Computed:
    a, b, c = (draw.integer(2, 7) for _ in range(3))
    return computed(
        a * b * c,
        f"{a} * {b} * {c}",
        a * b + c,  # added the third
        a * b,  # forgot the third
        (a + b) * c,  # added the first two
        a + b + c,  # added
        a * b + b * c + a * c,  # multiplied in pairs
    ).told(a=a, b=b, c=c)


@form("places")
def _places(draw: Draw) -> Computed:
    count, (places, case) = draw.integer(5, 12), draw.pick(((2, "two"), (3, "three")))
    factors = _falling(count, places)
    return computed(
        perm(count, places),
        factors,
        count**places,  # allowed repetition
        comb(count, places),  # ignored the order
        count * places,  # multiplied by the number of places
        places * count - comb(places, 2),  # added
        perm(count - 1, places),  # started one too low
        case=case,
    ).told(count=count, factors=factors.replace("*", "×"))


@form("code")
def _code(draw: Draw) -> Computed:
    letters, digits = draw.integer(4, 9), draw.integer(3, 9)
    pairs = letters * (letters - 1)
    return computed(
        pairs * digits,
        f"{letters} * ({letters} - 1) * {digits}",
        letters**2 * digits,  # allowed the same letter twice
        comb(letters, 2) * digits,  # ignored the order of the letters
        letters * digits,  # forgot the second letter
        pairs + digits,  # added the digits
        pairs * (digits - 1),  # took one digit away as well
    ).told(letters=letters, digits=digits, fewer=letters - 1)


@form("selection")
def _selection(draw: Draw) -> Computed:
    count, (taken, case) = draw.integer(6, 12), draw.pick(((2, "two"), (3, "three")))
    factors, orders = _falling(count, taken), factorial(taken)
    return computed(
        comb(count, taken),
        f"{factors} / {orders}",
        perm(count, taken),  # counted the orders
        Fraction(perm(count, taken), taken),  # divided by the number instead of its orders
        count * taken,  # multiplied by the number taken
        comb(count - 1, taken),  # left one out
        count**taken,  # allowed repetition
        case=case,
    ).told(count=count, factors=factors.replace("*", "×"), orders=orders)


@form("two-selections")
def _two_selections(draw: Draw) -> Computed:
    first, second = draw.integer(4, 8), draw.integer(3, 7)
    pairs = comb(first, 2)
    return computed(
        pairs * second,
        f"{first} * ({first} - 1) / 2 * {second}",
        first * (first - 1) * second,  # counted the orders of the two
        pairs + second,  # added
        comb(first + second, 3),  # chose among all
        first * second,  # chose one of each
        pairs * comb(second, 2),  # chose two of each
    ).told(first=first, second=second, fewer=first - 1, pairs=pairs)
