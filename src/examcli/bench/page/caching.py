"""The prefix in the cache: tokens by class, hit ratios, and cost with and without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from examcli.bench.page.drawing import LIGHT, svg
from examcli.bench.page.figures import Figure, Section
from examcli.bench.page.numbers import in_digits, in_dollars, in_percent
from examcli.bench.report import Exam, ExamBatch, Report
from examcli.bench.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOKENS = {
    "read": "cache read",
    "write": "cache write",
    "uncached": "uncached input",
    "output": "output",
}
"""Classes of tokens by the role of their colour, in the order in which they are stacked."""
TTLS = {"5m": ("5 m TTL", "write", "s"), "1h": ("1 h TTL", "read", "o")}
"""For each TTL its name, the role of its colour, and its marker."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot over the batches, with its name written at its end."""

    name: str
    role: str
    style: str
    values: Sequence[float]


def caching(report: Report) -> Section:
    """The section about the exams that were generated whole."""
    exam = report.full_exam
    paces = [(_pace_name(pace), pace) for pace in report.sitting_pace or []]
    figures = [_token_figure(exam)] if exam else []
    if exam and _is_priced(exam):
        figures += [_cost_figure(exam)]
    if paces:
        figures += [_hit_figure([("back to back", exam), *paces] if exam else paces)]
    if paces and all(_is_priced(pace) for _, pace in paces):
        figures += [_pace_figure(paces)]
    return Section("The prefix in the cache, and what it saves", figures)


def _is_priced(exam: Exam) -> bool:
    """Whether the prices of the model are known."""
    return exam.cost_usd is not None


def _token_figure(exam: Exam) -> Figure:
    batches = exam.batches
    by_class = list(zip(*map(_tokens, batches), strict=True))

    def draw(axes: "Axes") -> None:
        indexes = [batch.index for batch in batches]
        floor = [0.0] * len(batches)
        for (role, name), tokens in zip(TOKENS.items(), by_class, strict=True):
            thousands = [count / 1000 for count in tokens]
            axes.bar(
                indexes,
                thousands,
                0.74,
                floor,
                color=LIGHT[role],
                edgecolor=LIGHT["surface"],
                linewidth=0.6,
                label=name,
            )
            floor = [low + more for low, more in zip(floor, thousands, strict=True)]
        axes.set_ylabel("thousand tokens")
        _draw_batches(axes, indexes)

    rows = [
        (
            in_digits(batch.index),
            in_digits(batch.requests),
            *map(in_digits, _tokens(batch)),
            in_percent(batch.hit_ratio),
        )
        for batch in batches
    ]
    return Figure(
        title=_token_finding(exam),
        legend=[("■", role, name) for role, name in TOKENS.items()],
        plot=svg(draw, 270, "tokens"),
        note="All batches of an exam, back to back; stacked in the order of the legend, "
        "from below.",
        table=Table(
            "Tokens by batch",
            ("batch", "requests", *TOKENS.values(), "hit ratio"),
            rows,
        ),
    )


def _tokens(batch: ExamBatch) -> tuple[int, int, int, int]:
    """Its tokens by class, in the order of `TOKENS`."""
    return (
        batch.cache_read_tokens,
        batch.cache_write_tokens,
        batch.input_tokens,
        batch.output_tokens,
    )


def _token_finding(exam: Exam) -> str:
    ratio, known = _later_hits(exam), [b.hit_ratio for b in exam.batches[1:]]
    lowest = min((hit for hit in known if hit is not None), default=None)
    return (
        f"From batch 2 on, {in_percent(ratio)} of the prefix is read from the cache "
        f"({in_percent(lowest)} in the lowest batch)"
    )


def _later_hits(exam: Exam) -> float | None:
    """The hit ratio without the first batch, which has nothing to find."""
    later = exam.batches[1:]
    read = sum(batch.cache_read_tokens for batch in later)
    other = sum(batch.cache_write_tokens + batch.uncached_prefix_tokens for batch in later)
    return read / (read + other) if read + other else None


def _cost_figure(exam: Exam) -> Figure:
    lines = [
        Line("no cache", "muted", "D--", _costs_without_cache_usd(exam)),
        Line("cached", "read", "o-", _costs_usd(exam)),
    ]

    def draw(axes: "Axes") -> None:
        indexes = _indexes(exam)
        first, second = (line.values for line in lines)
        axes.fill_between(indexes, first, second, color=LIGHT["read"], alpha=0.13, linewidth=0)
        _draw_lines(axes, indexes, lines, in_dollars)
        axes.set_ylabel("US dollars, cumulative")

    return Figure(
        title=f"Back to back, the cache {_effect(exam)}: {in_dollars(exam.cost_usd)} "
        f"instead of {in_dollars(exam.cost_without_cache_usd)}",
        plot=svg(draw, 270, "cost"),
        note="The same requests, priced as they were and with every input token uncached.",
        table=_cost_table([("back to back", exam)]),
    )


def _hit_figure(exams: Sequence[tuple[str, Exam]]) -> Figure:
    styles = {"back to back": ("cold", "D-")}
    styles |= {name: (role, f"{marker}--") for name, role, marker in TTLS.values()}
    lines = [
        Line(name, *styles[name], [batch.hit_ratio or 0.0 for batch in exam.batches])
        for name, exam in exams
        if name in styles
    ]

    def draw(axes: "Axes") -> None:
        _draw_lines(axes, _indexes(exams[0][1]), lines, in_percent)
        axes.set_ylabel("prefix read from the cache")
        axes.set_ylim(-0.03, 1.06)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])

    known = [f"{in_percent(_later_hits(exam))} {name}" for name, exam in exams]
    return Figure(
        title=f"From batch 2 on, hit ratio by pace: {', '.join(known)}",
        plot=svg(draw, 270, "hits"),
        note="Read / (read + write + uncached prefix), by batch; "
        "the two TTLs at the pace of a sitting.",
        table=Table(
            "Hit ratio by batch",
            ("batch", *(name for name, _ in exams)),
            [
                (str(index), *(in_percent(ratio) for ratio in ratios))
                for index, *ratios in zip(
                    _indexes(exams[0][1]),
                    *([batch.hit_ratio for batch in exam.batches] for _, exam in exams),
                    strict=False,
                )
            ],
        ),
    )


def _pace_figure(paces: Sequence[tuple[str, Exam]]) -> Figure:
    uncached = paces[0][1]
    lines = [Line("no cache", "muted", "D--", _costs_without_cache_usd(uncached))]
    for name, role, marker in TTLS.values():
        lines += [
            Line(name, role, f"{marker}-", _costs_usd(exam))
            for known, exam in paces
            if known == name
        ]

    def draw(axes: "Axes") -> None:
        _draw_lines(axes, _indexes(uncached), lines, in_dollars)
        axes.set_ylabel("US dollars, cumulative")

    effects = "; ".join(f"the {name} {_effect(exam)}" for name, exam in paces)
    return Figure(
        title=f"At {in_digits(uncached.seconds_per_question)} s a question, {effects}",
        plot=svg(draw, 270, "pace"),
        note="Ten questions take longer than five minutes: the entry has expired "
        "when the next batch asks for it.",
        table=_cost_table(paces),
    )


def _cost_table(exams: Sequence[tuple[str, Exam]]) -> Table:
    rows = [
        (
            name,
            in_percent(exam.hit_ratio),
            *map(in_dollars, (exam.cost_usd, exam.cost_without_cache_usd, exam.saved_usd)),
        )
        for name, exam in exams
    ]
    return Table("Cost", ("pace", "hit ratio", "cost", "no cache", "saved"), rows)


def _effect(exam: Exam) -> str:
    cost, without = exam.cost_usd, exam.cost_without_cache_usd
    if cost is None or not without:
        return "makes no difference"
    share = cost / without - 1
    return f"costs {in_percent(share)} more" if share > 0 else f"saves {in_percent(-share)}"


def _pace_name(exam: Exam) -> str:
    return TTLS[exam.ttl][0] if exam.ttl in TTLS else exam.ttl


def _indexes(exam: Exam) -> list[int]:
    return [batch.index for batch in exam.batches]


def _costs_usd(exam: Exam) -> list[float]:
    """What was spent by the end of each batch."""
    return list(accumulate(batch.cost_usd or 0.0 for batch in exam.batches))


def _costs_without_cache_usd(exam: Exam) -> list[float]:
    return list(accumulate(batch.cost_without_cache_usd or 0.0 for batch in exam.batches))


def _draw_lines(
    axes: "Axes", indexes: Sequence[int], lines: Sequence[Line], written: Callable[[float], str]
) -> None:
    for line in lines:
        axes.plot(
            indexes[: len(line.values)],
            line.values[: len(indexes)],
            line.style,
            color=LIGHT[line.role],
            markersize=4.5,
            linewidth=1.8,
        )
    ends = _apart([line.values[-1] for line in lines])
    for line, height in zip(lines, ends, strict=True):
        axes.annotate(
            f"{line.name}\n{written(line.values[-1])}",
            (indexes[-1], height),
            xytext=(10, 0),
            textcoords="offset points",
            verticalalignment="center",
            color=LIGHT[line.role],
        )
    axes.set_ylim(bottom=0)
    _draw_batches(axes, indexes)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of labels, moved down where they would touch the one above."""
    gap = 0.17 * (max(heights) or 1)
    placed: dict[int, float] = {}
    ceiling = float("inf")
    for index in sorted(range(len(heights)), key=lambda index: -heights[index]):
        ceiling = placed[index] = min(heights[index], ceiling - gap)
    return [placed[index] for index in range(len(heights))]


def _draw_batches(axes: "Axes", indexes: Sequence[int]) -> None:
    axes.set_xticks(indexes)
    axes.set_xlabel("batch")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")
