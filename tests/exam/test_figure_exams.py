"""Figures through the front door: ordered from a model, vetted, stored, told, drawn, handed out."""

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from conftest import Run
from examcli.exam.figure import Figure, description, svg
from examcli.simulator import Simulator, parse_fault
from examcli.simulator.request_log import ReceivedRequest
from examcli.store import Store

GEOMETRY = ("practice", "--section", "quantitative", "--topic", "geometry")
IMPOSSIBLE = (3, 4, 9)


@pytest.fixture
def session(run: Run, claude: Simulator) -> str:
    """A practice of geometry, written by the model at the other end of a real connection."""
    assert claude.base_url
    started = run(*GEOMETRY, "--total", "20", "--seed", "1", "--json").document["id"]
    run("resume", started, "--complete")
    return str(started)


@pytest.fixture
def figures(session: str, store: Store) -> dict[str, Figure]:
    """The figures of the session by the ids of their questions."""
    found = {q.id: q.figure for q in store.questions(session) if q.figure}
    assert len(found) >= 2
    return found


def with_figures(questions: Iterable[Any]) -> dict[str, Any]:
    """The figures of questions in a document, by id."""
    return {question["id"]: question["figure"] for question in questions if "figure" in question}


def variants(received: ReceivedRequest) -> list[str]:
    """The slots that a request asks for."""
    return re.findall(r'"variant":\s*(\d+)', json.dumps(received.body).replace('\\"', '"'))


@pytest.mark.usefixtures("claude")
def test_a_whole_exam_has_figures_and_keeps_them(run: Run) -> None:
    started = run("start", "--track", "scientific", "--seed", "5", "--json").document
    completed = run("resume", started["id"], "--complete", "--json").document

    shown = with_figures(run("show", started["id"], "--json").document["questions"])

    assert len(completed["questions"]) == 96
    assert shown == with_figures(completed["questions"])
    assert len(shown) >= 3


def test_a_stored_figure_is_the_one_that_the_model_ordered(
    run: Run, session: str, figures: dict[str, Figure]
) -> None:
    shown = run("show", session, "--with-answers", "--json").document["questions"]

    ordered = {
        question: {name: document[name] for name in ("kind", "values", "labels")}
        for question, document in with_figures(shown).items()
    }
    assert ordered == {question: figure.document() for question, figure in figures.items()}


def test_without_answers_a_figure_does_not_give_its_numbers_away(
    run: Run, session: str, figures: dict[str, Figure]
) -> None:
    """The numbers of a triangle hold the side that is asked for."""
    shown = with_figures(run("export", session).document["questions"])

    assert {name for document in shown.values() for name in document} == {"kind", "text", "svg"}
    assert {q: document["svg"] for q, document in shown.items()} == {
        question: svg(figure) for question, figure in figures.items()
    }


def test_the_terminal_tells_what_a_figure_shows(
    run: Run, session: str, figures: dict[str, Figure]
) -> None:
    out = run("show", session).out

    for figure in figures.values():
        told = description(figure, "ar").split("\n")
        assert [line for line in told if f"▨ {line}" in out] == told


def test_markdown_holds_the_picture_and_its_text(
    run: Run, session: str, figures: dict[str, Figure]
) -> None:
    out = run("export", session, "--format", "markdown").out

    pictures = re.findall(r"!\[[^\n]*\]\(data:image/svg\+xml;base64,([^)]+)\)", out)
    assert [b64decode(picture).decode() for picture in pictures] == [
        svg(figure) for figure in figures.values()
    ]


def test_the_page_holds_each_picture_once(
    run: Run, session: str, figures: dict[str, Figure]
) -> None:
    out = run("export", session, "--format", "html").out

    assert [out.count(svg(figure, "ar")) for figure in figures.values()] == [1] * len(figures)
    assert out.count("<svg") == len(figures)


def test_a_figure_that_is_none_is_asked_for_again(
    run: Run, claude: Simulator, store: Store
) -> None:
    """Its question is asked for again with it; nothing of it is stored."""
    claude.script([parse_fault("bad-figure@1")])

    ran = run(*GEOMETRY, "--total", "5", "--seed", "1", "--json")

    stored = store.questions(ran.document["id"])
    orders = Counter(variant for order in claude.received for variant in variants(order))
    assert (0, 5, 5) == (ran.code, len(stored), len(orders))
    assert [1, 1, 1, 1, 2] == sorted(orders.values())
    assert not [q for q in stored if q.figure and q.figure.values == IMPOSSIBLE]


def test_figures_that_never_are_any_end_with_the_reason(run: Run, claude: Simulator) -> None:
    claude.script([parse_fault("bad-figure")])

    ran = run(*GEOMETRY, "--total", "5", "--seed", "1", "--json")

    error = ran.document["error"]
    assert (5, "GENERATION_FAILED") == (ran.code, error["code"])
    assert any("one side is as long as the other two" in cause for cause in error["causes"])
