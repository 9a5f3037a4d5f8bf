"""The normal distribution by the 68-95-99.7 rule."""

from dataclasses import dataclass
from fractions import Fraction

from examcli.bank.draft import Draft, Draw, number
from examcli.bank.english.choices import ROUGH
from examcli.bank.forms import Computed, Words, computed

words = Words(__name__)
form = words.form

WITHIN = (Fraction(0), Fraction(68), Fraction(95), Fraction(997, 10))
"""The percentage within so many standard deviations of the mean."""


def empirical_rule(draw: Draw) -> Draft:
    """Within; beyond one end or on one side; between unlike ends, or as a count."""
    medium = draw.pick((_above, _one_side))
    hard = draw.pick((_between, _how_many))
    return draw.by_level(_within, medium, hard)(draw)


@dataclass(frozen=True)
class Normal:
    """Things that are normally distributed, in a unit."""

    things: str
    unit: str
    centre: int
    deviation: int

    def __str__(self) -> str:
        return words.phrase("normal", **vars(self))

    def at(self, place: int) -> int:
        """The value so many standard deviations above the mean."""
        return self.centre + place * self.deviation


def _normal(draw: Draw) -> Normal:
    found = draw.pick(words.phrases("things"))
    centre, deviation = draw.integer(*found["mean"]), draw.integer(2, 10)
    return Normal(found["things"], found["unit"], centre, deviation)


def _steps(count: int) -> str:
    """So many standard deviations."""
    return words.phrase("one-step" if count == 1 else "steps", count=count)


def _side(place: int) -> str:
    return "above" if place > 0 else "below"


def _end(place: int) -> str:
    """So many standard deviations on one side of the mean."""
    return words.phrase(_side(place), steps=_steps(abs(place)))


@form("within", ROUGH)
def _within(draw: Draw) -> Computed:
    data, reach = _normal(draw), draw.integer(1, 3)
    key = WITHIN[reach]
    return computed(
        key,
        f"{key}",
        *WITHIN[1:],  # counted the standard deviations wrongly
        key / 2,  # took one side only
        100 - key,  # answered the values outside
        Fraction(50),  # took half of the values
    ).told(data=data, low=data.at(-reach), high=data.at(reach), steps=_steps(reach))


@form("tail", ROUGH)
def _above(draw: Draw) -> Computed:
    data, reach = _normal(draw), draw.integer(1, 2)
    inside, place = WITHIN[reach], draw.pick((reach, -reach))
    key = (100 - inside) / 2
    return computed(
        key,
        f"(100 - {inside}) / 2",
        100 - inside,  # counted both ends
        inside,  # answered the values within
        inside / 2,  # answered the values between the mean and the bound
        100 - key,  # answered the other side
        (100 - WITHIN[3 - reach]) / 2,  # counted the standard deviations wrongly
        case=_side(place),
    ).told(data=data, value=data.at(place), steps=_steps(reach), outside=100 - inside)


@form("between-mean-and", ROUGH)
def _one_side(draw: Draw) -> Computed:
    data, reach = _normal(draw), draw.integer(1, 2)
    inside, place = WITHIN[reach], reach * draw.pick((-1, 1))
    low, high = sorted((data.centre, data.at(place)))
    return computed(
        inside / 2,
        f"{inside} / 2",
        inside,  # counted both sides
        (100 - inside) / 2,  # answered the values beyond
        100 - inside,  # answered the values outside
        WITHIN[3 - reach] / 2,  # counted the standard deviations wrongly
        Fraction(50),  # took the whole side
    ).told(data=data, low=low, high=high, end=_end(place), both=inside)


@form("between", ROUGH)
def _between(draw: Draw) -> Computed:
    data = _normal(draw)
    low, high = draw.pick(((-1, 2), (-2, 1), (1, 2), (-2, -1)))
    near, far = WITHIN[1] / 2, WITHIN[2] / 2
    is_around = low < 0 < high
    sign, first, second = ("+", near, far) if is_around else ("-", far, near)
    return computed(
        far + near if is_around else far - near,
        f"95 / 2 {sign} 68 / 2",
        far - near if is_around else far + near,  # took the ends on the wrong sides of the mean
        WITHIN[1] if is_around else WITHIN[2] - WITHIN[1],  # took both sides as alike
        WITHIN[2],  # answered the wider interval
        far,  # used one end only
        near,  # used one end only
    ).told(
        data=data,
        low=data.at(low),
        high=data.at(high),
        ends=(_end(low), _end(high)),
        first=number(first),
        sign=sign,
        second=number(second),
    )


@form("how-many", ROUGH)
def _how_many(draw: Draw) -> Computed:
    data, total = _normal(draw), 200 * draw.integer(1, 10)
    reach, side = draw.integer(1, 2), draw.pick((-1, 1))
    inside = WITHIN[reach]
    share = (100 - inside) / 2
    key = share * total / 100
    return computed(
        key,
        f"{total} * (100 - {inside}) / 200",
        2 * key,  # counted both ends
        total * inside / 100,  # counted the values within
        total * inside / 200,  # counted the values between the mean and the bound
        total - key,  # counted the other side
        total * (100 - WITHIN[3 - reach]) / 200,  # counted the standard deviations wrongly
        case=_side(side),
    ).told(
        data=data,
        total=total,
        value=data.at(side * reach),
        steps=_steps(reach),
        share=number(share),
    )
