"""Displays of data: bar charts, pie charts, frequency tables and two-way tables."""

from examcli.bank.draft import Generator
from examcli.bank.english.displays import bar_charts, frequencies, pie_charts, two_way

GENERATORS: dict[str, Generator] = {
    "bar-chart": bar_charts.bar_chart,
    "pie-chart": pie_charts.pie_chart,
    "frequency-table": frequencies.frequency_table,
    "two-way-table": two_way.two_way_table,
}
