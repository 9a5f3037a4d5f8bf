"""Numbers, money and dates as the page writes them; what is not known is a dash."""

from examcli.bench.report import Report
from examcli.bench.tables import MISSING


def on_date(report: Report) -> str:
    """When the report was begun."""
    return report.started_at.replace("T", " ").replace("+00:00", " UTC")


def in_digits(value: object) -> str:
    """A number with the digits that matter; what is no number, as it is."""
    if value is None:
        return MISSING
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or isinstance(value, int) else f"{value:.4g}"


def in_seconds(value: float | None) -> str:
    """Seconds to the hundredth."""
    return MISSING if value is None else f"{value:.2f}"


def in_percent(ratio: float | None) -> str:
    """A ratio as whole percent."""
    return MISSING if ratio is None else f"{ratio:.0%}"


def in_dollars(amount: float | None) -> str:
    """US dollars to a tenth of a cent."""
    return MISSING if amount is None else f"${amount:.3f}"
