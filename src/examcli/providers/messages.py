"""The Messages API as data: the body of a request, the meaning of events and of errors.

Claude and OpenRouter speak this one protocol, so both get the same prefix, the same schema and
the same breakpoints, whatever library carries them. Errors are told apart by their type, never by
their text. Sampling parameters are never sent: the current API version refuses them.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from examcli.errors import (
    ModelGone,
    ProviderError,
    Rejected,
    SpendLimited,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.providers import CacheTtl, Ended, Event, Request, Started, Text
from examcli.usage import Model, Usage

THINKING: dict[str, dict[str, object]] = {
    "off": {},
    "disable": {"thinking": {"type": "disabled"}},
    "between_tools": {"thinking": {"type": "between_tools"}},
}
SHORTEST_KEY = 8
SPEND_LIMITS = {"enforced_spend_limit_reached", "contract_spend_limit_reached"}
SECRET = re.compile(r"(?i:bearer)\s+\S+|\bsk-[\w-]{8,}")
"""What a proxy may quote from our own headers in its complaint, and nobody may see."""

FINAL_ERRORS: dict[str, type[ProviderError]] = {
    "billing_error": SpendLimited,
    "not_found_error": ModelGone,
    "invalid_request_error": Rejected,
    "request_too_large": Rejected,
}
TYPE_OF_STATUS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    409: "conflict_error",
    429: "rate_limit_error",
    529: "overloaded_error",
}


def body(request: Request, model_id: str) -> dict[str, Any]:
    """The JSON body of a streaming request.

    Each block of the prefix ends at a breakpoint of its own: the first is shared by all exams of a
    blueprint, a second by those that are about the same material. The slots follow them in the
    user message.
    """
    return {
        "model": model_id,
        "max_tokens": request.max_tokens,
        "system": [_system(text, request.cache_ttl) for text in request.prefix],
        "messages": [{"role": "user", "content": request.suffix}],
        "output_config": {"format": {"type": "json_schema", "schema": request.schema}},
        "stream": True,
        **_thinking(request.model),
    }


def _system(text: str, cache_ttl: CacheTtl) -> dict[str, object]:
    block: dict[str, object] = {"type": "text", "text": text}
    if cache_ttl:
        block["cache_control"] = {"type": "ephemeral", "ttl": cache_ttl}
    return block


def _thinking(model: Model) -> dict[str, object]:
    return THINKING[model.thinking]


class Reading:
    """Follows one answer, event by event, and says what each event or failure means to us."""

    def __init__(self, provider: str, model: Model, api_key: str) -> None:
        self._provider = provider
        self._model = model
        self._api_key = api_key
        self._usage = Usage()
        self._stop_reason = ""
        self._detail = ""
        self._cost_usd: float | None = None
        self.has_started = False

    def event(self, data: object) -> Event | None:
        """The event for one API event; None for those that carry nothing for us.

        Raises:
            ProviderError: it is an error event, or makes no sense.
        """
        try:
            return self._meaning(data) if isinstance(data, Mapping) else None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.nonsense() from error

    def _meaning(self, data: Mapping[str, Any]) -> Event | None:
        match data.get("type"):
            case "message_start":
                self._count(data["message"].get("usage") or {})
                self.has_started = True
                return Started(self._provider, self._model.id, self._usage)
            case "content_block_delta" if data["delta"].get("type") == "text_delta":
                return Text(str(data["delta"]["text"]))
            case "message_delta":
                self._end(data)
            case "error":
                raise self.failure(data.get("error") or {})
        return None

    def ended(self) -> Ended:
        """The end of the answer.

        Raises:
            Unavailable: it never began.
            StreamBroken: the stream ended without a stop reason, so something is missing.
        """
        if not self.has_started:
            raise Unavailable(f"{self._provider} gave no answer")
        if not self._stop_reason:
            raise StreamBroken(f"{self._provider} ended its answer half-way", "unfinished")
        return Ended(self._stop_reason, self._usage, self._detail, self._cost_usd)

    def failure(
        self,
        error: Mapping[str, Any],
        status: int = 200,
        retry_after_seconds: float | None = None,
    ) -> ProviderError:
        """An error answer, or an error event in the stream: a break once the answer has begun."""
        if not self.has_started:
            told = self._without_key(error)
            return failure(self._provider, status, told, retry_after_seconds)
        kind = str(error.get("type") or "api_error")
        return StreamBroken(f"{self._provider} stopped half-way: {kind}", "error")

    def unreachable(self, error: Exception) -> ProviderError:
        """The connection could not be made, or broke."""
        if self.has_started:
            return StreamBroken(f"{self._provider}: the connection broke half-way", "cut")
        return Unavailable(f"{self._provider} cannot be reached ({type(error).__name__})")

    def nonsense(self) -> ProviderError:
        """The server sent something that is not the Messages API."""
        message = f"{self._provider} does not speak the Messages API"
        return StreamBroken(message, "malformed") if self.has_started else Unavailable(message)

    def _without_key(self, error: Mapping[str, Any]) -> Mapping[str, Any]:
        """The error as it may be shown: some servers repeat the key they refuse."""
        if len(self._api_key) < SHORTEST_KEY:
            return error
        return {**error, "message": str(error.get("message") or "").replace(self._api_key, "…")}

    def _end(self, data: Mapping[str, Any]) -> None:
        delta = data.get("delta") or {}
        self._stop_reason = str(delta.get("stop_reason") or self._stop_reason)
        self._detail = str((delta.get("stop_details") or {}).get("explanation") or "")
        self._count(data.get("usage") or {})

    def _count(self, usage: Mapping[str, Any]) -> None:
        """Take over the counters of an event; later ones are cumulative and replace earlier ones.

        Only the first event splits cache writes by lifetime; an unsplit count is of the 5-minute
        kind.
        """
        before = self._usage
        written = usage.get("cache_creation_input_tokens")
        split = usage.get("cache_creation") or {}
        if split:
            write_5m = int(split.get("ephemeral_5m_input_tokens") or 0)
            write_1h = int(split.get("ephemeral_1h_input_tokens") or 0)
        elif written is not None and int(written) != before.cache_write:
            write_1h = before.cache_write_1h
            write_5m = max(0, int(written) - write_1h)
        else:
            write_5m, write_1h = before.cache_write_5m, before.cache_write_1h
        self._usage = Usage(
            input=_latest(usage, "input_tokens", before.input),
            cache_write_5m=write_5m,
            cache_write_1h=write_1h,
            cache_read=_latest(usage, "cache_read_input_tokens", before.cache_read),
            output=_latest(usage, "output_tokens", before.output),
        )
        if usage.get("cost") is not None:
            self._cost_usd = float(usage["cost"])


def failure(
    provider: str,
    status: int,
    error: Mapping[str, Any],
    retry_after_seconds: float | None = None,
) -> ProviderError:
    """The error for an error answer, by its type; by its status where it has no known type.

    Args:
        provider: named in the message.
        status: the HTTP status.
        error: the `error` object of the body; empty when the body was not JSON.
        retry_after_seconds: the `retry-after` header, if there was one.
    """
    kind = str(error.get("type") or TYPE_OF_STATUS.get(status, "api_error"))
    said = SECRET.sub("…", " ".join(str(error.get("message") or "").split()))[:200]
    message = f"{provider}: {kind}" + (f" ({said})" if said else "")
    has_no_budget = (error.get("details") or {}).get("error_code") in SPEND_LIMITS
    if kind == "rate_limit_error" and not has_no_budget:
        return Throttled(message, retry_after_seconds)
    if kind in {"authentication_error", "permission_error"}:
        return Unauthorized(message, "check the API key; `examcli doctor` tests it")
    final = SpendLimited if has_no_budget else FINAL_ERRORS.get(kind)
    if final is None and 400 <= status < 500 and status not in TYPE_OF_STATUS:
        final = Rejected
    return final(message) if final else Unavailable(message, retry_after_seconds)


def retry_after(header: str | None) -> float | None:
    """The seconds of a `retry-after` header; None when absent or not a number of seconds."""
    try:
        seconds = float(header) if header else math.nan
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _latest(usage: Mapping[str, Any], name: str, before: int) -> int:
    count = usage.get(name)
    return before if count is None else int(count)
