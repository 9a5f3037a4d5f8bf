"""Similar figures: lengths, perimeters and areas."""

from fractions import Fraction

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole

LENGTH = "{} سم"
METRES = "{} م"
AREA = "{} سم²"
RATIOS = ((1, 2), (1, 3), (2, 3), (2, 5), (3, 4), (3, 5), (4, 5), (1, 4))


def similarity(draw: Draw) -> Draft:
    """Similar figures: lengths, perimeters and areas."""
    forms = draw.by_level(
        (matching_side, shadows),
        (matching_perimeter, parallel_to_base),
        (matching_area, trapezoid_under_parallel, side_from_areas),
    )
    return draw.pick(forms)(draw)


def matching_side(draw: Draw) -> Draft:
    """One side of a triangle from the matching side of a similar one."""
    small, large = draw.pick(RATIOS)
    one, other = draw.sample(range(2, 9), 2)
    key = other * large
    given = f"{one * small} سم و{other * small} سم"
    stem = draw.pick(
        (
            (
                f"مثلثان متشابهان، في الأول ضلعان طولاهما {given}، وطول الضلع المناظر لأولهما في "
                f"المثلث الثاني {one * large} سم. ما طول الضلع المناظر للآخر؟"
            ),
            (
                f"صورة بعداها {given}، كُبّرت مع الحفاظ على شكلها حتى صار بعدها الأول "
                f"{one * large} سم. "
                "ما بعدها الثاني بعد التكبير؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        other * small + one * (large - small),  # added the same amount to both
        other * small,  # left the side unchanged
        Fraction(other * small * small, large),  # inverted the ratio
        key + one,  # slipped in the product
        key - small,  # slipped in the product
    ]
    explanation = (
        f"نسبة التشابه {one * large} ÷ {one * small}، فالطول المطلوب "
        f"{other * small} × {one * large} ÷ {one * small} = {key} سم."
    )
    check = f"{other * small} * {one * large} / {one * small}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def shadows(draw: Draw) -> Draft:
    """Heights and shadows at one moment are in proportion."""
    post, shade = draw.pick(((2, 3), (3, 2), (3, 4), (4, 3), (2, 5), (4, 5), (5, 4), (3, 5)))
    times = draw.integer(3, 12)
    key, long_shade = post * times, shade * times
    thing = draw.pick(("شجرة", "بناية", "منارة", "نخلة"))
    stem = draw.pick(
        (
            (
                f"عمود ارتفاعه {post} م طول ظله {shade} م، وفي الوقت نفسه كان طول ظل {thing} "
                f"{long_shade} م. ما ارتفاعها؟"
            ),
            (
                f"في لحظة ما كان طول ظل {thing} {long_shade} م، وطول ظل وتد رأسي ارتفاعه "
                f"{post} م "
                f"يساوي {shade} م. ما ارتفاع ال{thing}؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(long_shade * shade, post),  # inverted the ratio
        long_shade + post - shade,  # added the same amount
        long_shade,  # took the shadow as the height
        key + post,  # multiplied once too often
        key - post,  # multiplied once too few
    ]
    explanation = (
        f"نسبة الارتفاع إلى الظل ثابتة، فالارتفاع {long_shade} × {post} ÷ {shade} = {key} م."
    )
    check = f"{long_shade} * {post} / {shade}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)


def matching_perimeter(draw: Draw) -> Draft:
    """Perimeters of similar figures are in the ratio of their sides."""
    small, large = draw.pick(RATIOS)
    unit = draw.integer(6, 15)
    side = draw.integer(2, (unit - 1) // 2)  # no side is half of the perimeter
    known, key = unit * small, unit * large
    figure = draw.pick(("مثلثان", "مستطيلان", "مضلعان خماسيان"))
    stem = draw.pick(
        (
            (
                f"{figure} متشابهان، طولا ضلعين متناظرين فيهما {side * small} سم "
                f"و{side * large} سم. "
                f"إذا كان محيط الأصغر {known} سم، فما محيط الأكبر؟"
            ),
            (
                f"{figure} متشابهان محيط أصغرهما {known} سم، والنسبة بين طولي ضلعين متناظرين "
                "في الأصغر "
                f"والأكبر {small} : {large}. ما محيط الأكبر؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(known * large**2, small**2),  # squared the ratio as for areas
        known + side * (large - small),  # added the difference of sides
        Fraction(known * small, large),  # inverted the ratio
        key + unit,  # counted one share too many
        known,  # took the perimeters as equal
    ]
    explanation = (
        f"النسبة بين المحيطين كالنسبة بين ضلعين متناظرين، فمحيط الأكبر "
        f"{known} × {large} ÷ {small} = {key} سم."
    )
    check = f"{known} * {large} / {small}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def parallel_to_base(draw: Draw) -> Draft:
    """A line parallel to the base cuts off a similar triangle."""
    above, below, scale = draw.integer(1, 5), draw.integer(1, 5), draw.integer(2, 6)
    unit = draw.integer(2, 6)
    top, key = above * unit, (above + below) * unit
    stem = (
        "في المثلث أ ب ج تقع النقطة د على أ ب والنقطة هـ على أ ج، و د هـ يوازي ب ج. إذا كان "
        f"أ د = {above * scale} سم، و د ب = {below * scale} سم، و د هـ = {top} سم، فما طول ب ج؟"
    )
    mistakes: list[int | Fraction] = [
        Fraction(top * below, above),  # compared the two parts, not the part with the whole
        top + below * scale,  # added the same amount
        below * unit,  # took the lower part alone
        top * 2,  # took د as the midpoint
        key + unit,  # counted one share too many
    ]
    whole_side = (above + below) * scale
    explanation = (
        f"أ ب = {above * scale} + {below * scale} = {whole_side} سم، والمثلثان متشابهان، فطول "
        "ب ج "
        f"{top} × {whole_side} ÷ {above * scale} = {key} سم."
    )
    check = f"{top} * ({above * scale} + {below * scale}) / {above * scale}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)


def matching_area(draw: Draw) -> Draft:
    """Areas of similar figures are in the ratio of the squared sides."""
    small, large = draw.pick(RATIOS)
    side, unit = draw.integer(2, 7), draw.integer(2, 9)
    known, key = unit * small**2, unit * large**2
    stem = draw.pick(
        (
            (
                f"مثلثان متشابهان طولا ضلعين متناظرين فيهما {side * small} سم و{side * large} "
                "سم. "
                f"إذا كانت مساحة الأصغر {known} سم²، فما مساحة الأكبر؟"
            ),
            (
                f"مضلعان متشابهان النسبة بين محيطيهما {small} : {large}، ومساحة أصغرهما "
                f"{known} سم². "
                "ما مساحة أكبرهما؟"
            ),
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(known * large, small),  # forgot to square the ratio
        Fraction(known * large**3, small**3),  # cubed the ratio
        known + large**2 - small**2,  # added the difference of squares
        2 * known * large // small,  # doubled instead of squaring
        key + unit * small,  # slipped in the product
        key - unit * large,  # slipped in the product
    ]
    explanation = (
        f"النسبة بين المساحتين مربع نسبة التشابه، فمساحة الأكبر "
        f"{known} × {large**2} ÷ {small**2} = {key} سم²."
    )
    check = f"{known} * {large}**2 / {small}**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def trapezoid_under_parallel(draw: Draw) -> Draft:
    """What a line parallel to the base leaves below the small triangle."""
    above, below = draw.pick(((1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (3, 1), (1, 3), (4, 1)))
    unit = draw.integer(2, 9)
    total = above + below
    small, large = unit * above**2, unit * total**2
    key = large - small
    stem = (
        "في المثلث أ ب ج تقع النقطة د على أ ب والنقطة هـ على أ ج، و د هـ يوازي ب ج، "
        f"والنسبة بين أ د و د ب هي {above} : {below}. إذا كانت مساحة المثلث أ د هـ تساوي "
        f"{small} سم²، فما مساحة شبه المنحرف د ب ج هـ؟"
    )
    mistakes: list[int | Fraction] = [
        large,  # answered the whole triangle
        Fraction(small * below**2, above**2),  # squared the ratio of the parts
        Fraction(small * below, above),  # used the ratio of the parts
        Fraction(small * total, above),  # forgot to square the ratio
        key + small,  # forgot to take the small triangle away
        key - unit,  # lost one share
    ]
    explanation = (
        f"نسبة التشابه {above} : {total}، فمساحة المثلث الكبير {small} × {total**2} ÷ {above**2} "
        f"= {large} سم²، ومساحة شبه المنحرف {large} − {small} = {key} سم²."
    )
    check = f"{small} * ({above} + {below})**2 / {above}**2 - {small}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=AREA)


def side_from_areas(draw: Draw) -> Draft:
    """The ratio of sides is the root of the ratio of areas."""
    small, large = draw.pick(((1, 2), (1, 3), (2, 3), (2, 5), (3, 4), (3, 5), (4, 5)))
    # A rectangle holds at most a sixteenth of its squared perimeter, so the unit is at least 7.
    unit, times = draw.integer(7, 14), draw.integer(1, 3)
    side, key = unit * small, unit * large
    areas = f"{times * small**2} سم² و{times * large**2} سم²"
    stem = draw.pick(
        (
            (
                f"مثلثان متشابهان مساحتاهما {areas}. إذا كان طول أحد أضلاع الأصغر {side} سم، "
                "فما طول الضلع المناظر له في الأكبر؟"
            ),
            f"مستطيلان متشابهان مساحتاهما {areas}، ومحيط الأصغر {side} سم. ما محيط الأكبر؟",
        )
    )
    mistakes: list[int | Fraction] = [
        Fraction(side * large**2, small**2),  # forgot the root
        side + times * (large**2 - small**2),  # added the difference of areas
        Fraction(side * small, large),  # inverted the ratio
        key + unit,  # counted one share too many
        side * 2,  # doubled
    ]
    explanation = (
        f"النسبة بين المساحتين {small**2} : {large**2}، وجذرها {small} : {large}، فالطول المطلوب "
        f"{side} × {large} ÷ {small} = {key} سم."
    )
    # Dividing by the root's own product keeps the check rational.
    check = f"{side} * {large}**2 * {times} / ({times} * {large} * {small})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=LENGTH)
