"""Whether the prefix can be cached at all: long enough, and the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from examcli.bench.config import BenchConfig
from examcli.bench.reference_exam import TRACK, reference_blueprint
from examcli.bench.report import Breakpoint, Cacheability
from examcli.bench.target import CallRecorder, Target
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.generation.task import AWAITED, PREGENERATION, Pace
from examcli.models import Model, known_models, tokens_at_least
from examcli.providers import Request
from examcli.providers.messages import body

PROCESSES = 3
"""Besides this one; each hashes strings in another order, so that an unstable order shows."""
PRINT_DIGESTS = "from examcli.bench.cacheability import cached_digests; print(*cached_digests())"
"""What each of these processes runs."""


async def measure(config: BenchConfig) -> Cacheability:
    """Size by estimate and by the server's counter, byte stability, and the breakpoints."""
    async with config.untimed() as target:
        counted = await _counted(target, f"bench-cacheability-{config.seed}")
    blueprint, model = reference_blueprint(), config.model
    digests = cached_digests().union(*(_digests_elsewhere(run) for run in range(PROCESSES)))
    smallest = min(counted, lower_bound := tokens_at_least(prefix(blueprint)))
    config.note(
        "The prefix is measured by the tokens the server says it cached, and by an estimate that "
        "no tokenizer can fall below; the factor is that of the smaller one."
    )
    return Cacheability(
        prefix_tokens_lower_bound=lower_bound,
        prefix_tokens_counted=counted,
        cache_minimum_tokens=model.cache_minimum_tokens,
        factor=_factor(smallest, model.cache_minimum_tokens),
        is_byte_stable=len(digests) == 1,
        processes=1 + PROCESSES,
        breakpoints=[_breakpoint(blueprint, model, pace) for pace in (AWAITED, PREGENERATION)],
    )


def _factor(tokens: int, minimum: int | None) -> float | None:
    """How many times the minimum that is; None where it is not known."""
    return None if minimum is None else round(tokens / minimum, 3)


def cached_digests() -> set[str]:
    """Digests of what stands before the breakpoint, in all batches of all tracks.

    There is one digest, unless something that varies has got into the prefix.
    """
    blueprint, model = reference_blueprint(), next(iter(known_models().known.values()))
    requests = [
        _request(blueprint, model, AWAITED, [Order(slot) for slot in plan.slots[batch.first - 1 :]])
        for track in blueprint.tracks
        for plan in (plan_exam(blueprint, track, seed=1),)
        for batch in plan.batches
    ]
    return {_digest(body(request, request.model.id)) for request in requests}


def _digest(sent: Mapping[str, Any]) -> str:
    before = json.dumps([sent["system"], sent["output_config"]], ensure_ascii=False)
    return hashlib.sha256(before.encode()).hexdigest()


def _digests_elsewhere(run: int) -> set[str]:
    """The digests in a new process that hashes strings in another order."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PRINT_DIGESTS],
        env={**os.environ, "PYTHONHASHSEED": str(run + 1)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def _request(blueprint: Blueprint, model: Model, pace: Pace, orders: Sequence[Order]) -> Request:
    return Request(
        prefix=(prefix(blueprint),),
        suffix=suffix(orders, []),
        schema=SCHEMA,
        model=model,
        max_tokens=1_200,
        cache_ttl=pace.cache_ttl,
        session_id="bench",
        shard="1",
    )


def _one_question(blueprint: Blueprint, model: Model, pace: Pace) -> Request:
    return _request(blueprint, model, pace, [Order(plan_exam(blueprint, TRACK, 1).slots[0])])


def _breakpoint(blueprint: Blueprint, model: Model, pace: Pace) -> Breakpoint:
    """Where the breakpoint stands, and what stands before and after it."""
    request = _one_question(blueprint, model, pace)
    system = body(request, model.id)["system"]
    marked = [i for i, block in enumerate(system) if "cache_control" in block]
    return Breakpoint(
        after=", ".join(f"system[{i}]" for i in marked),
        count=len(marked),
        ttl=pace.cache_ttl,
        characters_before=sum(map(len, request.prefix)),
        characters_after=len(request.suffix),
    )


async def _counted(target: Target, tenant: str) -> int:
    """The tokens that the server reports as cached, written or read."""
    recorder = CallRecorder()
    request = _one_question(target.blueprint(tenant), target.model, AWAITED)
    async with target.open(tenant, recorder) as provider:
        async for _ in provider.stream(request):
            continue
    usage = recorder.calls[-1].usage
    return usage.cache_read + usage.cache_write
