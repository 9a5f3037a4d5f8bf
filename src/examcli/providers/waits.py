"""How long a server asks to be left alone, in every form that servers say it.

Seconds, whole or not, milliseconds, a duration such as `1m30s`, a date of HTTP or of RFC 3339, a
moment in seconds or milliseconds since 1970; in a header, or in the body of an error: in a field,
in the details of Google's, in the sentence of OpenAI's, in the headers of an upstream that
OpenRouter nests there.
"""

import math
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from examcli.providers.sse import Fields, mapping

DURATION = re.compile(
    r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m(?!s))?(?:(?P<s>\d+(?:\.\d+)?)s)?(?:(?P<ms>\d+(?:\.\d+)?)ms)?"
)
SECONDS_OF = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
LONGEST_DURATION_SECONDS = 1e8
"""Three years: a larger number is a moment since 1970."""
LATEST_MOMENT_SECONDS = 1e11
"""The year 5138: a larger number counts milliseconds since 1970."""
LONGEST_VALUE = 40
"""In characters: longer than any date or number."""
LONGEST_SENTENCE = 1_000
"""In characters: what is read of a message in search of a wait."""
SENTENCE = re.compile(
    r"\b(?:try again|retry) (?:in|after) (\d(?:[\d.hms]*[\dhms])?)(?: (m)inutes?\b)?", re.IGNORECASE
)
"""`Please try again in 7.66s.`, `retry after 20 seconds`; a number alone counts seconds."""
RESET = re.compile(r"(x-ratelimit-reset.*|ratelimit-reset|anthropic-ratelimit-.*-reset)")


def asked_seconds(headers: Fields, error: Fields, now: datetime) -> float | None:
    """The wait that a refusal asks for; None when it names none that can be understood.

    Args:
        headers: those of the response.
        error: the error object of its body.
        now: the time, for waits that are told as a moment.
    """
    for told in _told(headers, error):
        if (seconds := _seconds(told, now)) is not None:
            return seconds
    return None


def reset_seconds(headers: Fields, error: Fields, now: datetime) -> float | None:
    """The time until the rate limit starts again that was used up.

    Servers tell of all their limits in every answer; those of which something remains do not
    matter.
    """
    waits = [
        seconds
        for told in (_lower(headers), _nested_headers(error))
        for name, value in told.items()
        if RESET.fullmatch(name)
        and _is_used_up(told.get(name.replace("reset", "remaining")))
        and (seconds := _seconds(value, now)) is not None
    ]
    return max(waits, default=None)


def _told(headers: Fields, error: Fields) -> Iterator[object]:
    for told in (_lower(headers), _nested_headers(error)):
        yield _milliseconds(told.get("retry-after-ms"))
        yield told.get("retry-after")
    for fields in (error, *(mapping(error.get(name)) for name in ("metadata", "availability"))):
        yield _milliseconds(fields.get("retry_after_ms"))
        yield fields.get("retry_after")
        yield fields.get("retry_after_seconds")
    details = error.get("details")
    yield from (
        mapping(d).get("retryDelay") for d in (details if isinstance(details, list) else ())
    )
    said = SENTENCE.search(_words(error.get("message"), LONGEST_SENTENCE))
    yield "".join(filter(None, said.groups())) if said else None


def _milliseconds(value: object) -> str:
    return f"{_words(value)}ms"


def _is_used_up(remaining: object) -> bool:
    return remaining is None or _words(remaining) == "0"


def _words(value: object, longest: int = LONGEST_VALUE) -> str:
    """A number or a text as text; "" for anything else."""
    return str(value).strip()[:longest] if isinstance(value, int | float | str) else ""


def _nested_headers(error: Fields) -> Fields:
    return _lower(mapping(mapping(error.get("metadata")).get("headers")))


def _lower(headers: Fields) -> Fields:
    return {str(name).lower(): value for name, value in headers.items()}


def _seconds(value: object, now: datetime) -> float | None:
    """The seconds that a value means, from 0 up; None for what means none."""
    text = _words(value)
    seconds: float | None = None
    with suppress(ValueError, OverflowError):
        seconds = _number(float(text), now)
    if seconds is None:
        seconds = _duration(text)
    if seconds is None and (moment := _moment(text)):
        seconds = (moment - now).total_seconds()
    return None if seconds is None else max(0.0, seconds)


def _number(number: float, now: datetime) -> float | None:
    if not math.isfinite(number):
        return None
    if number < LONGEST_DURATION_SECONDS:
        return number
    return number / (1000 if number > LATEST_MOMENT_SECONDS else 1) - now.timestamp()


def _duration(text: str) -> float | None:
    found = DURATION.fullmatch(text)
    parts = found.groupdict() if found else {}
    told = {unit: float(count) for unit, count in parts.items() if count}
    return sum(count * SECONDS_OF[unit] for unit, count in told.items()) if told else None


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError):
            moment = read(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
