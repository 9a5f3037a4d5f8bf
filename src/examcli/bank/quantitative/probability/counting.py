"""Counting with the product rule."""

from math import comb, prod

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.nouns import Amount, Noun

words = Words(__name__)
form = words.form

# What is asked of a number of three digits, and which digits may stand where it is decided.
CONDITIONS = {
    "even": range(2, 10, 2),
    "odd": range(1, 10, 2),
    "above-300": range(3, 10),
    "above-400": range(4, 10),
    "multiple-of-5": range(5, 6),
}
# Whether a symbol may stand twice, and how many symbols a place uses up.
RULES = (("repeated", 0), ("different", 1))


def counting_principle(draw: Draw) -> Draft:
    """A product of given choices; codes with and without repetition; conditions on a digit."""
    hard = draw.pick((_numbers_with_parity, _there_and_back))
    return draw.by_level(_one_of_each, _codes, hard)(draw)


@form("one-of-each")
def _one_of_each(draw: Draw) -> Computed:
    a, b, c = (draw.integer(3, 7) for _ in range(3))
    key = a * b * c
    return computed(
        key,
        f"{a}*{b}*{c}",
        a * b + c,  # added the third
        (a + b) * c,  # added, then multiplied
        a * b,  # forgot the third
        a + b + c,  # added
        2 * key,  # doubled
        key + a * b,  # one of the third too many
    ).told(a=a, b=b, c=c)


def _options(many: int, places: int, used_up: int) -> list[int]:
    """How many symbols each place may take if the place before it uses up none or one of them."""
    return [many - used_up * place for place in range(places)]


@form("codes")
def _codes(draw: Draw) -> Computed:
    symbols, places = draw.integer(4, 9), draw.pick((2, 3))
    rule, used_up = draw.pick(RULES)
    options = _options(symbols, places, used_up)
    return computed(
        prod(options),
        "*".join(map(str, options)),
        prod(_options(symbols, places, 1 - used_up)),  # the other rule
        comb(symbols, places),  # chose without order
        symbols * places,  # multiplied
        prod(options[:-1]),  # one place less
        places**symbols,  # swapped base and exponent
    ).told(
        length=words.phrase(f"letters-{places}"),
        symbols=symbols,
        rule=words.phrase(rule),
        factors=" × ".join(map(str, options)),
    )


@form("numbers-with-parity")
def _numbers_with_parity(draw: Draw) -> Computed:
    top = draw.integer(5, 9)
    condition = draw.pick(list(CONDITIONS))
    ways = sum(digit <= top for digit in CONDITIONS[condition])
    rule, used_up = draw.pick(RULES)
    second, third = _options(top, 3, used_up)[1:]
    return computed(
        ways * second * third,
        f"{ways}*{second}*{third}",
        ways * prod(_options(top, 3, 1 - used_up)[1:]),  # the other rule
        prod(_options(top, 3, used_up)),  # ignored the condition
        ways * second,  # forgot a place
        ways + second + third,  # added the choices
    ).told(
        top=top,
        rule=words.phrase(rule),
        condition=words.phrase(condition),
        ways=ways,
        in_ways=words.phrase({1: "one-way", 2: "two-ways"}.get(ways, "ways"), ways=ways),
        second=second,
        third=third,
    )


@form("there-and-back")
def _there_and_back(draw: Draw) -> Computed:
    a, b = draw.integer(3, 6), draw.integer(3, 6)
    road, there, back = Noun(*words.phrases("road")), a * b, (a - 1) * (b - 1)
    return computed(
        there * back,
        f"{a}*{b}*({b} - 1)*({a} - 1)",
        there,  # one way only
        there * (there - 1),  # went back by any other pair of roads
        2 * there,  # doubled one way
        there**2,  # allowed the same roads
        a + b + (b - 1) + (a - 1),  # added
    ).told(
        a=Amount(a, road), b=Amount(b, road), fewer_a=a - 1, fewer_b=b - 1, there=there, back=back
    )
