"""A pause that all requests make together."""

from examcli.clock import Clock
from examcli.providers.patience import Jitter, spread


class Pause:
    """A pause that all requests make together; each ends it at a moment of its own."""

    def __init__(self, clock: Clock, jitter: Jitter) -> None:
        self._clock = clock
        self._jitter = jitter
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether it lasts."""
        return self._until > self._clock.monotonic()

    def extend(self, seconds: float) -> None:
        """Let it last at least so long from now."""
        self._until = max(self._until, self._clock.monotonic() + seconds)

    async def is_over(self) -> None:
        """Wait for its end."""
        while self.is_on:
            await self.passes()

    async def passes(self) -> None:
        """Wait for its end as it stands; somebody may extend it meanwhile."""
        seconds = self._until - self._clock.monotonic()
        await self._clock.sleep(spread(seconds, self._jitter))
