"""Everything a person sees: questions, tables, progress, errors.

Data goes to `out`, everything else to `err`. On a terminal there are colours and a progress line;
in a pipe there is plain text. Text from a model is never read as markup, and never carries
control characters to a terminal. Meaning is never in a colour alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderableType
from rich.live import Live
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from examcli.errors import ExamError, GenerationFailed, GenerationUnavailable
from examcli.exam.blueprint import Blueprint
from examcli.exam.figure import description
from examcli.exam.material import Material
from examcli.exam.plan import Batch
from examcli.exam.printable import printable
from examcli.exam.question import Question
from examcli.exam.verification import Verdict
from examcli.generation.prompt import shortened
from examcli.models import Model, tokens_at_least, tokens_at_most
from examcli.providers.recording import Happening
from examcli.reports.doctor import Check
from examcli.sessions.call_log import Ledger
from examcli.sessions.sitting import Score
from examcli.sessions.stored import Loaded
from examcli.store import Attempt, SessionRecord, SessionSummary
from examcli.store.accounts import Account, Accounts, Grouping

PIPE_WIDTH = 100
HAPPENINGS = {
    "retry": "trying again",
    "switch": "asking the fallback provider",
    "successor": "the model is retired",
    "wait": "waiting",
}


@dataclass(frozen=True)
class Screen:
    """The two streams a command writes to, and the language of its messages."""

    out: Console
    err: Console
    language: str = "en"

    def text(self, line: str = "") -> None:
        """Write plain text as data."""
        self.out.print(Text(line), soft_wrap=not self.out.is_terminal)

    def table(self, columns: Mapping[str, str], rows: Sequence[Sequence[str]]) -> None:
        """Write aligned columns, "<" or ">" under each heading, however many rows there are.

        A line is cut off at the edge of a terminal, never in a pipe.
        """
        lines = [tuple(columns), *(tuple(map(printable, row)) for row in rows)]
        widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
        sides = list(zip(widths, columns.values(), strict=True))
        heading, *others = ("  ".join(map(_aligned, line, sides)).rstrip() for line in lines)
        text = Text.assemble((heading, "bold"), *(f"\n{line}" for line in others))
        is_cut = self.out.is_terminal
        overflow: OverflowMethod = "ellipsis" if is_cut else "ignore"
        self.out.print(text, no_wrap=True, overflow=overflow, crop=is_cut)

    def raw(self, text: str) -> None:
        """Write a document as it is."""
        self.out.file.write(text if text.endswith("\n") else f"{text}\n")
        self.out.file.flush()

    def note(self, line: str) -> None:
        """Tell the person something that is not data."""
        self.err.print(Text(line, style="dim"), soft_wrap=not self.err.is_terminal)


def _aligned(cell: str, width_and_side: tuple[int, str]) -> str:
    width, side = width_and_side
    padding = " " * (width - cell_len(cell))
    return f"{cell}{padding}" if side == "<" else f"{padding}{cell}"


class _Console(Console):
    """A console on which nothing from outside can do more than be read.

    It reports a closed pipe as Python does, instead of ending the program.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Leave out of every text what is not printable; colours are no text."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def screen(out: TextIO, err: TextIO, language: str) -> Screen:
    """A screen on two streams; a pipe gets a fixed width and no colours."""

    def console(file: TextIO) -> Console:
        width = None if file.isatty() else PIPE_WIDTH
        return _Console(file=file, width=width, highlight=False, emoji=False, markup=False)

    return Screen(console(out), console(err), language)


def show_error(screen: Screen, error: ExamError) -> None:
    """One line for what went wrong, one for each cause, one for what to do."""
    message = f"{error.message_ar} ({error.message})" if screen.language == "ar" else error.message
    line = Text.assemble(("error: ", "bold red"), message)
    screen.err.print(line, soft_wrap=True)
    if isinstance(error, GenerationUnavailable | GenerationFailed):
        for cause in error.causes:
            screen.err.print(Text(f"  caused by: {cause}"), soft_wrap=True)
    if error.hint:
        screen.err.print(Text.assemble(("hint: ", "bold cyan"), error.hint), soft_wrap=True)


def show_question(screen: Screen, blueprint: Blueprint, question: Question) -> None:
    """One question as a student may see it: no key, no explanation."""
    topic = blueprint.topic(question.labels.topic)
    heading = f"{question.position}. [{topic.title} · {question.labels.difficulty.value}]"
    screen.out.print(Text(heading, style="bold"), soft_wrap=True)
    for line in question.stem.split("\n"):
        screen.text(line)
    if question.figure:
        for line in description(question.figure, blueprint.language).split("\n"):
            screen.text(f"▨ {line}")
    for letter, choice in zip(blueprint.letters, question.choices, strict=True):
        screen.text(f"   {letter}) {choice}")
    screen.text()


def show_passage(screen: Screen, question: Question) -> None:
    """The text that the following questions are about."""
    if question.passage:
        for paragraph in question.passage.text.split("\n"):
            screen.text(f"│ {paragraph}")
        screen.text()


def show_questions(screen: Screen, blueprint: Blueprint, questions: Iterable[Question]) -> None:
    """Questions in order, each passage once before its first question."""
    passage = ""
    for question in questions:
        if question.passage and question.passage.id != passage:
            passage = question.passage.id
            show_passage(screen, question)
        show_question(screen, blueprint, question)


def show_answers(
    screen: Screen,
    blueprint: Blueprint,
    questions: Iterable[Question],
    material: Material | None = None,
) -> None:
    """Key and explanation of each question, and the passage of the material that it rests on."""
    letters = blueprint.letters
    for question in questions:
        key = f"{question.position}. {letters[question.key_index]}) {question.key}"
        doubt = "  ⚑ in doubt" if question.is_doubtful else ""
        screen.text(f"{key}  —  {question.explanation}{doubt}")
        if material:
            ground = shortened(material.passage(question.rests_on))
            screen.text(f"   rests on [{question.rests_on}] {ground}")


SESSION_COLUMNS = {
    "session": "<",
    "what": "<",
    "questions": "<",
    "at": ">",
    "status": "<",
    "updated": "<",
    "exam": "<",
}


def show_sessions(
    screen: Screen, sessions: Iterable[SessionSummary], titles: Mapping[str, str]
) -> None:
    """A table of sessions, the one worked on last first; `titles` are those of the blueprints."""
    screen.table(SESSION_COLUMNS, [_session_cells(each, titles) for each in sessions])


def _session_cells(session: SessionSummary, titles: Mapping[str, str]) -> tuple[str, ...]:
    batches = f"{session.generated_batches}/{session.total_batches} batches"
    return (
        session.id,
        session.track or session.topic or session.section,
        f"{session.total_questions} ({batches})",
        str(session.position),
        session.status.replace("_", " "),
        session.updated_at[:16].replace("T", " "),
        titles.get(session.blueprint, ""),
    )


def show_session(screen: Screen, blueprint: Blueprint, loaded: Loaded) -> None:
    """What a session is and how far it has come."""
    record, following = loaded.record, loaded.next_batch
    upcoming = f"batch {following.index} comes next" if following else "all batches are stored"
    screen.text(
        f"{record.id}: {blueprint.title}, {record.track or record.topic or record.section}, "
        f"{len(loaded.questions)} of {record.total_questions} questions stored, "
        f"at question {record.position}, {upcoming}"
    )


def show_verdicts(screen: Screen, loaded: Loaded, replaced: int) -> None:
    """How the keys were verified, and which questions a person should look at; nothing if none."""
    verdicts = Counter(q.verification.verdict for q in loaded.questions if q.verification)
    if not verdicts:
        return
    counts = [f"{verdicts[verdict]} {verdict}" for verdict in Verdict if verdicts[verdict]]
    if loaded.unverified:
        counts.append(f"{len(loaded.unverified)} not verified")
    again = f"; {replaced} replaced" if replaced else ""
    screen.text(f"keys: {', '.join(counts)}{again}")
    for question in loaded.doubtful:
        screen.text(f"  ⚑ question {question.position} ({question.id}) needs a person")


def note_short_prefix(screen: Screen, blocks: Sequence[str], model: Model) -> None:
    """Say that caching will not, or may not, apply when the prompt is short for the model."""
    least, minimum = sum(map(tokens_at_least, blocks)), model.cache_minimum_tokens
    if minimum is None or least >= minimum:
        return
    most = sum(map(tokens_at_most, blocks))
    verb = "may not" if most >= minimum else "will not"
    screen.note(
        f"the prompt {verb} be cached: its fixed part has {least:,} to {most:,} tokens, "
        f"{model.id} caches from {minimum:,}"
    )


def show_batch_summary(screen: Screen, loaded: Loaded, ledger: Ledger) -> None:
    """One line on what the generation took, for the person rather than the pipe."""
    if not ledger.calls:
        return
    usage, seconds = ledger.usage, ledger.seconds_to_batch
    took = f"{seconds:.1f} s, " if seconds is not None else ""
    screen.note(
        f"{len(loaded.questions)} of {loaded.plan.total} questions stored; {took}"
        f"{len(ledger.calls)} requests, {usage.prompt} tokens in ({usage.cache_read} from the "
        f"cache), {usage.output} out, {_cost(ledger)}"
    )


def _cost(ledger: Ledger) -> str:
    cost_usd, without_cache_usd = ledger.cost_usd, ledger.cost_without_cache_usd
    if cost_usd is None or without_cache_usd is None:
        return "cost unknown"
    if not cost_usd:
        return "free"
    saved_usd = without_cache_usd - cost_usd
    saved = f" (${saved_usd:.4f} saved by the cache)" if saved_usd > 0 else ""
    return f"${cost_usd:.4f}{saved}"


ACCOUNT_COLUMNS = (
    *("requests", "read", "written", "other in", "out", "cached", "cost $", "saved $"),
    *("ttft s", "p95 s"),
)


def show_accounts(screen: Screen, grouping: Grouping, accounts: Accounts) -> None:
    """A table of tokens, money and times to the first token, then why the cache was missed."""
    total = accounts.total
    lines = [*accounts.groups.items(), ("total", total)]
    screen.table(
        {grouping.value: "<", **dict.fromkeys(ACCOUNT_COLUMNS, ">")},
        [(name, *_account_cells(account)) for name, account in lines],
    )
    reasons = [f"{count} {reason}" for reason, count in sorted(total.misses.items())]
    missed = f"; misses: {', '.join(reasons)}" if reasons else ""
    ends = {
        "requests failed": total.failed,
        "cancelled": total.cancelled,
        "in flight, or killed before they ended": total.in_flight,
        "of unknown price": total.unpriced,
    }
    told = "".join(f"; {count} {end}" for end, count in ends.items() if count)
    screen.text(f"cache hits: {total.hits}{missed}{told}")


def _account_cells(account: Account) -> tuple[str, ...]:
    usage, ratio, wait = account.usage, account.hit_ratio, account.first_token
    return (
        str(account.requests),
        str(usage.cache_read),
        str(usage.cache_write),
        str(usage.input),
        str(usage.output),
        "-" if ratio is None else f"{ratio:.1%}",
        _dollars(account, account.cost_usd),
        _dollars(account, account.saved_usd),
        _seconds(wait.median_seconds),
        _seconds(wait.p95_seconds),
    )


def _dollars(account: Account, usd: float | None) -> str:
    """An amount; at least so much where the price of some requests is not known."""
    if usd is None:
        return "unknown"
    return f"≥{usd:.4f}" if account.unpriced else f"{usd:.4f}"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def show_score(screen: Screen, blueprint: Blueprint, score: Score) -> None:
    """The result: totals, sections, topics, then every question that was not right."""
    percent = round(100 * score.right / score.total) if score.total else 0
    screen.text(f"{score.right} of {score.total} right ({percent} %)")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "right", "of"):
        table.add_column(heading, justify="right" if heading else "left")
    for tally in score.by_section:
        title = blueprint.section(tally.label).title
        table.add_row(Text(title, style="bold"), str(tally.right), str(tally.total))
    for tally in score.by_topic:
        table.add_row(blueprint.topic(tally.label).title, str(tally.right), str(tally.total))
    screen.out.print(table)
    letters = blueprint.letters
    for question, attempt in score.mistakes:
        show_question(screen, blueprint, question)
        screen.text(f"   {_given(attempt, letters)}, ✓ {letters[question.key_index]})")
        screen.text(f"   {question.explanation}")
        screen.text()


def _given(attempt: Attempt | None, letters: str) -> str:
    return f"✗ {letters[attempt.choice_index]})" if attempt else "not answered"


class Streaming:
    """Shows questions as they arrive, and a progress line on a terminal.

    With `batch_index` only that batch is shown; questions launched beyond it come with theirs.
    """

    def __init__(
        self, screen: Screen, blueprint: Blueprint, batch_index: int | None = None
    ) -> None:
        self._screen = screen
        self._blueprint = blueprint
        self._batch_index = batch_index
        self._stored = 0
        self._passage = ""
        self._said: set[tuple[str, str, str]] = set()
        self._live = Live(console=screen.err, transient=True, auto_refresh=False)

    def __enter__(self) -> Self:
        if self._screen.err.is_terminal:
            self._live.start()
            self._progress("waiting for the first question")
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def question_ready(self, record: SessionRecord, question: Question) -> None:
        """Show a question that has just been stored."""
        self._stored += 1
        batch_index = record.plan.batch_at(question.position).index
        is_live = self._live.is_started
        self._live.stop()
        if self._batch_index in {None, batch_index}:
            self.show(question)
        if is_live:
            self._live.start()
        self._progress(f"{record.id}: {self._stored} questions have arrived")

    def show(self, question: Question) -> None:
        """Put a question on the screen, after its passage if that is new."""
        if question.passage and question.passage.id != self._passage:
            self._passage = question.passage.id
            show_passage(self._screen, question)
        show_question(self._screen, self._blueprint, question)

    def batch_ready(self, record: SessionRecord, batch: Batch) -> None:
        """The batch is whole; explanations may still be arriving."""
        self._progress(f"{record.id}: batch {batch.index} is complete, explanations follow")

    def happening(self, happening: Happening) -> None:
        """Say what happened to a provider, once: all shards meet the same rate limit.

        Waits have a length, so each is said.
        """
        detail = happening.detail if happening.what == "wait" else ""
        said = (happening.provider, happening.what, detail)
        if said not in self._said:
            self._said.add(said)
            self._screen.note(f"{HAPPENINGS[happening.what]} ({happening.detail})")

    def _progress(self, line: str) -> None:
        if self._live.is_started:
            self._live.update(Text(line, style="dim"), refresh=True)


class Quiet(Streaming):
    """Shows nothing of the questions: for `--json`, which prints them when they are complete."""

    def show(self, question: Question) -> None:
        """Leave it to the document."""


def show_checks(screen: Screen, checks: Sequence[Check]) -> None:
    """What the doctor found, one line each, and what to do about it."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for check in checks:
        hint = f"\n{check.hint}" if check.hint else ""
        table.add_row(check.status.value, check.name, f"{check.found}{hint}")
    screen.out.print(table)
