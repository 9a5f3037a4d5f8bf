"""Right triangles, alone and inside other figures.

A root is checked without a root: where c² = a² + b², dividing a² + b² by c gives c again.
"""

import math

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.pictures import (
    RIGHT,
    SILENT,
    UNKNOWN,
    four_sided,
    lying,
    pictured,
    right_angled,
    triangle,
)

LENGTH = "{} سم"
METRES = "{} م"
AREA = "{} سم²"
TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25))


def pythagoras(draw: Draw) -> Draft:
    """Right triangles, alone and inside other figures."""
    forms = draw.by_level(
        (hypotenuse, missing_leg),
        (rectangle_from_diagonal, ladder_slides, height_of_isosceles),
        (shared_height, two_poles, side_facing_sixty, square_from_diagonal),
    )
    return draw.pick(forms)(draw)


def right_triangle(draw: Draw, longest: int) -> tuple[int, int, int]:
    """Whole sides of a right triangle: two legs in either order, then the hypotenuse."""
    triple = draw.pick([sides for sides in TRIPLES if sides[2] <= longest])
    scale = draw.integer(1, longest // triple[2])
    one, other = draw.sample(triple[:2], 2)
    return one * scale, other * scale, triple[2] * scale


def hypotenuse(draw: Draw) -> Draft:
    """Both legs are known."""
    one, other, key = right_triangle(draw, longest=75)
    lengths = (METRES.format(one), METRES.format(other), UNKNOWN)
    stem, picture = draw.pick(
        (
            (
                f"مثلث قائم الزاوية طولا ضلعي القائمة فيه {one} م و{other} م. ما طول وتره؟",
                right_angled(one, other, lengths),
            ),
            (
                (
                    f"حديقة مستطيلة الشكل بعداها {one} م و{other} م. ما طول الممر المستقيم الواصل "
                    "بين ركنين متقابلين فيها؟"
                ),
                lying("rectangle", (one, other), lengths[:2], UNKNOWN),
            ),
            (
                (
                    f"تحركت عربة {one} م شمالًا ثم {other} م شرقًا في خطين مستقيمين. "
                    "كم تبعد عن نقطة البداية؟"
                ),
                None,
            ),
            (
                (
                    f"عمود رأسي ارتفاعه {one} م، شُد من قمته حبل إلى نقطة على الأرض تبعد {other} م "
                    "عن قاعدته. ما طول الحبل؟"
                ),
                right_angled(one, other, lengths),
            ),
        )
    )
    mistakes = [
        one + other,  # added the legs
        abs(one - other),  # subtracted the legs
        max(one, other),  # took the longer leg as the longest side
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
    ]
    squares = one**2 + other**2
    explanation = f"مربع الطول المطلوب {one}² + {other}² = {squares}، وجذره {key} م."
    check = f"({one}**2 + {other}**2) / {key}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)
    return pictured(draft, picture)


def missing_leg(draw: Draw) -> Draft:
    """The hypotenuse and one leg are known."""
    known, key, longest = right_triangle(draw, longest=75)
    lengths = (LENGTH.format(known), UNKNOWN, LENGTH.format(longest))
    stem, picture = draw.pick(
        (
            (
                (
                    f"مثلث قائم الزاوية طول وتره {longest} سم وطول أحد ضلعي القائمة {known} سم. "
                    "ما طول الضلع الآخر؟"
                ),
                right_angled(known, key, lengths),
            ),
            (
                f"مستطيل طول قطره {longest} سم وأحد بعديه {known} سم. ما بعده الآخر؟",
                lying("rectangle", (known, key), lengths[:2], lengths[2]),
            ),
            (
                (
                    f"في المثلث أ ب ج الزاوية ب قائمة، وطول أ ج يساوي {longest} سم، وطول أ ب يساوي "
                    f"{known} سم. ما طول ب ج؟"
                ),
                right_angled(known, key, lengths, names=("أ", "ب", "ج")),
            ),
        )
    )
    mistakes = [
        longest - known,  # subtracted the lengths, not the squares
        longest + known,  # added the lengths
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
        longest,  # repeated the hypotenuse
    ]
    squares = longest**2 - known**2
    explanation = f"مربع الطول المطلوب {longest}² − {known}² = {squares}، وجذره {key} سم."
    check = f"({longest}**2 - {known}**2) / {key}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    return pictured(draft, picture)


def rectangle_from_diagonal(draw: Draw) -> Draft:
    """A diagonal and one side give the area or the perimeter."""
    known, other, diagonal = right_triangle(draw, longest=30)
    area, perimeter = known * other, 2 * (known + other)
    figure = f"مستطيل طول قطره {diagonal} سم وأحد بعديه {known} سم."
    labels = (LENGTH.format(known), "")
    picture = lying("rectangle", (known, other), labels, LENGTH.format(diagonal))
    found = f"البعد الآخر جذر {diagonal}² − {known}² وهو {other} سم"
    second = f"({diagonal}**2 - {known}**2) / {other}"
    mistakes = [
        known * diagonal,  # multiplied by the diagonal
        known + other + diagonal,  # went round the triangle
        area // 2,  # computed the triangle
        known + other,  # added two sides only
        2 * (known + diagonal),  # took the diagonal as a side
    ]
    if draw.pick((True, False)):
        explanation = f"{found}، فالمساحة {known} × {other} = {area} سم²."
        chosen = whole(draw, area, [*mistakes, perimeter])
        check = f"{known} * {second}"
        draft = numeric(f"{figure} ما مساحته؟", area, chosen, check, explanation, unit=AREA)
        return pictured(draft, picture)
    explanation = f"{found}، فالمحيط 2 × ({known} + {other}) = {perimeter} سم."
    chosen = whole(draw, perimeter, [*mistakes[1:], area])
    check = f"2 * ({known} + {second})"
    draft = numeric(f"{figure} ما محيطه؟", perimeter, chosen, check, explanation, unit=LENGTH)
    return pictured(draft, picture)


def ladder_slides(draw: Draw) -> Draft:
    """A ladder against a wall is pulled out until its legs change places."""
    near, high, length = right_triangle(draw, longest=50)
    if near > high:
        near, high = high, near
    key = high - near
    stem = draw.pick(
        (
            (
                f"سلم طوله {length} م يستند إلى جدار رأسي، ويبعد طرفه السفلي عن الجدار {near} م. "
                f"سُحب الطرف السفلي حتى صار بعده عن الجدار {high} م. كم مترًا انخفض طرفه العلوي؟"
            ),
            (
                f"يستند سلم طوله {length} م إلى حائط رأسي وقاعدته على بعد {near} م من الحائط، "
                "ثم أُبعدت "
                f"القاعدة حتى صارت على بعد {high} م منه. ما المسافة التي نزلها رأس السلم؟"
            ),
        )
    )
    mistakes = [
        near,  # answered the new height
        high,  # answered the old height
        length - high,  # compared the ladder with the wall
        length - near,  # subtracted lengths, not squares
        key + 1,  # slipped at a root
        key - 1,  # slipped at a root
    ]
    explanation = (
        f"الارتفاع الأول جذر {length}² − {near}² وهو {high} م، والثاني جذر {length}² − {high}² "
        f"وهو {near} م، والفرق {high} − {near} = {key} م."
    )
    before, after = f"({length}**2 - {near}**2) / {high}", f"({length}**2 - {high}**2) / {near}"
    check = f"{before} - {after}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)


def height_of_isosceles(draw: Draw) -> Draft:
    """The height of an isosceles triangle stands on the middle of its base."""
    half, key, leg = right_triangle(draw, longest=50)
    base = 2 * half
    stem, names = draw.pick(
        (
            (
                (
                    f"مثلث متطابق الضلعين طول قاعدته {base} سم وطول كل من ساقيه {leg} سم. "
                    "ما ارتفاعه على القاعدة؟"
                ),
                SILENT,
            ),
            (
                (
                    f"في المثلث أ ب ج طول كل من أ ب و أ ج يساوي {leg} سم، وطول ب ج يساوي {base} "
                    "سم. ما طول العمود النازل من أ على ب ج؟"
                ),
                ("أ", "ب", "ج"),
            ),
        )
    )
    lengths = (LENGTH.format(leg), LENGTH.format(base), LENGTH.format(leg))
    picture = triangle((leg, base, leg), lengths, names=names, height=UNKNOWN)
    mistakes = [
        leg - half,  # subtracted lengths, not squares
        half,  # answered half of the base
        abs(base - leg),  # forgot to halve the base
        key + 2,  # slipped at the root
        leg,  # took the leg as the height
    ]
    explanation = f"نصف القاعدة {half} سم، ومربع الارتفاع {leg}² − {half}²، فالارتفاع {key} سم."
    check = f"({leg}**2 - ({base} / 2)**2) / {key}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    return pictured(draft, picture)


# Two right triangles with one common leg: the leg, then (other leg, hypotenuse) of each.
SHARED_LEGS = (
    (12, (5, 13), (9, 15)), (12, (5, 13), (16, 20)), (12, (9, 15), (16, 20)),
    (8, (6, 10), (15, 17)), (24, (7, 25), (10, 26)), (24, (7, 25), (18, 30)),
    (24, (10, 26), (18, 30)), (15, (8, 17), (20, 25)), (24, (7, 25), (32, 40)),
    (24, (10, 26), (32, 40)), (12, (5, 13), (35, 37)), (40, (9, 41), (30, 50)),
)  # fmt: skip


def shared_height(draw: Draw) -> Draft:
    """The foot of a height cuts the base into the legs of two right triangles."""
    height, (first, left), (second, right) = draw.pick(SHARED_LEGS)
    scale = draw.pick((1, 1, 2))
    height, first, left = height * scale, first * scale, left * scale
    second, right = second * scale, right * scale
    if draw.pick((True, False)):
        first, left, second, right = second, right, first, left
    key = first + second
    stem = (
        f"في المثلث أ ب ج، النقطة د تقع على ب ج بين ب و ج، و أ د عمودي على ب ج. "
        f"إذا كان أ د = {height} سم، و أ ب = {left} سم، و أ ج = {right} سم، فما طول ب ج؟"
    )
    mistakes = [
        abs(first - second),  # subtracted the two parts
        left + right - height,  # subtracted lengths, not squares
        second,  # stopped at one part
        left + right,  # added the two slanted sides
        key + scale,  # slipped at a root
    ]
    explanation = (
        f"ب د = √({left}² − {height}²) = {first} سم، و ج د = √({right}² − {height}²) = "
        f"{second} سم، "
        f"فطول ب ج = {first} + {second} = {key} سم."
    )
    check = f"({left}**2 - {height}**2) / {first} + ({right}**2 - {height}**2) / {second}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
    picture = triangle(
        (left, key, right),
        (LENGTH.format(left), UNKNOWN, LENGTH.format(right)),
        names=("أ", "ب", "ج"),
        height=LENGTH.format(height),
    )
    return pictured(draft, picture)


def two_poles(draw: Draw) -> Draft:
    """The line between two tops is the hypotenuse over the difference of heights."""
    rise, apart, key = right_triangle(draw, longest=30)
    low = draw.integer(3, 12)
    high = low + rise
    stem = draw.pick(
        (
            (
                f"عمودان رأسيان على أرض مستوية، ارتفاع أحدهما {low} م وارتفاع الآخر {high} م، "
                f"والمسافة بين قاعدتيهما {apart} م. ما المسافة بين قمتيهما؟"
            ),
            (
                f"شُد سلك مستقيم بين قمتي برجين رأسيين على أرض مستوية ارتفاعاهما {high} م "
                f"و{low} م، "
                f"والبعد بين قاعدتيهما {apart} م. ما طول السلك؟"
            ),
        )
    )
    mistakes = [
        rise + apart,  # added the legs
        apart,  # took the tops to be level
        low + rise + apart,  # added the whole height
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
    ]
    explanation = (
        f"فرق الارتفاعين {high} − {low} = {rise} م، ومربع المسافة {rise}² + {apart}²، "
        f"فالمسافة {key} م."
    )
    check = f"(({high} - {low})**2 + {apart}**2) / {key}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)


def side_facing_sixty(draw: Draw) -> Draft:
    """A triangle of 30°, 60° and 90°: the sides are 1 : √3 : 2."""
    short = draw.integer(2, 20)
    longest, long = 2 * short, short * math.sqrt(3)
    told = LENGTH.format(longest)
    stem, picture = draw.pick(
        (
            (
                (
                    f"مثلث قائم الزاوية قياس إحدى زواياه 30° وطول وتره {longest} سم. "
                    "ما طول الضلع المقابل للزاوية 60°؟"
                ),
                right_angled(long, short, (UNKNOWN, "", told), angles=("30°", RIGHT, "")),
            ),
            (
                f"مثلث متطابق الأضلاع طول ضلعه {longest} سم. ما ارتفاعه؟",
                triangle((longest, longest, longest), (told, told, told), height=UNKNOWN),
            ),
            (
                (
                    "في المثلث أ ب ج قياس الزاوية ب يساوي 90° وقياس الزاوية أ يساوي 60°، وطول أ ج "
                    f"يساوي {longest} سم. ما طول ب ج؟"
                ),
                right_angled(
                    short,
                    long,
                    ("", UNKNOWN, told),
                    names=("أ", "ب", "ج"),
                    angles=("60°", RIGHT, ""),
                ),
            ),
        )
    )
    mistakes = [
        f"{short}√2 سم",  # used the ratio of the 45° triangle
        f"{longest}√3 سم",  # forgot to halve the hypotenuse
        f"{short // 2}√3 سم"
        if short % 2 == 0 and short > 2
        else f"{3 * short}√3 سم",  # halved twice
        f"{longest}√2 سم",  # forgot to halve and used the other ratio
    ]
    explanation = (
        f"الضلع المقابل للزاوية 30° نصف الوتر وطوله {short} سم، والضلع المقابل للزاوية 60° "
        "يساويه "
        f"مضروبًا في جذر ثلاثة، أي {short}√3 سم."
    )
    draft = textual(stem, f"{short}√3 سم", draw.sample(mistakes, 3), explanation)
    return pictured(draft, picture)


def square_from_diagonal(draw: Draw) -> Draft:
    """The area of a square is half the square of its diagonal."""
    diagonal = draw.integer(2, 15) * 2
    key = diagonal**2 // 2
    stem = draw.pick(
        (
            f"مربع طول قطره {diagonal} سم. ما مساحته؟",
            f"المسافة بين رأسين متقابلين في مربع {diagonal} سم. كم مساحة المربع؟",
        )
    )
    mistakes = [
        diagonal**2,  # took the diagonal as the side
        diagonal**2 // 4,  # took half of the diagonal as the side
        4 * diagonal,  # computed a perimeter
        2 * diagonal**2,  # doubled instead of halving
        2 * diagonal,  # doubled the diagonal
    ]
    explanation = f"مساحة المربع نصف مربع قطره: {diagonal}² ÷ 2 = {key} سم²."
    check = f"{diagonal}**2 / 2"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)
    side = diagonal / math.sqrt(2)
    return pictured(draft, four_sided("rectangle", (side, side), "", "", LENGTH.format(diagonal)))
