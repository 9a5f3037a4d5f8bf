"""What the events of an answer mean: one decoder for every way of getting them.

It is lenient where nothing is lost by it. An answer without its `message_start` has started with
its first content; counters are cumulative and never fall, whatever a later event says; a counter
that is no count is as good as absent. It is strict where something would be: an answer is over
only with a stop reason.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from examcli.errors import ProviderError, Silent, StreamBroken, Unavailable
from examcli.models import Usage
from examcli.providers import Alive, CacheTtl, Ended, Event, Request, Started, Text
from examcli.providers.complaints import complaint
from examcli.providers.failures import Failures
from examcli.providers.response import Overdue, Overlong
from examcli.providers.sse import Fields, mapping

LARGEST_AMOUNT = 10**9
"""More tokens, or dollars, than any answer can take."""
CHARACTERS_PER_TOKEN = 50
"""Many times what a token of any language has; more text than that is not an answer."""
FEWEST_CHARACTERS = 100_000
"""Allowed in any case, however few tokens were asked for."""
LONGEST_REASON = 40
"""The longest of the API has 29 characters."""
HALF = re.compile(r"[\ud800-\udbff]")
"""The first half of a character: servers that count in UTF-16 cut between the two."""

FOREIGN_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}
"""What gateways hand on of the protocol behind them, and what it is called in ours."""
EVENTS = {
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
}


@dataclass
class Counters:
    """The tokens of one answer, as its events count them.

    A cache write whose lifetime is not told is of the lifetime that was asked for.
    """

    cache_ttl: CacheTtl
    reported_cost_usd: float | None = None
    _counts: dict[str, int] = field(default_factory=dict)

    def take(self, usage: object) -> None:
        """Take over the counters of an event."""
        fields = mapping(usage)
        for name, value in (*fields.items(), *mapping(fields.get("cache_creation")).items()):
            count = _amount(value)
            if count is not None:
                self._counts[name] = max(int(count), self._counts.get(name, 0))
        cost_usd = _cost_usd(fields)
        if cost_usd is not None:
            self.reported_cost_usd = max(cost_usd, self.reported_cost_usd or 0.0)

    @property
    def usage(self) -> Usage:
        """The tokens so far, by class."""
        counts = self._counts
        write_5m = counts.get("ephemeral_5m_input_tokens", 0)
        write_1h = counts.get("ephemeral_1h_input_tokens", 0)
        untold = max(0, counts.get("cache_creation_input_tokens", 0) - write_5m - write_1h)
        is_long = self.cache_ttl == "1h"
        return Usage(
            input=counts.get("input_tokens", 0),
            cache_write_5m=write_5m + untold * (not is_long),
            cache_write_1h=write_1h + untold * is_long,
            cache_read=counts.get("cache_read_input_tokens", 0),
            output=counts.get("output_tokens", 0),
        )


class StreamDecoder:
    """Follows one answer, event by event, and says what each means to us."""

    def __init__(self, provider: str, request: Request, failures: Failures) -> None:
        self._provider = provider
        self._request = request
        self._failures = failures
        self._counters = Counters(request.cache_ttl)
        self._stop_reason = ""
        self._detail = ""
        self._half = ""
        self._characters_left = (
            FEWEST_CHARACTERS + CHARACTERS_PER_TOKEN * request.most_output_tokens
        )
        self._is_foreign = False
        self.has_started = False
        self.is_over = False

    def events(self, data: object) -> Iterator[Event]:
        """Our events for one of the API's; none for a ping.

        Raises:
            ProviderError: it is an error, or makes no sense.
            Overlong: there is more text than any answer can have.
        """
        if not isinstance(data, Mapping):
            raise self.nonsense("an event that is no object")
        told = data.get("type")
        kind = told if isinstance(told, str) else ""
        if kind == "error" or data.get("error"):
            raise self._told(data)
        if kind == "ping":
            return
        if kind == "message_start":
            yield from self._start(data)
        elif kind in EVENTS:
            yield from self._content(kind, data)
        elif self.has_started:
            yield Alive()
        else:
            self._is_foreign = True

    def message(self, data: object) -> Iterator[Event]:
        """Our events for an answer that came whole, though a stream was asked for.

        Raises:
            ProviderError: it is an error, or no answer.
        """
        if not isinstance(data, Mapping) or not isinstance(data.get("content"), list):
            raise self.nonsense() if complaint(data).is_empty else self._told(data)
        yield from self._start({"message": data})
        for block in data["content"]:
            yield self._block(block)
        self._end(data)
        self.is_over = True

    def ended(self) -> Ended:
        """The end of the answer.

        Raises:
            Unavailable: it never began.
            NotAnApi: there were events, of a protocol that is not ours.
            StreamBroken: the stream ended without a stop reason, so something is missing.
        """
        if self._is_foreign and not self.has_started:
            raise self.nonsense("events of another protocol")
        if not self.has_started:
            raise self._failures.silent("gave no answer")
        if not self._stop_reason:
            raise StreamBroken(f"{self._provider} ended its answer half-way", "unfinished")
        usage, cost_usd = self._counters.usage, self._counters.reported_cost_usd
        return Ended(self._stop_reason, usage, self._detail, cost_usd)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lost if nothing more comes."""
        return self.has_started and bool(self._stop_reason)

    def nonsense(self, said: str = "") -> ProviderError:
        """The server sent something that is not the Messages API."""
        if not self.has_started:
            return self._failures.not_an_api(200, said)
        message = f"{self._provider} does not speak the Messages API"
        return StreamBroken(message, "malformed", Unavailable(message))

    def broken(self, error: Exception) -> ProviderError:
        """The bytes ended, or were ended, before the answer did."""
        provider, has_started = self._provider, self.has_started
        match error:
            case Overlong() if has_started:
                return StreamBroken(f"{provider} did not stop writing", "malformed")
            case Overlong():
                return self._failures.not_an_api(200, "an endless answer")
            case Overdue() if has_started:
                return StreamBroken(f"{provider} writes too slowly", "silence")
            case Overdue():
                return Silent(f"{provider} took too long to answer")
            case _ if has_started:
                return StreamBroken(f"{provider}: the connection broke half-way", "cut")
        return self._failures.unreachable(str(error))

    def _told(self, data: object) -> ProviderError:
        """An error in the stream: itself before the answer has begun, a break after."""
        kind = self._failures.told(data)
        if not self.has_started:
            return kind
        said = kind.message.removeprefix(f"{self._provider}: ")
        return StreamBroken(f"{self._provider} stopped half-way: {said}", "error", kind)

    def _start(self, data: Fields) -> Iterator[Event]:
        message = data.get("message")
        if not isinstance(message, Mapping):
            raise self.nonsense("a start without a message")
        self._counters.take(message.get("usage"))
        yield from self._started()

    def _started(self) -> Iterator[Event]:
        if self.has_started:
            return
        self.has_started = True
        yield Started(self._provider, self._request.model.id, self._counters.usage)

    def _content(self, kind: str, data: Fields) -> Iterator[Event]:
        event: Event = Alive()
        match kind:
            case "content_block_start":
                event = self._block(data.get("content_block"))
            case "content_block_delta":
                event = self._delta(data.get("delta"))
            case "message_delta":
                self._counters.take(data.get("usage"))
                self._end(mapping(data.get("delta")))
            case "message_stop":
                self.is_over = True
        yield from self._started()
        yield event

    def _block(self, block: object) -> Event:
        """A block as it starts; some servers put the first words, or all, into it."""
        if not isinstance(block, Mapping):
            raise self.nonsense()
        return self._said(block.get("text")) if block.get("type") == "text" else Alive()

    def _delta(self, delta: object) -> Event:
        if not isinstance(delta, Mapping):
            raise self.nonsense()
        is_text = delta.get("type", "text_delta") == "text_delta"
        return self._said(delta.get("text")) if is_text else Alive()

    def _said(self, text: object) -> Event:
        if not text:
            return Alive()
        if not isinstance(text, str):
            raise self.nonsense()
        self._characters_left -= len(text)
        if self._characters_left < 0:
            raise Overlong
        whole = self._joined(text)
        return Text(whole) if whole else Alive()

    def _joined(self, text: str) -> str:
        """The text with halves of characters put together that two events brought."""
        text = self._half + text
        self._half = text[-1] if HALF.match(text[-1]) else ""
        text = text.removesuffix(self._half)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")

    def _end(self, ending: Fields) -> None:
        told = _text(ending.get("stop_reason"))
        reason = self._failures.shown(FOREIGN_REASONS.get(told, told), LONGEST_REASON)
        self._stop_reason = reason or self._stop_reason
        explanation = _text(mapping(ending.get("stop_details")).get("explanation"))
        self._detail = self._failures.shown(explanation) or self._detail


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _cost_usd(usage: Fields) -> float | None:
    """What the provider says it cost. With a key of one's own the upstream is paid besides."""
    upstream = mapping(usage.get("cost_details")).get("upstream_inference_cost")
    told = [usage.get("cost"), upstream if usage.get("is_byok") is True else None]
    known = [amount for amount in map(_amount, told) if amount is not None]
    return sum(known) if known else None


def _amount(value: object) -> float | None:
    """A number of tokens or dollars; None for what is none: text, less than none, without end."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= LARGEST_AMOUNT else None
