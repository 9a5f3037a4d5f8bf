"""What a session lacks, and how to go on: the words of every generation that is not whole."""

from collections.abc import Sequence

from examcli.errors import ExamError, GenerationFailed, GenerationUnavailable, ProviderError, remedy
from examcli.sessions.stored import StoredSession

UNABLE = "try again, or set EXAM_MODEL to another model"

USED_UP = "no unused"
"""What the embedded bank says when only used questions are left: it answers over HTTP, in words."""


def first_then(remedy: str, way: str) -> str:
    """What to do about the cause, and the command that goes on after it, which tries again."""
    if way and remedy.startswith("try again"):
        return way
    return f"{remedy}; then {way}" if way else remedy


def lack(stored: StoredSession) -> str:
    """Which batches are not whole, and how many questions they lack."""
    lacking = [b for b in stored.plan.batches if not stored.positions.issuperset(b.positions)]
    wanted = sum(batch.size for batch in lacking)
    missing = wanted - sum(len(stored.in_batch(batch)) for batch in lacking)
    indices = ", ".join(str(batch.index) for batch in lacking)
    named = f"batch {indices} lacks" if len(lacking) == 1 else f"batches {indices} lack"
    return f"{named} {missing} of {wanted} questions"


def require_explanations(stored: StoredSession, unavailable: Sequence[ProviderError] = ()) -> None:
    """Fail when a question is left unexplained: it can be served, but the exam is not whole.

    Raises:
        GenerationUnavailable: nobody could be asked for it, for these reasons.
        GenerationFailed: what came was not good enough.
    """
    lacking = [question.id for question in stored.questions if not question.explanation]
    if not lacking:
        return
    told = f"{kept(len(stored.questions))}, {len(lacking)} without an explanation: "
    told += ", ".join(lacking)
    way = f"`examcli resume {stored.record.id} --complete` asks for them again"
    if unavailable:
        raise GenerationUnavailable(told, first_then(remedy(unavailable), way), unavailable)
    raise GenerationFailed(told, way)


def kept(stored: int) -> str:
    """How much of the session is not lost."""
    match stored:
        case 0:
            return "nothing was stored"
        case 1:
            return "1 question is stored"
    return f"{stored} questions are stored"


def helps_to_repeat(failure: ExamError) -> bool:
    """Whether questions are missing only because all that there are were used."""
    return isinstance(failure, GenerationFailed) and _is_used_up(failure.causes)


def way_out(session_id: str, reasons: Sequence[str]) -> str:
    """What helps when the embedded engine has nothing to write, for these reasons."""
    others = "a real API key writes new questions, `--source` makes some from your own text"
    if not _is_used_up(reasons):
        return others
    way = f"`examcli resume {session_id} --complete --allow-repeats`"
    return f"{others}; {way if session_id else '`--allow-repeats`'} takes used ones again"


def _is_used_up(reasons: Sequence[str]) -> bool:
    return any(USED_UP in reason for reason in reasons)
