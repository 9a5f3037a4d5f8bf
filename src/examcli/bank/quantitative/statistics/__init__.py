"""Statistics: averages and spreads of values, and values told as charts and tables."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.statistics import (
    altered_values,
    averages,
    bar_charts,
    frequency_tables,
    group_means,
    missing_values,
    pie_charts,
    spreads,
    tables,
)

GENERATORS: dict[str, Generator] = {
    "mean": averages.mean,
    "missing-value": missing_values.missing_value,
    "median-mode": spreads.median_mode,
    "range": spreads.value_range,
    "combined-mean": group_means.combined_mean,
    "effect-of-change": altered_values.effect_of_change,
    "bar-chart": bar_charts.bar_chart,
    "pie-chart": pie_charts.pie_chart,
    "table-reading": tables.table_reading,
    "frequency": frequency_tables.frequency,
}
