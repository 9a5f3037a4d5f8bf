"""Commands that begin a session: start, practice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.generation import Output, generate
from examcli.cli.options import (
    AllowRepeats,
    BlueprintChoice,
    Complete,
    Fast,
    Json,
    Seed,
    Source,
    Verify,
    WithAnswers,
)
from examcli.cli.pace import pace_of_whole, require_whole
from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.exam.plan import PracticeWish
from examcli.exam.question import Difficulty
from examcli.generation.prompt import prompt_of
from examcli.generation.task import AWAITED, PREGENERATION, Pace
from examcli.sessions.opening import (
    MOST_PRACTICE_QUESTIONS,
    Opening,
    new_exam,
    new_practice,
    require_room,
)
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import StoredSession
from examcli.sessions.verifier import Verifier
from examcli.store import SessionRecord


def start(
    command: typer.Context,
    track: Annotated[
        str, typer.Option(help="Which form of the exam, if it has several.", show_default=False)
    ] = "",
    blueprint: BlueprintChoice = "",
    source: Source = None,
    complete: Complete = False,
    fast: Fast = False,
    verify: Verify = False,
    seed: Seed = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, max=10, help="Questions a batch.", show_default=False)
    ] = None,
    allow_repeats: AllowRepeats = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Start a new exam: question 1 is on screen while the rest arrive.

    Example: `examcli start --track scientific`
    """
    context = context_of(command)
    context.as_json = json
    require_whole(fast, complete)
    opening = _opening(context, _Wish(blueprint, source, seed, allow_repeats))
    record = new_exam(opening, track, batch_size or context.settings.batch_size)
    extent = _Extent(complete, verify, pace_of_whole(fast))
    _start(context, record, opening.blueprint, extent, Output(json, with_answers))


def practice(
    command: typer.Context,
    section: Annotated[str, typer.Option(help="For example `verbal`; a topic implies it.")] = "",
    topic: Annotated[str, typer.Option(help="One topic, for example `algebra`.")] = "",
    blueprint: BlueprintChoice = "",
    source: Source = None,
    difficulty: Annotated[
        Difficulty | None, typer.Option(help="Only this level.", show_default=False)
    ] = None,
    size: Annotated[
        int | None,
        typer.Option(min=1, max=10, help="Questions a batch (5).", show_default=False),
    ] = None,
    total: Annotated[
        int,
        typer.Option(min=1, max=MOST_PRACTICE_QUESTIONS, help="Questions in the whole session."),
    ] = 20,
    seed: Seed = None,
    allow_repeats: AllowRepeats = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Start a practice session on one topic, in small batches.

    Example: `examcli practice --section quantitative --topic algebra`
    """
    context = context_of(command)
    context.as_json = json
    opening = _opening(context, _Wish(blueprint, source, seed, allow_repeats))
    size = size or context.settings.practice_batch_size
    wish = PracticeWish(section, topic, difficulty, size, max(size, total))
    record = new_practice(opening, wish)
    _start(context, record, opening.blueprint, _Extent(), Output(json, with_answers))


@dataclass(frozen=True)
class _Wish:
    """What both commands take."""

    blueprint: str
    source: Sequence[Path] | None
    seed: int | None
    allow_repeats: bool


@dataclass(frozen=True)
class _Extent:
    """How far a new session is taken at once, and at which pace if it is all of it."""

    is_complete: bool = False
    is_verified: bool = False
    pace: Pace = PREGENERATION


def _opening(context: AppContext, wish: _Wish) -> Opening:
    blueprint = context.blueprint(wish.blueprint)
    return Opening(
        blueprint=blueprint,
        begun_at=context.clock.now(),
        draw=random.SystemRandom(),
        seed=wish.seed,
        allow_repeats=wish.allow_repeats,
        material=_material(context, blueprint, wish.source),
    )


def _material(
    context: AppContext, blueprint: Blueprint, paths: Sequence[Path] | None
) -> Material | None:
    """The material of the named files, if it leaves room for an exam in the model's window.

    Raises:
        UsageInvalid: a file cannot be read or has no text, or all together are too long.
    """
    if not paths:
        return None
    from examcli.exam.sources import material_of

    material = material_of(paths)
    require_room(blueprint, material, context.engines.current_model())
    return material


def _start(
    context: AppContext,
    record: SessionRecord,
    blueprint: Blueprint,
    extent: _Extent,
    output: Output,
) -> None:
    context.session_id = record.id

    async def generation(sessions: Sessions) -> StoredSession:
        if extent.is_complete:
            stored = await sessions.write(record, blueprint, extent.pace)
        else:
            stored = await sessions.start(record, blueprint, AWAITED, context.settings.overlaunch)
        if extent.is_verified:
            verifier = Verifier(sessions, PREGENERATION, context.engines.solver_model())
            stored = await verifier.verify(record.id)
        return stored

    context.engines.note_short_prefix(prompt_of(blueprint, record.material).blocks)
    with context.store() as store:
        batch_index = None if extent.is_complete else 1
        generate(context, store, blueprint, generation, batch_index, output)
