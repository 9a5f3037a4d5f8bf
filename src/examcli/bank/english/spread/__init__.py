"""Measures of spread: range, quartiles, standard deviation, and places in a normal distribution."""

from examcli.bank.draft import Generator
from examcli.bank.english.spread import deviations, normal, quartiles, ranges, scores

GENERATORS: dict[str, Generator] = {
    "range": ranges.value_range,
    "interquartile-range": quartiles.interquartile_range,
    "standard-deviation": deviations.standard_deviation,
    "z-score": scores.z_score,
    "empirical-rule": normal.empirical_rule,
}
