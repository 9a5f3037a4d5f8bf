"""What went wrong in the web application that examcli replaces: it cannot happen here.

Each test is named for one defect that was found in its code, its commits or its own reports; the
other test files hold the same ground more finely.
"""

import ast
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from conftest import Run
from examcli.clock import Clock
from examcli.errors import ProviderError, Rejected, SessionNotFound, Throttled
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.exam.question import Difficulty, Draft, Labels, Question, placed
from examcli.generation.answer import AnswerReader, DraftRead, Malformed
from examcli.models import known_models
from examcli.providers.endpoint import claude as claude_at
from examcli.providers.failures import Failures
from examcli.review import rejects, review
from examcli.sessions.sitting import due_batch
from examcli.sessions.stored import StoredSession
from examcli.simulator import Simulator, parse_fault
from examcli.store import Store
from examcli.store.process import Owner

TRACKS = ("scientific", "literary")
Practice = Callable[..., Any]


@pytest.fixture
def practice(run: Run, claude: Simulator, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """Starts a practice session of ten questions in batches of five; gives its document."""
    assert claude.base_url
    monkeypatch.setenv("EXAM_OVERLAUNCH", "0")

    def start(topic: str = "algebra") -> Any:
        wish = ("--topic", topic, "--total", "10", "--seed", "2")
        return run("practice", *wish, "--json").document

    return start


def calls(simulator: Simulator) -> int:
    """How many answers were asked for so far."""
    return sum(received.path.endswith("/v1/messages") for received in simulator.received)


def bodies(simulator: Simulator) -> list[Any]:
    """What was asked, request by request; a refused request was not read."""
    return [received.body for received in simulator.received if received.body]


def orders(simulator: Simulator) -> list[str]:
    """The uncached part of every prompt."""
    return [body["messages"][0]["content"] for body in bodies(simulator)]


def question(**changes: Any) -> Question:
    """A good question, with these changes."""
    good = Question(
        id="quant_1_01",
        position=1,
        slot=1,
        labels=Labels("quantitative", "algebra", "linear-one-var", Difficulty.EASY, "standard"),
        stem="ما ناتج ٣ + ٤؟",
        choices=("٧", "٨", "٩", "١٠"),
        key_index=0,
        check="3 + 4",
        explanation="٣ + ٤ = ٧",
    )
    return replace(good, **changes)


def test_01_two_callers_do_not_both_get_the_lock(
    practice: Practice, store: Store, home: Path
) -> None:
    """The number of changed rows decides, not the absence of an error."""
    session = practice()["id"]
    path = home / "exams.db"

    with Store(Database(sqlite3.connect(path)), path, Clock(), "elsewhere/1/0.00") as other:
        taken = [store.take_lease(session), other.take_lease(session)]

    assert [True, False] == taken


def test_02_a_crash_does_not_lock_a_session_for_ever(
    practice: Practice, run: Run, home: Path
) -> None:
    """The lease of a process that is gone is taken over."""
    session = practice()["id"]
    gone = str(replace(Owner.here(), start="1"))
    path = home / "exams.db"
    with Store(Database(sqlite3.connect(path)), path, Clock(), gone) as crashed:
        crashed.take_lease(session)

    assert 0 == run("next", session).code


def test_03_a_failed_first_batch_leaves_no_orphan(run: Run, claude: Simulator) -> None:
    """No session without questions is ever stored."""
    claude.script([parse_fault("status-400")])

    ran = run("start", "--track", "scientific")

    assert 4 == ran.code
    assert [] == run("list", "--json").document["sessions"]


def test_04_a_part_of_a_batch_is_not_a_success(
    practice: Practice, run: Run, claude: Simulator
) -> None:
    """Three of five is a failure that says so; the other two are fetched by the next call."""
    session = practice()["id"]
    claude.script([parse_fault("status-400@4-")])

    failed = run("next", session)
    part = run("resume", session, "--json").document
    claude.script([])
    run("next", session)
    whole = run("resume", session, "--json").document

    assert 4 == failed.code
    assert "batch 2 lacks 2 of 5 questions" in failed.err
    assert (1, 8) == (part["generatedBatches"], len(part["questions"]))
    assert (2, 10) == (whole["generatedBatches"], len(whole["questions"]))


def test_05_a_failed_batch_is_not_stepped_over(
    practice: Practice, run: Run, claude: Simulator
) -> None:
    """Generation stops at the failure: there are no holes with later batches behind them."""
    session = practice("geometry")["id"]
    claude.script([parse_fault("status-400")])

    ran = run("resume", session, "--complete")

    assert 4 == ran.code
    stored = run("resume", session, "--json").document
    assert [0, 1, 2, 3, 4] == [question["index"] for question in stored["questions"]]
    assert 2 == stored["nextBatchIndex"]


def test_06_retry_and_fallback_are_really_called(
    practice: Practice, run: Run, claude: Simulator, openrouter: Simulator, store: Store
) -> None:
    """Not only written: one failure is tried again, a spent budget goes to the other provider."""
    session = practice()["id"]
    claude.script([parse_fault("overloaded@1:retry-after=0"), parse_fault("spend-limit@3")])

    ran = run("next", session)

    assert 0 == ran.code
    assert calls(openrouter) > 0
    assert {"retry", "switch"} == {each.event for each in store.events(session)}


def test_07_nothing_in_a_prompt_is_undefined(
    practice: Practice, claude: Simulator, gat: Blueprint
) -> None:
    """Every slot names a topic and a subtopic of the blueprint, a kind and a level."""
    practice()

    lines = [json.loads(line) for text in orders(claude) for line in text.split("\n")[1:-1]]
    subtopics = {subtopic.id for subtopic in gat.topic("algebra").subtopics}
    assert 5 == len(lines)
    assert {"algebra"} == {line["topic"] for line in lines}
    assert {line["subtopic"] for line in lines} <= subtopics
    assert {line["kind"] for line in lines} <= set(gat.kinds)
    assert {line["difficulty"] for line in lines} <= {"easy", "medium", "hard"}
    assert not re.search("undefined|null|None", "".join(orders(claude)))


def test_08_what_was_asked_before_is_in_the_prompt(run: Run, claude: Simulator) -> None:
    """By its content, never by an id: a second question on a subtopic sees the first."""
    wish = ("--topic", "vocabulary", "--total", "20", "--size", "10", "--seed", "1")
    twice = run("practice", *wish, "--json").document
    before = calls(claude)

    run("next", twice["id"])

    later = "".join(orders(claude)[before:])
    assert "<avoid>" in later
    assert any(question["stem"][:40] in later for question in twice["questions"])
    assert not any(question["id"] in later for question in twice["questions"])


@pytest.mark.parametrize(
    "changes",
    [
        {"choices": ("٧", "٧", "٩", "١٠")},
        {"choices": ("1/2", "0.5", "9", "10"), "check": ""},
        {"choices": ("٧", "", "٩", "١٠")},
        {"choices": ("٧", "٨", "٩")},
        {"key_index": 1},
        {"stem": " "},
    ],
    ids=["twice", "equal value", "empty", "three", "wrong key", "no stem"],
)
def test_09_bad_choices_are_errors_and_not_warnings(changes: dict[str, Any]) -> None:
    """Such a question is rejected; the same question without the fault is not."""
    assert rejects(review(question(**changes)))
    assert not rejects(review(question()))


def test_10_a_key_that_is_nowhere_does_not_become_the_first_choice() -> None:
    """It is an error where the question is made; a stored key is always one of the choices."""
    fixed = ["القيمة الأولى أكبر", "القيمة الثانية أكبر", "القيمتان متساويتان", "غير كافية"]

    with pytest.raises(ValueError, match="none of the fixed choices"):
        placed(Draft("قارن", "شيء آخر", ()), 0, fixed)
    for place in range(4):
        choices, key_index = placed(Draft("ما؟", "٧", ("٨", "٩", "١٠")), place, ())
        assert ("٧", place) == (choices[key_index], key_index)


def test_11_a_passage_comes_with_each_of_its_questions(practice: Practice) -> None:
    """It is stored once, for the set, and no question is served without it."""
    served = practice("reading-comprehension")["questions"]

    texts = {question["passage"]["id"]: question["passage"]["text"] for question in served}
    assert all(texts.values())
    assert all(q["passage"]["text"] == texts[q["passage"]["id"]] for q in served)


def test_12_a_question_is_served_as_it_is_stored(
    practice: Practice, run: Run, store: Store
) -> None:
    """There is one form of a question: no field gets lost or renamed on the way."""
    session = practice()["id"]

    shown = run("show", session, "--with-answers", "--json").document["questions"]

    stored = store.questions(session)
    assert [(q.id, q.stem, list(q.choices), q.key_index, q.explanation) for q in stored] == [
        (q["id"], q["stem"], q["choices"], q["answerIndex"], q["explanation"]) for q in shown
    ]
    assert all(question.stem and question.explanation for question in stored)


def test_13_ids_are_given_by_code_and_never_collide(
    practice: Practice, run: Run, home: Path
) -> None:
    """Section, batch and number; the database refuses a second question with the same id."""
    session = practice()["id"]
    run("next", session)

    ids = [q["id"] for q in run("resume", session, "--json").document["questions"]]
    expected = [f"quant_{batch}_{number:02d}" for batch in (1, 2) for number in range(1, 6)]
    assert expected == ids
    with (
        closing(sqlite3.connect(home / "exams.db")) as connection,
        pytest.raises(sqlite3.IntegrityError),
    ):
        connection.execute("UPDATE questions SET id = 'quant_1_01'")


def test_14_a_short_batch_leads_on_to_the_next(gat: Blueprint) -> None:
    """After the seven questions that end the quantitative part of the scientific exam, too."""
    plan = plan_exam(gat, "scientific", 1)
    short = plan.batch(6)
    questions = tuple(question(position=p, slot=p) for p in range(1, short.last + 1))
    record: Any = type("Record", (), {"plan": plan})
    stored = StoredSession(record, questions)

    due = [
        p - short.first + 1
        for p in short.positions
        if due_batch(stored.plan, stored.next_batch, p, 0.7)
    ]

    assert (7, [5, 6, 7]) == (short.size, due)


def test_15_a_failing_prefetch_is_not_repeated_without_end(
    practice: Practice, run: Run, claude: Simulator
) -> None:
    """One round in the background; then the student sees the failure and decides."""
    session = practice()["id"]
    claude.script([parse_fault("status-400")])
    before = calls(claude)

    ran = run("take", session, stdin="1\n" * 5)

    assert 1 == calls(claude) - before
    assert 1 == ran.err.count("[r]etry")


def test_16_a_wrong_index_is_answered_with_the_right_one(practice: Practice, run: Run) -> None:
    """A caller that is out of step learns where the session is, and can go on from there."""
    session = practice()["id"]

    refused = run("next", session, "--batch-index", "3", "--json")
    resynced = run("resume", session, "--json").document["nextBatchIndex"]

    assert (2, "INVALID_BATCH_INDEX") == (refused.code, refused.document["error"]["code"])
    assert "the next batch is 2" in refused.document["error"]["message"]
    assert 0 == run("next", session, "--batch-index", str(resynced)).code


def test_17_a_lost_response_is_not_a_lost_batch(
    practice: Practice, run: Run, claude: Simulator
) -> None:
    """Asking for it again gives the stored batch, as often as you like, at no cost."""
    session = practice()["id"]
    lost = run("next", session, "--batch-index", "2", "--json").document
    before = calls(claude)

    found = [run("next", session, "--batch-index", "2", "--json").document for _ in range(2)]

    assert [lost["questions"]] * 2 == [document["questions"] for document in found]
    assert before == calls(claude)


def test_18_the_end_of_a_batch_is_not_the_end_of_the_exam(practice: Practice, run: Run) -> None:
    """Counters and the end come from the plan, not from what has been loaded."""
    started = practice()

    ran = run("take", started["id"], stdin="1\n" * 5)

    assert (10, 5) == (started["totalQuestions"], len(started["questions"]))
    assert all(f"[{position}/10]" in ran.err for position in range(1, 7))
    assert "right" not in ran.out


def refusal(status: int, error: object) -> ProviderError:
    """The failure that an error answer is read as."""
    model = known_models().find("claude-sonnet-4-6")
    failures = Failures(claude_at("a-key", "http://127.0.0.1"), model, Clock())
    body = json.dumps({"error": error}).encode()
    return failures.refusal(status, {}, body)


def test_19_errors_are_told_apart_by_type_and_never_by_text() -> None:
    """A number in a message means nothing; a retry-after is kept."""
    refused = refusal(400, {"type": "invalid_request_error", "message": "500 rate limit"})
    throttled = refusal(429, {"type": "rate_limit_error", "message": "bad", "retry_after": 7})

    assert isinstance(refused, Rejected)
    assert isinstance(throttled, Throttled)
    assert 7.0 == throttled.retry_after_seconds


def test_20_an_answer_that_was_cut_off_is_not_lost(
    practice: Practice, run: Run, claude: Simulator
) -> None:
    """What was whole before max_tokens is kept; only the rest is asked for again."""
    session = practice()["id"]
    claude.script([parse_fault("max-tokens@1:after-questions=3")])
    before = calls(claude)

    ran = run("resume", session, "--complete")

    again = orders(claude)[before + 1]
    assert 0 == ran.code
    assert 2 == calls(claude) - before
    assert 2 == again.count('"variant"')


def test_21_one_bad_item_does_not_cost_the_others() -> None:
    """The structure is parsed, never repaired: what came before the fault is good."""
    wrong = {"distractor_1": "٢", "distractor_2": "٣", "distractor_3": "٤"}
    good = {"stem": "ما؟", "check": "", "key": "١", **wrong}
    text = json.dumps({"passage": "", "questions": [{**good, "explanation": "شرح"}]})
    reader = AnswerReader()

    with pytest.raises(Malformed) as caught:
        reader.feed(text.removesuffix("]}") + ',{"stem" "oops"}]}')

    drafts = [piece.draft.key for piece in caught.value.pieces if isinstance(piece, DraftRead)]
    assert ["١"] == drafts


def test_22_the_fallback_gets_the_same_prompt_and_schema(
    practice: Practice, run: Run, claude: Simulator, openrouter: Simulator, gat: Blueprint
) -> None:
    """Not a short prompt for a small model: the same prefix and schema, its own model name."""
    session = practice()["id"]
    claude.script([parse_fault("spend-limit")])

    assert 0 == run("next", session).code

    answered = bodies(openrouter)
    [first] = [body for body in bodies(claude) if "cache_control" in body["system"][-1]]
    assert 5 == len(answered)
    assert first["system"] in [body["system"] for body in answered]
    for body in answered:
        assert body["system"][0]["text"].startswith(f"<role>\n{gat.prompt.role.strip()}")
        assert first["output_config"] == body["output_config"]
        assert first["max_tokens"] == body["max_tokens"]
        assert body["messages"][0]["content"].startswith("<slots>\n{")


@pytest.mark.parametrize("track", TRACKS)
def test_23_a_batch_has_questions_of_one_section(gat: Blueprint, track: str) -> None:
    """So no prompt can load the rules of one section for questions of another."""
    plan = plan_exam(gat, track, 1)

    for batch in plan.batches:
        inside = {plan.slots[position - 1].labels.section for position in batch.positions}
        assert {batch.section} == inside


def test_24_each_cause_has_its_own_message_and_exit_code(run: Run, claude: Simulator) -> None:
    """A refused key, a service that is down and a wrong id are three different things."""
    claude.script([parse_fault("unauthorized")])
    refused = run("start", "--track", "scientific", "--json")
    claude.script([parse_fault("overloaded:retry-after=60")])
    down = run("start", "--track", "scientific", "--json")
    unknown = run("next", "exam-none", "--json")

    causes = [(ran.code, ran.document["error"]["code"]) for ran in (refused, down, unknown)]
    assert [
        (3, "UNAUTHORIZED"),
        (4, "GENERATION_UNAVAILABLE"),
        (6, "SESSION_NOT_FOUND"),
    ] == causes


def test_25_an_update_of_nothing_is_not_a_success(store: Store) -> None:
    """Every change of a session's state counts the rows it changed."""
    with pytest.raises(SessionNotFound):
        store.set_status("exam-none", "completed")
    with pytest.raises(SessionNotFound):
        store.move_to("exam-none", 2, 1.0)


def test_26_time_is_kept_with_every_answer(practice: Practice, run: Run, store: Store) -> None:
    """Not only at a pause; and no time runs before the first question is there."""
    session = practice()["id"]
    unopened = store.session(session).elapsed_seconds

    run("take", session, stdin="1\n")
    first = store.session(session).elapsed_seconds
    run("take", session, stdin="1\n")

    answered = sum(attempt.seconds for attempt in store.attempts(session).values())
    assert 0.0 == unopened
    assert 0 < answered <= store.session(session).elapsed_seconds
    assert first < store.session(session).elapsed_seconds


def test_33_an_exam_is_verified_to_its_last_question(gat: Blueprint) -> None:
    """`test_whole_exam` generates all 96 through the command line, on every track there is."""
    source = Path(__file__).with_name("test_whole_exam.py").read_text(encoding="utf-8")
    [test] = [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and node.name == "test_an_exam_reaches_its_last_question"
    ]

    tracks = [
        ast.literal_eval(decorator.args[1])
        for decorator in test.decorator_list
        if isinstance(decorator, ast.Call)
    ]
    assert [sorted(gat.tracks)] == [sorted(names) for names in tracks]
    assert "96 == document" in ast.unparse(test)


def test_every_defect_has_its_test() -> None:
    """The rows of the list that belong to the core: 1 to 26, and 33."""
    numbers = {int(name[5:7]) for name in globals() if re.match(r"test_\d\d_", name)}

    assert {*range(1, 27), 33} == numbers
