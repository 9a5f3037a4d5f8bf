"""Providers around a provider: watched for silence, and followed when its model retires.

Like `retrying` and `fallback` each does one thing and is a provider itself, so a policy reads as
the sentence it is (`chain`). All of them act only before an answer has begun; what to do about half
an answer is decided by who asked.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from examcli.errors import (
    ModelGone,
    ProviderError,
    Silent,
    StreamBroken,
)
from examcli.models import Models
from examcli.providers import Event, Provider, Request, listening
from examcli.providers.opening import opened
from examcli.providers.recording import CallLog, ProviderEvent


class Watched:
    """Gives up on a silent stream: keep-alive pings reset every timeout but this one."""

    def __init__(self, provider: Provider, silence_seconds: float) -> None:
        self._provider = provider
        self._silence_seconds = silence_seconds

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Pass everything through while something comes."""
        has_started = False
        async with aclosing(self._provider.stream(request)) as events:
            while True:
                try:
                    async with asyncio.timeout(self._silence_seconds):
                        event = await anext(events, None)
                except TimeoutError as error:
                    raise self._silent(has_started) from error
                if event is None:
                    return
                has_started = True
                yield event

    def _silent(self, has_started: bool) -> ProviderError:
        message = f"{self.name} was silent for {self._silence_seconds:g} s"
        return StreamBroken(message, "silence") if has_started else Silent(message)


class Succeeding:
    """Goes on with a model's successor when the provider no longer knows the model."""

    def __init__(self, provider: Provider, models: Models, call_log: CallLog) -> None:
        self._provider = provider
        self._models = models
        self._call_log = call_log
        self._successors: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name of the provider within."""
        return self._provider.name

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        """Answer a request, with the successor of its model if need be."""
        async with listening(await self._answer(request)) as events:
            async for event in events:
                yield event

    async def _answer(self, request: Request) -> AsyncGenerator[Event]:
        """The answer of the model, or of the first of its successors that is still there."""
        model = request.model
        while successor := self._successors.get(model.id):
            model = self._models.find(successor)
        try:
            return await opened(self._provider, replace(request, model=model))
        except ModelGone:
            if not model.successor:
                raise
        if model.id not in self._successors:
            self._successors[model.id] = model.successor
            notice = f"{model.id} is retired; using {model.successor}"
            self._call_log.provider_event(
                ProviderEvent(request.session_id, self.name, "successor", notice)
            )
        return await self._answer(request)
