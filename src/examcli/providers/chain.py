"""Who is asked, in which order, and what happens when nobody answers: one chain for all.

`Fallback((Retrying(Succeeding(Budgeted(Admitted(Recorded(Watched(claude)))))), …))`, composed
here and nowhere else, so that the bench measures what people use. Whoever opens it says which
servers there are (`Endpoint`), how they are spoken to, and how much failure is put up with.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from examcli.clock import Clock
from examcli.models import known_models
from examcli.providers import Provider
from examcli.providers.admission import Admission, Admitted, Unhindered
from examcli.providers.answering import Heard, MessagesApi
from examcli.providers.budget import Budget, Budgeted
from examcli.providers.endpoint import Endpoint
from examcli.providers.fallback import Fallback
from examcli.providers.patience import QUICK, Patience
from examcli.providers.recording import CallLog, Recorded
from examcli.providers.resilience import Succeeding, Watched
from examcli.providers.retrying import Retrying

Way = Literal["http", "sdk"]
"""Plain HTTP is there in a tenth of a second; importing the official SDK takes one to three."""


@dataclass(frozen=True)
class Policy:
    """How servers are spoken to, what is put up with, and what may be spent.

    `admission` is what the process knows of their limits; None knows nothing yet. Requests that
    are `is_awaited` are not held up by it.
    """

    silence_seconds: float
    way: Way = "http"
    patience: Patience = QUICK
    is_awaited: bool = True
    admission: Admission | None = None
    budget: Budget = field(default_factory=Budget)


@asynccontextmanager
async def opened(
    endpoints: Sequence[Endpoint], policy: Policy, call_log: CallLog, clock: Clock
) -> AsyncIterator[Provider]:
    """The chain over these servers, the one asked first first; connections close with it.

    Raises:
        SettingsInvalid: a connection cannot be set up.
    """
    admission = policy.admission or Admission(clock)
    admitting = Unhindered if policy.is_awaited else Admitted
    async with AsyncExitStack() as stack:
        providers = []
        for endpoint in endpoints:
            spoken = _spoken(endpoint, policy.way, clock, partial(admission.heard, endpoint.name))
            stack.push_async_callback(spoken.close)
            recorded = Recorded(Watched(spoken, policy.silence_seconds), clock, call_log)
            budgeted = Budgeted(admitting(recorded, admission), policy.budget)
            succeeding = Succeeding(budgeted, known_models(), call_log)
            providers.append(Retrying(succeeding, clock, call_log))
        yield Fallback(providers, clock, call_log, policy.patience)


def _spoken(endpoint: Endpoint, way: Way, clock: Clock, heard: Heard) -> MessagesApi:
    """The server over plain HTTP, or through the SDK, which has no words for what routers need."""
    if way == "http" or endpoint.extra:
        from examcli.providers.http import HttpApi

        return HttpApi(endpoint, clock, heard)
    from examcli.providers.sdk import Claude

    return Claude(endpoint, clock, heard)
