"""What the person set: the environment and `.env`, read once, validated, never guessed.

An invalid value is named together with what is allowed. Secrets are kept in a type that does not
print itself.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from examcli.errors import SettingsInvalid
from examcli.usage import DEFAULT_MODEL

ProviderChoice = Literal["auto", "claude", "openrouter", "offline"]
Language = Literal["en", "ar"]
PREFIXES = ("EXAM_", "ANTHROPIC_", "OPENROUTER_", "PRACTICE_", "PREFETCH_")
BOUNDS = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}


def default_database() -> Path:
    """Where exams are kept unless `EXAM_DB` or `--db` says otherwise."""
    return user_data_path("examcli", appauthor=False) / "exams.db"


class Settings(BaseModel):
    """Every setting with its default; the alias is the environment variable."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    anthropic_api_key: Annotated[SecretStr | None, Field(alias="ANTHROPIC_API_KEY")] = None
    anthropic_base_url: Annotated[str, Field(alias="ANTHROPIC_BASE_URL")] = (
        "https://api.anthropic.com"
    )
    openrouter_api_key: Annotated[SecretStr | None, Field(alias="OPENROUTER_API_KEY")] = None
    openrouter_base_url: Annotated[str, Field(alias="OPENROUTER_BASE_URL")] = (
        "https://openrouter.ai/api"
    )
    batch_size: Annotated[int, Field(alias="EXAM_BATCH_SIZE", ge=1, le=10)] = 10
    practice_batch_size: Annotated[int, Field(alias="PRACTICE_BATCH_SIZE", ge=1, le=10)] = 5
    prefetch_threshold: Annotated[float, Field(alias="PREFETCH_THRESHOLD", gt=0, le=1)] = 0.7
    overlaunch: Annotated[int, Field(alias="EXAM_OVERLAUNCH", ge=0, le=10)] = 6
    silence_seconds: Annotated[float, Field(alias="EXAM_SILENCE_SECONDS", gt=0)] = 30.0
    model: Annotated[str, Field(alias="EXAM_MODEL", min_length=1)] = DEFAULT_MODEL
    provider: Annotated[ProviderChoice, Field(alias="EXAM_PROVIDER")] = "auto"
    blueprint: Annotated[str, Field(alias="EXAM_BLUEPRINT", min_length=1)] = "gat"
    database: Annotated[Path, Field(alias="EXAM_DB", default_factory=default_database)]
    language: Annotated[Language, Field(alias="EXAM_LANG")] = "en"

    @field_validator("anthropic_api_key", "openrouter_api_key")
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
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("a base URL begins with http:// or https:// and names a host")
        return url


def read_settings(environ: Mapping[str, str], directory: Path) -> Settings:
    """Settings from the environment, and for what it leaves open from `directory`'s `.env`.

    An empty variable counts as not set.

    Raises:
        SettingsInvalid: a value is out of its range; the message names variable and range.
    """
    file = directory / ".env"
    try:
        from_file = dotenv_values(file, interpolate=False) if file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(
            f"cannot read `{file}`: {error}", "save it as UTF-8 text, or move it away"
        ) from error
    try:
        return Settings.model_validate({**_ours(from_file), **_ours(environ)})
    except ValidationError as error:
        raise SettingsInvalid(_complaint(error), "correct the variable or unset it") from error


def _ours(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {n: value for n, value in variables.items() if value and n.startswith(PREFIXES)}


def _complaint(error: ValidationError) -> str:
    """The first complaint and what is allowed, without a value that could be a secret."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    shown = "" if name.endswith(("API_KEY", "BASE_URL")) else f"=`{first['input']}`"
    what = str(first["msg"]).removeprefix("Value error, ")
    return f"{name}{shown}: {what[:1].lower()}{what[1:]}{_allowed(name)}"


def _allowed(name: str) -> str:
    facts = Settings.model_json_schema()["properties"][name]
    bounds = [f"{words} {facts[bound]}" for bound, words in BOUNDS.items() if bound in facts]
    return f" (allowed: {', '.join(bounds)})" if bounds else ""
