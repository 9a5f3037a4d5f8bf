"""What the store hands out and takes in, and how each is read from a row."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from examcli.figure import parsed
from examcli.material import Material
from examcli.plan import Plan
from examcli.question import Difficulty, Labels, Passage, Question
from examcli.usage import Usage
from examcli.verification import Solution, Verdict, Verification

SessionKind = Literal["exam", "practice"]
SessionStatus = Literal["in_progress", "completed", "abandoned"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class SessionRecord:
    """A session as it is stored. `position` is the question the student is at, from 1.

    `generated_batches` counts complete batches only. The last fields describe the kind: a track
    for an exam; section, topic, difficulty and batch size for practice; whether questions of
    other sessions may come again; and the instructor's material that the questions are about.
    """

    id: str
    kind: SessionKind
    total_questions: int
    seed: int
    blueprint: str
    plan: Plan
    model: str
    provider: str
    created_at: str
    updated_at: str
    status: SessionStatus = "in_progress"
    generated_batches: int = 0
    generation_in_progress: bool = False
    position: int = 1
    elapsed_seconds: float = 0.0
    track: str = ""
    section: str = ""
    topic: str = ""
    difficulty: str = ""
    batch_size: int = 0
    allow_repeats: bool = False
    material: Material | None = None


@dataclass(frozen=True)
class RequestRecord:
    """One API call: what it used, cost and took, what the cache did, and how it ended.

    `cache_miss_reason` is "" when something was read from the cache, or nothing was answered.
    `cost_without_cache_usd` is at the prices of that day, like `cost_usd`.
    """

    session_id: str
    shard: str
    provider: str
    model: str
    prefix: str
    cache_ttl: str
    started_at: str
    cache_miss_reason: str
    usage: Usage
    cost_usd: float
    cost_without_cache_usd: float
    reported_cost_usd: float | None
    first_token_seconds: float | None
    total_seconds: float
    stop_reason: str
    error: str


@dataclass(frozen=True)
class Attempt:
    """One answer to one question."""

    position: int
    choice_index: int
    is_correct: bool
    seconds: float


def session_of(row: Row, material: Material | None) -> SessionRecord:
    """The session of a row of its table."""
    names = {field.name for field in fields(SessionRecord)}
    known = {name: row[name] for name in row if name in names and row[name] is not None}
    return SessionRecord(
        **known
        | {
            "kind": "exam" if "track" in row else "practice",
            "plan": Plan.from_json(row["plan"]),
            "generation_in_progress": bool(row["generation_in_progress"]),
            "allow_repeats": bool(row["allow_repeats"]),
            "material": material,
        }
    )


def question_of(row: Row) -> Question:
    """The question of a row joined with its passage and its verdict."""
    passage_id, passage_text = row["passage_id"], row["passage_text"]
    return Question(
        id=row["id"],
        position=row["position"],
        slot=row["slot"],
        labels=Labels(
            row["section"],
            row["topic"],
            row["subtopic"],
            Difficulty(row["difficulty"]),
            row["kind"],
        ),
        stem=row["stem"],
        choices=tuple(json.loads(row["choices"])),
        key_index=row["key_index"],
        check=row["check_expression"],
        explanation=row["explanation"],
        passage=Passage(passage_id, passage_text) if passage_id else None,
        figure=parsed(json.loads(row["figure"])) if row["figure"] else None,
        rests_on=row["rests_on"],
        verification=_verification(row) if row["verdict"] else None,
    )


def _verification(row: Row) -> Verification:
    solutions = [
        Solution(each["choice"], tuple(each["also"])) for each in json.loads(row["solutions"])
    ]
    return Verification(Verdict(row["verdict"]), row["solver"], tuple(solutions))


def request_of(row: Row) -> RequestRecord:
    """The API call of a row."""
    usage = Usage(**{field.name: row[f"{field.name}_tokens"] for field in fields(Usage)})
    names = {field.name for field in fields(RequestRecord)} - {"usage"}
    return RequestRecord(usage=usage, **{name: row[name] for name in names})


def question_row(question: Question) -> dict[str, object]:
    """The columns of a question that say what it is; whose it is comes beside them."""
    figure = question.figure
    return {
        "position": question.position,
        "slot": question.slot,
        "id": question.id,
        **asdict(question.labels),
        "difficulty": question.labels.difficulty.value,
        "stem": question.stem,
        "choices": json.dumps(question.choices, ensure_ascii=False),
        "key_index": question.key_index,
        "check_expression": question.check,
        "explanation": question.explanation,
        "passage_id": question.passage.id if question.passage else None,
        "figure": json.dumps(figure.document(), ensure_ascii=False) if figure else None,
        "rests_on": question.rests_on,
        "fingerprint": question.fingerprint,
    }
