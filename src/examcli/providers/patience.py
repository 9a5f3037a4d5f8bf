"""How much is put up with before giving up: one policy for requests and for answers.

A person who waits wants an answer, or a clear error, within seconds. A run that nobody waits for
would rather be late than incomplete.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from examcli.errors import Stopped, StreamBroken

Jitter = Callable[[], float]
"""Draws a number from 0 to 1, each time another."""

SPREAD_SECONDS, SPREAD_SHARE = 0.25, 0.1
"""How far apart many who wait come back: seconds at least, and a share of the wait."""
LONGER_FACTOR = 2
"""How many times the usual length an answer may have that was cut off for its length."""


@dataclass(frozen=True)
class Patience:
    """How often and how long.

    `reasks` is how often slots are asked for again whose answer broke off; `rounds` how often all
    providers are asked again when none could answer. Pauses double from a second up to
    `longest_pause_seconds`. A provider that asks for more than `longest_wait_seconds` is given up.
    """

    reasks: int
    rounds: int
    longest_pause_seconds: float
    longest_wait_seconds: float

    def pause_seconds(self, failures: int) -> float:
        """The pause after so many failures in a row: 1, 2, 4 seconds and so on."""
        return min(2.0 ** (failures - 1), self.longest_pause_seconds)


QUICK = Patience(reasks=3, rounds=0, longest_pause_seconds=4.0, longest_wait_seconds=20.0)
"""Somebody watches: seven seconds of pauses, and never a wait that looks like a crash."""

STEADY = Patience(reasks=5, rounds=3, longest_pause_seconds=30.0, longest_wait_seconds=120.0)
"""Somebody will want it in some minutes: a student is answering the batch before."""

LONG = Patience(reasks=8, rounds=8, longest_pause_seconds=60.0, longest_wait_seconds=3600.0)
"""Nobody watches. Rate limits are refilled within the hour; what asks for more is a quota."""


def spread(seconds: float, jitter: Jitter) -> float:
    """A pause made a little longer, so that many who wait do not all come back at once."""
    return seconds + jitter() * max(SPREAD_SECONDS, SPREAD_SHARE * seconds)


@dataclass
class Tries:
    """How often one thing was asked for, and whether asking once more makes sense.

    `answers` counts those that the model ended, well or not: for them it is asked again `reasks`
    times. `cuts` are answers that broke off on the way: for them, as often as patience allows.
    `breaks` counts those that another provider may do better. `length_factor` is how many times
    the usual length the next answer may have. `is_in_vain` says that the same request would only
    end the same way again.
    """

    patience: Patience
    reasks: int
    answers: int = 0
    cuts: list[StreamBroken] = field(default_factory=list)
    stops: list[Stopped] = field(default_factory=list)
    breaks: int = 0
    length_factor: int = 1
    is_in_vain: bool = False

    @property
    def is_over(self) -> bool:
        """Whether asking again makes no sense any more."""
        is_out = self.answers + len(self.cuts) > self.patience.reasks
        return self.is_in_vain or is_out or self.answers > self.reasks

    @property
    def has_been_cut_off(self) -> bool:
        """Whether patience came to its end without a single answer that the model ended."""
        return len(self.cuts) > self.patience.reasks

    def note_answer(self) -> None:
        """A whole answer came."""
        self.answers += 1

    def note_break(self, broken: StreamBroken, is_same_again: bool) -> None:
        """An answer was not whole; with nothing of use in it the same would be asked again."""
        if isinstance(broken, Stopped):
            self._note_stop(broken, is_same_again)
        else:
            self.breaks += 1
        if broken.is_by_model:
            self.answers += 1
        else:
            self.cuts.append(broken)

    def _note_stop(self, stopped: Stopped, is_same_again: bool) -> None:
        """Let an answer that was too long be longer, once; give up what would stop again."""
        self.stops.append(stopped)
        if not is_same_again:
            return
        if stopped.reason == "max_tokens" and self.length_factor < LONGER_FACTOR:
            self.length_factor = LONGER_FACTOR
        elif stopped.is_final:
            self.is_in_vain = True
