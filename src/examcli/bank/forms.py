"""Questions as forms: the words of a form are data, its numbers are a function of a draw.

A module of forms has a file of words beside it, `<module>.toml`, with a table for each form:

    [part-of-group]
    ask = ["In a school of {total}, {percent}% take part. How many take part?"]
    explain = "{total} × {percent} ÷ 100 = {key}."
    unit = "{} kg"

`ask` are wordings of the stem, of which one is drawn, or the only one as a plain text; `explain`
is the explanation; `unit`, which may be left out, stands around every choice. A gap `{name}`
takes what was computed under that name; `{person}`, `{city}` and `{key}`, written like a choice,
are always there. Where the words depend on what was drawn, `ask` and `explain` may be tables of
cases, of which the function names one. `[phrases]` holds what functions put together themselves;
a list in `[drawn]` has words for the gap of its name, drawn where a wording has the gap.

Any other entry of a form's table is a gap of its words, made of the gaps before it. A form that
says `like = "solve"` has also the entries of the table `[solve]` that it does not have itself:
that is how forms share wordings.

A function decorated with `@form("part-of-group")` draws numbers, refuses bad ones with
`Degenerate`, and returns what was `computed`: key, check, and the mistakes that students really
make, `told` with the gaps of its words. How three mistakes become distractors is the form's
`choices`.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, update_wrapper
from importlib.resources import files
from typing import Any, Concatenate, ParamSpec

from examcli.bank.draft import (
    COMPARISON_CHOICES,
    Degenerate,
    Draft,
    Draw,
    Number,
    Picture,
    number,
)
from examcli.bank.lowest_terms import shown
from examcli.bank.mistakes import below, drawn, fractions, whole

P = ParamSpec("P")
Choose = Callable[[Draw, Any, Sequence[Any]], Sequence[Any]]
"""From a draw, the key and the mistakes to wrong values, the likeliest first."""


@dataclass(frozen=True)
class Computed:
    """A question as its numbers; `gaps` are those of its words, `case` names which words."""

    key: Number | str
    check: str
    mistakes: tuple[Number | str, ...]
    case: str = ""
    figure: Picture | None = None
    gaps: Mapping[str, object] = field(default_factory=dict)

    def told(self, *, case: str = "", figure: Picture | None = None, **gaps: object) -> "Computed":
        """The same, with what its words take up and its picture shows."""
        return replace(
            self,
            case=case or self.case,
            figure=figure or self.figure,
            gaps={**self.gaps, **gaps},
        )


def computed(
    key: Number | str,
    check: str,
    *mistakes: Number | str,
    case: str = "",
    figure: Picture | None = None,
) -> Computed:
    """What a form makes of a draw: its key, its check, and mistakes in order of likelihood."""
    return Computed(key, check, mistakes, case, figure)


@dataclass(frozen=True)
class Choices:
    """How mistakes become distractors: which of them are chosen, and how a value is written.

    A negative value stands beside a positive key only where the quantity is `signed`.
    """

    choose: Choose
    write: Callable[[Any], str] = number
    signed: bool = False

    def of(self, draw: Draw, found: Computed) -> tuple[str, str, str, str]:
        """Key and three distractors, without their unit.

        Raises:
            Degenerate: fewer than three mistakes differ from the key and from each other, or one
                is negative where the key is not.
        """
        may_be_negative = self.signed or _is_negative(found.key)
        wrong = [
            value
            for value in dict.fromkeys(self.choose(draw, found.key, found.mistakes))
            if value != found.key and (may_be_negative or not _is_negative(value))
        ]
        if len(wrong) < 3:
            raise Degenerate("too few mistakes")
        key, first, second, third = map(self.write, (found.key, *wrong[:3]))
        return key, first, second, third


def _is_negative(value: Number | str) -> bool:
    return not isinstance(value, str) and value < 0


def _in_order(_draw: Draw, _key: object, mistakes: Sequence[Any]) -> Sequence[Any]:
    return mistakes


def _in_drawn_order(draw: Draw, _key: object, mistakes: Sequence[Any]) -> Sequence[Any]:
    return draw.sample(mistakes, len(mistakes))


def _the_others(_draw: Draw, key: str, _mistakes: Sequence[Any]) -> Sequence[Any]:
    return [choice for choice in COMPARISON_CHOICES if choice != key]


WHOLE = Choices(whole)
"""Positive whole numbers in a drawn balance below and above the key, likeliest first."""
WHOLE_DRAWN = Choices(drawn)
"""The same where no mistake is likelier than another: which are used is drawn as well."""
FRACTIONS = Choices(fractions, shown)
"""Fractions in lowest terms between 0 and 1."""
IN_ORDER = Choices(_in_order)
"""Numbers, the first three mistakes as they stand."""
TEXTS = Choices(_in_order, str)
"""Expressions or words, the first three mistakes as they stand."""
TEXTS_DRAWN = Choices(_in_drawn_order, str)
"""The same where no mistake is likelier than another."""
COMPARED = Choices(_the_others, str)
"""The four fixed answers of a comparison, the key being one of them."""


OWN_ENTRIES = frozenset({"ask", "explain", "unit", "like"})
"""The entries of a form's table that are not gaps."""

Compute = Callable[Concatenate[Draw, P], Computed]
Generate = Callable[Concatenate[Draw, P], Draft]


def whole_below(limit: int) -> Choices:
    """Whole numbers of a quantity that cannot reach `limit`."""
    return Choices(partial(below, limit))


class Words:
    """The words of one module's forms; read when the first question is asked."""

    def __init__(self, module: str) -> None:
        self._module = module

    def form(self, name: str, choices: Choices = WHOLE) -> Callable[[Compute[P]], Generate[P]]:
        """Make a generator of questions of a function that computes their numbers."""

        def decorate(compute: Compute[P]) -> Generate[P]:
            def generate(draw: Draw, /, *args: P.args, **kwargs: P.kwargs) -> Draft:
                return self._draft(draw, name, choices, compute(draw, *args, **kwargs))

            update_wrapper(generate, compute)
            return generate

        return decorate

    def phrase(self, name: str, **gaps: object) -> str:
        """A phrase of the file."""
        text: str = self._tables["phrases"][name]
        return text.format(**gaps)

    def phrases(self, name: str) -> list[Any]:
        """A list of the file, of phrases or of words for a gap, to draw from."""
        found: list[Any] = (self._tables.get("drawn", {}) | self._tables.get("phrases", {}))[name]
        return found

    @cached_property
    def _tables(self) -> dict[str, Any]:
        package, _, module = self._module.rpartition(".")
        return tomllib.loads((files(package) / f"{module}.toml").read_text(encoding="utf-8"))

    def _draft(self, draw: Draw, name: str, choices: Choices, found: Computed) -> Draft:
        table: dict[str, Any] = self._tables[name]
        table = self._tables.get(table.get("like", ""), {}) | table
        key = choices.write(found.key)
        gaps = {"person": draw.person, "city": draw.city, "key": key, **found.gaps}
        for gap in (entry for entry in table if entry not in OWN_ENTRIES):
            gaps[gap] = _case(table[gap], found).format(**gaps)
        asked = _case(table["ask"], found)
        wording = asked if isinstance(asked, str) else draw.pick(asked)
        gaps |= self._drawn(draw, gaps, str(asked))
        stem = wording.format(**gaps)
        texts = choices.of(draw, found)
        unit = str(gaps.get("unit", table.get("unit", "{}")))
        key, first, second, third = map(unit.format, texts)
        return Draft(
            stem=stem[:1].upper() + stem[1:],
            key=key,
            distractors=(first, second, third),
            check=found.check,
            explanation=_case(table["explain"], found).format(**gaps),
            figure=found.figure.document() if found.figure else None,
            form=f"{self._module.rpartition('.')[2]}/{name}",
        )

    def _drawn(self, draw: Draw, given: Mapping[str, object], asked: str) -> dict[str, object]:
        """Words for the gaps that are drawn, if they are asked for and not given."""
        return {
            name: draw.pick(options)
            for name, options in self._tables.get("drawn", {}).items()
            if name not in given and f"{{{name}}}" in asked
        }


def _case(words: Any, found: Computed) -> Any:
    return words[found.case] if isinstance(words, dict) else words
