"""Center: lists with the stated means are built, and unknown values are found by trying."""

import re
from fractions import Fraction
from statistics import mean, median, mode

from bank.english_solutions import Gaps, first, solves


def flat(average: Fraction | int, count: int) -> list[Fraction]:
    """A list with this mean."""
    return [Fraction(average)] * count


def row_with_unknown(text: str, unknown: Fraction) -> list[Fraction]:
    return [unknown if value == "x" else Fraction(value) for value in text.split(", ")]


@solves("list-mean")
def list_mean(gaps: Gaps) -> Fraction:
    return mean(gaps.row())


@solves("one-more")
def one_more(gaps: Gaps) -> Fraction:
    return mean([*flat(gaps["mean"], gaps["count"]), Fraction(gaps["new"])])


@solves("corrected")
def corrected(gaps: Gaps) -> Fraction:
    rest = [*flat(gaps["mean"], gaps["count"]), -Fraction(gaps["wrong"]), Fraction(gaps["right"])]
    return sum(rest, Fraction(0)) / gaps["count"]


@solves("rest")
def rest(gaps: Gaps) -> Fraction:
    taken = flat(gaps["part"], gaps["taken"])
    left = gaps["count"] - gaps["taken"]
    return first(lambda x: mean([*taken, *flat(x, left)]) == gaps["mean"])


@solves("odd-median", "even-median")
def list_median(gaps: Gaps) -> Fraction:
    return median(gaps.row())


@solves("unknown-in-order")
def unknown_in_order(gaps: Gaps) -> Fraction:
    """The value that gives the median and keeps the list in order."""

    def fits(x: Fraction) -> bool:
        row = row_with_unknown(gaps.texts["values"], x)
        return row == sorted(row) and median(row) == gaps["median"]

    return first(fits)


@solves("longer")
def longer(gaps: Gaps) -> Fraction:
    return median([*gaps.row(), Fraction(gaps["one"]), Fraction(gaps["other"])])


@solves("list-mode", "counted-mode")
def plain_mode(gaps: Gaps) -> Fraction:
    pairs = re.findall(r"(\d+): (\d+)", gaps.texts["data"])
    counted = [Fraction(value) for value, count in pairs for _ in range(int(count))]
    return mode(counted or gaps.row())


@solves("mode-equals-mean")
def mode_equals_mean(gaps: Gaps) -> Fraction:
    known = gaps.row("values")
    return first(lambda x: mean([*known, x]) == mode([*known, x]) == mode(known) != x)


@solves("mode-and-median")
def mode_and_median(gaps: Gaps) -> Fraction:
    return mode(gaps.row()) + median(gaps.row())


def graded(gaps: Gaps, last: Fraction) -> Fraction:
    """The mean of a hundred marks, as many of each as its weight says."""
    return mean([*flat(gaps["mark"], gaps["first"]), *flat(last, gaps["second"])])


@solves("course")
def course(gaps: Gaps) -> Fraction:
    return graded(gaps, Fraction(gaps["next"]))


@solves("needed")
def needed(gaps: Gaps) -> Fraction:
    return first(lambda x: graded(gaps, x) == gaps["goal"])


@solves("groups")
def groups(gaps: Gaps) -> Fraction:
    return mean([*flat(gaps["low"], gaps["one"]), *flat(gaps["high"], gaps["other"])])


@solves("size")
def size(gaps: Gaps) -> Fraction:
    one = flat(gaps["low"], gaps["one"])
    return first(lambda n: mean([*one, *flat(gaps["high"], int(n))]) == gaps["mean"])


@solves("unknown")
def unknown(gaps: Gaps) -> Fraction:
    known = gaps.row("values")
    return first(lambda x: mean([*known, x]) == gaps["mean"])


@solves("next")
def following(gaps: Gaps) -> Fraction:
    known = flat(gaps["mean"], gaps["count"])
    return first(lambda x: mean([*known, x]) == gaps["goal"])


@solves("two-alike")
def two_alike(gaps: Gaps) -> Fraction:
    known = gaps.row("values")
    return first(lambda x: mean([*known, x, x + gaps["more"]]) == gaps["mean"])


@solves("greatest")
def greatest(gaps: Gaps) -> Fraction:
    others = flat(gaps["others"], gaps["count"] - 1)
    return first(lambda x: mean([*others, x]) == gaps["mean"])
