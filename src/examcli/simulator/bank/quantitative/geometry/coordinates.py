"""Points, segments and lines in the coordinate plane."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import textual, whole
from examcli.simulator.bank.quantitative.geometry.pictures import grid, pictured
from examcli.simulator.bank.quantitative.geometry.pythagoras import right_triangle


def coordinate(draw: Draw) -> Draft:
    """Distances, midpoints, slopes and areas from coordinates."""
    forms = draw.by_level(
        (midpoint, axis_distance),
        (distance, other_endpoint, slope),
        (triangle_on_axis, collinear_point, fourth_vertex, square_on_side),
    )
    return draw.pick(forms)(draw)


def signed(value: int) -> str:
    """A coordinate with the minus sign of an exam.

    >>> signed(-3)
    '−3'
    """
    return str(value).replace("-", "−")


def at(x: int, y: int) -> str:
    """A point as an ordered pair.

    >>> at(2, -3)
    '(2، −3)'
    """
    return f"({signed(x)}، {signed(y)})"


def midpoint(draw: Draw) -> Draft:
    """The mean of two points."""
    x, y = draw.integer(-4, 8), draw.integer(-4, 8)
    right, up = draw.integer(1, 6), draw.integer(1, 6)
    start, end = at(x - right, y - up), at(x + right, y + up)
    stem, names = draw.pick(
        (
            (f"ما إحداثيا منتصف القطعة المستقيمة الواصلة بين النقطتين {start} و{end}؟", ()),
            (f"النقطة م منتصف أ ب، حيث أ {start} و ب {end}. ما إحداثيا م؟", ("أ", "ب")),
            (f"دائرة طرفا أحد أقطارها {start} و{end}. ما مركزها؟", ()),
        )
    )
    mistakes = (
        at(2 * x, 2 * y),  # forgot to halve
        at(right, up),  # subtracted and halved
        at(y, x),  # exchanged the coordinates
        at(x + right, y),  # halved one coordinate only
        at(x, y + up),  # halved one coordinate only
    )
    explanation = f"المنتصف متوسط الإحداثيات: السينيان والصاديان على التوالي، فهو {at(x, y)}."
    draft = textual(stem, at(x, y), draw.sample(mistakes, 5), explanation)
    return pictured(draft, grid((x - right, y - up), (x + right, y + up), names=names))


def axis_distance(draw: Draw) -> Draft:
    """Two points on a line parallel to an axis."""
    level, low = draw.integer(-6, 9), draw.integer(-9, 4)
    key = draw.integer(3, 14)
    high = low + key
    start, end = draw.pick((((low, level), (high, level)), ((level, high), (level, low))))
    stem = draw.pick(
        (
            f"كم وحدة المسافة بين النقطتين {at(*start)} و{at(*end)}؟",
            f"كم وحدة طول القطعة المستقيمة التي طرفاها {at(*start)} و{at(*end)}؟",
        )
    )
    mistakes = [
        abs(low + high),  # added the coordinates
        abs(abs(high) - abs(low)),  # dropped the signs
        key + 1,  # counted both ends
        key - 1,  # counted the points between
        key + abs(level),  # added the common coordinate
    ]
    subtracted = signed(low) if low >= 0 else f"({signed(low)})"
    explanation = (
        f"للنقطتين إحداثي مشترك، فالمسافة فرق الإحداثيين الآخرين: {signed(high)} − "
        f"{subtracted} = {key}."
    )
    chosen = whole(draw, key, mistakes)
    draft = numeric(stem, key, chosen, f"({high}) - ({low})", explanation)
    return pictured(draft, grid(start, end))


def distance(draw: Draw) -> Draft:
    """The hypotenuse over the differences of coordinates."""
    across, up, key = right_triangle(draw, longest=26)
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    start, end = at(x, y), at(x + across, y + up)
    stem, names = draw.pick(
        (
            (f"كم وحدة المسافة بين النقطتين {start} و{end}؟", ()),
            (f"دائرة مركزها {start} وتمر بالنقطة {end}. ما طول نصف قطرها بالوحدات؟", ()),
            (
                f"كم وحدة طول القطعة المستقيمة أ ب إذا كانت أ {start} و ب {end}؟",
                ("أ", "ب"),
            ),
        )
    )
    mistakes = [
        across + up,  # added the differences
        abs(across - up),  # subtracted the differences
        max(across, up),  # took the longer difference
        key + 1,  # slipped at the root
        key - 1,  # slipped at the root
    ]
    explanation = (
        f"فرقا الإحداثيات {across} و{up}، ومربع المسافة {across}² + {up}² = {key**2}، "
        f"فالمسافة {key}."
    )
    check = f"((({x + across}) - ({x}))**2 + (({y + up}) - ({y}))**2) / {key}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return pictured(draft, grid((x, y), (x + across, y + up), names=names))


def other_endpoint(draw: Draw) -> Draft:
    """One end and the midpoint give the other end."""
    x, y = draw.integer(-5, 8), draw.integer(-5, 8)
    right, up = draw.integer(1, 6), draw.integer(1, 6)
    middle_x, middle_y = x + right, y + up
    key = at(middle_x + right, middle_y + up)
    stem, names = draw.pick(
        (
            (
                (
                    f"النقطة {at(middle_x, middle_y)} منتصف القطعة أ ب، وإحداثيا أ هما {at(x, y)}. "
                    "ما إحداثيا ب؟"
                ),
                ("أ",),
            ),
            (
                (
                    f"دائرة مركزها {at(middle_x, middle_y)}، وأحد طرفي قطر فيها {at(x, y)}. "
                    "ما إحداثيا الطرف الآخر؟"
                ),
                (),
            ),
        )
    )
    mistakes = (
        at(x + middle_x, y + middle_y),  # added the two points
        at(right, up),  # subtracted the two points
        at(x - right, y - up),  # went the other way
        at(2 * middle_x, 2 * middle_y),  # forgot to subtract
        at(middle_y + up, middle_x + right),  # exchanged the coordinates
    )
    explanation = f"الطرف الآخر ضعف إحداثيي المنتصف مطروحًا منه الطرف المعلوم، فهو {key}."
    draft = textual(stem, key, draw.sample(mistakes, 5), explanation)
    return pictured(draft, grid((x, y), (middle_x, middle_y), names=names))


def slope(draw: Draw) -> Draft:
    """The rise over the run of a line through two points."""
    key, run = draw.integer(2, 6), draw.integer(1, 5)
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    rise = key * run
    stem = draw.pick(
        (
            f"ما ميل المستقيم المار بالنقطتين {at(x, y)} و{at(x + run, y + rise)}؟",
            f"مستقيم يمر بالنقطتين {at(x + run, y + rise)} و{at(x, y)}. ما ميل أي مستقيم يوازيه؟",
        )
    )
    mistakes = [
        rise,  # forgot to divide by the run
        run,  # answered the run
        rise - run,  # subtracted instead of dividing
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    explanation = f"الميل فرق الصادات على فرق السينات: {rise} ÷ {run} = {key}."
    check = f"(({y + rise}) - ({y})) / (({x + run}) - ({x}))"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return pictured(draft, grid((x, y), (x + run, y + rise)))


def triangle_on_axis(draw: Draw) -> Draft:
    """A triangle whose base is parallel to an axis."""
    level, left = draw.integer(-4, 4), draw.integer(-6, 3)
    base, height = draw.sample((2 * draw.integer(2, 6), draw.integer(3, 11)), 2)
    apex = draw.integer(-6, 8)
    key = base * height // 2
    corners = (at(left, level), at(left + base, level), at(apex, level + height))
    first, second, third = draw.sample(corners, 3)
    stem = draw.pick(
        (
            f"كم وحدة مربعة مساحة المثلث الذي رؤوسه {first} و{second} و{third}؟",
            (
                f"رُسم في المستوى الإحداثي مثلث رؤوسه {first} و{second} و{third}. كم وحدة مربعة "
                "مساحته؟"
            ),
        )
    )
    mistakes = [
        base * height,  # forgot to halve
        abs(base * (level + height)) // 2,  # measured the height from the axis
        base + height,  # added
        key + base,  # slipped in the product
        key - height,  # slipped in the product
    ]
    explanation = (
        f"القاعدة موازية لمحور السينات وطولها {base}، والارتفاع {height}، فالمساحة "
        f"{base} × {height} ÷ 2 = {key}."
    )
    check = f"(({left + base}) - ({left})) * (({level + height}) - ({level})) / 2"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return pictured(draft, grid((left, level), (left + base, level), (apex, level + height)))


def collinear_point(draw: Draw) -> Draft:
    """Three points on one line: one coordinate is unknown."""
    steepness, x, y = draw.integer(2, 4), draw.integer(-4, 4), draw.integer(-6, 6)
    first, second = draw.integer(1, 3), draw.integer(4, 7)
    key = y + steepness * second
    if key < 2:
        raise Degenerate("a key below two")
    stem = (
        f"تقع النقاط {at(x, y)} و{at(x + first, y + steepness * first)} و"
        f"({signed(x + second)}، ك) على مستقيم واحد. ما قيمة ك؟"
    )
    mistakes = [
        y + second,  # took the slope as one
        steepness * second,  # forgot the starting height
        y + steepness * (second - first),  # measured from the second point
        y + steepness * (second + first),  # added the steps
        key + steepness,  # one step too many
        key - steepness,  # one step too few
    ]
    explanation = (
        f"الميل {steepness * first} ÷ {first} = {steepness}، فتكون ك = {signed(y)} + "
        f"{steepness} × {second} = {key}."
    )
    slope_check = f"(({y + steepness * first}) - ({y})) / (({x + first}) - ({x}))"
    check = f"({y}) + {slope_check} * (({x + second}) - ({x}))"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def fourth_vertex(draw: Draw) -> Draft:
    """Opposite sides of a parallelogram are the same displacement."""
    x, y = draw.integer(-5, 5), draw.integer(-5, 5)
    across, up = draw.integer(2, 7), draw.integer(1, 3)
    lean, height = draw.integer(1, 4), draw.integer(4, 8)
    first, second = at(x, y), at(x + across, y + up)
    third = at(x + across + lean, y + up + height)
    key = at(x + lean, y + height)
    stem = draw.pick(
        (
            f"أ ب ج د متوازي أضلاع فيه أ {first} و ب {second} و ج {third}. ما إحداثيا د؟",
            (
                f"ثلاثة رؤوس متتالية لمتوازي أضلاع هي {first} ثم {second} ثم {third}. "
                "ما إحداثيا الرأس الرابع؟"
            ),
        )
    )
    mistakes = (
        at(x + 2 * across + lean, y + 2 * up + height),  # went on instead of back
        at(x - lean, y - height),  # went the other way
        at(x + across, y + height),  # took the figure as a rectangle
        at(x + across + lean, y + height),  # moved one coordinate only
        at(lean, height),  # answered the displacement
    )
    explanation = f"الانتقال من أ إلى د كالانتقال من ب إلى ج، فالرأس الرابع {key}."
    if "ثلاثة رؤوس" in stem:
        explanation = (
            "الانتقال من الرأس الأول إلى الرابع كالانتقال من الثاني إلى الثالث، "
            f"فالرأس الرابع {key}."
        )
    return textual(stem, key, draw.sample(mistakes, 5), explanation)


def square_on_side(draw: Draw) -> Draft:
    """Two neighbouring or opposite vertices give the area of a square."""
    x, y = draw.integer(-6, 6), draw.integer(-6, 6)
    across, up = draw.sample(range(1, 9), 2)
    squared = across**2 + up**2
    place, share = draw.pick((("متجاوران", 1), ("متقابلان", 2)))
    if squared % share:
        raise Degenerate("half a square unit")
    key = squared // share
    stem = f"مربع رأساه {at(x, y)} و{at(x + across, y + up)} {place}. كم وحدة مربعة مساحته؟"
    mistakes: list[int | Fraction] = [
        Fraction(squared * share, 2 if share == 1 else 1),  # confused side and diagonal
        across * up,  # multiplied the differences
        (across + up) ** 2,  # added the differences before squaring
        4 * (across + up),  # computed a perimeter
        abs(across**2 - up**2),  # subtracted the squares
        key + 2,  # slipped in a square
    ]
    tail = f"، ومساحة المربع نصف ذلك {key}" if share == 2 else "، وهو مساحة المربع"
    explanation = f"مربع المسافة بين الرأسين {across}² + {up}² = {squared}{tail}."
    check = f"((({x + across}) - ({x}))**2 + (({y + up}) - ({y}))**2) / {share}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return pictured(draft, grid((x, y), (x + across, y + up)))
