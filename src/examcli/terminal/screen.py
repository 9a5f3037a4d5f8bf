"""The two streams that a command writes to.

Data goes to `out`, everything else to `err`. On a terminal there are colours; in a pipe there is
plain text. Text from outside is never read as markup, and never carries control characters to a
terminal. Meaning is never in a colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderableType
from rich.segment import Segment
from rich.text import Text

from examcli.errors import ExamError, GenerationFailed, GenerationUnavailable
from examcli.exam.printable import printable

PIPE_WIDTH = 100
"""What no terminal tells: wide enough for every table, narrow enough to be read in a log."""


@dataclass(frozen=True)
class Screen:
    """The two streams a command writes to, and the language of its messages."""

    out: Console
    err: Console
    language: str = "en"

    def text(self, line: str = "") -> None:
        """Write plain text as data."""
        self.out.print(Text(line), soft_wrap=not self.out.is_terminal)

    def table(self, columns: Mapping[str, str], rows: Sequence[Sequence[str]]) -> None:
        """Write aligned columns, "<" or ">" under each heading, however many rows there are.

        A line is cut off at the edge of a terminal, never in a pipe.
        """
        lines = [tuple(columns), *(tuple(map(printable, row)) for row in rows)]
        widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
        sides = list(zip(widths, columns.values(), strict=True))
        heading, *others = ("  ".join(map(_aligned, line, sides)).rstrip() for line in lines)
        text = Text.assemble((heading, "bold"), *(f"\n{line}" for line in others))
        is_cut = self.out.is_terminal
        overflow: OverflowMethod = "ellipsis" if is_cut else "ignore"
        self.out.print(text, no_wrap=True, overflow=overflow, crop=is_cut)

    def raw(self, text: str) -> None:
        """Write a document as it is."""
        self.out.file.write(text if text.endswith("\n") else f"{text}\n")
        self.out.file.flush()

    def note(self, line: str) -> None:
        """Tell the person something that is not data."""
        self.err.print(Text(line, style="dim"), soft_wrap=not self.err.is_terminal)


def _aligned(cell: str, width_and_side: tuple[int, str]) -> str:
    width, side = width_and_side
    padding = " " * (width - cell_len(cell))
    return f"{cell}{padding}" if side == "<" else f"{padding}{cell}"


class _Console(Console):
    """A console on which nothing from outside can do more than be read.

    It reports a closed pipe as Python does, instead of ending the program.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Leave out of every text what is not printable; colours are no text."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def screen(out: TextIO, err: TextIO, language: str) -> Screen:
    """A screen on two streams; a pipe gets a fixed width and no colours."""

    def console(file: TextIO) -> Console:
        width = None if file.isatty() else PIPE_WIDTH
        return _Console(file=file, width=width, highlight=False, emoji=False, markup=False)

    return Screen(console(out), console(err), language)


def show_error(screen: Screen, error: ExamError) -> None:
    """One line for what went wrong, one for each cause, one for what to do."""
    message = f"{error.message_ar} ({error.message})" if screen.language == "ar" else error.message
    line = Text.assemble(("error: ", "bold red"), message)
    screen.err.print(line, soft_wrap=True)
    if isinstance(error, GenerationUnavailable | GenerationFailed):
        for cause in error.causes:
            screen.err.print(Text(f"  caused by: {cause}"), soft_wrap=True)
    if error.hint:
        screen.err.print(Text.assemble(("hint: ", "bold cyan"), error.hint), soft_wrap=True)
