"""Chance: every outcome is listed and counted, as far as there are few enough."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations, product
from math import isqrt

from bank.english_solutions import first, solves

BAG = "A <bag|box|jar|drawer|basket> holds {bag:[^.]+}. "
COLOUR, OTHER = r"{colour:\w+}", r"{other:\w+}"
EVENT = r"{event:(?:even and |odd and )?(?:greater|less) than \d+|a \w+ of \d+|a square number}"
TOLD = r"{told:\d+ points? with [^?]+?}"
KNOWN = r"{told:\d+ points? with [^?]+ and x points with probability 0\.\d}"


def things(bag: str) -> list[str]:
    """What is in the bag, one by one."""
    pairs = re.findall(r"(\d+) (\w+)", bag)
    return [colour for count, colour in pairs for _ in range(int(count))]


def share(among: list[str], colour: str) -> Fraction:
    return Fraction(among.count(colour), len(among))


@solves(
    f"{BAG}One … is drawn at random. What is the probability that it is {COLOUR}?",
    f"{BAG}… takes out one … without looking. What is the probability of a {COLOUR} one?",
    f"{BAG}If one … is picked at random, how likely is it to be {COLOUR}?",
)
def one_colour(bag: str, colour: str) -> Fraction:
    return share(things(bag), colour)


@solves(
    f"{BAG}One … is drawn at random. What is the probability that it has any color but {COLOUR}?",
    f"{BAG}… takes out one … without looking. What is the probability that it has another color "
    f"than {COLOUR}?",
    f"{BAG}If one … is picked at random, how likely is it to have another color than {COLOUR}?",
)
def not_this_colour(bag: str, colour: str) -> Fraction:
    found = things(bag)
    return Fraction(sum(thing != colour for thing in found), len(found))


@solves(
    f"{BAG}Then {{more}} more {COLOUR} … are added, and one … is drawn at random. "
    f"What is the probability that it is {COLOUR}?",
    f"{BAG}… adds {{more}} {COLOUR} … and then takes one … without looking. "
    f"What is the probability of a {COLOUR} one?",
    f"{BAG}After {{more}} {COLOUR} … have been put in as well, one … is picked at random. "
    f"How likely is it to be {COLOUR}?",
)
def after_adding(bag: str, more: int, colour: str) -> Fraction:
    return share([*things(bag), *[colour] * more], colour)


def has(face: int, phrase: str) -> bool:
    """Whether a number has a property that is told in words."""
    if phrase == "a square number":
        return isqrt(face) ** 2 == face
    words, _, last = phrase.rpartition(" ")
    bound = int(last)
    if words.startswith("a "):
        times, once = {"a multiple of": (face, bound), "a divisor of": (bound, face)}[words]
        return times % once == 0
    *parity, side = words.split(" and ")
    beyond = {"greater than": face > bound, "less than": face < bound}[side]
    return beyond and all(face % 2 == {"even": 0, "odd": 1}[kind] for kind in parity)


def among(faces: int, fits: Callable[[int], bool]) -> Fraction:
    """The part of the numbers from 1 to `faces` that fit."""
    return Fraction(sum(map(fits, range(1, faces + 1))), faces)


@solves(
    "Cards are numbered from 1 to {faces}, and one is drawn at random. "
    f"What is the probability that its number is {EVENT}?",
    "A spinner has {faces} equal parts numbered from 1 to {faces}. "
    f"What is the probability that the result is {EVENT}?",
    "… chooses a whole number from 1 to {faces} at random. "
    f"How likely is a number that is {EVENT}?",
)
def one_number(faces: int, event: str) -> Fraction:
    return among(faces, lambda face: has(face, event))


@solves(
    "Cards are numbered from 1 to {faces}, and one is drawn at random. "
    "What is the probability that its number is a multiple of {one} or of {other}?",
    "… chooses a whole number from 1 to {faces} at random. "
    "What is the probability that it is divisible by {one} or by {other}?",
    "A ticket from 1 to {faces} is picked at random. "
    "How likely is its number to be a multiple of {one}, of {other} or of both?",
)
def either_multiple(faces: int, one: int, other: int) -> Fraction:
    return among(faces, lambda face: 0 in {face % one, face % other})


@solves(
    "In …, the probability that it rains tomorrow is {percent}%. "
    "What is the probability that it stays dry?",
    "… catches the early train with a probability of {percent}%. "
    "What is the probability of missing it?",
    "A seed sprouts with a probability of {percent}%. "
    "What is the probability that it fails to sprout?",
)
def not_so(percent: int) -> Fraction:
    return first(lambda x: x + percent == 100)


def chance(fits: Callable[[tuple[bool, ...]], bool], *chances: Fraction) -> Fraction:
    """The probability of a set of outcomes of independent events, outcome by outcome."""
    total = Fraction(0)
    for outcome in product((True, False), repeat=len(chances)):
        weight = Fraction(1)
        for happens, p in zip(outcome, chances, strict=True):
            weight *= p if happens else 1 - p
        total += weight if fits(outcome) else 0
    return total


@solves(
    "Two independent machines stop during a day with probabilities {p} and {q}. "
    "What is the probability that at least one of them stops?",
    "… solves a first puzzle with probability {p} and a second with probability {q}, "
    "independently. What is the probability of solving at least one?",
    "A bus in … is late with probability {p} and a train, independently, with probability {q}. "
    "How likely is at least one of them to be late?",
)
def one_of_two(p: Fraction, q: Fraction) -> Fraction:
    return chance(any, p, q)


@solves(
    "Three independent sensors react to smoke with probabilities {p}, {q} and {r}. "
    "What is the probability that at least one reacts?",
    "… scores on three independent throws with probabilities {p}, {q} and {r}. "
    "What is the probability of scoring at least once?",
    "Three independent buses in … are on time with probabilities {p}, {q} and {r}. "
    "How likely is at least one of them to be on time?",
)
def one_of_three(p: Fraction, q: Fraction, r: Fraction) -> Fraction:
    return chance(any, p, q, r)


THROWS = (
    "… hits a target with probability {p} on the first throw and, independently, with probability "
    "{q} on the second. What is the probability of "
)


@solves(
    "Two independent events have the probabilities {p} and {q}. "
    "What is the probability that both happen?",
    f"{THROWS}two hits?",
    "… it is windy with probability {p} and, independently, a ferry is full with probability {q}. "
    "How likely are both?",
)
def both_happen(p: Fraction, q: Fraction) -> Fraction:
    return chance(all, p, q)


@solves(
    "Two independent events have the probabilities {p} and {q}. "
    "What is the probability that exactly one of them happens?",
    f"{THROWS}exactly one hit?",
    "Two independent lamps in … are on with probabilities {p} and {q}. "
    "How likely is exactly one of them to be on?",
)
def exactly_one(p: Fraction, q: Fraction) -> Fraction:
    return chance(lambda outcome: sum(outcome) == 1, p, q)


@solves(
    "Two events are independent. The first has the probability {p}, and both happen with "
    "probability {both}. What is the probability of the second?",
    "… passes a first round with probability {p} and, independently of that, a second. Both are "
    "passed with probability {both}. What is the probability of passing the second?",
    "In …, a tram is on time with probability {p}; a tram and, independently, a bus are both on "
    "time with probability {both}. How likely is the bus to be on time?",
)
def missing_factor(p: Fraction, both: Fraction) -> Fraction:
    candidates = {Fraction(over, under) for under in range(2, 7) for over in range(1, under)}
    return next(q for q in candidates if chance(all, p, q) == both)


def twice(bag: str, colours: tuple[str, str]) -> Fraction:
    """Two draws with replacement, listed."""
    draws = list(product(things(bag), repeat=2))
    return Fraction(draws.count(colours), len(draws))


@solves(
    f"{BAG}One … is drawn at random, put back, and again one is drawn. "
    f"What is the probability that both are {COLOUR}?",
    f"{BAG}… draws one …, returns it, and draws again. "
    f"What is the probability of {COLOUR} both times?",
    f"{BAG}Two draws of one … are made with replacement. How likely is {COLOUR} in both draws?",
)
def same_colour(bag: str, colour: str) -> Fraction:
    return twice(bag, (colour, colour))


@solves(
    f"{BAG}One … is drawn at random, put back, and again one is drawn. "
    f"What is the probability of {COLOUR} first and {OTHER} second?",
    f"{BAG}… draws one …, returns it, and draws again. "
    f"What is the probability of {COLOUR} and then {OTHER}?",
    f"{BAG}Two draws of one … are made with replacement. "
    f"How likely is {COLOUR} in the first draw and {OTHER} in the second?",
)
def two_colours(bag: str, colour: str, other: str) -> Fraction:
    return twice(bag, (colour, other))


@solves(
    f"{BAG}One … is drawn and kept; it is {COLOUR}. "
    f"What is the probability that the next one is {OTHER}?",
    f"{BAG}… takes out a {COLOUR} … and does not put it back. "
    f"How likely is the next … to be {OTHER}?",
    f"{BAG}Two are drawn one after the other without replacement. "
    f"Given that the first is {COLOUR}, what is the probability that the second is {OTHER}?",
)
def second_draw(bag: str, colour: str, other: str) -> Fraction:
    pairs = [pair for pair in permutations(things(bag), 2) if pair[0] == colour]
    return Fraction(sum(pair[1] == other for pair in pairs), len(pairs))


@solves(
    "Of {total} students, {group} play an instrument, and {both} of these also sing. A student who "
    "plays an instrument is chosen at random. What is the probability that the student sings?",
    "… asked {total} people in …: {group} own a bicycle, and {both} of those also own a car. Given "
    "that a person owns a bicycle, what is the probability that the person owns a car?",
    "A shop has {total} orders; {group} are large, and {both} of the large ones are late. "
    "What is the conditional probability that an order is late, given that it is large?",
)
def within_group(total: int, group: int, both: int) -> Fraction:
    """All of them, those of the group first and those with both before the rest."""
    chosen = [place < both for place in range(total) if place < group]
    return Fraction(sum(chosen), len(chosen))


@solves(
    "It is cloudy on {given}% of all days in …, and on {joint}% of all days it is both cloudy and "
    "windy. Given that a day is cloudy, what is the probability that it is windy?",
    "In a club, {given}% of the members swim, and {joint}% both swim and run. "
    "What is the probability that a member who swims also runs?",
    "P(A) = {given}% and P(A and B) = {joint}%. What is the conditional probability of B given A?",
)
def from_joint(given: int, joint: int) -> Fraction:
    return within_group(100, given, joint)


@solves(
    "Machine 1 makes {one}% of all parts and machine 2 makes {other}%. Of their parts, {low}% and "
    "{high}%, in this order, are faulty. A part is faulty. "
    "What is the probability that it came from machine 1?",
    "A shop in … gets {one}% of its lamps from one supplier and {other}% from another. Of the "
    "first, {low}% are damaged; of the second, {high}%. Given that a lamp is damaged, how likely "
    "is it to come from the first supplier?",
    "… takes the bus on {one}% of all days and the train on {other}%. The bus is late on {low}% of "
    "its days and the train on {high}% of its days. Given a late day, what is the probability that "
    "it was a day with the bus?",
)
def cause(one: int, other: int, low: int, high: int) -> Fraction:
    """Ten thousand cases, listed."""
    cases = [("one", place % 100 < low) for place in range(100 * one)]
    cases += [("other", place % 100 < high) for place in range(100 * other)]
    assert len(cases) == 10_000
    return share([source for source, is_hit in cases if is_hit], "one")


@solves(
    "… offers {a} soups, {b} main dishes and {c} desserts. "
    "How many meals of one soup, one main dish and one dessert are possible?",
    "… has {a} shirts, {b} pairs of trousers and {c} jackets, all different. "
    "How many outfits of one of each are possible?",
    "A bicycle comes in {a} sizes and {b} colors with {c} kinds of saddle. "
    "How many different bicycles are there?",
)
def one_of_each(a: int, b: int, c: int) -> int:
    return len(list(product(range(a), range(b), range(c))))


@solves(
    "A club of {count} members elects a chair and a treasurer, two different members. "
    "In how many ways is this possible?",
    "In a race in …, {count} runners start. "
    "In how many ways can the first and the second place be taken?",
    "… arranges 2 of {count} different pictures side by side. How many arrangements are there?",
)
def two_places(count: int) -> int:
    return len(list(permutations(range(count), 2)))


@solves(
    "A club of {count} members elects a chair, a treasurer and a secretary, three different "
    "members. In how many ways is this possible?",
    "In a race in …, {count} runners start. "
    "In how many ways can the first, the second and the third place be taken?",
    "… arranges 3 of {count} different pictures in a row. How many arrangements are there?",
)
def three_places(count: int) -> int:
    return len(list(permutations(range(count), 3)))


@solves(
    "A locker code has 2 different letters and then 1 digit. There are {letters} letters and "
    "{digits} digits to choose from. How many codes are possible?",
    "… makes a password of 2 different letters, in order, and 1 digit after them, from {letters} "
    "letters and {digits} digits. How many passwords are there?",
    "Seats in a hall in … are marked with 2 different letters followed by 1 digit. With {letters} "
    "letters and {digits} digits, how many marks are possible?",
)
def code(letters: int, digits: int) -> int:
    return len(list(product(permutations(range(letters), 2), range(digits))))


@solves(
    "From a group of {count} students, {taken} are chosen for a team. How many teams are possible?",
    "… takes {taken} of {count} different books on a trip. How many selections are possible?",
    "At a meeting in …, each of {count} people shakes hands once with every other. "
    "How many handshakes are there?",
    "A museum in … shows {taken} of its {count} maps at a time. "
    "How many choices of maps are there?",
)
def selection(count: int, taken: int = 2) -> int:
    return len(list(combinations(range(count), taken)))


@solves(
    "A team of 2 juniors and 1 senior is chosen from {pairs} juniors and {ones} seniors. "
    "How many teams are possible?",
    "… picks 2 of {pairs} novels and 1 of {ones} comics for a trip. "
    "How many selections are possible?",
    "A menu in … lets guests choose 2 of {pairs} side dishes and 1 of {ones} drinks. "
    "How many different menus are possible?",
)
def two_selections(pairs: int, ones: int) -> int:
    return len(list(product(combinations(range(pairs), 2), range(ones))))


@solves(
    "A seed sprouts with probability {percent}%. "
    "How many of {trials} seeds are expected to sprout?",
    "… wins a round of a quiz with probability {percent}%. "
    "In {trials} rounds, how many wins are expected?",
    "In …, a bus is on time with probability {percent}%. "
    "How many of {trials} buses are expected to be on time?",
)
def how_often(percent: int, trials: int) -> Fraction:
    return first(lambda x: x / trials == Fraction(percent, 100))


def points(told: str, unknown: Fraction = Fraction(0)) -> Fraction:
    """The mean of ten trials that go as the probabilities say."""
    pairs = re.findall(r"(\d+|x) points? with probability (0\.\d)", told)
    trials = [
        unknown if value == "x" else Fraction(value)
        for value, p in pairs
        for _ in range(int(10 * Fraction(p)))
    ]
    assert len(trials) == 10
    return sum(trials, Fraction(0)) / 10


@solves(
    f"A spinner gives {TOLD}. What is the expected number of points per spin?",
    f"In a learning game, a task brings {TOLD}. Find the expected number of points for one task.",
    f"… answers a question and gets {TOLD}. What is the expected value of the points?",
)
def mean_by_chance(told: str) -> Fraction:
    return points(told)


@solves(
    f"A spinner gives {KNOWN}. The expected number of points is {{expected}}. What is x?",
    f"In a learning game, a task brings {KNOWN}. On average it brings {{expected}} points. Find x.",
    f"… designs a quiz in which a question brings {KNOWN}. "
    "The expected value is to be {expected} points. What must x be?",
)
def missing_points(told: str, expected: Fraction) -> Fraction:
    return first(lambda x: points(told, x) == expected)


@solves(
    f"A spinner gives {TOLD}. How many points are expected in {{trials}} spins altogether?",
    f"In a learning game, a task brings {TOLD}. "
    "What total of points is expected for {trials} tasks?",
    f"… answers {{trials}} questions, and each of them brings {TOLD}. "
    "What is the expected total of points?",
)
def many_trials(told: str, trials: int) -> Fraction:
    return points(told) * trials
