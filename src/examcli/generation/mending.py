"""What code mends in a draft, so that nobody pays for asking again.

Only what is mechanical and has one right form: a label before a choice, a full stop behind it, a
fixed choice in guillemets or without its hamza, digits of another script, LaTeX that has a plain
form, Markdown. What it would take an author to mend is left alone, and the review finds it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from examcli.exam.question import Draft
from examcli.exam.script import ARABIC_LETTER, EASTERN_DIGITS, WESTERN_DIGITS
from examcli.exam.text import folded, typist
from examcli.review.readable import plain

LABEL = re.compile(
    r"^\s*\(?(?:[A-Da-d]|[أابجد]|هـ)\s?\)\s*(?=\S)|^\s*(?:[A-D]|[أبجد])\s?[.:]\s+(?=\S)"
)
FULL_STOP = re.compile(r"(?<=[^\s.…])\s*[.。]\s*$")
MARKDOWN = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!`)`([^`\n]+)`(?!`)")
TO_EASTERN = str.maketrans(WESTERN_DIGITS, EASTERN_DIGITS)
TO_WESTERN = str.maketrans(EASTERN_DIGITS, WESTERN_DIGITS)
DECIMAL_POINT = re.compile(r"(?<=[٠-٩])\.(?=[٠-٩])")
PERCENT = re.compile(r"(?<=[٠-٩])\s?%")

Mend = Callable[[Draft], Draft]


def mended(draft: Draft, fixed_choices: Sequence[str], language: str) -> tuple[Draft, list[str]]:
    """The draft as it was meant, and what was mended of it, in words of our own.

    Args:
        draft: as a model wrote it.
        fixed_choices: of its kind, () where each question has its own.
        language: of the exam; `ar` writes its digits as ٠١٢٣.
    """
    mends: list[tuple[str, Mend]] = [
        ("markup", lambda each: _in_all_texts(each, _without_markup)),
        ("digits", lambda each: _in_all_texts(each, lambda text: in_digits_of(language, text))),
        ("label before a choice", _without_labels),
        ("full stop behind a choice", _without_full_stops),
        ("fixed choice", lambda each: _as_fixed(each, fixed_choices)),
    ]
    noted = []
    for name, mend in mends:
        better = mend(draft)
        if better != draft:
            noted.append(name)
        draft = better
    return draft, noted


def mended_text(text: str, language: str) -> str:
    """An explanation or a passage, which have markup and digits to mend and nothing else."""
    return in_digits_of(language, _without_markup(text))


def in_digits_of(language: str, text: str) -> str:
    """The text with the digits of its language; one without a letter of it is left alone."""
    if language != "ar":
        return text.translate(TO_WESTERN)
    eastern = text.translate(TO_EASTERN)
    return PERCENT.sub("٪", DECIMAL_POINT.sub("٫", eastern)) if _is_arabic(text) else text


def _is_arabic(text: str) -> bool:
    """Whether a text is Arabic, or nothing but numbers and signs."""
    return ARABIC_LETTER.search(text) is not None or not re.search("[A-Za-z]", text)


def _in_all_texts(draft: Draft, mend: Callable[[str], str]) -> Draft:
    distractors = tuple(map(mend, draft.distractors))
    return replace(draft, stem=mend(draft.stem), key=mend(draft.key), distractors=distractors)


def _in_choices(draft: Draft, mend: Callable[[str], str]) -> Draft:
    return replace(draft, key=mend(draft.key), distractors=tuple(map(mend, draft.distractors)))


def _without_markup(text: str) -> str:
    bare = MARKDOWN.sub(lambda found: found[1] or found[2], text)
    return plain(bare) if "\\" in bare else bare


def _without_labels(draft: Draft) -> Draft:
    """Labels go where at least two choices have one: a single one may be part of the answer."""
    labelled = sum(LABEL.match(choice) is not None for choice in (draft.key, *draft.distractors))
    return _in_choices(draft, lambda text: LABEL.sub("", text)) if labelled > 1 else draft


def _without_full_stops(draft: Draft) -> Draft:
    """A choice that is no sentence ends without one; where all have one, they are sentences."""
    stopped = sum(FULL_STOP.search(text) is not None for text in (draft.key, *draft.distractors))
    is_mixed = 0 < stopped <= len(draft.distractors)
    return _in_choices(draft, lambda text: FULL_STOP.sub("", text)) if is_mixed else draft


def _as_fixed(draft: Draft, fixed_choices: Sequence[str]) -> Draft:
    """The fixed choice that the key is, however it was typed."""
    meant = {typist(folded(choice)): choice for choice in fixed_choices}
    key = meant.get(typist(folded(draft.key)))
    return replace(draft, key=key) if key else draft
