"""Inequalities: solution sets, the last whole number that fits, bounds of an expression."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import TEXTS, Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import linear, signed
from examcli.bank.quantitative.nouns import RIYAL, all_counted

form = Words(__name__).form

FLIPPED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
STRICTNESS = {"<": "≤", ">": "≥", "≤": "<", "≥": ">"}


def inequalities(draw: Draw) -> Draft:
    """A positive coefficient; a negative one or a double inequality; two offers or two ranges."""
    easy = draw.pick((_last_whole_number, _positive_coefficient))
    medium = draw.pick((_negative_coefficient, _whole_numbers_between))
    hard = draw.pick((_cheaper_offer, _extreme_of_difference, _both_sides_reversed))
    return draw.by_level(easy, medium, hard)(draw)


@form("last-whole-number")
def _last_whole_number(draw: Draw) -> Computed:
    factor, bound, added = draw.integer(2, 9), draw.integer(4, 15), draw.integer(1, 20)
    limit = factor * bound + added
    sign, case, inwards = draw.pick(
        (("<", "largest", -1), ("≤", "largest", -1), (">", "smallest", 1), ("≥", "smallest", 1))
    )
    strict = sign in "<>"
    return computed(
        bound + inwards * strict,
        f"({limit} - {added})/{factor}" + (f"{inwards:+d}" if strict else ""),
        bound + inwards * (not strict),  # took the other strictness
        bound - inwards,  # overshot
        Fraction(limit + added, factor),  # kept the sign
        limit - added,  # forgot to divide
        case=case,
    ).told(factor=factor, added=added, sign=sign, limit=limit, bound=bound)


@form("positive-coefficient", TEXTS)
def _positive_coefficient(draw: Draw) -> Computed:
    factor, bound = draw.integer(2, 9), draw.integer(2, 12)
    added = draw.pick((-1, 1)) * draw.integer(1, 20)
    sign = draw.pick(list(FLIPPED))
    return computed(
        f"س {sign} {bound}",
        "",
        f"س {FLIPPED[sign]} {bound}",  # flipped needlessly
        f"س {sign} {factor * bound}",  # forgot to divide
        f"س {STRICTNESS[sign]} {bound}",  # changed the strictness
    ).told(
        left=linear(factor, added),
        sign=sign,
        limit=signed(factor * bound + added),
        factor=factor,
        moved=factor * bound,
    )


@form("negative-coefficient", TEXTS)
def _negative_coefficient(draw: Draw) -> Computed:
    factor, bound, limit = draw.integer(2, 9), draw.integer(2, 12), draw.integer(1, 20)
    sign = draw.pick(list(FLIPPED))
    return computed(
        f"س {FLIPPED[sign]} {bound}",
        "",
        f"س {sign} {bound}",  # forgot to flip
        f"س {sign} {signed(-bound)}",  # lost the minus
        f"س {FLIPPED[sign]} {signed(-bound)}",  # flipped and negated
    ).told(
        total=limit + factor * bound, factor=factor, sign=sign, limit=limit, moved=factor * bound
    )


@form("whole-numbers-between")
def _whole_numbers_between(draw: Draw) -> Computed:
    factor, added = draw.integer(2, 5), draw.integer(1, 9)
    low, count = draw.integer(0, 6), draw.integer(4, 12)
    first, last = low * factor + added, (low + count) * factor + added
    left, right, extra = draw.pick((("<", "<", -1), ("≤", "<", 0), ("<", "≤", 0), ("≤", "≤", 1)))
    return computed(
        count + extra,
        f"({last} - {first})/{factor}" + (f"{extra:+d}" if extra else ""),
        count,  # subtracted the ends
        count + 1,  # counted both ends
        count - 1,  # counted neither end
        low + count,  # gave the upper end
        factor * count,  # forgot to divide
    ).told(
        first=first,
        left=left,
        factor=factor,
        added=added,
        right=right,
        last=last,
        low=low,
        high=low + count,
    )


@form("cheaper-offer")
def _cheaper_offer(draw: Draw) -> Computed:
    slow, extra, even = draw.integer(3, 9), draw.integer(2, 8), draw.integer(4, 20)
    low = 5 * draw.integer(3, 12)
    high, fast = low + extra * even, slow + extra
    return computed(
        even + 1,
        f"({high} - {low})/({fast} - {slow}) + 1",
        even,  # stopped at equality
        Fraction(high - low, slow + fast),  # added the rates
        even - 1,  # one too few
        Fraction(high + low, extra),  # added the fixed parts
        high - low,  # forgot to divide
        even + 2,  # one too many
    ).told(
        even=even,
        high=high,
        low=low,
        slow=slow,
        fast=fast,
        **all_counted(RIYAL, "riyals", high=high, low=low, slow=slow, fast=fast),
    )


@form("extreme-of-difference")
def _extreme_of_difference(draw: Draw) -> Computed:
    first_low, second_low = draw.integer(5, 12), draw.integer(-6, 3)
    first_high, second_high = first_low + draw.integer(2, 8), second_low + draw.integer(2, 6)
    if first_low <= second_high:
        raise Degenerate("not positive")
    largest, smallest = (first_high, second_low), (first_low, second_high)
    case, (first, second), (other, taken) = draw.pick(
        (("largest", largest, smallest), ("smallest", smallest, largest))
    )
    return computed(
        first - second,
        f"{first}{-second:+d}",
        other - taken,  # gave the opposite extreme
        first_high - second_high,  # subtracted the upper ends
        first_low - second_low,  # subtracted the lower ends
        first_high + second_high,  # added instead
        case=case,
    ).told(
        first_low=first_low,
        first_high=first_high,
        second_low=signed(second_low),
        second_high=signed(second_high),
        first=first,
        second=signed(second),
        in_brackets=f"({signed(second)})" if second < 0 else second,
    )


@form("both-sides-reversed", TEXTS)
def _both_sides_reversed(draw: Draw) -> Computed:
    left, extra, bound = draw.integer(2, 5), draw.integer(2, 5), draw.integer(3, 12)
    base, sign = draw.integer(1, 12), draw.pick(list(FLIPPED))
    return computed(
        f"س {FLIPPED[sign]} {bound}",
        "",
        f"س {sign} {bound}",  # forgot to flip
        f"س {STRICTNESS[FLIPPED[sign]]} {bound}",  # changed the strictness
        f"س {sign} {signed(-bound)}",  # lost the minus
    ).told(
        lifted=base + extra * bound,
        left=left,
        sign=sign,
        base=base,
        right=left + extra,
        moved=extra * bound,
        extra=extra,
    )
