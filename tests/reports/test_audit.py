"""`examcli audit`: what was planned, what was delivered, and what is wrong with it."""

import math
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from weakref import ReferenceType, ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from conftest import Run
from examcli.cli import app
from examcli.clock import Clock
from examcli.exam.blueprint import Blueprint
from examcli.exam.question import Question
from examcli.exam.verification import Solution, Verdict, Verification
from examcli.reports.audit import Audit, KeyPlaces, audit
from examcli.sessions.stored import StoredSession, load
from examcli.store import Store


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one complete literary exam, written offline once for all tests."""
    path = tmp_path_factory.mktemp("written") / "exams.db"
    start = ("start", "--track", "literary", "--seed", "1", "--complete", "--json")
    environment = {"EXAM_PROVIDER": "offline", "NO_PROXY": "127.0.0.1,localhost"}
    ran = CliRunner().invoke(app, ["--db", str(path), *start], env=environment)
    assert 0 == ran.exit_code, ran.stderr
    return path


@pytest.fixture
def exam(written: Path, home: Path) -> str:
    """A complete literary exam in the store of the test."""
    shutil.copy(written, home / "exams.db")
    with Store.open(written, Clock()) as copied:
        [record] = copied.sessions()
    return record.id


@pytest.fixture
def stored(exam: str, store: Store) -> StoredSession:
    """The same exam as it is stored."""
    return load(store, exam)


def audited(blueprint: Blueprint, *sessions: StoredSession) -> Audit:
    """The audit of sessions of one blueprint."""
    return audit([(session, blueprint) for session in sessions])


def with_first(stored: StoredSession, change: Callable[[Question], Question]) -> StoredSession:
    """The session with its first question changed."""
    first, *others = stored.questions
    return replace(stored, questions=(change(first), *others))


def complaints(found: Audit) -> str:
    """What the audit complains about, as one line."""
    return "; ".join(found.complaints())


def test_a_sound_exam_passes(exam: str, run: Run) -> None:
    """The document has every number, the command succeeds, and every cell is near the blueprint."""
    ran = run("audit", exam, "--json")

    document = ran.document
    [session] = document["sessions"]
    assert 0 == ran.code, ran.err
    assert document["ok"]
    assert 96 == document["questions"] == sum(c["delivered"] for c in session["specifications"])
    assert session["isComplete"]
    assert session["largestDifference"] <= 1
    duplicates = document["duplicates"]
    assert [] == duplicates["within"] == duplicates["across"] == duplicates["near"]
    assert {} == document["review"]["errors"]
    assert 0 == document["numericKeys"]["contradicting"] == document["missingExplanations"]
    assert {"blueprint": 27.0, "planned": 27, "delivered": 27} == (
        session["topics"]["reading-comprehension"]
    )


def test_without_arguments_every_exam_of_the_store_is_audited(exam: str, run: Run) -> None:
    """An unfinished exam is audited as far as it is, and says so; practice is left out."""
    run("practice", "--topic", "algebra", "--json")
    unfinished = run("start", "--track", "scientific", "--seed", "2", "--json").document["id"]

    document = run("audit", "--report-only", "--json").document
    text = run("audit", "--report-only").out

    by_id = {session["sessionId"]: session for session in document["sessions"]}
    assert {exam, unfinished} == by_id.keys()
    assert not by_id[unfinished]["isComplete"]
    assert by_id[unfinished]["missingQuestions"] > 0
    assert "are missing, so its distribution is not judged" in text


@pytest.mark.usefixtures("store")
def test_an_empty_store_has_nothing_to_audit(run: Run) -> None:
    """No exams are no failure."""
    ran = run("audit")

    assert 0 == ran.code
    assert "no exams yet" in ran.err


@pytest.mark.usefixtures("store")
def test_a_session_that_is_not_there_is_named(run: Run) -> None:
    """Exit code 6, as for every command."""
    assert 6 == run("audit", "exam-none").code


def test_a_flaw_fails_the_command_unless_it_only_reports(exam: str, run: Run, home: Path) -> None:
    """Exit code 8 names what was missed; the document is the same either way."""
    with closing(sqlite3.connect(home / "exams.db")) as database, database:
        database.execute("UPDATE questions SET stem = '' WHERE position = 1")

    failing, reporting = run("audit", exam), run("audit", exam, "--report-only")

    assert (8, 0) == (failing.code, reporting.code)
    assert "review errors: 1 empty-text" in failing.err
    assert failing.out == reporting.out


def test_a_repeated_question_is_a_duplicate_within(stored: StoredSession, gat: Blueprint) -> None:
    """By content, whatever its id."""
    first, second, *others = stored.questions
    twin = replace(first, id=second.id, position=second.position)

    found = audited(gat, replace(stored, questions=(first, twin, *others)))

    [group] = found.duplicates_within
    assert [first.id, second.id] == [place.question_id for place in group]
    assert "duplicates within an exam: 1" in complaints(found)


def test_a_question_of_two_exams_is_a_duplicate_across(
    stored: StoredSession, gat: Blueprint
) -> None:
    """Each content is one group, however many exams share it."""
    other = replace(stored, record=replace(stored.record, id="exam-other"))

    found = audited(gat, stored, other)

    assert 96 == len(found.duplicates_across)
    assert () == found.duplicates_within
    assert "duplicates across exams: 96" in complaints(found)


def test_the_same_question_with_other_numbers_is_counted_apart(
    stored: StoredSession, gat: Blueprint
) -> None:
    """It is no duplicate and no failure."""
    first, second, *_ = stored.questions
    one = replace(
        first, stem="ما ناتج ١٢ + ٣٠؟", choices=("٤٢", "٤٣", "٤٤", "٤٥"), key_index=0, check=""
    )
    other = replace(
        second, stem="ما ناتج ١٤ + ٥٠؟", choices=("٦٤", "٦٥", "٦٦", "٦٧"), key_index=0, check=""
    )

    found = audited(gat, replace(stored, questions=(one, other)))

    [pair] = found.variants
    assert [one.id, other.id] == [place.question_id for place in pair]
    assert () == found.duplicates_within == found.near_duplicates
    assert "" == complaints(found)


def test_no_exam_is_kept_when_the_next_one_comes(stored: StoredSession, gat: Blueprint) -> None:
    """M13: what an audit needs of memory does not grow by whole exams."""
    passed_by: list[ReferenceType[StoredSession]] = []

    def sessions() -> Iterator[tuple[StoredSession, Blueprint]]:
        for number in range(4):
            one = replace(stored, record=replace(stored.record, id=f"exam-{number}"))
            assert [None] * len(passed_by[:-1]) == [before() for before in passed_by[:-1]]
            passed_by.append(ref(one))
            yield one, gat

    found = audit(sessions())

    assert (4, 4 * 96) == (len(found.exams), found.questions)
    assert 96 == len(found.duplicates_across)


def test_an_exam_that_strays_from_its_blueprint_is_named(
    stored: StoredSession, gat: Blueprint
) -> None:
    """Three geometry questions in place of three about algebra are too many."""
    algebra = [q for q in stored.questions if q.labels.topic == "algebra"][:3]
    changed = tuple(
        replace(q, labels=replace(q.labels, topic="geometry")) if q in algebra else q
        for q in stored.questions
    )

    found = audited(gat, replace(stored, questions=changed))

    assert 3.0 == found.exams[0].specifications.topics["algebra"].difference
    assert f"{stored.record.id}: 3.0 questions off the blueprint" in complaints(found)


@pytest.mark.parametrize(
    ("check", "verdict"), [("3 * 4", "confirmed"), ("", "unchecked"), ("3 + 4", "contradicting")]
)
def test_numeric_keys_are_held_against_their_check(
    check: str, verdict: str, stored: StoredSession, gat: Blueprint
) -> None:
    """Confirmed, without a check, or contradicted."""
    choices = ("١٢", "١٣", "١٤", "١٥")
    short = replace(stored, questions=stored.questions[:1])
    one = with_first(short, lambda q: replace(q, choices=choices, key_index=0, check=check))

    numeric = audited(gat, one).numeric_keys

    assert 1 == getattr(numeric, verdict)
    assert 1 == numeric.confirmed + numeric.unchecked + numeric.contradicting


def test_what_review_rejects_is_counted_by_rule(stored: StoredSession, gat: Blueprint) -> None:
    """An empty stem is a review error; a missing explanation is not, it is counted apart."""
    found = audited(gat, with_first(stored, lambda q: replace(q, stem="", explanation="")))

    assert {"empty-text": 1} == found.errors
    assert 1 == found.missing_explanations
    assert "review errors: 1 empty-text" in complaints(found)


def test_keys_in_one_place_are_not_chance(stored: StoredSession, gat: Blueprint) -> None:
    """Questions whose kind fixes its choices do not count."""
    first = tuple(replace(question, key_index=0) for question in stored.questions)
    free = [q for q in first if not gat.kinds[q.labels.kind].choices]

    found = audited(gat, replace(stored, questions=first))

    assert (len(free), 0, 0, 0) == found.key_places.counts
    assert "key places: p = 0.0000" in complaints(found)


def test_the_tail_is_the_one_of_the_tables() -> None:
    """At three degrees of freedom 7.815 leaves 5 % and 11.345 leaves 1 %."""
    five, one = (11.345, 0.01), (7.815, 0.05)
    for statistic, tail in (five, one):
        # (4n + d, 4n − d, 4n, 4n) has the statistic 2 d² / expected
        expected = 1_000_000
        shift = round(math.sqrt(statistic * expected / 2))
        places = KeyPlaces((expected + shift, expected - shift, expected, expected))
        assert math.isclose(statistic, places.chi_square, rel_tol=1e-3)
        assert math.isclose(tail, places.p, rel_tol=1e-2)


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_p_is_a_probability_whatever_the_counts(counts: list[int]) -> None:
    """Between 0 and 1, and 1 for an even spread."""
    assert 0 <= KeyPlaces(tuple(counts)).p <= 1
    assert 1 == KeyPlaces((counts[0],) * 4).p


def test_what_a_head_of_department_would_complain_about(
    stored: StoredSession, gat: Blueprint
) -> None:
    """Keys in doubt, some that nobody verified, a question without its explanation, near twins."""
    first, second, third, *others = stored.questions
    doubted = replace(first, verification=Verification(Verdict.DISAGREED, "m", (Solution(None),)))
    bare = replace(second, explanation="")
    words = ("قلم", "دفتر", "كتاب", "لوح")
    stem = "ما الكلمة الشاذة في أدوات الطالب؟"
    one = replace(third, stem=stem, choices=words, key_index=0, check="", figure=None)
    twin = replace(
        others[0], stem=stem, choices=(*words[:3], "مبراة"), key_index=0, check="", figure=None
    )

    found = audited(gat, replace(stored, questions=(doubted, bare, one, twin, *others[1:])))

    said = complaints(found)
    assert "keys in doubt: 1" in said
    assert "keys not verified: 95 of 96" in said
    assert "missing explanations: 1" in said
    assert "nearly the same within an exam: 1" in said
    assert found.solutions[first.labels.difficulty] == (0, 1)
