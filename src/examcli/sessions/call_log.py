"""What generation used, cost and went through: kept in the store, and added up for the command."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from examcli.clock import Clock
from examcli.generation.prompt import prefix_digest
from examcli.models import Usage, total_usd
from examcli.providers import Request
from examcli.providers.budget import is_billed, most_cost_usd
from examcli.providers.recording import Call, ProviderEvent
from examcli.sessions.observer import Observer
from examcli.store import RequestRecord, Store

FREE_PROVIDERS = {"offline"}
MOST_CALLS = 1_000
"""A whole exam with every question asked for several times over; a run of hundreds has far more."""


@dataclass
class RunStats:
    """What the calls of one command used, and how long its batch took.

    Times are in seconds since `begin` was last called. Costs are None once the price of one call
    is not known. Sums are of all calls; of the calls themselves only the `MOST_CALLS` latest are
    kept, so that a run of many exams takes no more memory than one.
    """

    monotonic: Callable[[], float] = Clock().monotonic
    calls: list[Call] = field(default_factory=list)
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    cost_usd: float | None = 0.0
    cost_without_cache_usd: float | None = 0.0
    seconds_to_first_question: float | None = None
    seconds_to_batch: float | None = None
    begun_at: float = 0.0

    @property
    def is_cache_hit(self) -> bool:
        """Whether any call read its prefix from the cache."""
        return self.usage.cache_read > 0

    def add(self, call: Call, cost_usd: float | None, without_cache_usd: float | None) -> None:
        """A call is over."""
        self.calls.append(call)
        del self.calls[:-MOST_CALLS]
        self.requests += 1
        self.usage += call.usage
        self.cost_usd = total_usd((self.cost_usd, cost_usd))
        self.cost_without_cache_usd = total_usd((self.cost_without_cache_usd, without_cache_usd))

    def begin(self) -> None:
        """A batch is being asked for."""
        self.begun_at = self.monotonic()

    def note_question(self) -> None:
        """A question can be served."""
        if self.seconds_to_first_question is None:
            self.seconds_to_first_question = self.monotonic() - self.begun_at

    def note_batch(self) -> None:
        """Every question of the batch can be served."""
        self.seconds_to_batch = self.monotonic() - self.begun_at


class StoredCallLog:
    """Keeps requests, and what happens to providers, in the store."""

    def __init__(self, store: Store, clock: Clock, stats: RunStats, observer: Observer) -> None:
        self._store = store
        self._clock = clock
        self._stats = stats
        self._observer = observer
        self._in_flight: dict[int, RequestRecord] = {}

    @property
    def in_flight(self) -> int:
        """How many requests have left and not ended."""
        return len(self._in_flight)

    def sent(self, request: Request, provider: str) -> int:
        """Record a request before it leaves, so that it is known even if the process dies."""
        record = RequestRecord(
            session_id=request.session_id,
            shard=request.shard,
            provider=provider,
            model=request.model.id,
            prefix=prefix_digest(request.prefix, request.schema),
            cache_ttl=request.cache_ttl,
            most_cost_usd=0.0 if provider in FREE_PROVIDERS else most_cost_usd(request),
            started_at=self._clock.now().isoformat(timespec="milliseconds"),
        )
        entry = self._store.add_request(record)
        self._in_flight[entry] = record
        return entry

    def ended(self, entry: int, call: Call) -> None:
        """Complete the record, with what the call cost; the offline engine is free."""
        model, usage = call.request.model, call.usage
        is_free = call.provider in FREE_PROVIDERS or usage == Usage()
        cost_usd = 0.0 if is_free else model.cost_usd(usage)
        without_cache_usd = 0.0 if is_free else model.cost_without_cache_usd(usage)
        self._stats.add(call, cost_usd, without_cache_usd)
        record = self._in_flight.pop(entry)
        is_answered = bool(call.stop_reason)
        record = replace(
            record,
            most_cost_usd=cost_usd
            if is_answered or not is_billed(usage, call.error)
            else record.most_cost_usd,
            cache_miss_reason=call.cache_miss_reason,
            usage=usage,
            cost_usd=cost_usd,
            cost_without_cache_usd=without_cache_usd,
            reported_cost_usd=call.reported_cost_usd,
            first_token_seconds=call.first_token_seconds,
            total_seconds=call.total_seconds,
            stop_reason=call.stop_reason,
            error=call.error,
        )
        self._store.end_request(entry, record)

    def provider_event(self, event: ProviderEvent) -> None:
        """Keep what happened to a provider, and pass it on."""
        self._store.add_event(event.session_id, event.provider, event.what, event.detail)
        self._observer.provider_event(event)
