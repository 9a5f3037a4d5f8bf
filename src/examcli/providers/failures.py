"""What a server says when it does not answer, and which of our failures that is.

The type of an error decides where it is one of the API's; its status where a gateway, a router or
a firewall speaks. The text of a message decides in one place only, `CAUSES`: several causes share
one type there and differ in what a person can do about them. Nothing that a server says is shown
before secrets, control characters and length are taken off it: some repeat the key they refuse.
"""

import re
from collections.abc import Mapping

from examcli.clock import Clock
from examcli.errors import (
    Blocked,
    ModelGone,
    NotAnApi,
    ProviderError,
    Rejected,
    ServerFailed,
    SpendLimited,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.models import Model
from examcli.providers import ModelSetting
from examcli.providers.causes import Kind, cause_of
from examcli.providers.complaints import Complaint, complaint, read_complaint
from examcli.providers.endpoint import Endpoint
from examcli.providers.sse import mapping
from examcli.providers.waits import asked_seconds, reset_seconds

SHORTEST_KEY = 8
"""A shorter "key", such as `none` for a server of one's own, is a word that texts may have."""
LONGEST_SHOWN = 160
"""Two lines of a terminal."""
LONGEST_READ = 100_000
"""Of a message that is to be cleaned; more is not looked at."""
SECRET = re.compile(r"(?i:bearer)\s+\S+|\bsk-[\w-]{8,}")
"""What a proxy may quote from our own headers in its complaint, and nobody may see."""
KIND_OF_TYPE: dict[str, Kind] = {
    "invalid_request_error": Rejected,
    "request_too_large": Rejected,
    "authentication_error": Unauthorized,
    "permission_error": Unauthorized,
    "billing_error": SpendLimited,
    "not_found_error": ModelGone,
    "rate_limit_error": Throttled,
    "overloaded_error": Unavailable,
    "timeout_error": Unavailable,
    "conflict_error": Unavailable,
    "api_error": Unavailable,
}
# For servers whose complaint names no type: HTTP's own words, as gateways use them.
KIND_OF_STATUS: dict[int, Kind] = {
    401: Unauthorized,
    402: SpendLimited,
    403: Blocked,
    404: ModelGone,
    405: NotAnApi,
    407: Blocked,
    408: Unavailable,
    409: Unavailable,
    410: ModelGone,
    425: Unavailable,
    429: Throttled,
    451: Blocked,
    511: Blocked,
}
PRECISE_STATUSES = {401, 402, 429}
"""Gateways send these with a type that says less, `invalid_request_error` for a wrong key."""
VAGUE_TYPES = {"invalid_request_error", "api_error"}
SPEND_CODES = {
    "enforced_spend_limit_reached",
    "contract_spend_limit_reached",
    "insufficient_quota",
    "insufficient_credits",
}
MODEL_CODES = {"model_deprecated", "model_not_found"}
MODERATION_FIELDS = {"reasons", "flagged_input"}
NAMES_A_MODEL = re.compile(r"\s*model\b", re.IGNORECASE)


class Failures:
    """The failures of one endpoint when asked for one model, in words for a person.

    `model_setting` is what chose the model, for hints.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        model: Model,
        clock: Clock,
        model_setting: ModelSetting = "EXAM_MODEL",
    ) -> None:
        self._endpoint = endpoint
        self._model = model
        self._model_setting = model_setting
        self._clock = clock

    def shown(self, text: str, longest: int = LONGEST_SHOWN) -> str:
        """A text from outside as it may be shown and stored: one line, printable, no secret."""
        line = "".join(c if c.isprintable() else " " for c in text[:LONGEST_READ])
        for secret in self._endpoint.secrets:
            if len(secret) >= SHORTEST_KEY:
                line = line.replace(secret, "…")
        line = SECRET.sub("…", " ".join(line.split()))
        return line if len(line) <= longest else line[: longest - 1] + "…"

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> ProviderError:
        """The failure that a response with any status but a good one means."""
        if 300 <= status < 400:
            return self._redirect(status, headers.get("location", "nowhere"))
        return self._failure(read_complaint(body), status, headers)

    def told(self, document: object) -> ProviderError:
        """The failure that a server names in an answer that had begun well."""
        return self._failure(complaint(document), 0, {})

    def not_an_api(self, status: int, said: str = "") -> NotAnApi:
        """What is at the URL answers, but not as the Messages API does."""
        url, what = self.shown(self._endpoint.shown_url), self.shown(said, 100)
        return NotAnApi(
            f"{self._name}: {url} answered HTTP {status}, not as the Messages API does"
            + (f" ({what})" if what else ""),
            f"check {self._endpoint.prefix}_BASE_URL; `examcli doctor` shows what is there",
        )

    def document(self, status: int, body: bytes) -> NotAnApi:
        """A page for people, or something broken, where an answer should be."""
        return self.not_an_api(status, read_complaint(body).message or "a page")

    def unreachable(self, reason: str) -> Unavailable:
        """No connection could be made, or it broke before the answer began."""
        return Unavailable(
            f"{self._name} cannot be reached ({self.shown(reason)})",
            hint="check the network, the proxy and "
            f"{self._endpoint.prefix}_BASE_URL; then `examcli doctor`",
        )

    def silent(self, what: str) -> Unavailable:
        """A server that says nothing of use, but may soon."""
        return Unavailable(f"{self._name} {what}", hint="try again in a moment")

    @property
    def _name(self) -> str:
        return self._endpoint.name

    def _redirect(self, status: int, location: str) -> NotAnApi:
        """Not followed: the key is for the server it was given for."""
        target = self.shown(location.split("?", maxsplit=1)[0], 100)
        url = self.shown(self._endpoint.shown_url, 100)
        return NotAnApi(
            f"{self._name}: {url} redirects to {target} (HTTP {status})",
            f"if that is the right place, set {self._endpoint.prefix}_BASE_URL to it",
        )

    def _failure(
        self, told: Complaint, http_status: int, headers: Mapping[str, str]
    ) -> ProviderError:
        status = http_status if http_status >= 400 else told.status
        kind = self._kind(told, status, headers)
        if kind is NotAnApi and http_status >= 400:
            return self.not_an_api(http_status, told.message)
        wait_seconds = self._wait_seconds(kind, told, headers)
        cause = cause_of(kind, told, status, wait_seconds)
        kind = cause.kind if cause else kind
        message = self._message(told, status)
        told_hint = cause.hint.format(model_setting=self._model_setting) if cause else ""
        hint = told_hint or self._hint(kind)
        if issubclass(kind, Unavailable):
            return kind(message, wait_seconds, hint or _wait_hint(wait_seconds))
        return kind(message, hint)

    def _kind(self, told: Complaint, status: int, headers: Mapping[str, str]) -> Kind:
        kind = _kind(told, status)
        if kind is ModelGone and not self._names_the_model(told):
            return NotAnApi
        should_retry = headers.get("x-should-retry", "").strip().lower()
        if should_retry == "false" and issubclass(kind, Unavailable):
            return ServerFailed
        if should_retry == "true" and kind is Rejected:
            return Unavailable
        return kind

    def _names_the_model(self, told: Complaint) -> bool:
        names = (self._model.id, self._model.openrouter)
        is_named = any(name and name in told.message for name in names)
        return is_named or bool(told.codes & MODEL_CODES or NAMES_A_MODEL.match(told.message))

    def _wait_seconds(
        self, kind: Kind, told: Complaint, headers: Mapping[str, str]
    ) -> float | None:
        now = self._clock.now()
        wait_seconds = asked_seconds(headers, told.fields, now)
        if wait_seconds is None and issubclass(kind, Throttled):
            return reset_seconds(headers, told.fields, now)
        return wait_seconds

    def _message(self, told: Complaint, status: int) -> str:
        known = told.type if told.type in KIND_OF_TYPE else ""
        unknown = self.shown(told.type, 40) if told.type != known else ""
        label = known or " ".join(filter(None, [f"HTTP {status}" if status else "", unknown]))
        said = self.shown(told.message)
        return f"{self._name}: {label or 'an error'}" + (f" ({said})" if said else "")

    def _hint(self, kind: Kind) -> str:
        prefix = self._endpoint.prefix
        is_key = self._endpoint.sent_as == "x-api-key" or prefix == "OPENROUTER"
        setting = f"{prefix}_API_KEY" if is_key else f"{prefix}_AUTH_TOKEN"
        return {
            Unauthorized: f"check the API key ({setting}); `examcli doctor` tests it",
            SpendLimited: "add credit or raise the limit of this account: waiting does not help",
            Blocked: "a firewall, a proxy or the provider refused it on the way: try another "
            "network, or a second provider",
            ModelGone: f"set {self._model_setting} to a model that this provider has",
            NotAnApi: f"check {prefix}_BASE_URL and {self._model_setting}; "
            "`examcli doctor` shows both",
            Rejected: "the request is refused as it is: `examcli doctor` shows what is set; "
            f"another {self._model_setting} may take it",
            ServerFailed: "the server says that trying again does not help: "
            "tell its provider, or use another",
        }.get(kind, "")


def _kind(told: Complaint, status: int) -> Kind:
    """The kind of a complaint by what is said for programs: codes, type, status."""
    if told.codes & SPEND_CODES:
        return SpendLimited
    if MODERATION_FIELDS & mapping(told.fields.get("metadata")).keys():
        return Blocked
    is_vague = told.type in VAGUE_TYPES and status in PRECISE_STATUSES
    if told.type in KIND_OF_TYPE and not is_vague:
        return KIND_OF_TYPE[told.type]
    if status in KIND_OF_STATUS:
        return KIND_OF_STATUS[status]
    return Rejected if 400 <= status < 500 else Unavailable


def _wait_hint(wait_seconds: float | None) -> str:
    if wait_seconds is None or wait_seconds < 1:
        return "try again in a moment"
    return f"wait {wait_seconds:.0f} s, then try again"
