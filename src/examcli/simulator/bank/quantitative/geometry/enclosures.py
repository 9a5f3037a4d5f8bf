"""Perimeters in a context: fences, posts, wires, paths."""

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, Picture, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.geometry.pictures import lying, pictured
from examcli.simulator.bank.quantitative.nouns import RIYAL, counted

METRES = "{} م"
SQUARE_METRES = "{} م²"
RIYALS = "{} ريال"
PLOTS = ("حديقة", "مزرعة", "قطعة أرض", "حظيرة")


def perimeter_context(draw: Draw) -> Draft:
    """Perimeters of plots: what they cost, how they are divided, what surrounds them."""
    forms = draw.by_level(
        (fence_cost, laps),
        (fence_with_gate, posts, wire_reshaped),
        (path_outer_perimeter, path_area, three_sided_fence, notched_plot),
    )
    return draw.pick(forms)(draw)


def rectangle(draw: Draw, low: int, high: int) -> tuple[int, int]:
    """The length and width of a plot that is no square."""
    width = draw.integer(low, high - 2)
    return draw.integer(width + 1, high), width


def plot_of(length: int, width: int) -> Picture:
    """A rectangle that lies, with both its sides."""
    return lying("rectangle", (length, width), (METRES.format(length), METRES.format(width)))


def fence_cost(draw: Draw) -> Draft:
    """The price of a fence around a rectangle."""
    length, width = rectangle(draw, 8, 30)
    price = draw.pick((5, 10, 20, 25, 30))
    perimeter = 2 * (length + width)
    key = perimeter * price
    plot = draw.pick(PLOTS)
    stem = draw.pick(
        (
            (
                f"{plot} مستطيلة في {draw.city} طولها {length} م وعرضها {width} م، أُحيطت بسياج "
                "تكلفة "
                f"المتر منه {counted(price, RIYAL)}. ما تكلفة السياج كله؟"
            ),
            (
                f"لدى {draw.person} {plot} مستطيلة بعداها {length} م و{width} م. إذا كان ثمن متر "
                f"السياج {counted(price, RIYAL)}، فكم ريالًا يكلف تسييجها من جميع الجهات؟"
            ),
        )
    )
    mistakes = [
        (length + width) * price,  # added two sides only
        perimeter * price * 2,  # doubled twice
        (2 * length + width) * price,  # forgot one width
        (length + 2 * width) * price,  # forgot one length
        perimeter * price + price,  # counted one metre too many
        (perimeter + 10) * price,  # carried a ten too many
    ]
    explanation = (
        f"المحيط 2 × ({length} + {width}) = {perimeter} م، والتكلفة "
        f"{perimeter} × {price} = {key} ريال."
    )
    check = f"2 * ({length} + {width}) * {price}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=RIYALS)
    return pictured(draft, plot_of(length, width))


def laps(draw: Draw) -> Draft:
    """The distance run around a field."""
    length, width = (5 * side for side in rectangle(draw, 6, 24))
    rounds = draw.integer(3, 8)
    perimeter = 2 * (length + width)
    key = perimeter * rounds
    place = draw.pick(("ملعب مستطيل", "مضمار على هيئة مستطيل", "فناء مدرسة مستطيل"))
    stem = draw.pick(
        (
            (
                f"{place} بعداه {length} م و{width} م. ما المسافة المقطوعة عند الدوران حوله بعدد "
                f"{rounds} دورات كاملة؟"
            ),
            (
                f"قُطع محيط {place} بعداه {length} م و{width} م عددًا من المرات يساوي {rounds}. "
                "كم مترًا المسافة الكلية؟"
            ),
        )
    )
    mistakes = [
        (length + width) * rounds,  # added two sides only
        perimeter * (rounds - 1),  # lost one round
        perimeter * (rounds + 1),  # counted one round too many
        (2 * length + width) * rounds,  # forgot one width
        2 * key,  # doubled twice
    ]
    explanation = (
        f"المحيط 2 × ({length} + {width}) = {perimeter} م، والمسافة "
        f"{perimeter} × {rounds} = {key} م."
    )
    check = f"2 * ({length} + {width}) * {rounds}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)
    return pictured(draft, plot_of(length, width))


def fence_with_gate(draw: Draw) -> Draft:
    """A gate saves a part of the fence."""
    length, width = rectangle(draw, 10, 30)
    gate, price = draw.integer(2, 6), draw.pick((5, 10, 20, 30))
    metres = 2 * (length + width) - gate
    key = metres * price
    plot = draw.pick(PLOTS)
    stem = (
        f"{plot} مستطيلة بعداها {length} م و{width} م، أُحيطت بسياج تُرك فيه مدخل عرضه {gate} م "
        f"بلا سياج. إذا كان ثمن متر السياج {counted(price, RIYAL)}، فما ثمن السياج كله؟"
    )
    mistakes = [
        (metres + gate) * price,  # forgot the gate
        (metres + 2 * gate) * price,  # added the gate
        (length + width - gate) * price,  # added two sides only
        (metres - gate) * price,  # took the gate away twice
        (length + width) * price,  # added two sides and forgot the gate
    ]
    explanation = (
        f"طول السياج 2 × ({length} + {width}) − {gate} = {metres} م، وثمنه "
        f"{metres} × {price} = {key} ريال."
    )
    check = f"(2 * ({length} + {width}) - {gate}) * {price}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=RIYALS)
    return pictured(draft, plot_of(length, width))


def posts(draw: Draw) -> Draft:
    """On a closed line there are as many posts as gaps."""
    gap = draw.integer(2, 6)
    length, width = (gap * side for side in rectangle(draw, 3, 12))
    key = 2 * (length + width) // gap
    plot = draw.pick(PLOTS)
    thing = draw.pick(("أعمدة", "أشجار نخيل", "مصابيح"))
    stem = (
        f"وُضعت {thing} على محيط {plot} مستطيلة بعداها {length} م و{width} م، بحيث يشغل كل ركن "
        f"موضعًا، والمسافة بين كل موضعين متتاليين {gap} م. كم عددها؟"
    )
    mistakes = [
        key + 1,  # counted as on an open line
        key + 4,  # counted the corners twice
        key - 4,  # left out the corners
        key // 2,  # went along two sides only
        key - 1,  # lost one post
        2 * key,  # doubled
    ]
    explanation = (
        f"المحيط 2 × ({length} + {width}) = {2 * (length + width)} م، وعدد المواضع على خط مغلق "
        f"يساوي عدد المسافات: {2 * (length + width)} ÷ {gap} = {key}."
    )
    check = f"2 * ({length} + {width}) / {gap}"
    draft = numeric(stem, key, whole(draw, key, mistakes), check, explanation)
    return pictured(draft, plot_of(length, width))


def wire_reshaped(draw: Draw) -> Draft:
    """One wire, two shapes: the perimeter stays."""
    side, change = draw.integer(5, 15), draw.integer(1, 6)
    if change >= side - 1:
        raise Degenerate("flat rectangle")
    length, width = side + change, side - change
    key = length * width
    stem = draw.pick(
        (
            (
                f"سلك على هيئة مربع طول ضلعه {side} م، أُعيد تشكيله مستطيلًا طوله {length} م. "
                "ما مساحة المستطيل؟"
            ),
            (
                f"شريط يحيط تمامًا بمربع طول ضلعه {side} م، ويحيط تمامًا بمستطيل طوله {length} م. "
                "ما مساحة المستطيل؟"
            ),
        )
    )
    mistakes = [
        side**2,  # took the area as unchanged
        length * side,  # kept the width
        length * (4 * side - length),  # subtracted one side only
        width**2,  # squared the width
        2 * (length + width),  # answered the perimeter
        key + width,  # slipped in the product
    ]
    explanation = (
        f"طول السلك 4 × {side} = {4 * side} م، فعرض المستطيل {2 * side} − {length} = {width} م، "
        f"ومساحته {length} × {width} = {key} م²."
    )
    check = f"{length} * (4 * {side} / 2 - {length})"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=SQUARE_METRES)


def path_outer_perimeter(draw: Draw) -> Draft:
    """A path of one width lengthens each side at both ends."""
    length, width = rectangle(draw, 8, 40)
    path = draw.integer(1, 4)
    key = 2 * (length + width + 4 * path)
    plot = draw.pick(PLOTS)
    stem = (
        f"{plot} مستطيلة بعداها {length} م و{width} م، يحيط بها من الخارج ممر مستطيل عرضه ثابت "
        f"{path} م. ما طول الحافة الخارجية للممر؟"
    )
    mistakes = [
        2 * (length + width + 2 * path),  # widened each side at one end
        2 * (length + width),  # answered the inner perimeter
        2 * (length + width + path),  # added the path once
        length + width + 4 * path,  # added two sides only
        2 * (length + width + 8 * path),  # widened twice too much
        2 * (length + width + 5 * path),  # widened once too often
    ]
    explanation = (
        f"يزيد كل بعد {2 * path} م، فيصبحان {length + 2 * path} م و{width + 2 * path} م، وطول "
        "الحافة "
        f"2 × {length + width + 4 * path} = {key} م."
    )
    check = f"2 * (({length} + 2 * {path}) + ({width} + 2 * {path}))"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)


def path_area(draw: Draw) -> Draft:
    """The area of a path is the difference of two rectangles."""
    length, width = rectangle(draw, 6, 30)
    path = draw.integer(1, 3)
    outer = (length + 2 * path) * (width + 2 * path)
    key = outer - length * width
    place = draw.pick(("حديقة مستطيلة", "ساحة مستطيلة", "بركة سباحة مستطيلة"))
    stem = (
        f"{place} بعداها {length} م و{width} م، يحيط بها من الخارج ممر عرضه {path} م من جميع "
        "الجهات. ما مساحة الممر؟"
    )
    mistakes = [
        (length + path) * (width + path) - length * width,  # widened each side at one end
        outer,  # answered the outer rectangle
        2 * (length + width) * path,  # forgot the four corners
        (length + width) * path,  # went along two sides only
        key + 4 * path**2,  # counted the corners twice
        key + path,  # slipped in the subtraction
    ]
    explanation = (
        f"المساحة الكلية {length + 2 * path} × {width + 2 * path} = {outer} م²، ومساحة الممر "
        f"{outer} − {length * width} = {key} م²."
    )
    check = f"({length} + 2 * {path}) * ({width} + 2 * {path}) - {length} * {width}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=SQUARE_METRES)


def three_sided_fence(draw: Draw) -> Draft:
    """A wall replaces one side; the fence gives the area."""
    width, times = draw.integer(4, 15), draw.integer(2, 4)
    phrase = {2: "مثلا", 3: "ثلاثة أمثال", 4: "أربعة أمثال"}[times]
    length = times * width
    fence, key = length + 2 * width, length * width
    plot = draw.pick(PLOTS)
    stem = (
        f"{plot} مستطيلة يقع أحد ضلعيها الطويلين على جدار، وأُحيطت الأضلاع الثلاثة الأخرى بسياج "
        f"طوله {fence} م. إذا كان طولها {phrase} عرضها، فما مساحتها؟"
    )
    share = (times + 2) * width
    mistakes = [
        times * width,  # answered the length
        fence * width,  # multiplied the fence by the width
        width**2,  # squared the width
        length**2,  # squared the length
        key + width,  # slipped in the product
        key - length,  # slipped in the product
    ]
    explanation = (
        f"السياج طول وعرضان أي {times + 2} أمثال العرض، فالعرض {share} ÷ {times + 2} = {width} "
        "م، "
        f"والمساحة {length} × {width} = {key} م²."
    )
    check = f"{times} * ({fence} / ({times} + 2))**2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=SQUARE_METRES)


def notched_plot(draw: Draw) -> Draft:
    """Cutting a rectangle from a corner leaves the perimeter as it was; from a side it adds."""
    length, width = rectangle(draw, 10, 30)
    cut_along, cut_deep = draw.integer(2, 5), draw.integer(2, 5)
    perimeter = 2 * (length + width)
    place, added = draw.pick((("أحد أركانها", 0), ("وسط أحد ضلعيها الطويلين", 2 * cut_deep)))
    key = perimeter + added
    plot = draw.pick(PLOTS)
    stem = (
        f"{plot} مستطيلة طولها {length} م وعرضها {width} م، اقتُطع من {place} مستطيل يمتد "
        f"{cut_along} م على الطول و{cut_deep} م على العرض. ما محيط الجزء الباقي؟"
    )
    mistakes = [
        perimeter - 2 * (cut_along + cut_deep),  # subtracted the perimeter cut out
        perimeter + 2 * (cut_along + cut_deep),  # added the perimeter cut out
        perimeter if added else perimeter + 2 * cut_deep,  # treated corner and side alike
        perimeter - cut_along - cut_deep,  # subtracted the sides cut away
        perimeter + cut_along,  # counted the open side
        perimeter - cut_along,  # subtracted the open side only
    ]
    reason = (
        f"الاقتطاع من الضلع يضيف جانبين طول كل منهما {cut_deep} م، فالمحيط {perimeter} + {added}"
        if added
        else f"الاقتطاع من الركن لا يغير المحيط، فهو 2 × ({length} + {width})"
    )
    explanation = f"{reason} = {key} م."
    check = f"2 * ({length} + {width})" + (f" + 2 * {cut_deep}" if added else "")
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation, unit=METRES)
