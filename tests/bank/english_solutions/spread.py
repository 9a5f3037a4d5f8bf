"""Spread: by the standard library, by building lists, and by the normal distribution itself."""

from fractions import Fraction
from statistics import NormalDist, median, pstdev, pvariance

from bank.english_solutions import Near, first, solves
from bank.english_solutions.center import VALUES, of_data


def reach(*values: Fraction | int) -> Fraction:
    return Fraction(max(values) - min(values))


@solves(*of_data("<What is|How large is> the range?", "Find the range of these values."))
def list_range(values: list[Fraction]) -> Fraction:
    return reach(*values)


@solves(
    f"The values {VALUES} and x have a range of {{wide}}, and x is the greatest of them. "
    "What is x?",
    f"… recorded {VALUES} and one more value, x, which is greater than all the others. "
    "The range is {wide}. Find x.",
    f"Adding a new greatest value x to {VALUES} makes the range {{wide}}. What is the value of x?",
)
def unknown_greatest(values: list[Fraction], wide: int) -> Fraction:
    return first(lambda x: x > max(values) and reach(*values, x) == wide)


@solves(
    *of_data(
        "The least and the greatest value are left out. What is the range of the others?",
        "What is the range after the smallest and the largest value are removed?",
        "Remove the greatest and the least value. What range do the other values have?",
    )
)
def trimmed_range(values: list[Fraction]) -> Fraction:
    left = [value for value in values if value not in {min(values), max(values)}]
    return reach(*left)


@solves(
    "In one group the least value is {low} and the range is {wide}. In another group the least "
    "value is {start} and the range is {broad}. What is the range of both groups together?",
    "… has two lists. The first begins at a least value of {low} and has a range of {wide}; the "
    "second has a least value of {start} and a range of {broad}. "
    "What is the range of all the values?",
    "The prices in one shop start at {low} and have a range of {wide}; in a shop nearby they start "
    "at {start} and have a range of {broad}. What is the range of all these prices?",
)
def two_ranges(low: int, wide: int, start: int, broad: int) -> Fraction:
    return reach(*range(low, low + wide + 1), *range(start, start + broad + 1))


@solves(
    "A list of values has a range of {wide}. Every value is multiplied by {times}, and then {more} "
    "is added to it. What is the new range?",
    "The range of some scores is {wide}. Each score is multiplied by {times} and then increased by "
    "{more}. What is the range of the new scores?",
    "… multiplies each value of a list by {times} and then adds {more}. The range was {wide}. "
    "What is it now?",
)
def changed_range(wide: int, times: int, more: int) -> Fraction:
    return reach(*(value * times + more for value in (10, 10 + wide)))


@solves(
    "A box plot shows a minimum of {low}, a lower quartile of {first_quartile}, a median of "
    "{middle}, an upper quartile of {third_quartile} and a maximum of {high}. "
    "What is the interquartile range?",
    "The five-number summary of some data is {low}, {first_quartile}, {middle}, {third_quartile}, "
    "{high}. Find the interquartile range.",
    "… describes a list by its minimum {low}, first quartile {first_quartile}, median {middle}, "
    "third quartile {third_quartile} and maximum {high}. "
    "What is the interquartile range of the list?",
)
def summary(low: int, first_quartile: int, middle: int, third_quartile: int, high: int) -> int:
    """The distance from quartile to quartile, counted step by step."""
    assert low < first_quartile < middle < third_quartile < high
    return len(range(first_quartile, third_quartile))


@solves(
    *of_data(
        "The quartiles are the medians of the lower and the upper half, without the median itself. "
        "What is the interquartile range?",
        "Find the interquartile range; the quartiles are the medians of the two halves beside the "
        "median.",
        "Let the quartiles be the medians of the values below and above the median. "
        "How large is the interquartile range?",
    )
)
def list_quartiles(values: list[Fraction]) -> Fraction:
    middle = median(values)
    lower = median(value for value in values if value < middle)
    return median(value for value in values if value > middle) - lower


@solves(
    "The quartiles of a list are {low} and {high}. A value counts as an outlier if it lies more "
    "than 1.5 interquartile ranges above the upper quartile. Above which number does this begin?",
    "Data have a lower quartile of {low} and an upper quartile of {high}. By the rule of 1.5 times "
    "the interquartile range, what is the upper boundary for outliers?",
    "… marks a value as an outlier when it is greater than Q3 + 1.5 × IQR. Here Q1 = {low} and "
    "Q3 = {high}. What is this boundary?",
)
def upper_fence(low: int, high: int) -> Fraction:
    return first(lambda x: (x - high) / (high - low) == Fraction(3, 2))


@solves(
    "The quartiles of a list are {low} and {high}. A value counts as an outlier if it lies more "
    "than 1.5 interquartile ranges below the lower quartile. Below which number does this begin?",
    "Data have a lower quartile of {low} and an upper quartile of {high}. By the rule of 1.5 times "
    "the interquartile range, what is the lower boundary for outliers?",
    "… marks a value as an outlier when it is less than Q1 - 1.5 × IQR. Here Q1 = {low} and "
    "Q3 = {high}. What is this boundary?",
)
def lower_fence(low: int, high: int) -> Fraction:
    return first(lambda x: (low - x) / (high - low) == Fraction(3, 2))


@solves(
    "The variance of some values is {variance}. What is their standard deviation?",
    "… found a variance of {variance} for the temperatures in …. What is the standard deviation?",
    "What is the standard deviation of data with a variance of {variance}?",
    "The waiting times … have a variance of {variance}. Find their standard deviation.",
)
def from_variance(variance: int) -> Fraction:
    return first(lambda x: pvariance([-x, x]) == variance)


@solves(
    "The standard deviation of some values is {deviation}. What is their variance?",
    "… found a standard deviation of {deviation} for the scores of a class. What is the variance?",
    "What is the variance of data with a standard deviation of {deviation}?",
    "The daily sales … have a standard deviation of {deviation}. Find their variance.",
)
def to_variance(deviation: int) -> Fraction:
    return pvariance([Fraction(-deviation), Fraction(deviation)])


@solves(
    "The squared deviations of all {count} values of a population from their mean add up to "
    "{squares}. What is the population standard deviation?",
    "A population has {count} values, and the sum of their squared distances from the mean is "
    "{squares}. Find the population standard deviation.",
    "… adds the squares of the deviations of {count} values from their mean and gets {squares}. "
    "Dividing by the number of values, what is the standard deviation?",
)
def from_squares(count: int, squares: int) -> Fraction:
    return first(lambda x: x * x * count == squares)


@solves(
    *of_data(
        "What is the population standard deviation (divide by the number of values)?",
        "Treat these as the whole population. What is the standard deviation?",
        "Find the population standard deviation of these values.",
    )
)
def list_deviation(values: list[Fraction]) -> Fraction:
    return Fraction(pstdev(values))


@solves(
    "Some values have a variance of {variance}. Each value is multiplied by {times}, and then "
    "{more} is added. What is the standard deviation of the new values?",
    "The variance of a list is {variance}. … multiplies every value by {times} and adds {more}. "
    "What is the new standard deviation?",
    "Measurements with a variance of {variance} are rescaled: new value = {times} × old value + "
    "{more}. What is the standard deviation after that?",
)
def changed_deviation(variance: int, times: int, more: int) -> Fraction:
    old = first(lambda x: pvariance([-x, x]) == variance)
    return Fraction(pstdev([value * times + more for value in (-old, old)]))


def z_score(value: Fraction | int, centre: int, deviation: Fraction | int) -> Fraction:
    return Fraction(value - centre) / deviation


@solves(
    "A test has a mean of {centre} and a standard deviation of {deviation}. … scores {value}. "
    "What is the z-score of this result?",
    "Values have a mean of {centre} and a standard deviation of {deviation}. "
    "What is the z-score of the value {value}?",
    "… has a mass of {value} g. The mean mass of such parcels is {centre} g, with a standard "
    "deviation of {deviation} g. What is the z-score of the parcel?",
)
def score_of_value(value: int, centre: int, deviation: int) -> Fraction:
    return z_score(value, centre, deviation)


@solves(
    "A test has a mean of {centre} and a standard deviation of {deviation}. "
    "Which score has a z-score of {score}?",
    "Plants have a mean height of {centre} cm with a standard deviation of {deviation} cm. "
    "How tall, in cm, is a plant with a z-score of {score}?",
    "… result has a z-score of {score}; the mean is {centre} and the standard deviation is "
    "{deviation}. What is the result?",
)
def value_of_score(score: Fraction, centre: int, deviation: int) -> Fraction:
    return first(lambda x: z_score(x, centre, deviation) == score)


@solves(
    "… scored {value} on a test with a mean of {centre} and a standard deviation of {deviation}. "
    "Another test has a mean of {middle} and a standard deviation of {wide}. "
    "Which score on it has the same z-score?",
    "The value {value} belongs to data with mean {centre} and standard deviation {deviation}. "
    "Which value is in the same place, by z-score, in data with mean {middle} and standard "
    "deviation {wide}?",
    "… a result of {value} is compared with a mean of {centre} and a standard deviation of "
    "{deviation}. Which result has an equal z-score where the mean is {middle} and the standard "
    "deviation is {wide}?",
)
def same_place(value: int, centre: int, deviation: int, middle: int, wide: int) -> Fraction:
    score = z_score(value, centre, deviation)
    return first(lambda x: z_score(x, middle, wide) == score)


@solves(
    "With a mean of {centre}, the value {value} has a z-score of {score}. "
    "What is the standard deviation?",
    "… scored {value} on a test with a mean of {centre}, which is a z-score of {score}. "
    "What is the standard deviation of the test?",
    "The mean of some data is {centre}. If the z-score of {value} is {score}, how large is the "
    "standard deviation?",
)
def deviation_from_score(value: int, centre: int, score: Fraction) -> Fraction:
    return first(lambda x: z_score(value, centre, x) == score)


NORMAL = (
    "… are normally distributed with a mean of {centre} {_unit:\\w+} and a standard deviation of "
    "{deviation} {_unit}. "
)
SIDE = "{side:above|below} {bound} {_unit}"


@solves(
    f"{NORMAL}About what percentage of them is between {{low}} and {{high}} {{_unit}}?",
    f"{NORMAL}By the 68-95-99.7 rule, what percentage lies between {{low}} and {{high}} {{_unit}}?",
    f"{NORMAL}Roughly what percentage of the values lies from {{low}} to {{high}} {{_unit}}?",
    f"{NORMAL}About what percentage of the values is between {{low}} and {{high}} {{_unit}}? "
    "(Use the 68-95-99.7 rule.)",
    f"{NORMAL}What percentage of them, by the empirical rule (68-95-99.7), lies from {{low}} to "
    "{high} {_unit}?",
)
def between(centre: int, deviation: int, low: int, high: int) -> Near:
    normal = NormalDist(centre, deviation)
    return Near(100 * (normal.cdf(high) - normal.cdf(low)))


@solves(
    f"{NORMAL}By the 68-95-99.7 rule, what percentage lies {SIDE}?",
    f"{NORMAL}About what percentage of the values lies {SIDE}? (Use the 68-95-99.7 rule.)",
    f"{NORMAL}What percentage of them, by the empirical rule (68-95-99.7), lies {SIDE}?",
    f"{NORMAL}By the 68-95-99.7 rule, about how many of {{total}} values lie {SIDE}?",
    f"{NORMAL}Out of {{total}} values, about how many lie {SIDE}? (Use the 68-95-99.7 rule.)",
    f"{NORMAL}In a sample of {{total}}, about how many does the empirical rule (68-95-99.7) expect "
    f"to lie {SIDE}?",
)
def beyond(centre: int, deviation: int, side: str, bound: int, total: int = 100) -> Near:
    below = 100 * NormalDist(centre, deviation).cdf(bound)
    return Near({"below": below, "above": 100 - below}[side], total)
