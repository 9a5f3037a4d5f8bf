"""What is answered to whom."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import anthropic
import pytest
from anthropic.types import Message, TextBlock

from examcli.simulator import Options, Simulator
from examcli.simulator.answers import ARABIC_SENTENCE, ENGLISH_SENTENCE

Ask = Callable[..., Message]

MODEL = "claude-sonnet-4-6"
PROMPT = """اكتب سؤالين. الخانات بين <slots> و</slots>.
<slots>
{"topic":"algebra","given":{"stem":"س"},"variant":7}

{"topic":"geometry"}
</slots>
<avoid>
  كم الساعة؟ — الثالثة

ما اسمك؟ — خالد
</avoid>
"""


def text_of(message: Message) -> str:
    (block,) = message.content
    assert isinstance(block, TextBlock)
    return block.text


@dataclass(frozen=True)
class Written:
    text: str
    shortfall: str = ""


def test_a_question_gets_an_honest_sentence_in_its_language(ask: Ask) -> None:
    """Arabic to Arabic, English to English; it says that no model is speaking [simulator]."""
    assert text_of(ask(messages=[{"role": "user", "content": "من أنت؟"}])) == ARABIC_SENTENCE
    assert text_of(ask(messages=[{"role": "user", "content": "Who are you?"}])) == ENGLISH_SENTENCE


def test_the_composer_gets_the_slots_and_the_questions_to_avoid() -> None:
    """One object a line and one question a line; blank lines count for nothing [simulator]."""
    orders: list[tuple[list[Mapping[str, object]], list[str]]] = []

    def compose(slots: Sequence[Mapping[str, object]], avoid: Sequence[str]) -> Written:
        orders.append((list(slots), list(avoid)))
        return Written('{"passage":"","questions":[]}')

    with (
        Simulator(Options(compose=compose)) as simulator,
        anthropic.Anthropic(api_key="k", base_url=simulator.base_url) as client,
    ):
        message = client.messages.create(
            model=MODEL,
            max_tokens=100,
            messages=[
                {"role": "user", "content": '<slots>\n{"topic":"earlier"}\n</slots>'},
                {"role": "assistant", "content": "Done."},
                {"role": "user", "content": [{"type": "text", "text": PROMPT}]},
            ],
        )
    assert text_of(message) == '{"passage":"","questions":[]}'
    assert orders == [
        (
            [
                {"topic": "algebra", "given": {"stem": "س"}, "variant": 7},
                {"topic": "geometry"},
            ],
            ["كم الساعة؟ — الثالثة", "ما اسمك؟ — خالد"],
        )
    ]


def test_a_shortfall_ends_in_a_refusal() -> None:
    """The text that there is, then stop reason refusal with the shortfall as explanation.

    [simulator].
    """
    written = Written('{"passage":"","questions":[]}', "no unused question left")
    with (
        Simulator(Options(compose=lambda _slots, _avoid: written)) as simulator,
        anthropic.Anthropic(api_key="k", base_url=simulator.base_url) as client,
    ):
        message = client.messages.create(
            model=MODEL, max_tokens=100, messages=[{"role": "user", "content": PROMPT}]
        )
    assert (text_of(message), message.stop_reason) == (written.text, "refusal")
    assert message.stop_details
    assert (message.stop_details.category, message.stop_details.explanation) == (
        None,
        "no unused question left",
    )


def test_a_slot_that_is_no_json_is_refused(ask: Ask) -> None:
    """A model would make do; the simulator says that the prompt is broken [simulator]."""
    with pytest.raises(anthropic.BadRequestError, match="slots"):
        ask(messages=[{"role": "user", "content": "<slots>\nalgebra, easy\n</slots>"}])


def test_max_tokens_is_obeyed(ask: Ask) -> None:
    """The answer is cut where the estimate says; it stops for max_tokens [stop reasons]."""
    message = ask(max_tokens=10, messages=[{"role": "user", "content": PROMPT}])
    assert (message.stop_reason, message.usage.output_tokens) == ("max_tokens", 10)


def test_a_stop_sequence_ends_the_answer_before_it(ask: Ask) -> None:
    """The stop reason is stop_sequence, and the message says which [stop reasons]."""
    message = ask(
        stop_sequences=['","distractor_1', "@"], messages=[{"role": "user", "content": PROMPT}]
    )
    assert (message.stop_reason, message.stop_sequence) == ("stop_sequence", '","distractor_1')
    assert text_of(message).endswith('"key":"2')


def test_the_answer_of_the_embedded_bank_has_the_agreed_shape() -> None:
    """By default the bank composes: one question per slot, the fields in order [simulator]."""
    order = '<slots>\n{"topic":"algebra","subtopic":"linear-one-var","difficulty":"easy"}\n</slots>'
    with (
        Simulator() as simulator,
        anthropic.Anthropic(api_key="k", base_url=simulator.base_url) as client,
    ):
        message = client.messages.create(
            model=MODEL, max_tokens=2000, messages=[{"role": "user", "content": order}]
        )
    (question,) = json.loads(text_of(message))["questions"]
    wrong = ["distractor_1", "distractor_2", "distractor_3"]
    fields = ["rests_on", "stem", "figure", "check", "key", *wrong, "explanation"]
    assert list(question) == fields
