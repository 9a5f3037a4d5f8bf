"""A session as a page to hand out: one HTML file, to print or to read on a phone.

The page asks nobody for anything: no script, no font, no picture from elsewhere. Every text is
escaped and stripped of control characters as it is written; the one thing that is markup is the
SVG of a figure, which is drawn from numbers. Keys and explanations are on it only when asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from examcli.exam.blueprint import Blueprint
from examcli.exam.figure import svg
from examcli.exam.question import Passage, Question
from examcli.exports.handout.words import words_of
from examcli.exports.templates import rendered
from examcli.sessions.stored import StoredSession
from examcli.store import SessionRecord

FOUR_IN_A_ROW, TWO_IN_A_ROW = 12, 32
"""Characters of the longest choice up to which so many stand side by side on A4."""


@dataclass(frozen=True)
class Group:
    """Neighbouring questions about one passage, or about none."""

    passage: Passage | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Part:
    """One section of the exam as it stands on the page."""

    title: str
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many questions the section has on this page."""
        return sum(len(group.questions) for group in self.groups)


def handout(stored: StoredSession, blueprint: Blueprint, *, with_answers: bool) -> str:
    """The whole page, ready to be written; answers begin a page of their own."""
    return rendered(
        "examcli.exports.handout",
        {"svg": svg, "columns": _columns, "paragraphs": _paragraphs},
        blueprint=blueprint,
        words=words_of(blueprint.language),
        subject=_subject(stored.record, blueprint),
        minutes=blueprint.minutes if stored.record.kind == "exam" else 0,
        parts=list(_parts(stored.questions, blueprint)),
        total=len(stored.questions),
        answered=stored.questions if with_answers else (),
    )


def _subject(record: SessionRecord, blueprint: Blueprint) -> str:
    """What the session is about: a track, or what is practised."""
    if record.kind == "exam":
        return blueprint.track(record.track).title
    if record.topic:
        return blueprint.topic(record.topic).title
    return blueprint.section(record.section).title


def _parts(questions: Iterable[Question], blueprint: Blueprint) -> Iterator[Part]:
    for section, members in groupby(questions, lambda question: question.labels.section):
        yield Part(blueprint.section(section).title, tuple(_groups(members)))


def _groups(questions: Iterable[Question]) -> Iterator[Group]:
    for passage, members in groupby(questions, lambda question: question.passage):
        yield Group(passage, tuple(members))


def _columns(question: Question) -> int:
    """How many choices stand beside each other where there is room: all must fit on one line."""
    longest = max(map(len, question.choices))
    if longest <= FOUR_IN_A_ROW:
        return 4
    return 2 if longest <= TWO_IN_A_ROW else 1


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
