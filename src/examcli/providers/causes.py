"""Causes that only the text of a message tells, and what helps against each.

This is the one place where words decide, because no code tells these apart.
"""

import re
from dataclasses import dataclass

from examcli.errors import (
    Blocked,
    ProviderError,
    Rejected,
    SpendLimited,
    Throttled,
    Unauthorized,
)
from examcli.providers.complaints import Complaint

Kind = type[ProviderError]


@dataclass(frozen=True)
class Cause:
    """A cause that only the text of a message tells, and what helps against it.

    `{model_setting}` in the hint stands for the setting that chose the model. Without a hint of
    its own it has that of its kind.
    """

    said: re.Pattern[str]
    kind: Kind
    hint: str


def _cause(said: str, kind: Kind, hint: str) -> Cause:
    return Cause(re.compile(said, re.IGNORECASE), kind, hint)


CAUSES = (
    _cause(r"api[ _-]?key (is )?(not valid|invalid)|invalid api[ _-]?key", Unauthorized, ""),
    _cause(
        r"credit balance|insufficient (credit|balance|fund|quota)|more credits",
        SpendLimited,
        "add credit to the account of this API key: waiting does not help",
    ),
    _cause(
        r"\b(usage|spend(ing)?|budget|key) limit|exceeded your current quota",
        SpendLimited,
        "raise the spend limit of this account, or use the key of another",
    ),
    _cause(
        r"grammar is too large|schema (is|uses|has) too (complex|large|many)",
        Rejected,
        "this model cannot take the form of the questions: set {model_setting} to another",
    ),
    _cause(
        r"(prompt|input|request|message)s? (is|are) too (long|large)|request_too_large|"
        r"context (window|length|limit)|exceeds the maximum (size|allowed)|entity too large",
        Rejected,
        "shorten the material, or set {model_setting} to a model with a larger context window",
    ),
    _cause(
        r"content (filter|policy)|moderation|flagged",
        Blocked,
        "the content was taken for harmful: reword the blueprint or the material",
    ),
)


def cause_of(kind: Kind, told: Complaint, status: int, wait_seconds: float | None) -> Cause | None:
    """The cause that the text tells, for failures whose kind leaves it open.

    A rate limit that says when it ends is one, whatever it calls itself.
    """
    is_open = kind in {Rejected, SpendLimited, Blocked} or (
        kind is Throttled and wait_seconds is None
    )
    said = f"{told.message} {told.type}" + (" request_too_large" if status == 413 else "")
    return next((cause for cause in CAUSES if is_open and cause.said.search(said)), None)
