"""Quantity comparison in algebra.

The outcome is drawn first and the numbers are made to fit it, so the four outcomes come equally
often. Every structure reaches several outcomes: its look gives none of them away.
"""

from collections.abc import Callable

from examcli.simulator.bank.draft import (
    COMPARISON_CHOICES,
    EQUAL,
    FIRST_GREATER,
    SECOND_GREATER,
    UNDECIDED,
    Draft,
    Draw,
    comparison,
)
from examcli.simulator.bank.quantitative.algebra.notation import polynomial, signed

_Structure = Callable[[Draw, str], Draft]
_ALL = frozenset(COMPARISON_CHOICES)
_DECIDED = _ALL - {UNDECIDED}
_UNEQUAL = _ALL - {EQUAL}


def comparison_algebraic(draw: Draw) -> Draft:
    """One unknown; linked unknowns and powers; identities, ranges and roots."""
    outcome = draw.pick(COMPARISON_CHOICES)
    structures = draw.by_level(_EASY, _MEDIUM, _HARD)
    structure = draw.pick([make for make, reached in structures if outcome in reached])
    return structure(draw, outcome)


def _compare(given: str, first: str, second: str, outcome: str, reason: str) -> Draft:
    stem = f"{given}:\nالقيمة الأولى: {first}\nالقيمة الثانية: {second}"
    return comparison(stem, outcome, f"{reason}، إذن {_CONCLUSIONS[outcome]}.")


_CONCLUSIONS = {
    FIRST_GREATER: "القيمة الأولى أكبر",
    SECOND_GREATER: "القيمة الثانية أكبر",
    EQUAL: "القيمتان متساويتان",
    UNDECIDED: "لا يمكن تحديد الأكبر والمعطيات غير كافية",
}


def _given(draw: Draw, condition: str) -> str:
    openings = ("إذا علمت أن {c}، فقارن بين", "علمًا بأن {c}، قارن بين")
    return draw.pick(openings).format(c=condition)


def _excess(draw: Draw, outcome: str, most: int) -> int:
    """By how much the first value is to exceed the second for a decided outcome."""
    size = draw.integer(1, most)
    return {FIRST_GREATER: size, SECOND_GREATER: -size, EQUAL: 0}[outcome]


def _solved_unknown(draw: Draw, outcome: str) -> Draft:
    factor, unknown, added = draw.integer(2, 7), draw.integer(5, 14), draw.integer(1, 15)
    second = unknown - _excess(draw, outcome, 4)
    return _compare(
        _given(draw, f"{factor}س + {added} = {factor * unknown + added}"),
        "س",
        str(second),
        outcome,
        f"بحل المعادلة س = {unknown}، والقيمة الثانية {second}",
    )


def _known_square(draw: Draw, outcome: str) -> Draft:
    root, extra = draw.integer(2, 12), draw.integer(1, 6)
    second = {
        FIRST_GREATER: -root - extra,
        SECOND_GREATER: root + extra,
        UNDECIDED: draw.integer(0, root),
    }[outcome]
    return _compare(
        _given(draw, f"س² = {root**2}"),
        "س",
        signed(second),
        outcome,
        f"س قد تساوي {root} أو {signed(-root)}، والقيمة الثانية {signed(second)}",
    )


def _shared_unknown(draw: Draw, outcome: str) -> Draft:
    added, taken, minus = draw.integer(4, 15), draw.integer(1, 9), draw.integer(1, 9)
    if outcome == UNDECIDED:
        factor = draw.integer(2, 5)
        return _compare(
            _given(draw, "س عدد صحيح"),
            f"س + {added}",
            f"{factor}س + {added + taken - minus}"
            if added + taken > minus
            else f"{factor}س − {minus - added - taken}",
            outcome,
            f"الفرق بين القيمتين يتوقف على قيمة {polynomial((factor - 1, 'س'))}، وهي غير معلومة",
        )
    plus = added + minus - _excess(draw, outcome, 5)
    return _compare(
        _given(draw, "س عدد صحيح"),
        f"س + {added}",
        f"{polynomial((1, 'س'), (plus, ''))} − {minus}",
        outcome,
        f"س مشتركة في القيمتين، فنقارن بين {added} و{signed(plus - minus)}",
    )


def _scaled_unknown(draw: Draw, outcome: str) -> Draft:
    small = draw.integer(2, 8)
    large = small + draw.integer(1, 6)
    first, second = draw.pick(((small, large), (large, small)))
    bound = draw.integer(0, 9)
    positive, negative = f"س عدد أكبر من {bound}", f"س عدد أصغر من {signed(-bound)}"
    favours_larger = (outcome == FIRST_GREATER) == (first == large)
    condition, reason = {
        EQUAL: (f"س + {bound + 1} = {bound + 1}", "س = 0 فتكون كل من القيمتين 0"),
        UNDECIDED: (f"س عدد أكبر من {signed(-bound - 1)}", "س قد يكون موجبًا أو سالبًا أو صفرًا"),
    }.get(
        outcome,
        (positive, f"س موجب، والأكبر معاملًا هو {large}س")
        if favours_larger
        else (negative, f"س سالب، والأصغر معاملًا {small}س هو الأكبر"),
    )
    return _compare(_given(draw, condition), f"{first}س", f"{second}س", outcome, reason)


def _two_equations(draw: Draw, outcome: str) -> Draft:
    a, b, first = draw.integer(2, 6), draw.integer(1, 12), draw.integer(5, 12)
    left = f"{a}س + {b} = {a * first + b}"
    if outcome == UNDECIDED:
        root = first + draw.integer(0, 4)
        return _compare(
            _given(draw, f"{left}، وأن ص² = {root**2}"),
            "س",
            "ص",
            outcome,
            f"س = {first}، لكن ص قد تساوي {root} أو {signed(-root)}",
        )
    second = first - _excess(draw, outcome, 4)
    c, d = draw.integer(2, 6), draw.integer(1, 12)
    right = f"{polynomial((c, 'ص'), (-d, ''))} = {signed(c * second - d)}"
    if draw.pick((True, False)) and outcome == FIRST_GREATER:
        return _compare(
            _given(draw, f"{left}، وأن ص² = {second**2}"),
            "س",
            "ص",
            outcome,
            f"س = {first}، وص لا تزيد على {second}",
        )
    return _compare(
        _given(draw, f"{left}، وأن {right}"),
        "س",
        "ص",
        outcome,
        f"بحل المعادلتين س = {first} وص = {second}",
    )


def _linked_unknowns(draw: Draw, outcome: str) -> Draft:
    a, b = draw.integer(1, 15), draw.integer(1, 15)
    if outcome == UNDECIDED:
        second = polynomial((1, "ص"), (draw.integer(1, 6), ""))
        return _compare(
            _given(draw, f"س + {a} = {a + b} − ص"),
            "س",
            second,
            outcome,
            "المعلوم مجموع س وص فقط، وقد يكون أي منهما الأكبر",
        )
    second_added = b - a - _excess(draw, outcome, 5)
    return _compare(
        _given(draw, f"س + {a} = ص + {b}"),
        "س",
        polynomial((1, "ص"), (second_added, "")),
        outcome,
        f"س = {polynomial((1, 'ص'), (b - a, ''))}، والقيمة الثانية "
        f"{polynomial((1, 'ص'), (second_added, ''))}",
    )


def _power_of_unknown(draw: Draw, outcome: str) -> Draft:
    factor, bound = draw.integer(2, 9), draw.integer(1, 6)
    high, low = draw.pick((("س²", "س"), ("س³", "س²")))
    below_zero = f"س أصغر من {signed(-bound)}"
    conditions = {
        FIRST_GREATER: (f"س أكبر من {factor + bound - 1}", f"س أكبر من {factor}"),
        SECOND_GREATER: (
            f"س عدد موجب أصغر من {factor}",
            f"س موجب وأصغر من {factor}",
        ),
        UNDECIDED: (f"س أكبر من {bound / 10:.1f}", f"س قد يكون أصغر من {factor} أو أكبر منه"),
    }
    condition, reason = conditions[outcome]
    if outcome != UNDECIDED and draw.pick((True, False)) and (outcome, high) in _BELOW_ZERO:
        condition, reason = below_zero, "س سالب، فالقوة الفردية سالبة والقوة الزوجية موجبة"
    return _compare(
        _given(draw, condition),
        high,
        f"{factor}{low}",
        outcome,
        f"نقارن س بالعدد {factor}: {reason}" if condition != below_zero else reason,
    )


# What a negative unknown does to a power and the power below it.
_BELOW_ZERO = {(FIRST_GREATER, "س²"), (SECOND_GREATER, "س³")}


def _expanded_square(draw: Draw, outcome: str) -> Draft:
    a, minus = draw.integer(2, 9), draw.pick((-1, 1))
    first = f"({polynomial((1, 'س'), (minus * a, ''))})²"
    linear = 0 if outcome == UNDECIDED else 2 * minus * a
    added = a * a - (draw.integer(-3, 3) if outcome == UNDECIDED else _excess(draw, outcome, 6))
    second = polynomial((1, "س²"), (linear, "س"), (added, ""))
    reason = f"القيمة الأولى {polynomial((1, 'س²'), (2 * minus * a, 'س'), (a * a, ''))}"
    unknown = "، والفرق بينها وبين الثانية يتوقف على قيمة س"
    return _compare(
        _given(draw, "س عدد حقيقي"),
        first,
        second,
        outcome,
        reason + (unknown if outcome == UNDECIDED else f"، والثانية {second}"),
    )


def _square_of_sum(draw: Draw, outcome: str) -> Draft:
    factor, p, q = draw.integer(1, 6), draw.integer(0, 5), draw.integer(0, 5)
    term = polynomial((factor, "ص"))
    both_positive = f"س أكبر من {p} وص أكبر من {q}"
    both_negative = f"س أصغر من {signed(-p)} وص أصغر من {signed(-q)}"
    opposite = f"س أكبر من {p} وص أصغر من {signed(-q)}"
    condition = {
        FIRST_GREATER: draw.pick((both_positive, both_negative)),
        SECOND_GREATER: opposite,
        EQUAL: f"س + {p + 1} = {p + 1}",
        UNDECIDED: draw.pick((f"س أكبر من {p}", f"ص أصغر من {signed(-q)}")),
    }[outcome]
    sign = {
        FIRST_GREATER: "موجب",
        SECOND_GREATER: "سالب",
        EQUAL: "صفر",
        UNDECIDED: "غير معلوم الإشارة",
    }[outcome]
    return _compare(
        _given(draw, condition),
        f"(س + {term})²",
        f"س² + {polynomial((factor**2, 'ص²'))}",
        outcome,
        f"الفرق بين القيمتين {2 * factor} × س × ص، وهو {sign}",
    )


def _within_ranges(draw: Draw, outcome: str) -> Draft:
    a, c = draw.integer(2, 6), draw.integer(2, 6)
    b, d = a + draw.integer(2, 5), c + draw.integer(2, 5)
    (written, low, high) = draw.pick(
        (("س × ص", a * c, b * d), ("س + ص", a + c, b + d), ("س² + ص", a * a + c, b * b + d))
    )
    second = {
        FIRST_GREATER: low - draw.integer(1, 3),
        SECOND_GREATER: high + draw.integer(1, 5),
        UNDECIDED: draw.integer(low, high),
    }[outcome]
    return _compare(
        _given(draw, f"{a} ≤ س ≤ {b}، وأن {c} ≤ ص ≤ {d}"),
        written,
        signed(second),
        outcome,
        f"المقدار {written} يقع بين {low} و{high}، والقيمة الثانية {signed(second)}",
    )


def _roots_of_quadratic(draw: Draw, outcome: str) -> Draft:
    p, q = draw.sample(range(1, 11), 2)
    equation = f"{polynomial((1, 'س²'), (-p - q, 'س'), (p * q, ''))} = 0"
    given = _given(draw, f"م ون هما حلا المعادلة {equation}")
    if outcome == UNDECIDED:
        second = draw.integer(min(p, q), max(p, q))
        return _compare(given, "م", str(second), outcome, f"الحلان {p} و{q}، ولا يُعلم أيهما م")
    written, value = draw.pick(
        (("م² + ن²", p * p + q * q), ("م + ن", p + q), ("م × ن", p * q), ("(م − ن)²", (p - q) ** 2))
    )
    second = value - _excess(draw, outcome, 1 if value < 4 else 3)
    return _compare(
        given,
        written,
        str(second),
        outcome,
        f"الحلان {p} و{q}، فتكون القيمة الأولى {value} والثانية {second}",
    )


def _difference_of_squares(draw: Draw, outcome: str) -> Draft:
    total, gap = draw.integer(3, 15), draw.integer(2, 12)
    product = f"س² − ص² = {total * gap}"
    if outcome == UNDECIDED:
        return _compare(
            _given(draw, product),
            "س − ص",
            str(gap),
            outcome,
            f"(س − ص)(س + ص) = {total * gap}، وقيمة س + ص غير معلومة",
        )
    second = gap - _excess(draw, outcome, 2)
    return _compare(
        _given(draw, f"{product}، وأن س + ص = {total}"),
        "س − ص",
        str(second),
        outcome,
        f"س − ص = {total * gap} ÷ {total} = {gap}، والقيمة الثانية {second}",
    )


_EASY: list[tuple[_Structure, frozenset[str]]] = [
    (_solved_unknown, _DECIDED),
    (_known_square, _UNEQUAL),
    (_shared_unknown, _ALL),
    (_scaled_unknown, _ALL),
]
_MEDIUM: list[tuple[_Structure, frozenset[str]]] = [
    (_two_equations, _ALL),
    (_linked_unknowns, _ALL),
    (_power_of_unknown, _UNEQUAL),
    (_expanded_square, _ALL),
]
_HARD: list[tuple[_Structure, frozenset[str]]] = [
    (_square_of_sum, _ALL),
    (_within_ranges, _UNEQUAL),
    (_roots_of_quadratic, _ALL),
    (_difference_of_squares, _ALL),
]
