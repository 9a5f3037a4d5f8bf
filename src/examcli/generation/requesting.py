"""The request that asks for some slots: the same for a call of its own and in a batch."""

from collections.abc import Sequence

from examcli.generation.prompt import (
    AVOID_LIMIT,
    AVOID_LIMIT_AFTER_REPEAT,
    is_cacheable,
    prompt_of,
    suffix,
)
from examcli.generation.receiving import Progress
from examcli.generation.schema import SCHEMA
from examcli.generation.task import QuestionSink, Task
from examcli.providers import CacheTtl, Request

TOKENS_PER_QUESTION = 1_200
"""Four times what an Arabic question takes: a limit for one that never ends, met by no other."""
TOKENS_PER_PASSAGE = 2_000
"""Some 600 Arabic words; the longest passage that is asked for has 170."""


class Requests:
    """The requests of one task. `cache_ttl` is "" when its prefix is too short for a cache."""

    def __init__(self, task: Task, sink: QuestionSink) -> None:
        self._task = task
        self._sink = sink
        self._prompt = prompt_of(task.blueprint, task.material)
        is_long_enough = is_cacheable(self._prompt.blocks, task.model)
        self.cache_ttl: CacheTtl = task.pace.cache_ttl if is_long_enough else ""

    def request(self, todo: Sequence[Progress], cache_ttl: CacheTtl, passage: str) -> Request:
        """What is sent to have some slots filled; `passage` is the text they share, if known."""
        slots = [progress.order.slot for progress in todo]
        has_repeated = any(progress.has_repeated for progress in todo)
        limit = AVOID_LIMIT_AFTER_REPEAT if has_repeated else AVOID_LIMIT
        share = limit // len({slot.passage or -slot.number for slot in slots})
        used = [line for slot in slots for line in self._sink.avoid(slot)[-share:]]
        lines = dict.fromkeys(used)
        labels = [slot.labels for slot in slots]
        has_passage = any(slot.passage for slot in slots)
        return Request(
            prefix=self._prompt.blocks if cache_ttl else self._prompt.excerpt(labels),
            suffix=suffix(
                [progress.next_order(passage) for progress in todo], list(lines)[-limit:]
            ),
            schema=SCHEMA,
            model=self._task.model,
            max_tokens=TOKENS_PER_QUESTION * len(todo) + TOKENS_PER_PASSAGE * has_passage,
            cache_ttl=cache_ttl,
            session_id=self._task.session_id,
            shard="+".join(str(slot.number) for slot in slots),
            thinking=self._task.pace.thinking,
        )
