"""Word problems that become an equation: prices and tanks, parts of a whole, ages."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.nouns import BOX, LITRE, RIYAL, YEAR, all_counted

words = Words(__name__)
form = words.form

SMALLEST_AGE_GAP, OLDEST = 18, 60


def linear_word(draw: Draw) -> Draft:
    """One equation read off the text; two related parts of a whole; two situations made equal."""
    hard = draw.pick((_left_over_and_short, _levels_meet, _transfer))
    return draw.by_level(_fixed_and_per_unit, _parts_of_whole, hard)(draw)


def ages(draw: Draw) -> Draft:
    """Add and shift; a multiple with a sum or difference; two multiples at two times."""
    easy = draw.pick((_age_later, _age_from_sum))
    hard = draw.pick((_ratio_changes_later, _ratio_changes_before))
    return draw.by_level(easy, _parent_and_child, hard)(draw)


@form("fixed-and-per-unit")
def _fixed_and_per_unit(draw: Draw) -> Computed:
    rate, units, fixed = draw.integer(3, 9), draw.integer(4, 20), draw.integer(3, 30)
    total = rate * units + fixed
    return computed(
        units,
        f"({total} - {fixed})/{rate}",
        Fraction(total, rate),  # ignored the fixed part
        Fraction(total + fixed, rate),  # added the fixed part
        Fraction(total, rate + fixed),  # divided by everything
        units - rate,  # subtracted the rate
        fixed,  # gave the fixed part
        total - fixed,  # forgot to divide
    ).told(
        fixed=fixed,
        rate=rate,
        total=total,
        **all_counted(RIYAL, "riyals", fixed=fixed, rate=rate, total=total),
        **all_counted(LITRE, "litres", fixed=fixed, rate=rate, total=total),
        moved=total - fixed,
    )


@form("parts-of-whole")
def _parts_of_whole(draw: Draw) -> Computed:
    small, times, extra = draw.integer(6, 20), draw.integer(3, 5), draw.integer(3, 15)
    large = times * small + extra
    total = small + large
    check = f"({total} - {extra})/({times} + 1)"
    case, key, without_extra, check = draw.pick(
        (
            ("large", large, times * small, f"{total} - {check}"),
            ("small", small, small + extra, check),
        )
    )
    return computed(
        key,
        check,
        without_extra,  # left out the extra, or added it to the wrong part
        total - key,  # gave the other part
        Fraction(total, times + 1),  # ignored the extra
        Fraction(total - extra, times),  # divided by the multiple alone
        key - extra,  # subtracted the extra once more
        case=case,
    ).told(other=draw.someone_else(), total=total, extra=extra, times=times, small=small)


@form("left-over-and-short")
def _left_over_and_short(draw: Draw) -> Computed:
    fewer, extra, people = draw.integer(3, 6), draw.integer(2, 4), draw.integer(6, 30)
    more = fewer + extra
    left = draw.integer(3, max(3, extra * people - 3))
    short = extra * people - left
    if short < 3:
        raise Degenerate("nothing short")
    return computed(
        people,
        f"({left} + {short})/({more} - {fewer})",
        Fraction(abs(left - short), extra),  # subtracted instead
        fewer * people + left,  # gave the number of things
        Fraction(left + short, fewer + more),  # divided by both
        people - extra,  # subtracted the difference
        left + short,  # forgot to divide
        left,  # gave what is left over
    ).told(fewer=fewer, left=left, more=more, short=short, extra=extra, moved=left + short)


@form("levels-meet")
def _levels_meet(draw: Draw) -> Computed:
    out, into, time = draw.integer(4, 9), draw.integer(3, 6), draw.integer(4, 20)
    low, gap = draw.integer(11, 60), (out + into) * time
    high = low + gap
    amounts = {"high": high, "low": low, "out": out, "into": into}
    return computed(
        time,
        f"({high} - {low})/({out} + {into})",
        Fraction(gap, abs(out - into) or out),  # subtracted the rates
        Fraction(high + low, out + into),  # added the amounts
        Fraction(time, 2),  # stopped half-way
        Fraction(gap, out),  # used the first rate only
        Fraction(gap, into),  # used the second rate only
        out + into,  # gave the sum of the rates
    ).told(
        other=draw.someone_else(),
        high=high,
        low=low,
        out=out,
        into=into,
        **all_counted(LITRE, "litres", **amounts),
        **all_counted(RIYAL, "riyals", **amounts),
        **all_counted(BOX, "boxes", **amounts),
        gap=gap,
        both=out + into,
    )


@form("transfer")
def _transfer(draw: Draw) -> Computed:
    times, left, moved = draw.integer(3, 5), draw.integer(4, 15), draw.integer(4, 30)
    giver, receiver = left + moved, times * left - moved
    if receiver < 5:
        raise Degenerate("the receiver starts with nothing")
    return computed(
        moved,
        f"({times}*{giver} - {receiver})/({times} + 1)",
        left,  # gave what is left
        Fraction(abs(giver - receiver), 2),  # made them equal
        Fraction(times * giver - receiver, times),  # divided by the multiple alone
        times * giver - receiver,  # forgot that the giver loses
    ).told(
        other=draw.someone_else(),
        **all_counted(RIYAL, "riyals", giver=giver, receiver=receiver),
        giver=giver,
        receiver=receiver,
        times=times,
        parts=times + 1,
        moved=times * giver - receiver,
    )


@form("age-later")
def _age_later(draw: Draw) -> Computed:
    other = draw.someone_else()
    age, gap, later = draw.integer(11, 30), draw.integer(3, 10), draw.integer(3, 10)
    case, sign = draw.pick((("older", 1), ("younger", -1)))
    now = age + sign * gap
    return computed(
        now + later,
        f"{age}{sign * gap:+d} + {later}",
        age - sign * gap + later,  # took the difference the wrong way
        age + later,  # ignored the difference
        now,  # forgot to shift
        now - later,  # shifted back
        case=case,
    ).told(
        other=other,
        **all_counted(YEAR, "years", age=age, gap=gap, later=later),
        age=age,
        gap=gap,
        now=now,
        later=later,
    )


@form("age-from-sum")
def _age_from_sum(draw: Draw) -> Computed:
    other = draw.someone_else()
    young, gap = draw.integer(8, 25), draw.integer(3, 10)
    total = 2 * young + gap
    case, sign, key = draw.pick((("older", 1, young + gap), ("younger", -1, young)))
    return computed(
        key,
        f"({total}{sign * gap:+d})/2",
        total - key,  # gave the other age
        Fraction(total, 2) + sign * gap,  # moved the whole difference
        Fraction(total, 2),  # halved the sum
        2 * key,  # forgot to halve
        case=case,
    ).told(
        other=other,
        **all_counted(YEAR, "years", total=total, gap=gap),
        total=total,
        gap=gap,
        twice=2 * key,
    )


def _elder(draw: Draw) -> str:
    return f"{draw.pick(words.phrases('elders'))} {draw.person}"


def _times(count: int) -> str:
    """The multiple as an object or a predicate in the accusative: only 2 shows the case."""
    return words.phrase("twice") if count == 2 else words.phrase("times", count=count)


@form("parent-and-child")
def _parent_and_child(draw: Draw) -> Computed:
    elder, times = _elder(draw), draw.integer(3, 5)
    youngest = max(6, -(-SMALLEST_AGE_GAP // (times - 1)))
    child = draw.integer(youngest, min(14, OLDEST // times))
    case, sign = draw.pick((("sum", 1), ("difference", -1)))
    sought, factor, check = draw.pick(((elder, times, f"{times}*"), (draw.person, 1, "")))
    parts = times + sign
    total, key = parts * child, factor * child
    return computed(
        key,
        f"{check}{total}/({times}{sign:+d})",
        (times + 1) * child - key,  # gave the other age
        Fraction(total, times - sign) * factor,  # counted the wrong number of parts
        Fraction(total, times),  # divided by the multiple
        total,  # gave the given total
        key + times,  # added the multiple
        case=case,
    ).told(
        elder=elder,
        times=_times(times),
        **all_counted(YEAR, "years", total=total),
        sought=sought,
        parts=parts,
        total=total,
        child=child,
    )


@dataclass(frozen=True)
class _Family:
    """A parent is `early` times as old as a child and, `wait` years later, `late` times."""

    early: int
    late: int
    child: int
    wait: int

    def gaps(self) -> dict[str, Any]:
        """What is told of the family."""
        return {
            "early": self.early,
            "late": self.late,
            "wait": self.wait,
            "early_times": _times(self.early),
            "late_times": _times(self.late),
            **all_counted(YEAR, "years", wait=self.wait),
        }


FAMILIES = [
    _Family(early, late, step * (late - 1), step * (early - late))
    for early in range(3, 8)
    for late in range(2, early)
    for step in range(1, 17)
    if step * (early - late) >= 3
    and step * (late - 1) >= 3
    and 20 <= step * (late - 1) * (early - 1) <= 40
]


@form("ratio-changes-later")
def _ratio_changes_later(draw: Draw) -> Computed:
    family, elder = draw.pick(FAMILIES), _elder(draw)
    early, late, child, wait = family.early, family.late, family.child, family.wait
    sought, factor, check = draw.pick(((elder, early, f"{early}*"), (draw.person, 1, "")))
    key = factor * child
    return computed(
        key,
        f"{check}{wait}*({late} - 1)/({early} - {late})",
        key + wait,  # gave the age then
        Fraction(wait, early - late) * factor,  # shifted only the elder
        key - wait,  # shifted back
        (early + 1) * child - key,  # gave the other age
        wait,  # gave the years to wait
    ).told(elder=elder, sought=sought, child=child, **family.gaps())


@form("ratio-changes-before")
def _ratio_changes_before(draw: Draw) -> Computed:
    family, elder = draw.pick(FAMILIES), _elder(draw)
    early, late, wait = family.early, family.late, family.wait
    child = family.child + wait
    sought, factor, check = draw.pick(((elder, late, f"{late}*"), (draw.person, 1, "")))
    key = factor * child
    return computed(
        key,
        f"{check}{wait}*({early} - 1)/({early} - {late})",
        key - wait,  # gave the age then
        wait * early,  # ignored the shift
        (late + 1) * child - key,  # gave the other age
        key + wait,  # shifted forward
        wait,  # gave the years to wait
    ).told(elder=elder, sought=sought, child=child, **family.gaps())
