"""A report of the bench as a good machine would give it: every scenario, every run, every bar."""

import random
from collections.abc import Sequence
from statistics import quantiles
from typing import Any

Document = dict[str, Any]

RUNS = 20
TTFT_SECONDS, TOKENS_PER_SECOND = 1.8, 63.0
SERVABLE_TOKENS, ANSWER_TOKENS = 95, 190
PREFIX_TOKENS, SUFFIX_TOKENS = 2412, 140
PROCESS_START_SECONDS = 0.36
PRICES = {"input": 3.0, "read": 0.30, "5m": 3.75, "1h": 6.0, "output": 15.0}
MISSED_BATCH = 6  # even a warm cache misses now and then
BATCH_SIZES = (10, 10, 10, 10, 10, 7, 10, 10, 10, 9)


def report() -> Document:
    """The report document, the same at every call."""
    chance = random.Random(7)
    return {
        "schemaVersion": 1,
        "tool": {"name": "examcli", "version": "0.2.0", "commit": "d005662"},
        "python": "3.11.7",
        "platform": "Linux-6.1.0-x86_64-with-glibc2.36",
        "cpuCount": 2,
        "startedAt": "2026-11-23T22:41:07+00:00",
        "seconds": 418.2,
        "mode": "simulated",
        "model": "claude-sonnet-4-5",
        "runs": RUNS,
        "overlaunch": 4,
        "seed": 0,
        "profile": {
            "name": "sonnet-4.5",
            "ttftSeconds": TTFT_SECONDS,
            "tokensPerSecond": TOKENS_PER_SECOND,
            "speed": 4.0,
        },
        "notes": [
            "One warm-up run of every strategy is excluded.",
            "Time ran 4 times faster than on the wall; seconds are those of the profile.",
        ],
        "firstBatch": [
            _case(chance, strategy, cache, clock)
            for clock in ("request", "process")
            for strategy in ("plain", "streamed", "fan-out", "over-launch")
            for cache in ("cold", "warm")
        ],
        "fullExam": _exam(chance, "5m", None),
        "wholeExam": {
            "ways": [
                _way("all at once", 22.9, 21, 0.95, 0.3075),
                _way("batch by batch", 165.9, 23, 1.0, 0.3136),
                _way("plain script", 17.6, 96, 0.0, 3.2775),
            ],
            "limitSeconds": 20.165,
            "ratioToLimit": 1.134,
        },
        "sittingPace": [_exam(chance, "5m", 60), _exam(chance, "1h", 60)],
        "cacheability": {
            "prefixTokensLowerBound": 2160,
            "prefixTokensCounted": PREFIX_TOKENS,
            "cacheMinimumTokens": 1024,
            "factor": 2.36,
            "isByteStable": True,
            "processes": 3,
            "breakpoints": [
                _breakpoint(count=1, ttl="1h"),
                _breakpoint(count=9, ttl="5m"),
            ],
        },
        "degraded": {
            "faults": ["10 % cache misses", "5 % rate limited", "2 % broken mid-stream"],
            "exams": 1,
            "questions": 96,
            "lost": 0,
            "duplicates": 0,
            "requests": 47,
            "extraRequests": 3,
            "failedRequests": 3,
            "costUsd": 0.432,
            "extraCostUsd": 0.031,
            "seconds": 148.0,
            "extraSeconds": 12.4,
        },
        "ceiling": {
            "streams": 500,
            "questions": 500,
            "questionsPerSecond": 212.0,
            "cpuMillisecondsPerQuestion": 4.1,
            "peakMemoryMb": 138.0,
        },
        "startUp": {
            "n": 5,
            "medianSeconds": {"--help": 0.31, "list": 0.34, "show": 0.36, "export": 0.38},
        },
        "thresholds": [
            _bar("tenth question servable, over-launch, warm cache, p95 in seconds", "< 5", 3.83),
            _bar("tenth question servable, over-launch, cold cache, p95 in seconds", "< 5", 3.94),
            _bar("from the return key to ten stored questions, p95 in seconds", "< 5", 4.43),
            _bar("median tenth question, as a multiple of the physical limit", "≤ 1.25", 1.09),
            _bar("cache hit ratio of batches 2 and on, back to back", "≥ 0.95", 0.9722),
            _bar("the same at a minute a question, 1-hour TTL", "≥ 0.9", 0.9722),
            _bar("prefix, as a multiple of the model's cache minimum", "≥ 1.5", 2.3555),
            _bar("times faster to the tenth question than the plain call", "≥ 6", 9.7),
        ],
        "ok": True,
    }


def missed() -> Document:
    """The same report with a bar missed, and measured again."""
    document = report()
    document["thresholds"][2] |= {"measured": 5.31, "ok": False, "remeasured": True}
    document["ok"] = False
    return document


def _way(way: str, seconds: float, requests: int, hit_ratio: float, cost_usd: float) -> Document:
    return {
        "way": way,
        "questions": 96,
        "seconds": seconds,
        "requests": requests,
        "hitRatio": hit_ratio,
        "costUsd": cost_usd,
    }


def _bar(text: str, bar: str, measured: float) -> Document:
    sign, value = bar.split()
    return {
        "name": text.split(",", maxsplit=1)[0].replace(" ", "-"),
        "scenario": "first-batch",
        "text": text,
        "relation": {"<": "below", "≤": "at_most", "≥": "at_least"}[sign],
        "bar": float(value),
        "measured": measured,
        "ok": True,
        "remeasured": False,
    }


def _breakpoint(count: int, ttl: str) -> Document:
    return {
        "after": "system[0]",
        "count": count,
        "ttl": ttl,
        "charactersBefore": 6_300,
        "charactersAfter": 420,
    }


def _case(chance: random.Random, strategy: str, cache: str, clock: str) -> Document:
    start = PROCESS_START_SECONDS if clock == "process" else 0.0
    runs = [_run(chance, strategy, cache, start) for _ in range(RUNS)]
    limit = TTFT_SECONDS + SERVABLE_TOKENS / TOKENS_PER_SECOND
    summary = {key: _summary([run[key] for run in runs]) for key in runs[0]}
    return {
        "strategy": strategy,
        "cache": cache,
        "clock": clock,
        "launched": 14 if strategy == "over-launch" else 10,
        "failed": 0,
        "failures": [],
        "runs": runs,
        "summary": summary,
        "limitSeconds": round(limit, 3),
        "ratioToLimit": round(summary["tenthServableSeconds"]["p50"] / limit, 3),
    }


def _run(chance: random.Random, strategy: str, cache: str, start: float) -> Document:
    first_token = TTFT_SECONDS * (1.08 if cache == "cold" else 1.0)
    launched = {"plain": 1, "streamed": 1, "fan-out": 10, "over-launch": 14}[strategy]
    begun = [first_token * chance.lognormvariate(0, 0.22) for _ in range(launched)]
    rate = [TOKENS_PER_SECOND * chance.lognormvariate(0, 0.15) for _ in range(launched)]
    servable = sorted(b + SERVABLE_TOKENS / r for b, r in zip(begun, rate, strict=True))
    whole = sorted(b + ANSWER_TOKENS / r for b, r in zip(begun, rate, strict=True))
    if launched == 1:
        batch = begun[0] + 10 * ANSWER_TOKENS / rate[0]
        first = batch if strategy == "plain" else servable[0]
        tenth = (
            batch if strategy == "plain" else batch - (ANSWER_TOKENS - SERVABLE_TOKENS) / rate[0]
        )
    else:
        first, tenth, batch = servable[0], servable[9], whole[9]
    return {
        "firstQuestionSeconds": round(first + start, 3),
        "tenthServableSeconds": round(tenth + start, 3),
        "batchSeconds": round(batch + start, 3),
    }


def _summary(seconds: Sequence[float]) -> Document:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {
        "n": len(seconds),
        "min": min(seconds),
        "p50": round(cuts[49], 3),
        "p90": round(cuts[89], 3),
        "p95": round(cuts[94], 3),
        "max": max(seconds),
    }


def _exam(chance: random.Random, ttl: str, seconds_per_question: float | None) -> Document:
    expires = ttl == "5m" and seconds_per_question is not None
    batches = [
        _batch(chance, index, size, ttl, is_cold=index == 1 or expires)
        for index, size in enumerate(BATCH_SIZES, 1)
    ]
    cost, without = (
        sum(batch[key] for batch in batches) for key in ("costUsd", "costWithoutCacheUsd")
    )
    hits = [batch["cacheReadTokens"] for batch in batches[1:]]
    asked = [PREFIX_TOKENS * batch["requests"] for batch in batches[1:]]
    return {
        "ttl": ttl,
        "secondsPerQuestion": seconds_per_question,
        "batches": batches,
        "requestsAfterFirstBatch": sum(batch["requests"] for batch in batches[1:]),
        "requestsReadingCache": sum(batch["cacheReadTokens"] > 0 for batch in batches[1:]),
        "hitRatio": round(sum(hits) / sum(asked), 4),
        "costUsd": round(cost, 6),
        "costWithoutCacheUsd": round(without, 6),
        "savedUsd": round(without - cost, 6),
    }


def _batch(chance: random.Random, index: int, size: int, ttl: str, *, is_cold: bool) -> Document:
    requests = 14 if index == 1 else 4
    write = PREFIX_TOKENS if is_cold or index == MISSED_BATCH else 0
    uncached = PREFIX_TOKENS * (requests - 1) if is_cold and index == 1 else 0
    read = PREFIX_TOKENS * requests - write - uncached
    output = sum(round(ANSWER_TOKENS * chance.uniform(0.8, 1.25)) for _ in range(size))
    plain = requests * SUFFIX_TOKENS + uncached
    dollars = (
        plain * PRICES["input"]
        + read * PRICES["read"]
        + write * PRICES[ttl]
        + output * PRICES["output"]
    )
    without = (plain + read + write) * PRICES["input"] + output * PRICES["output"]
    return {
        "index": index,
        "requests": requests,
        "inputTokens": plain,
        "cacheReadTokens": read,
        "cacheWriteTokens": write,
        "uncachedPrefixTokens": uncached,
        "outputTokens": output,
        "hitRatio": round(read / (read + write + uncached), 4),
        "costUsd": round(dollars / 1e6, 6),
        "costWithoutCacheUsd": round(without / 1e6, 6),
    }
