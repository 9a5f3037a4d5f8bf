"""The keys of the English bank once more, from nothing but what the student reads.

A stem is recognised by the wording that it follows; what stands in the gaps is all that a
solution gets. It simulates, enumerates or tries instead of using the generator's formula, so that
one mistake cannot hide in both.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

TOLERANCE = Fraction(1, 2)
GAP = re.compile(r"\\\{(\w+)\\\}")
ROW = re.compile(r"-?\d+(?:, -?\d+)+")


@dataclass(frozen=True)
class Near:
    """An answer that holds roughly, as the rule that the stem names does; in percent."""

    percent: float
    total: int = 100

    def holds(self, stated: Fraction) -> bool:
        """Whether a stated number is as near as the rule comes."""
        return abs(stated * 100 / self.total - Fraction(self.percent)) < TOLERANCE


class Gaps:
    """What stands in the gaps of a wording."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def __getitem__(self, name: str) -> int:
        return int(self.texts[name])

    def exact(self, name: str) -> Fraction:
        """A number that may be a decimal or a fraction."""
        return Fraction(self.texts[name])

    def row(self, name: str = "data") -> list[Fraction]:
        """The values that a text lists."""
        found = ROW.search(self.texts[name])
        assert found, self.texts[name]
        return [Fraction(value) for value in found[0].split(", ")]


Solution = Callable[[Gaps], Fraction | int | Near]
SOLUTIONS: dict[str, Solution] = {}


def solves(*forms: str) -> Callable[[Solution], Solution]:
    """Registers the solution of forms of question, named as in `wordings.toml`."""

    def register(solution: Solution) -> Solution:
        assert not SOLUTIONS.keys() & set(forms)
        SOLUTIONS.update(dict.fromkeys(forms, solution))
        return solution

    return register


def solved(topic: str, stem: str) -> Fraction | int | Near:
    """The answer to a stem, which must follow one of the wordings of its topic.

    Of several wordings that fit, the one that fixes most of the words is meant.
    """
    fitting = [
        (len(template), form, found)
        for form, texts in templates(topic).items()
        for template, pattern in texts.items()
        if (found := pattern.fullmatch(stem))
    ]
    assert fitting, stem
    _, form, found = max(fitting, key=lambda fit: fit[0])
    return SOLUTIONS[form](Gaps(found.groupdict()))


@cache
def templates(topic: str) -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """The wordings of a topic by form, each by the words that it fixes, as patterns."""
    package = files(f"examcli.bank.english.{topic}")
    forms = tomllib.loads(package.joinpath("wordings.toml").read_text(encoding="utf-8"))
    return {
        form: {re.sub(r"\{\w+\}", "", text): _pattern(text) for text in texts}
        for form, texts in forms.items()
    }


def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def gap(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        words = r"\w+" if name in {"person", "city"} else ".+?"
        return f"(?P<{name}>{words})"

    return re.compile(GAP.sub(gap, re.escape(template)), re.IGNORECASE)


def first(fits: Callable[[Fraction], bool], candidates: Iterable[int] = range(1, 5000)) -> Fraction:
    """The first whole number that fits, found by trying."""
    return next(Fraction(number) for number in candidates if fits(Fraction(number)))
