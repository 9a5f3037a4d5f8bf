"""Arrangements and choices: permutations and combinations."""

from fractions import Fraction
from math import comb, factorial, perm
from typing import Any

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.nouns import Noun, counted

words = Words(__name__)
form = words.form


def permutations(draw: Draw) -> Draft:
    """Places in order; places with one fixed; together, apart and around a table."""
    easy = draw.pick((_posts, _in_a_row))
    medium = draw.pick((_one_fixed, _at_one_end))
    hard = draw.pick((_together, _apart, _around_a_table))
    return draw.by_level(easy, medium, hard)(draw)


def combinations(draw: Draw) -> Draft:
    """A pair or a trio; links between all; two groups, at least one, or counting backwards."""
    medium = draw.pick((_links, _three_of_many))
    hard = draw.pick((_two_groups, _at_least_one, _how_many_people))
    return draw.by_level(_pair_of_many, medium, hard)(draw)


def _falling(top: int, count: int) -> str:
    """`count` factors that fall by one: `7*6*5`."""
    return "*".join(map(str, range(top, top - count, -1)))


@form("posts")
def _posts(draw: Draw) -> Computed:
    n, r = draw.integer(5, 10), draw.pick((2, 3))
    check = _falling(n, r)
    return computed(
        perm(n, r),
        check,
        comb(n, r),  # ignored the order
        n**r,  # let one be chosen twice
        n * r,  # multiplied
        perm(n, r - 1),  # one factor less
    ).told(
        n=n,
        posts=words.phrase(f"posts-{r}"),
        ranks=words.phrase(f"ranks-{r}"),
        some=words.phrase(f"books-{r}"),
        factors=check.replace("*", " × "),
    )


@form("in-a-row")
def _in_a_row(draw: Draw) -> Computed:
    n = draw.integer(3, 6)
    key, check = factorial(n), _falling(n, n)
    return computed(
        key,
        check,
        n * n,  # squared
        factorial(n - 1),  # one factor less
        n * (n + 1) // 2,  # added
        n**n,  # let one stand in many places
        2 * key,  # doubled
    ).told(n=n, factors=check.replace("*", " × "))


@form("one-fixed")
def _one_fixed(draw: Draw) -> Computed:
    n, place = draw.pick((4, 5, 6)), draw.pick(words.phrases("places"))
    check = _falling(n - 1, n - 1)
    return computed(
        factorial(n - 1),
        check,
        factorial(n - 2),  # fixed one too many
        (n - 1) ** 2,  # multiplied the rest
        2 * factorial(n - 1),  # chose the place too
        factorial(n),  # ignored the condition
    ).told(n=n, place=place, rest=n - 1, factors=check.replace("*", " × "))


@form("at-one-end")
def _at_one_end(draw: Draw) -> Computed:
    n = draw.pick((4, 5, 6))
    check, rest = _falling(n - 1, n - 1), factorial(n - 1)
    return computed(
        2 * rest,
        f"2*{check}",
        rest,  # one end only
        2 * factorial(n - 2),  # fixed both ends
        factorial(n),  # ignored the condition
        (n - 1) ** 2,  # multiplied the rest
    ).told(n=n, factors=check.replace("*", " × "), rest=rest)


def _pair(draw: Draw) -> dict[str, Any]:
    """Things in a row, and two of them."""
    things, pair = draw.pick(words.phrases("pairs"))
    return {"things": things.format(city=draw.city), "pair": pair}


@form("together")
def _together(draw: Draw) -> Computed:
    n = draw.pick((4, 5, 6))
    as_one, every = factorial(n - 1), factorial(n)
    return computed(
        2 * as_one,
        f"2*{_falling(n - 1, n - 1)}",
        as_one,  # forgot the order of the two
        2 * factorial(n - 2),  # removed both
        every - 2 * as_one,  # kept them apart instead
        every,  # ignored the condition
    ).told(**_pair(draw), n=n, as_one=as_one)


@form("apart")
def _apart(draw: Draw) -> Computed:
    n = draw.pick((4, 5, 6))
    as_one, every = factorial(n - 1), factorial(n)
    together = 2 * as_one
    return computed(
        every - together,
        f"{_falling(n, n)} - 2*{_falling(n - 1, n - 1)}",
        together,  # kept them together
        every - as_one,  # forgot the order of the two
        as_one,  # kept them together, and forgot their order
        every,  # ignored the condition
    ).told(**_pair(draw), n=n, every=every, as_one=as_one, together=together)


@form("around-a-table")
def _around_a_table(draw: Draw) -> Computed:
    n = draw.pick((4, 5, 6, 7))
    key, check = factorial(n - 1), _falling(n - 1, n - 1)
    return computed(
        key,
        check,
        Fraction(key, 2),  # halved
        n * (n - 1),  # multiplied
        2 * key,  # doubled
        factorial(n),  # counted as in a row
    ).told(n=n, people=draw.pick(words.phrases("people")), factors=check.replace("*", " × "))


def _group(draw: Draw, n: int, r: int) -> dict[str, Any]:
    """`n` people, and `r` of them."""
    member = Noun(*draw.pick(words.phrases("members")))
    return {"all": counted(n, member), "some": counted(r, member)}


@form("pair-of-many")
def _pair_of_many(draw: Draw) -> Computed:
    n = draw.integer(5, 15)
    return computed(
        comb(n, 2),
        f"{n}*({n} - 1)/2",
        comb(n - 1, 2),  # one less
        comb(n + 1, 2),  # one more
        2 * n,  # multiplied
        n * (n - 1),  # counted the order
        Fraction(n * n, 2),  # squared and halved
    ).told(**_group(draw, n, 2), n=n, less=n - 1)


@form("three-of-many")
def _three_of_many(draw: Draw) -> Computed:
    n = draw.integer(5, 10)
    ordered = perm(n, 3)
    return computed(
        comb(n, 3),
        f"{n}*({n} - 1)*({n} - 2)/6",
        3 * n,  # multiplied
        Fraction(ordered, 3),  # divided by three
        comb(n, 2),  # chose a pair
        Fraction(ordered, 2),  # halved only
        ordered,  # counted the order
    ).told(**_group(draw, n, 3), n=n, less=n - 1, least=n - 2)


@form("links")
def _links(draw: Draw) -> Computed:
    linked = draw.pick(("people", "teams", "points", "villages"))
    n = draw.integer(5, 20)
    return computed(
        comb(n, 2),
        f"{n}*({n} - 1)/2",
        comb(n - 1, 2),  # one less
        n * (n - 1),  # counted twice
        comb(n + 1, 2),  # one more
        n - 1,  # one for each of the others
        n * n,  # squared
        case=linked,
    ).told(linked=counted(n, Noun(*words.phrases(f"linked-{linked}"))), n=n, less=n - 1)


@form("two-groups")
def _two_groups(draw: Draw) -> Computed:
    first, second, wanted = draw.pick(words.phrases("groups"))
    a, b = draw.integer(4, 8), draw.integer(3, 8)
    pairs = comb(a, 2)
    return computed(
        pairs * b,
        f"{a}*({a} - 1)/2*{b}",
        a * comb(b, 2),  # took the pair from the second group
        pairs + b,  # added
        comb(a + b, 3),  # ignored the groups
        a * (a - 1) * b,  # counted the order
        a * b,  # one of each
    ).told(first=first, second=second, wanted=wanted, a=a, b=b, less=a - 1, pairs=pairs)


@form("at-least-one")
def _at_least_one(draw: Draw) -> Computed:
    first, second, _ = draw.pick(words.phrases("groups"))
    a, b = draw.integer(3, 7), draw.integer(3, 7)
    every, none = comb(a + b, 2), comb(b, 2)
    key = every - none
    return computed(
        key,
        f"({a} + {b})*({a} + {b} - 1)/2 - {b}*({b} - 1)/2",
        a * b,  # exactly one
        every - comb(a, 2),  # removed the wrong group
        every,  # ignored the condition
        none,  # took the opposite
        2 * key,  # counted the order
    ).told(first=first, second=second, a=a, b=b, every=every, none=none)


@form("how-many-people")
def _how_many_people(draw: Draw) -> Computed:
    n = draw.integer(5, 20)
    links = comb(n, 2)
    return computed(
        n,
        f"2*{links}/({n} - 1)",
        n - 1,  # gave the other factor
        n + 1,  # one too many
        Fraction(links, 2),  # halved
        2 * n,  # doubled
        links + 1,  # added one to the links
    ).told(links=links, doubled=2 * links, less=n - 1)
