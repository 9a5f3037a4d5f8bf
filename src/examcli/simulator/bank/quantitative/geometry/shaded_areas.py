"""Overlapping figures: the area of what one leaves of another."""

from examcli.simulator.bank.draft import Draft, Draw, Picture, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.geometry.areas import Area, Figure, drafted, told
from examcli.simulator.bank.quantitative.geometry.circles import IN_PI, PI_AREA
from examcli.simulator.bank.quantitative.geometry.pictures import pictured


def shaded_overlap(draw: Draw) -> Draft:
    """Eight ways in which squares, circles, sectors and triangles overlap."""
    forms = draw.by_level(
        (circle_in_square, circles_in_rectangle, square_at_centre),
        (corner_quarters, square_in_circle, quarter_minus_triangle, square_and_circle_together),
        (rose_in_square, leaf_in_square, tangent_circles, sector_minus_equilateral),
    )
    return draw.pick(forms)(draw)


def circle_in_square(draw: Draw) -> Draft:
    """A circle that touches the sides of its square."""
    radius = draw.integer(2, 14)
    side, square = 2 * radius, radius**2
    setup = draw.pick(
        (
            f"دائرة مرسومة داخل مربع طول ضلعه {side} سم بحيث تمس أضلاعه الأربعة.",
            f"قُصت من ورقة مربعة طول ضلعها {side} سم أكبر دائرة ممكنة.",
            f"مربع يحيط بدائرة نصف قطرها {radius} سم، وكل ضلع من أضلاعه يمس الدائرة.",
        )
    )
    question = (
        "ما مساحة الجزء الباقي من الورقة"
        if "ورقة" in setup
        else ("ما مساحة المنطقة الواقعة داخل المربع وخارج الدائرة")
    )
    mistakes = (
        Area(4 * square, -side),  # took the circumference for the area
        Area(16 * square, -4 * square),  # took the side for the radius
        Area(4 * square, square),  # added the areas
        Area(4 * side, -square) if radius < 5 else Area(4 * square, -radius),  # mixed units
        Area(8 * square, -square),  # doubled the square
        Area(4 * square, -2 * radius),  # took the circumference for the area
    )
    reason = f"مساحة المربع {4 * square} سم² ومساحة الدائرة {square}ط سم²، والمطلوب الفرق بينهما"
    formula = f"{side}**2 - ({side} / 2)**2 * 22 / 7"
    area = Area(4 * square, -square)
    picture = Picture("circle-in-square", (side,), told(setup, f"{side} سم", f"{radius} سم"))
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


NUMBER_WORDS = {2: "دائرتان متطابقتان", 3: "ثلاث دوائر متطابقة", 4: "أربع دوائر متطابقة"}


def circles_in_rectangle(draw: Draw) -> Draft:
    """Equal circles side by side fill the length of a rectangle."""
    count, phrase = draw.pick(tuple(NUMBER_WORDS.items()))
    radius = draw.integer(2, 10)
    square = count * radius**2
    length, width = 2 * radius * count, 2 * radius
    touching = "تمس كل منهما الأخرى وتمسان" if count == 2 else "تمس كل دائرة جارتها وتمس"
    setup = draw.pick(
        (
            (
                f"مستطيل بعداه {length} سم و{width} سم، رُسمت داخله {phrase} في صف واحد، "
                f"{touching} "
                "أضلاع المستطيل."
            ),
            (
                f"رُسمت {phrase} نصف قطر كل دائرة {radius} سم في صف واحد داخل مستطيل، {touching} "
                "أضلاعه."
            ),
        )
    )
    outside = "الدائرتين" if count == 2 else "الدوائر"
    question = f"ما مساحة المنطقة الواقعة داخل المستطيل وخارج {outside}"
    mistakes = (
        Area(4 * square, -(radius**2)),  # took one circle away
        Area(4 * square, -width * count),  # took circumferences for areas
        Area(4 * square, square),  # added the areas
        Area(4 * radius**2, -(radius**2)),  # answered one circle in its square
        Area(8 * square, -square),  # doubled the rectangle
    )
    reason = (
        f"مساحة المستطيل {4 * square} سم²، ومساحة الدوائر {count} × {radius}² × ط = {square}ط "
        "سم²، "
        "والمطلوب الفرق بينهما"
    )
    formula = f"{length} * {width} - {count} * ({width} / 2)**2 * 22 / 7"
    area = Area(4 * square, -square)
    labels = told(setup, f"{radius} سم", f"{length} سم", f"{width} سم")
    picture = Picture("circles-in-rectangle", (radius, count), labels)
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


def square_at_centre(draw: Draw) -> Draft:
    """A square whose vertex is the centre covers a quarter of the circle."""
    radius = 2 * draw.integer(1, 10)
    side = radius + draw.integer(0, 4)
    setup = draw.pick(
        (
            f"دائرة نصف قطرها {radius} سم، ومربع طول ضلعه {side} سم أحد رؤوسه مركز الدائرة.",
            (
                f"رُسم مربع طول ضلعه {side} سم، ثم رُسمت دائرة مركزها أحد رؤوسه ونصف قطرها "
                f"{radius} "
                "سم."
            ),
        )
    )
    asked, quarters = draw.pick(
        (
            ("ما مساحة الجزء من الدائرة الواقع خارج المربع", 3),
            ("ما مساحة المنطقة المشتركة بين الدائرة والمربع", 1),
        )
    )
    key = quarters * radius**2 // 4
    mistakes = [
        (4 - quarters) * radius**2 // 4,  # answered the other part
        radius**2 // 2,  # took half of the circle
        radius**2,  # answered the whole circle
        4 * key,  # forgot the quarter
        quarters * radius // 2,  # computed an arc
        key + radius,  # slipped
    ]
    part = "3/4" if quarters == 3 else "1/4"
    explanation = (
        "زاوية المربع عند المركز 90°، فيغطي المربع ربع الدائرة، والمطلوب "
        f"{part} × {radius}² × ط = {key}ط سم²."
    )
    check = f"{quarters} * {radius}**2 / 4"
    chosen = whole(draw, key, mistakes)
    draft = numeric(f"{setup} {asked} {IN_PI}؟", key, chosen, check, explanation, unit=PI_AREA)
    labels = (f"{radius} سم", f"{side} سم")
    return pictured(draft, Picture("square-at-centre", (radius, side, quarters), labels))


def corner_quarters(draw: Draw) -> Draft:
    """Four quarter circles at the corners of a square make one circle."""
    radius = 2 * draw.integer(1, 12)
    side, square = 2 * radius, radius**2
    setup = draw.pick(
        (
            (
                f"مربع طول ضلعه {side} سم، رُسمت داخله أربعة أرباع دوائر متطابقة مراكزها رؤوس "
                "المربع، "
                "ونصف قطر كل منها نصف ضلعه."
            ),
            (
                f"رُسمت أربع دوائر متطابقة نصف قطر كل منها {radius} سم ومراكزها رؤوس مربع طول "
                "ضلعه "
                f"{side} سم."
            ),
            (
                f"ورقة مربعة طول ضلعها {side} سم، قُص من كل ركن من أركانها ربع دائرة مركزه "
                "الركن ونصف "
                f"قطره {radius} سم."
            ),
        )
    )
    question = "ما مساحة المنطقة الباقية داخل المربع خارج الدوائر"
    if "ورقة" in setup:
        question = "ما مساحة الجزء الباقي من الورقة"
    if "أرباع" in setup:
        question = "ما مساحة المنطقة الواقعة داخل المربع وخارج أرباع الدوائر"
    mistakes = (
        Area(4 * square, -square // 4),  # took one quarter away
        Area(4 * square, -square // 2),  # took two quarters away
        Area(4 * square, -4 * radius),  # took arcs for areas
        Area(16 * square, -4 * square),  # took the side for the radius
        Area(4 * square, square),  # added the areas
    )
    reason = (
        f"مساحة المربع {4 * square} سم²، والأرباع الأربعة تكوّن دائرة مساحتها {square}ط سم²، "
        "والمطلوب الفرق بينهما"
    )
    formula = f"{side}**2 - 4 * ({side} / 2)**2 / 4 * 22 / 7"
    area = Area(4 * square, -square)
    picture = Picture("corner-circles", (side,), (f"{side} سم",))
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


def square_in_circle(draw: Draw) -> Draft:
    """A square whose vertices lie on the circle: its diagonal is the diameter."""
    radius = 2 * draw.integer(1, 14)
    square = radius**2
    setup = draw.pick(
        (
            f"مربع تقع رؤوسه الأربعة على دائرة نصف قطرها {radius} سم.",
            f"رُسم داخل دائرة قطرها {2 * radius} سم مربع رؤوسه على الدائرة.",
            f"دائرة تمر برؤوس مربع طول قطره {2 * radius} سم.",
        )
    )
    question = "ما مساحة المنطقة الواقعة داخل الدائرة وخارج المربع"
    mistakes = (
        Area(-square, square),  # took the radius for the side
        Area(-square // 2, square),  # halved the square twice
        Area(-4 * square, 4 * square),  # took the diameter for the radius
        Area(2 * square, square),  # added the areas
        Area(-2 * square, 2 * square),  # doubled the circle
    )
    reason = (
        f"مساحة الدائرة {square}ط سم²، ومساحة المربع نصف مربع قطره {2 * square} سم²، "
        "والمطلوب الفرق بينهما"
    )
    formula = f"{radius}**2 * 22 / 7 - (2 * {radius})**2 / 2"
    area = Area(-2 * square, square)
    picture = Picture("square-in-circle", (radius,), told(setup, f"{radius} سم"))
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


def quarter_minus_triangle(draw: Draw) -> Draft:
    """What a chord cuts from a quarter of a circle."""
    half = draw.integer(1, 14)
    radius, square = 2 * half, half**2
    setup = draw.pick(
        (
            (
                f"م مركز دائرة نصف قطرها {radius} سم، والنقطتان أ و ب على الدائرة، وقياس "
                "الزاوية أ "
                "م ب "
                "يساوي 90°."
            ),
            f"رُسم في ربع دائرة مركزها م ونصف قطرها {radius} سم الوتر أ ب الواصل بين طرفي قوسه.",
        )
    )
    question = "ما مساحة المنطقة المحصورة بين الوتر أ ب والقوس الأصغر أ ب"
    mistakes = (
        Area(-4 * square, 4 * square),  # took the whole circle and a square
        Area(-4 * square, 2 * square),  # took half of the circle and a square
        Area(-square, square),  # halved the triangle twice
        Area(2 * square, square),  # added the triangle
        Area(-2 * square, 4 * square),  # took the whole circle
        Area(-2 * square, 2 * square),  # took half of the circle
    )
    reason = (
        f"مساحة ربع الدائرة {square}ط سم²، ومساحة المثلث القائم {radius} × {radius} ÷ 2 = "
        f"{2 * square} سم²، والمطلوب الفرق بينهما"
    )
    formula = f"{radius}**2 / 4 * 22 / 7 - {radius}**2 / 2"
    area = Area(-2 * square, square)
    picture = Picture("segment", (radius, 90), ("م", "أ", "ب", f"{radius} سم", "90°"))
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


def square_and_circle_together(draw: Draw) -> Draft:
    """A square and a circle around one of its vertices share a quarter of the circle."""
    radius = 2 * draw.integer(1, 9)
    side = radius + draw.integer(0, 3)
    setup = f"مربع طول ضلعه {side} سم، ودائرة نصف قطرها {radius} سم مركزها أحد رؤوس المربع."
    question = "ما مساحة الشكل كله المكوّن من المربع والدائرة معًا"
    quarter = radius**2 // 4
    mistakes = (
        Area(side**2, 4 * quarter),  # counted the common quarter twice
        Area(side**2, quarter),  # added the common quarter only
        Area(side**2, 2 * quarter),  # took half of the circle
        Area(side**2, -quarter),  # subtracted the common part
        Area(4 * side, 3 * quarter),  # added the perimeter of the square
    )
    reason = (
        f"المشترك ربع الدائرة، فالمطلوب مساحة المربع {side**2} سم² وثلاثة أرباع الدائرة "
        f"{3 * quarter}ط سم²"
    )
    formula = f"{side}**2 + 3 * {radius}**2 / 4 * 22 / 7"
    area = Area(side**2, 3 * quarter)
    return drafted(draw, Figure(setup, question, area, mistakes, formula, reason))


def rose_in_square(draw: Draw) -> Draft:
    """Four half circles on the sides of a square overlap in four petals."""
    radius = draw.integer(2, 14)
    side, square = 2 * radius, radius**2
    setup = draw.pick(
        (
            (
                f"مربع طول ضلعه {side} سم، رُسمت داخله أربعة أنصاف دوائر أقطارها أضلاع المربع، "
                "فتداخلت "
                "مكونة أربع بتلات على هيئة وردة."
            ),
            (
                f"اتُخذ كل ضلع من أضلاع مربع طوله {side} سم قطرًا لنصف دائرة مرسومة داخل المربع، "
                "فتقاطعت أنصاف الدوائر الأربعة في أربع ورقات متطابقة تلتقي عند مركز المربع."
            ),
        )
    )
    question = "ما مجموع مساحات البتلات الأربع"
    if "ورقات" in setup:
        question = "ما مجموع مساحات الورقات الأربع"
    mistakes = (
        Area(-2 * square, 2 * square),  # took half of the square away
        Area(4 * square, -square),  # answered what one circle leaves
        Area(8 * square, -2 * square),  # answered what lies outside the petals
        Area(-4 * square, 4 * square),  # took whole circles
        Area(4 * square, 2 * square),  # added the square
        Area(-square, square),  # answered half of it
    )
    reason = (
        f"مجموع أنصاف الدوائر {2 * square}ط سم²، وهو يزيد على مساحة المربع {4 * square} سم² "
        "بمقدار "
        "مساحة البتلات لأنها حُسبت مرتين، فالمطلوب الفرق بينهما"
    )
    formula = f"4 * ({side} / 2)**2 / 2 * 22 / 7 - {side}**2"
    area = Area(-4 * square, 2 * square)
    picture = Picture("rose", (side,), (f"{side} سم",))
    figure = Figure(setup, question, area, mistakes, formula, reason, picture)
    return drafted(draw, figure)


def leaf_in_square(draw: Draw) -> Draft:
    """Two quarter circles around opposite vertices of a square overlap in a leaf."""
    half = draw.integer(1, 14)
    side, square = 2 * half, half**2
    setup = draw.pick(
        (
            (
                f"أ ب ج د مربع طول ضلعه {side} سم، رُسم داخله ربعا دائرتين مركزاهما الرأسان "
                "المتقابلان "
                f"أ و ج، ونصف قطر كل منهما {side} سم."
            ),
            (
                f"داخل مربع طول ضلعه {side} سم قوسان، كل منهما ربع دائرة مركزها رأس من رأسين "
                "متقابلين "
                "ونصف قطرها ضلع المربع."
            ),
        )
    )
    question = "ما مساحة المنطقة المشتركة بين ربعي الدائرتين"
    mistakes = (
        Area(-2 * square, square),  # answered half of the leaf
        Area(4 * square, -square),  # answered what one quarter leaves
        Area(8 * square, -2 * square),  # answered what lies outside the leaf
        Area(-2 * square, 2 * square),  # took half of the square away
        Area(-4 * square, 4 * square),  # took half circles
    )
    reason = (
        f"مساحة كل ربع {square}ط سم²، ومجموع الربعين {2 * square}ط سم² يزيد على مساحة "
        "المربع "
        f"{4 * square} سم² بمقدار المنطقة المشتركة، فالمطلوب الفرق بينهما"
    )
    formula = f"2 * {side}**2 / 4 * 22 / 7 - {side}**2"
    area = Area(-4 * square, 2 * square)
    return drafted(draw, Figure(setup, question, area, mistakes, formula, reason))


def tangent_circles(draw: Draw) -> Draft:
    """The gap between three equal circles that touch each other."""
    radius = 2 * draw.integer(1, 15)
    square = radius**2
    setup = draw.pick(
        (
            (
                f"ثلاث دوائر متطابقة نصف قطر كل منها {radius} سم، تمس كل منها الدائرتين "
                "الأخريين من "
                "الخارج."
            ),
            (
                f"وُضعت ثلاثة أقراص دائرية قطر كل منها {2 * radius} سم على طاولة بحيث يمس كل قرص "
                "القرصين "
                "الآخرين."
            ),
        )
    )
    question = "ما مساحة المنطقة المحصورة بين الدوائر الثلاث"
    if "أقراص" in setup:
        question = "ما مساحة الفراغ المحصور بين الأقراص الثلاثة"
    mistakes = (
        Area(0, -square // 4, square),  # took the sectors for a quarter of the circle
        Area(0, -square, 4 * square),  # took the diameter for the radius, and a whole circle
        Area(0, -square // 2, 2 * square),  # forgot to halve the triangle
        Area(0, square // 2, square),  # added the sectors
        Area(0, -radius, square),  # took arcs for areas
    )
    reason = (
        f"مراكز الدوائر رؤوس مثلث متطابق الأضلاع ضلعه {2 * radius} سم ومساحته {square}√3 سم²، "
        f"والقطاعات الثلاثة داخله نصف دائرة مساحتها {square // 2}ط سم²، والمطلوب الفرق بينهما"
    )
    area = Area(0, -square // 2, square)
    picture = Picture("tangent-circles", (radius,), told(setup, f"{radius} سم"))
    figure = Figure(setup, question, area, mistakes, "", reason, picture)
    return drafted(draw, figure)


def sector_minus_equilateral(draw: Draw) -> Draft:
    """What a chord as long as the radius cuts from a circle."""
    unit = draw.integer(1, 8)
    radius, square = 6 * unit, unit**2
    setup = draw.pick(
        (
            f"م مركز دائرة نصف قطرها {radius} سم، والوتر أ ب طوله {radius} سم.",
            f"وتر أ ب في دائرة مركزها م ونصف قطرها {radius} سم، وقياس الزاوية أ م ب يساوي 60°.",
            (
                f"قطاع دائري أ م ب زاويته المركزية 60° ونصف قطر دائرته {radius} سم، رُسم فيه "
                "الوتر "
                "أ ب."
            ),
        )
    )
    question = draw.pick(
        (
            "ما مساحة المنطقة المحصورة بين الوتر أ ب والقوس الأصغر أ ب",
            "كم تزيد مساحة القطاع الأصغر أ م ب على مساحة المثلث أ م ب",
        )
    )
    mistakes = (
        Area(0, 12 * square, -9 * square),  # took a third of the circle
        Area(0, 6 * square, 9 * square),  # added the triangle
        Area(0, 36 * square, -9 * square),  # took the whole circle
        Area(0, 12 * square, -18 * square),  # doubled both
        Area(0, 9 * square, -9 * square),  # took a quarter of the circle
    )
    reason = (
        f"مساحة القطاع سدس الدائرة {6 * square}ط سم²، ومساحة المثلث المتطابق الأضلاع "
        f"{9 * square}√3 "
        "سم²، والمطلوب الفرق بينهما"
    )
    area = Area(0, 6 * square, -9 * square)
    picture = Picture("segment", (radius, 60), ("م", "أ", "ب", f"{radius} سم"))
    figure = Figure(setup, question, area, mistakes, "", reason, picture)
    return drafted(draw, figure)
