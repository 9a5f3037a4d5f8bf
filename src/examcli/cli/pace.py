"""How fast whole exams are written, as the options say it."""

from examcli.errors import UsageInvalid
from examcli.generation.task import FAST, PREGENERATION, Pace


def pace_of_whole(is_fast: bool) -> Pace:
    """The pace at which all that an exam lacks is written."""
    return FAST if is_fast else PREGENERATION


def pace_of_run(is_fast: bool, is_batch: bool) -> Pace:
    """The pace of a run of exams.

    Raises:
        UsageInvalid: it is handed in as batches, which nobody can hurry.
    """
    if is_fast and is_batch:
        raise UsageInvalid("a batch takes its time", "`--fast` or `--batch`")
    return pace_of_whole(is_fast)


def require_whole(is_fast: bool, is_complete: bool) -> None:
    """Only what is written as a whole can be written faster.

    Raises:
        UsageInvalid: a single batch is asked for, which comes as fast as it can anyway.
    """
    if is_fast and not is_complete:
        raise UsageInvalid("`--fast` is about whole exams", "`--complete --fast`")
