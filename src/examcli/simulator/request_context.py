"""Who asks what of which model: everything but the body that reading a request depends on."""

from dataclasses import dataclass
from typing import Literal

from examcli.simulator.models import Model
from examcli.simulator.tokens import Tokenizer

Dialect = Literal["anthropic", "openrouter"]

OLD_VERSION, NEW_VERSION = "2023-06-01", "2026-10-21"
VERSIONS = (OLD_VERSION, NEW_VERSION)
"""What `anthropic-version` may say; OpenRouter looks at none, and does as the older."""


@dataclass(frozen=True)
class RequestContext:
    """The circumstances of one request.

    `organisation` is known by its key: one key, one organisation, one cache. `version` is the API
    version asked for. `batch` says that the body is one request of a Message Batch.
    """

    model: Model
    version: str
    organisation: str
    tokenizer: Tokenizer
    dialect: Dialect = "anthropic"
    batch: bool = False
