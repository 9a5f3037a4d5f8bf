"""An answer from its first event on: until that is there, somebody else can still be asked."""

from collections.abc import AsyncGenerator

from examcli.providers import Event, Provider, Request, listening


async def opened(provider: Provider, request: Request) -> AsyncGenerator[Event]:
    """The provider's stream after its first event has arrived, which it yields again first."""
    events = provider.stream(request)
    try:
        first = await anext(events)
    except BaseException:
        await events.aclose()
        raise
    return _resumed(first, events)


async def _resumed(first: Event, events: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
    async with listening(events):
        yield first
        async for event in events:
            yield event
