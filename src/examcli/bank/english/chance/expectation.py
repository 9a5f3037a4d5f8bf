"""Expected values: in how many of many trials, and how much on average."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number
from examcli.bank.english.choices import TENTH, TENTHS
from examcli.bank.english.nouns import joined
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import added

words = Words(__name__)
form = words.form

_TENTHS = ((5, 3, 2), (6, 3, 1), (4, 5, 1), (7, 2, 1), (4, 3, 3), (2, 2, 6), (1, 5, 4), (8, 1, 1))


def expected_value(draw: Draw) -> Draft:
    """How often; a mean by probabilities; a value found from it, or many trials of it."""
    hard = draw.pick((_missing_value, _many_trials))
    return draw.by_level(_how_often, _mean_by_chance, hard)(draw)


@dataclass(frozen=True)
class Points:
    """Three different numbers of points, and their probabilities in tenths."""

    values: Sequence[int]
    tenths: Sequence[int]

    def told(self, last: object = None) -> str:
        """What may come out, and how likely it is; `last` is written for the last number."""
        outcomes = []
        for value, tenth in zip(
            [*self.values[:2], last or self.values[2]], self.tenths, strict=True
        ):
            points = words.phrase("one-point" if value == 1 else "points", value=value)
            outcomes.append(words.phrase("outcome", points=points, chance=number(tenth * TENTH)))
        return joined(outcomes)

    def weighted(self, count: int = 3) -> int:
        """Ten times what the first `count` numbers bring on average."""
        return sum(v * t for v, t in zip(self.values[:count], self.tenths[:count], strict=True))

    def products(self, count: int = 3) -> str:
        """The same as an expression for a check."""
        pairs = zip(self.values[:count], self.tenths[:count], strict=True)
        return added(f"{v} * {t}" for v, t in pairs)

    @property
    def likeliest(self) -> int:
        """The number that comes out most often."""
        return self.values[self.tenths.index(max(self.tenths))]


def _points(draw: Draw) -> Points:
    return Points(draw.sample(range(1, 16), 3), draw.sample(draw.pick(_TENTHS), 3))


@form("how-often")
def _how_often(draw: Draw) -> Computed:
    percent, trials = 5 * draw.integer(2, 18), 20 * draw.integer(2, 30)
    key = percent * trials // 100
    return computed(
        key,
        f"{trials} * {percent} / 100",
        trials - key,  # answered the complement
        percent,  # answered the percentage
        Fraction(trials, percent),  # divided
        Fraction(percent * trials, 1000),  # lost a place
        Fraction((percent + 10) * trials, 100),  # slipped by ten percent
        Fraction((percent - 5) * trials, 100),  # slipped by five percent
        Fraction((percent + 5) * trials, 100),  # slipped by five percent
        Fraction(trials, 2),  # took both outcomes as equally likely
    ).told(percent=percent, trials=trials)


@form("mean-by-chance", TENTHS)
def _mean_by_chance(draw: Draw) -> Computed:
    points = _points(draw)
    values, tenths = points.values, points.tenths
    exchanged = sum(v * t for v, t in zip(values, reversed(tenths), strict=True))
    return computed(
        points.weighted() * TENTH,
        f"({points.products()}) / 10",
        Fraction(sum(values), 3),  # ignored the probabilities
        exchanged * TENTH,  # exchanged them
        points.likeliest,  # took the likeliest value
        points.weighted(2) * TENTH,  # left the last value out
        Fraction(points.weighted(), 30),  # divided by the number of values as well
        sum(values),  # added the values
    ).told(
        told=points.told(),
        terms=added(f"{v} × {number(t * TENTH)}" for v, t in zip(values, tenths, strict=True)),
    )


@form("missing-points")
def _missing_value(draw: Draw) -> Computed:
    points = _points(draw)
    key, chance = points.values[2], points.tenths[2] * TENTH
    known, expected = points.weighted(2) * TENTH, points.weighted() * TENTH
    rest = expected - known
    return computed(
        key,
        f"({points.weighted()} - ({points.products(2)})) / {points.tenths[2]}",
        rest,  # forgot to divide by the probability
        3 * expected - sum(points.values[:2]),  # ignored the probabilities
        expected,  # answered the expected value
        rest * chance,  # multiplied by the probability
        *slips(key, 1, -1),  # slipped in the division
    ).told(
        told=points.told("x"),
        expected=number(expected),
        known=number(known),
        rest=number(rest),
        chance=number(chance),
    )


@form("many-trials")
def _many_trials(draw: Draw) -> Computed:
    points = _points(draw)
    trials, weighted = 10 * draw.integer(2, 20), points.weighted()
    return computed(
        weighted * trials // 10,
        f"{trials} * ({points.products()}) / 10",
        Fraction(sum(points.values) * trials, 3),  # ignored the probabilities
        weighted * trials,  # lost a place
        max(points.values) * trials,  # took the greatest value each time
        points.likeliest * trials,  # took the likeliest value each time
        points.weighted(2) * trials // 10,  # left the last value out
    ).told(told=points.told(), trials=trials, once=number(weighted * TENTH))
