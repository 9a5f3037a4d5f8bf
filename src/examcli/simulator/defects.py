"""Answers that are wrong inside: valid messages with faulty JSON or questions to catch in review.

Each defect takes the decoded answer and the number of the question to spoil, counted from 0.
"""

import json
import re
from collections.abc import Callable
from fractions import Fraction

from examcli.simulator.errors import Json

NUMBER = re.compile(r"\d+(?:[/.٫]\d+)?")
"""Whole, decimal with either mark, or a fraction: the numbers that choices are made of."""
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
"""A number is changed in the digits it was written in."""


def end_of_question(text: str, count: int) -> int:
    """Where the first `count` questions of an answer end; the end of the text if it has fewer."""
    decoder = json.JSONDecoder()
    position = text.find('"questions":[')
    if position < 0:
        return len(text)
    position += len('"questions":[')
    for _ in range(count):
        try:
            _, position = decoder.raw_decode(text, position + (text[position] == ","))
        except ValueError:
            return len(text)
    return position


def malformed(text: str, after_questions: int) -> str:
    """The answer with one colon missing, behind `after_questions` whole questions."""
    start = end_of_question(text, after_questions)
    broken = text[:start] + text[start:].replace('":', '"', 1)
    return broken if broken != text else text + "}"


def spoiled(text: str, kind: str, index: int) -> str:
    """The answer with defect `kind` in question `index`; unchanged if there is no such question."""
    answer, questions = _decode(text)
    if not 0 <= index < len(questions):
        return text
    DEFECTS[kind](questions[index])
    return _encode(answer)


def repeated(text: str, earlier: Json, index: int) -> str:
    """The answer with question `index` replaced by one given `earlier`."""
    answer, questions = _decode(text)
    if not 0 <= index < len(questions):
        return text
    questions[index].clear()
    questions[index].update(earlier)
    return _encode(answer)


def questions_of(text: str) -> list[Json]:
    """The questions of an answer, none if it is something else."""
    return _decode(text)[1]


def _two_keys(question: Json) -> None:
    question["distractor_1"] = same_value(str(question["key"]))


def _empty_choice(question: Json) -> None:
    question["distractor_2"] = ""


def _missing_choice(question: Json) -> None:
    question.pop("distractor_3", None)


def _figure(question: Json) -> None:
    question["stem"] = f"في الشكل المجاور: {question['stem']}"
    question["figure"] = None


def _bad_figure(question: Json) -> None:
    """A triangle that no ruler and compasses can draw."""
    question["figure"] = {"kind": "triangle", "values": [3, 4, 9], "labels": []}


def _letter_explanation(question: Json) -> None:
    question["explanation"] = f"{question['explanation']} إذن الإجابة ب."


def _placeholder(question: Json) -> None:
    question["stem"] = "..."
    question["distractor_1"] = "Lorem ipsum"


def _wrong_key(question: Json) -> None:
    """A confident mistake: the key and a distractor change places, and nothing gives it away."""
    question["key"], question["distractor_1"] = question["distractor_1"], question["key"]
    question["check"] = ""
    question["explanation"] = f"الجواب الصحيح هو: {question['key']}."


DEFECTS: dict[str, Callable[[Json], None]] = {
    "two-keys": _two_keys,
    "empty-choice": _empty_choice,
    "missing-choice": _missing_choice,
    "figure": _figure,
    "bad-figure": _bad_figure,
    "letter-explanation": _letter_explanation,
    "placeholder": _placeholder,
    "wrong-key": _wrong_key,
}
"""What each kind of defect does to a question."""


def same_value(choice: str) -> str:
    """A choice of equal value that is written differently, where it is one number to rewrite.

    >>> [same_value(choice) for choice in ("12 كم", "2.5", "3/4", "٢٫٥", "نعم")]
    ['24/2 كم', '5/2', '6/8', '٥/٢', 'نعم']
    """
    numbers = list(NUMBER.finditer(choice))
    if len(numbers) != 1:
        return choice
    (found,) = numbers
    number = found.group()
    written_as_fraction = "/" in number
    if written_as_fraction and not int(number.partition("/")[2]):
        return choice
    value = Fraction(number.replace("٫", "."))
    factor = 2 if written_as_fraction or value.denominator == 1 else 1
    rewritten = f"{value.numerator * factor}/{value.denominator * factor}"
    if not number.isascii():
        rewritten = rewritten.translate(ARABIC_DIGITS)
    return choice[: found.start()] + rewritten + choice[found.end() :]


def _decode(text: str) -> tuple[Json, list[Json]]:
    try:
        answer: object = json.loads(text)
    except ValueError:
        return {}, []
    if not isinstance(answer, dict) or not isinstance(answer.get("questions"), list):
        return {}, []
    return answer, answer["questions"]


def _encode(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
