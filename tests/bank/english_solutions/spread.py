"""Spread: by the standard library, by building lists, and by the normal distribution itself."""

from fractions import Fraction
from statistics import NormalDist, median, pstdev, pvariance

from bank.english_solutions import Gaps, Near, first, solves


def reach(values: list[Fraction]) -> Fraction:
    return max(values) - min(values)


def quartiles(values: list[Fraction]) -> tuple[Fraction, Fraction]:
    ordered = sorted(values)
    half = len(ordered) // 2
    return median(ordered[:half]), median(ordered[-half:])


@solves("list-range")
def list_range(gaps: Gaps) -> Fraction:
    return reach(gaps.row())


@solves("unknown-greatest")
def unknown_greatest(gaps: Gaps) -> Fraction:
    known = gaps.row("values")
    return first(lambda x: x > max(known) and reach([*known, x]) == gaps["reach"])


@solves("trimmed-range")
def trimmed_range(gaps: Gaps) -> Fraction:
    values = gaps.row()
    values.remove(max(values))
    values.remove(min(values))
    return reach(values)


@solves("two-ranges")
def two_ranges(gaps: Gaps) -> Fraction:
    ends = [
        gaps["low"], gaps["low"] + gaps["first"], gaps["start"], gaps["start"] + gaps["second"],
    ]  # fmt: skip
    return reach(list(map(Fraction, ends)))


@solves("changed-range")
def changed_range(gaps: Gaps) -> Fraction:
    return reach([Fraction(v * gaps["times"] + gaps["more"]) for v in (10, 10 + gaps["reach"])])


@solves("summary")
def summary(gaps: Gaps) -> int:
    assert gaps["low"] < gaps["first"] < gaps["middle"] < gaps["third"] < gaps["high"]
    return gaps["third"] - gaps["first"]


@solves("list-quartiles")
def list_quartiles(gaps: Gaps) -> Fraction:
    lower, upper = quartiles(gaps.row())
    return upper - lower


@solves("upper-fence")
def upper_fence(gaps: Gaps) -> Fraction:
    quarter = Fraction(gaps["third"] - gaps["first"], 2)
    return gaps["third"] + 3 * quarter


@solves("lower-fence")
def lower_fence(gaps: Gaps) -> Fraction:
    quarter = Fraction(gaps["third"] - gaps["first"], 2)
    return gaps["first"] - 3 * quarter


@solves("from-variance")
def from_variance(gaps: Gaps) -> Fraction:
    return first(lambda x: pvariance([-x, x]) == gaps["variance"])


@solves("to-variance")
def to_variance(gaps: Gaps) -> Fraction:
    deviation = Fraction(gaps["deviation"])
    return pvariance([-deviation, deviation])


@solves("from-squares")
def from_squares(gaps: Gaps) -> Fraction:
    return first(lambda x: x * x * gaps["count"] == gaps["squares"])


@solves("list-deviation")
def list_deviation(gaps: Gaps) -> Fraction:
    return Fraction(pstdev(gaps.row()))


@solves("changed-deviation")
def changed_deviation(gaps: Gaps) -> Fraction:
    old = first(lambda x: pvariance([-x, x]) == gaps["variance"])
    new = [value * gaps["times"] + gaps["more"] for value in (-old, old)]
    return Fraction(pstdev(new))


def z_score(gaps: Gaps, value: Fraction) -> Fraction:
    return (value - gaps["centre"]) / gaps["deviation"]


@solves("score-of-value")
def score_of_value(gaps: Gaps) -> Fraction:
    return z_score(gaps, Fraction(gaps["value"]))


@solves("value-of-score")
def value_of_score(gaps: Gaps) -> Fraction:
    return first(lambda x: z_score(gaps, x) == gaps.exact("score"))


@solves("same-place")
def same_place(gaps: Gaps) -> Fraction:
    score = Fraction(gaps["value"] - gaps["centre"], gaps["first"])
    return first(lambda x: (x - gaps["middle"]) / gaps["second"] == score)


@solves("deviation-from-score")
def deviation_from_score(gaps: Gaps) -> Fraction:
    distance = gaps["value"] - gaps["centre"]
    return first(lambda x: distance / x == gaps.exact("score"))


def below(gaps: Gaps, value: str) -> float:
    """The part of the distribution that lies below a value, in percent."""
    words = gaps.texts["data"].split()
    centre = words[words.index("mean") + 2]
    deviation = words[words.index("deviation") + 2]
    return 100 * NormalDist(int(centre), int(deviation)).cdf(gaps[value])


@solves("within", "between")
def between(gaps: Gaps) -> Near:
    return Near(below(gaps, "high") - below(gaps, "low"))


def beyond(gaps: Gaps) -> float:
    part = below(gaps, "value")
    return part if gaps.texts["side"] == "below" else 100 - part


@solves("tail")
def tail(gaps: Gaps) -> Near:
    return Near(beyond(gaps))


@solves("how-many")
def how_many(gaps: Gaps) -> Near:
    return Near(beyond(gaps), gaps["total"])
