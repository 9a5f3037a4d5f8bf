"""Takes questions in, and notes when they came and how much had been written by then."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from examcli.clock import Clock
from examcli.exam.plan import Slot
from examcli.exam.question import Question
from examcli.providers import Ended, Event, Provider, Request, Started, Text


class Metered:
    """Counts the characters and tokens of each answer as they pass."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self.characters: dict[str, int] = {}
        self.tokens: dict[str, int] = {}

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through, and count."""
        shard = request.shard
        self.characters[shard] = 0
        async with aclosing(self._provider.stream(request)) as events:
            async for event in events:
                match event:
                    case Text(text):
                        self.characters[shard] += len(text)
                    case Ended(usage=usage):
                        self.tokens[shard] = usage.output
                yield event


class TimingSink:
    """The sink of one first batch; times are seconds since it was made.

    `is_served` is set once so many questions as are served together have arrived.
    """

    def __init__(self, clock: Clock, meter: Metered, served: int) -> None:
        self._served = served
        self.is_served = asyncio.Event()
        self._clock = clock
        self._begin = clock.monotonic()
        self._meter = meter
        self._fingerprints: set[str] = set()
        self._characters_when_servable: dict[str, int] = {}
        self.servable_at: dict[int, float] = {}
        self.explained_at: dict[int, float] = {}

    @property
    def elapsed(self) -> float:
        """Seconds since the request."""
        return self._clock.monotonic() - self._begin

    def avoid(self, _slot: Slot) -> list[str]:
        """Nothing was asked before."""
        return []

    def is_new(self, question: Question) -> bool:
        """Whether this batch does not have it yet."""
        return question.fingerprint not in self._fingerprints

    def accept(self, question: Question, _origin: Started) -> None:
        """Note when a question became servable."""
        self._fingerprints.add(question.fingerprint)
        self.servable_at[question.slot] = self.elapsed
        if len(self.servable_at) == self._served:
            self.is_served.set()
        shard = str(question.slot)
        self._characters_when_servable[shard] = self._meter.characters.get(shard, 0)

    def take_back(self, question: Question) -> bool:
        """Whatever was taken was measured; another answer is measured as well."""
        self.servable_at.pop(question.slot, None)
        return True

    def explain(self, slot: Slot, _explanation: str) -> None:
        """Note when a question became complete."""
        self.explained_at[slot.number] = self.elapsed

    def servable_tokens(self) -> list[float]:
        """For each question that had a call of its own: the tokens until it was servable."""
        meter = self._meter
        return [
            meter.tokens[shard] * characters / meter.characters[shard]
            for shard, characters in self._characters_when_servable.items()
            if characters and shard in meter.tokens
        ]
