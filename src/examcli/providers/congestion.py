"""How many requests at once, and how fast one after another, a service of unknown size can take.

As TCP finds out what a network can take: carefully at first, then twice as much a round trip; less
at once when it is too much; a little more a round trip after that. A round trip is the time from a
request to the beginning of its answer. What a service tells of its limits is not needed for it.
"""

import math
from collections import deque

FIRST_WINDOW = 4
"""Before anything is known of a service. Two round trips later it is sixteen."""
INFORMED_WINDOW = 100
"""Once a service tells its limits, their buckets guard them; a whole exam has 96 questions."""
LARGEST_WINDOW = 200
"""As many connections as are kept open; see `answering`."""
DECREASE = 0.7
"""What is left of the window when it was too large: CUBIC's share, which wastes less than half."""
INCREASE = 0.05
"""Of the window at its last decrease, a round trip: six of them make good for a decrease."""
SATURATED = 0.8
"""Share of the window that must be in use before it grows: what is not used proves nothing."""

FIRST_RATE = 200.0
"""Requests a second. A refusal is back within a tenth of a second: some twenty are lost at most."""
BURST_SECONDS = 0.02
"""By so much a late request may be made up for: timers are late by milliseconds."""
MEMORY_SECONDS = 10.0
"""The span over which the rate of requests is counted, and for which a ramp that was too sharp
is not taken up again."""
BELOW = 0.5
"""Of the rate that was too sharp: refused requests, and those on their way, are counted in it."""
RISE = 1.5
"""Times as many requests as ten seconds before, after a ramp was too sharp once; the root of it
after the second time, and so on."""
SUDDEN = 2.0
"""Times the rate of the last seconds: after a complaint, a rest is not followed by a burst."""
LEAST_RATE, LARGEST_RATE = 0.5, 10_000.0
"""A request every two seconds is no sharp rise; ten thousand a second no process can send."""


class Window:
    """How many requests may be under way at once.

    Only a refusal for too many requests makes it smaller, and those of one round trip count once:
    requests that were sent before a decrease say nothing about what came of it.
    """

    def __init__(self) -> None:
        self._size = float(FIRST_WINDOW)
        self._step = math.inf
        self._grown_at = -math.inf
        self._cut_at = -math.inf

    @property
    def size(self) -> int:
        """How many requests may be under way."""
        return int(self._size)

    def inform(self) -> None:
        """Begin from more: the service tells its limits, so nothing has to be found out."""
        if math.isinf(self._step):
            self._size = max(self._size, INFORMED_WINDOW)

    def begun(self, sent_at: float, in_flight: int, now: float) -> None:
        """The answer to a request has begun: grow once a round trip, if the window is in use."""
        if sent_at < self._grown_at or in_flight < SATURATED * self._size:
            return
        self._size = min(self._size + min(self._step, self._size), LARGEST_WINDOW)
        self._grown_at = now

    def refused(self, sent_at: float, in_flight: int, now: float) -> None:
        """A request was one too many."""
        if sent_at < self._cut_at:
            return
        used = min(self._size, float(in_flight))
        self._step = max(1.0, INCREASE * used)
        self._size = max(1.0, DECREASE * used)
        self._grown_at = self._cut_at = now


class Ramp:
    """How fast requests may follow one another.

    Twice as fast every second while nobody complains. A service that calls the rise too sharp is
    gone on with at half the rate of its complaint, for a while, and then more gently than before.
    """

    def __init__(self, now: float) -> None:
        self.rate = FIRST_RATE
        self._growth_per_second = 2.0
        self._grown_at = now
        self._next_at = now
        self._complained_at = -math.inf
        self._complaints = 0
        self._sent_at: deque[float] = deque()

    def seconds_until_next(self, now: float) -> float:
        """How long until the next request may be sent."""
        return max(0.0, self._next_at - now)

    def sent(self, now: float) -> None:
        """A request is sent."""
        self._forget(now)
        self._sent_at.append(now)
        self._grow(now)
        self._next_at = max(self._next_at, now - BURST_SECONDS) + 1.0 / self.rate

    def too_sharp(self, sent_at: float, now: float, resumes_at: float) -> None:
        """The service complains, and wants to be left alone until `resumes_at`.

        Of what was sent before it did it complains no second time. The rise begins from nothing:
        a while after the end of the wait.
        """
        if sent_at < self._complained_at:
            return
        self._forget(now)
        self._complaints += 1
        self._complained_at = now
        self._growth_per_second = RISE ** (0.5 ** (self._complaints - 1) / MEMORY_SECONDS)
        self.rate = max(LEAST_RATE, BELOW * len(self._sent_at) / MEMORY_SECONDS)
        self._next_at = now + 1.0 / self.rate
        self._grown_at = max(now, resumes_at) + MEMORY_SECONDS

    def _forget(self, now: float) -> None:
        while self._sent_at and self._sent_at[0] <= now - MEMORY_SECONDS:
            self._sent_at.popleft()

    def _grow(self, now: float) -> None:
        """Grow with the time since the last request; a long pause proves nothing."""
        seconds = min(now - self._grown_at, MEMORY_SECONDS)
        if seconds > 0:
            self.rate = min(self.rate * self._growth_per_second**seconds, self._ceiling)
            self._grown_at = now

    @property
    def _ceiling(self) -> float:
        if not self._complaints:
            return LARGEST_RATE
        return max(LEAST_RATE, SUDDEN * len(self._sent_at) / MEMORY_SECONDS)
