"""Sitting an exam in the terminal: answers, pauses, the next batch, the result."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

import pytest

from conftest import Run
from examcli.cli.take import chosen_index
from examcli.exam.question import Question
from examcli.simulator import Simulator, parse_fault
from examcli.store import Store

PATIENCE_SECONDS = 20.0
LETTERS = "أبجد"


@pytest.fixture
def practice(run: Run, claude: Simulator, store: Store) -> Callable[[int], str]:
    """Starts practice sessions in batches of five, with so many questions in all."""
    assert claude.base_url
    assert store.sessions() == []

    def start(total: int) -> str:
        ran = run("practice", "--topic", "algebra", "--total", str(total), "--seed", "3", "--json")
        return str(ran.document["id"])

    return start


@pytest.fixture
def no_overlaunch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first batch is generated, and nothing of the second."""
    monkeypatch.setenv("EXAM_OVERLAUNCH", "0")


def keys(questions: Sequence[Question]) -> str:
    """What to type to answer these questions right."""
    return "".join(f"{LETTERS[question.key_index]}\n" for question in questions)


def calls(simulator: Simulator) -> int:
    """How many answers were asked for so far."""
    return sum(received.path == "/v1/messages" for received in simulator.received)


def sit(session: str, before: str, until: Callable[[], bool], after: str) -> int:
    """Sit in a process of its own: type `before`, wait until something is so, type `after`."""
    with subprocess.Popen(
        [sys.executable, "-m", "examcli", "take", session],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin
        process.stdin.write(before)
        process.stdin.flush()
        wait_until(until)
        process.communicate(after)
    return process.returncode


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for another thread to bring something about; give up after a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while not is_so() and time.monotonic() < deadline:
        pause.wait(0.02)


class TestAnswers:
    @pytest.mark.parametrize(
        "spellings", ["أبجد", "ابجد", "abcd", "ABCD", "1234", "١٢٣٤"], ids=ascii
    )
    def test_every_spelling_of_a_choice_is_understood(self, spellings: str) -> None:
        """Arabic letters with or without hamza, Latin ones, digits of both scripts."""
        found = [chosen_index(spelling.lower(), LETTERS) for spelling in spellings]

        assert [0, 1, 2, 3] == found

    @pytest.mark.parametrize("said", ["", "5", "0", "٥", "هـ", "e", "ab", "12", " ", "س"])
    def test_anything_else_is_no_answer(self, said: str) -> None:
        """A slip of the finger never becomes a choice."""
        assert chosen_index(said, LETTERS) is None

    def test_all_spellings_work_at_the_prompt(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """A letter, a capital, a number, an Arabic digit, with blanks around it."""
        session = practice(5)

        ran = run("take", session, stdin="ب\nC\n 4 \n١\nd\n")

        assert 0 == ran.code
        chosen = [attempt.choice_index for attempt in store.attempts(session).values()]
        assert [1, 2, 3, 0, 3] == chosen

    def test_a_wrong_line_is_asked_for_again(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """It is explained, stores nothing, and the same question is still there."""
        session = practice(5)

        ran = run("take", session, stdin="7\n\nzzz\n2\n")

        assert 3 == ran.err.count("answer with a letter or a number from 1 to 4")
        assert {1: 1} == {p: a.choice_index for p, a in store.attempts(session).items()}
        assert 2 == store.session(session).position


class TestPause:
    @pytest.mark.parametrize("word", ["p", "q", "P", "quit", "خروج", "توقف"], ids=ascii)
    def test_a_word_pauses(
        self, practice: Callable[[int], str], run: Run, store: Store, word: str
    ) -> None:
        """The answers so far are kept, and the way back is named."""
        session = practice(5)

        ran = run("take", session, stdin=f"1\n2\n{word}\n")

        assert 0 == ran.code
        assert f"paused at question 3; `examcli take {session}` goes on" in ran.err
        assert {1, 2} == set(store.attempts(session))

    def test_the_end_of_the_input_pauses(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """A closed terminal loses nothing."""
        session = practice(5)

        ran = run("take", session, stdin="1\n")

        assert 0 == ran.code
        assert "paused at question 2" in ran.err
        assert 2 == store.session(session).position

    def test_coming_back_shows_the_same_question_with_the_time_used(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """Neither the place nor a second is lost; earlier questions are not shown again."""
        session = practice(5)
        run("take", session, stdin="1\n")
        questions, used = store.questions(session), store.session(session).elapsed_seconds

        ran = run("take", session, stdin="")

        assert questions[1].stem.split("\n")[0] in ran.out
        assert ran.out.startswith("2. [")
        assert questions[0].stem not in ran.out
        assert 0 < used < store.session(session).elapsed_seconds

    def test_without_an_id_the_latest_unfinished_session_goes_on(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """A finished one is not taken again by chance."""
        unfinished, finished = practice(5), practice(6)
        store.set_status(finished, "completed")

        ran = run("take", stdin="1\n")

        assert f"`examcli take {unfinished}` goes on" in ran.err

    def test_without_any_session_it_says_how_to_make_one(self, run: Run) -> None:
        """There is nothing to sit yet."""
        ran = run("take", stdin="1\n")

        assert 6 == ran.code
        assert "`examcli start` makes one" in ran.err

    def test_a_pause_as_json(self, practice: Callable[[int], str], run: Run) -> None:
        """Where the student is leaves on stdout, the questions do not."""
        session = practice(5)

        ran = run("take", session, "--json", stdin="1\n")

        assert {"sessionId": session, "position": 2} == ran.document


class TestPrefetch:
    @pytest.mark.usefixtures("no_overlaunch")
    def test_batch_two_is_written_while_question_seven_is_read(
        self, run: Run, claude: Simulator, store: Store
    ) -> None:
        """At the seventh of ten the next ten arrive by themselves, and the student goes on."""
        session = run("start", "--track", "scientific", "--json").document["id"]

        code = sit(session, "1\n" * 6, lambda: len(store.questions(session)) == 20, "p\n")

        assert 0 == code
        assert 7 == store.session(session).position
        assert 20 == len(store.questions(session))
        assert 10 < calls(claude)

    @pytest.mark.usefixtures("no_overlaunch")
    def test_nothing_is_written_before_question_seven(
        self, run: Run, claude: Simulator, store: Store
    ) -> None:
        """A student who stops at the sixth has paid for ten."""
        session = run("start", "--track", "scientific", "--json").document["id"]
        before = calls(claude)

        run("take", session, stdin="1\n" * 5)

        assert 6 == store.session(session).position
        assert before == calls(claude)

    @pytest.mark.usefixtures("no_overlaunch")
    def test_practice_prefetches_at_the_fourth_of_five(
        self, practice: Callable[[int], str], run: Run, store: Store, claude: Simulator
    ) -> None:
        """70 percent of five, rounded up: not at the third."""
        session = practice(10)
        before = calls(claude)
        run("take", session, stdin="1\n" * 2)
        at_the_third = calls(claude)
        sit(session, "1\n", lambda: len(store.questions(session)) == 10, "p\n")

        assert before == at_the_third
        assert 4 == store.session(session).position
        assert 10 == len(store.questions(session))

    @pytest.mark.usefixtures("no_overlaunch")
    def test_a_fast_student_waits_for_the_next_batch(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """Whoever is faster than the prefetch gets every question nevertheless, each once."""
        session = practice(12)

        ran = run("take", session, stdin="1\n" * 12)

        assert 0 == ran.code
        assert "completed" == store.session(session).status
        assert list(range(1, 13)) == sorted(store.attempts(session))
        assert list(range(1, 13)) == [q.position for q in store.questions(session)]


class TestFailure:
    """The next batch fails when it is needed: the student decides, and nothing is lost."""

    @pytest.mark.usefixtures("no_overlaunch")
    def test_leaving(
        self, practice: Callable[[int], str], run: Run, store: Store, claude: Simulator
    ) -> None:
        """The cause is shown; `p` leaves at the question that is not there yet."""
        session = practice(10)
        claude.script([parse_fault("status-400")])

        ran = run("take", session, stdin="1\n" * 5 + "p\n")

        assert 0 == ran.code
        assert "error: batch 2 lacks 5 of 5 questions; 5 questions are stored" in ran.err
        assert "[r]etry, [w]ait half a minute, or [p]ause?" in ran.err
        assert "paused at question 6" in ran.err
        assert {1, 2, 3, 4, 5} == set(store.attempts(session))
        assert not store.session(session).generation_in_progress

    @pytest.mark.usefixtures("no_overlaunch")
    @pytest.mark.parametrize("word", ["r", "retry", "", "w"])
    def test_trying_again(
        self,
        practice: Callable[[int], str],
        run: Run,
        store: Store,
        claude: Simulator,
        monkeypatch: pytest.MonkeyPatch,
        word: str,
    ) -> None:
        """At once or after a while; the exam goes on at the same question."""
        monkeypatch.setattr("examcli.cli.take.WAIT_SECONDS", 0.0)
        session = practice(10)
        claude.script([parse_fault("status-400@1")])

        ran = run("take", session, stdin="1\n" * 5 + f"{word}\n" + "2\n" * 5)

        assert 0 == ran.code
        assert 1 == ran.err.count("error: ")
        assert "completed" == store.session(session).status
        assert [0] * 5 + [1] * 5 == [a.choice_index for a in store.attempts(session).values()]

    @pytest.mark.usefixtures("no_overlaunch")
    def test_nonsense_is_asked_again_and_does_not_cost_a_call(
        self, practice: Callable[[int], str], run: Run, claude: Simulator
    ) -> None:
        """Only the words offered do something."""
        session = practice(10)
        claude.script([parse_fault("status-400")])
        before = calls(claude)

        ran = run("take", session, stdin="1\n" * 5 + "what?\nhm\np\n")

        assert 3 == ran.err.count("[r]etry")
        assert 1 == calls(claude) - before

    @pytest.mark.usefixtures("no_overlaunch")
    def test_a_prefetch_that_fails_is_not_repeated_behind_the_students_back(
        self, practice: Callable[[int], str], store: Store, claude: Simulator
    ) -> None:
        """One round for each batch: no endless retries while questions are answered."""
        session = practice(10)
        claude.script([parse_fault("status-400")])
        before = calls(claude)

        sit(session, "1\n" * 3, lambda: calls(claude) > before, "1\n1\n")

        assert 6 == store.session(session).position
        assert 1 == calls(claude) - before


class TestResult:
    def test_the_end_shows_score_sections_topics_and_explanations(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """What was wrong comes with its key and why; what was right does not."""
        session = practice(5)
        questions = store.questions(session)
        wrong = LETTERS[(questions[4].key_index + 1) % 4]

        ran = run("take", session, stdin=keys(questions[:4]) + f"{wrong}\n")

        end = ran.out[ran.out.index("4 of 5 right (80 %)") :]
        assert 0 == ran.code
        assert "الجبر" in end
        assert 2 == sum(line.split()[-2:] == ["4", "5"] for line in end.splitlines())
        assert questions[4].explanation in end
        assert f"✓ {LETTERS[questions[4].key_index]})" in end
        assert not any(question.explanation in end for question in questions[:4])

    def test_keys_and_explanations_do_not_appear_before_the_end(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """However many questions are answered, right or wrong, nothing is given away."""
        session = practice(6)

        ran = run("take", session, stdin="1\n2\n3\n4\n1\n")

        seen = ran.out + ran.err
        assert "paused at question 6" in seen
        assert all(question.explanation for question in store.questions(session))
        assert not any(question.explanation in seen for question in store.questions(session))
        assert "✓" not in seen
        assert "right" not in seen

    def test_a_finished_session_shows_its_result_again(
        self, practice: Callable[[int], str], run: Run, store: Store
    ) -> None:
        """Without a question, and without a call."""
        session = practice(5)
        right = keys(store.questions(session))
        run("take", session, stdin=right)

        ran = run("take", session, "--json")

        document = ran.document
        assert (5, 5, []) == (document["right"], document["total"], document["mistakes"])
        assert {"quantitative": {"right": 5, "total": 5}} == document["bySection"]
        assert {"algebra": {"right": 5, "total": 5}} == document["byTopic"]
