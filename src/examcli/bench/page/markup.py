"""Markup that only this room can make: every other string is text, and is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from examcli.bench.report import Report
from examcli.exam.printable import printable

Row = Sequence[str]


class Html(str):
    """Markup. Any other string is text, and is escaped when it becomes part of markup."""

    __slots__ = ()


def element(tag: str, *content: str, **attributes: str) -> Html:
    """One element; `class_` and `aria_label` are the attributes class and aria-label."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_markup(value)}"'
        for name, value in attributes.items()
    )
    return Html(f"<{tag}{written}>{''.join(map(_markup, content))}</{tag}>")


def verdict(tag: str, text: str, *, is_kept: bool) -> Html:
    """A mark and a word: the colour never says it alone."""
    sign, kind = ("✓", "met") if is_kept else ("✗", "missed")
    return element(tag, f"{sign}{text}", class_=kind)


def fact_section(title: str, facts: Sequence[Row], notes: Sequence[Html] = ()) -> Html:
    """A heading and what is known under it; nothing where nothing is known."""
    if not facts:
        return Html()
    rows = [
        element("tr", element("th", name, scope="row"), element("td", fact)) for name, fact in facts
    ]
    if notes:
        listed = element("ul", *notes, class_="notes")
        rows.append(element("tr", element("th", "Notes", scope="row"), element("td", listed)))
    table = element("table", element("tbody", *rows), class_="facts")
    return element("section", element("h2", title), table)


def section(title: str, figures: Sequence[Html]) -> Html:
    """A heading and its plots; nothing where there are none."""
    if not figures:
        return Html()
    return element("section", element("h2", title), element("div", *figures, class_="plots"))


def figure(*, title: str, plot: Html, note: str, table: Html, legend: Iterable[Row] = ()) -> Html:
    """A plot under the sentence it proves, with the numbers it was drawn from folded below."""
    keys = [
        element("li", element("span", sign, style=f"color:var(--{role})"), name)
        for sign, role, name in legend
    ]
    return element(
        "figure",
        element("h3", title),
        element("ul", *keys, class_="legend") if keys else Html(),
        element("div", plot, role="img", aria_label=f"Plot: {title}"),
        element("p", note, class_="note"),
        element("details", element("summary", "Numbers"), table),
    )


def table(caption: str, head: Row, rows: Iterable[Row]) -> Html:
    """A table of numbers: the first column says of what, and scrolls alone where it is too wide."""
    kinds = ["", *["number"] * (len(head) - 1)]
    columns = [
        element("th", name, scope="col", class_=kind)
        for name, kind in zip(head, kinds, strict=True)
    ]
    lines = [
        element(
            "tr",
            *(element("td", cell, class_=kind) for cell, kind in zip(row, kinds, strict=True)),
        )
        for row in rows
    ]
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", *lines),
    )
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def on_date(report: Report) -> str:
    """When the report was begun."""
    return report.started_at.replace("T", " ").replace("+00:00", " UTC")


def in_digits(value: object) -> str:
    """A number with the digits that matter; what is no number, as it is."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or isinstance(value, int) else f"{value:.4g}"


def in_seconds(value: float | None) -> str:
    """Seconds to the hundredth."""
    return "–" if value is None else f"{value:.2f}"


def in_percent(ratio: float | None) -> str:
    """A ratio as whole percent."""
    return "–" if ratio is None else f"{ratio:.0%}"


def in_dollars(amount: float | None) -> str:
    """US dollars to a tenth of a cent."""
    return "–" if amount is None else f"${amount:.3f}"


def _markup(content: str) -> str:
    return content if isinstance(content, Html) else escape(_encodable(printable(content)))


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()
