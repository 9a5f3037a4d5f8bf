"""What the person set: the environment and `.env`, read once, validated, never guessed.

An invalid value is named together with what is allowed. Secrets are kept in a type that does not
print itself. A `.env` belongs to whoever made the folder, who need not be the person: what it says
never sends the person's own key anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from examcli.errors import SettingsInvalid
from examcli.settings.baseurl import root

ProviderChoice = Literal["auto", "claude", "openrouter", "offline"]
Language = Literal["en", "ar"]
DEFAULT_MODEL = "claude-sonnet-4-5"
ANTHROPIC = "https://api.anthropic.com"
OPENROUTER = "https://openrouter.ai/api"
PREFETCH_THRESHOLD = 0.7
"""With three of ten questions left a student has minutes, and a batch takes seconds."""
PREFIXES = ("EXAM_", "ANTHROPIC_", "OPENROUTER_", "PRACTICE_", "PREFETCH_")
BOUNDS = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
KEYS_OF_SERVERS = {
    "ANTHROPIC_BASE_URL": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "OPENROUTER_BASE_URL": ("OPENROUTER_API_KEY",),
}
NEVER_SHOWN = ("_KEY", "_TOKEN", "_URL")
LOOKS_LIKE_A_KEY = re.compile(r"\bsk-\S+")
SHOWN_CHARACTERS = 80
"""A line of a terminal: enough to recognise the value by."""
LONGEST_MODEL_ID = 200
"""Twice the longest id of a cloud, an ARN; whatever is longer was meant for another variable."""
ONE_HOUR_SECONDS = 3600.0
"""The longest silence that may be asked for: no server keeps a stream open for longer."""
HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", re.IGNORECASE)


def default_database() -> Path:
    """Where exams are kept unless `EXAM_DB` or `--db` says otherwise."""
    return user_data_path("examcli", appauthor=False) / "exams.db"


def from_home(path: str) -> str:
    """A path whose `~` is the home folder: a shell only replaces it where it sees it."""
    try:
        return str(Path(path).expanduser()) if path.startswith("~") else path
    except RuntimeError:  # `~nobody`: a name like any other
        return path


class Settings(BaseModel):
    """Every setting with its default; the alias is the environment variable."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    anthropic_api_key: Annotated[SecretStr | None, Field(alias="ANTHROPIC_API_KEY")] = None
    anthropic_auth_token: Annotated[SecretStr | None, Field(alias="ANTHROPIC_AUTH_TOKEN")] = None
    anthropic_base_url: Annotated[str, Field(alias="ANTHROPIC_BASE_URL")] = ANTHROPIC
    openrouter_api_key: Annotated[SecretStr | None, Field(alias="OPENROUTER_API_KEY")] = None
    openrouter_base_url: Annotated[str, Field(alias="OPENROUTER_BASE_URL")] = OPENROUTER
    batch_size: Annotated[int, Field(alias="EXAM_BATCH_SIZE", ge=1, le=10)] = 10
    practice_batch_size: Annotated[int, Field(alias="PRACTICE_BATCH_SIZE", ge=1, le=10)] = 5
    prefetch_threshold: Annotated[float, Field(alias="PREFETCH_THRESHOLD", gt=0, le=1)] = (
        PREFETCH_THRESHOLD
    )
    overlaunch: Annotated[int, Field(alias="EXAM_OVERLAUNCH", ge=0, le=10)] = 6
    silence_seconds: Annotated[
        float, Field(alias="EXAM_SILENCE_SECONDS", gt=0, le=ONE_HOUR_SECONDS)
    ] = 25.0
    """Ten times the slowest first token seen; most proxies and mocks cut off at 30 s."""
    model: Annotated[str, Field(alias="EXAM_MODEL", min_length=1)] = DEFAULT_MODEL
    solver_model: Annotated[str, Field(alias="EXAM_SOLVER_MODEL")] = ""
    """Who checks keys; "" for the cheapest listed model that solves well."""
    provider: Annotated[ProviderChoice, Field(alias="EXAM_PROVIDER")] = "auto"
    blueprint: Annotated[str, Field(alias="EXAM_BLUEPRINT", min_length=1)] = "gat"
    database: Annotated[Path, Field(alias="EXAM_DB", default_factory=default_database)]
    language: Annotated[Language, Field(alias="EXAM_LANG")] = "en"
    notices: Annotated[tuple[str, ...], Field(exclude=True)] = ()
    """What `.env` says and is not done, one line each; no setting."""

    @field_validator("anthropic_api_key", "anthropic_auth_token", "openrouter_api_key")
    @classmethod
    def _fits_in_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        """A key pasted with typographic quotes or invisible marks could not even be sent."""
        text = key.get_secret_value() if key else ""
        if not text.isascii() or not text.isprintable() or " " in text:
            raise ValueError("a key has only ASCII letters, digits and signs, no spaces")
        return key

    @field_validator("anthropic_base_url", "openrouter_base_url")
    @classmethod
    def _leads_to_a_server(cls, url: str) -> str:
        """Anything else would look like a server that is down, and be tried again and again."""
        if not url.isascii() or not url.isprintable() or " " in url:
            raise ValueError("a base URL has only ASCII letters, digits and signs, no spaces")
        parts = _split(url)
        if parts.scheme not in {"http", "https"} or not _is_host(parts.hostname or ""):
            raise ValueError("a base URL begins with http:// or https:// and names a host")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("a base URL has no user, no password, no `?` and no `#` in it")
        if not _has_good_port(parts):
            raise ValueError("the port of a base URL is a number from 1 to 65535")
        return root(url)

    @field_validator("model", "solver_model")
    @classmethod
    def _could_be_a_model(cls, name: str) -> str:
        """Any id is sent as it is, but no text that was meant for another variable."""
        is_id = len(name) <= LONGEST_MODEL_ID and name.isprintable() and " " not in name
        if not is_id or LOOKS_LIKE_A_KEY.search(name):
            raise ValueError("the id of a model has no spaces, is one short line, and is no key")
        return name

    @field_validator("database", mode="before")
    @classmethod
    def _from_home(cls, path: str) -> str:
        if "\0" in path:
            raise ValueError("a path has no NUL in it")
        return from_home(path)

    @property
    def is_database_named(self) -> bool:
        """Whether the person said where exams are kept, rather than leaving it open."""
        return "database" in self.model_fields_set

    @property
    def has_claude_key(self) -> bool:
        """Whether Claude's API lets us in."""
        return bool(self.anthropic_api_key or self.anthropic_auth_token)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be in no output whatever happens."""
        keys = (self.anthropic_api_key, self.anthropic_auth_token, self.openrouter_api_key)
        return tuple(key.get_secret_value() for key in keys if key)


def read_settings(environ: Mapping[str, str], directory: Path) -> Settings:
    """Settings from the environment, and for what it leaves open from `directory`'s `.env`.

    An empty variable counts as not set.

    Raises:
        SettingsInvalid: a value is out of its range; the message names variable and range.
    """
    given, in_file = _ours(environ), _ours(_variables(directory / ".env"))
    refused = list(_refused(in_file, given))
    taken = {name: value for name, value in in_file.items() if name not in refused}
    notices = tuple(
        f"{name} in `.env` is not used: it counts only with a key in the same file, "
        "and no other key beside it"
        for name in refused
    )
    return settings_of({**taken, **given}, notices)


def settings_of(variables: Mapping[str, str], notices: tuple[str, ...] = ()) -> Settings:
    """Settings from these variables and from nothing else.

    Raises:
        SettingsInvalid: as for `read_settings`.
    """
    try:
        return Settings.model_validate({**_ours(variables), "notices": notices})
    except ValidationError as error:
        raise SettingsInvalid(_complaint(error), "correct the variable or unset it") from error


def _variables(file: Path) -> Mapping[str, str | None]:
    try:
        if not file.is_file():
            return {}
        return dotenv_values(file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(
            f"cannot read `{file}`: {error}", "save it as UTF-8 text, or move it away"
        ) from error


def _ours(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {n: value for n, value in variables.items() if value and n.startswith(PREFIXES)}


def _refused(in_file: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    """The base URLs of a file to which a key would go that is not from that file."""
    for url, keys in KEYS_OF_SERVERS.items():
        is_own = any(key in in_file for key in keys) and not any(key in given for key in keys)
        if url in in_file and url not in given and not is_own:
            yield url


def _split(url: str) -> SplitResult:
    """The parts of a URL, all empty where it has none; a foreign complaint could repeat it."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_host(host: str) -> bool:
    try:
        return bool(HOST.fullmatch(host)) or bool(ip_address(host))
    except ValueError:
        return False


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _complaint(error: ValidationError) -> str:
    """The first complaint and what is allowed, without a value that could be a secret."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    shown = "" if name.endswith(NEVER_SHOWN) else f"=`{_shown(str(first['input']))}`"
    what = str(first["msg"]).removeprefix("Value error, ")
    return f"{name}{shown}: {what[:1].lower()}{what[1:]}{_allowed(name)}"


def _shown(value: str) -> str:
    """A value as it may be repeated: one short line, without a key set in the wrong place."""
    line = " ".join(LOOKS_LIKE_A_KEY.sub("…", value).split())
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[:SHOWN_CHARACTERS]}…"


def _allowed(name: str) -> str:
    facts = Settings.model_json_schema()["properties"][name]
    bounds = [f"{words} {facts[bound]}" for bound, words in BOUNDS.items() if bound in facts]
    return f" (allowed: {', '.join(bounds)})" if bounds else ""
