"""Questions from somebody's own text: sentences with a word left out.

All that an author without understanding can honestly make of a text it has never seen. The word
that stood in the gap is the key; other words of the same text, of nearly the same length, are
the distractors. The same text and slot always give the same questions.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from examcli.bank import UNUSED, Composition, Slot, fields_of, is_used, line_of, seed_of
from examcli.bank.draft import Draft

GAP = "......"
SENTENCE = re.compile(r"[^.!?؟。]+[.!?؟。](?!\w)")
NO_PROSE = re.compile(r"^\s*(#|\||```|[-*+] |\d+[.)] |<)")
WORD = re.compile(r"[^\W\d_]{4,}")
ARABIC = re.compile("[\u0600-\u06ff]")
FEWEST_WORDS = 7
UNFIT = {"comparison", "reading"}
"""Kinds that a gap in a sentence cannot be: their choices or their passage are prescribed."""
LONGEST_SENTENCE = 300
ASKED = {
    "ar": "ما الكلمة التي تكمل الجملة: «{sentence}»",
    "en": "Which word completes the sentence: “{sentence}”",
}
EXPLAINED = {
    "ar": "تقول المادة: «{sentence}»، فالكلمة الناقصة هي «{key}».",
    "en": "The material says: “{sentence}” The missing word is {key}.",
}


@dataclass(frozen=True)
class Sentence:
    """A sentence of the material, and the number of the passage that it stands in."""

    text: str
    passage: int

    @property
    def language(self) -> str:
        """The language in which to ask about it."""
        return "ar" if ARABIC.search(self.text) else "en"

    def without(self, word: str) -> str:
        """The question for a word of the sentence."""
        gap = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GAP, self.text, count=1)
        return ASKED[self.language].format(sentence=gap)

    def asks(self, stem: str, word: str) -> bool:
        """Whether a stem is this sentence without that word."""
        return word in self.text and self.without(word) == stem


@dataclass(frozen=True)
class GroundedDraft:
    """A question, and the passage that it rests on."""

    draft: Draft
    rests_on: int


class Text:
    """One material: its sentences, and the words to choose from."""

    def __init__(self, passages: Mapping[int, str]) -> None:
        found = [
            Sentence(" ".join(match[0].split()), number)
            for number, text in passages.items()
            for match in SENTENCE.finditer(_prose(text))
        ]
        self.sentences = [each for each in found if _is_fit(each.text)]
        self._words = sorted({word for each in found for word in WORD.findall(each.text)})

    def questions(self, seed: str) -> Iterator[GroundedDraft]:
        """Questions in seeded order: every sentence once, each with one word left out."""
        chance = random.Random(seed)
        for sentence in chance.sample(self.sentences, len(self.sentences)):
            draft = self._question(sentence, chance)
            if draft:
                yield GroundedDraft(draft, sentence.passage)

    def _question(self, sentence: Sentence, chance: random.Random) -> Draft | None:
        words = [w for w in WORD.findall(sentence.text) if sentence.text.count(w) == 1]
        for key in chance.sample(words, len(words)):
            others = self._others(sentence, key)
            if len(others) >= 3:
                first, second, third = chance.sample(others, 3)
                told = EXPLAINED[sentence.language].format(sentence=sentence.text, key=key)
                return Draft(
                    stem=sentence.without(key),
                    key=key,
                    distractors=(first, second, third),
                    check="",
                    explanation=told,
                )
        return None

    def _others(self, sentence: Sentence, key: str) -> list[str]:
        """Words of the material that could stand there by their looks, and do not."""
        there = {word.casefold() for word in WORD.findall(sentence.text)}
        return [
            word
            for word in self._words
            if abs(len(word) - len(key)) <= 2
            and word[0].isupper() == key[0].isupper()
            and word.casefold() not in there
        ]


def compose_about(
    system: str, slots: Sequence[Mapping[str, object]], avoid: Sequence[str]
) -> Composition:
    """Write one question about the material for each slot, unlike every line of `avoid`."""
    text = _material(system)
    written: list[GroundedDraft] = []
    for order in map(Slot.read, slots):
        if order.given:
            written.append(_explained(text, order.given))
            continue
        used = [*avoid, *(line_of(each.draft) for each in written)]
        fresh = (
            question
            for question in text.questions(seed_of(order))
            if not (is_used(line_of(question.draft), used) or order.has_rejected(question.draft))
        )
        question = None if order.kind in UNFIT else next(fresh, None)
        if question is None:
            return Composition(_answer(written), _shortfall(order))
        written.append(question)
    return Composition(_answer(written))


def solve_about(system: str, lines: Sequence[Mapping[str, object]]) -> str:
    """Answer questions about the material by looking their sentences up in it."""
    text = _material(system)
    answers = [_solution(text, line) for line in lines]
    return json.dumps({"answers": answers}, ensure_ascii=False, separators=(",", ":"))


def _material(system: str) -> Text:
    """The material that a system prompt holds."""
    found = re.findall(r"<material>\n(.*?)\n?</material>", system, re.DOTALL)
    return _read(found[-1] if found else "")


@cache
def _read(lines: str) -> Text:
    entries = [json.loads(line) for line in lines.splitlines()]
    return Text({int(entry["number"]): str(entry["text"]) for entry in entries})


def _explained(text: Text, given: Draft) -> GroundedDraft:
    """The question as given, with the sentence that it was made from."""
    for sentence in text.sentences:
        if sentence.asks(given.stem, given.key):
            told = EXPLAINED[sentence.language].format(sentence=sentence.text, key=given.key)
            return GroundedDraft(replace(given, explanation=told), sentence.passage)
    return GroundedDraft(given, 0)


def _solution(text: Text, line: Mapping[str, object]) -> dict[str, object]:
    stem, choices = str(line.get("stem") or ""), line.get("choices")
    words = choices if isinstance(choices, list) else []
    fitting = [
        place
        for place, word in enumerate(words, 1)
        if any(sentence.asks(stem, str(word)) for sentence in text.sentences)
    ]
    return {
        "number": line.get("number"),
        "working": "The sentence stands in the material." if fitting else "It is not there.",
        "choice": fitting[0] if fitting else 0,
        "also_defensible": fitting[1:],
    }


def _answer(written: Sequence[GroundedDraft]) -> str:
    questions = [fields_of(each.draft, each.rests_on) for each in written]
    return json.dumps(
        {"passage": "", "questions": questions}, ensure_ascii=False, separators=(",", ":")
    )


def _shortfall(order: Slot) -> str:
    if order.kind in UNFIT:
        return f"the embedded engine writes no questions of the kind {order.kind} from material"
    return f"the embedded engine finds {UNUSED} sentence in the material"


def _prose(text: str) -> str:
    """The text without headings, tables and lists, whose lines are no sentences."""
    return "\n".join(line for line in text.splitlines() if not NO_PROSE.match(line))


def _is_fit(sentence: str) -> bool:
    return len(sentence.split()) >= FEWEST_WORDS and len(sentence) <= LONGEST_SENTENCE
