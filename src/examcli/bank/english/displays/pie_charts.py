"""Pie charts, told by their sectors."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw, illustrated, numeric
from examcli.bank.english.displays.shares import four_shares
from examcli.bank.english.nouns import joined
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole, whole_below

ask = wordings("examcli.bank.english.displays")

# What a chart divides, in which way, and its sectors.
PIES = (
    ("trips", "by means of transport", ("Bus", "Car", "Train", "Bicycle")),
    ("books", "by subject", ("History", "Science", "Fiction", "Art")),
    ("trees", "by kind", ("Oak", "Pine", "Maple", "Birch")),
    ("orders", "by time of day", ("Morning", "Noon", "Afternoon", "Evening")),
    ("songs", "by language", ("English", "Spanish", "Arabic", "French")),
)
ANGLES = (30, 36, 40, 45, 54, 60, 72, 80, 90, 108, 120, 135, 144, 150)


def pie_chart(draw: Draw) -> Draft:
    """A number from a share; by way of the rest or an angle; the whole from two sectors."""
    easy = draw.pick((_number_of_share, _angle_of_share))
    medium = draw.pick((_number_of_rest, _number_of_angle))
    hard = draw.pick((_whole_from_difference, _rest_in_ratio))
    return draw.by_level(easy, medium, hard)(draw)


def _told(names: list[str], shares: list[int]) -> str:
    return joined([f"{name} {share}%" for name, share in zip(names, shares, strict=True)])


def _shown(draft: Draft, names: list[str], shares: list[int], told: int) -> Draft:
    """The draft with a pie of which the first `told` sectors say their share."""
    labels = [f"{share}%" if place < told else "" for place, share in enumerate(shares)]
    return illustrated(draft, "pie-chart", shares, ("", *names, *labels))


def _number_of_share(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    shares, names = four_shares(draw), draw.sample(sectors, 4)
    total, place = 20 * draw.integer(4, 30), draw.integer(0, 3)
    key = shares[place] * total // 100
    mistakes: list[int | Fraction] = [
        total - key,  # answered the other sectors
        shares[place],  # answered the percentage
        Fraction(shares[place - 1] * total, 100),  # took another sector
        Fraction(total, shares[place]),  # divided by the percentage
        Fraction(total, 4),  # took the sectors as equal
    ]
    stem = ask(
        draw, "pie-number", things=things, way=way, total=total, told=_told(names, shares),
        sector=names[place],
    )  # fmt: skip
    explanation = f"{shares[place]}% of {total}: {total} × {shares[place]} ÷ 100 = {key}."
    check = f"{total} * {shares[place]} / 100"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return _shown(draft, names, shares, 4)


def _angle_of_share(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    shares, names = four_shares(draw), draw.sample(sectors, 4)
    place = draw.pick([at for at, share in enumerate(shares) if share != 25])
    percent = shares[place]
    key = 18 * percent // 5
    mistakes: list[int | Fraction] = [
        percent,  # took the percentage for degrees
        Fraction(180 * percent, 100),  # used half a turn
        360 - key,  # answered the rest of the turn
        90,  # took the sectors as equal
        3 * percent,  # used three hundred degrees
    ]
    stem = ask(
        draw, "pie-angle", things=things, way=way, told=_told(names, shares), sector=names[place]
    )
    explanation = f"{percent}% of the full turn of 360°: 360 × {percent} ÷ 100 = {key}°."
    check = f"360 * {percent} / 100"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, "{}°")
    return _shown(draft, names, shares, 4)


def _number_of_rest(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    shares, names = four_shares(draw), draw.sample(sectors, 4)
    total = 20 * draw.integer(4, 30)
    known, rest = sum(shares[:3]), shares[3]
    key = rest * total // 100
    mistakes: list[int | Fraction] = [
        total - key,  # answered the other sectors
        rest,  # answered the percentage
        Fraction(shares[2] * total, 100),  # took the sector before it
        Fraction(total, 4),  # took the sectors as equal
        Fraction((rest + 5) * total, 100),  # slipped in the sum of the shares
        Fraction((rest - 5) * total, 100),  # slipped in the sum of the shares
    ]
    stem = ask(
        draw, "pie-rest", things=things, way=way, total=total, told=_told(names[:3], shares[:3]),
        sector=names[3],
    )  # fmt: skip
    explanation = f"The rest is 100% - {known}% = {rest}%, which is {total} × {rest} ÷ 100 = {key}."
    check = f"{total} * (100 - {shares[0]} - {shares[1]} - {shares[2]}) / 100"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return _shown(draft, names, shares, 3)


def _number_of_angle(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    angle, sector = draw.pick(ANGLES), draw.pick(sectors)
    share = Fraction(angle, 360)
    total = share.denominator * draw.integer(4, 30)
    key = int(share * total)
    mistakes: list[int | Fraction] = [
        Fraction(angle * total, 100),  # took the angle for a percentage
        Fraction(angle * total, 180),  # used half a turn
        total - key,  # answered the other sectors
        angle,  # answered the angle
        Fraction(total, 4),  # took the sectors as equal
    ]
    stem = ask(
        draw, "pie-from-angle", things=things, way=way, total=total, angle=angle, sector=sector
    )
    explanation = f"The sector is {angle} ÷ 360 of all: {total} × {angle} ÷ 360 = {key}."
    check = f"{total} * {angle} / 360"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    labels = ("", sector, "Others", f"{angle}°", "")
    return illustrated(draft, "pie-chart", (angle, 360 - angle), labels)


def _whole_from_difference(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    shares, names = four_shares(draw), draw.sample(sectors, 4)
    one, other = draw.sample(range(4), 2)
    if shares[one] < shares[other]:
        one, other = other, one
    key = 20 * draw.integer(4, 30)
    apart = shares[one] - shares[other]
    more = apart * key // 100
    mistakes: list[int | Fraction] = [
        Fraction(100 * more, shares[one]),  # took the difference for the larger sector
        Fraction(100 * more, shares[other]),  # took the difference for the smaller sector
        Fraction(100 * more, shares[one] + shares[other]),  # added the shares
        Fraction(shares[one] * key, 100),  # answered the larger sector
        2 * key,  # doubled the whole
        apart * more,  # multiplied by the difference of the shares
    ]
    stem = ask(
        draw, "pie-whole", things=things, way=way, told=_told(names, shares), larger=names[one],
        smaller=names[other], more=more,
    )  # fmt: skip
    explanation = (
        f"The difference is {shares[one]}% - {shares[other]}% = {apart}% of all: "
        f"{more} × 100 ÷ {apart} = {key}."
    )
    check = f"100 * {more} / ({shares[one]} - {shares[other]})"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return _shown(draft, names, shares, 4)


def _rest_in_ratio(draw: Draw) -> Draft:
    things, way, sectors = draw.pick(PIES)
    names, times = draw.sample(sectors, 4), draw.pick((2, 3, 4))
    small = draw.pick({2: (10, 15, 20), 3: (5, 10, 15), 4: (5, 8, 10, 12)}[times])
    first = 5 * draw.integer(2, (100 - (times + 1) * small) // 5 - 2)
    second = 100 - first - (times + 1) * small
    key = times * small
    mistakes: list[int | Fraction] = [
        small,  # answered the smaller sector
        Fraction(key + small, 2),  # shared the rest equally
        key + small,  # answered the rest
        Fraction(key + small, times),  # divided by the factor
        key + 5,  # slipped in the sum of the shares
        key - 5,  # slipped in the sum of the shares
    ]
    stem = ask(
        draw, "pie-ratio", things=things, way=way, told=_told(names[:2], [first, second]),
        larger=names[2], smaller=names[3], times=times,
    )  # fmt: skip
    explanation = (
        f"For both together remains 100% - {first}% - {second}% = {key + small}%, which is "
        f"{times + 1} equal parts; {times} of them are {key + small} × {times} ÷ {times + 1} = "
        f"{key}%."
    )
    check = f"(100 - {first} - {second}) * {times} / ({times} + 1)"
    chosen = whole_below(draw, 100, key, mistakes)
    draft = numeric(stem, key, chosen, check, explanation, "{}%")
    return _shown(draft, names, [first, second, key, small], 2)
