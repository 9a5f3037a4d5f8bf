"""A run as a JSON document."""

from collections.abc import Sequence

from examcli.store import ExamState, Run, Spent, way_on
from examcli.store.runs import done, stored, total

Document = dict[str, object]


def run_summary(run: Run, states: Sequence[ExamState], spent: Spent) -> Document:
    """A run in a list: how far it is, and what it has cost."""
    return {
        "id": run.id,
        "name": run.name,
        "createdAt": run.created_at,
        "exams": len(states),
        "examsDone": done(run, states),
        "questions": total(states),
        "questionsStored": stored(states),
        "requests": spent.requests,
        "costUsd": spent.cost_usd,
        "maxCostUsd": run.max_cost_usd,
        "goesOnWith": way_on(run.id) if done(run, states) < len(states) else None,
    }


def run_document(run: Run, states: Sequence[ExamState], spent: Spent) -> Document:
    """A run, exam by exam."""
    exams = [_exam(run, state) for state in states]
    return run_summary(run, states, spent) | {
        "verify": run.verified,
        "allowRepeats": run.allow_repeats,
        "list": exams,
    }


def _exam(run: Run, state: ExamState) -> Document:
    return {
        "number": state.number,
        "name": state.name,
        "sessionId": state.session_id,
        "track": state.track,
        "seed": state.seed,
        "totalQuestions": state.total_questions,
        "questionsStored": state.stored,
        "questionsExplained": state.explained,
        "questionsVerified": state.verified,
        "isDone": state.is_done(verified=run.verified),
    }
