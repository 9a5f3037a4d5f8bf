"""Ids of sessions and runs: `exam-1a2b3c4d`, `practice-5e6f7a8b`, `run-9c0d1e2f`.

The word in front is the kind, so that an id alone says which table a session is in.
"""

from typing import Literal

SessionKind = Literal["exam", "practice"]
PRACTICE = "practice-"
RUN = "run-"


def new_id(kind: SessionKind, number: int) -> str:
    """The id of a session of this kind; `number` tells it from others, 32 bits of it."""
    return f"{kind}-{number % 2**32:08x}"


def kind_of(session_id: str) -> SessionKind:
    """The kind of a session, told by its id; whatever does not say is taken for an exam."""
    return "practice" if session_id.startswith(PRACTICE) else "exam"


def new_run_id(number: int) -> str:
    """The id of a run; `number` tells it from others, 32 bits of it."""
    return f"{RUN}{number % 2**32:08x}"


def is_run_id(text: str) -> bool:
    """Whether an id is that of a run."""
    return text.startswith(RUN)
