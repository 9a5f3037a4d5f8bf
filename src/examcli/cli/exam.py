"""Commands that generate: start, next, resume, practice."""

import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Annotated

import typer

from examcli.blueprint import BATCH_SIZE, Blueprint
from examcli.cli.engine import choose_engine
from examcli.cli.options import (
    AllowRepeats,
    BlueprintChoice,
    Complete,
    Json,
    Seed,
    SessionId,
    Verify,
    Wait,
    WithAnswers,
)
from examcli.cli.world import World, world_of
from examcli.display import (
    Quiet,
    Streaming,
    show_answers,
    show_batch_summary,
    show_questions,
    show_session,
    show_verdicts,
)
from examcli.errors import UsageInvalid
from examcli.export import batch_document, meta_document, session_document
from examcli.generate import AWAITED, PREGENERATION
from examcli.journal import Ledger
from examcli.loaded import Loaded, load
from examcli.plan import Batch, Plan, PracticeWish, plan_exam, plan_practice
from examcli.question import Difficulty
from examcli.session import Sessions, when_free
from examcli.sitting import due_batch
from examcli.store import SessionRecord, Store
from examcli.verify import Verifier

Generation = Callable[[Sessions], Awaitable[Loaded]]


@dataclass(frozen=True)
class Output:
    """How the result of a generation is wanted."""

    as_json: bool
    with_answers: bool


def start(
    context: typer.Context,
    track: Annotated[
        str, typer.Option(help="Which form of the exam, if it has several.", show_default=False)
    ] = "",
    blueprint: BlueprintChoice = "",
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
    world = world_of(context)
    world.as_json = json
    exam = world.blueprint(blueprint)
    track = _track(exam, track)
    seed = _seed(seed)
    size = batch_size or world.settings.batch_size
    plan = plan_exam(exam, track, seed, 0 if size == BATCH_SIZE else size)
    record = partial(SessionRecord, kind="exam", track=track, allow_repeats=allow_repeats)
    draft = _Draft(exam, plan, seed, record)
    _start(world, draft, _Extent(complete, verify), Output(json, with_answers))


def practice(
    context: typer.Context,
    section: Annotated[str, typer.Option(help="For example `verbal`; a topic implies it.")] = "",
    topic: Annotated[str, typer.Option(help="One topic, for example `algebra`.")] = "",
    blueprint: BlueprintChoice = "",
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
    world = world_of(context)
    world.as_json = json
    exam = world.blueprint(blueprint)
    size = size or world.settings.practice_batch_size
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
    )
    draft = _Draft(exam, plan, seed, record)
    _start(world, draft, _Extent(), Output(json, with_answers))


def next_batch(
    context: typer.Context,
    session: SessionId,
    batch_index: Annotated[
        int | None,
        typer.Option(min=1, help="This batch: stored, or the next one.", show_default=False),
    ] = None,
    at_question: Annotated[
        int | None,
        typer.Option(
            min=1, help="Store the position; generate only if it is time.", show_default=False
        ),
    ] = None,
    wait: Wait = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Generate the next batch; a stored one is returned at no cost.

    Example: `examcli next exam-1a2b3c4d --at-question 7`
    """
    world = world_of(context)
    world.as_json, world.session_id = json, session
    output = Output(json, with_answers)
    with world.store() as store:
        loaded = load(store, session)
        if at_question is not None and not _is_due(world, store, loaded, at_question):
            _show_not_due(world, loaded, at_question)
            return
        batch = _wanted_batch(loaded, batch_index)
        if batch is None:
            _show_nothing_left(world, loaded)
            return
        if loaded.has_batch(batch.index):
            _show_stored(world, store, loaded, batch, output)
            return

        async def generation(sessions: Sessions) -> Loaded:
            work = partial(sessions.next, session, batch.index, AWAITED)
            return await (when_free(work, world.clock) if wait else work())

        _generate(world, store, _blueprint(store, loaded), generation, batch.index, output)


def resume(
    context: typer.Context,
    session: SessionId,
    complete: Complete = False,
    verify: Verify = False,
    wait: Wait = False,
    allow_repeats: AllowRepeats = False,
    with_answers: WithAnswers = False,
    json: Json = False,
) -> None:
    """Show all that is stored; `--complete` fills every gap.

    Example: `examcli resume exam-1a2b3c4d --complete`
    """
    world = world_of(context)
    world.as_json, world.session_id = json, session
    with world.store() as store:
        if allow_repeats:
            store.allow_repeats(session)
        loaded = load(store, session)
        if complete:
            loaded = world.run(_complete(world, store, loaded, wait))
        if verify:
            loaded = world.run(verified(world, store, loaded, wait))
        if json:
            world.print_json(session_document(loaded, with_answers=with_answers))
            return
        blueprint = _blueprint(store, loaded)
        show_questions(world.screen, blueprint, loaded.questions)
        if with_answers:
            show_answers(world.screen, blueprint, loaded.questions)
        show_session(world.screen, blueprint, loaded)
        show_verdicts(world.screen, loaded, store.discarded(session))


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


def _start(world: World, draft: _Draft, extent: _Extent, output: Output) -> None:
    record = _record(world, draft)
    world.session_id = record.id
    pace = PREGENERATION if extent.is_complete else AWAITED

    async def generation(sessions: Sessions) -> Loaded:
        loaded = await sessions.start(record, draft.blueprint, pace, world.settings.overlaunch)
        if extent.is_complete:
            loaded = await sessions.complete(record.id, pace)
        if extent.is_verified:
            loaded = await Verifier(sessions, PREGENERATION).verify(record.id)
        return loaded

    with world.store() as store:
        batch_index = None if extent.is_complete else 1
        _generate(world, store, draft.blueprint, generation, batch_index, output)


def _generate(
    world: World,
    store: Store,
    blueprint: Blueprint,
    generation: Generation,
    batch_index: int | None,
    output: Output,
) -> None:
    """Run a generation and show it: one batch, or with no index the whole session."""

    async def work() -> None:
        watcher = (Quiet if output.as_json else Streaming)(world.screen, blueprint, batch_index)
        with watcher:
            engine = choose_engine(world)
            async with Sessions(store, engine, world.clock, watcher) as sessions:
                loaded = await generation(sessions)
        batch = loaded.plan.batch(batch_index) if batch_index else None
        if output.as_json:
            _print_document(world, loaded, batch, sessions.ledger, output)
        else:
            _show_end(world, blueprint, loaded, batch, sessions, output)

    world.run(work())


def _print_document(
    world: World, loaded: Loaded, batch: Batch | None, ledger: Ledger, output: Output
) -> None:
    """The session when it has just been started or completed, else one batch."""
    answers = output.with_answers
    if batch is None:
        world.print_json(session_document(loaded, with_answers=answers))
    elif batch.index == 1:
        only = Loaded(loaded.record, loaded.in_batch(batch))
        meta = {"meta": meta_document(loaded, batch, ledger)}
        world.print_json(session_document(only, with_answers=answers) | meta)
    else:
        world.print_json(batch_document(loaded, batch, ledger, with_answers=answers))


def _show_end(
    world: World,
    blueprint: Blueprint,
    loaded: Loaded,
    batch: Batch | None,
    sessions: Sessions,
    output: Output,
) -> None:
    if output.with_answers:
        questions = loaded.in_batch(batch) if batch else loaded.questions
        show_answers(world.screen, blueprint, questions)
    show_batch_summary(world.screen, loaded, sessions.ledger)
    show_verdicts(world.screen, loaded, sessions.store.discarded(loaded.record.id))
    if loaded.next_batch:
        world.screen.note(f"`examcli take {loaded.record.id}` sits it, `next` generates more")


async def _complete(world: World, store: Store, loaded: Loaded, wait: bool) -> Loaded:
    """Fill every gap of a session; nothing is opened when there is none."""
    if not loaded.has_gaps:
        return loaded
    watcher = Quiet(world.screen, _blueprint(store, loaded))
    with watcher:
        async with Sessions(store, choose_engine(world), world.clock, watcher) as sessions:
            work = partial(sessions.complete, loaded.record.id, PREGENERATION)
            completed = await (when_free(work, world.clock) if wait else work())
    show_batch_summary(world.screen, completed, sessions.ledger)
    return completed


async def verified(world: World, store: Store, loaded: Loaded, wait: bool) -> Loaded:
    """Verify every key of a session; nothing is opened when all are."""
    if not loaded.unverified:
        return loaded
    watcher = Quiet(world.screen, _blueprint(store, loaded))
    with watcher:
        async with Sessions(store, choose_engine(world), world.clock, watcher) as sessions:
            work = partial(Verifier(sessions, PREGENERATION).verify, loaded.record.id)
            found = await (when_free(work, world.clock) if wait else work())
    show_batch_summary(world.screen, found, sessions.ledger)
    return found


def _wanted_batch(loaded: Loaded, batch_index: int | None) -> Batch | None:
    """The batch that was asked for by index, else the next one; None when there is none left.

    Raises:
        BatchIndexInvalid: it is neither stored nor the next one.
    """
    if batch_index is None:
        return loaded.next_batch
    loaded.has_batch(batch_index)
    return loaded.plan.batch(batch_index)


def _is_due(world: World, store: Store, loaded: Loaded, position: int) -> bool:
    """Store the position; whether the next batch should be generated at it."""
    if position > loaded.plan.total:
        raise UsageInvalid(
            f"there is no question {position}", f"the session has {loaded.plan.total} questions"
        )
    store.move_to(loaded.record.id, position, 0.0)
    return due_batch(loaded, position, world.settings.prefetch_threshold) is not None


def _show_not_due(world: World, loaded: Loaded, position: int) -> None:
    if world.as_json:
        following = loaded.next_batch
        index = following.index if following else None
        document = {"questions": [], "position": position, "isDue": False, "nextBatchIndex": index}
        world.print_json({"sessionId": loaded.record.id, **document})
        return
    world.screen.note(f"at question {position} no batch is due")


def _show_nothing_left(world: World, loaded: Loaded) -> None:
    if world.as_json:
        world.print_json({"sessionId": loaded.record.id, "questions": [], "nextBatchIndex": None})
        return
    world.screen.note(f"all {loaded.plan.total} questions are stored; `show` prints them")


def _show_stored(world: World, store: Store, loaded: Loaded, batch: Batch, output: Output) -> None:
    if output.as_json:
        document = batch_document(loaded, batch, Ledger(), with_answers=output.with_answers)
        world.print_json(document)
        return
    blueprint, questions = _blueprint(store, loaded), loaded.in_batch(batch)
    show_questions(world.screen, blueprint, questions)
    if output.with_answers:
        show_answers(world.screen, blueprint, questions)


def _blueprint(store: Store, loaded: Loaded) -> Blueprint:
    return store.blueprint(loaded.record.blueprint)


def _record(world: World, draft: _Draft) -> SessionRecord:
    now = world.clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
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


def _seed(seed: int | None) -> int:
    return random.SystemRandom().randrange(1_000_000) if seed is None else seed
