"""Interior and exterior angles of one triangle."""

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_below
from examcli.simulator.bank.quantitative.geometry.angles import DEGREES, linear
from examcli.simulator.bank.quantitative.geometry.pictures import (
    SILENT,
    UNKNOWN,
    of_angles,
    pictured,
)

SMALLEST_DEGREES, ROOMY_DEGREES = 20, 40
NAMES = ("أ", "ب", "ج")


def triangle_angles(draw: Draw) -> Draft:
    """Interior and exterior angles of one triangle."""
    forms = draw.by_level(
        (third_angle, isosceles_from_apex),
        (exterior_angle, angles_in_ratio, isosceles_from_base),
        (triangle_expressions, bisectors_meet),
    )
    return draw.pick(forms)(draw)


def third_angle(draw: Draw) -> Draft:
    """Two angles of a triangle are known."""
    first, second = draw.integer(25, 85), draw.integer(25, 85)
    key = 180 - first - second
    stem, names = draw.pick(
        (
            (f"مثلث قياسا زاويتين من زواياه {first}° و{second}°. ما قياس الزاوية الثالثة؟", SILENT),
            (
                (
                    f"في المثلث أ ب ج قياس الزاوية أ يساوي {first}° وقياس الزاوية ب يساوي "
                    f"{second}°. ما قياس الزاوية ج؟"
                ),
                NAMES,
            ),
        )
    )
    mistakes = [
        180 - first,  # forgot the second angle
        180 - second,  # forgot the first angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        abs(90 - first),  # took the triangle as right-angled
        abs(first - second),  # subtracted the two angles
    ]
    explanation = f"مجموع زوايا المثلث 180°، فالثالثة 180 − {first} − {second} = {key}°."
    check = f"180 - {first} - {second}"
    draft = numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )
    told = (DEGREES.format(first), DEGREES.format(second), UNKNOWN)
    return pictured(draft, of_angles((first, second, key), told, names=names))


def isosceles_from_apex(draw: Draw) -> Draft:
    """The base angle of an isosceles triangle, from the angle at the apex."""
    apex = draw.integer(12, 70) * 2
    key = (180 - apex) // 2
    stem, names, asked = draw.pick(
        (
            (
                f"مثلث متطابق الضلعين قياس زاوية رأسه {apex}°. ما قياس كل من زاويتي قاعدته؟",
                SILENT,
                (UNKNOWN, UNKNOWN),
            ),
            (
                (
                    f"في المثلث أ ب ج طول أ ب يساوي طول أ ج، وقياس الزاوية أ يساوي {apex}°. "
                    "ما قياس الزاوية ب؟"
                ),
                NAMES,
                (UNKNOWN, ""),
            ),
        )
    )
    mistakes = [
        180 - apex,  # forgot to halve
        apex,  # took the base angle as equal to the apex
        180 - 2 * apex,  # took the given angle for a base angle
        90 - key,  # halved the apex instead
        key + 5,  # slipped in halving
        key - 5,  # slipped in halving
    ]
    explanation = f"زاويتا القاعدة متساويتان، فكل منهما (180 − {apex}) ÷ 2 = {key}°."
    check = f"(180 - {apex}) / 2"
    draft = numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )
    told = (DEGREES.format(apex), *asked)
    return pictured(draft, of_angles((apex, key, key), told, names=names))


def exterior_angle(draw: Draw) -> Draft:
    """An exterior angle is the sum of the two remote interior ones."""
    near, key = draw.integer(25, 80), draw.integer(25, 80)
    exterior = near + key
    stem = draw.pick(
        (
            (
                f"قياس زاوية خارجية لمثلث {exterior}°، وقياس إحدى الزاويتين الداخليتين غير "
                "المجاورتين "
                f"لها {near}°. ما قياس الأخرى؟"
            ),
            (
                "مُدّ الضلع ب ج في المثلث أ ب ج على استقامته من جهة ج إلى النقطة د، فكان قياس "
                "الزاوية "
                f"أ ج د {exterior}°، وقياس الزاوية أ يساوي {near}°. ما قياس الزاوية ب؟"
            ),
        )
    )
    mistakes = [
        180 - exterior,  # answered the adjacent interior angle
        180 - near,  # took the given pair as supplementary
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        abs(180 - exterior - near),  # treated the exterior angle as interior
        exterior + near - 90,  # added instead of subtracting
    ]
    explanation = (
        "قياس الزاوية الخارجية يساوي مجموع الداخليتين البعيدتين عنها، "
        f"فالمطلوبة {exterior} − {near} = {key}°."
    )
    check = f"{exterior} - {near}"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


RATIOS = (
    (1, 2, 3), (1, 3, 5), (2, 3, 4), (3, 4, 5), (2, 3, 5), (1, 4, 5), (2, 3, 7), (1, 2, 7),
    (3, 5, 7), (4, 5, 6), (2, 5, 8), (1, 5, 6), (2, 5, 5), (3, 4, 8), (5, 6, 7),
)  # fmt: skip


def angles_in_ratio(draw: Draw) -> Draft:
    """The angles of a triangle stand in a ratio."""
    parts = draw.pick(RATIOS)
    asked, share = draw.pick((("أكبر", max(parts)), ("أصغر", min(parts))))
    one = 180 // sum(parts)
    key = share * one
    ratio = " : ".join(map(str, parts))
    stem = draw.pick(
        (
            f"النسبة بين قياسات زوايا مثلث {ratio}. ما قياس {asked} زواياه؟",
            f"قُسم مجموع قياسات زوايا مثلث بين زواياه بنسبة {ratio}. ما قياس {asked} زاوية فيه؟",
        )
    )
    smallest, middle, largest = parts
    mistakes = [
        (largest if share == smallest else smallest) * one,  # answered the other extreme
        middle * one,  # answered the middle angle
        one,  # answered one share
        2 * key if key < 90 else 0,  # shared 360 instead of 180
        key + one,  # counted one share too many
        key - one,  # counted one share too few
        180 - key,  # answered the sum of the other two
    ]
    explanation = (
        f"مجموع الأجزاء {sum(parts)}، وقيمة الجزء 180 ÷ {sum(parts)} = {one}°، "
        f"فالمطلوبة {share} × {one} = {key}°."
    )
    check = f"180 / ({' + '.join(map(str, parts))}) * {share}"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def isosceles_from_base(draw: Draw) -> Draft:
    """The exterior angle at the apex, from the angle at the base."""
    base = draw.integer(20, 80)
    key = 2 * base
    stem = draw.pick(
        (
            (
                f"مثلث متطابق الضلعين قياس إحدى زاويتي قاعدته {base}°. "
                "ما قياس الزاوية الخارجية عند رأسه؟"
            ),
            (
                f"في المثلث أ ب ج طول أ ب يساوي طول أ ج، وقياس الزاوية ب يساوي {base}°. "
                "ما قياس الزاوية الخارجية عند أ؟"
            ),
        )
    )
    mistakes = [
        180 - key,  # answered the interior angle
        180 - base,  # answered the exterior angle at the base
        base,  # answered the other base angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        90 + base,  # took the apex as a right angle
    ]
    explanation = f"الزاوية الخارجية عند الرأس مجموع زاويتي القاعدة: {base} + {base} = {key}°."
    check = f"2 * {base}"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def triangle_expressions(draw: Draw) -> Draft:
    """All three angles of a triangle given in س; the largest or the smallest is asked."""
    x = draw.integer(6, 20)
    coefficients = (draw.integer(1, 2), draw.integer(2, 4), draw.integer(1, 4))
    first = coefficients[0] * x + draw.integer(2, 6) * 5
    second = coefficients[1] * x + draw.integer(-2, 2) * 5
    angles = (first, second, 180 - first - second)
    if min(angles) < SMALLEST_DEGREES or len(set(angles)) < 3:
        raise Degenerate("flat or isosceles")
    constants = [angle - times * x for angle, times in zip(angles, coefficients, strict=True)]
    told = [
        f"({linear(times, constant)})°"
        for times, constant in zip(coefficients, constants, strict=True)
    ]
    shown = "، ".join(told)
    asked, key = draw.pick((("أكبر", max(angles)), ("أصغر", min(angles))))
    stem = f"قياسات زوايا مثلث هي: {shown}. ما قياس {asked} زواياه؟"
    place = angles.index(key)
    mistakes = [
        *sorted(angles),  # answered another angle
        x,  # answered س, not the angle
        coefficients[place] * x,  # left out the constant
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
    ]
    total = linear(sum(coefficients), sum(constants))
    explanation = f"{total} = 180، فتكون س = {x}، و{asked} الزوايا قياسها {key}°."
    solved = f"(180 - ({sum(constants)})) / {sum(coefficients)}"
    check = f"{coefficients[place]} * {solved} + ({constants[place]})"
    draft = numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )
    if min(angles) < ROOMY_DEGREES or first < max(angles):
        return draft  # long labels need wide angles over the longest base
    return pictured(draft, of_angles(angles, (told[0], told[1], told[2])))


def bisectors_meet(draw: Draw) -> Draft:
    """Two bisectors of a triangle meet at 90° plus half of the third angle."""
    apex = draw.integer(10, 60) * 2
    meeting = 90 + apex // 2
    stem = draw.pick(
        (
            (
                f"في المثلث أ ب ج قياس الزاوية أ يساوي {apex}°، والتقى منصفا الزاويتين ب و ج في "
                "النقطة م. ما قياس الزاوية ب م ج؟"
            ),
            (
                f"مثلث قياس إحدى زواياه {apex}°، ورُسم منصفا الزاويتين الأخريين حتى تقاطعا داخله. "
                "ما قياس الزاوية المنفرجة بين المنصفين؟"
            ),
        )
    )
    mistakes = [
        180 - apex,  # forgot to halve the two angles
        180 - apex // 2,  # halved the wrong angle
        90 - apex // 2,  # answered the sum of the two halves
        meeting + 5,  # slipped in halving
        meeting + 10,  # carried a ten too many
        meeting - 10,  # dropped a ten
    ]
    half = 90 - apex // 2
    explanation = (
        f"مجموع الزاويتين الأخريين {180 - apex}° ونصفه {half}°، فالزاوية المطلوبة "
        f"180 − {half} = {meeting}°."
    )
    check = f"180 - (180 - {apex}) / 2"
    chosen = whole_below(draw, 180, meeting, mistakes)
    return numeric(stem, meeting, chosen, check, explanation, unit=DEGREES)
