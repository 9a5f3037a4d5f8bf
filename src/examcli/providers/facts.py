"""The calls of a server that cost nothing: what it says of a model, and how it counts tokens.

Not every server that speaks Messages has them. That one of them is missing is no failure, its
answer is then None; but a server to which not even messages can be sent is no API.
"""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from examcli.clock import SYSTEM_CLOCK, Clock
from examcli.errors import ModelGone, NotAnApi, Rejected
from examcli.models import Model, ModelFacts
from examcli.providers.endpoint import Endpoint
from examcli.providers.failures import Failures
from examcli.providers.sse import parsed

CONNECT_SECONDS = 5.0
"""A server on the other side of the world greets within one; then it is not there."""
ANSWER_SECONDS = 10.0
"""A person waits for `doctor`; these calls take well under a second."""
MOST_BYTES = 65_536
"""A description of a model has about two thousand."""
ANY_TEXT = "."
"""A message must have some; its tokens are taken off the count again."""


class Facts:
    """The free calls of one server."""

    def __init__(self, endpoint: Endpoint, clock: Clock = SYSTEM_CLOCK) -> None:
        self.endpoint = endpoint
        self._clock = clock
        with endpoint.connecting(httpx.InvalidURL):
            self._client = httpx.Client(
                base_url=endpoint.root,
                headers=endpoint.headers,
                timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
                follow_redirects=False,
                trust_env=not endpoint.is_on_loopback,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    @property
    def proxy(self) -> str:
        """The proxy on the way, without its password; "" for none."""
        parts = urlsplit(self.endpoint.root)
        if self.endpoint.is_on_loopback or proxy_bypass(parts.hostname or ""):
            return ""
        proxies = getproxies()
        found = urlsplit(proxies.get(parts.scheme) or proxies.get("all") or "")
        return f"{found.scheme}://{found.netloc.rpartition('@')[2]}" if found.netloc else ""

    def told(self, model: Model) -> ModelFacts | None:
        """What the server says of a model; None when it says nothing of models.

        Raises:
            ModelGone: it does not have it.
            ProviderError: it could not be asked.
        """
        path = quote(f"/v1/models/{self._id(model)}", safe="/:@")
        answer = self._answer("GET", path, model)
        return None if answer is None else ModelFacts.read(answer)

    def tokens(self, blocks: Sequence[str], model: Model) -> int | None:
        """How many tokens blocks of a system prompt have for a model; None if it does not count.

        Raises:
            ProviderError: it could not be asked.
        """
        system = [{"type": "text", "text": text} for text in blocks]
        counts = [self._count(model, prompt) for prompt in ({"system": system}, {})]
        whole, without = counts
        return None if whole is None or without is None else whole - without

    def require_messages(self, model: Model) -> None:
        """Fail unless messages can be sent: an empty request is refused for being empty.

        Raises:
            ProviderError: it is refused for another reason.
        """
        failure = self._asked("POST", "/v1/messages", model, {})[1]
        if failure and not isinstance(failure, Rejected):
            raise failure

    def _count(self, model: Model, prompt: Mapping[str, object]) -> int | None:
        messages = [{"role": "user", "content": ANY_TEXT}]
        body = {"model": self._id(model), "messages": messages, **prompt}
        answer = self._answer("POST", "/v1/messages/count_tokens", model, body)
        count = answer.get("input_tokens") if isinstance(answer, Mapping) else None
        return count if isinstance(count, int) else None

    def _answer(
        self, method: str, path: str, model: Model, body: Mapping[str, object] | None = None
    ) -> object:
        """The JSON of a good answer; None from a server that does not have the call."""
        said, failure = self._asked(method, path, model, body)
        if failure is None:
            return _document(said)
        is_path_quoted = isinstance(failure, ModelGone) and path.encode() in said
        if isinstance(failure, NotAnApi | Rejected) or is_path_quoted:
            return None
        raise failure

    def _asked(
        self, method: str, path: str, model: Model, body: Mapping[str, object] | None
    ) -> tuple[bytes, Exception | None]:
        """What the server said, and the failure that it means, if it does."""
        failures = Failures(self.endpoint, model, self._clock)
        try:
            with self._client.stream(method, path, json=body) as response:
                said = self._beginning(response)
        except httpx.HTTPError as error:
            raise failures.unreachable(type(error).__name__) from error
        if response.is_success:
            return said, None
        return said, failures.refusal(response.status_code, response.headers, said)

    def _beginning(self, response: httpx.Response) -> bytes:
        """As much of an answer as is believed, in as much time as is given."""
        deadline = self._clock.monotonic() + ANSWER_SECONDS
        said = b""
        for chunk in response.iter_raw():
            said += chunk[:MOST_BYTES]
            if len(said) > MOST_BYTES or self._clock.monotonic() > deadline:
                break
        return said

    def _id(self, model: Model) -> str:
        model_id: str = getattr(model, self.endpoint.names_models_by)
        return model_id


def _document(said: bytes) -> Any:
    try:
        return parsed(said)
    except ValueError:
        return None
