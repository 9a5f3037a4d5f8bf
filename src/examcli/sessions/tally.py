"""How far a run is, at what speed and for how much, at any moment of it."""

from collections.abc import Callable
from dataclasses import dataclass

from examcli.clock import Clock
from examcli.models import total_usd


@dataclass(frozen=True)
class Flow:
    """How many requests are under way, and what keeps it from being more."""

    concurrency: int
    limited_by: str = "nothing"


@dataclass(frozen=True)
class RunState:
    """A run at one moment. Costs are None where prices are not known, times where nobody can tell.

    `cost_usd` is what the run has cost in all, `expected_cost_usd` what it will have at its end.
    """

    exams: int
    exams_done: int
    questions: int
    questions_stored: int
    questions_per_second: float
    cost_usd: float | None
    expected_cost_usd: float | None
    seconds_left: float | None
    concurrency: int
    limited_by: str


@dataclass
class Tally:
    """Counts while a run goes on; `spending_usd` and `flow` are asked when somebody looks.

    `spent_before_usd` is what the run had cost when this process took it up, `estimated_usd` what
    is expected on top of it.
    """

    exams: int
    exams_done: int
    questions: int
    questions_stored: int
    spent_before_usd: float | None
    estimated_usd: float | None
    spending_usd: Callable[[], float | None]
    flow: Callable[[], Flow]
    clock: Clock

    def __post_init__(self) -> None:
        self._begun_at = self.clock.monotonic()
        self._stored_before = self.questions_stored

    @property
    def state(self) -> RunState:
        """How it is now."""
        flow, rate = self.flow(), self._rate
        left = self.questions - self.questions_stored
        return RunState(
            exams=self.exams,
            exams_done=self.exams_done,
            questions=self.questions,
            questions_stored=self.questions_stored,
            questions_per_second=rate,
            cost_usd=total_usd((self.spent_before_usd, self.spending_usd())),
            expected_cost_usd=total_usd((self.spent_before_usd, self.estimated_usd)),
            seconds_left=left / rate if rate else None,
            concurrency=flow.concurrency,
            limited_by=flow.limited_by,
        )

    @property
    def _rate(self) -> float:
        seconds = self.clock.monotonic() - self._begun_at
        return (self.questions_stored - self._stored_before) / seconds if seconds > 0 else 0.0
