"""Multiple-choice exams written with Claude: streamed, cached, stored, resumed.

`__all__` is what a script may rely on, and docs/library.md says how; every other name may change.
Nothing is loaded before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from examcli.library import (
        Account,
        BatchIndexInvalid,
        Blueprint,
        ExamError,
        Exams,
        GenerationFailed,
        GenerationInProgress,
        GenerationUnavailable,
        Judgement,
        Observer,
        Plan,
        Question,
        Session,
        SessionNotFound,
        SessionSummary,
        SettingsInvalid,
        StoreError,
        Unauthorized,
        UsageInvalid,
        plan_exam,
        read_blueprint,
        review_file,
        review_questions,
    )

__version__ = "0.1.0"
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


if not TYPE_CHECKING:  # for a type checker it would stand for any name at all

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module `examcli` has no attribute `{name}`")
        return getattr(import_module("examcli.library"), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
