"""Mixtures: the share of one part, the average of two, and the amount that reaches a target."""

from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import KILOGRAM, LITRE, RIYAL, counted


def mixtures(draw: Draw) -> Draft:
    """A part's percent; the average of two parts; how much to add, or to evaporate."""
    medium = draw.pick((_price_of_mixture, _strength_of_mixture))
    hard = draw.pick((_water_to_add, _water_to_evaporate, _cheaper_to_add))
    return draw.by_level(_percent_of_part, medium, hard)(draw)


def _percent_of_part(draw: Draw) -> Draft:
    whole, times = draw.pick((4, 5, 10, 20, 25, 50)), draw.integer(2, 4)
    total = whole * times
    part = draw.pick([part for part in range(times, total, times) if 3 <= part <= total - 3])
    other, key = total - part, part * 100 // total
    stem, noun = draw.pick(
        (
            (
                (
                    "خُلط {} من العصير المركز مع {} من الماء. ما النسبة المئوية للعصير المركز في "
                    "الخليط؟"
                ),
                LITRE,
            ),
            ("خُلط {} من الإسمنت مع {} من الرمل. ما النسبة المئوية للإسمنت في الخليط؟", KILOGRAM),
            ("خُلط {} من اللوز مع {} من التمر. ما النسبة المئوية للوز في الخليط؟", KILOGRAM),
        )
    )
    return numeric(
        stem.format(counted(part, noun), counted(other, noun)),
        key,
        whole_drawn(
            draw,
            key,
            100 - key,  # the other part
            Fraction(part * 100, other) if part < other else 0,  # compared part with part
            part if part != other else total,  # read the amount as a percent
            key + 5 if key < 95 else key - 10,  # one twentieth too many
            key - 5,  # one twentieth too few
            Fraction(key, 2),  # counted the whole twice
        ),
        f"{part}*100/({part}+{other})",
        f"كمية الخليط {part} + {other} = {total}، والنسبة {part} ÷ {total} × 100 = {key}%.",
        unit="{}%",
    )


# Two unequal amounts, and an even gap of their values that leaves the average whole.
PAIRS = [
    (first, second, gap)
    for first in range(3, 13)
    for second in range(3, 13)
    for gap in range(6, 31, 2)
    if first != second and gap * second % (first + second) == 0
]


def _average_mistakes(draw: Draw, parts: tuple[int, int], values: tuple[int, int]) -> list[int]:
    """Wrong averages of two values held by two unequal parts."""
    (first, second), (low, high) = parts, values
    step = (high - low) * second // (first + second)
    return whole_drawn(
        draw,
        low + step,
        (low + high) // 2,  # averaged without the weights
        low + (high - low) * first // (first + second),  # swapped the weights
        high - low,  # subtracted the values
        low + step + 1,  # one too many
        low + step - 1,  # one too few
    )


def _price_of_mixture(draw: Draw) -> Draft:
    first, second, gap = draw.pick(PAIRS)
    low = draw.integer(12, 40)
    high = low + gap
    total = first * low + second * high
    key = total // (first + second)
    goods = draw.pick(("القهوة", "الأرز", "التمر", "العسل", "المكسرات"))
    stem = (
        f"خُلط {counted(first, KILOGRAM)} من {goods} ثمن الكيلوجرام {counted(low, RIYAL)} مع "
        f"{counted(second, KILOGRAM)} من صنف آخر ثمن الكيلوجرام منه {counted(high, RIYAL)}. كم "
        "ريالًا ثمن الكيلوجرام من الخليط؟"
    )
    return numeric(
        stem,
        key,
        _average_mistakes(draw, (first, second), (low, high)),
        f"({first}*{low}+{second}*{high})/({first}+{second})",
        f"الثمن الكلي {first} × {low} + {second} × {high} = {total}، وثمن الكيلوجرام {total} ÷ "
        f"{first + second} = {key}.",
    )


def _strength_of_mixture(draw: Draw) -> Draft:
    first, second, gap = draw.pick(PAIRS)
    low = draw.integer(2, 12) * 5
    high = low + gap
    total = first * low + second * high
    key = total // (first + second)
    solute = draw.pick(("الملح", "السكر", "العصير"))
    stem = (
        f"خُلط {counted(first, LITRE)} من محلول تركيز {solute} فيه {low}% مع "
        f"{counted(second, LITRE)} من محلول تركيز {solute} فيه {high}%. ما تركيز {solute} في "
        "الخليط؟"
    )
    return numeric(
        stem,
        key,
        _average_mistakes(draw, (first, second), (low, high)),
        f"({first}*{low}+{second}*{high})/({first}+{second})",
        f"التركيز = ({first} × {low} + {second} × {high}) ÷ {first + second} = {total} ÷ "
        f"{first + second} = {key}%.",
        unit="{}%",
    )


# Two strengths of a solution, the first the greater, but not by much.
STRENGTHS = [
    (strong, weak)
    for strong in range(10, 65, 5)
    for weak in range(5, strong, 5)
    if strong <= 4 * weak
]


def _water_to_add(draw: Draw) -> Draft:
    strong, weak = draw.pick(STRENGTHS)
    volume = weak // gcd(strong, weak) * draw.pick((2, 3, 4, 6, 10))
    key = volume * (strong - weak) // weak
    if not 4 <= volume <= 60 or key > 100:
        raise Degenerate
    stem = draw.pick(
        (
            "محلول ملحي حجمه {} وتركيز الملح فيه {}%. كم لترًا من الماء يُضاف إليه ليصبح تركيزه {}%؟",
            "شراب حجمه {} ونسبة العصير فيه {}%. كم لترًا من الماء يُضاف إليه لتصبح هذه النسبة {}%؟",
        )
    ).format(counted(volume, LITRE), strong, weak)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            key + volume,  # the new volume, not the water added
            Fraction(volume * (strong - weak), strong),  # divided by the old strength
            Fraction(volume * (strong - weak), 100),  # took the difference of the whole
            Fraction(volume * strong, 100),  # the salt, not the water
            strong - weak,  # subtracted the percents
            key + 2,  # rounded up
        ),
        f"{volume}*{strong}/{weak}-{volume}",
        f"كمية المادة المذابة لا تتغير، فالحجم الجديد {volume} × {strong} ÷ {weak} = "
        f"{key + volume}، والماء المضاف {key + volume} − {volume} = {key}.",
    )


def _water_to_evaporate(draw: Draw) -> Draft:
    strong, weak = draw.pick(STRENGTHS)
    volume = strong // gcd(strong, weak) * draw.pick((2, 3, 4, 6, 10))
    key = volume * (strong - weak) // strong
    if not 6 <= volume <= 90:
        raise Degenerate
    stem = (
        f"محلول ملحي حجمه {counted(volume, LITRE)} وتركيز الملح فيه {weak}%. كم لترًا من الماء يجب "
        f"أن {draw.pick(('يتبخر', 'يُفصل'))} منه ليصبح تركيزه {strong}%؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            volume - key,  # the new volume, not the water lost
            Fraction(volume * (strong - weak), weak),  # divided by the old strength
            Fraction(volume * (strong - weak), 100),  # took the difference of the whole
            Fraction(volume * weak, 100),  # the salt, not the water
            strong - weak,  # subtracted the percents
            key + 2,  # rounded up
        ),
        f"{volume}-{volume}*{weak}/{strong}",
        f"كمية الملح لا تتغير، فالحجم الجديد {volume} × {weak} ÷ {strong} = {volume - key}، والماء "
        f"المفقود {volume} − {volume - key} = {key}.",
    )


def _cheaper_to_add(draw: Draw) -> Draft:
    above, below = draw.sample(range(2, 13), 2)
    target = draw.integer(15, 40)
    dear, cheap = target + above, target - below
    amount = below // gcd(above, below) * draw.integer(2, 5)
    key = amount * above // below
    if not 3 <= amount <= 40 or key > 60 or cheap < 3:
        raise Degenerate
    goods = draw.pick(("القهوة", "الأرز", "التمر", "المكسرات"))
    stem = (
        f"لدى بائع {counted(amount, KILOGRAM)} من {goods} سعر الكيلوجرام {counted(dear, RIYAL)}. "
        f"كم كيلوجرامًا من صنف سعر الكيلوجرام منه {counted(cheap, RIYAL)} يخلط معها ليصبح سعر "
        f"الكيلوجرام من الخليط {counted(target, RIYAL)}؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(amount * below, above),  # inverted the ratio
            amount,  # took equal amounts
            key + amount,  # the whole mixture, not the amount added
            Fraction(amount * dear, cheap),  # used the ratio of the prices
            dear - cheap,  # subtracted the prices
            key + 2,  # rounded up
        ),
        f"{amount}*({dear}-{target})/({target}-{cheap})",
        f"ينقص الصنف الأول {dear} − {target} = {above} لكل كيلوجرام، ويزيد الثاني {target} − "
        f"{cheap} = {below}، فالكمية المضافة {amount} × {above} ÷ {below} = {key}.",
    )
