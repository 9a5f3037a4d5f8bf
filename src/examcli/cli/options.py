"""Options and arguments that several commands share."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from examcli.sessions.opening import LARGEST_SEED
from examcli.settings import from_home


def at_home(value: Path | None) -> Path | None:
    """A path whose `~` is the home folder, also where no shell saw it: `--db=~/exams.db`."""
    return None if value is None else Path(from_home(str(value)))


def all_at_home(value: list[Path] | None) -> list[Path] | None:
    """Paths whose `~` is the home folder."""
    return value and [Path(from_home(str(path))) for path in value]


def finite(value: float) -> float:
    """A number that can be compared with a limit."""
    if not isfinite(value):
        raise typer.BadParameter("the number must be finite")
    return value


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
WithAnswers = Annotated[bool, typer.Option("--with-answers", help="Include keys and explanations.")]
SessionId = Annotated[
    str, typer.Argument(metavar="SESSION", help="The id of a session; `list` shows them.")
]
SessionOrRunId = Annotated[
    str,
    typer.Argument(
        metavar="SESSION|RUN",
        help="The id of a session, or of a run (`list --runs`).",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=LARGEST_SEED,
        help="Plan the same exam again: same seed, same slots.",
        show_default=False,
    ),
]
BlueprintChoice = Annotated[
    str,
    typer.Option(
        "--blueprint",
        metavar="NAME|FILE",
        help="Which exam: one that ships with examcli, or a file (also EXAM_BLUEPRINT).",
        show_default=False,
    ),
]
AllowRepeats = Annotated[
    bool,
    typer.Option("--allow-repeats", help="Questions of other exams of this store may come again."),
]
Source = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        callback=all_at_home,
        help="Your own material (Markdown, text, PDF): the questions are about it. Repeatable.",
        show_default=False,
    ),
]
Complete = Annotated[
    bool, typer.Option("--complete", help="Generate all batches, not only the next.")
]
Fast = Annotated[
    bool,
    typer.Option("--fast", help="A call a question: done sooner, for more requests."),
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Have every key verified; replace what is proved doubtful."),
]
Wait = Annotated[
    bool, typer.Option("--wait", help="If another process is generating, wait for it.")
]
