"""Pie charts, told by their sectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Draft, Draw, Picture
from examcli.bank.english.displays.shares import four_shares
from examcli.bank.english.nouns import joined
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.mistakes import slips

words = Words(__name__)
form = words.form

ANGLES = (30, 36, 40, 45, 54, 60, 72, 80, 90, 108, 120, 135, 144, 150)


def pie_chart(draw: Draw) -> Draft:
    """A number from a share; by way of the rest or an angle; the whole from two sectors."""
    easy = draw.pick((_number_of_share, _angle_of_share))
    medium = draw.pick((_number_of_rest, _number_of_angle))
    hard = draw.pick((_whole_from_difference, _rest_in_ratio))
    return draw.by_level(easy, medium, hard)(draw)


@dataclass(frozen=True)
class Pie:
    """What a pie chart divides and in which way, its four sectors, and how many say their share."""

    things: str
    way: str
    names: Sequence[str]
    shares: Sequence[int]
    open: int = 4

    @property
    def told(self) -> str:
        """The sectors that say their share."""
        pairs = list(zip(self.names, self.shares, strict=True))
        return joined([f"{name} {share}%" for name, share in pairs[: self.open]])

    def asked(self, key: int, check: str, *mistakes: int | Fraction, **gaps: Any) -> Computed:
        """A question about this pie, which is drawn beside it."""
        labels = ("", *self.names, *(f"{share}%" for share in self.shares[: self.open]))
        figure = Picture("pie-chart", self.shares, labels)
        return computed(
            key,
            check,
            *mistakes,
            figure=figure,
        ).told(pie=self, **gaps)


def _subject(draw: Draw) -> dict[str, Any]:
    """What is divided in which way into which sectors."""
    subject: dict[str, Any] = draw.pick(words.phrases("pies"))
    return subject


def _pie(draw: Draw, told: int = 4) -> Pie:
    subject, shares = _subject(draw), four_shares(draw)
    names = draw.sample(subject["sectors"], 4)
    return Pie(subject["things"], subject["way"], names, shares, told)


@form("pie-number")
def _number_of_share(draw: Draw) -> Computed:
    pie = _pie(draw)
    total, place = 20 * draw.integer(4, 30), draw.integer(0, 3)
    percent = pie.shares[place]
    key = percent * total // 100
    return pie.asked(
        key,
        f"{total} * {percent} / 100",
        total - key,  # answered the other sectors
        percent,  # answered the percentage
        Fraction(pie.shares[place - 1] * total, 100),  # took another sector
        Fraction(total, percent),  # divided by the percentage
        Fraction(total, 4),  # took the sectors as equal
        total=total,
        sector=pie.names[place],
        percent=percent,
    )


@form("pie-angle")
def _angle_of_share(draw: Draw) -> Computed:
    pie = _pie(draw)
    place = draw.pick([at for at, share in enumerate(pie.shares) if share != 25])
    percent = pie.shares[place]
    key = 18 * percent // 5
    return pie.asked(
        key,
        f"360 * {percent} / 100",
        percent,  # took the percentage for degrees
        Fraction(180 * percent, 100),  # used half a turn
        360 - key,  # answered the rest of the turn
        90,  # took the sectors as equal
        3 * percent,  # used three hundred degrees
        sector=pie.names[place],
        percent=percent,
    )


@form("pie-rest")
def _number_of_rest(draw: Draw) -> Computed:
    pie, total = _pie(draw, told=3), 20 * draw.integer(4, 30)
    first, second, third, rest = pie.shares
    key = rest * total // 100
    return pie.asked(
        key,
        f"{total} * (100 - {first} - {second} - {third}) / 100",
        total - key,  # answered the other sectors
        rest,  # answered the percentage
        Fraction(third * total, 100),  # took the sector before it
        Fraction(total, 4),  # took the sectors as equal
        Fraction((rest + 5) * total, 100),  # slipped in the sum of the shares
        Fraction((rest - 5) * total, 100),  # slipped in the sum of the shares
        total=total,
        sector=pie.names[3],
        known=100 - rest,
        rest=rest,
    )


@form("pie-from-angle")
def _number_of_angle(draw: Draw) -> Computed:
    subject, angle = _subject(draw), draw.pick(ANGLES)
    sector, share = draw.pick(subject["sectors"]), Fraction(angle, 360)
    total = share.denominator * draw.integer(4, 30)
    key = int(share * total)
    labels = ("", sector, words.phrase("others"), f"{angle}°")
    return computed(
        key,
        f"{total} * {angle} / 360",
        Fraction(angle * total, 100),  # took the angle for a percentage
        Fraction(angle * total, 180),  # used half a turn
        total - key,  # answered the other sectors
        angle,  # answered the angle
        Fraction(total, 4),  # took the sectors as equal
        figure=Picture("pie-chart", (angle, 360 - angle), labels),
    ).told(**subject, sector=sector, total=total, angle=angle)


@form("pie-whole")
def _whole_from_difference(draw: Draw) -> Computed:
    pie = _pie(draw)
    less, more = sorted(draw.sample(range(4), 2), key=pie.shares.__getitem__)
    large, small, key = pie.shares[more], pie.shares[less], 20 * draw.integer(4, 30)
    apart = large - small
    difference = apart * key // 100
    return pie.asked(
        key,
        f"100 * {difference} / ({large} - {small})",
        Fraction(100 * difference, large),  # took the difference for the larger sector
        Fraction(100 * difference, small),  # took the difference for the smaller sector
        Fraction(100 * difference, large + small),  # added the shares
        Fraction(large * key, 100),  # answered the larger sector
        2 * key,  # doubled the whole
        apart * difference,  # multiplied by the difference of the shares
        names=(pie.names[more], pie.names[less]),
        more=difference,
        large=large,
        small=small,
        apart=apart,
    )


@form("pie-ratio", whole_below(100))
def _rest_in_ratio(draw: Draw) -> Computed:
    subject = _subject(draw)
    names, times = draw.sample(subject["sectors"], 4), draw.pick((2, 3, 4))
    small = draw.pick({2: (10, 15, 20), 3: (5, 10, 15), 4: (5, 8, 10, 12)}[times])
    key, rest = times * small, (times + 1) * small
    first = 5 * draw.integer(2, (100 - rest) // 5 - 2)
    second = 100 - first - rest
    pie = Pie(subject["things"], subject["way"], names, (first, second, key, small), 2)
    return pie.asked(
        key,
        f"(100 - {first} - {second}) * {times} / ({times} + 1)",
        small,  # answered the smaller sector
        Fraction(rest, 2),  # shared the rest equally
        rest,  # answered the rest
        Fraction(rest, times),  # divided by the factor
        *slips(key, 5, -5),  # slipped in the sum of the shares
        first=first,
        second=second,
        rest=rest,
        times=times,
        parts=times + 1,
    )
