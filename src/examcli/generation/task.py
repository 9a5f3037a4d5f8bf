"""What to write, with what, and how; where it is handed in; what could not be done."""

from dataclasses import dataclass, field
from typing import Protocol

from examcli.errors import (
    ProviderError,
    Stopped,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.exam.plan import Slot
from examcli.exam.question import Question
from examcli.generation.prompt import (
    Order,
)
from examcli.generation.racing import RaceLimits
from examcli.models import Model, Thinking
from examcli.providers import (
    CacheTtl,
    Started,
)
from examcli.providers.patience import LONG, QUICK, STEADY, Patience


@dataclass(frozen=True)
class Pace:
    """How a generation is run: who waits decides how it is cut up and how long the cache lives.

    `cache_ttl` is how long the prefix should outlive a request; `shard_size` how many slots share
    a call; `is_awaited` whether someone is waiting for the first questions; `patience` how much
    failure is put up with. With `race_limits`, calls for one question that lag are asked a second
    time.
    """

    cache_ttl: CacheTtl
    shard_size: int
    is_awaited: bool
    patience: Patience = QUICK
    race_limits: RaceLimits | None = None

    @property
    def thinking(self) -> Thinking:
        """A model thinks before it answers only when nobody waits for that."""
        return "least" if self.is_awaited else "adaptive"


AWAITED = Pace("1h", 1, is_awaited=True)
"""A call a question, all at once; ten take a person longer than the short cache lives."""
PREFETCH = Pace("1h", 5, is_awaited=False, patience=STEADY)
"""Five a call, a fifth of the requests; the same person at the same exam, so the same cache."""
PREGENERATION = Pace("5m", 5, is_awaited=False, patience=LONG)
"""Batch follows batch, so the short cache lives on, whose writing costs less."""

FEW_STRAGGLERS = RaceLimits(home_share=0.9, raced_share=0.05)
"""Late enough to know what is slow; the few that an exam waits for cost a twentieth at most."""
FAST = Pace(
    "5m",
    1,
    is_awaited=False,
    patience=LONG,
    race_limits=FEW_STRAGGLERS,
)
"""A call a question, a reading set in one: an exam takes as long as its longest call."""

BATCHED = Pace("1h", 10, is_awaited=False, patience=LONG)
"""A Message Batch takes up to a day, mostly under an hour, which the long cache outlives."""


class QuestionSink(Protocol):
    """Where questions are handed in."""

    def avoid(self, slot: Slot) -> list[str]:
        """Questions already used about the same thing, as lines for the prompt."""

    def is_new(self, question: Question) -> bool:
        """Whether no other question has this content."""

    def accept(self, question: Question, origin: Started) -> None:
        """Take a question that passed review; it still lacks id, position and explanation.

        Raises:
            Repeated: its content was used by somebody else a moment ago.
        """

    def take_back(self, question: Question) -> bool:
        """Forget a question that was accepted; False where a student has answered it already."""

    def explain(self, slot: Slot, explanation: str) -> None:
        """Take the explanation of a question that was accepted before."""


@dataclass(frozen=True)
class Task:
    """What to write, with what, and how."""

    session_id: str
    blueprint: Blueprint
    model: Model
    pace: Pace
    is_cache_warm: bool
    orders: tuple[Order, ...]
    material: Material | None = None


@dataclass
class Outcome:
    """What could not be done: the reasons by slot, and the failures when no provider could answer.

    `stops` are those answers to slots with a gap that the model ended before it was done.
    """

    gaps: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unavailable: list[ProviderError] = field(default_factory=list)
    stops: list[Stopped] = field(default_factory=list)
