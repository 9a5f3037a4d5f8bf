"""Options and arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
WithAnswers = Annotated[bool, typer.Option("--with-answers", help="Include keys and explanations.")]
SessionId = Annotated[
    str, typer.Argument(metavar="SESSION", help="The id of a session; `list` shows them.")
]
Seed = Annotated[
    int | None,
    typer.Option(
        min=0, help="Plan the same exam again: same seed, same slots.", show_default=False
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
        help="Your own material (Markdown, text, PDF): the questions are about it. Repeatable.",
        show_default=False,
    ),
]
Complete = Annotated[
    bool, typer.Option("--complete", help="Generate all batches, not only the next.")
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Have every key verified; replace what is proved doubtful."),
]
Wait = Annotated[
    bool, typer.Option("--wait", help="If another process is generating, wait for it.")
]
