"""Vetting questions, of examcli or of anybody else."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from examcli.errors import UsageInvalid
from examcli.library.arguments import one_of, path_of, require_between
from examcli.review.exam import Judgement, judge
from examcli.review.files import Entry, read_entries, read_file
from examcli.review.item import FEWEST_CHOICES, MOST_CHOICES
from examcli.review.language import Language


def review_file(
    path: str | Path, *, language: str = "auto", choice_count: int | None = None
) -> Judgement:
    """Vet a JSON, JSONL or CSV file of questions: `stem`, `choices`, `answerIndex`, perhaps more.

    `choice_count` is how many choices each should have: without it 4, or 5 if nearly all have 5.

    Raises:
        UsageInvalid: it cannot be read, or holds no questions.
    """
    _require_choices(choice_count)
    return _judged(read_file(path_of(path), choice_count), language)


def review_questions(
    questions: Iterable[Mapping[str, object]],
    *,
    language: str = "auto",
    choice_count: int | None = None,
) -> Judgement:
    """Vet questions as they are in `Session.document(with_answers=True)`; as `review_file`.

    Raises:
        UsageInvalid: they are no JSON, or none of them is a question.
    """
    _require_choices(choice_count)
    try:
        content = json.dumps(list(questions)).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageInvalid(f"the questions are no JSON: {error}", "give plain objects") from error
    return _judged(read_entries(content, "questions", choice_count), language)


def _require_choices(choice_count: int | None) -> None:
    if choice_count is not None:
        require_between(FEWEST_CHOICES, choice_count, MOST_CHOICES, "the number of choices")


def _judged(entries: list[Entry], language: str) -> Judgement:
    return judge(entries, one_of(Language, language, "language").value)
