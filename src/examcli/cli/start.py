"""Commands that begin a session: start, practice."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from examcli.cli.app_context import AppContext, context_of
from examcli.cli.engine import current_model, solver_model
from examcli.cli.generation import Output, generate
from examcli.cli.options import (
    AllowRepeats,
    BlueprintChoice,
    Complete,
    Json,
    Seed,
    Source,
    Verify,
    WithAnswers,
)
from examcli.errors import UsageInvalid
from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import BATCH_SIZE
from examcli.exam.material import Material
from examcli.exam.plan import Plan, PracticeWish, plan_exam, plan_practice
from examcli.exam.question import Difficulty
from examcli.generation.prompt import prompt_of
from examcli.generation.task import AWAITED, PREGENERATION
from examcli.models import tokens_at_most
from examcli.sessions.sessions import Sessions
from examcli.sessions.stored import StoredSession
from examcli.sessions.verifier import Verifier
from examcli.store import SessionRecord
from examcli.terminal.tables import note_short_prefix

ROOM_TO_ANSWER_TOKENS = 20_000


def start(
    command: typer.Context,
    track: Annotated[
        str, typer.Option(help="Which form of the exam, if it has several.", show_default=False)
    ] = "",
    blueprint: BlueprintChoice = "",
    source: Source = None,
    complete: Complete = False,
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
    exam = context.blueprint(blueprint)
    track = _track(exam, track)
    seed = _seed(seed)
    size = batch_size or context.settings.batch_size
    plan = plan_exam(exam, track, seed, 0 if size == BATCH_SIZE else size)
    record = partial(
        SessionRecord,
        kind="exam",
        track=track,
        allow_repeats=allow_repeats,
        material=_material(context, exam, source),
    )
    draft = _Draft(exam, plan, seed, record)
    _start(context, draft, _Extent(complete, verify), Output(json, with_answers))


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
        int, typer.Option(min=1, max=100, help="Questions in the whole session.")
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
    exam = context.blueprint(blueprint)
    size = size or context.settings.practice_batch_size
    wish = PracticeWish(_section(exam, section, topic), topic, difficulty, size, max(size, total))
    seed = _seed(seed)
    plan = plan_practice(exam, wish, seed)
    record = partial(
        SessionRecord,
        kind="practice",
        section=wish.section,
        topic=topic,
        difficulty=difficulty or "",
        batch_size=size,
        allow_repeats=allow_repeats,
        material=_material(context, exam, source),
    )
    draft = _Draft(exam, plan, seed, record)
    _start(context, draft, _Extent(), Output(json, with_answers))


@dataclass(frozen=True)
class _Draft:
    """A session that does not exist yet; `record` knows what kind it is."""

    blueprint: Blueprint
    plan: Plan
    seed: int
    record: partial[SessionRecord]


@dataclass(frozen=True)
class _Extent:
    """How far a new session is taken at once."""

    is_complete: bool = False
    is_verified: bool = False


def _start(context: AppContext, draft: _Draft, extent: _Extent, output: Output) -> None:
    record = _record(context, draft)
    context.session_id = record.id
    pace = PREGENERATION if extent.is_complete else AWAITED

    async def generation(sessions: Sessions) -> StoredSession:
        stored = await sessions.start(record, draft.blueprint, pace, context.settings.overlaunch)
        if extent.is_complete:
            stored = await sessions.complete(record.id, pace)
        if extent.is_verified:
            verifier = Verifier(sessions, PREGENERATION, solver_model(context))
            stored = await verifier.verify(record.id)
        return stored

    prompt = prompt_of(draft.blueprint, record.material)
    note_short_prefix(context.screen, prompt.blocks, current_model(context))
    with context.store() as store:
        batch_index = None if extent.is_complete else 1
        generate(context, store, draft.blueprint, generation, batch_index, output)


def _record(context: AppContext, draft: _Draft) -> SessionRecord:
    now = context.clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
    return draft.record(
        id=f"{draft.record.keywords['kind']}-{secrets.token_hex(4)}",
        total_questions=draft.plan.total,
        seed=draft.seed,
        blueprint=draft.blueprint.digest,
        plan=draft.plan,
        model="",
        provider="",
        created_at=now,
        updated_at=now,
    )


def _track(blueprint: Blueprint, track: str) -> str:
    """The track to start; one that is the only one need not be named."""
    if not track and len(blueprint.tracks) == 1:
        return next(iter(blueprint.tracks))
    if track not in blueprint.tracks:
        missing = f"there is no track `{track}`" if track else "this exam has several tracks"
        raise UsageInvalid(missing, f"`--track` takes: {', '.join(blueprint.tracks)}")
    return track


def _section(blueprint: Blueprint, section: str, topic: str) -> str:
    """The section to practise; a topic names its own, and must not contradict a given one."""
    if not section and not topic and len(blueprint.sections) == 1:
        return blueprint.sections[0].id
    try:
        found = blueprint.topic(topic).section if topic else blueprint.section(section).id
    except ValueError as error:
        raise UsageInvalid(str(error)) from error
    if section and section != found:
        raise UsageInvalid(f"`{topic}` is a topic of `{found}`, not of `{section}`")
    return found


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
    model = current_model(context)
    window_tokens = model.context_window_tokens
    tokens = sum(map(tokens_at_most, prompt_of(blueprint, material).blocks))
    if window_tokens is not None and tokens + ROOM_TO_ANSWER_TOKENS > window_tokens:
        raise UsageInvalid(
            f"the material is too long: prompt and answers may take "
            f"{tokens + ROOM_TO_ANSWER_TOKENS:,} tokens, {model.id} has a window of "
            f"{window_tokens:,}",
            "give the chapters that the exam is about, or split it into several exams",
        )
    return material


def _seed(seed: int | None) -> int:
    return random.SystemRandom().randrange(1_000_000) if seed is None else seed
