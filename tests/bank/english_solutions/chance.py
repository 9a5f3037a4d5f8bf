"""Chance: every outcome is listed and counted, as far as there are few enough."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations, product
from math import isqrt

from bank.english_solutions import Gaps, first, solves


def things(gaps: Gaps) -> list[str]:
    """What is in the bag, one by one."""
    pairs = re.findall(r"(\d+) (\w+)", gaps.texts["bag"])
    return [colour for count, colour in pairs for _ in range(int(count))]


def of_colour(bag: list[str], colour: str) -> Fraction:
    return Fraction(bag.count(colour), len(bag))


@solves("one-colour")
def one_colour(gaps: Gaps) -> Fraction:
    return of_colour(things(gaps), gaps.texts["colour"])


@solves("not-this-colour")
def not_this_colour(gaps: Gaps) -> Fraction:
    bag = things(gaps)
    return Fraction(sum(colour != gaps.texts["colour"] for colour in bag), len(bag))


@solves("after-adding")
def after_adding(gaps: Gaps) -> Fraction:
    colour = gaps.texts["colour"]
    return of_colour([*things(gaps), *[colour] * gaps["more"]], colour)


def has(face: int, phrase: str) -> bool:
    """Whether a number has a property that is told in words."""
    numbers = [int(number) for number in re.findall(r"\d+", phrase)]
    if phrase == "a square number":
        return isqrt(face) ** 2 == face
    bound = numbers[0]
    if "multiple" in phrase:
        return face % bound == 0
    if "divisor" in phrase:
        return bound % face == 0
    beyond = face > bound if "greater" in phrase else face < bound
    if phrase.startswith(("even", "odd")):
        return beyond and face % 2 == (0 if phrase.startswith("even") else 1)
    return beyond


@solves("one-number")
def one_number(gaps: Gaps) -> Fraction:
    faces = range(1, gaps["faces"] + 1)
    return Fraction(sum(has(face, gaps.texts["event"]) for face in faces), len(faces))


@solves("either-multiple")
def either_multiple(gaps: Gaps) -> Fraction:
    faces = range(1, gaps["faces"] + 1)
    fits = [face for face in faces if 0 in {face % gaps["first"], face % gaps["second"]}]
    return Fraction(len(fits), len(faces))


@solves("not-so")
def not_so(gaps: Gaps) -> Fraction:
    return first(lambda x: x + gaps["percent"] == 100)


def chance(fits: Callable[[tuple[bool, ...]], bool], *chances: Fraction) -> Fraction:
    """The probability of a set of outcomes of independent events, outcome by outcome."""
    total = Fraction(0)
    for outcome in product((True, False), repeat=len(chances)):
        weight = Fraction(1)
        for happens, p in zip(outcome, chances, strict=True):
            weight *= p if happens else 1 - p
        total += weight if fits(outcome) else 0
    return total


@solves("one-of-two")
def one_of_two(gaps: Gaps) -> Fraction:
    return chance(any, gaps.exact("p"), gaps.exact("q"))


@solves("one-of-three")
def one_of_three(gaps: Gaps) -> Fraction:
    return chance(any, gaps.exact("p"), gaps.exact("q"), gaps.exact("r"))


@solves("both")
def both(gaps: Gaps) -> Fraction:
    return chance(all, gaps.exact("p"), gaps.exact("q"))


@solves("exactly-one")
def exactly_one(gaps: Gaps) -> Fraction:
    return chance(lambda outcome: sum(outcome) == 1, gaps.exact("p"), gaps.exact("q"))


@solves("missing-factor")
def missing_factor(gaps: Gaps) -> Fraction:
    p, together = gaps.exact("p"), gaps.exact("both")
    candidates = {Fraction(over, under) for under in range(2, 7) for over in range(1, under)}
    return next(q for q in candidates if chance(all, p, q) == together)


def twice(gaps: Gaps, colours: tuple[str, str]) -> Fraction:
    """Two draws with replacement, listed."""
    draws = list(product(things(gaps), repeat=2))
    return Fraction(draws.count(colours), len(draws))


@solves("same-colour")
def same_colour(gaps: Gaps) -> Fraction:
    return twice(gaps, (gaps.texts["colour"], gaps.texts["colour"]))


@solves("two-colours")
def two_colours(gaps: Gaps) -> Fraction:
    return twice(gaps, (gaps.texts["colour"], gaps.texts["other"]))


@solves("within-group")
def within_group(gaps: Gaps) -> Fraction:
    assert gaps["both"] < gaps["group"] < gaps["total"]
    return Fraction(gaps["both"], gaps["group"])


@solves("second-draw")
def second_draw(gaps: Gaps) -> Fraction:
    pairs = [pair for pair in permutations(things(gaps), 2) if pair[0] == gaps.texts["colour"]]
    return Fraction(sum(pair[1] == gaps.texts["other"] for pair in pairs), len(pairs))


@solves("from-joint")
def from_joint(gaps: Gaps) -> Fraction:
    return Fraction(gaps["joint"], gaps["given"])


@solves("cause")
def cause(gaps: Gaps) -> Fraction:
    """Ten thousand cases, counted."""
    one, other = gaps["first"] * gaps["low"], gaps["second"] * gaps["high"]
    assert gaps["first"] + gaps["second"] == 100
    return Fraction(one, one + other)


@solves("one-of-each")
def one_of_each(gaps: Gaps) -> int:
    return len(list(product(range(gaps["a"]), range(gaps["b"]), range(gaps["c"]))))


@solves("places-2")
def two_places(gaps: Gaps) -> int:
    return len(list(permutations(range(gaps["count"]), 2)))


@solves("places-3")
def three_places(gaps: Gaps) -> int:
    return len(list(permutations(range(gaps["count"]), 3)))


@solves("code")
def code(gaps: Gaps) -> int:
    letters = permutations(range(gaps["letters"]), 2)
    return len(list(product(letters, range(gaps["digits"]))))


@solves("selection-2")
def two_of_them(gaps: Gaps) -> int:
    return len(list(combinations(range(gaps["count"]), 2)))


@solves("selection-3")
def three_of_them(gaps: Gaps) -> int:
    return len(list(combinations(range(gaps["count"]), 3)))


@solves("two-selections")
def two_selections(gaps: Gaps) -> int:
    return len(list(product(combinations(range(gaps["first"]), 2), range(gaps["second"]))))


@solves("how-often")
def how_often(gaps: Gaps) -> Fraction:
    return gaps["trials"] * Fraction(gaps["percent"], 100)


def points(gaps: Gaps, unknown: Fraction = Fraction(0)) -> Fraction:
    """The mean of ten trials that go as the probabilities say."""
    pairs = re.findall(r"(\d+|x) points? with probability (0\.\d)", gaps.texts["told"])
    trials = [
        unknown if value == "x" else Fraction(value)
        for value, p in pairs
        for _ in range(int(10 * Fraction(p)))
    ]
    assert len(trials) == 10
    return sum(trials, Fraction(0)) / 10


@solves("mean-by-chance")
def mean_by_chance(gaps: Gaps) -> Fraction:
    return points(gaps)


@solves("missing-points")
def missing_points(gaps: Gaps) -> Fraction:
    return first(lambda x: points(gaps, x) == gaps.exact("expected"))


@solves("many-trials")
def many_trials(gaps: Gaps) -> Fraction:
    return points(gaps) * gaps["trials"]
