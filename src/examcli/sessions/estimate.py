"""What a run will probably cost, by token class, before anything is sent.

Of a model and a prompt that the store has seen, it uses what those requests took; else constants.
Keys that are verified, and questions that are asked for again, come on top.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from examcli.exam.blueprint import Blueprint
from examcli.exam.material import Material
from examcli.exam.plan import plan_exam
from examcli.generation.fanout import shards
from examcli.generation.prompt import Order, is_cacheable, prompt_of, suffix
from examcli.generation.task import Pace
from examcli.models import Model, Usage, tokens_at_least, tokens_at_most
from examcli.store import ExamState, Store, TypicalRequest

QUESTION_TOKENS = 300
"""Output for an Arabic question with check and explanation."""
PASSAGE_TOKENS = 550
"""Output for the longest passage that is asked for, 170 words."""
THOUGHT_TOKENS = 2_000
"""Output before an answer, where a model thinks: some hundred a question; a guess."""


@dataclass(frozen=True)
class ExamPart:
    """What one exam is made of, and which share of it is missing, from 0 to 1."""

    blueprint: Blueprint
    track: str
    seed: int
    material: Material | None
    missing: float = 1.0


@dataclass(frozen=True)
class Estimate:
    """What exams will take of a model; costs are None where its prices are not known."""

    model: Model
    exams: int
    requests: int
    usage: Usage
    cost_usd: float | None
    price_factor: float = 1.0

    def in_batches(self) -> "Estimate":
        """The same tokens at the price of Message Batches."""
        factor = self.model.batch_price_factor
        cost_usd = None if self.cost_usd is None else self.cost_usd * factor
        return replace(self, cost_usd=cost_usd, price_factor=factor)

    def affordable(self, left_usd: float | None) -> int:
        """How many of these exams so much pays for, if they cost what is expected; one at least.

        Without a limit all of them.
        """
        if left_usd is None or not self.cost_usd or self.cost_usd <= left_usd:
            return self.exams
        return max(1, int(self.exams * left_usd / self.cost_usd))

    @property
    def classes(self) -> list[tuple[str, int, float | None]]:
        """Tokens of each class that there are any of, and what they cost."""
        counts = [(name, tokens) for name, tokens in asdict(self.usage).items() if tokens]
        return [(name, tokens, self._cost_usd(Usage(**{name: tokens}))) for name, tokens in counts]

    def _cost_usd(self, usage: Usage) -> float | None:
        full_usd = self.model.cost_usd_of_many(usage)
        return None if full_usd is None else full_usd * self.price_factor


def missing_parts(store: Store, states: Iterable[ExamState]) -> list[ExamPart]:
    """What is missing of the exams of a stored run."""
    blueprints: dict[str, Blueprint] = {}
    materials: dict[str, Material | None] = {}
    parts = []
    for state in states:
        if state.is_whole:
            continue
        if state.blueprint not in blueprints:
            blueprints[state.blueprint] = store.runs.blueprint(state.blueprint)
        if state.material not in materials:
            materials[state.material] = store.runs.material(state.material)
        parts.append(
            ExamPart(
                blueprints[state.blueprint],
                state.track,
                state.seed,
                materials[state.material],
                1 - state.explained / state.total_questions,
            )
        )
    return parts


def estimated(store: Store, parts: Iterable[ExamPart], model: Model, pace: Pace) -> Estimate:
    """What these exams will take of a model at a pace.

    Exams of one blueprint, track and material take the same, and share a prefix in the cache.
    """
    found: dict[tuple[str, str, str], ExamPart] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    missing: dict[tuple[str, str, str], float] = {}
    for part in parts:
        kind = (part.blueprint.digest, part.track, part.material.digest if part.material else "")
        found.setdefault(kind, part)
        counts[kind] += 1
        missing[kind] = missing.get(kind, 0.0) + part.missing
    kinds = [_kind(store, part, missing[kind], model, pace) for kind, part in found.items()]
    usage = sum((kind.usage for kind in kinds), Usage())
    requests = sum(kind.requests for kind in kinds)
    return Estimate(model, sum(counts.values()), requests, usage, model.cost_usd_of_many(usage))


@dataclass(frozen=True)
class _Kind:
    requests: int
    usage: Usage


def _kind(store: Store, part: ExamPart, exams: float, model: Model, pace: Pace) -> _Kind:
    """What so many exams like this one take."""
    prompt = prompt_of(part.blueprint, part.material)
    plan = plan_exam(part.blueprint, part.track, part.seed)
    calls = shards(tuple(map(Order, plan.slots)), pace.shard_size)
    known = store.typical_request(prompt.digest, model.id)
    prefix_tokens = known.prefix_tokens if known else sum(map(_middle, prompt.blocks))
    suffix_tokens = sum(_middle(suffix(call, [])) for call in calls)
    if known:
        suffix_tokens = round(len(calls) * known.suffix_tokens)
    requests = max(1, round(exams * len(calls)))
    output_tokens = round(exams * _output_tokens(calls, known, model, pace))
    read_tokens = prefix_tokens * (requests - 1)
    if not is_cacheable(prompt.blocks, model):
        uncached_tokens = prefix_tokens * requests + round(exams * suffix_tokens)
        return _Kind(requests, Usage(input=uncached_tokens, output=output_tokens))
    is_short = pace.cache_ttl == "5m"
    return _Kind(
        requests,
        Usage(
            input=round(exams * suffix_tokens),
            cache_write_5m=prefix_tokens if is_short else 0,
            cache_write_1h=0 if is_short else prefix_tokens,
            cache_read=read_tokens,
            output=output_tokens,
        ),
    )


def _output_tokens(
    calls: list[tuple[Order, ...]], known: TypicalRequest | None, model: Model, pace: Pace
) -> float:
    """What one exam takes of output."""
    questions = sum(map(len, calls))
    if known:
        return questions * known.output_tokens_per_question
    passages = sum(1 for call in calls if call[0].slot.passage)
    thoughts = THOUGHT_TOKENS * len(calls) if model.thinks(pace.thinking) else 0
    return QUESTION_TOKENS * questions + PASSAGE_TOKENS * passages + thoughts


def _middle(text: str) -> int:
    """Between the bounds of what a text may have in tokens."""
    return round(math.sqrt(tokens_at_least(text) * tokens_at_most(text)))
