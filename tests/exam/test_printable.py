"""Text from outside can be read, and can do nothing else: on a terminal, in JSON, in Markdown."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import Run
from examcli.exam.blueprint import embedded
from examcli.exam.plan import PracticeWish, plan_practice
from examcli.exam.printable import printable
from examcli.exam.question import Passage, Question
from examcli.exports.documents import as_json, markdown
from examcli.sessions.stored import StoredSession
from examcli.store import SessionRecord

GAT = embedded("gat")
HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\r\u061c\u200f\u2028\u202e\u2066\ufeff\ufffe\ufdd0\U000e0041"
)
DRIVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.lists(
    st.sampled_from(
        [*"#+-*>|~_\\@x^&$ \t\n\r\x85\u2028\ufffe\U000e0041", "~~~", "```", "1.", "1)", "(1)", "a.",
         "---", "===", ":-", "$20", "&lt;", "<b>", "[x](y)", "![", "2.5", "-5", "    ", "\n\n"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def stored() -> StoredSession:
    """A stored session of two questions, whatever they say."""
    plan = plan_practice(GAT, PracticeWish("verbal", "vocabulary", None, 2, 2), seed=1)
    labels = plan.slots[0].labels
    questions = tuple(Question(f"q{n}", n, n, labels, "", ("",) * 4, 0) for n in (1, 2))
    record = SessionRecord(
        id="practice-1",
        kind="practice",
        total_questions=2,
        seed=1,
        blueprint="",
        plan=plan,
        model="",
        provider="",
        created_at="",
        updated_at="",
    )
    return StoredSession(record, questions)


def _with(stored: StoredSession, text: str) -> StoredSession:
    """The same session with this text wherever a model writes, as second line too."""
    questions = tuple(
        replace(
            question,
            stem=f"Stem {text}",
            choices=tuple(f"{n} {text}" for n in "wxyz"),
            explanation=f"Because {text}",
            passage=Passage("p1", f"Text {text}") if question.position == 2 else None,
        )
        for question in stored.questions
    )
    return StoredSession(stored.record, questions)


def _blocks(text: str) -> Counter[str]:
    """How often each kind of block opens; paragraphs and line breaks are only text."""
    kinds: Counter[str] = Counter()
    for token in READER.parse(text):
        for part in (token, *(token.children or ())):
            kinds[part.type] += part.type not in {"text", "softbreak", "hardbreak", "inline"}
    return +Counter({kind: n for kind, n in kinds.items() if "paragraph" not in kind})


def _written(text: str) -> str:
    """The words that a reader of the page sees."""
    parts = [token.children or () for token in READER.parse(text)]
    return "".join("".join(part.content or " " for part in each) + " " for each in parts)


class TestMarkdown:
    """C3, M4: an export is a page of questions, whatever they say."""

    @given(text=MARKS | st.text(max_size=20))
    @example("\n~~~\n1. x\n---\n===\n# h\n+ a\n> b\n    c")
    @example("$20 and ~$15~")
    @settings(deadline=None)
    def test_no_text_changes_the_structure(self, stored: StoredSession, text: str) -> None:
        """The same headings, lists and quotes as for a word, and every visible character."""
        page = markdown(_with(stored, text), GAT, with_answers=True)
        harmless = markdown(_with(stored, "word"), GAT, with_answers=True)
        assert _blocks(harmless) == _blocks(page)
        assert _visible(f"Stem {text}") in _visible(_written(page))

    def test_usual_text_is_left_as_it_is(self, stored: StoredSession) -> None:
        """Decimals, negative numbers and equations need no marks."""
        text = "2.5 - 3 = -0.5 (أ) 10:30, 50%"
        assert text in markdown(_with(stored, text), GAT, with_answers=False)


def _visible(text: str) -> str:
    plain = printable(re.sub("[\x0b\x0c\r\x85\u2028\u2029]", " ", text))
    return "".join(plain.split())


@given(st.text() | st.text(st.sampled_from(HOSTILE)))
def test_json_escapes_what_cannot_be_printed(text: str) -> None:
    """M3: C1, DEL, marks of direction, line separators, tags; and it is still the same text."""
    written = as_json({"title": text})
    assert json.loads(written) == {"title": text}
    assert not DRIVES.search(written)
    assert written.encode()


@pytest.fixture
def session(run: Run, home: Path) -> str:
    """A session of a stranger's database, hostile wherever a text can be."""
    made = run("practice", "--topic", "vocabulary", "--size", "1", "--total", "1", "--json")
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        (document,) = database.execute("SELECT document FROM blueprints").fetchone()
        inside = json.dumps(HOSTILE, ensure_ascii=False)[1:-1]
        hostile = document.replace('"title":"', f'"title":"{inside}')
        database.execute("UPDATE blueprints SET document = ?", (hostile,))
        database.execute("UPDATE questions SET stem = stem || ?, explanation = ?", (HOSTILE,) * 2)
        database.execute("UPDATE practice_sessions SET status = ?, updated_at = ?", (HOSTILE,) * 2)
        database.execute("UPDATE requests SET model = ?", (HOSTILE,))
    return str(made.document["id"])


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("list", "--json"),
        ("show", "SESSION", "--with-answers"),
        ("show", "SESSION", "--with-answers", "--json"),
        ("take", "SESSION"),
        ("usage", "--by", "model"),
        ("audit",),
        ("export", "SESSION"),
        ("export", "SESSION", "--format", "markdown", "--with-answers"),
        ("export", "SESSION", "--format", "html", "--with-answers"),
        ("show", HOSTILE),
        ("review", HOSTILE),
    ],
    ids=" ".join,
)
def test_nothing_from_outside_drives_a_terminal(
    command: Sequence[str], session: str, run: Run
) -> None:
    """M3: titles, status, stems, names of models and arguments are text, whichever way they go."""
    arguments = [session if word == "SESSION" else word for word in command]
    ran = run(*arguments, stdin="1\n" * 9)
    assert not DRIVES.search(ran.out + ran.err)
    assert ran.out + ran.err
