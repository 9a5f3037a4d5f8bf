"""Message Batches: many requests at once, answered later at half the price.

A batch is in progress for a while of simulated time and is then worked off all at once, when
somebody next looks at it. The requests are validated only then, so a bad one is an errored result
and not a refusal of the batch. Results come in any order.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError, Json, invalid, not_found
from examcli.simulator.json_fields import JsonFields
from examcli.simulator.options import Options

CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MAX_REQUESTS = 100_000
"""Ids and number of requests as documented."""
LIFETIME_SECONDS = 24 * 3600
"""A batch that is not through by then has expired."""
OUTCOMES = ("succeeded", "errored", "canceled", "expired")
"""The types of a result, which are also the names of their counts."""


@dataclass
class Batch:
    """One batch; `results` is None until it has ended."""

    id: str
    organisation: str
    version: str
    requests: list[JsonFields]
    created_at: float
    created_on: datetime
    cancelled_on: datetime | None = None
    ended_on: datetime | None = None
    results: list[Json] | None = None

    def as_json(self, base_url: str) -> Json:
        """The batch as the API shows it; counts are zero until the end."""
        return {
            "id": self.id,
            "type": "message_batch",
            "processing_status": self._status(),
            "request_counts": self._counts(),
            "created_at": timestamp(self.created_on),
            "expires_at": timestamp(self.created_on + timedelta(seconds=LIFETIME_SECONDS)),
            "ended_at": timestamp(self.ended_on),
            "cancel_initiated_at": timestamp(self.cancelled_on),
            "archived_at": None,
            "results_url": self._results_url(base_url),
        }

    def _results_url(self, base_url: str) -> str | None:
        if self.results is None:
            return None
        return f"{base_url}/v1/messages/batches/{self.id}/results"

    def _status(self) -> str:
        if self.results is not None:
            return "ended"
        return "canceling" if self.cancelled_on else "in_progress"

    def _counts(self) -> Json:
        if self.results is None:
            return {"processing": len(self.requests), **dict.fromkeys(OUTCOMES, 0)}
        counted = Counter(_outcome(result) for result in self.results)
        return {"processing": 0, **{outcome: counted[outcome] for outcome in OUTCOMES}}


@dataclass
class Batches:
    """All batches of all organisations."""

    clock: Clock
    options: Options
    answer: Callable[[Batch, JsonFields], Json]
    """Turns the params of one request of a batch into its result, which may be an error."""
    new_id: Callable[[str], str]
    _batches: dict[str, Batch] = field(default_factory=dict)

    def create(self, organisation: str, version: str, body: JsonFields) -> Batch:
        """A new batch; only the envelope of its requests is looked at."""
        requests = body.objects("requests")
        if not requests:
            raise invalid("requests: at least one request is required")
        if len(requests) > MAX_REQUESTS:
            raise invalid(f"requests: at most {MAX_REQUESTS} requests are allowed")
        _check_ids(requests)
        for request in requests:
            request.child("params").text("model")
        batch = Batch(
            id=self.new_id("msgbatch"),
            organisation=organisation,
            version=version,
            requests=requests,
            created_at=self.clock.seconds(),
            created_on=self.clock.now(),
        )
        self._batches[batch.id] = batch
        return batch

    def get(self, organisation: str, batch_id: str) -> Batch:
        """The batch as it stands now."""
        batch = self._batches.get(batch_id)
        if batch is None or batch.organisation != organisation:
            raise not_found(f"Message batch {batch_id} not found")
        self._settle(batch)
        return batch

    def newest_first(self, organisation: str) -> Sequence[Batch]:
        """The organisation's batches, newest first."""
        own = [batch for batch in self._batches.values() if batch.organisation == organisation]
        for batch in own:
            self._settle(batch)
        return own[::-1]

    def cancel(self, organisation: str, batch_id: str) -> Batch:
        """Cancel what has not been answered; one that has ended stays as it is."""
        batch = self.get(organisation, batch_id)
        if batch.results is None and batch.cancelled_on is None:
            batch.cancelled_on = self.clock.now()
        return batch

    def delete(self, organisation: str, batch_id: str) -> None:
        """Forget a batch that has ended."""
        if self.get(organisation, batch_id).results is None:
            raise invalid("Message batches can only be deleted once they have finished processing")
        del self._batches[batch_id]

    def results(self, organisation: str, batch_id: str) -> list[Json]:
        """One line per request, once the batch has ended."""
        results = self.get(organisation, batch_id).results
        if results is None:
            raise invalid(f"Message batch {batch_id} has not finished processing yet")
        return results

    def _settle(self, batch: Batch) -> None:
        """End the batch if its time has come; the answer to a cancel still shows it canceling."""
        if batch.results is not None:
            return
        age_seconds = self.clock.seconds() - batch.created_at
        if batch.cancelled_on:
            self._end(batch, lambda _params: {"type": "canceled"})
        elif age_seconds >= LIFETIME_SECONDS and self.options.batch_seconds > LIFETIME_SECONDS:
            self._end(batch, lambda _params: {"type": "expired"})
        elif age_seconds >= self.options.batch_seconds:
            self._work_off(batch)

    def _work_off(self, batch: Batch) -> None:
        """Answer every request, but for those that chance leaves without an answer."""
        chance = random.Random(f"{self.options.seed}/{batch.id}")

        def result(params: JsonFields) -> Json:
            drawn = chance.random() - self.options.batch_errored_probability
            if drawn < 0:
                return {"type": "errored", "error": ApiError(500, "Internal server error").body("")}
            if drawn < self.options.batch_expired_probability:
                return {"type": "expired"}
            return self.answer(batch, params)

        self._end(batch, result)
        chance.shuffle(batch.results or [])

    def _end(self, batch: Batch, answer: Callable[[JsonFields], Json]) -> None:
        batch.results = [
            {"custom_id": request.text("custom_id"), "result": answer(request.child("params"))}
            for request in batch.requests
        ]
        batch.ended_on = self.clock.now()


def timestamp(moment: datetime | None) -> str | None:
    """A date and time in RFC 3339."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _check_ids(requests: Sequence[JsonFields]) -> None:
    seen: set[str] = set()
    for request in requests:
        custom_id = request.text("custom_id")
        if not CUSTOM_ID.fullmatch(custom_id):
            raise invalid(f"{request.path}.custom_id: must match ^{CUSTOM_ID.pattern}$")
        if custom_id in seen:
            raise invalid(f"{request.path}.custom_id: '{custom_id}' is not unique")
        seen.add(custom_id)


def _outcome(result: Json) -> object:
    inner = result["result"]
    return inner["type"] if isinstance(inner, dict) else None
