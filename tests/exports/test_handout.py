"""The page to hand out: whole, harmless, in the exam's direction, without keys unless asked for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import Run
from examcli.exam.blueprint import Blueprint
from examcli.exam.figure import Figure, description
from examcli.exam.question import Passage, Question
from examcli.exports.handout import handout
from examcli.sessions.stored import StoredSession, load
from examcli.store import Store

PHONE_PIXELS, DESKTOP_PIXELS = 390, 1000
BROWSER = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}\u202e\x1b[2J"
TRIANGLE = Figure("triangle", (3, 4, 5), ("أ", "ب", "ج", "٣ سم", "٤ سم", "س", "", "٩٠°"))
EXPLANATION = "لأن مربع الوتر مجموع مربعي الضلعين"


class Structure(HTMLParser):
    """What a browser would find: elements with their attributes, text by class; all tags closed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, ...]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, *(dict(attrs).get("class") or "").split()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append((tuple(name for names in self.open for name in names), data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def within(self, name: str) -> list[str]:
        """The texts inside of elements with this tag or class."""
        return [text for names, text in self.words if name in names and text.strip()]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.words)


@pytest.fixture
def session(run: Run) -> str:
    """A session with its first batch."""
    return str(run("start", "--track", "scientific", "--seed", "3", "--json").document["id"])


@pytest.fixture
def stored(session: str, store: Store) -> StoredSession:
    """Two questions of no passage, the first with a figure, then two of one passage."""
    stored = load(store, session)
    first, second, third, fourth = stored.questions[:4]
    passage = Passage("p1", "الفقرة الأولى من النص.\nالفقرة الثانية من النص.")
    questions = (
        replace(first, passage=None, figure=TRIANGLE, explanation=EXPLANATION),
        replace(second, passage=None, figure=None),
        replace(third, passage=passage, figure=None),
        replace(fourth, passage=passage, figure=None),
    )
    return StoredSession(stored.record, questions)


def every(stored: StoredSession, text: str) -> StoredSession:
    """The same session with this text wherever a model writes."""

    def rewritten(questions: Iterable[Question]) -> Iterable[Question]:
        for q in questions:
            passage = Passage("p", text) if q.passage else None
            yield replace(
                q, stem=text, choices=(text,) * 4, explanation=text, passage=passage, figure=None
            )

    return StoredSession(stored.record, tuple(rewritten(stored.questions)))


def test_export_writes_the_page_of_a_session(run: Run, session: str, home: Path) -> None:
    ran = run("export", session, "--format", "html", "--output", "exam.html")

    found = Structure((home / "exam.html").read_text(encoding="utf-8"))
    questions = run("export", session).document["questions"]
    assert (0, "") == (ran.code, ran.out)
    assert found.open == []
    assert [q["stem"] for q in questions] == found.within("stem")[1::2]
    assert [c for q in questions for c in q["choices"]] == found.within("choices")[1::2]


def test_no_other_command_loads_the_template_engine() -> None:
    check = "import sys, examcli.cli; sys.exit('jinja2' in sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_export_without_a_file_prints_the_page(run: Run, session: str) -> None:
    ran = run("export", session, "--format", "html")

    assert ran.out.startswith("<!doctype html>")
    assert ran.out.endswith("</html>\n")


def test_an_arabic_exam_reads_from_right_to_left(stored: StoredSession, gat: Blueprint) -> None:
    found = Structure(handout(stored, gat, with_answers=False))

    assert {"lang": "ar", "dir": "rtl"} == found.named("html")[0]
    assert ["أ", "ب", "ج", "د"] == found.within("letter")[:4]
    assert ["١.", "٢.", "٣.", "٤."] == found.within("number")
    assert "عدد الأسئلة" in found.text


def test_an_english_exam_reads_from_left_to_right(stored: StoredSession, gat: Blueprint) -> None:
    english = gat.model_copy(update={"language": "en"})
    found = Structure(handout(stored, english, with_answers=True))

    assert {"lang": "en", "dir": "ltr"} == found.named("html")[0]
    assert ["A", "B", "C", "D"] == found.within("letter")[:4]
    assert "1." in found.within("number")
    assert "Answer key" in found.within("key")


def test_the_head_of_the_page_says_what_the_exam_is(stored: StoredSession, gat: Blueprint) -> None:
    found = Structure(handout(stored, gat, with_answers=False))

    assert [gat.title] == found.within("h1")
    assert ["علمي"] == found.within("subject")
    assert ["٤", "١٢٠"] == found.within("dd")
    assert gat.section("quantitative").title in "".join(found.within("h2"))


def test_practice_has_a_topic_and_no_time_limit(run: Run, gat: Blueprint) -> None:
    batch = run("practice", "--section", "quantitative", "--topic", "geometry", "--json").document
    found = Structure(run("export", batch["id"], "--format", "html").out)

    assert [gat.topic("geometry").title] == found.within("subject")
    assert 1 == len(found.within("dd"))


def test_a_figure_is_drawn_in_the_page_with_its_text(stored: StoredSession, gat: Blueprint) -> None:
    found = Structure(handout(stored, gat, with_answers=False))

    assert 1 == len(found.named("svg")) == len(found.named("figure"))
    assert [description(TRIANGLE, "ar")] == found.within("desc")


def test_a_passage_comes_once_before_its_questions(stored: StoredSession, gat: Blueprint) -> None:
    found = Structure(handout(stored, gat, with_answers=False))

    task, *paragraphs = found.within("passage")
    assert ["الفقرة الأولى من النص.", "الفقرة الثانية من النص."] == paragraphs
    assert task.endswith("٣ · ٤")
    assert found.text.index(stored.questions[1].stem) < found.text.index(paragraphs[0])
    assert found.text.index(paragraphs[1]) < found.text.rindex(stored.questions[2].stem)


def test_keys_and_explanations_are_left_out_unless_asked_for(
    stored: StoredSession, gat: Blueprint
) -> None:
    found = Structure(handout(stored, gat, with_answers=False))

    assert [] == found.within("key")
    assert EXPLANATION not in found.text


def test_the_answer_key_is_a_page_of_its_own_at_the_end(
    stored: StoredSession, gat: Blueprint
) -> None:
    markup = handout(stored, gat, with_answers=True)
    key = Structure(markup).within("key")

    first = stored.questions[0]
    assert [gat.letters[first.key_index], first.key, EXPLANATION] == key[2:5]
    assert ".key { break-before: page }" in markup
    assert markup.index('class="key"') > markup.rindex('class="question"')


def test_a_question_is_not_cut_when_the_page_is_printed(
    stored: StoredSession, gat: Blueprint
) -> None:
    markup = handout(stored, gat, with_answers=False)

    assert re.search(r"\.question \{[^}]*break-inside: avoid", markup)


def test_printed_pages_are_counted_in_the_digits_of_the_exam(
    stored: StoredSession, gat: Blueprint
) -> None:
    english = gat.model_copy(update={"language": "en"})

    assert "counter(page, arabic-indic)" in handout(stored, gat, with_answers=False)
    assert "counter(page, decimal)" in handout(stored, english, with_answers=False)


def test_hostile_text_stays_text(stored: StoredSession, gat: Blueprint) -> None:
    hostile = gat.model_copy(update={"title": HOSTILE})
    found = Structure(handout(every(stored, HOSTILE), hostile, with_answers=True))

    assert found.open == []
    assert not {"script", "img"} & {tag for tag, _ in found.elements}
    assert not [a for _, a in found.elements if "onerror" in a]
    assert "{{ 7 * 7 }}" in found.text
    assert not {"\u202e", "\x1b"} & set(found.text)


def test_the_page_asks_nobody_for_anything(stored: StoredSession, gat: Blueprint) -> None:
    markup = handout(stored, gat, with_answers=True)
    found = Structure(markup)

    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in found.elements}
    assert not [a for _, a in found.elements if {"src", "href", "srcset", "style"} & a.keys()]
    assert not re.search(r"@import|url\(", markup)
    policy = [a["content"] for a in found.named("meta") if "http-equiv" in a]
    assert ["default-src 'none'"] == [str(content).split(";")[0] for content in policy]


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
@pytest.mark.parametrize("width", [PHONE_PIXELS, DESKTOP_PIXELS])
def test_a_browser_shows_the_page_without_a_sideways_scroll(
    stored: StoredSession, gat: Blueprint, tmp_path: Path, width: int
) -> None:
    framed = tmp_path / "framed.html"
    framed.write_text(_framed(handout(stored, gat, with_answers=True), width), encoding="utf-8")

    dumped = _browse(tmp_path, framed)

    measured = re.search(r'data-width="(\d+)" data-direction="(\w+)"', dumped)
    assert measured, dumped[:500]
    assert int(measured[1]) <= width
    assert "rtl" == measured[2]


def _framed(markup: str, width: int) -> str:
    """The page in a frame as wide as the screen: a browser's own window may refuse to be so small.

    The frame writes down how wide its content is; the page itself has no script.
    """
    measure = (
        "const page = this.contentDocument.documentElement;"
        "this.dataset.width = page.scrollWidth;"
        "this.dataset.direction = getComputedStyle(page).direction"
    )
    return (
        "<!doctype html><body style='margin:0'>"
        f"<iframe style='border:0;width:{width}px;height:844px' onload='{measure}'"
        f' srcdoc="{escape(markup)}"></iframe>'
    )


def _browse(tmp_path: Path, target: Path) -> str:
    return subprocess.run(
        [
            str(BROWSER),
            *OPTIONS,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=4000",
            "--dump-dom",
            target.as_uri(),
        ],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=True,
    ).stdout
