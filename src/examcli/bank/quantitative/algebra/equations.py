"""Linear equations: one unknown, two unknowns."""

from fractions import Fraction
from math import lcm

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import linear
from examcli.bank.quantitative.nouns import RIYAL, Noun, all_counted, counted

words = Words(__name__)
form = words.form

KINDS = {
    "legs": (2, 4),
    "wheels": (2, 4),
    "notes": (5, 10),
    "tickets": (10, 25),
    "bottles": (6, 12),
}


def linear_one_var(draw: Draw) -> Draft:
    """Two steps; the unknown on both sides or in brackets; the unknown over a denominator."""
    medium = draw.pick((_unknown_on_both_sides, _unknown_in_brackets))
    hard = draw.pick((_sum_of_fractions, _equal_fractions))
    return draw.by_level(_two_steps, medium, hard)(draw)


def systems(draw: Draw) -> Draft:
    """Sum and difference; two kinds of things or substitution; adding equations or elimination."""
    medium = draw.pick((_two_kinds, _one_in_terms_of_other))
    hard = draw.pick((_mirrored_equations, _mirrored_prices, _elimination))
    return draw.by_level(_sum_and_difference, medium, hard)(draw)


@form("two-steps")
def _two_steps(draw: Draw) -> Computed:
    factor, unknown = draw.integer(2, 9), draw.integer(2, 12)
    added = draw.pick((-1, 1)) * draw.integer(1, 15)
    result = factor * unknown + added
    if result <= 0:
        raise Degenerate("a negative side")
    return computed(
        unknown,
        f"({result}{-added:+d})/{factor}",
        Fraction(result + added, factor),  # kept the sign
        result - added,  # forgot to divide
        factor,  # gave the coefficient
        result - added - factor,  # subtracted the factor
    ).told(left=linear(factor, added), result=result, factor=factor, moved=result - added)


@form("unknown-on-both-sides")
def _unknown_on_both_sides(draw: Draw) -> Computed:
    right, extra, unknown = draw.integer(2, 6), draw.integer(2, 6), draw.integer(2, 12)
    right_added = draw.integer(1, 20)
    left_added = right_added - extra * unknown
    if left_added == 0:
        raise Degenerate("nothing to move")
    return computed(
        unknown,
        f"({right_added}{-left_added:+d})/({right + extra} - {right})",
        Fraction(right_added - left_added, 2 * right + extra),  # added the coefficients
        abs(Fraction(right_added + left_added, extra)),  # kept the sign
        right_added - left_added,  # forgot to divide
    ).told(
        left=linear(right + extra, left_added),
        right=linear(right, right_added),
        extra=extra,
        moved=right_added - left_added,
    )


@form("unknown-in-brackets")
def _unknown_in_brackets(draw: Draw) -> Computed:
    factor, taken, unknown = draw.integer(4, 9), draw.integer(2, 3), draw.integer(2, 12)
    inner = draw.integer(1, 8)
    result = factor * (unknown + inner) - taken * unknown
    return computed(
        unknown,
        f"({result} - {factor}*{inner})/({factor} - {taken})",
        Fraction(result - inner, factor - taken),  # multiplied the first term only
        Fraction(result, factor) - inner,  # ignored the second term
        result - factor * inner,  # forgot to divide
    ).told(
        factor=factor,
        inner=inner,
        taken=taken,
        result=result,
        left=linear(factor - taken),
        opened=factor * inner,
        moved=result - factor * inner,
    )


@form("sum-of-fractions")
def _sum_of_fractions(draw: Draw) -> Computed:
    first, second = draw.pick(((2, 3), (2, 4), (3, 6), (3, 4), (2, 6), (4, 6), (3, 5), (2, 5)))
    common = lcm(first, second)
    unknown = common * draw.integer(1, 8)
    total = unknown // first + unknown // second
    return computed(
        unknown,
        f"{total}*{first}*{second}/({first} + {second})",
        Fraction(total * common, 2),  # did not scale the numerators
        total * second,  # kept one denominator
        Fraction(total * (first + second), 2),  # averaged the denominators
        total * (first + second),  # added the denominators
        total * common,  # multiplied only
        unknown - common,  # one multiple too few
    ).told(
        first=first,
        second=second,
        total=total,
        common=common,
        parts=common // first + common // second,
        scaled=total * common,
    )


@form("equal-fractions")
def _equal_fractions(draw: Draw) -> Computed:
    lower, extra, ratio = draw.integer(2, 5), draw.integer(2, 4), draw.integer(3, 8)
    upper = lower + extra
    subtracted = draw.integer(1, extra * ratio - 1)
    added = extra * ratio - subtracted
    moved = added * lower + subtracted * upper
    return computed(
        lower * ratio + subtracted,
        f"({added}*{lower} + {subtracted}*{upper})/({upper} - {lower})",
        Fraction(added * upper + subtracted * lower, extra),  # multiplied straight across
        abs(Fraction(subtracted * upper - added * lower, extra)),  # lost the minus
        moved,  # forgot to divide
        ratio,  # gave the value of a side
    ).told(
        added=added,
        upper=upper,
        subtracted=subtracted,
        lower=lower,
        left=linear(extra),
        moved=moved,
    )


@form("sum-and-difference")
def _sum_and_difference(draw: Draw) -> Computed:
    small, gap = draw.integer(6, 40), draw.integer(2, 20)
    total = 2 * small + gap
    key, sign, case = draw.pick(((small + gap, 1, "larger"), (small, -1, "smaller")))
    return computed(
        key,
        f"({total} {'+' if sign > 0 else '-'} {gap})/2",
        total - key,  # gave the other one
        Fraction(total, 2) + sign * gap,  # halved the sum, then moved the whole gap
        Fraction(total, 2),  # halved the sum only
        2 * key,  # forgot to halve
        case=case,
    ).told(other=draw.someone_else(), sum=total, gap=gap, twice=2 * key)


@form("two-kinds")
def _two_kinds(draw: Draw) -> Computed:
    case, (low, high) = draw.pick(list(KINDS.items()))
    many, rest = draw.integer(4, 20), draw.integer(4, 20)
    if many == rest:
        raise Degenerate("both kinds equally many")
    n, total = many + rest, high * many + low * rest
    return computed(
        many,
        f"({total} - {low}*{n})/({high} - {low})",
        rest,  # counted the other kind
        Fraction(total, high),  # took all for one kind
        Fraction(n, 2),  # halved
        total - low * n,  # forgot to divide
        case=case,
    ).told(
        n=n,
        total=total,
        riyals=counted(total, RIYAL),
        bottles=counted(total, Noun(*words.phrases("bottle"))),
        low=low,
        least=low * n,
        rest=total - low * n,
        gap=high - low,
    )


@form("one-in-terms-of-other")
def _one_in_terms_of_other(draw: Draw) -> Computed:
    first, gap = draw.integer(2, 12), draw.integer(1, 9)
    left, right = draw.integer(2, 5), draw.integer(2, 5)
    total = left * first + right * (first + gap)
    return computed(
        first,
        f"({total} - {right}*{gap})/({left} + {right})",
        first + gap,  # found the other
        Fraction(total, left + right),  # ignored the gap
        Fraction(total - gap, left + right),  # did not multiply the gap
    ).told(
        gap=gap, left=left, right=right, total=total, both=left + right, moved=total - right * gap
    )


def _mirrored(draw: Draw, case: str = "") -> Computed:
    first, second = draw.sample(range(2, 13), 2)
    left, right = draw.sample(range(3, 9), 2)
    one, two = left * first + right * second, right * first + left * second
    return computed(
        first + second,
        f"({one} + {two})/({left} + {right})",
        abs(first - second),  # found the difference
        Fraction(one, left + right),  # divided one equation
        Fraction(two, left + right),  # divided the other equation
        Fraction(one + two, left),  # divided by one coefficient
        case=case,
    ).told(
        left=left,
        right=right,
        one=one,
        two=two,
        **all_counted(RIYAL, "riyals", one=one, two=two),
        both=left + right,
        total=one + two,
    )


@form("mirrored-equations")
def _mirrored_equations(draw: Draw) -> Computed:
    return _mirrored(draw)


@form("mirrored-prices")
def _mirrored_prices(draw: Draw) -> Computed:
    return _mirrored(draw, draw.pick(("pens", "books")))


@form("elimination")
def _elimination(draw: Draw) -> Computed:
    first, second = draw.integer(3, 9), draw.integer(2, 6)
    a, b, c, d = (draw.integer(2, 5) for _ in range(4))
    total, gap = a * first + b * second, c * first - d * second
    if gap <= 0 or first == second:
        raise Degenerate("a negative side or one number twice")
    return computed(
        first * second,
        f"(({total}*{d} + {gap}*{b})/({a}*{d} + {b}*{c}))"
        f"*(({total}*{c} - {gap}*{a})/({a}*{d} + {b}*{c}))",
        first + second,  # added instead
        first**2,  # squared one unknown
        second**2,  # squared the other
        first,  # gave one unknown
    ).told(a=a, b=b, c=c, d=d, total=total, gap=gap, first=first, second=second)
