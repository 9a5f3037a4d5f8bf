"""Polygons: their angles, sides and diagonals."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole, whole_below

DEGREES = "{}°"
SIDE_COUNTS = {
    5: "خماسي",
    6: "سداسي",
    8: "ثماني",
    9: "تساعي",
    10: "عشاري",
}


def polygons(draw: Draw) -> Draft:
    """Interior and exterior angles, sides and diagonals of polygons."""
    forms = draw.by_level(
        (fourth_angle, fourth_angle, interior_sum),
        (fifth_angle, sides_from_exterior, diagonals, regular_interior),
        (interior_multiple_of_exterior, interior_exceeds_exterior, angle_ratio, exterior_of_two),
    )
    return draw.pick(forms)(draw)


def fourth_angle(draw: Draw) -> Draft:
    """Three angles of a quadrilateral are known."""
    known = [draw.integer(12, 26) * 5 for _ in range(3)]
    key = 360 - sum(known)
    if not 30 <= key <= 160:
        raise Degenerate("flat quadrilateral")
    shown = f"{known[0]}° و{known[1]}° و{known[2]}°"
    stem = draw.pick(
        (
            f"شكل رباعي قياسات ثلاث من زواياه {shown}. ما قياس زاويته الرابعة؟",
            f"قطعة أرض رباعية الأضلاع قياسات ثلاث من زواياها {shown}. ما قياس زاويتها الرابعة؟",
        )
    )
    mistakes = [
        360 - known[0] - known[1],  # forgot the third angle
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        180 - known[2],  # took the last angle as supplementary
        key + 20,  # carried two tens
        key - 20,  # dropped two tens
    ]
    explanation = (
        f"مجموع زوايا الشكل الرباعي 360°، ومجموع الزوايا المعلومة {sum(known)}°، "
        f"فالرابعة 360 − {sum(known)} = {key}°."
    )
    check = f"360 - {known[0]} - {known[1]} - {known[2]}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def interior_sum(draw: Draw) -> Draft:
    """The sum of the interior angles of a polygon."""
    sides = draw.integer(5, 16)
    key = (sides - 2) * 180
    stem = draw.pick(
        (
            f"ما مجموع قياسات الزوايا الداخلية لمضلع عدد أضلاعه {sides}؟",
            f"مضلع محدب عدد رؤوسه {sides}. كم درجة مجموع قياسات زواياه الداخلية؟",
            (
                f"قُسم مضلع محدب عدد أضلاعه {sides} إلى مثلثات بأقطار تخرج كلها من رأس واحد. "
                "ما مجموع قياسات زوايا هذه المثلثات؟"
            ),
        )
    )
    mistakes = [
        sides * 180,  # forgot to take away two triangles
        (sides - 1) * 180,  # took away one triangle
        (sides - 3) * 180,  # took away three
        (sides - 2) * 90,  # used right angles
        (sides - 4) * 180,  # took away four
        360 * (sides - 2),  # used full turns
    ]
    explanation = (
        f"ينقسم المضلع إلى {sides} − 2 = {sides - 2} من المثلثات، فالمجموع "
        f"{sides - 2} × 180 = {key}°."
    )
    check = f"({sides} - 2) * 180"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def fifth_angle(draw: Draw) -> Draft:
    """Two equal angles of a pentagon, the other three being known."""
    known = [draw.integer(16, 26) * 5 for _ in range(3)]
    rest = 540 - sum(known)
    if rest % 10 or not 140 <= rest <= 320:
        raise Degenerate("flat pentagon")
    key = rest // 2
    stem = (
        f"شكل خماسي قياسات ثلاث من زواياه {known[0]}° و{known[1]}° و{known[2]}°، "
        "وزاويتاه الباقيتان متساويتان. ما قياس كل منهما؟"
    )
    mistakes = [
        rest,  # forgot to halve
        abs(360 - sum(known)),  # used the sum for a quadrilateral
        key + 10,  # carried a ten too many
        key - 10,  # dropped a ten
        108,  # took the pentagon as regular
        key - 20,  # dropped two tens
    ]
    explanation = (
        f"مجموع زوايا الشكل الخماسي 540°، والباقي 540 − {sum(known)} = {rest}°، "
        f"فكل زاوية {rest} ÷ 2 = {key}°."
    )
    check = f"(540 - {known[0]} - {known[1]} - {known[2]}) / 2"
    return numeric(
        stem, key, whole_below(draw, 180, key, mistakes), check, explanation, unit=DEGREES
    )


def sides_from_exterior(draw: Draw) -> Draft:
    """How many sides a regular polygon has, from one of its angles."""
    sides = draw.pick((5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36))
    exterior = 360 // sides
    interior = 180 - exterior
    stem = draw.pick(
        (
            f"مضلع منتظم قياس كل زاوية خارجية فيه {exterior}°. كم عدد أضلاعه؟",
            f"مضلع منتظم قياس كل زاوية داخلية فيه {interior}°. كم عدد أضلاعه؟",
            f"كم عدد رؤوس مضلع منتظم قياس زاويته الداخلية {interior}°؟",
        )
    )
    mistakes = [
        180 // exterior if 180 % exterior == 0 else sides - 3,  # divided 180 instead of 360
        sides - 2,  # counted the triangles
        sides + 2,  # added the two triangles again
        sides + 1,  # one too many
        sides - 1,  # one too few
        2 * sides,  # divided 720
    ]
    explanation = (
        f"الزاوية الخارجية {exterior}°، ومجموع الزوايا الخارجية 360°، "
        f"فعدد الأضلاع 360 ÷ {exterior} = {sides}."
    )
    check = f"360 / {exterior}" if str(interior) not in stem else f"360 / (180 - {interior})"
    return numeric(stem, sides, whole(draw, sides, mistakes), check, explanation)


def diagonals(draw: Draw) -> Draft:
    """The number of diagonals of a convex polygon."""
    sides = draw.integer(5, 15)
    key = sides * (sides - 3) // 2
    stem = draw.pick(
        (
            f"كم عدد أقطار مضلع محدب عدد أضلاعه {sides}؟",
            f"مضلع محدب عدد رؤوسه {sides}. كم قطرًا يمكن رسمه فيه؟",
            (
                "رُسمت جميع القطع المستقيمة الواصلة بين كل رأسين غير متجاورين في مضلع محدب عدد "
                "رؤوسه "
                f"{sides}. كم عددها؟"
            ),
        )
    )
    mistakes = [
        sides * (sides - 3),  # counted every diagonal twice
        sides * (sides - 1) // 2,  # counted the sides too
        sides - 3,  # counted the diagonals of one vertex
        key - sides // 2,  # lost half a round
        key + sides - 3,  # counted one vertex again
        sides,  # answered the number of sides
    ]
    explanation = (
        f"عدد الأقطار من كل رأس {sides} − 3 = {sides - 3}، وكل قطر يُعد مرتين، فالعدد "
        f"{sides} × {sides - 3} ÷ 2 = {key}."
    )
    check = f"{sides} * ({sides} - 3) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def regular_interior(draw: Draw) -> Draft:
    """One interior angle of a regular polygon, or what its neighbours leave of a full turn."""
    sides, name = draw.pick(tuple(SIDE_COUNTS.items()))
    interior = 180 - 360 // sides
    stem = draw.pick(
        (
            f"ما قياس الزاوية الداخلية في شكل {name} منتظم؟",
            f"بلاطة على هيئة شكل {name} منتظم. كم درجة قياس كل زاوية داخلية فيها؟",
        )
    )
    mistakes: list[int | Fraction] = [
        360 // sides,  # answered the exterior angle
        interior + 12,  # slipped in the division
        interior - 15,  # slipped in the division
        Fraction((sides - 2) * 180, sides - 1),  # divided by one side fewer
        180 - 180 // sides,  # halved the exterior angle
        interior - 20,  # dropped two tens
    ]
    explanation = (
        f"مجموع الزوايا ({sides} − 2) × 180 = {(sides - 2) * 180}°، فقياس كل زاوية "
        f"{(sides - 2) * 180} ÷ {sides} = {interior}°."
    )
    check = f"({sides} - 2) * 180 / {sides}"
    chosen = whole_below(draw, 180, interior, mistakes)
    return numeric(stem, interior, chosen, check, explanation, unit=DEGREES)


TIMES = {
    2: "مثلا",
    3: "ثلاثة أمثال",
    4: "أربعة أمثال",
    5: "خمسة أمثال",
    8: "ثمانية أمثال",
    9: "تسعة أمثال",
}


def interior_multiple_of_exterior(draw: Draw) -> Draft:
    """A regular polygon whose interior angle is a multiple of the exterior one."""
    times, phrase = draw.pick(tuple(TIMES.items()))
    key = 2 * (times + 1)
    exterior = 180 // (times + 1)
    stem = draw.pick(
        (
            f"مضلع منتظم قياس زاويته الداخلية {phrase} قياس زاويته الخارجية. كم عدد أضلاعه؟",
            (
                f"مجموع قياسات الزوايا الداخلية لمضلع محدب {phrase} مجموع قياسات زواياه "
                "الخارجية. "
                "كم عدد أضلاعه؟"
            ),
        )
    )
    mistakes = [
        2 * times,  # forgot the exterior angle itself
        times + 1,  # divided 180 instead of 360
        key + 2,  # added two triangles again
        times + 2,  # took each multiple for one triangle
        key + 1,  # one too many
        key - 1,  # one too few
        2 * key,  # doubled again
    ]
    explanation = (
        f"الداخلية والخارجية مجموعهما 180°، فالخارجية 180 ÷ {times + 1} = {exterior}°، "
        f"وعدد الأضلاع 360 ÷ {exterior} = {key}."
    )
    if "مجموع قياسات" in stem:
        explanation = (
            f"مجموع الخارجية 360°، فمجموع الداخلية {360 * times}° = (ن − 2) × 180، "
            f"فعدد الأضلاع {2 * times} + 2 = {key}."
        )
    return numeric(stem, key, whole(draw, key, mistakes), f"2 * {times} + 2", explanation)


def interior_exceeds_exterior(draw: Draw) -> Draft:
    """A regular polygon whose interior angle exceeds the exterior one by a known amount."""
    sides = draw.pick((5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36))
    exterior = 360 // sides
    difference = 180 - 2 * exterior
    stem = draw.pick(
        (
            (
                "مضلع منتظم يزيد قياس زاويته الداخلية على قياس زاويته الخارجية بمقدار "
                f"{difference}°. "
                "كم عدد أضلاعه؟"
            ),
            (
                f"الفرق بين قياسي الزاوية الداخلية والزاوية الخارجية لمضلع منتظم {difference}°، "
                "والداخلية أكبرهما. كم عدد أضلاع المضلع؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(360, difference),  # took the difference for the exterior angle
        Fraction(180, exterior),  # divided 180 instead of 360
        Fraction(360, 180 - difference),  # forgot to halve
        sides + 2,  # added the two triangles
        sides - 2,  # counted the triangles
        sides + 1,  # one too many
        sides - 1,  # one too few
    ]
    explanation = (
        f"الخارجية (180 − {difference}) ÷ 2 = {exterior}°، فعدد الأضلاع 360 ÷ {exterior} = {sides}."
    )
    check = f"360 / ((180 - {difference}) / 2)"
    return numeric(stem, sides, whole(draw, sides, mistakes), check, explanation)


RATIOS = (
    (1, 2, 3, 4), (2, 3, 3, 4), (1, 2, 2, 4), (2, 2, 3, 5), (3, 4, 5, 6), (2, 3, 4, 6),
    (1, 2, 3, 3), (3, 5, 5, 7), (2, 4, 5, 7), (1, 3, 4, 4), (3, 4, 4, 4), (2, 3, 5, 5),
    (4, 5, 5, 6), (5, 6, 6, 7), (4, 5, 7, 8),
)  # fmt: skip


def angle_ratio(draw: Draw) -> Draft:
    """The angles of a quadrilateral stand in a ratio."""
    parts = draw.pick(RATIOS)
    smallest, largest, total = parts[0], parts[-1], sum(parts)
    one = 360 // total
    wording, share = draw.pick(
        (
            ("ما الفرق بين قياسي أكبر زواياه وأصغرها", largest - smallest),
            ("ما قياس أكبر زواياه", largest),
            ("ما مجموع قياسي أكبر زواياه وأصغرها", largest + smallest),
        )
    )
    key = share * one
    ratio = " : ".join(map(str, parts))
    stem = f"شكل رباعي النسبة بين قياسات زواياه {ratio}. {wording}؟"
    mistakes = [
        largest * one,  # stopped at the largest angle
        smallest * one,  # answered the smallest angle
        one,  # answered one share
        share * one // 2,  # shared 180 instead of 360
        key + one,  # counted one share too many
        key - one,  # counted one share too few
        key + 2 * one,  # counted two shares too many
    ]
    explanation = (
        f"مجموع الأجزاء {total}، وقيمة الجزء 360 ÷ {total} = {one}°، "
        f"فالمطلوب {share} × {one} = {key}°."
    )
    check = f"360 / ({' + '.join(map(str, parts))}) * {share}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)


def exterior_of_two(draw: Draw) -> Draft:
    """The angle left between two regular polygons that share a side."""
    first, second = draw.sample((3, 4, 5, 6, 8, 9, 10, 12), 2)
    one, other = 180 - 360 // first, 180 - 360 // second
    key = 360 - one - other
    if key < 40:
        raise Degenerate("overlapping polygons")
    stem = (
        f"مضلعان منتظمان لا يتداخلان ويشتركان في ضلع واحد، عدد أضلاع الأول {first} وعدد أضلاع "
        f"الثاني {second}. ما قياس الزاوية المحصورة بينهما من الخارج عند أحد طرفي الضلع المشترك؟"
    )
    mistakes = [
        one + other,  # answered the two interior angles together
        360 - one,  # forgot the second polygon
        360 - other,  # forgot the first polygon
        abs(one - other),  # subtracted the interior angles
        180 - abs(one - other),  # subtracted from a straight line
        key + 12,  # slipped in a division
        key - 12,  # slipped in a division
    ]
    explanation = (
        f"الزاويتان الداخليتان {one}° و{other}°، ومجموع الزوايا حول الرأس 360°، "
        f"فالزاوية المطلوبة 360 − {one + other} = {key}°."
    )
    check = f"360 / {first} + 360 / {second}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=DEGREES)
