"""Ratio and percent by sharing out, by trying, and hour by hour."""

import re
from fractions import Fraction

from bank.drawing import numbers
from bank.solutions import COMPARED, compared, finds, first, judges, whole


def percent(amount: Fraction | int) -> Fraction:
    return Fraction(amount) / 100


@judges("ratio-proportion/simplify-ratio")
def same_ratio(stem: str, choice: str) -> bool | None:
    """The terms of the choice stand to each other as the counts do."""
    given, terms = whole(stem), whole(choice)
    if "يبلغ عدد" not in stem or ":" in stem:
        return None
    return given[0] * terms[1] == given[1] * terms[0]


@finds("ratio-proportion/direct")
def at_one_rate(stem: str) -> Fraction | None:
    """Twice the cause, twice the effect."""
    given = numbers(stem)
    if re.search("^تنتج آلة|^تطبع طابعة", stem) and len(given) == 3:
        return given[0] * given[2] / given[1]
    if re.search("^تنتج \\d+ آلات", stem) and len(given) == 5:
        machines, pieces, hours, more, longer = given
        return pieces / machines / hours * more * longer
    return None


@finds("ratio-proportion/inverse")
def man_days(stem: str) -> int | None:
    """Days tried until the work done is the whole work."""
    given = whole(stem)
    if re.search("^ينجز \\d+ .+ ينجز \\d+", stem) and len(given) == 3:
        return first(lambda days: days * given[2] == given[0] * given[1])
    if re.search("يجب أن (?:ت|ي)ُضاف", stem) and len(given) == 3:
        if stem.startswith("يلزم"):
            given[:2] = reversed(given[:2])
        return first(lambda more: (given[0] + more) * given[2] == given[0] * given[1])
    return None


@finds("ratio-proportion/division-of-amount")
def dealt_out(stem: str) -> int | None:
    """The amount dealt out part by part until nothing is left."""
    ratio = re.search(r"بنسبة (\d+) : (\d+)\.", stem)
    if not ratio or "النصيب" not in stem:
        return None
    parts, left = [int(ratio[1]), int(ratio[2])], whole(stem)[0]
    shares = [0, 0]
    while left > 0:
        shares = [share + part for share, part in zip(shares, parts, strict=True)]
        left -= sum(parts)
    return max(shares) if "النصيب الأكبر" in stem else min(shares)


@finds("ratio-proportion/fractions-of-whole")
def what_is_left(stem: str) -> Fraction | None:
    """Spending in the order told."""
    given = numbers(stem)
    spent = [number for number in given if number < 1]
    if re.search("كم ريالًا (?:كان|كانت)", stem):
        return given[-1] / _left(spent)
    if given[0] < 1:
        return None
    return given[0] * _left(spent)


def _left(parts: list[Fraction]) -> Fraction:
    rest = Fraction(1)
    for part in parts:
        rest -= rest * part
    return rest


@finds("ratio-proportion/percent-of")
def percent_of(stem: str) -> Fraction | int | None:
    given = whole(stem)
    rates = [int(rate) for rate in re.findall(r"(\d+)%", stem)]
    counts = [number for number in given if number not in rates or given.count(number) > 1]
    if len(given) != 2 or len(counts) != 1:
        return None
    if re.search("^عدد", stem):
        return counts[0] * percent(rates[0])
    return first(lambda total: total * percent(rates[0]) == counts[0])


@finds("ratio-proportion/percent-change")
def percent_change(stem: str) -> Fraction | int | None:
    """A hundred followed through the changes; or the old value found by trying."""
    given = whole(stem)
    if re.search("من \\d+ إلى \\d+", stem):
        return abs(given[1] - given[0]) / percent(given[0])
    direction = [1 if word == "زاد" else -1 for word in re.findall("زاد|نقص", stem)]
    if "فأصبح" in stem:
        rate, result = given
        return first(lambda old: old + direction[0] * old * percent(rate) == result)
    if "التغير الكلي" in stem and len(given) == 2:
        value = Fraction(100)
        for sign, rate in zip(direction, given, strict=False):
            value += sign * value * percent(rate)
        return value - 100
    return None


@finds("ratio-proportion/discount")
def prices(stem: str) -> Fraction | int | None:
    """The price followed through its discounts."""
    given = whole(stem)
    rates = [int(rate) for rate in re.findall(r"(\d+)%", stem)]
    if "كان ثمنها الأصلي" in stem:
        return first(lambda price: _discounted(price, rates) == given[-1])
    if re.search("الواحد المكافئ|خُفّض من الثمن الأصلي", stem):
        return 100 - _discounted(100, rates)
    price = next((number for number in given if number not in rates), None)
    return None if price is None else _discounted(price, rates)


def _discounted(price: int, rates: list[int]) -> Fraction:
    left = Fraction(price)
    for rate in rates:
        left -= left * percent(rate)
    return left


@finds("ratio-proportion/profit-loss")
def profit(stem: str) -> Fraction | int | None:
    """Money in the hand before and after."""
    given = whole(stem)
    rates = [int(rate) for rate in re.findall(r"(\d+)%", stem)]
    if re.search("^اشترى تاجر \\S+ بمبلغ", stem) and not rates:
        return abs(given[1] - given[0]) / percent(given[0])
    sign = 1 if "فربح" in stem else -1
    if re.search("فربح|فخسر", stem):
        return first(lambda cost: cost + sign * cost * percent(rates[0]) == given[0])
    if len(rates) == 2:
        return _discounted(100 + rates[0], rates[1:]) - 100
    return None


@finds("ratio-proportion/mixtures")
def poured_together(stem: str) -> Fraction | int | None:
    """What was put in, over all that there is."""
    given = numbers(stem)
    if "النسبة المئوية" in stem and len(given) == 2:
        return given[0] / percent(given[0] + given[1])
    if "ثمن الكيلوجرام من الخليط" in stem and len(given) == 4:
        first_kilos, low, other_kilos, high = given
        return (first_kilos * low + other_kilos * high) / (first_kilos + other_kilos)
    if "كم لترًا من الماء" in stem and len(given) == 3:
        litres, weak, wanted = given
        salt = litres * percent(weak)
        added = 1 if wanted < weak else -1
        return first(lambda water: salt == (litres + added * water) * percent(wanted))
    return None


@finds("ratio-proportion/joint-work")
def hour_by_hour(stem: str) -> int | None:
    """Parts of the work added up hour by hour until it is done."""
    given = whole(stem)
    if len(given) != 2 or "معًا حوضًا" in stem or "معًا طلبية" in stem or "وحد" in stem:
        return None
    sign = -1 if re.search("يفرغه|تفرغه وهو", stem) and re.search("ملأ", stem) else 1
    rate = Fraction(1, given[0]) + sign * Fraction(1, given[1])
    return first(lambda hours: hours * rate >= 1)


@finds("ratio-proportion/scale-map")
def on_the_ground(stem: str) -> Fraction | None:
    """Centimetres on paper to kilometres on the ground."""
    found = re.search(r"1 : (\d+)\. إذا كان .+ (\d+) سم، فكم كيلومترًا", stem)
    return Fraction(int(found[1]) * int(found[2]), 100 * 1000) if found else None


@finds("ratio-proportion/unit-conversion")
def tiles_and_tanks(stem: str) -> Fraction | None:
    given = numbers(stem)
    if "كم بلاطة تلزم" in stem:
        return given[0] * given[1] / (given[2] / 100) ** 2
    factors = {"كم ثانية دام": 60, "كم مترًا طوله": 1000, "كم كيلوجرامًا حمولت": 1000}
    for asked, factor in factors.items():
        if asked in stem and len(given) == 1:
            return given[0] * factor
    return None


@judges("ratio-proportion/comparison-percent")
def both_percents(stem: str, choice: str) -> bool | None:
    """Both sides worked out, or both prices followed from one price."""
    found = COMPARED.search(stem)
    if not found:
        return None
    sides = [_side(found[name]) for name in ("first", "second")]
    if None in sides or not (stem.startswith("قارن") or "يساوي" in stem.split("\n", maxsplit=1)[0]):
        return None
    one, other = (side or Fraction(0) for side in sides)
    return choice == compared([one - other])


def _side(text: str) -> Fraction | None:
    part = re.fullmatch(r"(\d+)% من (\d+)", text)
    if part:
        return int(part[2]) * percent(int(part[1]))
    fraction = re.fullmatch(r"(\d+/\d+) العدد (\d+)", text)
    if fraction:
        return Fraction(fraction[1]) * int(fraction[2])
    rates = [int(rate) for rate in re.findall(r"(\d+)%", text)]
    return _discounted(100, rates) if "خصم" in text else None
