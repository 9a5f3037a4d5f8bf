"""Statistics: averages and spreads of values, and values told as charts and tables."""

from examcli.simulator.bank.draft import Generator
from examcli.simulator.bank.quantitative.altered_values import effect_of_change
from examcli.simulator.bank.quantitative.averages import mean
from examcli.simulator.bank.quantitative.bar_charts import bar_chart
from examcli.simulator.bank.quantitative.frequency_tables import frequency
from examcli.simulator.bank.quantitative.group_means import combined_mean
from examcli.simulator.bank.quantitative.missing_values import missing_value
from examcli.simulator.bank.quantitative.pie_charts import pie_chart
from examcli.simulator.bank.quantitative.spreads import median_mode, value_range
from examcli.simulator.bank.quantitative.tables import table_reading

GENERATORS: dict[str, Generator] = {
    "mean": mean,
    "missing-value": missing_value,
    "median-mode": median_mode,
    "range": value_range,
    "combined-mean": combined_mean,
    "effect-of-change": effect_of_change,
    "bar-chart": bar_chart,
    "pie-chart": pie_chart,
    "table-reading": table_reading,
    "frequency": frequency,
}
