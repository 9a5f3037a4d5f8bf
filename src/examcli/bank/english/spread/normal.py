"""The normal distribution by the 68-95-99.7 rule."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number, numeric
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import balanced

ask = wordings("examcli.bank.english.spread")

PERCENT = "{}%"
WITHIN = (Fraction(0), Fraction(68), Fraction(95), Fraction(997, 10))
"""The percentage within so many standard deviations of the mean."""
_WITHIN_EXACTLY = ("0", "68", "95", "997 / 10")


@dataclass(frozen=True)
class Normal:
    """Things that are normally distributed, in a unit."""

    things: str
    unit: str
    centre: int
    deviation: int

    def __str__(self) -> str:
        return (
            f"{self.things} are normally distributed with a mean of {self.centre} {self.unit} and "
            f"a standard deviation of {self.deviation} {self.unit}."
        )

    def at(self, place: int) -> int:
        """The value so many standard deviations above the mean."""
        return self.centre + place * self.deviation


_THINGS = (
    ("The scores on a large test", "points", 50, 80),
    ("The heights of the plants in a nursery", "cm", 60, 120),
    ("The masses of the apples from an orchard", "g", 140, 200),
    ("The lifetimes of a type of battery", "hours", 40, 90),
    ("The lengths of the parts from a machine", "mm", 60, 150),
)


def _normal(draw: Draw) -> Normal:
    things, unit, low, high = draw.pick(_THINGS)
    return Normal(things, unit, draw.integer(low, high), draw.integer(2, 10))


def empirical_rule(draw: Draw) -> Draft:
    """Within; beyond one end or on one side; between unlike ends, or as a count."""
    medium = draw.pick((_above, _one_side))
    hard = draw.pick((_between, _how_many))
    return draw.by_level(_within, medium, hard)(draw)


def _within(draw: Draw) -> Draft:
    data, reach = _normal(draw), draw.integer(1, 3)
    key = WITHIN[reach]
    mistakes = [
        *(WITHIN[other] for other in (1, 2, 3)),  # counted the standard deviations wrongly
        key / 2,  # took one side only
        100 - key,  # answered the values outside
        Fraction(50),  # took half of the values
    ]
    stem = ask(draw, "within", data=data, low=data.at(-reach), high=data.at(reach), unit=data.unit)
    explanation = (
        f"Both ends are {_steps(reach)} from the mean, and within that distance lie about "
        f"{number(key)}%."
    )
    return numeric(
        stem, key, balanced(draw, key, mistakes), _WITHIN_EXACTLY[reach], explanation, PERCENT
    )


def _above(draw: Draw) -> Draft:
    data, reach = _normal(draw), draw.integer(1, 2)
    outside = 100 - WITHIN[reach]
    side, value = draw.pick((("above", data.at(reach)), ("below", data.at(-reach))))
    key = outside / 2
    mistakes = [
        outside,  # counted both ends
        WITHIN[reach],  # answered the values within
        WITHIN[reach] / 2,  # answered the values between the mean and the bound
        100 - key,  # answered the other side
        (100 - WITHIN[3 - reach]) / 2,  # counted the standard deviations wrongly
    ]
    stem = ask(draw, "tail", data=data, side=side, value=value, unit=data.unit)
    explanation = (
        f"The bound is {_steps(reach)} from the mean. Outside lie {number(outside)}%, and half of "
        f"them on this side: {number(outside)} ÷ 2 = {number(key)}%."
    )
    check = f"(100 - {WITHIN[reach]}) / 2"
    return numeric(stem, key, balanced(draw, key, mistakes), check, explanation, PERCENT)


def _one_side(draw: Draw) -> Draft:
    data, reach = _normal(draw), draw.integer(1, 2)
    side = draw.pick((-1, 1))
    key = WITHIN[reach] / 2
    mistakes = [
        WITHIN[reach],  # counted both sides
        (100 - WITHIN[reach]) / 2,  # answered the values beyond
        100 - WITHIN[reach],  # answered the values outside
        WITHIN[3 - reach] / 2,  # counted the standard deviations wrongly
        Fraction(50),  # took the whole side
    ]
    ends = sorted((data.centre, data.at(side * reach)))
    stem = ask(draw, "between", data=data, low=ends[0], high=ends[1], unit=data.unit)
    explanation = (
        f"From the mean to {_steps(reach)} {_side(side)} it lies half of "
        f"{number(WITHIN[reach])}%: {number(WITHIN[reach])} ÷ 2 = {number(key)}%."
    )
    check = f"{WITHIN[reach]} / 2"
    return numeric(stem, key, balanced(draw, key, mistakes), check, explanation, PERCENT)


def _between(draw: Draw) -> Draft:
    data = _normal(draw)
    low, high = draw.pick(((-1, 2), (-2, 1), (1, 2), (-2, -1)))
    near, far = WITHIN[1] / 2, WITHIN[2] / 2
    is_around = low < 0 < high
    key = far + near if is_around else far - near
    mistakes = [
        far - near if is_around else far + near,  # took the ends on the wrong sides of the mean
        WITHIN[1] if is_around else WITHIN[2] - WITHIN[1],  # took both sides as alike
        WITHIN[2],  # answered the wider interval
        far,  # used one end only
        near,  # used one end only
    ]
    stem = ask(draw, "between", data=data, low=data.at(low), high=data.at(high), unit=data.unit)
    sign = "+" if is_around else "-"
    first, second = (near, far) if is_around else (far, near)
    explanation = (
        f"The ends are {_steps(abs(low))} {_side(low)} and {_steps(abs(high))} {_side(high)} "
        f"the mean: {number(first)} {sign} {number(second)} = {number(key)}%."
    )
    check = f"95 / 2 {'+' if is_around else '-'} 68 / 2"
    return numeric(stem, key, balanced(draw, key, mistakes), check, explanation, PERCENT)


def _how_many(draw: Draw) -> Draft:
    data, total = _normal(draw), 200 * draw.integer(1, 10)
    reach, side = draw.integer(1, 2), draw.pick((-1, 1))
    share = (100 - WITHIN[reach]) / 2
    key = int(share * total / 100)
    mistakes = [
        Fraction(2 * key),  # counted both ends
        total * WITHIN[reach] / 100,  # counted the values within
        total * WITHIN[reach] / 200,  # counted the values between the mean and the bound
        Fraction(total - key),  # counted the other side
        total * (100 - WITHIN[3 - reach]) / 200,  # counted the standard deviations wrongly
    ]
    stem = ask(
        draw, "how-many", data=data, total=total, value=data.at(side * reach),
        side=_side(side), unit=data.unit,
    )  # fmt: skip
    explanation = (
        f"The bound is {_steps(reach)} from the mean, so beyond it lie {number(share)}%: "
        f"{total} × {number(share)} ÷ 100 = {key}."
    )
    check = f"{total} * (100 - {WITHIN[reach]}) / 200"
    # No slips of a digit here: the rule is rough, and so a near value would be right as well.
    return numeric(stem, key, balanced(draw, Fraction(key), mistakes), check, explanation)


def _side(place: int) -> str:
    return "above" if place > 0 else "below"


def _steps(count: int) -> str:
    return f"{count} standard deviation{'s' if count > 1 else ''}"
