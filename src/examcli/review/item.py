"""The question as the review sees it: texts and a key, wherever they come from."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from examcli.arabic import folded

FORMS: dict[str, list[str]] = tomllib.loads(
    (files("examcli.review") / "forms.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Item:
    """One question to judge.

    `key_index` is None when a file gives no usable one. `labels` is section, topic and kind, as
    words to search. `choice_count` is how many choices its exam gives to every question.
    """

    stem: str
    choices: tuple[str, ...]
    key_index: int | None
    check: str = ""
    explanation: str = ""
    passage: str = ""
    labels: str = ""
    has_figure: bool = False
    choice_count: int = 4

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

    @cached_property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Stem and choices with their names."""
        choices = ((f"choice {n}", text) for n, text in enumerate(self.choices, start=1))
        return (("stem", self.stem), *choices)

    @cached_property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Every text of the question with its name."""
        return (*self.shown, ("explanation", self.explanation), ("passage", self.passage))

    def has_form(self, form: str) -> bool:
        """Whether section, topic or kind name this form, by one of its words in `forms.toml`."""
        labels = folded(self.labels)
        return any(word in labels for word in FORMS[form])
