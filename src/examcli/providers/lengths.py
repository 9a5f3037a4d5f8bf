"""How many tokens a request will take: told from its characters, and from requests before it."""

from examcli.models import Usage
from examcli.providers import Request
from examcli.providers.limit_headers import Resource

TOKENS_PER_CHARACTER = 0.6
"""Of Arabic, until it was seen how many there are."""
OUTPUT_SHARE = 0.25
"""Of the longest answer allowed: four times what a question takes is asked for."""
WEIGHT = 0.2
"""Of the newest request in what is expected of the next: the last ten count for nine tenths."""


class Lengths:
    """What requests to one model have taken, and so what the next will take.

    Only what counts against a limit: what is read from the cache does not. With a cached prefix
    the hidden tokens of a request, its schema, weigh more, so those are counted apart.
    """

    def __init__(self) -> None:
        self._per_character = {True: TOKENS_PER_CHARACTER, False: TOKENS_PER_CHARACTER}
        self._output_share = OUTPUT_SHARE

    def expected(self, request: Request) -> dict[Resource, float]:
        """What a request will take of each allowance."""
        is_read = bool(request.cache_ttl and request.cached_by)
        return {
            "requests": 1.0,
            "input tokens": self._per_character[is_read] * _characters(request, is_read),
            "output tokens": self._output_share * request.max_tokens,
        }

    def note_input(self, request: Request, usage: Usage) -> None:
        """A request was read, as far as it was not cached."""
        is_read = usage.cache_read > 0
        tokens = usage.input + usage.cache_write
        per_character = tokens / max(1, _characters(request, is_read))
        self._per_character[is_read] += WEIGHT * (per_character - self._per_character[is_read])

    def note_output(self, request: Request, usage: Usage) -> None:
        """A request was answered."""
        share = usage.output / request.max_tokens
        self._output_share += WEIGHT * (share - self._output_share)


def _characters(request: Request, is_read: bool) -> int:
    """Those that count: a prefix that is read from the cache is free."""
    fixed = 0 if is_read else sum(map(len, request.prefix))
    return fixed + len(request.suffix)
