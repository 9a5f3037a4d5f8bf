"""What every reader of outside text promises, as one property each, for any bytes.

Hypothesis tries them in the suite (`test_parsers.py`), a coverage-guided fuzzer for as long as
one likes (`fuzz.py`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from examcli.errors import DocumentInvalid, ExamError, SettingsInvalid, StreamBroken, UsageInvalid
from examcli.exam.blueprint import embedded, parsed, restored
from examcli.exam.figure import Figure, description, svg
from examcli.exam.material import Material
from examcli.exam.plan import Plan, PracticeWish, plan_exam, plan_practice
from examcli.exam.question import Question
from examcli.exports.documents import as_json
from examcli.generation.answer import AnswerReader, Malformed, Piece
from examcli.generation.solver import solutions
from examcli.review.exam import judge, judgement_document
from examcli.review.files import read_entries

GAT = embedded("gat")
PLAN = plan_practice(GAT, PracticeWish("verbal", "vocabulary", None, 2, 3), seed=1)
QUESTION = Question("q", 1, 1, PLAN.slots[0].labels, "؟", ("أ", "ب", "ج", "د"), 0)
FIGURE = {"kind": "circle", "values": [7.5], "labels": ["م", "٧٫٥ سم"]}
DRAFT = {
    "stem": "ما ناتج ٢ + ٣؟",
    "figure": FIGURE,
    "check": "2 + 3",
    "key": "٥",
    "distractor_1": "٤",
    "distractor_2": "٦",
    "distractor_3": "٢٣",
    "explanation": "نجمع العددين.",
}


def pieces_of(parts: Sequence[str]) -> tuple[list[Piece], bool]:
    """The pieces of any text, and whether it held a whole answer."""
    reader = AnswerReader()
    pieces: list[Piece] = []
    try:
        for part in parts:
            pieces += reader.feed(part)
        return [*pieces, *reader.close()], True
    except Malformed as broken:
        return [*pieces, *broken.pieces], False


def answer(content: bytes) -> None:
    """Pieces that can be written down, the same however the text was cut, or `Malformed`."""
    text = content.decode("utf-8", "surrogateescape")
    pieces = pieces_of([text])
    assert pieces == pieces_of(list(text))
    assert repr(pieces).encode()
    with suppress(StreamBroken):
        solutions(text, [QUESTION], 1)


def blueprint(content: bytes) -> None:
    """A blueprint that can be planned from, or an error in one line."""
    try:
        found = parsed(content.decode("utf-8", "replace"), "exam.toml")
    except SettingsInvalid as error:
        _require_one_line(error)
        return
    for track in found.tracks:
        plan_exam(found, track, seed=1)


def question_file(content: bytes) -> None:
    """A judgement that can be printed, or an error in one line."""
    try:
        entries = read_entries(content, "exam", None)
    except UsageInvalid as error:
        _require_one_line(error)
        return
    assert as_json(judgement_document(judge(entries, "auto"))).encode()


def stored_plan(content: bytes) -> None:
    """A plan whose batches hold its slots, or `DocumentInvalid`."""
    with suppress(DocumentInvalid):
        plan = Plan.from_json(content.decode("utf-8", "surrogateescape"))
        assert [slot.number for slot in plan.slots] == [
            position for batch in plan.batches for position in batch.positions
        ]


def stored_documents(content: bytes) -> None:
    """Material, a figure that can be drawn, a blueprint; or `DocumentInvalid`."""
    text = content.decode("utf-8", "surrogateescape")
    with suppress(DocumentInvalid):
        Material.from_json(text)
    with suppress(DocumentInvalid):
        figure = Figure.from_json(text)
        assert [svg(figure), description(figure)]
    with suppress(DocumentInvalid):
        restored(text)


def _require_one_line(error: ExamError) -> None:
    assert "\n" not in error.message
    assert error.message.encode()


PARSERS: Mapping[str, Callable[[bytes], None]] = {
    "answer": answer,
    "blueprint": blueprint,
    "questionfile": question_file,
    "plan": stored_plan,
    "documents": stored_documents,
}

WHOLE_ANSWER = json.dumps({"passage": "", "questions": [DRAFT]}, ensure_ascii=False)
FILED = {
    "id": "q1",
    "stem": "ما ناتج ٢ + ٣؟",
    "choices": ["٤", "٥", "٦", "٧"],
    "answerIndex": 1,
    "check": "2 + 3",
    "explanation": "نجمع العددين: ٢ + ٣ = ٥، إذن الإجابة ٥.",
    "passage": "",
}
SMALL_BLUEPRINT = """\
id = "law"
title = "Law"
language = "en"
minutes = 10
source = "a test"
difficulty = { easy = 20, medium = 50, hard = 30 }
sections = [{ id = "s", short = "s", title = "S" }]
topics = [
  { id = "t", section = "s", title = "T", kind = "k", subtopics = [{ id = "u", title = "U" }] },
]
tracks.all = { title = "All", stretches = [{ section = "s", topics = { t = 12 } }] }
kinds.k = { title = "K", rules = "four choices" }
scenery = { people = ["Ann"], cities = ["Rome"], contexts = ["a shop"] }

[prompt]
role = "You write."
rules = "Be right."
answer = "JSON"

[[prompt.examples]]
topic = "t"
subtopic = "u"
difficulty = "easy"
stem = "2 + 2?"
key = "4"
distractors = ["3", "5", "22"]
explanation = '''2 + 2 = 4'''
"""
SEEDS: Mapping[str, Sequence[str]] = {
    "answer": [WHOLE_ANSWER, f"<think>\n</think>```json\n{WHOLE_ANSWER}```"],
    "blueprint": [SMALL_BLUEPRINT],
    "questionfile": [
        json.dumps([FILED], ensure_ascii=False),
        json.dumps(FILED),
        "stem,choice_1,choice_2,choice_3,choice_4,answerIndex\n2 + 2?,3,4,5,6,1\n",
    ],
    "plan": [PLAN.as_json()],
    "documents": [
        json.dumps(FIGURE),
        Material(("a.md",), ("Text.",)).as_json(),
        parsed(SMALL_BLUEPRINT, "exam.toml").model_dump_json(),
    ],
}
"""Sound texts, from which damaged ones are made."""
