"""Association: lines are walked step by step, and unknowns are found by trying."""

import re
from fractions import Fraction

from bank.english_solutions import Gaps, first, solves


def at(gaps: Gaps, x: Fraction | int) -> Fraction:
    """The value of the line in the stem, reached from its intercept step by step."""
    found = re.fullmatch(r"y = (\d+) ([+-]) (\d+)x", gaps.texts["line"])
    assert found, gaps.texts["line"]
    start, step = Fraction(found[1]), Fraction(found[2] + found[3])
    return start + sum((step for _ in range(int(x))), Fraction(0))


@solves("forwards")
def forwards(gaps: Gaps) -> Fraction:
    return at(gaps, gaps["x"])


@solves("backwards")
def backwards(gaps: Gaps) -> Fraction:
    return first(lambda x: at(gaps, x) == gaps["y"])


@solves("change")
def change(gaps: Gaps) -> Fraction:
    difference = at(gaps, 3 + gaps["more"]) - at(gaps, 3)
    assert (difference > 0) == (gaps.texts["way"] == "rise")
    return abs(difference)


@solves("two-points")
def two_points(gaps: Gaps) -> Fraction:
    """The point in one line with the two others."""
    run, rise = gaps["second"] - gaps["first"], gaps["other"] - gaps["one"]
    return first(lambda y: (y - gaps["one"]) * run == rise * (gaps["x"] - gaps["first"]))


@solves("means")
def means(gaps: Gaps) -> Fraction:
    run = gaps["x"] - gaps["centre"]
    return first(lambda y: (y - gaps["middle"]) / run == gaps["slope"])


@solves("from-prediction")
def from_prediction(gaps: Gaps) -> int:
    return gaps["observed"] - gaps["predicted"]


@solves("from-line")
def from_line(gaps: Gaps) -> Fraction:
    return gaps["observed"] - at(gaps, gaps["x"])


@solves("observed")
def observed(gaps: Gaps) -> Fraction:
    return first(lambda y: y - at(gaps, gaps["x"]) == gaps["off"])


@solves("last-residual")
def last_residual(gaps: Gaps) -> Fraction:
    return first(lambda x: sum(gaps.row("known")) + x == 0, range(-40, 40))
