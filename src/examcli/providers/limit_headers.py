"""What a server tells of its limits in the headers of every answer, refusals included."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Resource = Literal["requests", "input tokens", "output tokens"]
HEADERS: Mapping[Resource, str] = {
    "requests": "anthropic-ratelimit-requests",
    "input tokens": "anthropic-ratelimit-input-tokens",
    "output tokens": "anthropic-ratelimit-output-tokens",
}
ROUNDED_TO: Mapping[Resource, int] = {
    "requests": 1,
    "input tokens": 1_000,
    "output tokens": 1_000,
}
"""What is left is told in whole thousands of tokens: up to so many more there may be."""
LONGEST_NUMBER = 15
"""In digits: a quadrillion a minute is no limit."""


@dataclass(frozen=True)
class Told:
    """What is allowed a minute, and the least and the most that is left of it now."""

    per_minute: int
    least_left: int
    most_left: int


def limits_told(headers: Mapping[str, str]) -> dict[Resource, Told]:
    """The limits by resource; those that are not told, or make no sense, are missing."""
    told = {}
    for resource, name in HEADERS.items():
        per_minute = _count(headers.get(f"{name}-limit", ""))
        left = _count(headers.get(f"{name}-remaining", ""))
        if per_minute and left is not None:
            told[resource] = Told(per_minute, left, left + ROUNDED_TO[resource] - 1)
    return told


def _count(text: str) -> int | None:
    text = text.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None
