"""What a script may use: the public face of examcli, offered by name in `examcli` itself.

Everything here says what it takes, gives and raises without a word about the command line; the
commands stand on the same rooms below.
"""

from examcli.errors import (
    BatchIndexInvalid,
    ExamError,
    GenerationFailed,
    GenerationInProgress,
    GenerationUnavailable,
    SessionNotFound,
    SettingsInvalid,
    StoreError,
    Unauthorized,
    UsageInvalid,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Plan
from examcli.exam.question import Question
from examcli.library.exams import Exams
from examcli.library.observer import Observer
from examcli.library.planning import plan_exam, read_blueprint
from examcli.library.reviewing import review_file, review_questions
from examcli.library.session import Session
from examcli.review.exam import Judgement
from examcli.store import SessionSummary
from examcli.store.accounts import Account

__all__ = [
    "Account",
    "BatchIndexInvalid",
    "Blueprint",
    "ExamError",
    "Exams",
    "GenerationFailed",
    "GenerationInProgress",
    "GenerationUnavailable",
    "Judgement",
    "Observer",
    "Plan",
    "Question",
    "Session",
    "SessionNotFound",
    "SessionSummary",
    "SettingsInvalid",
    "StoreError",
    "Unauthorized",
    "UsageInvalid",
    "plan_exam",
    "read_blueprint",
    "review_file",
    "review_questions",
]
