"""The command that writes many exams: pregenerate."""

import random
from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.batched import RefillChoice, Way, by_batches
from examcli.cli.options import AllowRepeats, BlueprintChoice, Json, Seed, Source, Verify
from examcli.errors import UsageInvalid
from examcli.exam.material import Material
from examcli.generation.task import PREGENERATION
from examcli.sessions.asking import MOST_EXAMS, ExamWish, RunWish, counted, new_run
from examcli.sessions.opening import require_room
from examcli.sessions.pregeneration import Pregeneration
from examcli.sessions.sessions import Sessions
from examcli.store import Run, Store
from examcli.terminal.run_progress import run_progress


def pregenerate(
    command: typer.Context,
    count: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_EXAMS, help="So many exams of one kind.", show_default=False),
    ] = None,
    track: Annotated[
        str, typer.Option(help="Which form of the exam, if it has several.", show_default=False)
    ] = "",
    blueprint: BlueprintChoice = "",
    source: Source = None,
    seed: Seed = None,
    resume: Annotated[
        str, typer.Option(metavar="RUN", help="Go on with a run.", show_default=False)
    ] = "",
    name: Annotated[str, typer.Option(help="What to call the run.", show_default=False)] = "",
    new: Annotated[
        bool, typer.Option("--new", help="Another run, though the same is unfinished.")
    ] = False,
    batch: Annotated[
        bool, typer.Option("--batch", help="By Message Batches: half the price, within a day.")
    ] = False,
    detach: Annotated[
        bool, typer.Option("--detach", help="With --batch: hand it in, wait for nothing.")
    ] = False,
    refill: Annotated[
        RefillChoice, typer.Option(help="How to ask for what a batch did not bring.")
    ] = RefillChoice.BATCH,
    verify: Verify = False,
    allow_repeats: AllowRepeats = False,
    json: Json = False,
) -> None:
    """Write many exams; a run that was stopped goes on where it was.

    Example: `examcli pregenerate --count 30 --track scientific`
    """
    context = context_of(command)
    context.as_json = json
    if bool(count) == bool(resume):
        raise UsageInvalid(
            "say how many exams, or which run goes on", "`--count N` or `--resume RUN`"
        )
    if detach and not batch:
        raise UsageInvalid("only a batch goes on without this process", "`--batch --detach`")
    way = Way(is_batch=batch, is_detached=detach, refill=refill.value)
    if resume:
        with context.existing_store() as store:
            _write(context, store, store.runs.run(resume), way)
        return
    exam = ExamWish(
        blueprint=context.blueprint(blueprint),
        track=track,
        seed=seed,
        material=_material(context, blueprint, source),
    )
    wish = RunWish(
        exams=counted(exam, count or 0), name=name, allow_repeats=allow_repeats, verified=verify
    )
    with context.store() as store:
        _write(context, store, _run(context, store, wish, is_new=new), way)


def _material(context: AppContext, blueprint: str, paths: list[Path] | None) -> Material | None:
    """The material of the named files, if it leaves room for an exam in the model's window.

    Raises:
        UsageInvalid: a file cannot be read or has no text, or all together are too long.
    """
    if not paths:
        return None
    from examcli.exam.sources import material_of

    material = material_of(paths)
    require_room(context.blueprint(blueprint), material, context.engines.current_model())
    return material


def _run(context: AppContext, store: Store, wish: RunWish, *, is_new: bool) -> Run:
    """The unfinished run for which the same was asked, else a new one."""
    found = None if is_new else store.runs.unfinished(wish.asked)
    if found:
        context.screen.note(f"going on with {found.id}; `--new` begins another run")
        return found
    made = new_run(wish, context.clock.now(), random.SystemRandom())
    made.store(store)
    return made.run


def _write(context: AppContext, store: Store, run: Run, way: Way) -> None:
    context.run_id = run.id

    async def work() -> None:
        engine = context.engines.choose()
        progress = run_progress(context.screen, run, store.runs.states(run.id))
        with progress:
            async with Sessions(store, engine, context.clock, progress) as sessions:
                pregeneration = Pregeneration(
                    sessions, run, progress, context.clock, context.engines.solver_model
                )
                if await by_batches(context, sessions, run, way):
                    await pregeneration.write(PREGENERATION)

    context.run(work())
