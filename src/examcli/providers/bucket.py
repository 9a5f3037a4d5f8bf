"""A token bucket as a client sees it: an allowance that refills steadily, known from hearsay."""

import math

from examcli.providers.limit_headers import Told

SECONDS_PER_MINUTE = 60.0
REFILL_SHARE = 0.99
"""Of what refills: a little is left for what is counted differently over there."""


class TokenBucket:
    """What is left of an allowance; without end until a limit is told.

    What the server tells is exact but late: it was so when a request arrived whose answer begins
    only now, and it does not know of the rest of answers that it still writes. What is counted
    here is early but an estimate. So the one bounds the other (`learn`). `taken` is all that was
    ever used.
    """

    def __init__(self) -> None:
        self.per_minute = math.inf
        self.taken = 0.0
        self._level = math.inf
        self._updated_at = 0.0

    def level(self, now: float) -> float:
        """What is left at `now`; negative when more was used than there was."""
        if math.isfinite(self.per_minute):
            refilled = (now - self._updated_at) * REFILL_SHARE * self.per_minute
            self._level = min(self.per_minute, self._level + refilled / SECONDS_PER_MINUTE)
        self._updated_at = now
        return self._level

    def take(self, amount: float, now: float) -> None:
        """Use `amount`; a negative one is given back."""
        self._level = self.level(now) - amount
        self.taken += amount

    def seconds_until(self, amount: float, now: float) -> float:
        """How long until `amount` is there, or a full bucket if that is less."""
        missing = min(amount, self.per_minute) - self.level(now)
        if not missing > 0:
            return 0.0
        return missing * SECONDS_PER_MINUTE / (REFILL_SHARE * self.per_minute)

    def learn(self, told: Told, told_at: float, unseen: float, now: float) -> None:
        """Correct the level by what the server tells.

        It told so at `told_at` or later, and knew by then of all but `unseen` of what was taken.
        So there is no more than that and what was refilled since, and no less than that without
        what it had not seen.
        """
        level = self.level(now)
        self.per_minute = float(told.per_minute)
        refilled = (now - told_at) * self.per_minute / SECONDS_PER_MINUTE
        at_least = told.least_left - unseen
        at_most = told.most_left + refilled
        self._level = at_least if math.isinf(level) else max(at_least, min(level, at_most))
