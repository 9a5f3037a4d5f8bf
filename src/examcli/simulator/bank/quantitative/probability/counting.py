"""Counting with the product rule."""

from math import comb, perm

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import Noun, counted

ROAD = Noun("طريق", "طريقين", "طرق", "طريقًا")


def counting_principle(draw: Draw) -> Draft:
    """A product of given choices; codes with and without repetition; conditions on a digit."""
    hard = draw.pick((_numbers_with_parity, _there_and_back))
    return draw.by_level(_one_of_each, _codes, hard)(draw)


_ONE_OF_EACH = (
    (
        "في مطعم بمدينة {city} {a} أنواع من الشوربة و{b} أطباق رئيسة و{c} أنواع من الحلوى. "
        "بكم طريقة يمكن تكوين وجبة فيها صنف واحد من كل منها؟"
    ),
    (
        "لدى {person} {a} قمصان و{b} سراويل و{c} أحذية، كلها مختلفة. بكم طريقة يمكن اختيار قميص "
        "وسروال وحذاء؟"
    ),
    (
        "ينتج مصنع في {city} سيارة يُختار لونها من {a} ألوان ومحركها من {b} محركات ومقاعدها من {c} "
        "أنواع. كم سيارة مختلفة يمكن إنتاجها؟"
    ),
    (
        "على رف {a} كتب في التاريخ و{b} كتب في العلوم و{c} كتب في الأدب، كلها مختلفة. بكم طريقة "
        "يمكن اختيار كتاب واحد من كل موضوع؟"
    ),
)


def _one_of_each(draw: Draw) -> Draft:
    a, b, c = (draw.integer(3, 7) for _ in range(3))
    key = a * b * c
    added = a + b + c
    forgot_the_third = a * b
    added_the_third = a * b + c
    added_then_multiplied = (a + b) * c
    return numeric(
        draw.pick(_ONE_OF_EACH).format(a=a, b=b, c=c, person=draw.person, city=draw.city),
        key,
        whole(
            draw,
            key,
            [added_the_third, added_then_multiplied, forgot_the_third, added, 2 * key, key + a * b],
        ),
        f"{a}*{b}*{c}",
        f"بمبدأ العد: {a} × {b} × {c} = {key}.",
    )


def _codes(draw: Draw) -> Draft:
    symbols, places = draw.integer(4, 9), draw.pick((2, 3))
    repeated = draw.pick((True, False))
    key = symbols**places if repeated else perm(symbols, places)
    other_rule = perm(symbols, places) if repeated else symbols**places
    multiplied = symbols * places
    chosen = comb(symbols, places)
    one_place_less = symbols ** (places - 1) if repeated else perm(symbols, places - 1)
    swapped = places**symbols
    rule = "مع السماح بالتكرار" if repeated else "دون تكرار"
    length = "حرفين" if places == 2 else "3 أحرف"
    stems = (
        (
            f"كلمة مرور تتكون بالترتيب من {length} من بين {symbols} أحرف مختلفة {rule}. كم "
            "كلمة مرور مختلفة يمكن تكوينها؟"
        ),
        (
            f"تُميَّز خزائن مدرسة في {draw.city} ببطاقات يتكون رمز كل منها بالترتيب من {length} "
            f"من بين {symbols} أحرف مختلفة {rule}. كم بطاقة مختلفة يمكن تكوينها؟"
        ),
        (
            f"رمز فتح باب يتكون بالترتيب من {length} من بين {symbols} أحرف مختلفة {rule}. "
            f"كم رمزًا مختلفًا يمكن تكوينه؟"
        ),
        (
            f"في مستودع بمدينة {draw.city} يُعطى كل رف رمزًا يتكون بالترتيب من {length} من بين "
            f"{symbols} أحرف مختلفة {rule}. كم رفًا يمكن تمييزه؟"
        ),
    )
    factors = [symbols - (0 if repeated else step) for step in range(places)]
    return numeric(
        draw.pick(stems),
        key,
        whole(draw, key, [other_rule, chosen, multiplied, one_place_less, swapped]),
        "*".join(map(str, factors)),
        f"عدد الخيارات في المواضع: {' × '.join(map(str, factors))} = {key}.",
    )


def _numbers_with_parity(draw: Draw) -> Draft:
    top = draw.integer(5, 9)
    digits = list(range(1, top + 1))
    kind, last = draw.pick(
        (
            ("زوجيًا", [d for d in digits if d % 2 == 0]),
            ("فرديًا", [d for d in digits if d % 2 == 1]),
            ("أكبر من 300", [d for d in digits if d >= 3]),
            ("أكبر من 400", [d for d in digits if d >= 4]),
            ("من مضاعفات 5", [5]),
        )
    )
    repeated = draw.pick((True, False))
    free = (top, top) if repeated else (top - 1, top - 2)
    ways = len(last)
    key = ways * free[0] * free[1]
    ignored_the_condition = top**3 if repeated else perm(top, 3)
    other_rule = ways * (top - 1) * (top - 2) if repeated else ways * top * top
    forgot_a_place = ways * free[0]
    added_the_choices = ways + free[0] + free[1]
    rule = "مع السماح بالتكرار" if repeated else "دون تكرار"
    stems = (
        f"كم عددًا من 3 أرقام يمكن تكوينه من الأرقام من 1 إلى {top} {rule} بحيث يكون {kind}؟",
        (
            f"يُراد تكوين عدد من 3 أرقام {rule} باستعمال الأرقام من 1 إلى {top}، بشرط أن يكون "
            f"{kind}. كم عددًا يمكن تكوينه؟"
        ),
    )
    return numeric(
        draw.pick(stems),
        key,
        whole(
            draw,
            key,
            [other_rule, ignored_the_condition, forgot_a_place, added_the_choices],
        ),
        f"{ways}*{free[0]}*{free[1]}",
        f"للموضع المشروط {_ways(ways)}، وللموضعين الآخرين {free[0]} ثم {free[1]}: "
        f"{ways} × {free[0]} × {free[1]} = {key}.",
    )


def _ways(ways: int) -> str:
    return {1: "طريقة واحدة", 2: "طريقتان"}.get(ways, f"{ways} طرائق")


_ROADS = (
    (
        "بين القرية الأولى ومدينة {city} {a}، وبين مدينة {city} والقرية الثانية {b}. بكم طريقة "
        "يمكن الذهاب من القرية الأولى إلى الثانية عبر المدينة ثم العودة عبرها دون سلوك أي طريق "
        "مرتين؟"
    ),
    (
        "يصل بين مدخل حديقة في {city} وساحتها {a}، ويصل بين الساحة والبحيرة {b}. بكم طريقة يمكن "
        "الذهاب من المدخل إلى البحيرة عبر الساحة ثم العودة عبرها دون سلوك أي طريق مرتين؟"
    ),
    (
        "بين مدينة {city} ومخيم {a}، وبين المخيم والجبل {b}. بكم طريقة يمكن الذهاب من المدينة "
        "إلى الجبل عبر المخيم ثم العودة عبره دون سلوك أي طريق مرتين؟"
    ),
)


def _there_and_back(draw: Draw) -> Draft:
    a, b = draw.integer(3, 6), draw.integer(3, 6)
    key = a * b * (b - 1) * (a - 1)
    repeated = (a * b) ** 2
    one_way = a * b
    doubled_one_way = 2 * a * b
    only_one_road_differs = a * b * (a * b - 1)
    added = a + b + (b - 1) + (a - 1)
    roads = {"a": counted(a, ROAD), "b": counted(b, ROAD)}
    return numeric(
        draw.pick(_ROADS).format(**roads, city=draw.city),
        key,
        whole(draw, key, [one_way, only_one_road_differs, doubled_one_way, repeated, added]),
        f"{a}*{b}*({b} - 1)*({a} - 1)",
        f"في الذهاب {a} × {b}، وفي العودة {b - 1} × {a - 1}، والناتج {a * b} × "
        f"{(a - 1) * (b - 1)} = {key}.",
    )
