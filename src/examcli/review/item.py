"""The question as the review sees it: texts and a key, wherever they come from."""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.resources import files

from examcli.exam.choice import CHOICE_COUNT, Answer, as_answer
from examcli.exam.number import stated_amount
from examcli.exam.text import folded
from examcli.review.readable import plain

FORMS: dict[str, list[str]] = tomllib.loads(
    (files("examcli.review") / "forms.toml").read_text(encoding="utf-8")
)
FEWEST_CHOICES, MOST_CHOICES = 2, 10
"""Fewer is no choice; more are no longer told apart by a letter or a digit."""


@dataclass(frozen=True)
class Item:
    """One question to judge.

    `key_index` is None when a file gives no usable one. `labels` is section, topic and kind, as
    words to search. `lengths_shown` are the labels of a drawing, but not of a chart or table, which
    may well show what is asked for; `figure_text` is what any figure shows. `choice_count` is how
    many choices its exam gives to every question.
    """

    stem: str
    choices: tuple[str, ...]
    key_index: int | None
    check: str = ""
    explanation: str = ""
    passage: str = ""
    labels: str = ""
    has_figure: bool = False
    lengths_shown: tuple[str, ...] = ()
    figure_text: str = ""
    choice_count: int = CHOICE_COUNT

    @property
    def key(self) -> str:
        """The right answer, or "" when nobody knows it."""
        return "" if self.key_index is None else self.choices[self.key_index]

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong answers."""
        return tuple(text for place, text in enumerate(self.choices) if place != self.key_index)

    @cached_property
    def plain_stem(self) -> str:
        """The stem, folded."""
        return folded(self.stem)

    @cached_property
    def plain_choices(self) -> tuple[str, ...]:
        """The choices, folded."""
        return tuple(map(folded, self.choices))

    @property
    def plain_key(self) -> str:
        """The key, folded."""
        return "" if self.key_index is None else self.plain_choices[self.key_index]

    @property
    def plain_shown(self) -> tuple[str, ...]:
        """Stem and choices, folded."""
        return (self.plain_stem, *self.plain_choices)

    @cached_property
    def plain_explanation(self) -> str:
        """The explanation, folded, its LaTeX as it is read."""
        return folded(plain(self.explanation))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The choices, ready to be compared."""
        return tuple(as_answer(plain(text)) for text in self.choices)

    @property
    def are_answers_apart(self) -> bool:
        """Whether the choices differ in whatever makes two one answer, without comparing pairs."""
        texts = [answer.text for answer in self.answers]
        words = [answer.words for answer in self.answers if answer.words]
        stated = [answer.stated for answer in self.answers if answer.stated]
        return all(len(set(each)) == len(each) for each in (texts, words, stated))

    @cached_property
    def amounts(self) -> tuple[tuple[Fraction, str] | None, ...]:
        """By choice, the one number it states and the words around it."""
        return tuple(stated_amount(folded(plain(text))) for text in self.choices)

    @property
    def key_amount(self) -> tuple[Fraction, str] | None:
        """The one number that the key states."""
        return None if self.key_index is None else self.amounts[self.key_index]

    @cached_property
    def everything(self) -> str:
        """All texts in one, to see at once that none of them has what a rule looks for."""
        return "\n".join(text for _, text in self.written)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Every character of all texts: most rules look for signs that most questions lack."""
        return frozenset(self.everything)

    @cached_property
    def is_printable(self) -> bool:
        """Whether all texts are made of characters that a page can show."""
        text = self.everything
        return text.replace("\n", " ").isprintable() and "\ufffd" not in text

    @cached_property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Stem and choices with their names."""
        choices = ((f"choice {n}", text) for n, text in enumerate(self.choices, start=1))
        return (("stem", self.stem), *choices)

    @cached_property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Every text of the question with its name."""
        return (*self.shown, ("explanation", self.explanation), ("passage", self.passage))

    @cached_property
    def is_about_words_of_stem(self) -> bool:
        """Whether the choices are words of the stem, one of which is the wrong one there."""
        return self.has_form("wrong-word") or all(
            choice and choice in self.plain_stem and not any(map(str.isdigit, choice))
            for choice in self.plain_choices
        )

    def has_form(self, form: str) -> bool:
        """Whether section, topic or kind name this form, by one of its words in `forms.toml`."""
        return any(word in self.plain_labels for word in FORMS[form])

    @cached_property
    def plain_labels(self) -> str:
        """The labels, folded."""
        return folded(self.labels)
