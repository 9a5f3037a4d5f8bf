"""The prompt cache, asked through the SDK wherever it can be."""

import asyncio
from collections.abc import Callable

import anthropic
import pytest
from anthropic.types import Message, MessageParam, TextBlockParam, Usage

from examcli.simulator import Options, Simulator
from examcli.simulator.caching import PrefixCache
from examcli.simulator.json_fields import JsonFields
from examcli.simulator.models import find_model
from examcli.simulator.prompt import Prompt, read_prompt
from examcli.simulator.request_context import NEW_VERSION, RequestContext
from examcli.simulator.tokens import Tokenizer

Ask = Callable[..., Message]
Serve = Callable[[Options], Simulator]
Connect = Callable[[Simulator], anthropic.Anthropic]

MODEL = "claude-sonnet-4-6"
RULES = "قواعد كتابة الأسئلة. " * 200
FIVE_MINUTES = {"type": "ephemeral"}
ONE_HOUR = {"type": "ephemeral", "ttl": "1h"}


def text(content: str, control: dict[str, str] | None = None) -> dict[str, object]:
    block: dict[str, object] = {"type": "text", "text": content}
    return block | ({"cache_control": control} if control else {})


def counters(usage: Usage) -> tuple[int, int]:
    """Tokens written to the cache and read from it."""
    return usage.cache_creation_input_tokens or 0, usage.cache_read_input_tokens or 0


def test_a_prefix_is_written_once_and_then_read(ask: Ask) -> None:
    """What the first request writes the second reads; neither is counted as input [caching]."""
    system = [text(RULES, FIVE_MINUTES)]
    first, second = ask(system=system).usage, ask(system=system).usage
    written, _ = counters(first)
    assert written > 1024
    assert counters(second) == (0, written)
    assert first.input_tokens == second.input_tokens < 50


def test_the_total_input_is_the_sum_of_three(ask: Ask, client: anthropic.Anthropic) -> None:
    """Input, written and read together are what count_tokens counts [SDK]."""
    system: list[TextBlockParam] = [
        {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}
    ]
    messages: list[MessageParam] = [{"role": "user", "content": "Hello"}]
    counted = client.messages.count_tokens(model=MODEL, system=system, messages=messages)
    for _ in range(2):
        usage = ask(system=system).usage
        assert usage.input_tokens + sum(counters(usage)) == counted.input_tokens


def test_below_the_minimum_nothing_happens(ask: Ask) -> None:
    """A short prefix is processed normally: no error, both counters 0 [caching]."""
    system = [text("قواعد", FIVE_MINUTES)]
    assert [counters(ask(system=system).usage) for _ in range(2)] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(("model", "is_cached"), [(MODEL, True), ("claude-haiku-4-5", False)])
def test_each_model_has_its_own_minimum(ask: Ask, model: str, is_cached: bool) -> None:
    """2,300 tokens are enough for Sonnet 4.6 (1,024) but not for Haiku 4.5 (4,096) [caching]."""
    written, _ = counters(ask(model=model, system=[text(RULES, FIVE_MINUTES)]).usage)
    assert bool(written) == is_cached


def test_without_a_breakpoint_nothing_is_cached(ask: Ask) -> None:
    """Writes only happen at a breakpoint [caching]."""
    assert [counters(ask(system=RULES).usage) for _ in range(2)] == [(0, 0), (0, 0)]


def test_the_question_after_the_prefix_may_change(ask: Ask) -> None:
    """A breakpoint on the last shared block serves every question [caching]."""
    system = [text(RULES, FIVE_MINUTES)]
    written, _ = counters(ask(system=system).usage)
    other = ask(system=system, messages=[{"role": "user", "content": "Another question"}])
    assert counters(other.usage) == (0, written)


@pytest.mark.parametrize(
    "change",
    [
        {"system": [text(RULES + " ", FIVE_MINUTES)]},
        {"model": "claude-sonnet-5"},
        {"tools": [{"name": "t", "input_schema": {"type": "object"}}]},
        {"output_config": {"format": {"type": "json_schema", "schema": {"type": "string"}}}},
    ],
)
def test_one_changed_byte_before_the_breakpoint_is_a_miss(
    ask: Ask, change: dict[str, object]
) -> None:
    """The hash is exact over model, tools, output format and system [caching, schemas]."""
    fields = {"system": [text(RULES, FIVE_MINUTES)]}
    ask(**fields)
    written, read = counters(ask(**(fields | change)).usage)
    assert (written > 0, read) == (True, 0)


def test_the_key_order_of_a_tool_matters(ask: Ask) -> None:
    """Python dictionaries in another order silently kill the cache [issues]."""
    system = [text(RULES, FIVE_MINUTES)]
    ask(system=system, tools=[{"name": "t", "input_schema": {"type": "object"}}])
    reordered = ask(system=system, tools=[{"input_schema": {"type": "object"}, "name": "t"}])
    assert counters(reordered.usage)[1] == 0


@pytest.mark.parametrize(
    "change", [{"tool_choice": {"type": "any"}}, {"output_config": {"effort": "low"}}]
)
def test_tool_choice_and_effort_change_only_the_messages(
    ask: Ask, change: dict[str, object]
) -> None:
    """A prefix that ends in the system prompt is still read; one that ends in a message is not.

    [caching].
    """
    fields: dict[str, object] = {
        "system": [text(RULES, FIVE_MINUTES)],
        "messages": [{"role": "user", "content": [text("Hello", FIVE_MINUTES)]}],
        "tools": [{"name": "t", "input_schema": {"type": "object"}}],
    }
    ask(**fields)
    written, read = counters(ask(**(fields | change)).usage)
    assert read > 1024
    assert 0 < written < 100


def test_a_bare_string_is_a_text_block(ask: Ask) -> None:
    """Content sent as a string and as a single text block is the same prompt [SDK]."""
    tail = {"role": "user", "content": [text("More", FIVE_MINUTES)]}
    ask(messages=[{"role": "user", "content": RULES}, tail])
    again = ask(messages=[{"role": "user", "content": [text(RULES)]}, tail])
    assert counters(again.usage)[1] > 1024


def test_the_breakpoint_itself_is_not_part_of_the_prefix(ask: Ask) -> None:
    """A later request may mark another block and still read what was written [caching]."""
    written, _ = counters(ask(system=[text(RULES, FIVE_MINUTES)]).usage)
    moved = ask(system=[text(RULES), text(RULES, FIVE_MINUTES)])
    assert counters(moved.usage)[1] == written


@pytest.mark.parametrize(("blocks_between", "is_found"), [(19, True), (20, False)])
def test_a_read_looks_back_twenty_blocks(ask: Ask, blocks_between: int, is_found: bool) -> None:
    """The breakpoint is the first of the 20 positions that are looked at [caching]."""
    ask(messages=[{"role": "user", "content": [text(RULES, FIVE_MINUTES)]}])
    more = [text(f"Block {index}") for index in range(blocks_between - 1)]
    longer = ask(
        messages=[{"role": "user", "content": [text(RULES), *more, text("End", FIVE_MINUTES)]}]
    )
    assert (counters(longer.usage)[1] > 0) == is_found


@pytest.mark.parametrize(("control", "seconds"), [(FIVE_MINUTES, 300), (ONE_HOUR, 3600)])
def test_an_entry_lives_from_the_start_of_its_request(
    ask: Ask, simulator: Simulator, control: dict[str, str], seconds: int
) -> None:
    """5 minutes or 1 hour, and every use starts the life anew at no cost [caching]."""
    fields = {"system": [text(RULES, control)]}
    ask(**fields)
    for _ in range(3):
        simulator.clock.advance(seconds - 30)
        assert counters(ask(**fields).usage)[1] > 0
    simulator.clock.advance(seconds)
    written, read = counters(ask(**fields).usage)
    assert (written > 0, read) == (True, 0)


def test_usage_tells_the_lifetimes_apart(ask: Ask) -> None:
    """cache_creation splits the written tokens by lifetime and adds up to their sum [SDK]."""
    usage = ask(
        system=[text(RULES, ONE_HOUR)],
        messages=[{"role": "user", "content": [text(RULES, FIVE_MINUTES)]}],
    ).usage
    assert usage.cache_creation
    hour, minutes = (
        usage.cache_creation.ephemeral_1h_input_tokens,
        usage.cache_creation.ephemeral_5m_input_tokens,
    )
    assert min(hour, minutes) > 1024
    assert hour + minutes == usage.cache_creation_input_tokens


def test_at_most_four_breakpoints(ask: Ask) -> None:
    """Five are a 400; the automatic one counts [caching]."""
    marked = [text(f"Block {index}", FIVE_MINUTES) for index in range(5)]
    with pytest.raises(anthropic.BadRequestError, match="maximum of 4"):
        ask(system=marked)
    ask(system=marked[:4])
    with pytest.raises(anthropic.BadRequestError, match="Found 5"):
        ask(system=marked[:4], cache_control=FIVE_MINUTES)


def test_longer_lifetimes_come_first(ask: Ask) -> None:
    """A 1 h breakpoint after a 5 m one is a 400 [caching]."""
    with pytest.raises(anthropic.BadRequestError, match="must not come after"):
        ask(system=[text("a", FIVE_MINUTES), text("b", ONE_HOUR)])
    ask(system=[text("a", ONE_HOUR), text("b", FIVE_MINUTES)])


@pytest.mark.parametrize("control", [{"type": "ephemeral", "ttl": "2h"}, {"type": "eternal"}, {}])
def test_a_breakpoint_is_ephemeral_for_5m_or_1h(ask: Ask, control: dict[str, str]) -> None:
    """Anything else is a 400 [caching]."""
    with pytest.raises(anthropic.BadRequestError, match="cache_control"):
        ask(system=[text("a") | {"cache_control": control}])


def test_automatic_caching_marks_the_last_block(ask: Ask) -> None:
    """Right for a growing conversation, wrong for a fixed prefix with a varying question.

    [caching].
    """
    turns = [{"role": "user", "content": RULES}, {"role": "assistant", "content": "Yes."}]
    first = ask(cache_control=FIVE_MINUTES, messages=turns[:1])
    grown = [*turns, {"role": "user", "content": "And?"}]
    second = ask(cache_control=FIVE_MINUTES, messages=grown)
    assert counters(second.usage)[1] == counters(first.usage)[0] > 1024
    varied = ask(cache_control=FIVE_MINUTES, messages=[{"role": "user", "content": RULES + "!"}])
    assert counters(varied.usage)[1] == 0


def test_organisations_share_nothing(ask: Ask, simulator: Simulator) -> None:
    """Another key does not read what the first has written [caching]."""
    system = [text(RULES, FIVE_MINUTES)]
    ask(system=system)
    with anthropic.Anthropic(api_key="another", base_url=simulator.base_url) as other:
        message = other.messages.create(
            model=MODEL,
            max_tokens=10,
            messages=[{"role": "user", "content": "Hello"}],
            extra_body={"system": system},
        )
    assert counters(message.usage)[1] == 0


def test_prewarming_writes_the_cache_and_nothing_else(ask: Ask) -> None:
    """max_tokens 0: no content, stop reason max_tokens, 0 output tokens [caching]."""
    system = [text(RULES, FIVE_MINUTES)]
    warm = ask(max_tokens=0, system=system)
    assert (warm.content, warm.stop_reason, warm.usage.output_tokens) == ([], "max_tokens", 0)
    written, _ = counters(warm.usage)
    assert counters(ask(system=system).usage) == (0, written)


async def test_cold_requests_that_start_together_all_pay(serve: Serve) -> None:
    """An entry can be read only once the response that writes it has begun [caching]."""
    together = asyncio.Barrier(3)

    async def wait_for_the_others(_seconds: float) -> None:
        await together.wait()

    simulator = serve(Options(profile="sonnet-4.5", sleep=wait_for_the_others))
    async with anthropic.AsyncAnthropic(api_key="k", base_url=simulator.base_url) as client:
        messages = await asyncio.gather(
            *(
                client.messages.create(
                    model=MODEL,
                    max_tokens=1000,
                    messages=[{"role": "user", "content": "Hello"}],
                    extra_body={"system": [text(RULES, FIVE_MINUTES)]},
                )
                for _ in range(3)
            )
        )
    assert [counters(message.usage)[1] for message in messages] == [0, 0, 0]
    assert all(counters(message.usage)[0] > 1024 for message in messages)


def test_propagation_delays_the_first_read(serve: Serve, connect: Connect) -> None:
    """With propagation_seconds an entry is found only that long after its response began.

    [issues].
    """
    simulator = serve(Options(propagation_seconds=60))
    client = connect(simulator)

    def read_tokens() -> int:
        message = client.messages.create(
            model=MODEL,
            max_tokens=10,
            messages=[{"role": "user", "content": "Hello"}],
            extra_body={"system": [text(RULES, ONE_HOUR)]},
        )
        return counters(message.usage)[1]

    assert [read_tokens(), read_tokens()] == [0, 0]
    simulator.clock.advance(60)
    assert read_tokens() > 0


def prompt() -> Prompt:
    body = JsonFields(
        {
            "system": [text(RULES, FIVE_MINUTES)],
            "messages": [{"role": "user", "content": "Hello"}],
        }
    )
    return read_prompt(body, RequestContext(find_model(MODEL), NEW_VERSION, "k", Tokenizer()))


def test_misses_happen_as_often_as_they_are_told_to() -> None:
    """With miss_probability 0.4 some four in ten reads fail, the same ones for the same seed.

    [issues].
    """

    def hits(seed: int) -> list[bool]:
        cache = PrefixCache(propagation_seconds=0, seed=seed)
        cache.begin(cache.look_up(prompt(), 0, 0.4), 0)
        return [cache.look_up(prompt(), 1, 0.4).read_tokens > 0 for _ in range(200)]

    assert 100 < sum(hits(seed=1)) < 140
    assert hits(seed=1) == hits(seed=1) != hits(seed=2)


def test_looking_up_changes_nothing() -> None:
    """A request that is refused before its response begins leaves no trace [simulator]."""
    cache = PrefixCache(propagation_seconds=0, seed=0)
    cache.look_up(prompt(), 0, 0)
    assert cache.look_up(prompt(), 0, 0).read_tokens == 0
