"""Volumes and surfaces of boxes, cubes and cylinders."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import LITRE, counted

LENGTH = "{} سم"
AREA = "{} سم²"
VOLUME = "{} سم³"
IN_PI = "بدلالة النسبة التقريبية ط"


def volume(draw: Draw) -> Draft:
    """Volumes, surfaces and the lengths found from them."""
    forms = draw.by_level(
        (box_volume, cube_surface, height_from_volume),
        (box_surface, cylinder_volume, volume_from_surface, water_height),
        (poured_cylinder, melted_cubes, sunken_cube, folded_box),
    )
    return draw.pick(forms)(draw)


def box(draw: Draw, low: int, high: int) -> tuple[int, int, int]:
    """Three edges of a box, no two alike."""
    one, two, three = draw.sample(range(low, high + 1), 3)
    return one, two, three


def box_volume(draw: Draw) -> Draft:
    """The product of three edges."""
    one, two, three = box(draw, 2, 12)
    key = one * two * three
    thing = draw.pick(("صندوق", "خزان", "حوض", "لوح خشبي"))
    stem = f"{thing} على هيئة متوازي مستطيلات أبعاده {one} سم و{two} سم و{three} سم. ما حجمه؟"
    surface = 2 * (one * two + two * three + one * three)
    mistakes = [
        surface,  # computed the surface
        surface // 2,  # computed half of the surface
        one + two + three,  # added the edges
        one * two,  # computed the base
        one * two * (three + 1),  # one layer too many
        one * two * (three - 1),  # one layer too few
    ]
    explanation = f"الحجم {one} × {two} × {three} = {key} سم³."
    check = f"{one} * {two} * {three}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=VOLUME)


def cube_surface(draw: Draw) -> Draft:
    """Six squares."""
    edge = draw.integer(2, 12)
    key = 6 * edge**2
    stem = draw.pick(
        (
            f"مكعب طول حرفه {edge} سم. ما مساحة سطحه الكلية؟",
            (
                f"صندوق مكعب الشكل حرفه {edge} سم، غُلفت أوجهه كلها بورق دون تداخل. "
                "ما مساحة الورق المستخدم؟"
            ),
            f"مكعب حجمه {edge**3} سم³. ما مساحة سطحه الكلية؟",
        )
    )
    mistakes = [
        4 * edge**2,  # forgot the two bases
        edge**3,  # computed the volume
        edge**2,  # computed one face
        12 * edge,  # added the edges
        5 * edge**2,  # forgot one face
        8 * edge**2,  # counted eight faces
    ]
    explanation = f"طول الحرف {edge} سم، وللمكعب ستة أوجه، فالمساحة 6 × {edge}² = {key} سم²."
    check = f"6 * {edge}**2" if "حجمه" not in stem else f"6 * {edge**3} / {edge}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def height_from_volume(draw: Draw) -> Draft:
    """The volume and two edges give the third."""
    one, two, key = box(draw, 3, 12)
    total = one * two * key
    stem = draw.pick(
        (
            f"متوازي مستطيلات حجمه {total} سم³، وبعدا قاعدته {one} سم و{two} سم. ما ارتفاعه؟",
            (
                f"علبة على هيئة متوازي مستطيلات سعتها {total} سم³، طولها {one} سم وعرضها {two} "
                "سم. "
                "ما ارتفاعها؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(total, one + two),  # divided by the sum
        Fraction(total, one),  # divided by one edge only
        Fraction(total, two),  # divided by one edge only
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
        2 * key,  # doubled
    ]
    explanation = (
        f"مساحة القاعدة {one} × {two} = {one * two} سم²، والارتفاع {total} ÷ {one * two} = "
        f"{key} سم."
    )
    check = f"{total} / ({one} * {two})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def box_surface(draw: Draw) -> Draft:
    """Three pairs of faces, or five faces of an open box."""
    one, two, three = box(draw, 2, 12)
    total = 2 * (one * two + two * three + one * three)
    edges = f"طوله {one} سم وعرضه {two} سم وارتفاعه {three} سم"
    stem, missing = draw.pick(
        (
            (f"متوازي مستطيلات {edges}. ما مساحة سطحه الكلية؟", 0),
            (f"صندوق مفتوح من أعلى على هيئة متوازي مستطيلات {edges}. ما مساحة سطحه الخارجي؟", 1),
            (f"متوازي مستطيلات {edges}. ما مجموع مساحات أوجهه الجانبية دون القاعدتين؟", 2),
        )
    )
    base = one * two
    key = total - missing * base
    mistakes = [
        total // 2,  # forgot that faces come in pairs
        total - base if missing != 1 else total,  # counted the wrong number of bases
        total - 2 * base if missing != 2 else total,  # counted the wrong number of bases
        one * two * three,  # computed the volume
        4 * (one + two + three),  # added the edges
        key + base,  # counted a base twice
    ]
    explanation = (
        f"الأوجه الجانبية 2 × ({one} + {two}) × {three} = {total - 2 * base} سم²، ومساحة القاعدة "
        f"{base} سم²، فالمطلوب {total - 2 * base} + {2 - missing} × {base} = {key} سم²."
    )
    check = f"2 * ({one} + {two}) * {three} + {2 - missing} * {one} * {two}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def cylinder_volume(draw: Draw) -> Draft:
    """The disc times the height."""
    radius, height = draw.integer(2, 10), draw.integer(3, 12)
    if radius == height:
        raise Degenerate("mistakes coincide")
    key = radius**2 * height
    thing = draw.pick(("علبة أسطوانية", "خزان أسطواني", "أسطوانة دائرية قائمة"))
    suffix = "ه" if thing.startswith("خزان") else "ها"
    given = draw.pick((f"نصف قطر قاعدت{suffix} {radius} سم", f"قطر قاعدت{suffix} {2 * radius} سم"))
    stem = f"{thing} {given} وارتفاع{suffix} {height} سم. ما حجم{suffix} {IN_PI}؟"
    mistakes = [
        2 * radius * height,  # computed the curved surface
        4 * key,  # took the diameter as the radius
        radius * height**2,  # squared the height
        radius * height,  # forgot to square
        key + radius**2,  # one layer too many
        key - radius**2,  # one layer too few
    ]
    explanation = f"نصف القطر {radius} سم، والحجم {radius}² × {height} × ط = {key}ط سم³."
    square = f"{radius}**2" if given.startswith("نصف") else f"({2 * radius} / 2)**2"
    chosen = whole(draw, key, mistakes)
    return numeric(stem, key, chosen, f"{square} * {height}", explanation, unit="{}ط سم³")


def volume_from_surface(draw: Draw) -> Draft:
    """From six faces to one edge to the volume; or back."""
    edge = draw.integer(2, 12)
    surface, key = 6 * edge**2, edge**3
    stem = draw.pick(
        (
            f"مكعب مساحة سطحه الكلية {surface} سم². ما حجمه؟",
            f"مكعب مساحة أحد أوجهه {edge**2} سم². ما حجمه؟",
            f"مكعب مجموع أطوال أحرفه {12 * edge} سم. ما حجمه؟",
            f"مكعب محيط أحد أوجهه {4 * edge} سم. ما حجمه؟",
        )
    )
    mistakes = [
        edge**2,  # answered one face
        surface,  # answered the surface
        3 * edge,  # tripled the edge
        6 * edge**3,  # forgot to divide by six
        (edge + 1) ** 3,  # slipped in the edge
        (edge - 1) ** 3,  # slipped in the edge
    ]
    explanation = f"طول الحرف {edge} سم، والحجم {edge} × {edge} × {edge} = {key} سم³."
    roots = {
        "سطحه": f"{surface} / 6 * {edge}",
        "مساحة أحد": f"{edge**2} * {edge}",
        "أحرفه": f"({12 * edge} / 12)**3",
        "محيط": f"({4 * edge} / 4)**3",
    }
    check = next(expression for word, expression in roots.items() if word in stem)
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=VOLUME)


def water_height(draw: Draw) -> Draft:
    """Litres poured into a tank stand at a height."""
    length, width = draw.pick(((50, 40), (40, 25), (50, 20), (100, 50), (80, 50), (100, 40)))
    key = draw.integer(3, 24) * (1 if length * width >= 2000 else 2)
    cubic = length * width * key
    if cubic % 1000:
        raise Degenerate("a broken litre")
    litres = cubic // 1000
    thing = draw.pick(("حوض أسماك", "خزان", "حوض زجاجي"))
    stem = (
        f"{thing} على هيئة متوازي مستطيلات بعدا قاعدته {length} سم و{width} سم، صُب فيه ماء "
        "مقداره "
        f"{counted(litres, LITRE)}. كم ارتفاع الماء فيه؟ (اللتر = 1000 سم³)"
    )
    mistakes: list[int | Fraction] = [
        Fraction(litres * 1000, length + width),  # divided by the sum
        Fraction(litres * 100, width),  # slipped in the unit
        key * 10,  # slipped in the unit
        2 * key,  # doubled
        key + 5,  # slipped in the division
        key - 2,  # slipped in the division
    ]
    explanation = (
        f"حجم الماء {cubic} سم³ ومساحة القاعدة {length * width} سم²، فالارتفاع "
        f"{cubic} ÷ {length * width} = {key} سم."
    )
    check = f"{litres} * 1000 / ({length} * {width})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def poured_cylinder(draw: Draw) -> Draft:
    """The same water in a wider cylinder stands lower by the square of the radii."""
    narrow, wide = draw.pick(
        ((1, 2), (1, 3), (2, 3), (2, 4), (3, 6), (3, 4), (4, 6), (2, 6), (5, 10))
    )
    ratio = Fraction(wide, narrow) ** 2
    key = ratio.denominator * draw.integer(1, 5)
    height = int(key * ratio)
    stem = draw.pick(
        (
            (
                f"أسطوانتان نصفا قطري قاعدتيهما {narrow} سم و{wide} سم. صُب الماء الذي يملأ "
                "الضيقة "
                "إلى "
                f"ارتفاع {height} سم في الأسطوانة الواسعة الفارغة. كم يصير ارتفاعه؟"
            ),
            (
                f"إناء أسطواني نصف قطر قاعدته {narrow} سم فيه ماء ارتفاعه {height} سم، أُفرغ "
                "كله في "
                "إناء "
                f"أسطواني آخر نصف قطر قاعدته {wide} سم. ما ارتفاع الماء في الإناء الآخر؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        height * Fraction(narrow, wide),  # forgot to square the ratio
        height,  # took the height as unchanged
        height * Fraction(wide, narrow),  # inverted the ratio
        height - (wide - narrow),  # subtracted the difference of radii
        key + 1,  # slipped in the division
        key - 1,  # slipped in the division
    ]
    explanation = (
        f"الحجم ثابت: {narrow}² × {height} = {wide}² × الارتفاع، فالارتفاع "
        f"{narrow**2 * height} ÷ {wide**2} = {key} سم."
    )
    check = f"{narrow}**2 * {height} / {wide}**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def melted_cubes(draw: Draw) -> Draft:
    """Small cubes melted into one: volumes add, edges do not."""
    small, times = draw.integer(1, 6), draw.integer(2, 5)
    count, edge = times**3, small * times
    material = draw.pick(("معدنية", "من الشمع", "من النحاس"))
    stem, key, mistakes, unit = draw.pick(
        (
            (
                (
                    f"صُهرت مكعبات {material} عددها {count}، طول حرف كل منها {small} سم، وصُنع "
                    "منها "
                    "مكعب "
                    "واحد. ما طول حرفه؟"
                ),
                edge,
                [small * count, small * times**2, small + times, edge + 1, edge - 1],
                LENGTH,
            ),
            (
                (
                    f"صُهر مكعب من الشمع طول حرفه {edge} سم، وصُنعت منه مكعبات طول حرف كل منها "
                    f"{small} سم. "
                    "كم عدد المكعبات الصغيرة؟"
                ),
                count,
                [times, times**2, times**4, 3 * times, count - 1],
                "{}",
            ),
        )
    )
    if unit == LENGTH:
        explanation = f"حجم المكعب الكبير {count} × {small}³ = {edge**3} سم³، فطول حرفه {edge} سم."
        check = f"{count} * {small}**3 / {edge}**2"
    else:
        explanation = f"العدد {edge}³ ÷ {small}³ = {edge**3} ÷ {small**3} = {count}."
        check = f"{edge}**3 / {small}**3"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=unit)


def sunken_cube(draw: Draw) -> Draft:
    """A sunken solid lifts the water by its volume over the base."""
    edge, length, width = draw.pick(
        (
            (10, 50, 20),
            (10, 25, 20),
            (20, 50, 40),
            (20, 40, 40),
            (6, 12, 9),
            (6, 18, 12),
            (12, 24, 18),
        )
    )
    count = draw.integer(1, 3)
    key = Fraction(count * edge**3, length * width)
    if key.denominator != 1:
        raise Degenerate("a broken rise")
    before = edge + int(key) + draw.integer(2, 15)
    sunken = {
        1: "مكعب معدني واحد طول حرفه",
        2: "مكعبان معدنيان طول حرف كل منهما",
        3: "ثلاثة مكعبات معدنية طول حرف كل منها",
    }[count]
    stem = (
        f"حوض بعدا قاعدته {length} سم و{width} سم، فيه ماء ارتفاعه {before} سم، غُمر فيه كليًا "
        f"{sunken} {edge} سم. كم صار ارتفاع الماء دون أن ينسكب منه شيء؟"
    )
    rise = int(key)
    mistakes = [
        before + edge,  # added the edge
        rise,  # answered the rise
        before,  # took the height as unchanged
        before + 2 * rise,  # doubled the rise
        before - rise,  # lowered the water
        before + rise + 1,  # slipped
    ]
    explanation = (
        f"حجم المغمور {count * edge**3} سم³، ومساحة القاعدة {length * width} سم²، فيرتفع الماء "
        f"{rise} "
        f"سم ويصير {before} + {rise} = {before + rise} سم."
    )
    check = f"{before} + {count} * {edge}**3 / ({length} * {width})"
    chosen = whole(draw, before + rise, mistakes)
    return numeric(stem, before + rise, chosen, check, explanation, unit=LENGTH)


def folded_box(draw: Draw) -> Draft:
    """Squares cut from the corners of a sheet, and the sides folded up."""
    cut = draw.integer(1, 4)
    length, width = cut * 2 + draw.integer(5, 16), cut * 2 + draw.integer(3, 10)
    inner_length, inner_width = length - 2 * cut, width - 2 * cut
    key = inner_length * inner_width * cut
    stem = (
        f"ورقة مقواة مستطيلة بعداها {length} سم و{width} سم، قُص من كل ركن من أركانها مربع طول "
        "ضلعه "
        f"{cut} سم، ثم ثُنيت الجوانب لتكوين صندوق مفتوح من أعلى. ما حجم الصندوق؟"
    )
    mistakes = [
        (length - cut) * (width - cut) * cut,  # cut each side at one end
        length * width * cut,  # forgot the corners
        inner_length * inner_width,  # computed the base
        length * width - 4 * cut**2,  # computed the area left
        key + inner_width,  # slipped in the product
        key - inner_length,  # slipped in the product
    ]
    explanation = (
        f"بعدا القاعدة {inner_length} سم و{inner_width} سم والارتفاع {cut} سم، فالحجم "
        f"{inner_length} × {inner_width} × {cut} = {key} سم³."
    )
    check = f"({length} - 2 * {cut}) * ({width} - 2 * {cut}) * {cut}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=VOLUME)
