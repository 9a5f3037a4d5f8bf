"""Ratio and proportion: sharing, percentages, trade, rates of work, mixtures, measures."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.ratio_proportion import (
    comparison,
    measures,
    mixtures,
    percentages,
    ratios,
    shares,
    trade,
    work_rates,
)

GENERATORS: dict[str, Generator] = {
    "simplify-ratio": ratios.simplify_ratio,
    "direct": ratios.direct,
    "division-of-amount": shares.division_of_amount,
    "fractions-of-whole": shares.fractions_of_whole,
    "percent-of": percentages.percent_of,
    "percent-change": percentages.percent_change,
    "discount": trade.discount,
    "profit-loss": trade.profit_loss,
    "comparison-percent": comparison.comparison_percent,
    "inverse": work_rates.inverse,
    "joint-work": work_rates.joint_work,
    "mixtures": mixtures.mixtures,
    "unit-conversion": measures.unit_conversion,
    "scale-map": measures.scale_map,
}
