"""What the person set: the environment and `.env`, read once, validated, never guessed.

An invalid value is named together with what is allowed. Secrets are kept in a type that does not
print itself.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from examcli.errors import SettingsInvalid
from examcli.usage import DEFAULT_MODEL

ProviderChoice = Literal["auto", "claude", "openrouter", "offline"]
Language = Literal["en", "ar"]
PREFIXES = ("EXAM_", "ANTHROPIC_", "OPENROUTER_", "PRACTICE_", "PREFETCH_")


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
    overlaunch: Annotated[int, Field(alias="EXAM_OVERLAUNCH", ge=0, le=10)] = 4
    silence_seconds: Annotated[float, Field(alias="EXAM_SILENCE_SECONDS", gt=0)] = 30.0
    model: Annotated[str, Field(alias="EXAM_MODEL", min_length=1)] = DEFAULT_MODEL
    provider: Annotated[ProviderChoice, Field(alias="EXAM_PROVIDER")] = "auto"
    database: Annotated[Path, Field(alias="EXAM_DB", default_factory=default_database)]
    language: Annotated[Language, Field(alias="EXAM_LANG")] = "en"


def read_settings(environ: Mapping[str, str], directory: Path) -> Settings:
    """Settings from the environment, and for what it leaves open from `directory`'s `.env`.

    An empty variable counts as not set.

    Raises:
        SettingsInvalid: a value is out of its range; the message names variable and range.
    """
    file = directory / ".env"
    try:
        from_file = dotenv_values(file) if file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"cannot read `{file}`: {error}") from error
    merged = {**from_file, **environ}
    values = {name: value for name, value in merged.items() if value and name.startswith(PREFIXES)}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsInvalid(_complaint(error), "correct the variable or unset it") from error


def _complaint(error: ValidationError) -> str:
    """The first complaint, without the value where it could be a secret."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    shown = "" if name.endswith("API_KEY") else f"=`{first['input']}`"
    return f"{name}{shown}: {first['msg'][:1].lower()}{first['msg'][1:]}"
