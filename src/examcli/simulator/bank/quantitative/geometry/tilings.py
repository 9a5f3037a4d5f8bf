"""Covering, packing and scaling."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.simulator.bank.mistakes import whole, whole_below
from examcli.simulator.bank.quantitative.nouns import RIYAL, Noun, counted

TILE = Noun("بلاطة", "بلاطتين", "بلاطات", "بلاطة")

TILES = "{} بلاطة"
PERCENT = "{}%"


def tiling_scaling(draw: Draw) -> Draft:
    """How many pieces cover or fill a figure; what a change of lengths does to it."""
    forms = draw.by_level(
        (tiles_on_floor, squares_from_sheet),
        (tiles_cost, cubes_in_box, scaled_area),
        (percent_scaled_rectangle, percent_scaled_square, scaled_cube, fewer_larger_tiles),
    )
    return draw.pick(forms)(draw)


def tiles_on_floor(draw: Draw) -> Draft:
    """Metres of floor, centimetres of tile."""
    tile = draw.pick((20, 25, 50))
    width = draw.integer(2, 8)
    length = width + draw.integer(1, 4)
    per_metre = 100 // tile
    key = length * width * per_metre**2
    place = draw.pick(("غرفة", "صالة", "شرفة", "قاعة"))
    stem = draw.pick(
        (
            (
                f"{place} مستطيلة طولها {length} م وعرضها {width} م. كم بلاطة مربعة طول ضلعها "
                f"{tile} سم "
                "تلزم لتغطية أرضيتها تمامًا؟"
            ),
            (
                f"غُطيت أرضية {place} بعداها {length} م و{width} م ببلاطات مربعة ضلع كل منها "
                f"{tile} سم "
                "دون فراغات. كم عدد البلاطات؟"
            ),
        )
    )
    mistakes = [
        length * width * per_metre,  # divided only once
        length * width * 100 // tile * 2,  # doubled instead of squaring
        2 * (length + width) * per_metre,  # covered the edge only
        (length * per_metre + 1) * (width * per_metre),  # one row too many
        length * per_metre * (width * per_metre - 1),  # one row too few
        2 * key,  # doubled
    ]
    explanation = (
        f"على الطول {length * 100} ÷ {tile} = {length * per_metre} بلاطة وعلى العرض "
        f"{width * per_metre}، فالعدد {length * per_metre} × {width * per_metre} = {key} بلاطة."
    )
    check = f"({length} * 100 / {tile}) * ({width} * 100 / {tile})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=TILES)


def squares_from_sheet(draw: Draw) -> Draft:
    """Squares cut from a rectangle without waste."""
    side, along, across = draw.integer(2, 9), draw.integer(4, 12), draw.integer(3, 9)
    key = along * across
    sheet, sides, source = draw.pick(
        (
            ("ورقة مستطيلة", "بعداها", "منها"),
            ("لوح خشبي مستطيل", "بعداه", "منه"),
            ("قطعة قماش مستطيلة", "بعداها", "منها"),
        )
    )
    stem = (
        f"{sheet} {sides} {along * side} سم و{across * side} سم. ما أكبر عدد من المربعات التي "
        "طول "
        f"ضلعها {side} سم يمكن قصه {source}؟"
    )
    mistakes: list[int | Fraction] = [
        along * across * side,  # divided by the side only once
        2 * (along + across),  # counted along the edge
        along + across,  # added the two counts
        (along - 1) * across,  # one row too few
        along * (across + 1),  # one row too many
    ]
    explanation = (
        f"على أحد البعدين {along * side} ÷ {side} = {along} وعلى الآخر {across * side} ÷ "
        f"{side} = "
        f"{across}، فالعدد {along} × {across} = {key}."
    )
    check = f"({along * side} / {side}) * ({across * side} / {side})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def tiles_cost(draw: Draw) -> Draft:
    """Tiles come in boxes, boxes have a price."""
    tile, per_box = draw.pick(((50, 4), (50, 8), (25, 16), (20, 25), (50, 10)))
    width = draw.integer(3, 8)
    length = width + draw.integer(1, 4)
    price = draw.pick((20, 30, 40, 50))
    count = length * width * (100 // tile) ** 2
    if count % per_box:
        raise Degenerate("a box left open")
    boxes = count // per_box
    key = boxes * price
    stem = (
        f"أرضية مستطيلة بعداها {length} م و{width} م يراد تغطيتها ببلاط مربع طول ضلعه {tile} سم. "
        f"إذا كان الصندوق يحوي {counted(per_box, TILE)} وثمنه {counted(price, RIYAL)}، فكم "
        "ريالًا ثمن البلاط اللازم؟"
    )
    mistakes: list[int | Fraction] = [
        boxes,  # answered the number of boxes
        Fraction(length * width * (100 // tile) * price, per_box),  # divided by the side once
        length * width * price,  # took one box for a square metre
        key + price,  # one box too many
        key - price,  # one box too few
        2 * key,  # doubled
    ]
    explanation = (
        f"عدد البلاط {count}، وعدد الصناديق {count} ÷ {per_box} = {boxes}، والثمن "
        f"{boxes} × {price} = {key} ريال."
    )
    check = f"{length} * 100 / {tile} * {width} * 100 / {tile} / {per_box} * {price}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} ريال")


def cubes_in_box(draw: Draw) -> Draft:
    """Cubes that fill a box."""
    edge = draw.integer(2, 6)
    along, across, up = (draw.integer(2, 7) for _ in range(3))
    key = along * across * up
    thing = draw.pick(("صندوق", "خزانة", "وعاء"))
    stem = (
        f"{thing} على هيئة متوازي مستطيلات أبعاد فراغه الداخلي {along * edge} سم "
        f"و{across * edge} سم "
        f"و{up * edge} سم. كم مكعبًا طول حرفه {edge} سم يملأ هذا الفراغ تمامًا؟"
    )
    mistakes = [
        key * edge,  # divided by the edge twice only
        along * across + up,  # added one count
        along + across + up,  # added the counts
        along * across,  # filled one layer
        along * across * (up - 1),  # one layer too few
        along * across * (up + 1),  # one layer too many
    ]
    explanation = (
        f"عدد المكعبات على الأبعاد {along} و{across} و{up}، فالعدد {along} × {across} × {up} = "
        f"{key}."
    )
    check = f"({along * edge} / {edge}) * ({across * edge} / {edge}) * ({up * edge} / {edge})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def scaled_area(draw: Draw) -> Draft:
    """Lengths by a factor, areas by its square."""
    factor = draw.integer(2, 5)
    phrase = {2: "مثلي", 3: "ثلاثة أمثال", 4: "أربعة أمثال", 5: "خمسة أمثال"}[factor]
    area = draw.integer(4, 20)
    key = area * factor**2
    figure = draw.pick(("مربع", "مستطيل", "مثلث", "شعار"))
    stem = (
        f"{figure} مساحته {area} سم²، كُبّرت جميع أبعاده إلى {phrase} ما كانت عليه. ما مساحته "
        "الجديدة؟"
    )
    mistakes = [
        area * factor,  # forgot to square the factor
        area * factor**3,  # cubed the factor
        area * (factor**2 - 1),  # answered the increase
        area * 2 * factor,  # doubled instead of squaring
        area + factor**2,  # added the squared factor
    ]
    explanation = f"تتغير المساحة بمربع النسبة: {area} × {factor}² = {key} سم²."
    check = f"{area} * {factor}**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} سم²")


def percent_scaled_rectangle(draw: Draw) -> Draft:
    """One side grows, the other shrinks: the percentages do not cancel."""
    up, down = draw.pick((10, 20, 25, 30, 40, 50, 60, 80)), draw.pick((10, 20, 25, 30, 40, 50))
    product = (100 + up) * (100 - down)
    if product % 100 or abs(product - 10_000) < 500:
        raise Degenerate("a broken percentage")
    after = product // 100
    key = abs(after - 100)
    change = "زيادة" if after > 100 else "نقصان"
    grown, shrunk = draw.pick((("طول مستطيل", "عرضه"), ("طول قاعدة مثلث", "ارتفاعه المناظر لها")))
    stem = f"زيد {grown} بنسبة {up}% ونقص {shrunk} بنسبة {down}%. ما نسبة ال{change} في مساحته؟"
    mistakes: list[int | Fraction] = [
        abs(up - down),  # subtracted the percentages
        up + down,  # added the percentages
        Fraction(up * down, 100),  # multiplied the percentages only
        min(after, 100),  # answered what is left
        key + 5,  # slipped in the product
        key + 10,  # slipped in the product
    ]
    explanation = (
        f"المساحة الجديدة {number(Fraction(100 + up, 100))} × "
        f"{number(Fraction(100 - down, 100))} "
        f"= {number(Fraction(after, 100))} من الأصلية، فنسبة ال{change} {key}%."
    )
    difference = "{} - 100" if after > 100 else "100 - {}"
    check = difference.format(f"(100 + {up}) * (100 - {down}) / 100")
    return numeric(
        stem, key, whole_below(draw, 100, key, mistakes), check, explanation, unit=PERCENT
    )


def percent_scaled_square(draw: Draw) -> Draft:
    """A percentage of the side, squared for the area."""
    grows = draw.pick((True, False))
    percent = draw.pick((10, 20, 30, 40, 50, 60, *((80,) if grows else ())))
    factor = 100 + percent if grows else 100 - percent
    after = factor**2 // 100
    key = abs(after - 100)
    verb, change = ("زاد", "زيادة") if grows else ("نقص", "نقصان")
    figure = draw.pick(
        ("طول ضلع مربع", "طول نصف قطر دائرة", "طول ضلع مثلث متطابق الأضلاع", "طول حرف مكعب")
    )
    target = "مساحته الكلية" if "مكعب" in figure else "المساحة"
    stem = f"إذا {verb} {figure} بنسبة {percent}%، فما نسبة ال{change} في {target}؟"
    mistakes = [
        percent,  # took the area to change like the side
        2 * percent if grows or percent < 50 else 0,  # doubled the percentage
        percent**2 // 100,  # squared the percentage alone
        after if after < 100 else 0,  # answered what is left
        key - 5,  # slipped in the square
        key + 5,  # slipped in the square
    ]
    ratio = number(Fraction(factor, 100))
    explanation = (
        f"المساحة الجديدة {ratio}² = {number(Fraction(after, 100))} من الأصلية، "
        f"فنسبة ال{change} {key}%."
    )
    sign = "+" if grows else "-"
    square = f"((100 {sign} {percent}) / 100)**2 * 100"
    check = f"{square} - 100" if grows else f"100 - {square}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=PERCENT)


def scaled_cube(draw: Draw) -> Draft:
    """From a volume back to a surface."""
    factor, phrase = draw.pick(((2, "8 أمثال"), (3, "27 مثلًا من"), (4, "64 مثلًا من")))
    edge = draw.integer(2, 6)
    surface, key = 6 * edge**2, 6 * edge**2 * factor**2
    stem = (
        f"مكعب مساحة سطحه الكلية {surface} سم²، ومكعب آخر حجمه {phrase} حجم الأول. "
        "ما مساحة السطح الكلية للمكعب الآخر؟"
    )
    mistakes = [
        surface * factor**3,  # scaled the surface like the volume
        surface * factor,  # scaled it like the edge
        edge**2 * factor**2,  # answered one face
        (edge * factor) ** 3,  # answered the volume
        key + surface,  # slipped in the product
        key - surface,  # slipped in the product
    ]
    explanation = (
        f"نسبة الحرفين {factor}، فنسبة السطحين {factor}² = {factor**2}، والمساحة "
        f"{surface} × {factor**2} = {key} سم²."
    )
    check = f"{surface} * {factor**3} / {factor}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit="{} سم²")


def fewer_larger_tiles(draw: Draw) -> Draft:
    """The number of tiles goes with the inverse square of the side."""
    small, large = draw.pick(((20, 30), (20, 40), (25, 50), (30, 60), (40, 60), (20, 50), (30, 40)))
    unit = draw.integer(3, 20)
    ratio = Fraction(large, small)
    before, key = unit * ratio.numerator**2, unit * ratio.denominator**2
    place = draw.pick(("ساحة", "قاعة", "مسجد", "صالة"))
    stem = (
        f"تغطي {before} بلاطة مربعة طول ضلعها {small} سم أرضية {place} تمامًا. كم بلاطة مربعة طول "
        f"ضلعها {large} سم تغطي الأرضية نفسها؟"
    )
    mistakes: list[int | Fraction] = [
        before / ratio,  # forgot to square the ratio
        before * ratio,  # inverted the ratio
        before - (large - small),  # subtracted the difference of sides
        key + unit,  # slipped in the division
        key - 1,  # slipped in the division
        key * 2,  # halved the ratio
    ]
    explanation = (
        f"النسبة بين مساحتي البلاطتين ({small} ÷ {large})² = {number((1 / ratio) ** 2)}، فالعدد "
        f"{before} × {small}² ÷ {large}² = {key} بلاطة."
    )
    check = f"{before} * {small}**2 / {large}**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
