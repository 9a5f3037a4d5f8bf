"""Pages of a list: `limit`, and a cursor that is the id of the item before or after."""

import re
from collections.abc import Mapping, Sequence

from examcli.simulator.errors import Json, invalid

DEFAULT_LIMIT, MAX_LIMIT = 20, 1000
"""Without `limit`, and at most: the same for every list of the API."""
LIMIT = re.compile(r"[0-9]{1,4}")
"""Only these digits: `int` would take many others, and any number of them."""


def page(items: Sequence[Json], query: Mapping[str, str]) -> Json:
    """The page of `items` that the query asks for; every item has an `id`."""
    limit = _limit(query.get("limit"))
    ids = [str(item["id"]) for item in items]
    if "before_id" in query:
        end = _index(ids, query["before_id"])
        start = max(0, end - limit)
        has_more = start > 0
    else:
        start = _index(ids, query["after_id"]) + 1 if "after_id" in query else 0
        end = min(len(items), start + limit)
        has_more = end < len(items)
    return {
        "data": list(items[start:end]),
        "has_more": has_more,
        "first_id": ids[start] if start < end else None,
        "last_id": ids[end - 1] if start < end else None,
    }


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not LIMIT.fullmatch(text) or not 1 <= int(text) <= MAX_LIMIT:
        raise invalid(f"limit: Input should be from 1 to {MAX_LIMIT}")
    return int(text)


def _index(ids: Sequence[str], cursor: str) -> int:
    if cursor not in ids:
        raise invalid(f"after_id, before_id: {cursor} is not in the list")
    return ids.index(cursor)
