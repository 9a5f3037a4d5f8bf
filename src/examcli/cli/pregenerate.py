"""The command that writes many exams: pregenerate."""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.batched import ByBatch, Detach, RefillChoice, Refilled, Way, by_batches
from examcli.cli.options import (
    AllowRepeats,
    BlueprintChoice,
    Fast,
    Seed,
    Source,
    Verify,
    at_home,
    finite,
)
from examcli.cli.pace import pace_of_run
from examcli.errors import ExamError, Interrupted, UsageInvalid
from examcli.exam.material import Material
from examcli.generation.task import BATCHED, Pace
from examcli.models import Model
from examcli.sessions.asking import MOST_EXAMS, NewRun, RunWish, counted, new_run
from examcli.sessions.estimate import Estimate, ExamPart, estimated, missing_parts
from examcli.sessions.planfile import PlanRow, Workshop
from examcli.sessions.pregeneration import Pregeneration, with_repeats
from examcli.sessions.sessions import Engine, Sessions
from examcli.sessions.tally import Flow, Tally
from examcli.store import Run, Store, way_on
from examcli.store.runs import done, stored, total
from examcli.terminal.run_progress import JsonEvents, Lines, RunProgress, Teller
from examcli.terminal.runs import show_estimate

FREE = "without a key the offline engine writes them, and nothing is paid"
INTERRUPTED = "interrupted; every accepted question is stored"
Count = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_EXAMS, help="So many exams of one kind.", show_default=False),
]
PlanFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        callback=at_home,
        help="An exam for each row of a .csv or .toml file.",
        show_default=False,
    ),
]
New = Annotated[bool, typer.Option("--new", help="Another run, though the same is unfinished.")]
RunId = Annotated[str, typer.Option(metavar="RUN", help="Go on with a run.", show_default=False)]
MaxCost = Annotated[
    float | None,
    typer.Option(
        metavar="USD",
        min=0.0,
        callback=lambda value: value if value is None else finite(value),
        help="Send nothing that might make the run cost more.",
        show_default=False,
    ),
]


@dataclass(frozen=True)
class _Consent:
    """What the person said beforehand: what it may cost, how it is written, if it is verified."""

    yes: bool
    max_cost_usd: float | None
    dry_run: bool
    way: Way
    pace: Pace
    verified: bool
    allow_repeats: bool


def pregenerate(
    command: typer.Context,
    count: Count = None,
    plan: PlanFile = None,
    resume: RunId = "",
    track: Annotated[
        str, typer.Option(help="Which form of the exam, if it has several.", show_default=False)
    ] = "",
    blueprint: BlueprintChoice = "",
    source: Source = None,
    seed: Seed = None,
    verify: Verify = False,
    allow_repeats: AllowRepeats = False,
    name: Annotated[str, typer.Option(help="What to call the run.", show_default=False)] = "",
    new: New = False,
    fast: Fast = False,
    batch: ByBatch = False,
    detach: Detach = False,
    refill: Refilled = RefillChoice.BATCH,
    max_cost: MaxCost = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it costs money.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it will cost, and do nothing.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print each event as a line of JSON.")
    ] = False,
) -> None:
    """Write many exams; a run that was stopped goes on where it was.

    Example: `examcli pregenerate --count 30 --track scientific --max-cost 20`
    """
    context = context_of(command)
    context.as_json = json
    if [bool(count), bool(plan), bool(resume)].count(True) != 1:
        raise UsageInvalid("say which exams", "one of `--count N`, `--plan FILE`, `--resume RUN`")
    way = Way(is_batch=batch, is_detached=detach, refill=refill.value)
    consent = _Consent(yes, max_cost, dry_run, way, pace_of_run(fast, batch), verify, allow_repeats)
    if resume:
        with context.existing_store() as store:
            _go_on(context, store, store.runs.run(resume), consent)
        return
    row = PlanRow(name="", blueprint=blueprint, track=track, seed=seed, material=source or ())
    workshop = Workshop(context.settings.blueprint, context.engines.current_model, _material)
    wish = RunWish(
        exams=workshop.planned(plan, row) if plan else counted(workshop.exam(row), count or 0),
        name=name,
        allow_repeats=allow_repeats,
        verified=verify,
        max_cost_usd=max_cost,
    )
    with context.store() as store:
        found = None if new else store.runs.unfinished(wish.asked)
        if found:
            context.screen.note(f"going on with {found.id}; `--new` begins another run")
            _go_on(context, store, found, consent)
        else:
            made = new_run(wish, context.clock.now(), random.SystemRandom())
            _begin(context, store, made, consent)


def _material(paths: Sequence[Path]) -> Material:
    """The material of some files; what reads PDF is imported only now."""
    from examcli.exam.sources import material_of

    return material_of(paths)


def _begin(context: AppContext, store: Store, new: NewRun, consent: _Consent) -> None:
    """Store a new run once it is agreed to, and write it."""
    parts = [
        ExamPart(wish.blueprint, exam.track, exam.seed, wish.material)
        for wish, exam in zip(new.wish.exams, new.exams, strict=True)
    ]
    engine = context.engines.choose()
    estimate = _estimate(context, store, parts, engine, consent)
    if not _is_agreed(context, engine, estimate, consent):
        return
    new.store(store)
    _write(context, store, new.run, engine, estimate, consent)


def _go_on(context: AppContext, store: Store, run: Run, consent: _Consent) -> None:
    """Write what a stored run lacks, once that is agreed to."""
    if consent.max_cost_usd is not None:
        store.runs.limit(run.id, consent.max_cost_usd)
        run = store.runs.run(run.id)
    if consent.allow_repeats and not consent.dry_run:
        run = with_repeats(store, run)
    engine = context.engines.choose()
    parts = missing_parts(store, store.runs.states(run.id))
    agreed = replace(consent, max_cost_usd=run.max_cost_usd, verified=run.verified)
    estimate = _estimate(context, store, parts, engine, agreed)
    if _is_agreed(context, engine, estimate, agreed):
        _write(context, store, run, engine, estimate, consent)


def _estimate(
    context: AppContext, store: Store, parts: Sequence[ExamPart], engine: Engine, consent: _Consent
) -> Estimate:
    """What these exams will take; shown if it costs something, or if nothing else is wanted."""
    pace = BATCHED if consent.way.is_batch else consent.pace
    estimate = estimated(store, parts, engine.model, pace)
    if consent.way.is_batch:
        estimate = estimate.in_batches()
    if estimate.exams and (consent.dry_run or not engine.is_free):
        solver = context.engines.solver_model() if consent.verified else None
        show_estimate(context.screen, estimate, solver)
    if not engine.is_free:
        return estimate
    if consent.dry_run:
        context.screen.note(FREE)
    return replace(estimate, cost_usd=0.0)


def _is_agreed(context: AppContext, engine: Engine, estimate: Estimate, consent: _Consent) -> bool:
    """Whether the run may begin: it is free, was agreed to beforehand, or is so now.

    Raises:
        UsageInvalid: it costs money and nobody can be asked, or its limit cannot be kept.
        Interrupted: the person does not agree.
    """
    if consent.dry_run:
        return False
    if engine.is_free or not estimate.exams:
        return True
    if consent.max_cost_usd is not None:
        _require_price(engine.model, "EXAM_MODEL")
        if consent.verified:
            _require_price(context.engines.solver_model(), "EXAM_SOLVER_MODEL")
        return True
    if not consent.yes and not _asked(context):
        raise Interrupted("nothing was sent")
    return True


def _require_price(model: Model, variable: str) -> None:
    if model.prices is None:
        raise UsageInvalid(
            f"what {model.id} costs is not known, so `--max-cost` cannot be kept",
            f"leave it out, or set {variable} to a listed model",
        )


def _asked(context: AppContext) -> bool:
    """What the person says.

    Raises:
        UsageInvalid: nobody can be asked.
    """
    if not (sys.stdin.isatty() and context.screen.err.is_terminal):
        raise UsageInvalid(
            "this costs money, and nobody can be asked", "`--max-cost USD` or `--yes` agrees to it"
        )
    return typer.confirm("proceed?", err=True)


def _flow(sessions: Sessions, engine: Engine) -> Flow:
    """How many requests are under way, and what keeps the busiest provider from more."""
    states = engine.admission.states if engine.admission else []
    limited_by = states[0].limited_by if states else "nothing"
    return Flow(sessions.in_flight, limited_by)


def _write(
    context: AppContext,
    store: Store,
    run: Run,
    engine: Engine,
    estimate: Estimate,
    consent: _Consent,
) -> None:
    """Write a run, and tell of it until its end."""
    states, spent = store.runs.states(run.id), store.runs.spent(run.id)
    limit_usd = None if engine.is_free else run.max_cost_usd
    spent_usd = spent.most_cost_usd or 0.0
    context.engines.limit(limit_usd, spent_usd)
    tally = Tally(
        exams=len(states),
        exams_done=done(run, states),
        questions=total(states),
        questions_stored=stored(states),
        spent_before_usd=spent.cost_usd,
        estimated_usd=estimate.cost_usd,
        spending_usd=lambda: sessions.stats.cost_usd,
        flow=lambda: _flow(sessions, engine),
        clock=context.clock,
    )
    with _teller(context) as teller:
        progress = RunProgress(teller, tally, context.clock.monotonic)
        sessions = Sessions(store, engine, context.clock, progress)
        writing = Pregeneration(
            sessions,
            run,
            progress,
            context.clock,
            context.engines.solver_model,
            estimate.affordable(None if limit_usd is None else limit_usd - spent_usd),
        )
        teller.start(run, tally.state)
        failure = _failure(context, sessions, writing, consent, teller)
        teller.end(run, tally.state, failure)
    context.as_json = False  # the events have said it all
    if failure:
        raise failure


def _teller(context: AppContext) -> JsonEvents | Lines:
    return JsonEvents(context.screen) if context.as_json else Lines(context.screen)


def _failure(
    context: AppContext,
    sessions: Sessions,
    writing: Pregeneration,
    consent: _Consent,
    teller: Teller,
) -> ExamError | None:
    """Write the run; why it is not done, if it is not."""

    async def work() -> None:
        async with sessions:
            if await by_batches(context, sessions, writing.run, consent.way, teller):
                await writing.write(consent.pace)

    try:
        context.run(work())
    except ExamError as failure:
        return failure
    except KeyboardInterrupt:
        return Interrupted(INTERRUPTED, f"`{way_on(writing.run.id)}` goes on")
    return None
