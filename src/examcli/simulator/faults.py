"""Scripted faults: which requests go wrong, and how.

A script numbers the calls of `POST /v1/messages` from 1 and decides for each which fault, if any,
it meets; the first that applies wins. On the command line a fault is written
`KIND[@WHICH][:NAME=VALUE,…]`, e.g. `rate-limit@1-3:retry-after=2`, `cut@every 5:after-questions=1`.
"""

import random
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TypeVar

from examcli.simulator.errors import ERROR_TYPES, ApiError, Json

T = TypeVar("T")

STATUS_KINDS = {
    "rate-limit": 429,
    "rate-limit-bare": 429,
    "rate-limit-date": 429,
    "spend-limit": 429,
    "overloaded": 529,
    "server-error": 500,
    "server-error-final": 500,
    "unauthorized": 401,
    "not-found": 404,
}
"""Faults that answer with an error before anything else is looked at."""

BREAK_KINDS = ("error-event", "first-event-error", "cut", "stall", "silence", "clean-end")
"""Faults of a response that has begun."""

SLOW_KINDS = ("trickle",)
"""Whole answers behind a long thought that comes bit by bit."""

STOP_KINDS = ("max-tokens", "refusal")
"""Answers that stop early and say so."""

DEFECT_KINDS = (
    "malformed",
    "duplicate",
    "two-keys",
    "empty-choice",
    "missing-choice",
    "figure",
    "bad-figure",
    "letter-explanation",
    "placeholder",
    "wrong-key",
)
"""Complete answers that are wrong inside."""

KINDS = (
    *STATUS_KINDS,
    *(f"status-{status}" for status in ERROR_TYPES),
    *BREAK_KINDS,
    *SLOW_KINDS,
    *STOP_KINDS,
    *DEFECT_KINDS,
)
"""All that `Fault.kind` may be."""
WHICH = re.compile(r"all|[1-9]\d*(-([1-9]\d*)?)?|every[ -][1-9]\d*|\d+(\.\d+)?%")
"""How `Fault.on` is written."""


@dataclass(frozen=True)
class Fault:
    """One way to go wrong and the requests that meet it."""

    kind: str
    """One of `KINDS`."""
    on: str = "all"
    """Which requests: "3", "1-3", "4-" (the fourth and on), "every 5" or "every-5", "5%", "all"."""
    retry_after_seconds: float | None = None
    """The retry-after header of an error; rate-limit and rate-limit-date have one anyway (1 s)."""
    seconds: float = 4.0
    """How long a trickle lasts."""
    after_questions: int | None = None
    """Break or spoil the answer after this many whole questions."""
    after_characters: int | None = None
    """Break the answer after this many characters; without either, in the middle."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {', '.join(KINDS)}")
        if not WHICH.fullmatch(self.on):
            raise ValueError(
                f"{self.on!r} does not say which requests; write 3, 1-3, 4-, every 5, 5% or all"
            )
        for field in ("retry_after_seconds", "seconds", "after_questions", "after_characters"):
            if (getattr(self, field) or 0) < 0:
                raise ValueError(f"{field} must not be negative")

    @property
    def status(self) -> int | None:
        """The HTTP status this fault answers with, None if the response begins well."""
        if self.kind.startswith("status-"):
            return int(self.kind.removeprefix("status-"))
        return STATUS_KINDS.get(self.kind)

    def applies_to(self, number: int, chance: float) -> bool:
        """Whether request `number` meets it; `chance` is a draw from [0, 1) for percentages."""
        if self.on == "all":
            return True
        if self.on.endswith("%"):
            return chance * 100 < float(self.on.removesuffix("%"))
        if self.on.startswith("every"):
            return number % int(self.on[len("every ") :]) == 0
        first, dash, last = self.on.partition("-")
        if not dash:
            return number == int(first)
        return int(first) <= number and (not last or number <= int(last))

    def error(self, now: datetime) -> ApiError | None:
        """The error this fault answers with at `now`, None if the response begins well."""
        if self.status is None:
            return None
        message = MESSAGES.get(self.kind) or f"Scripted fault: HTTP {self.status}"
        details: Json | None = None
        if self.kind == "spend-limit":
            details = {"error_code": "enforced_spend_limit_reached"}
        return ApiError(self.status, message, details, self._headers(now))

    def _headers(self, now: datetime) -> dict[str, str]:
        headers = {"x-should-retry": "false"} if self.kind == "server-error-final" else {}
        seconds = self.retry_after_seconds
        if seconds is None and self.kind in ("rate-limit", "rate-limit-date"):
            seconds = 1.0
        if seconds is None:
            return headers
        if self.kind == "rate-limit-date":
            # A date has whole seconds only; the next one is not too early.
            moment = (now + timedelta(seconds=seconds + 1)).replace(microsecond=0)
            return headers | {"retry-after": format_datetime(moment, usegmt=True)}
        return headers | {"retry-after": f"{seconds:g}"}


MESSAGES = {
    "rate-limit": "This request would exceed your organization's rate limit.",
    "rate-limit-bare": "This request would exceed your organization's rate limit.",
    "rate-limit-date": "This request would exceed your organization's rate limit.",
    "spend-limit": "You have reached your specified API usage limits for this month.",
    "overloaded": "Overloaded",
    "server-error": "Internal server error",
    "server-error-final": "Internal server error",
    "unauthorized": "invalid x-api-key",
    "not-found": "model: not found",
}
"""What an error says where its status does not say it all."""

PARAMETERS = ("retry-after", "seconds", "after-questions", "after-characters")
"""The fields of a `Fault` that the command line sets."""


def parse_fault(text: str) -> Fault:
    """A fault from its command-line form.

    >>> fault = parse_fault("rate-limit@1-3:retry-after=2")
    >>> fault.kind, fault.on, fault.retry_after_seconds
    ('rate-limit', '1-3', 2.0)

    Raises:
        ValueError: naming the part that is wrong and what would be right.
    """
    head, _, tail = text.strip().partition(":")
    kind, at, which = head.partition("@")
    settings = _settings(tail)
    seconds = _number(settings, "seconds", float)
    return Fault(
        kind.strip(),
        which.strip() if at else "all",
        retry_after_seconds=_number(settings, "retry-after", float),
        seconds=Fault.seconds if seconds is None else seconds,
        after_questions=_number(settings, "after-questions", int),
        after_characters=_number(settings, "after-characters", int),
    )


def _settings(text: str) -> dict[str, str]:
    settings: dict[str, str] = {}
    for setting in filter(None, text.split(",")):
        name, equals, value = (part.strip() for part in setting.partition("="))
        if not equals or name not in PARAMETERS:
            raise ValueError(
                f"{setting!r}: expected NAME=VALUE, NAME one of {', '.join(PARAMETERS)}"
            )
        settings[name] = value
    return settings


def _number(settings: Mapping[str, str], name: str, convert: Callable[[str], T]) -> T | None:
    if name not in settings:
        return None
    try:
        return convert(settings[name])
    except ValueError:
        kind = "a whole number" if convert is int else "a number"
        raise ValueError(f"{name}={settings[name]}: the value must be {kind}") from None


class Script:
    """The faults in force and the number of the next request."""

    def __init__(self, faults: Sequence[Fault], seed: int) -> None:
        self._faults = tuple(faults)
        self._seed = seed
        self._requests = 0
        self._lock = threading.Lock()

    def next(self) -> tuple[int, Fault | None]:
        """Count one request: its number and the fault it meets."""
        with self._lock:
            self._requests += 1
            number = self._requests
        for index, fault in enumerate(self._faults):
            chance = random.Random(f"{self._seed}/fault/{index}/{number}").random()
            if fault.applies_to(number, chance):
                return number, fault
        return number, None
