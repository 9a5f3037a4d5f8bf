"""Runs as tables and lines: what one will cost, which there are, how far one is."""

from collections.abc import Iterable, Sequence

from examcli.models import Model, Usage
from examcli.sessions.estimate import Estimate
from examcli.store import ExamState, Run, Spent
from examcli.store.runs import done, stored, total
from examcli.terminal.screen import Screen

CLASSES = {
    "input": "input",
    "cache_write_5m": "cache write, 5 min",
    "cache_write_1h": "cache write, 1 h",
    "cache_read": "cache read",
    "output": "output",
}
RUN_COLUMNS = {"run": "<", "name": "<", "exams": "<", "questions": "<", "usd": ">", "created": "<"}
EXAM_COLUMNS = {"exam": ">", "name": "<", "session": "<", "track": "<", "questions": "<", "is": "<"}


def show_estimate(screen: Screen, estimate: Estimate, solver: Model | None) -> None:
    """What a run will probably cost, by token class, to stderr; `solver` verifies its keys."""
    screen.note(
        f"{estimate.exams} exams in some {estimate.requests:,} requests to {estimate.model.id}:"
    )
    for name, tokens, cost_usd in estimate.classes:
        priced = "" if cost_usd is None else f"  ${cost_usd:8.2f}"
        screen.note(f"  {CLASSES[name]:<18} {tokens:>13,} tokens{priced}")
    if estimate.cost_usd is None:
        screen.note(f"what {estimate.model.id} costs is not known")
    else:
        told = "before keys are verified" if solver else "keys not verified"
        screen.note(f"expected: ${estimate.cost_usd:.2f}, {told}")
    if solver:
        screen.note(
            f"keys verified by {solver.id} come on top: each is solved blind, once where a check "
            "confirms it, else twice"
        )


def show_runs(screen: Screen, runs: Iterable[tuple[Run, Sequence[ExamState], Spent]]) -> None:
    """A table of runs, the latest first."""
    screen.table(RUN_COLUMNS, [_run_cells(*each) for each in runs])


def _run_cells(run: Run, states: Sequence[ExamState], spent: Spent) -> tuple[str, ...]:
    return (
        run.id,
        run.name,
        f"{done(run, states)}/{len(states)}",
        f"{stored(states)}/{total(states)}",
        dollars(spent.cost_usd),
        run.created_at[:16].replace("T", " "),
    )


def show_run(screen: Screen, run: Run, states: Sequence[ExamState], spent: Spent) -> None:
    """How far a run is, exam by exam."""
    named = f" ({run.name})" if run.name else ""
    limit = "" if run.max_cost_usd is None else f" of at most ${run.max_cost_usd:.2f}"
    screen.text(
        f"{run.id}{named}: {done(run, states)} of {len(states)} exams are done, "
        f"{stored(states)} of {total(states)} questions stored, "
        f"{spent.requests} requests, {dollars(spent.cost_usd)}{limit}"
    )
    screen.table(EXAM_COLUMNS, [_exam_cells(run, state) for state in states])


def _exam_cells(run: Run, state: ExamState) -> tuple[str, ...]:
    return (
        str(state.number),
        state.name,
        state.session_id,
        state.track,
        f"{state.stored}/{state.total_questions}",
        standing(run, state),
    )


def standing(run: Run, state: ExamState) -> str:
    """What an exam of a run is, in a word or two."""
    if state.is_done(verified=True):
        return "verified"
    if state.is_whole:
        return "not verified" if run.verified else "whole"
    return "begun" if state.stored else "to do"


def dollars(cost_usd: float | None) -> str:
    """A cost, if it is known."""
    return "not known" if cost_usd is None else f"${cost_usd:.2f}"


def show_caching(screen: Screen, answers: int, usage: Usage) -> None:
    """What became of the prompt cache in Message Batches, where it is best effort."""
    if not usage.prompt:
        return
    shares = (usage.cache_read, usage.cache_write, usage.input)
    read, written, uncached = (f"{share / usage.prompt:.0%}" for share in shares)
    screen.note(
        f"caching in {answers} batched answers: {read} of the prompt tokens were read, "
        f"{written} written, {uncached} neither"
    )
