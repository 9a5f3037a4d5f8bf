"""Expected values: in how many of many trials, and how much on average."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number, numeric
from examcli.bank.english.choices import in_steps
from examcli.bank.english.nouns import Noun, counted, joined
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.chance")

TENTH = Fraction(1, 10)
POINT = Noun("point", "points")
_TENTHS = ((5, 3, 2), (6, 3, 1), (4, 5, 1), (7, 2, 1), (4, 3, 3), (2, 2, 6), (1, 5, 4), (8, 1, 1))


def expected_value(draw: Draw) -> Draft:
    """How often; a mean by probabilities; a value found from it, or many trials of it."""
    hard = draw.pick((_missing_value, _many_trials))
    return draw.by_level(_how_often, _mean_by_chance, hard)(draw)


def _how_often(draw: Draw) -> Draft:
    percent, trials = 5 * draw.integer(2, 18), 20 * draw.integer(2, 30)
    key = percent * trials // 100
    mistakes: list[int | Fraction] = [
        trials - key,  # answered the complement
        percent,  # answered the percentage
        Fraction(trials, percent),  # divided
        Fraction(percent * trials, 1000),  # lost a place
        Fraction((percent + 10) * trials, 100),  # slipped by ten percent
        Fraction((percent - 5) * trials, 100),  # slipped by five percent
        Fraction((percent + 5) * trials, 100),  # slipped by five percent
        Fraction(trials, 2),  # took both outcomes as equally likely
    ]
    stem = ask(draw, "how-often", percent=percent, trials=trials)
    explanation = f"{percent}% of {trials}: {trials} × {percent} ÷ 100 = {key}."
    check = f"{trials} * {percent} / 100"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _points(draw: Draw) -> tuple[list[int], list[int]]:
    """Three different values, and their probabilities in tenths."""
    return draw.sample(range(1, 16), 3), draw.sample(draw.pick(_TENTHS), 3)


def _told(values: list[str], tenths: list[int]) -> str:
    return joined(
        [
            f"{value} with probability {number(tenth * TENTH)}"
            for value, tenth in zip(values, tenths, strict=True)
        ]
    )


def _products(values: list[int], tenths: list[int]) -> str:
    return " + ".join(f"{v} * {t}" for v, t in zip(values, tenths, strict=True))


def _mean_by_chance(draw: Draw) -> Draft:
    values, tenths = _points(draw)
    weighted = sum(v * t for v, t in zip(values, tenths, strict=True))
    key = weighted * TENTH
    mistakes = [
        Fraction(sum(values), 3),  # ignored the probabilities
        sum(v * t for v, t in zip(values, reversed(tenths), strict=True)) * TENTH,  # exchanged them
        Fraction(values[tenths.index(max(tenths))]),  # took the likeliest value
        key - values[2] * tenths[2] * TENTH,  # left the last value out
        Fraction(weighted, 30),  # divided by the number of values as well
        Fraction(sum(values)),  # added the values
    ]
    stem = ask(draw, "mean-by-chance", told=_told([counted(v, POINT) for v in values], tenths))
    terms = " + ".join(f"{v} × {number(t * TENTH)}" for v, t in zip(values, tenths, strict=True))
    explanation = f"Each value times its probability: {terms} = {number(key)}."
    check = f"({_products(values, tenths)}) / 10"
    return numeric(stem, key, in_steps(draw, TENTH, key, mistakes), check, explanation)


def _missing_value(draw: Draw) -> Draft:
    values, tenths = _points(draw)
    key, chance = values[2], tenths[2] * TENTH
    known = sum(v * t for v, t in zip(values[:2], tenths[:2], strict=True)) * TENTH
    expected = known + key * chance
    mistakes: list[int | Fraction] = [
        expected - known,  # forgot to divide by the probability
        3 * expected - sum(values[:2]),  # ignored the probabilities
        expected,  # answered the expected value
        (expected - known) * chance,  # multiplied by the probability
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    told = _told([*(counted(v, POINT) for v in values[:2]), "x points"], tenths)
    stem = ask(draw, "missing-points", told=told, expected=number(expected))
    explanation = (
        f"The known values bring {number(known)}, so {number(expected - known)} must come from x: "
        f"x = {number(expected - known)} ÷ {number(chance)} = {key}."
    )
    check = f"({expected * 10} - ({_products(values[:2], tenths[:2])})) / {tenths[2]}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _many_trials(draw: Draw) -> Draft:
    values, tenths = _points(draw)
    trials = 10 * draw.integer(2, 20)
    weighted = sum(v * t for v, t in zip(values, tenths, strict=True))
    key = weighted * trials // 10
    mistakes: list[int | Fraction] = [
        Fraction(sum(values) * trials, 3),  # ignored the probabilities
        weighted * trials,  # lost a place
        max(values) * trials,  # took the greatest value each time
        values[tenths.index(max(tenths))] * trials,  # took the likeliest value each time
        key - values[2] * tenths[2] * trials // 10,  # left the last value out
    ]
    told = _told([counted(v, POINT) for v in values], tenths)
    stem = ask(draw, "many-trials", told=told, trials=trials)
    once = number(weighted * TENTH)
    explanation = (
        f"One trial brings {once} on average, and {trials} of them {trials} × {once} = {key}."
    )
    check = f"{trials} * ({_products(values, tenths)}) / 10"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
