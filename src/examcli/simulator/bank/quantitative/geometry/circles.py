"""Whole circles and rings. The ratio of circumference to diameter stays written as ط."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.pictures import circle, pictured

LENGTH = "{} سم"
PI_LENGTH = "{}ط سم"
PI_AREA = "{}ط سم²"
PI_SQUARE_METRES = "{}ط م²"
IN_PI = "بدلالة النسبة التقريبية ط"


def circle_area(draw: Draw) -> Draft:
    """Circumference and area, and how each gives the other."""
    forms = draw.by_level(
        (area_of_circle, circumference),
        (area_from_circumference, wheel_turns, half_disc_perimeter),
        (ring_area, circle_as_sum, wire_into_circle, linked_wheels),
    )
    return draw.pick(forms)(draw)


def area_of_circle(draw: Draw) -> Draft:
    """The area from the radius or the diameter."""
    radius = draw.integer(3, 20)
    key = radius**2
    thing = draw.pick(("دائرة", "طاولة دائرية", "بركة دائرية", "قرص دائري", "لوحة دائرية"))
    suffix = "ه" if thing.startswith("قرص") else "ها"
    given, picture = draw.pick(
        (
            (f"نصف قطر{suffix} {radius} سم", circle(radius, told=LENGTH.format(radius))),
            (f"قطر{suffix} {2 * radius} سم", circle(radius, across=LENGTH.format(2 * radius))),
        )
    )
    stem = f"{thing} طول {given}. كم سنتيمترًا مربعًا مساحت{suffix} {IN_PI}؟"
    mistakes = [
        2 * radius,  # computed the circumference
        4 * radius**2,  # squared the diameter
        radius,  # forgot to square
        2 * radius**2,  # doubled the area
        (radius + 1) ** 2,  # slipped in the square
        key - radius,  # slipped in the square
    ]
    explanation = f"نصف القطر {radius} سم، والمساحة {radius}² × ط = {key}ط سم²."
    check = f"({2 * radius} / 2)**2" if str(2 * radius) + " سم" in stem else f"{radius}**2"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PI_AREA)
    return pictured(draft, picture)


def circumference(draw: Draw) -> Draft:
    """The circumference from the radius or the area."""
    radius = draw.integer(2, 15)
    key = 2 * radius
    drawn = circle(radius, told=LENGTH.format(radius))
    stem, picture = draw.pick(
        (
            (f"دائرة طول نصف قطرها {radius} سم. ما محيطها {IN_PI}؟", drawn),
            (f"إطار دائري طول نصف قطره {radius} سم. كم سنتيمترًا محيطه {IN_PI}؟", drawn),
            (f"دائرة مساحتها {radius**2}ط سم². ما محيطها {IN_PI}؟", None),
        )
    )
    mistakes = [
        radius,  # forgot to double the radius
        radius**2,  # computed the area
        4 * radius,  # doubled the diameter
        key + 2,  # slipped
        key - 1,  # slipped
    ]
    explanation = f"نصف القطر {radius} سم، والمحيط 2 × {radius} × ط = {key}ط سم."
    check = f"2 * {radius}" if "مساحتها" not in stem else f"2 * {radius**2} / {radius}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PI_LENGTH)
    return pictured(draft, picture)


def area_from_circumference(draw: Draw) -> Draft:
    """The circumference gives the radius, the radius the area."""
    radius = draw.integer(2, 20)
    key = radius**2
    thing = draw.pick(("دائرة", "طاولة دائرية", "بركة دائرية", "حديقة دائرية"))
    stem = f"{thing} محيطها {2 * radius}ط سم. كم سنتيمترًا مربعًا مساحتها {IN_PI}؟"
    mistakes = [
        4 * radius**2,  # took the diameter as the radius
        2 * radius,  # left the circumference as it was
        radius,  # answered the radius
        2 * radius**2,  # forgot to halve
        key + radius,  # slipped in the square
    ]
    explanation = f"نصف القطر {2 * radius} ÷ 2 = {radius} سم، والمساحة {radius}² × ط = {key}ط سم²."
    check = f"({2 * radius} / 2)**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PI_AREA)


def wheel_turns(draw: Draw) -> Draft:
    """A rolling wheel covers its circumference each turn."""
    radius_cm, turns = draw.pick((7, 14, 21, 28, 35)), draw.pick((50, 100, 200, 300, 500))
    around = 44 * radius_cm // 7
    key = around * turns // 100
    vehicle = draw.pick(("دراجة", "عربة", "سيارة لعبة"))
    stem, picture = draw.pick(
        (
            (
                (
                    f"عجلة {vehicle} نصف قطرها {radius_cm} سم. كم مترًا تقطع إذا دارت {turns} دورة "
                    "كاملة؟ (اعتبر ط = 22/7)"
                ),
                circle(radius_cm, told=LENGTH.format(radius_cm)),
            ),
            (
                (
                    f"تدحرجت عجلة قطرها {2 * radius_cm} سم على أرض مستوية {turns} دورة كاملة. "
                    "كم مترًا قطعت؟ (اعتبر ط = 22/7)"
                ),
                circle(radius_cm, across=LENGTH.format(2 * radius_cm)),
            ),
        )
    )
    mistakes = [
        key // 2,  # forgot to double the radius
        key * 2,  # used the diameter for the radius
        around,  # answered one turn in centimetres
        key * 10,  # slipped in the unit
        2 * radius_cm * turns // 100,  # forgot the ratio
    ]
    explanation = (
        f"المحيط 2 × {radius_cm} × 22/7 = {around} سم، والمسافة {around} × {turns} ÷ 100 = {key} م."
    )
    check = f"2 * {radius_cm} * 22 / 7 * {turns} / 100"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} م")
    return pictured(draft, picture)


def half_disc_perimeter(draw: Draw) -> Draft:
    """Half a circle and the diameter that closes it."""
    radius = draw.integer(2, 20)
    diameter = 2 * radius
    thing = draw.pick(("نافذة على هيئة نصف دائرة", "حديقة على هيئة نصف دائرة", "نصف قرص دائري"))
    suffix = "ه" if thing.startswith("نصف") else "ها"
    stem = f"{thing}، طول قطر{suffix} {diameter} سم. ما محيط{suffix} كاملًا {IN_PI}؟"
    mistakes = [
        f"({diameter} + {diameter}ط) سم",  # took the whole circle
        f"({radius} + {radius}ط) سم",  # closed it with a radius
        f"({diameter} + {radius**2}ط) سم",  # added an area to a length
        f"({radius} + {diameter}ط) سم",  # exchanged the two parts
    ]
    key = f"({diameter} + {radius}ط) سم"
    explanation = f"نصف محيط الدائرة {radius}ط سم، ويضاف إليه القطر {diameter} سم، فالمحيط {key}."
    return textual(stem, key, draw.sample(mistakes, 3), explanation)


def ring_area(draw: Draw) -> Draft:
    """The area between two circles of one centre."""
    inner, thickness = draw.integer(2, 12), draw.integer(1, 5)
    outer = inner + thickness
    key = outer**2 - inner**2
    stem = draw.pick(
        (
            (
                f"دائرتان متحدتا المركز نصفا قطريهما {inner} م و{outer} م. ما مساحة المنطقة "
                "المحصورة "
                f"بينهما {IN_PI}؟"
            ),
            (
                f"بركة دائرية نصف قطرها {inner} م، يحيط بها ممر عرضه {thickness} م. ما مساحة "
                "الممر "
                f"{IN_PI}؟"
            ),
        )
    )
    mistakes = [
        thickness**2,  # squared the difference of radii
        2 * thickness,  # subtracted circumferences
        outer**2 + inner**2,  # added the areas
        outer**2,  # answered the outer circle
        inner**2,  # answered the inner circle
        thickness * inner,  # multiplied width by radius
    ]
    explanation = f"المساحة ({outer}² − {inner}²) × ط = ({outer**2} − {inner**2})ط = {key}ط م²."
    check = f"{outer}**2 - {inner}**2"
    if "ممر" in stem:
        check = f"({inner} + {thickness})**2 - {inner}**2"
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, check, explanation, unit=PI_SQUARE_METRES)


def circle_as_sum(draw: Draw) -> Draft:
    """A circle as large as two others: radii add like the sides of a right triangle."""
    one, other, key = draw.pick(((3, 4, 5), (6, 8, 10), (5, 12, 13), (8, 15, 17), (9, 12, 15)))
    scale = draw.integer(1, 3)
    one, other, key = one * scale, other * scale, key * scale
    stem = draw.pick(
        (
            (
                f"دائرتان نصفا قطريهما {one} سم و{other} سم. ما نصف قطر دائرة مساحتها تساوي "
                "مجموع "
                "مساحتيهما؟"
            ),
            (
                f"صُهر قرصان معدنيان رقيقان متساويا السمك، نصفا قطريهما {one} سم و{other} سم، "
                "وصُنع "
                "منهما قرص واحد بالسمك نفسه. ما نصف قطره؟"
            ),
        )
    )
    mistakes = [
        one + other,  # added the radii
        other - one,  # subtracted the radii
        one * other // 2,  # multiplied the radii
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        2 * key,  # answered the diameter
    ]
    explanation = f"مربع نصف القطر {one}² + {other}² = {key**2}، فنصف القطر {key} سم."
    check = f"({one}**2 + {other}**2) / {key}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def wire_into_circle(draw: Draw) -> Draft:
    """A wire bent from a square into a circle keeps its length."""
    radius = draw.pick((7, 14, 21, 28))
    length = 44 * radius // 7
    key = 22 * radius**2 // 7
    side = length // 4
    stem = draw.pick(
        (
            f"سلك على هيئة مربع طول ضلعه {side} سم، أُعيد تشكيله دائرة.",
            f"سلك طوله {length} سم شُكّل على هيئة دائرة.",
            f"سلك على هيئة مستطيل بعداه {side + 3} سم و{side - 3} سم، أُعيد تشكيله دائرة.",
            f"سلك على هيئة مستطيل بعداه {side + 5} سم و{side - 5} سم، أُعيد تشكيله دائرة.",
        )
    )
    stem += " " + draw.pick(("ما مساحتها؟", "كم مساحة الدائرة؟")) + " (اعتبر ط = 22/7)"
    mistakes = [
        side**2,  # took the area as unchanged
        length * radius,  # forgot to halve circumference times radius
        4 * key,  # took the diameter as the radius
        length,  # answered the circumference
        key // 2,  # halved
    ]
    explanation = (
        f"محيط الدائرة {length} سم، فنصف قطرها {radius} سم، ومساحتها 22/7 × {radius}² = {key} سم²."
    )
    check = f"22 / 7 * ({length} * 7 / (2 * 22))**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} سم²")


def linked_wheels(draw: Draw) -> Draft:
    """Wheels on one belt: turns are in the inverse ratio of radii."""
    small, large = draw.pick(((2, 3), (3, 4), (2, 5), (3, 5), (1, 3), (4, 5), (1, 4)))
    size, turns = draw.integer(3, 9), draw.integer(4, 20)
    given, key = turns * small, turns * large
    stem = draw.pick(
        (
            (
                f"عجلتان يصل بينهما حزام لا ينزلق، نصفا قطريهما {small * size} سم "
                f"و{large * size} سم. "
                f"كم دورة تدور الصغرى حين يبلغ عدد دورات الكبرى {given}؟"
            ),
            (
                f"عجلتان متلامستان تدوران دون انزلاق، قطراهما {small * size} سم "
                f"و{large * size} سم. "
                f"إذا كان عدد دورات الكبرى {given}، فكم عدد دورات الصغرى؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(given * small, large),  # used the direct ratio
        Fraction(given * large**2, small**2),  # squared the ratio
        given,  # took the turns as equal
        given + (large - small) * size,  # added the difference of radii
        key + turns,  # counted one share too many
        key - turns,  # counted one share too few
    ]
    explanation = (
        f"المسافة على المحيطين واحدة، فعدد الدورات {given} × {large * size} ÷ {small * size} = "
        f"{key}."
    )
    check = f"{given} * {large * size} / {small * size}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
