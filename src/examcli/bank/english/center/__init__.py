"""Measures of center: mean, median and mode, weighted means, and values found from a mean."""

from examcli.bank.draft import Generator
from examcli.bank.english.center import means, middles, missing_values, weights

GENERATORS: dict[str, Generator] = {
    "mean": means.mean,
    "median": middles.median,
    "mode": middles.mode,
    "weighted-mean": weights.weighted_mean,
    "missing-value": missing_values.missing_value,
}
