"""Where a Messages API is and how it wants to be addressed: what every way to it shares."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit, urlunsplit

from examcli.errors import SettingsInvalid
from examcli.providers import Request
from examcli.providers.messages import body
from examcli.settings.baseurl import is_loopback, root

API_VERSION = "2026-10-21"
"""The version whose rules `messages` keeps; another may refuse or mean something else."""
LONGEST_REASON = 160
"""Two lines of a terminal; what libraries say of a bad proxy goes on for more."""


@dataclass(frozen=True)
class Endpoint:
    """One API of one provider.

    `api_key` is a key or a token, sent as `sent_as` says. `names_models_by` is the field of a
    model that holds its id there. `extra` is added to every body; `routes_by_session` sends the
    session's id, so that a router stays with one upstream and its cache. `prefix` begins the
    names of the settings that lead here, for hints.

    Raises:
        SettingsInvalid: no connection could ever be made to `base_url`.
    """

    name: str
    base_url: str
    api_key: str = field(repr=False)
    sent_as: Literal["x-api-key", "bearer"] = "x-api-key"
    names_models_by: Literal["id", "openrouter"] = "id"
    extra: Mapping[str, object] = field(default_factory=dict)
    routes_by_session: bool = False
    prefix: str = "ANTHROPIC"

    def __post_init__(self) -> None:
        if not _leads_somewhere(self.base_url):
            raise SettingsInvalid(
                f"no server can be at the base URL of {self.name}",
                f"correct {self.prefix}_BASE_URL, for example https://api.example.com",
            )

    @property
    def root(self) -> str:
        """The base URL up to where `/v1/messages` begins."""
        return root(self.base_url)

    @property
    def shown_url(self) -> str:
        """Where requests go, fit to be shown: without a password."""
        parts = urlsplit(self.root)
        address = (parts.scheme, _host_and_port(parts), f"{parts.path}/v1/messages", "", "")
        return urlunsplit(address)

    @property
    def is_on_loopback(self) -> bool:
        """Whether the server is on this machine, where no proxy can be on the way."""
        return is_loopback(self.base_url)

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every request. Bytes are asked for as they are, not compressed."""
        is_key = self.sent_as == "x-api-key"
        return {
            **({"x-api-key": self.api_key} if is_key else {"authorization": self._bearer}),
            "anthropic-version": API_VERSION,
            "accept-encoding": "identity",
        }

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown, whoever repeats it."""
        return tuple(filter(None, (self.api_key.strip(), urlsplit(self.base_url).password)))

    def body(self, request: Request) -> dict[str, Any]:
        """The body of a request as this API wants it."""
        sticky = {"session_id": request.session_id} if self.routes_by_session else {}
        model_id: str = getattr(request.model, self.names_models_by)
        return {**body(request, model_id), **self.extra, **sticky}

    @contextmanager
    def connecting(self, *foreign: type[Exception]) -> Iterator[None]:
        """Around the set-up of a client, which reads proxy and certificate variables.

        Raises:
            SettingsInvalid: it cannot be set up; `foreign` are failures of the library's own.
        """
        failures: tuple[type[Exception], ...] = (ValueError, ImportError, OSError, *foreign)
        try:
            yield
        except failures as error:
            said = " ".join(str(error).split())[:LONGEST_REASON]
            raise SettingsInvalid(
                f"no connection to {self.shown_url} can be set up: {said}",
                "correct or unset HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE, SSL_CERT_DIR",
            ) from error

    @property
    def _bearer(self) -> str:
        return f"Bearer {self.api_key}"


def claude(api_key: str, base_url: str, name: str = "claude") -> Endpoint:
    """Anthropic's own API, or a server that speaks it, with an API key."""
    return Endpoint(name, base_url, api_key)


def claude_by_token(auth_token: str, base_url: str, name: str = "claude") -> Endpoint:
    """The same with a bearer token, as gateways want it."""
    return Endpoint(name, base_url, auth_token, sent_as="bearer")


def openrouter(api_key: str, base_url: str) -> Endpoint:
    """OpenRouter's Anthropic-compatible endpoint.

    Only upstreams that honour every parameter, the schema above all, may answer.
    """
    return Endpoint(
        name="openrouter",
        base_url=base_url,
        api_key=api_key,
        sent_as="bearer",
        names_models_by="openrouter",
        extra={"provider": {"require_parameters": True}},
        routes_by_session=True,
        prefix="OPENROUTER",
    )


def _leads_somewhere(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_readable = url.isprintable() and " " not in url
    return is_readable and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0


def _host_and_port(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]
