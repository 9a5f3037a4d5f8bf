"""Message threads: conversations that the server holds for a while, known by their last reply.

A request creates a thread or continues one; a continued one sends only what is new, and is rebuilt
here to the request that it stands for. Everything behind this room sees whole requests only.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError, Json, invalid
from examcli.simulator.json_fields import JsonFields

THREADS_BETA = "message-threads-2026-08-12"
"""The beta header that threads need."""
LIFETIME_SECONDS = 300
"""A thread ends so long after its last reply."""
MAX_THREADS = 100
"""The oldest is forgotten for a newer one; it bounds the memory of a long run."""
KEPT_FIELDS = ("system", "tools")
"""What a continuation takes from the thread and must not repeat."""


@dataclass(frozen=True)
class Thread:
    """A conversation up to a reply, as the request that would have asked for all of it."""

    organisation: str
    request: Json
    expires_at: float


@dataclass
class Threads:
    """The threads of all organisations."""

    clock: Clock
    _threads: OrderedDict[str, Thread] = field(default_factory=OrderedDict)

    def rebuilt(self, body: JsonFields, organisation: str) -> JsonFields:
        """The whole request that `body` stands for, without its `thread`.

        Raises:
            ApiError: it continues a thread that is not there (any more), or repeats what it keeps.
        """
        thread = body.child("thread")
        own = {name: value for name, value in body.values.items() if name != "thread"}
        if not body.has("thread") or thread.text("type") == "create":
            return JsonFields(own)
        if thread.text("type") != "continue":
            raise invalid("thread.type: Input should be 'create' or 'continue'")
        repeated = next((name for name in KEPT_FIELDS if body.has(name)), None)
        if repeated:
            raise invalid(f"{repeated}: not allowed when a thread is continued")
        held = self._held(thread.text("previous_message_id"), organisation)
        kept = {name: held[name] for name in KEPT_FIELDS if name in held}
        earlier = JsonFields(held).objects("messages")
        new = body.objects("messages")
        return JsonFields({**own, **kept, "messages": [m.values for m in (*earlier, *new)]})

    def keep(self, request: JsonFields, reply: Json, organisation: str) -> None:
        """Hold the conversation that `reply` ends, under its id."""
        said = {"role": "assistant", "content": reply["content"]}
        messages = [*(message.values for message in request.objects("messages")), said]
        self._threads[str(reply["id"])] = Thread(
            organisation,
            {**request.values, "messages": messages},
            self.clock.seconds() + LIFETIME_SECONDS,
        )
        if len(self._threads) > MAX_THREADS:
            self._threads.popitem(last=False)

    def _held(self, message_id: str, organisation: str) -> Json:
        thread = self._threads.get(message_id)
        is_over = thread is None or thread.expires_at <= self.clock.seconds()
        if thread is None or is_over or thread.organisation != organisation:
            details: Json = {"error_code": "thread_not_found"}
            raise ApiError(404, f"thread: no thread ends with {message_id}", details)
        return thread.request
