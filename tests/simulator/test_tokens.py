"""The token estimate."""

import anthropic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examcli.simulator.tokens import Tokenizer

MODEL = "claude-sonnet-4-6"
TOKENIZER = Tokenizer()


def test_arabic_costs_more_per_character_than_ascii() -> None:
    """Arabic is taken as 0.67 tokens a character, ASCII as 0.27 [simulator]."""
    assert TOKENIZER.count("ا" * 100) == 67
    assert TOKENIZER.count("a" * 100) == 27


def test_only_nothing_costs_nothing() -> None:
    """A single character is a token [simulator]."""
    assert (TOKENIZER.count(""), TOKENIZER.count(".")) == (0, 1)


@settings(database=None)
@given(st.text(), st.integers(0, 50))
def test_truncation_keeps_the_longest_beginning_that_fits(text: str, max_tokens: int) -> None:
    """What is kept fits; one more character would not [simulator]."""
    kept = TOKENIZER.truncate(text, max_tokens)
    assert text.startswith(kept)
    assert TOKENIZER.count(kept) <= max_tokens
    assert kept == text or TOKENIZER.count(text[: len(kept) + 1]) > max_tokens


def test_count_tokens_counts_what_a_message_is_billed(client: anthropic.Anthropic) -> None:
    """`count_tokens` and `usage` use the same counter [SDK]."""
    counted = client.messages.count_tokens(
        model=MODEL, system="قواعد", messages=[{"role": "user", "content": "سؤال"}]
    )
    message = client.messages.create(
        model=MODEL,
        max_tokens=100,
        system="قواعد",
        messages=[{"role": "user", "content": "سؤال"}],
    )
    assert counted.input_tokens == message.usage.input_tokens > 0


@pytest.mark.parametrize("model", ["claude-sonnet-5", "claude-sonnet-5-5", "claude-haiku-5-5"])
def test_newer_models_count_more_tokens(client: anthropic.Anthropic, model: str) -> None:
    """About 1.3 times as many for the same text since Claude 4.7 [models]."""
    question: anthropic.types.MessageParam = {"role": "user", "content": "سؤال " * 1000}
    older = client.messages.count_tokens(model=MODEL, messages=[question])
    newer = client.messages.count_tokens(model=model, messages=[question])
    assert newer.input_tokens / older.input_tokens == pytest.approx(1.3, rel=0.01)


def test_structured_output_adds_a_hidden_prompt(client: anthropic.Anthropic) -> None:
    """An output format costs some input tokens [schemas]."""
    plain = client.messages.count_tokens(model=MODEL, messages=[{"role": "user", "content": "x"}])
    structured = client.messages.count_tokens(
        model=MODEL,
        messages=[{"role": "user", "content": "x"}],
        output_config={"format": {"type": "json_schema", "schema": {"type": "string"}}},
    )
    assert structured.input_tokens > plain.input_tokens


def test_tools_add_the_tool_use_prompt(client: anthropic.Anthropic) -> None:
    """496 tokens on Sonnet 4.6 with tool_choice auto, 588 when forced [prices]."""

    def count(choice: anthropic.types.ToolChoiceParam) -> int:
        return client.messages.count_tokens(
            model=MODEL,
            messages=[{"role": "user", "content": "x"}],
            tools=[{"name": "t", "input_schema": {"type": "object"}}],
            tool_choice=choice,
        ).input_tokens

    assert count({"type": "any"}) - count({"type": "auto"}) == 588 - 496
    assert count({"type": "auto"}) > 496
