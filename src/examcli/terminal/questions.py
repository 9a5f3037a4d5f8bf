"""Questions, passages, keys and explanations, as a person reads them."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from examcli.exam.blueprint import Blueprint
from examcli.exam.figure import description
from examcli.exam.material import Material
from examcli.exam.question import Question
from examcli.exam.text import shortened
from examcli.sessions.sitting import Score
from examcli.store import Attempt
from examcli.terminal.screen import Screen


def show_question(screen: Screen, blueprint: Blueprint, question: Question) -> None:
    """One question as a student may see it: no key, no explanation."""
    topic = blueprint.topic(question.labels.topic)
    heading = f"{question.position}. [{topic.title} · {question.labels.difficulty.value}]"
    screen.out.print(Text(heading, style="bold"), soft_wrap=True)
    for line in question.stem.split("\n"):
        screen.text(line)
    if question.figure:
        for line in description(question.figure, blueprint.language).split("\n"):
            screen.text(f"▨ {line}")
    for letter, choice in zip(blueprint.letters, question.choices, strict=True):
        screen.text(f"   {letter}) {choice}")
    screen.text()


def show_passage(screen: Screen, question: Question) -> None:
    """The text that the following questions are about."""
    if question.passage:
        for paragraph in question.passage.text.split("\n"):
            screen.text(f"│ {paragraph}")
        screen.text()


def show_questions(screen: Screen, blueprint: Blueprint, questions: Iterable[Question]) -> None:
    """Questions in order, each passage once before its first question."""
    passage = ""
    for question in questions:
        if question.passage and question.passage.id != passage:
            passage = question.passage.id
            show_passage(screen, question)
        show_question(screen, blueprint, question)


def show_answers(
    screen: Screen,
    blueprint: Blueprint,
    questions: Iterable[Question],
    material: Material | None = None,
) -> None:
    """Key and explanation of each question, and the passage of the material that it rests on."""
    letters = blueprint.letters
    for question in questions:
        key = f"{question.position}. {letters[question.key_index]}) {question.key}"
        doubt = "  ⚑ in doubt" if question.is_doubtful else ""
        screen.text(f"{key}  —  {question.explanation}{doubt}")
        if material:
            ground = shortened(material.passage(question.rests_on))
            screen.text(f"   rests on [{question.rests_on}] {ground}")


def show_score(screen: Screen, blueprint: Blueprint, score: Score) -> None:
    """The result: totals, sections, topics, then every question that was not right."""
    percent = round(100 * score.right / score.total) if score.total else 0
    screen.text(f"{score.right} of {score.total} right ({percent} %)")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "right", "of"):
        table.add_column(heading, justify="right" if heading else "left")
    for tally in score.by_section:
        title = blueprint.section(tally.label).title
        table.add_row(Text(title, style="bold"), str(tally.right), str(tally.total))
    for tally in score.by_topic:
        table.add_row(blueprint.topic(tally.label).title, str(tally.right), str(tally.total))
    screen.out.print(table)
    letters = blueprint.letters
    for question, attempt in score.mistakes:
        show_question(screen, blueprint, question)
        screen.text(f"   {_given(attempt, letters)}, ✓ {letters[question.key_index]})")
        screen.text(f"   {question.explanation}")
        screen.text()


def _given(attempt: Attempt | None, letters: str) -> str:
    return f"✗ {letters[attempt.choice_index]})" if attempt else "not answered"
