"""Writing a reply: the answer, spoiled and cut short as the request or a fault will have it."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from examcli.simulator import defects
from examcli.simulator.answers import Answer, Author, answer
from examcli.simulator.errors import Json
from examcli.simulator.faults import BREAK_KINDS, SLOW_KINDS, Fault
from examcli.simulator.replies import Content, Stop, Text, Thinking, ToolUse
from examcli.simulator.request import MessageRequest
from examcli.simulator.tokens import Tokenizer

THOUGHT = "The order is clear: write what is asked for, in the form that is asked for."
"""What a model that shows its thoughts has thought."""
THOUGHT_SHARES = {"low": 0.25, "medium": 0.5, "high": 1.0, "xhigh": 2.0, "max": 4.0}
"""Tokens of thought for each token of answer, by effort: an estimate, for no source has figures."""
END_OF_TURN = Stop("end_turn")
"""How an answer ends that nothing cut short."""


@dataclass(frozen=True)
class Draft:
    """Text on its way to being the answer, and why it ends where it ends."""

    text: str
    stop: Stop = END_OF_TURN


class Writer:
    """Writes replies, and remembers a question to repeat when a fault asks for a duplicate."""

    def __init__(self, author: Author, new_id: Callable[[str], str]) -> None:
        self._author = author
        self._new_id = new_id
        self._earlier_question: Json | None = None

    def write(self, request: MessageRequest, fault: Fault | None) -> tuple[list[Content], Stop]:
        """The content of the reply and why it ends."""
        if request.max_tokens == 0:
            return [], Stop("max_tokens")
        if request.forced_tool:
            return [self._tool_use(request)], Stop("tool_use")
        tokenizer = request.tokenizer
        written = answer(request, self._author)
        content = self._thoughts(request, tokenizer.count(written.text))
        if fault and fault.kind in SLOW_KINDS:
            content = [self._trickle(request, fault)]
        room = request.max_tokens - sum(block.tokens for block in content)
        draft = self._finish(written, request, fault)
        draft = _within(draft, room, tokenizer)
        if draft.text:
            content.append(Text(draft.text, tokenizer.count(draft.text)))
        return content, draft.stop

    def _finish(self, written: Answer, request: MessageRequest, fault: Fault | None) -> Draft:
        text = self._spoil(written.text, fault)
        self._remember(text)
        draft = Draft(text)
        if written.shortfall:
            draft = Draft(text, Stop("refusal", details=_refusal(written.shortfall)))
        draft = _at_stop_sequence(draft, request.stop_sequences)
        return _cut_by(fault, draft) if fault else draft

    def _spoil(self, text: str, fault: Fault | None) -> str:
        if fault is None:
            return text
        index = fault.after_questions or 0
        if fault.kind == "malformed":
            return defects.malformed(text, index)
        if fault.kind == "duplicate" and self._earlier_question:
            return defects.repeated(text, self._earlier_question, index)
        if fault.kind in defects.DEFECTS:
            return defects.spoiled(text, fault.kind, index)
        return text

    def _remember(self, text: str) -> None:
        """Keep the first question ever written: whoever gets it again has surely seen it."""
        if self._earlier_question is None:
            self._earlier_question = next(iter(defects.questions_of(text)), None)

    def _thoughts(self, request: MessageRequest, answer_tokens: int) -> list[Content]:
        """A thinking block, if there is to be one and max_tokens leaves room for it.

        Its tokens are paid for whether the thought is shown or not.
        """
        reflection = request.reflection
        if reflection is None or not reflection.max_tokens:
            return []
        wanted = math.ceil(THOUGHT_SHARES[reflection.effort] * answer_tokens)
        tokens = min(max(1, wanted), reflection.max_tokens)
        return [Thinking(THOUGHT if reflection.is_shown else "", self._new_id("sig"), tokens)]

    def _trickle(self, request: MessageRequest, fault: Fault) -> Thinking:
        tokens = request.tokenizer.count(THOUGHT)
        return Thinking(THOUGHT, self._new_id("sig"), tokens, fault.seconds)

    def _tool_use(self, request: MessageRequest) -> ToolUse:
        """A forced call; its arguments are always whole."""
        written = answer(request, self._author)
        arguments: object = json.loads(written.text) if written.text.startswith("{") else {}
        assert isinstance(arguments, dict)
        return ToolUse(
            id=self._new_id("toolu"),
            name=request.forced_tool,
            arguments=json.dumps(arguments, ensure_ascii=False),
            input=arguments,
            tokens=request.tokenizer.count(written.text),
        )


def _within(draft: Draft, max_tokens: int, tokenizer: Tokenizer) -> Draft:
    if tokenizer.count(draft.text) <= max_tokens:
        return draft
    return Draft(tokenizer.truncate(draft.text, max_tokens), Stop("max_tokens"))


def _refusal(explanation: str) -> Json:
    return {"type": "refusal", "category": None, "explanation": explanation}


def _at_stop_sequence(draft: Draft, sequences: tuple[str, ...]) -> Draft:
    """End before the stop sequence that comes first."""
    found = [(draft.text.find(sequence), sequence) for sequence in sequences]
    places = [place for place in found if place[0] >= 0]
    if not places:
        return draft
    position, sequence = min(places)
    return Draft(draft.text[:position], Stop("stop_sequence", sequence))


def _cut_by(fault: Fault, draft: Draft) -> Draft:
    """End where the fault says."""
    if fault.kind == "refusal":
        text = draft.text[: _position(fault, draft.text, default=0)]
        return Draft(text, Stop("refusal", details=_refusal("Scripted refusal.")))
    if fault.kind not in ("max-tokens", *BREAK_KINDS):
        return draft
    text = draft.text[: _position(fault, draft.text, default=len(draft.text) // 2)]
    if fault.kind == "max-tokens":
        return Draft(text, Stop("max_tokens"))
    return replace(draft, text=text)


def _position(fault: Fault, text: str, default: int) -> int:
    if fault.after_characters is not None:
        return fault.after_characters
    if fault.after_questions is not None:
        return defects.end_of_question(text, fault.after_questions)
    return default
