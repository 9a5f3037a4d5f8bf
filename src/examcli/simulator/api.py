"""The API as a whole: endpoints as plain methods, from an exchange to what is answered.

Nothing here knows HTTP beyond names and numbers; server.py carries it over the wire.
"""

import random
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

from examcli.simulator import openrouter
from examcli.simulator.access import api_version, authenticate, organisation_id
from examcli.simulator.batches import Batch, Batches
from examcli.simulator.betas import admitted
from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError, Json, not_found
from examcli.simulator.faults import Fault, Script
from examcli.simulator.json_fields import JsonFields, parse_body
from examcli.simulator.limits import RateLimiter
from examcli.simulator.messages import Messages, PlannedAnswer
from examcli.simulator.models import Model, catalogue, find_model, find_slug
from examcli.simulator.options import Options
from examcli.simulator.pages import page
from examcli.simulator.request import read_count_request, read_request
from examcli.simulator.request_context import RequestContext
from examcli.simulator.request_log import ReceivedRequest, RequestLog
from examcli.simulator.threads import Threads

ID_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base 58, as in the ids of the API: no letter that looks like another."""
MAX_BODY_BYTES = 32 * 1024 * 1024
MAX_BATCH_BODY_BYTES = 256 * 1024 * 1024
"""The documented limits: 32 MB for a message, 256 MB for a batch."""
RETRYABLE = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
"""What the official clients ask again after, told to all in `x-should-retry`."""


@dataclass
class Exchange:
    """One request on its way through the API, and what is learned about it on the way."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    content: bytes
    base_url: str
    request_id: str
    started_at: float
    key: str = ""
    body: Json = field(default_factory=dict)
    number: int = 0
    fault: Fault | None = None
    usage: Json | None = None
    model_class: str = ""

    def first_values(self) -> dict[str, str]:
        """The query with one value a name."""
        return {name: values[0] for name, values in self.query.items()}


class Api:
    """Everything a simulator does, for one set of options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.clock = Clock(options.now, options.monotonic, options.sleep, options.speed)
        self.request_log = RequestLog()
        self._script = Script(options.faults, options.seed)
        self._limiter = RateLimiter({"": options.limits, **options.limits_by_class}, self.clock)
        self._chance = random.Random(f"{options.seed}/ids")
        self._messages = Messages(options, self.clock, self._limiter, self.new_id)
        self._threads = Threads(self.clock)
        self._batches = Batches(self.clock, options, self._answer_in_batch, self.new_id)

    def script(self, faults: Sequence[Fault]) -> None:
        """Put other faults in force and count requests from 1 again."""
        self._script = Script(faults, self.options.seed)

    def new_id(self, prefix: str) -> str:
        """A fresh id such as `msg_01…`."""
        return f"{prefix}_01{''.join(self._chance.choices(ID_LETTERS, k=22))}"

    def new_request_id(self) -> str:
        """The id of a new exchange."""
        if self.options.dialect == "openrouter":
            return self.new_id("gen").replace("_", "-")
        return self.new_id("req")

    def create_message(self, exchange: Exchange) -> PlannedAnswer:
        """`POST /v1/messages`: the planned answer, to be sent with `send`."""
        exchange.number, exchange.fault = self._script.next()
        error = exchange.fault.error(self.clock.now()) if exchange.fault else None
        if error:
            raise error
        sent = self._open(exchange)
        body = self._threads.rebuilt(sent, exchange.key)
        request = read_request(body, self._context(exchange, body))
        planned = self._messages.plan(request, exchange.fault, exchange.number, exchange.request_id)
        if sent.has("thread"):
            self._threads.keep(body, planned.reply.message(), exchange.key)
        exchange.usage = planned.reply.usage.as_json()
        return planned

    def count_tokens(self, exchange: Exchange) -> Json:
        """`POST /v1/messages/count_tokens`."""
        body = self._open(exchange)
        prompt = read_count_request(body, self._context(exchange, body))
        return {"input_tokens": prompt.tokens}

    def list_models(self, exchange: Exchange) -> Json:
        """`GET /v1/models`: retired ones only if asked for."""
        self._authenticate(exchange)
        now = self.clock.now()
        asked = [*exchange.query.get("lifecycle", ()), *exchange.query.get("lifecycle[]", ())]
        wanted = set(asked) or {"active", "deprecated"}
        models = [model for model in catalogue() if model.lifecycle(now) in wanted]
        return page([model.describe(now) for model in models], exchange.first_values())

    def get_model(self, exchange: Exchange, name: str) -> Json:
        """`GET /v1/models/{id}`: a retired model is still described."""
        self._authenticate(exchange)
        return find_model(name).describe(self.clock.now())

    def create_batch(self, exchange: Exchange) -> Json:
        """`POST /v1/messages/batches`."""
        body = self._open(exchange)
        version = api_version(exchange.headers, self.options.dialect)
        return self._batches.create(exchange.key, version, body).as_json(exchange.base_url)

    def list_batches(self, exchange: Exchange) -> Json:
        """`GET /v1/messages/batches`."""
        self._authenticate(exchange)
        batches = self._batches.newest_first(exchange.key)
        return page(
            [batch.as_json(exchange.base_url) for batch in batches], exchange.first_values()
        )

    def get_batch(self, exchange: Exchange, batch_id: str) -> Json:
        """`GET /v1/messages/batches/{id}`."""
        self._authenticate(exchange)
        return self._batches.get(exchange.key, batch_id).as_json(exchange.base_url)

    def cancel_batch(self, exchange: Exchange, batch_id: str) -> Json:
        """`POST /v1/messages/batches/{id}/cancel`."""
        self._authenticate(exchange)
        return self._batches.cancel(exchange.key, batch_id).as_json(exchange.base_url)

    def delete_batch(self, exchange: Exchange, batch_id: str) -> Json:
        """`DELETE /v1/messages/batches/{id}`."""
        self._authenticate(exchange)
        self._batches.delete(exchange.key, batch_id)
        return {"id": batch_id, "type": "message_batch_deleted"}

    def batch_results(self, exchange: Exchange, batch_id: str) -> list[Json]:
        """`GET /v1/messages/batches/{id}/results`: the lines of the JSONL file."""
        self._authenticate(exchange)
        return self._batches.results(exchange.key, batch_id)

    def send(self, planned: PlannedAnswer) -> AsyncIterator[bytes]:
        """The body of a planned message, in the time it takes."""
        return self._messages.send(planned)

    def max_body_bytes(self, path: str) -> int:
        """The largest body that `path` takes."""
        return MAX_BATCH_BODY_BYTES if path.endswith("/batches") else MAX_BODY_BYTES

    def headers(self, exchange: Exchange) -> dict[str, str]:
        """The headers that every response to `exchange` has; limits are those of its model."""
        headers = {"request-id": exchange.request_id}
        if self.options.dialect == "openrouter":
            return headers
        headers["anthropic-organization-id"] = organisation_id(exchange.key)
        if exchange.model_class:
            headers |= self._limiter.headers(exchange.key, exchange.model_class)
        return headers

    def error_headers(self, exchange: Exchange, error: ApiError) -> dict[str, str]:
        """The same with what `error` adds; a limit that is spent is not worth a retry."""
        headers = self.headers(exchange)
        if self.options.dialect == "openrouter":
            return headers | error.headers
        is_spent = error.details is not None
        should_retry = error.status in RETRYABLE and not is_spent
        return headers | {"x-should-retry": str(should_retry).lower()} | error.headers

    def error_body(self, exchange: Exchange, error: ApiError) -> Json:
        """The error as a body, in the dialect's words."""
        if self.options.dialect == "openrouter":
            return openrouter.error_body(error, exchange.request_id)
        return error.body(exchange.request_id)

    def record(self, exchange: Exchange, status: int) -> None:
        """Note how the exchange was answered."""
        self.request_log.add(
            ReceivedRequest(
                method=exchange.method,
                path=exchange.path,
                headers=exchange.headers,
                body=exchange.body,
                status=status,
                fault=exchange.fault.kind if exchange.fault else "",
                usage=exchange.usage,
                request_id=exchange.request_id,
                number=exchange.number,
                started_at=exchange.started_at,
            ),
            len(exchange.content),
        )

    def _authenticate(self, exchange: Exchange) -> None:
        options = self.options
        exchange.key = authenticate(exchange.headers, options.api_keys, options.dialect)
        api_version(exchange.headers, options.dialect)

    def _open(self, exchange: Exchange) -> JsonFields:
        """Let the caller in and read the body."""
        self._authenticate(exchange)
        body = parse_body(exchange.content)
        exchange.body = body.values
        if self.options.dialect == "openrouter":
            return body
        return admitted(body, exchange.headers)

    def _context(self, exchange: Exchange, body: JsonFields) -> RequestContext:
        model = self._model(body.text("model"))
        exchange.model_class = model.line
        return RequestContext(
            model=model,
            version=api_version(exchange.headers, self.options.dialect),
            organisation=exchange.key,
            tokenizer=self.options.tokenizer.scaled(model.token_factor),
            dialect=self.options.dialect,
        )

    def _model(self, name: str) -> Model:
        """The model called `name`, if it is still in service."""
        model = find_slug(name) if self.options.dialect == "openrouter" else find_model(name)
        if self.options.retirement and model.lifecycle(self.clock.now()) == "retired":
            raise not_found(f"model: {name}")
        return model

    def _answer_in_batch(self, batch: Batch, params: JsonFields) -> Json:
        """One request of a batch; what would be an error response is an errored result."""
        request_id = self.new_request_id()
        try:
            model = self._model(params.text("model"))
            context = RequestContext(
                model=model,
                version=batch.version,
                organisation=batch.organisation,
                tokenizer=self.options.tokenizer.scaled(model.token_factor),
                batch=True,
            )
            request = read_request(params, context)
            planned = self._messages.plan(request, None, 0, request_id)
        except ApiError as error:
            return {"type": "errored", "error": error.body(request_id)}
        self._messages.begin(planned)
        return {"type": "succeeded", "message": planned.reply.message()}
