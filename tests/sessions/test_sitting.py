"""Sitting an exam: position, time, what is fetched when, the score."""

from datetime import UTC, datetime

import pytest

from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Plan, PracticeWish, plan_exam, plan_practice
from examcli.exam.question import Question
from examcli.sessions.sitting import Sitting, Tally, due_batch
from examcli.sessions.stored import StoredSession, load
from examcli.store import Attempt, SessionRecord, Store

SESSION = "practice-0001"
THRESHOLD = 0.7
KEY, WRONG = 2, 0


def question(plan: Plan, position: int) -> Question:
    """A question for a place in the plan; the third choice is the key."""
    return Question(
        id=f"quant_{plan.batch_at(position).index}_{position:02d}",
        position=position,
        slot=position,
        labels=plan.slots[position - 1].labels,
        stem=f"ما ناتج {position} + ١؟",
        choices=("١", "٢", "٣", "٤"),
        key_index=KEY,
        explanation="شرح",
    )


def record(plan: Plan, digest: str) -> SessionRecord:
    """A session with this plan."""
    now = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    return SessionRecord(
        id=SESSION,
        kind="practice",
        section="quantitative",
        batch_size=5,
        total_questions=plan.total,
        seed=1,
        blueprint=digest,
        plan=plan,
        model="",
        provider="",
        created_at=now,
        updated_at=now,
    )


@pytest.fixture
def plan(gat: Blueprint) -> Plan:
    """Seven questions on all quantitative topics, in batches of five and two."""
    return plan_practice(gat, PracticeWish("quantitative", "", None, 5, 7), 1)


@pytest.fixture
def sitting(store: Store, gat: Blueprint, plan: Plan) -> Sitting:
    """A student before the first question; the first batch is there."""
    store.create(record(plan, gat.digest), gat, question(plan, 1))
    for position in range(2, 6):
        store.add_question(SESSION, question(plan, position), "p", "m")
    store.release_lease(SESSION)
    return Sitting(store, SESSION, THRESHOLD)


def current(sitting: Sitting) -> Question:
    """The question the student is at."""
    question = sitting.question()
    assert question is not None
    return question


def fill(store: Store, plan: Plan) -> None:
    """Generate the second batch, so to speak."""
    store.take_lease(SESSION)
    for position in (6, 7):
        store.add_question(SESSION, question(plan, position), "p", "m")
    store.release_lease(SESSION)


class TestProgress:
    def test_every_answer_keeps_position_and_time(self, sitting: Sitting, store: Store) -> None:
        """Whoever comes back after a crash is at the question after the last answer."""
        sitting.answer(current(sitting), KEY, 12.5)
        sitting.answer(current(sitting), WRONG, 7.5)

        again = Sitting(store, SESSION, THRESHOLD)
        assert 3 == again.position == current(again).position
        assert 20.0 == store.session(SESSION).elapsed_seconds
        assert {1: Attempt(1, KEY, True, 12.5), 2: Attempt(2, WRONG, False, 7.5)} == store.attempts(
            SESSION
        )

    def test_a_pause_keeps_the_time_and_the_question(self, sitting: Sitting, store: Store) -> None:
        """Time spent on a question without an answer counts; the question stays the current."""
        sitting.answer(current(sitting), KEY, 10.0)
        sitting.pause(4.0)
        sitting.pause(1.0)

        assert 2 == sitting.position
        assert 15.0 == store.session(SESSION).elapsed_seconds
        assert "in_progress" == store.session(SESSION).status

    def test_a_question_that_is_not_there_yet_is_none(self, sitting: Sitting) -> None:
        """At the end of what is stored there is nothing to show, and it is not over."""
        for _ in range(5):
            sitting.answer(current(sitting), KEY, 1.0)

        assert sitting.question() is None
        assert not sitting.is_over

    def test_the_last_answer_completes_the_session(
        self, sitting: Sitting, store: Store, plan: Plan
    ) -> None:
        """Not the last question of a batch, and not the last one stored: the last of the plan."""
        fill(store, plan)
        statuses = []
        for _ in range(7):
            sitting.answer(current(sitting), KEY, 1.0)
            statuses.append(store.session(SESSION).status)

        assert ["in_progress"] * 6 + ["completed"] == statuses
        assert sitting.is_over
        assert sitting.question() is None
        assert sitting.due_batch() is None


class TestPrefetch:
    def test_it_is_due_at_the_fourth_of_five(self, sitting: Sitting) -> None:
        """70 percent of five, rounded up; not a question earlier, and from then on."""
        due = []
        for _ in range(5):
            due.append(batch.index if (batch := sitting.due_batch()) else None)
            sitting.answer(current(sitting), KEY, 1.0)

        assert [None, None, None, 2, 2] == due

    def test_whoever_is_beyond_everything_stored_is_overdue(self, sitting: Sitting) -> None:
        """A student who waits for the next question needs its batch, whatever the threshold."""
        for _ in range(5):
            sitting.answer(current(sitting), KEY, 1.0)

        batch = sitting.due_batch()
        assert batch is not None
        assert 2 == batch.index

    def test_nothing_is_due_when_everything_is_stored(
        self, sitting: Sitting, store: Store, plan: Plan
    ) -> None:
        """There is no batch after the last."""
        fill(store, plan)
        for _ in range(4):
            sitting.answer(current(sitting), KEY, 1.0)

        assert sitting.due_batch() is None

    @pytest.mark.parametrize("track", ["scientific", "literary"])
    @pytest.mark.parametrize("threshold", [0.1, 0.5, 0.7, 1.0])
    def test_a_whole_exam_never_runs_dry(
        self, gat: Blueprint, track: str, threshold: float
    ) -> None:
        """With any threshold, also after a batch of 7 or 9: all ten are fetched, in order."""
        plan = plan_exam(gat, track, 1)
        questions = {p: question(plan, p) for p in range(1, 97)}
        there = list(plan.batch(1).positions)
        fetched = []

        for position in range(1, 97):
            assert position in there
            stored = StoredSession(record(plan, gat.digest), tuple(questions[p] for p in there))
            batch = due_batch(plan, stored.next_batch, position, threshold)
            if batch:
                fetched.append((batch.index, position - plan.batch_at(position).first + 1))
                there += batch.positions

        assert list(range(2, 11)) == [index for index, _ in fetched]
        before = [plan.batch(index - 1).size for index, _ in fetched]
        expected = [-(-size * round(threshold * 10) // 10) for size in before]
        assert expected == [place for _, place in fetched]


class TestScore:
    def test_it_counts_by_section_and_topic(
        self, sitting: Sitting, store: Store, plan: Plan
    ) -> None:
        """Totals are those of the plan; every topic has its own line."""
        fill(store, plan)
        for place in range(7):
            sitting.answer(current(sitting), WRONG if place == 3 else KEY, 2.0)

        score = sitting.score()

        topics = [slot.labels.topic for slot in plan.slots]
        missed = topics[3]
        expected = {
            topic: Tally(topic, topics.count(topic) - (topic == missed), topics.count(topic))
            for topic in dict.fromkeys(topics)
        }
        assert (6, 7, 14.0) == (score.right, score.total, score.elapsed_seconds)
        assert (Tally("quantitative", 6, 7),) == score.by_section
        assert tuple(expected.values()) == score.by_topic
        assert [(4, WRONG)] == [(q.position, a.choice_index) for q, a in score.mistakes if a]

    def test_what_was_not_answered_is_not_right(self, sitting: Sitting) -> None:
        """The total is that of the whole session, never of what happens to be stored."""
        sitting.answer(current(sitting), KEY, 1.0)

        score = sitting.score()

        assert (1, 7) == (score.right, score.total)
        assert [(2, None), (3, None), (4, None), (5, None)] == [
            (question.position, attempt) for question, attempt in score.mistakes
        ]

    def test_the_latest_answer_counts(self, sitting: Sitting, store: Store) -> None:
        """Whoever answers a question again is judged by the second answer."""
        first = current(sitting)

        sitting.answer(first, WRONG, 1.0)
        sitting.answer(first, KEY, 1.0)

        assert 1 == sitting.score().right
        assert 2 == load(store, SESSION).record.position
