"""Creating a message: what the request costs, what the answer is, and how it reaches the client.

The order matters. The plan (cache use, rate limit, content) is made when the request arrives; the
cache entries it writes become readable only when the response begins, a time to the first token
later. Where nothing is paced there is no such time: of requests that arrive together the second
already reads what the first wrote.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from examcli.simulator import sse
from examcli.simulator.answers import Author
from examcli.simulator.caching import CacheUse, PrefixCache
from examcli.simulator.clock import Clock
from examcli.simulator.diagnosis import Diagnosis
from examcli.simulator.errors import ApiError, Json, invalid
from examcli.simulator.faults import BREAK_KINDS, Fault
from examcli.simulator.limits import RateLimiter
from examcli.simulator.options import Options
from examcli.simulator.pacing import Pace, find_profile, paced
from examcli.simulator.replies import Content, Reply, Thinking, Usage
from examcli.simulator.request import MessageRequest
from examcli.simulator.writer import Writer

PING_SECONDS = 15.0
"""How often a stream that has nothing to say pings."""


@dataclass(frozen=True)
class PlannedAnswer:
    """What will be sent, decided before the first byte."""

    reply: Reply
    fault: Fault | None
    pace: Pace
    started_at: float
    request_id: str

    @property
    def broken_by(self) -> str:
        """The kind of fault that breaks the response off, "" if it will be whole."""
        return self.fault.kind if self.fault and self.fault.kind in BREAK_KINDS else ""


class Messages:
    """The model, its cache and its pace."""

    def __init__(
        self, options: Options, clock: Clock, limiter: RateLimiter, new_id: Callable[[str], str]
    ) -> None:
        self._options = options
        self._clock = clock
        self._limiter = limiter
        self._new_id = new_id
        self._cache = PrefixCache(options.propagation_seconds, options.seed)
        self._diagnosis = Diagnosis()
        self._writer = Writer(
            Author(options.compose, options.solve, options.compose_about, options.solve_about),
            new_id,
        )
        self._profile = find_profile(options.profile)

    def plan(
        self, request: MessageRequest, fault: Fault | None, number: int, request_id: str
    ) -> PlannedAnswer:
        """Decide everything about the answer to `request`, the `number`th of its kind.

        Raises:
            ApiError: the prompt does not fit, or a rate limit is exceeded.
        """
        started_at = self._clock.seconds()
        if fault and fault.kind in ("error-event", "first-event-error") and not request.stream:
            raise ApiError(529, "Overloaded")
        use = self._admit(request, started_at)
        pace = self._profile.draw(random.Random(f"{self._options.seed}/pace/{number}"))
        return PlannedAnswer(self._reply(request, fault, use), fault, pace, started_at, request_id)

    def begin(self, planned: PlannedAnswer) -> None:
        """The response begins: what it wrote to the cache can be read from now on."""
        self._cache.begin(planned.reply.usage.cache, self._clock.seconds())

    async def send(self, planned: PlannedAnswer) -> AsyncIterator[bytes]:
        """The body of the response, in the time it takes."""
        if planned.reply.request.is_routed and planned.reply.request.stream:
            yield sse.KEEP_ALIVE_COMMENT
        await self._clock.wait_until(planned.started_at + planned.pace.ttft_seconds)
        self.begin(planned)
        body = self._stream(planned) if planned.reply.request.stream else self._whole(planned)
        async for chunk in body:
            yield chunk

    def _admit(self, request: MessageRequest, started_at: float) -> CacheUse:
        prompt, model = request.prompt, request.prompt.model
        if prompt.tokens > model.context_tokens:
            raise invalid(
                f"prompt is too long: {prompt.tokens} tokens > {model.context_tokens} maximum"
            )
        options, is_batch = self._options, request.service_tier == "batch"
        chance = options.batch_miss_probability if is_batch else options.miss_probability
        use = self._cache.look_up(prompt, started_at, chance)
        if request.service_tier != "batch":
            tokens = use.uncached_tokens + use.written_tokens
            self._limiter.admit(prompt.organisation, model.line, tokens)
        return use

    def _reply(self, request: MessageRequest, fault: Fault | None, use: CacheUse) -> Reply:
        content, stop = self._writer.write(request, fault)
        message_id = self._new_id("msg")
        reply = Reply(
            id=message_id,
            request=request,
            content=tuple(content),
            stop=stop,
            usage=self._usage(request, use, content),
            diagnostics=self._diagnose(request, use),
        )
        self._diagnosis.remember(message_id, request.prompt)
        return reply

    def _usage(self, request: MessageRequest, use: CacheUse, content: list[Content]) -> Usage:
        """What the exchange used; an answer without content still costs a token."""
        least = 0 if request.max_tokens == 0 else 1
        usage = Usage(
            cache=use,
            output_tokens=max(least, sum(block.tokens for block in content)),
            thinking_tokens=sum(b.tokens for b in content if isinstance(b, Thinking)),
            service_tier=request.service_tier,
            cost_usd=None,
        )
        if request.service_tier != "batch":
            prompt = request.prompt
            self._limiter.count_output(prompt.organisation, prompt.model.line, usage.output_tokens)
        if not request.is_routed:
            return usage
        return replace(usage, cost_usd=request.prompt.model.cost_usd(usage.by_class()))

    def _diagnose(self, request: MessageRequest, use: CacheUse) -> Json | None:
        if request.previous_message_id is None:
            return None
        return self._diagnosis.compare(request.previous_message_id, request.prompt, use.read_tokens)

    async def _stream(self, planned: PlannedAnswer) -> AsyncIterator[bytes]:
        if planned.broken_by == "first-event-error":
            yield sse.error_event("overloaded_error", "Overloaded", planned.request_id)
            return
        chance = random.Random(planned.reply.id)
        events = (sse.broken_events if planned.broken_by else sse.events)(planned.reply, chance)
        async for chunk in paced(events, planned.pace, planned.started_at, self._clock):
            yield chunk
        if planned.broken_by == "error-event":
            yield sse.error_event("overloaded_error", "Overloaded", planned.request_id)
        async for chunk in self._nothing_more(planned.broken_by):
            yield chunk

    async def _whole(self, planned: PlannedAnswer) -> AsyncIterator[bytes]:
        delay_seconds = sum(block.delay_seconds for block in planned.reply.content)
        await self._clock.wait_until(
            planned.started_at
            + planned.pace.seconds_at(planned.reply.usage.output_tokens)
            + delay_seconds
        )
        body = json.dumps(planned.reply.message(), ensure_ascii=False).encode()
        if planned.broken_by in ("stall", "silence"):
            await self._silence()
        yield body[: len(body) // 2] if planned.broken_by else body

    async def _nothing_more(self, kind: str) -> AsyncIterator[bytes]:
        """The endless end of a stream that stalls: pings for ever, or not even those."""
        while kind == "stall":
            await self._clock.wait_until(self._clock.seconds() + PING_SECONDS)
            yield sse.PING
        if kind == "silence":
            await self._silence()

    async def _silence(self) -> None:
        await asyncio.Event().wait()
