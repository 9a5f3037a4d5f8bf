"""What the store hands out and takes in, and how each is read from a row.

A row whose values cannot be what they should raises a `ValueError` or another of its kind; the
store says of which file that is.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from pydantic import TypeAdapter

from examcli.exam.figure import parsed
from examcli.exam.material import Material
from examcli.exam.plan import Plan
from examcli.exam.question import Difficulty, Labels, Passage, Question
from examcli.exam.verification import Solution, Verdict, Verification
from examcli.models import IN_FLIGHT, Usage
from examcli.store.ids import SessionKind

SessionStatus = Literal["in_progress", "completed"]
Row = Mapping[str, Any]
NOTHING = Usage()


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is short about a session.

    `generated_batches` counts complete batches only. `position` is the question the student is
    at, from 1. The last fields describe the kind: a track for an exam; section, topic, difficulty
    and batch size for practice; whether questions of other sessions may come again.
    """

    id: str
    kind: SessionKind
    total_questions: int
    seed: int
    blueprint: str
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


@dataclass(frozen=True, kw_only=True)
class SessionSummary(SessionFacts):
    """A session in a list of all: of its plan only the number of batches."""

    total_batches: int


@dataclass(frozen=True, kw_only=True)
class SessionRecord(SessionFacts):
    """A session as it is stored, with its plan and the material that its questions are about."""

    plan: Plan
    material: Material | None = None


@dataclass(frozen=True)
class RequestRecord:
    """One API call: what it used, cost and took, what the cache did, and how it ended.

    `error` is "" after a good end; a call that has not ended is in flight. `cache_miss_reason` is
    "" when something was read from the cache, or nothing was answered. Where an answer broke off,
    which is where there is no `stop_reason`, output tokens and cost are lower bounds.
    `cost_without_cache_usd` is at the prices of that day, like `cost_usd`; both are None when
    those are not known. `most_cost_usd` is what it could cost at most when it was sent,
    `message_batch` the id of the batch that it was part of, "" for none.
    """

    session_id: str
    shard: str
    provider: str
    model: str
    prefix: str
    cache_ttl: str
    started_at: str
    cache_miss_reason: str = ""
    usage: Usage = NOTHING
    cost_usd: float | None = None
    cost_without_cache_usd: float | None = None
    most_cost_usd: float | None = None
    reported_cost_usd: float | None = None
    first_token_seconds: float | None = None
    total_seconds: float | None = None
    stop_reason: str = ""
    error: str = IN_FLIGHT
    message_batch: str = ""


@dataclass(frozen=True)
class TypicalRequest:
    """What the latest requests with one prefix took, in tokens; a suffix on the average."""

    prefix_tokens: int
    suffix_tokens: float
    output_tokens_per_question: float


@dataclass(frozen=True)
class EventCount:
    """How often something happened to a provider: a retry, a switch, a wait, a successor."""

    provider: str
    event: str
    detail: str
    count: int


@dataclass(frozen=True)
class Attempt:
    """One answer to one question."""

    position: int
    choice_index: int
    is_correct: bool
    seconds: float


TEXT_COLUMNS = (
    *("id", "section", "topic", "subtopic", "kind", "stem", "check_expression", "explanation"),
)
SESSION = TypeAdapter(SessionRecord)
SUMMARY = TypeAdapter(SessionSummary)
ATTEMPT = TypeAdapter(Attempt)
TYPICAL_REQUEST = TypeAdapter(TypicalRequest)
EVENT_COUNT = TypeAdapter(EventCount)
CHOICES = TypeAdapter(tuple[str, ...])
SOLUTIONS = TypeAdapter(tuple[Solution, ...])


def session_of(row: Row) -> SessionRecord:
    """The session of a row of its table, joined with its material."""
    material = Material.from_json(row["material_document"]) if row["material"] else None
    return SESSION.validate_python(_facts(row) | {"plan": _plan(row), "material": material})


def summary_of(row: Row) -> SessionSummary:
    """The same without what is long."""
    return SUMMARY.validate_python(_facts(row) | {"total_batches": row["total_batches"]})


def _facts(row: Row) -> dict[str, Any]:
    names = {field.name for field in fields(SessionFacts)}
    known = {name: row[name] for name in row if name in names and row[name] is not None}
    return known | {
        "generation_in_progress": bool(row["generation_in_progress"]),
        "allow_repeats": bool(row["allow_repeats"]),
    }


def _plan(row: Row) -> Plan:
    plan = Plan.from_json(row["plan"])
    if not row["total_questions"] == plan.total == sum(batch.size for batch in plan.batches):
        raise ValueError("the plan is not whole")
    return plan


def question_of(row: Row) -> Question:
    """The question of a row joined with its passage and its verdict."""
    passage_id, passage_text = row["passage_id"], row["passage_text"]
    for column in TEXT_COLUMNS:
        if not isinstance(row[column], str):
            raise TypeError(f"no text in {column}")
    choices = CHOICES.validate_json(row["choices"])
    if row["key_index"] not in range(len(choices)):
        raise ValueError(f"no choice {row['key_index']} among {len(choices)}")
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
        choices=choices,
        key_index=row["key_index"],
        check=row["check_expression"],
        explanation=row["explanation"],
        passage=Passage(passage_id, passage_text) if passage_id else None,
        figure=parsed(json.loads(row["figure"])) if row["figure"] else None,
        rests_on=row["rests_on"],
        verification=_verification(row) if row["verdict"] else None,
    )


def attempt_of(row: Row) -> Attempt:
    """The answer of a row; what else stands there is ignored."""
    return ATTEMPT.validate_python(dict(row))


def event_count_of(row: Row) -> EventCount:
    """The events of a row."""
    return EVENT_COUNT.validate_python(dict(row))


def typical_request_of(row: Row) -> TypicalRequest:
    """The averages of a row."""
    return TYPICAL_REQUEST.validate_python(dict(row))


def _verification(row: Row) -> Verification:
    solutions = SOLUTIONS.validate_json(row["solutions"])
    return Verification(Verdict(row["verdict"]), row["solver"], solutions)


def request_of(row: Row) -> RequestRecord:
    """The API call of a row."""
    usage = Usage(**{field.name: row[f"{field.name}_tokens"] for field in fields(Usage)})
    names = {field.name for field in fields(RequestRecord)} - {"usage"}
    return RequestRecord(usage=usage, **{name: row[name] for name in names})


def request_row(request: RequestRecord) -> dict[str, object]:
    """The columns of an API call."""
    row = asdict(request)
    usage = row.pop("usage")
    return row | {f"{name}_tokens": count for name, count in usage.items()}


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
