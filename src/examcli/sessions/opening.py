"""New sessions, as they are before their first question: an id, a plan, and what was wished for.

There is one builder for each kind, whoever opens the session: a command, a script, the bench.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from examcli.errors import UsageInvalid
from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import BATCH_SIZE
from examcli.exam.material import Material
from examcli.exam.plan import Plan, PracticeWish, plan_exam, plan_practice
from examcli.generation.prompt import prompt_of
from examcli.models import Model, tokens_at_most
from examcli.store import SessionKind, SessionRecord
from examcli.store.ids import new_id

SEEDS_DRAWN = 1_000_000
"""A seed that nobody chose is short enough to be typed again."""
LARGEST_SEED = 2**63 - 1
"""What SQLite can hold."""
MOST_PRACTICE_QUESTIONS = 100
"""More than a whole exam: no practice of one topic."""
ROOM_TO_ANSWER_TOKENS = 20_000
"""What a call adds to the material: slots, what to avoid, thoughts (16,000) and an answer."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a new session of either kind needs.

    `draw` gives its id and its seed where none is named. With `allow_repeats` questions of other
    sessions may come again; with `material` its questions are about that.
    """

    blueprint: Blueprint
    begun_at: datetime
    draw: random.Random
    seed: int | None = None
    allow_repeats: bool = False
    material: Material | None = None
    session_id: str = ""


def new_exam(opening: Opening, track: str, batch_size: int = BATCH_SIZE) -> SessionRecord:
    """A whole exam of a track; batches of `BATCH_SIZE` are laid out as the blueprint says.

    Raises:
        UsageInvalid: the blueprint has no such track, or the seed cannot be stored.
    """
    blueprint, seed = opening.blueprint, _seed(opening)
    track = track_of(blueprint, track)
    plan = plan_exam(blueprint, track, seed, 0 if batch_size == BATCH_SIZE else batch_size)
    return replace(_record(opening, "exam", seed, plan), track=track)


def new_practice(opening: Opening, wish: PracticeWish) -> SessionRecord:
    """A practice session; the section may be left open where the topic implies it.

    Raises:
        UsageInvalid: the blueprint has no such topic or section, or the seed cannot be stored.
    """
    blueprint, seed = opening.blueprint, _seed(opening)
    wish = replace(wish, section=_section(blueprint, wish.section, wish.topic))
    record = _record(opening, "practice", seed, plan_practice(blueprint, wish, seed))
    return replace(
        record,
        section=wish.section,
        topic=wish.topic,
        difficulty=wish.difficulty or "",
        batch_size=wish.batch_size,
    )


def _record(opening: Opening, kind: SessionKind, seed: int, plan: Plan) -> SessionRecord:
    begun_at = opening.begun_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return SessionRecord(
        id=opening.session_id or new_id(kind, opening.draw.getrandbits(32)),
        kind=kind,
        total_questions=plan.total,
        seed=seed,
        blueprint=opening.blueprint.digest,
        plan=plan,
        model="",
        provider="",
        created_at=begun_at,
        updated_at=begun_at,
        allow_repeats=opening.allow_repeats,
        material=opening.material,
    )


def _seed(opening: Opening) -> int:
    if opening.seed is None:
        return opening.draw.randrange(SEEDS_DRAWN)
    if not 0 <= opening.seed <= LARGEST_SEED:
        raise UsageInvalid(f"the seed {opening.seed} is out of range", "0 to 2**63 - 1")
    return opening.seed


def track_of(blueprint: Blueprint, track: str) -> str:
    """The track of this name; one that is the only one need not be named.

    Raises:
        UsageInvalid: there is none, or it is left open which.
    """
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


def require_room(blueprint: Blueprint, material: Material, model: Model) -> None:
    """Fail unless the material leaves room for an exam in the window of the model.

    Raises:
        UsageInvalid: it is too long.
    """
    window_tokens = model.context_window_tokens
    prompt_tokens = sum(map(tokens_at_most, prompt_of(blueprint, material).blocks))
    needed_tokens = prompt_tokens + ROOM_TO_ANSWER_TOKENS
    if window_tokens is not None and needed_tokens > window_tokens:
        raise UsageInvalid(
            f"the material is too long: prompt and answers may take {needed_tokens:,} tokens, "
            f"{model.id} has a window of {window_tokens:,}",
            "give the chapters that the exam is about, or split it into several exams",
        )
