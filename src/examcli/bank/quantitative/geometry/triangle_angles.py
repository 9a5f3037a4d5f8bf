"""Interior and exterior angles of one triangle."""

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed, whole_below
from examcli.bank.quantitative.geometry.angles import linear
from examcli.bank.quantitative.geometry.pictures import (
    SILENT,
    UNKNOWN,
    degrees,
    of_angles,
)

words = Words(__name__)
form = words.form

ANGLE = whole_below(180)
SMALLEST_DEGREES, ROOMY_DEGREES = 20, 40
NAMES = ("أ", "ب", "ج")
RATIOS = (
    (1, 2, 3), (1, 3, 5), (2, 3, 4), (3, 4, 5), (2, 3, 5), (1, 4, 5), (2, 3, 7), (1, 2, 7),
    (3, 5, 7), (4, 5, 6), (2, 5, 8), (1, 5, 6), (2, 5, 5), (3, 4, 8), (5, 6, 7),
)  # fmt: skip


def triangle_angles(draw: Draw) -> Draft:
    """Interior and exterior angles of one triangle."""
    forms = draw.by_level(
        (_third_angle, _isosceles_from_apex),
        (_exterior_angle, _angles_in_ratio, _isosceles_from_base),
        (_triangle_expressions, _bisectors_meet),
    )
    return draw.pick(forms)(draw)


@form("third-angle", ANGLE)
def _third_angle(draw: Draw) -> Computed:
    first, second = draw.integer(25, 85), draw.integer(25, 85)
    key = 180 - first - second
    case, names = draw.pick((("unnamed", SILENT), ("named", NAMES)))
    mistakes = (
        180 - first,  # forgot the second angle
        180 - second,  # forgot the first angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        abs(90 - first),  # took the triangle as right-angled
        abs(first - second),  # subtracted the two angles
    )
    check, told = f"180 - {first} - {second}", (degrees(first), degrees(second), UNKNOWN)
    figure = of_angles((first, second, key), told, names=names)
    return computed(
        key,
        check,
        *mistakes,
        case=case,
        figure=figure,
    ).told(first=first, second=second)


@form("isosceles-from-apex", ANGLE)
def _isosceles_from_apex(draw: Draw) -> Computed:
    apex = draw.integer(12, 70) * 2
    key = (180 - apex) // 2
    case, names, other = draw.pick((("unnamed", SILENT, UNKNOWN), ("named", NAMES, "")))
    mistakes = (
        180 - apex,  # forgot to halve
        apex,  # took the base angle as equal to the apex
        180 - 2 * apex,  # took the given angle for a base angle
        90 - key,  # halved the apex instead
        key + 5,  # slipped in halving
        key - 5,  # slipped in halving
    )
    figure = of_angles((apex, key, key), (degrees(apex), UNKNOWN, other), names=names)
    return computed(
        key,
        f"(180 - {apex}) / 2",
        *mistakes,
        case=case,
        figure=figure,
    ).told(apex=apex)


@form("exterior-angle", ANGLE)
def _exterior_angle(draw: Draw) -> Computed:
    near, key = draw.integer(25, 80), draw.integer(25, 80)
    exterior = near + key
    mistakes = (
        180 - exterior,  # answered the adjacent interior angle
        180 - near,  # took the given pair as supplementary
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        abs(180 - exterior - near),  # treated the exterior angle as interior
        exterior + near - 90,  # added instead of subtracting
    )
    return computed(
        key,
        f"{exterior} - {near}",
        *mistakes,
    ).told(near=near, exterior=exterior)


@form("angles-in-ratio", ANGLE)
def _angles_in_ratio(draw: Draw) -> Computed:
    parts = draw.pick(RATIOS)
    smallest, middle, largest = parts
    case, share, opposite = draw.pick(
        (("largest", largest, smallest), ("smallest", smallest, largest))
    )
    total = sum(parts)
    one = 180 // total
    key = share * one
    mistakes = (
        opposite * one,  # answered the other extreme
        middle * one,  # answered the middle angle
        one,  # answered one share
        2 * key if key < 90 else 0,  # shared 360 instead of 180
        key + one,  # counted one share too many
        key - one,  # counted one share too few
        180 - key,  # answered the sum of the other two
    )
    check = f"180 / ({' + '.join(map(str, parts))}) * {share}"
    ratio = " : ".join(map(str, parts))
    return computed(
        key,
        check,
        *mistakes,
        case=case,
    ).told(ratio=ratio, total=total, one=one, share=share)


@form("isosceles-from-base", ANGLE)
def _isosceles_from_base(draw: Draw) -> Computed:
    base = draw.integer(20, 80)
    key = 2 * base
    mistakes = (
        180 - key,  # answered the interior angle
        180 - base,  # answered the exterior angle at the base
        base,  # answered the other base angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        90 + base,  # took the apex as a right angle
    )
    return computed(
        key,
        f"2 * {base}",
        *mistakes,
    ).told(base=base)


@form("triangle-expressions", ANGLE)
def _triangle_expressions(draw: Draw) -> Computed:
    """All three angles of a triangle given in س; the largest or the smallest is asked."""
    x = draw.integer(6, 20)
    times = (draw.integer(1, 2), draw.integer(2, 4), draw.integer(1, 4))
    first = times[0] * x + draw.integer(2, 6) * 5
    second = times[1] * x + draw.integer(-2, 2) * 5
    angles = (first, second, 180 - first - second)
    if min(angles) < SMALLEST_DEGREES or len(set(angles)) < 3:
        raise Degenerate("flat or isosceles")
    constants = [angle - count * x for angle, count in zip(angles, times, strict=True)]
    one, two, three = (
        f"({linear(count, constant)})°" for count, constant in zip(times, constants, strict=True)
    )
    case, key = draw.pick((("largest", max(angles)), ("smallest", min(angles))))
    place = angles.index(key)
    mistakes = (
        *sorted(angles),  # answered another angle
        x,  # answered س, not the angle
        times[place] * x,  # left out the constant
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    )
    solved = f"(180 - ({sum(constants)})) / {sum(times)}"
    # Long labels need wide angles over the longest base.
    roomy = min(angles) >= ROOMY_DEGREES and first == max(angles)
    return computed(
        key,
        f"{times[place]} * {solved} + ({constants[place]})",
        *mistakes,
        case=case,
        figure=of_angles(angles, (one, two, three)) if roomy else None,
    ).told(one=one, two=two, three=three, total=linear(sum(times), sum(constants)), x=x)


@form("bisectors-meet", ANGLE)
def _bisectors_meet(draw: Draw) -> Computed:
    """Two bisectors of a triangle meet at 90° plus half of the third angle."""
    apex = draw.integer(10, 60) * 2
    rest = 180 - apex
    half = rest // 2
    key = 180 - half
    mistakes = (
        rest,  # forgot to halve the two angles
        180 - apex // 2,  # halved the wrong angle
        half,  # answered the sum of the two halves
        key + 5,  # slipped in halving
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    )
    return computed(
        key,
        f"180 - (180 - {apex}) / 2",
        *mistakes,
    ).told(apex=apex, rest=rest, half=half)
