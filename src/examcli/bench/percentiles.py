"""Percentiles, as far as there are enough runs to speak of them."""

from collections.abc import Sequence
from statistics import median

from examcli.bench.report import Moments, Summary

ENOUGH_FOR = {"p90": (10, 0.90), "p95": (20, 0.95)}
"""A p95 of fewer than 20 runs would be a guess between the slowest run and nothing."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, interpolated between neighbours.

    >>> percentile([1.0, 2.0, 3.0, 4.0, 5.0], 0.9)
    4.6
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    lower = int(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (place - lower) * (ordered[upper] - ordered[lower])


def summary(values: Sequence[float]) -> Summary:
    """Count, extremes and percentiles; None for what there are too few values to know."""
    if not values:
        return Summary(n=0, min=None, p50=None, p90=None, p95=None, max=None)
    high = {
        name: round(percentile(values, share), 4) if len(values) >= enough else None
        for name, (enough, share) in ENOUGH_FOR.items()
    }
    return Summary(
        n=len(values),
        min=round(min(values), 4),
        p50=round(median(values), 4),
        p90=high["p90"],
        p95=high["p95"],
        max=round(max(values), 4),
    )


def moments(first: float, tenth: float, batch: float) -> Moments[float]:
    """The seconds of one run, to a tenth of a millisecond."""
    return Moments(
        first_question_seconds=round(first, 4),
        tenth_servable_seconds=round(tenth, 4),
        batch_seconds=round(batch, 4),
    )


def summaries(runs: Sequence[Moments[float]]) -> Moments[Summary]:
    """Each moment, summed up over all runs."""
    return Moments(
        first_question_seconds=summary([run.first_question_seconds for run in runs]),
        tenth_servable_seconds=summary([run.tenth_servable_seconds for run in runs]),
        batch_seconds=summary([run.batch_seconds for run in runs]),
    )
