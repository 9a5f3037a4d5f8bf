"""Counting outcomes: products, orders and selections."""

from fractions import Fraction
from math import comb, factorial, perm

from examcli.bank.draft import Draft, Draw, numeric
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.chance")


def counting_outcomes(draw: Draw) -> Draft:
    """One of each; orders; selections, or orders under a condition."""
    hard = draw.pick((_selection, _two_selections))
    medium = draw.pick((_places, _code))
    return draw.by_level(_one_of_each, medium, hard)(draw)


def _one_of_each(draw: Draw) -> Draft:
    a, b, c = (draw.integer(2, 7) for _ in range(3))
    key = a * b * c
    mistakes: list[int | Fraction] = [
        a * b + c,  # added the third
        a * b,  # forgot the third
        (a + b) * c,  # added the first two
        a + b + c,  # added
        a * b + b * c + a * c,  # multiplied in pairs
    ]
    stem = ask(draw, "one-of-each", a=a, b=b, c=c)
    explanation = f"Multiply the numbers of choices: {a} × {b} × {c} = {key}."
    return numeric(stem, key, whole(draw, key, mistakes), f"{a} * {b} * {c}", explanation)


def _places(draw: Draw) -> Draft:
    count, places = draw.integer(5, 12), draw.pick((2, 3))
    key = perm(count, places)
    factors = [count - step for step in range(places)]
    mistakes: list[int | Fraction] = [
        count**places,  # allowed repetition
        comb(count, places),  # ignored the order
        count * places,  # multiplied by the number of places
        sum(factors),  # added
        perm(count - 1, places),  # started one too low
    ]
    stem = ask(draw, f"places-{places}", count=count)
    explanation = f"Each place has one choice fewer: {' × '.join(map(str, factors))} = {key}."
    check = " * ".join(map(str, factors))
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _code(draw: Draw) -> Draft:
    letters, digits = draw.integer(4, 9), draw.integer(3, 9)
    key = letters * (letters - 1) * digits
    mistakes: list[int | Fraction] = [
        letters**2 * digits,  # allowed the same letter twice
        comb(letters, 2) * digits,  # ignored the order of the letters
        letters * digits,  # forgot the second letter
        letters * (letters - 1) + digits,  # added the digits
        letters * (letters - 1) * (digits - 1),  # took one digit away as well
    ]
    stem = ask(draw, "code", letters=letters, digits=digits)
    explanation = (
        f"The second letter has one choice fewer: {letters} × {letters - 1} × {digits} = {key}."
    )
    check = f"{letters} * ({letters} - 1) * {digits}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _selection(draw: Draw) -> Draft:
    count, taken = draw.integer(6, 12), draw.pick((2, 3))
    key = comb(count, taken)
    factors = [count - step for step in range(taken)]
    mistakes: list[int | Fraction] = [
        perm(count, taken),  # counted the orders
        Fraction(perm(count, taken), taken),  # divided by the number instead of its orders
        count * taken,  # multiplied by the number taken
        comb(count - 1, taken),  # left one out
        count**taken,  # allowed repetition
    ]
    stem = ask(draw, f"selection-{taken}", count=count)
    explanation = (
        f"The order does not matter: {' × '.join(map(str, factors))} ÷ {factorial(taken)} = {key}."
    )
    check = f"{' * '.join(map(str, factors))} / {factorial(taken)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _two_selections(draw: Draw) -> Draft:
    first, second = draw.integer(4, 8), draw.integer(3, 7)
    pairs = comb(first, 2)
    key = pairs * second
    mistakes: list[int | Fraction] = [
        first * (first - 1) * second,  # counted the orders of the two
        pairs + second,  # added
        comb(first + second, 3),  # chose among all
        first * second,  # chose one of each
        pairs * comb(second, 2),  # chose two of each
    ]
    stem = ask(draw, "two-selections", first=first, second=second)
    explanation = (
        f"{first} × {first - 1} ÷ 2 = {pairs} pairs, each with {second} choices: "
        f"{pairs} × {second} = {key}."
    )
    check = f"{first} * ({first} - 1) / 2 * {second}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
