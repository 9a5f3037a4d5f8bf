"""The prompt cache: what a request reads, what it writes, and for how long.

A prefix is known by a hash of all its bytes, cumulative over tools, system and messages, and
belongs to one organisation and one model. It is written only at a breakpoint, and can be read only
once the response that wrote it has begun: requests that start together all pay for the write.
"""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass

from examcli.simulator.prompt import Prompt

LOOKBACK_BLOCKS = 20
"""Positions looked at per breakpoint, the breakpoint itself being the first."""
CROWDED = 10_000
"""So many entries are worth looking through for those that have expired."""


@dataclass(frozen=True)
class Position:
    """A place where a prefix could end: after some block."""

    digest: bytes
    tokens: int
    ttl_seconds: int | None


@dataclass(frozen=True)
class CacheUse:
    """What one request takes from the cache and puts into it, in tokens and in entries.

    `total_tokens = read_tokens + written_5m_tokens + written_1h_tokens + uncached_tokens`.
    """

    total_tokens: int
    read_tokens: int
    written_5m_tokens: int
    written_1h_tokens: int
    started_at: float
    touched: tuple[Position, ...] = ()
    written: tuple[Position, ...] = ()

    @property
    def written_tokens(self) -> int:
        """Tokens written, whatever their lifetime."""
        return self.written_5m_tokens + self.written_1h_tokens

    @property
    def uncached_tokens(self) -> int:
        """What the API calls `input_tokens`: neither read from the cache nor written to it."""
        return self.total_tokens - self.read_tokens - self.written_tokens


@dataclass
class Entry:
    """A written prefix. Its life counts from the start of the last request that used it."""

    ttl_seconds: int
    expires_at: float
    readable_at: float


class PrefixCache:
    """All entries of all organisations; times are simulated seconds, given by the caller."""

    def __init__(self, propagation_seconds: float, seed: int) -> None:
        self._entries: dict[bytes, Entry] = {}
        self._propagation_seconds = propagation_seconds
        self._random = random.Random(f"{seed}/misses")

    def look_up(self, prompt: Prompt, started_at: float, miss_probability: float) -> CacheUse:
        """What `prompt` would read and write now. Changes nothing: see `begin`.

        With this probability nothing is found, although it is there.
        """
        positions = positions_of(prompt)
        breakpoints = [
            index
            for index, position in enumerate(positions)
            if position.ttl_seconds and position.tokens >= prompt.model.cache_minimum_tokens
        ]
        hit = self._deepest_hit(positions, breakpoints, started_at)
        if hit >= 0 and self._random.random() < miss_probability:
            hit = -1
        before = [positions[i] for i in {*breakpoints, hit} if 0 <= i <= hit]
        after = [positions[i] for i in breakpoints if i > hit]
        read_tokens = positions[hit].tokens if hit >= 0 else 0
        written = _written_by_lifetime(read_tokens, after)
        return CacheUse(
            total_tokens=prompt.tokens,
            read_tokens=read_tokens,
            written_5m_tokens=written[300],
            written_1h_tokens=written[3600],
            started_at=started_at,
            touched=tuple(before),
            written=tuple(after),
        )

    def begin(self, use: CacheUse, now: float) -> None:
        """The response has begun: refresh what the request read, store what it wrote."""
        for position in use.touched:
            entry = self._entries.get(position.digest)
            if entry:
                entry.expires_at = max(entry.expires_at, use.started_at + entry.ttl_seconds)
        for position in use.written:
            self._write(position, use.started_at, now)

        if len(self._entries) > CROWDED:
            self._entries = {d: e for d, e in self._entries.items() if e.expires_at > now}

    def _write(self, position: Position, started_at: float, now: float) -> None:
        ttl_seconds = position.ttl_seconds or 0
        entry = self._entries.get(position.digest)
        if entry is None or entry.expires_at <= now:
            self._entries[position.digest] = Entry(
                ttl_seconds, started_at + ttl_seconds, now + self._propagation_seconds
            )
            return
        entry.ttl_seconds = max(entry.ttl_seconds, ttl_seconds)
        entry.expires_at = max(entry.expires_at, started_at + ttl_seconds)

    def _deepest_hit(self, positions: list[Position], breakpoints: list[int], now: float) -> int:
        """The longest readable prefix within reach of a breakpoint, -1 if there is none."""
        reach = {
            index
            for breakpoint_ in breakpoints
            for index in range(max(0, breakpoint_ - LOOKBACK_BLOCKS + 1), breakpoint_ + 1)
        }
        return max((i for i in reach if self._is_readable(positions[i], now)), default=-1)

    def _is_readable(self, position: Position, now: float) -> bool:
        entry = self._entries.get(position.digest)
        return entry is not None and entry.readable_at <= now < entry.expires_at


def positions_of(prompt: Prompt) -> list[Position]:
    """Where prefixes of `prompt` could end, first to last, with their cumulative hash and size."""
    start = (prompt.organisation, prompt.model.id, prompt.speed)
    digest = hashlib.sha256(repr(start).encode() + prompt.preamble)
    tokens = prompt.preamble_tokens
    level = ""
    positions = []
    for block in prompt.blocks:
        if block.level != level and block.level == "messages":
            digest.update(prompt.message_settings)
        level = block.level
        digest.update(f"\0{level}\0{len(block.content)}\0".encode() + block.content)
        tokens += block.tokens
        positions.append(Position(digest.copy().digest(), tokens, block.ttl_seconds))
    return positions


def _written_by_lifetime(read_tokens: int, written: Iterable[Position]) -> dict[int, int]:
    """Tokens written per lifetime: each entry pays from the end of the one before it."""
    tokens = {300: 0, 3600: 0}
    reached = read_tokens
    for position in written:
        tokens[position.ttl_seconds or 300] += position.tokens - reached
        reached = position.tokens
    return tokens
