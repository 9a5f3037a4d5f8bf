"""Comparing two quantities given as percents or fractions."""

from fractions import Fraction

from examcli.simulator.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
    comparison,
    number,
)
from examcli.simulator.bank.quantitative.ratio_proportion.shares import PROPER

GOODS = ("الحقيبة", "الساعة", "الخزانة", "الطاولة", "الدراجة", "السجادة")
UNKNOWNS = ("س عدد موجب", "ثمن سلعة س ريال، وهو عدد موجب", "عدد سكان بلدة س، وهو عدد موجب")


def comparison_percent(draw: Draw) -> Draft:
    """Two numbers; two prices after discounts; two changes, or changes of unequal prices."""
    key = draw.pick(COMPARISON_CHOICES)
    hard = _back_and_forth if key == EQUAL else _discounts_of_unequal_prices
    if key in {FIRST_GREATER, SECOND_GREATER}:
        hard = draw.pick((_back_and_forth, _discounts_of_unequal_prices))
    return draw.by_level(_percent_and_fraction, _discounts_of_one_price, hard)(draw, key)


def _stem(given: str, first: str, second: str) -> str:
    lines = (
        f"{given}." if given else "",
        "قارن بين:",
        f"القيمة الأولى: {first}",
        f"القيمة الثانية: {second}",
    )
    return "\n".join(line for line in lines if line)


def _sign(key: str) -> int:
    """How the first value stands to the second: 1 greater, 0 equal, −1 less."""
    return {FIRST_GREATER: 1, EQUAL: 0, SECOND_GREATER: -1}[key]


def _percent_and_fraction(draw: Draw, key: str) -> Draft:
    percent = draw.pick((5, 10, 20, 25, 50))
    top, bottom = draw.pick(PROPER)
    times = draw.integer(4, 12)
    second = top * times
    if key == UNDECIDED:
        return _percent_and_unknown(draw, percent, second)
    first = second + _sign(key) * draw.integer(1, 3)
    return comparison(
        _stem(
            "", f"{percent}% من {first * 100 // percent}", f"{top}/{bottom} العدد {bottom * times}"
        ),
        key,
        f"الأولى {first * 100 // percent} × {percent} ÷ 100 = {first}، "
        f"والثانية {bottom * times} × {top}/{bottom} = {second}.",
    )


def _percent_and_unknown(draw: Draw, percent: int, part: int) -> Draft:
    other = draw.pick((10, 20, 25, 50))
    return comparison(
        _stem("س عدد صحيح موجب", f"{percent}% من {part * 100 // percent}", f"{other}% من س"),
        UNDECIDED,
        f"الأولى {part}، والثانية تساويها إذا كان س = {part * 100 // other}، وتصغر عنها إذا كان س "
        "أصغر من ذلك وتكبر إذا كان أكبر؛ وقيمة س غير معروفة.",
    )


def _discounts_of_one_price(draw: Draw, key: str) -> Draft:
    first, second = draw.sample((10, 20, 30, 40, 50), 2)
    equal = first + second - first * second // 100
    if key == UNDECIDED:
        single = draw.pick((equal, first + second, equal - 2))
    else:
        single = equal + _sign(key) * draw.pick((1, 2, first * second // 100))
    goods, other_goods = draw.sample(GOODS, 2)
    same_price = f"ثمن {goods} يساوي ثمن {other_goods}"
    unrelated = f"ثمن {goods} أكبر من 100 ريال، وثمن {other_goods} أكبر من 100 ريال"
    compound = f"الخصمان المتتاليان {first}% و{second}% يكافئان خصمًا واحدًا {equal}%"
    return comparison(
        _stem(
            unrelated if key == UNDECIDED else same_price,
            f"ثمن {goods} بعد خصم {first}% ثم خصم {second}% من الثمن الجديد",
            f"ثمن {other_goods} بعد خصم واحد {single}%",
        ),
        key,
        f"{compound}، {_effect_of_single(key, single)}.",
    )


def _effect_of_single(key: str, single: int) -> str:
    """What the discount on the second price means for the comparison."""
    if key == UNDECIDED:
        return "لكن النسبة بين الثمنين الأصليين غير معروفة"
    outcomes = {
        FIRST_GREATER: "أكبر، فالثمن الأول بعد الخصم أكبر",
        SECOND_GREATER: "أصغر، فالثمن الثاني بعد الخصم أكبر",
        EQUAL: "مساوٍ له، فيتساوى الثمنان",
    }
    return f"والخصم الآخر {single}% {outcomes[key]}"


def _back_and_forth(draw: Draw, key: str) -> Draft:
    if key == EQUAL:
        rise, fall = draw.pick(((25, 20), (100, 50), (300, 75), (150, 60), (400, 80)))
    else:
        rise, fall = draw.pick((10, 20, 30, 40, 50)), draw.pick((5, 10, 20, 30, 40, 50))
    steps = [f"زيادة {rise}%", f"نقص {fall}%"]
    before, after = draw.sample(steps, 2)
    result = (100 + rise) * (100 - fall)
    changed = f"قيمة س بعد {before} ثم {after} من القيمة الناتجة"
    changed_first = draw.pick((True, False)) if key == EQUAL else (result - 10_000) * _sign(key) > 0
    sides = (changed, "قيمة س") if changed_first else ("قيمة س", changed)
    return comparison(
        _stem(f"{draw.pick(UNKNOWNS)}", *sides),
        key,
        f"بعد التغيرين تصبح القيمة س × {100 + rise}/100 × {100 - fall}/100 = "
        f"{number(Fraction(result, 100))}% من س، وهي {_relation(result)} س لأن س عدد موجب.",
    )


def _relation(result: int) -> str:
    """How a number with `result` ten-thousandths of another stands to it."""
    if result == 10_000:
        return "تساوي"
    return "أكبر من" if result > 10_000 else "أصغر من"


def _discounts_of_unequal_prices(draw: Draw, key: str) -> Draft:
    dear, cheap = draw.sample(GOODS, 2)
    low, high = sorted(draw.sample((5, 10, 15, 20, 25, 30, 35, 40), 2))
    cut_of_dear, cut_of_cheap = (high, low) if key == UNDECIDED else (low, draw.pick((low, high)))
    dear_side = f"ثمن {dear} بعد خصم {cut_of_dear}%"
    cheap_side = f"ثمن {cheap} بعد خصم {cut_of_cheap}%"
    dear_first = draw.pick((True, False)) if key == UNDECIDED else key == FIRST_GREATER
    return comparison(
        _stem(
            f"ثمن {dear} أكبر من ثمن {cheap}",
            *((dear_side, cheap_side) if dear_first else (cheap_side, dear_side)),
        ),
        key,
        f"خصم {dear} أكبر، فإن تقارب الثمنان صار ثمنها أصغر، وإن كان ثمنها أضعاف ثمن {cheap} بقي "
        "أكبر."
        if key == UNDECIDED
        else f"ثمن {dear} أكبر من ثمن {cheap} وخصمها لا يزيد على خصم {cheap}، فيبقى ثمنها أكبر.",
    )
