"""Keys are verified: by their own arithmetic, else by two solvers who have not seen them."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Pauses, Ran, Run
from examcli.bank import solver as bank_solver
from examcli.clock import Clock
from examcli.errors import GenerationUnavailable, StreamBroken
from examcli.exam.blueprint import embedded
from examcli.exam.plan import plan_exam
from examcli.exam.question import Labels, Question
from examcli.exam.verification import (
    KeyCheck,
    Solution,
    Verdict,
    judged,
    key_check,
    solvers_needed,
)
from examcli.generation.solver import (
    SCHEMA,
    SOLVERS,
    Assignment,
    choice_order,
    paper,
    prefix,
    solutions,
    solve,
)
from examcli.models import known_models, tokens_at_least
from examcli.providers import Request
from examcli.providers.fallback import Fallback
from examcli.providers.http import HttpApi, claude
from examcli.providers.patience import QUICK
from examcli.providers.recording import Call, ProviderEvent
from examcli.simulator import Fault, Options, Simulator, parse_fault
from examcli.store import RequestRecord, Store

GAT = embedded("gat")
PLAN = plan_exam(GAT, "scientific", 1)
# whose keys no form of sentence recomputes, so that a wrong one is stored
CHANCES = ("practice", "--topic", "probability", "--size", "2", "--total", "2", "--seed", "3")
SPEED = ("practice", "--topic", "speed-time-distance", "--size", "2", "--total", "2", "--seed", "3")
WORDS = ("practice", "--topic", "vocabulary", "--size", "2", "--total", "2", "--seed", "3")
Serve = Callable[[Options], Simulator]
NAMES = st.sampled_from(["answers", "number", "working", "choice", "also_defensible"])
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)
Lines = Sequence[Mapping[str, object]]


@pytest.fixture
def model(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Simulator]:
    """A model that errs as told: `model("wrong-key@1")`, or solves with `solve`."""

    def behaving(*faults: str, solve: Callable[..., str] = bank_solver.solve) -> Simulator:
        scripted: list[Fault] = [parse_fault(fault) for fault in faults]
        simulator = serve(Options(faults=scripted, solve=solve))
        monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        return simulator

    return behaving


def test_every_key_of_an_exam_gets_a_verdict(run: Run, home: Path) -> None:
    """Offline nobody solves: the bank finds its own questions. Verifying again asks nothing."""
    exam = run("start", "--track", "literary", "--seed", "2", "--complete", "--json").document["id"]
    verified = run("verify", exam, "--json")
    assert verified.code == 0
    verdicts = verified.document["verdicts"]
    assert verdicts["from the bank"] == 96
    assert verified.document["doubtful"] == []
    asked = _requests(home, exam)
    assert run("verify", exam, "--json").document["verdicts"] == verdicts
    assert _requests(home, exam) == asked


def test_a_wrong_key_of_a_provable_question_is_replaced(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """The solvers contradict it, the question goes, another one stands in its place."""
    model("wrong-key@1")
    wrong = _session(run, CHANCES)
    verified = run("verify", wrong["id"], "--json").document
    assert verified["replaced"] == 1
    assert verified["doubtful"] == []
    shown = run("show", wrong["id"], "--json", "--with-answers").document["questions"]
    assert [q["id"] for q in shown] == [q["id"] for q in wrong["questions"]]
    assert [q["verification"] for q in shown] == ["agreed", "agreed"]
    assert len(set(_keys(shown)) & set(_keys(wrong["questions"]))) == 1


@pytest.mark.parametrize(
    ("key", "check", "solvers"),
    [
        ("٥", "2 + 3", 1),
        ("٢٥٪", "(50 - 40) / 40 * 100", 1),
        ("٥", "5", 2),
        ("٥", "2 + 4", 2),
        ("٥", "", 2),
        ("الكرم", "", 2),
    ],
)
def test_a_check_spares_the_second_solver_and_never_the_first(
    key: str, check: str, solvers: int
) -> None:
    """One that repeats the key computes nothing."""
    assert solvers_needed(key, check) == solvers


def test_a_number_with_a_check_is_solved_once_words_twice(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """One call for two numbers, two for two questions of words."""
    simulator = model()
    for command, calls in ((SPEED, 1), (WORDS, 2)):
        session = _session(run, command)["id"]
        before = len(simulator.received)
        assert run("verify", session).code == 0
        assert len(simulator.received) - before == calls


def test_a_wrong_key_of_words_is_marked_for_a_person(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """Nothing is thrown away where nothing can be proved; show and export carry the mark."""
    model("wrong-key@1")
    wrong = _session(run, WORDS)
    verified = run("verify", wrong["id"])
    assert verified.code == 0
    assert "1 agreed, 1 disagreed" in verified.out
    assert "needs a person" in run("show", wrong["id"]).out
    exported = json.loads(run("export", wrong["id"]).out)["questions"]
    [doubted] = [q for q in exported if q["verification"] == "disagreed"]
    number = 1 + exported.index(doubted)
    assert f"⚑ question {number} ({doubted['id']}) needs a person" in verified.out
    assert "⚑" in run("export", wrong["id"], "--format", "markdown", "--with-answers").out
    assert "⚑" in run("export", wrong["id"], "--format", "html", "--with-answers").out


def test_without_answers_the_verdict_gives_no_key_away(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """What the solvers chose is shown only to those who may see the key."""
    model()
    session = _session(run, WORDS)["id"]
    run("verify", session)
    assert "solutions" not in run("show", session, "--json").out
    shown = run("show", session, "--json", "--with-answers").document["questions"]
    assert [s["choiceIndex"] for q in shown for s in q["solutions"]] == [
        q["answerIndex"] for q in shown for _ in SOLVERS
    ]


def test_two_defensible_answers_make_a_question_ambiguous(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """One solver with a good second answer is enough."""

    def hesitant(lines: Lines, passages: Mapping[str, str]) -> str:
        answers = json.loads(bank_solver.solve(lines, passages))
        first = answers["answers"][0]
        first["also_defensible"] = [first["choice"] % 4 + 1]
        return json.dumps(answers)

    model(solve=hesitant)
    session = _session(run, WORDS)["id"]
    verdicts = run("verify", session, "--json").document["verdicts"]
    assert (verdicts["ambiguous"], verdicts["agreed"]) == (1, 1)


def test_what_a_student_has_answered_is_never_replaced(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """An answered question keeps its key, and is marked instead."""
    model("wrong-key@1")
    wrong = _session(run, CHANCES)
    run("take", wrong["id"], stdin="1\n1\n")
    verified = run("verify", wrong["id"], "--json").document
    assert verified["replaced"] == 0
    assert [q["verdict"] for q in verified["doubtful"]] == ["disagreed"]
    assert _session(run, ("show", wrong["id"]))["questions"][0]["stem"] in {
        q["stem"] for q in wrong["questions"]
    }


def test_a_solver_who_talks_nonsense_is_asked_again_then_given_up(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """Three times each; the command fails and names the questions without a verdict."""
    simulator = model(solve=lambda _lines, _passages: "I think it is the second one.")
    session = _session(run, WORDS)
    before = len(simulator.received)
    failed = run("verify", session["id"])
    assert failed.code == 5
    assert "no verdict on " + ", ".join(q["id"] for q in session["questions"]) in failed.err
    assert len(simulator.received) - before == 3 * len(SOLVERS)


def test_only_what_a_solver_left_out_is_asked_again(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """Numbers nobody gave, choices that are none and repeated answers count for nothing."""
    asked: list[int] = []

    def forgetful(lines: Lines, passages: Mapping[str, str]) -> str:
        asked.append(len(lines))
        answers = json.loads(bank_solver.solve(lines, passages))["answers"]
        strange = [
            {"number": 99, "choice": 1, "also_defensible": []},
            {"number": True, "choice": 1, "also_defensible": []},
            {"number": 2, "choice": 9, "also_defensible": []},
            {"number": 2, "choice": "1"},
            "nothing",
        ]
        return json.dumps({"answers": [*strange, answers[0]]})

    model(solve=forgetful)
    session = _session(run, WORDS)["id"]
    assert run("verify", session, "--json").document["verdicts"]["agreed"] == 2
    assert sorted(asked) == [1, 1, 2, 2]


def test_verdicts_survive_a_provider_that_fails(run: Run, model: Callable[..., Simulator]) -> None:
    """Nothing is stored of what nobody solved; the next attempt asks for it."""
    simulator = model()
    session = _session(run, ("practice", "--section", "quantitative", "--total", "10"))["id"]
    simulator.script([parse_fault("unauthorized")])
    failed = run("verify", session)
    assert failed.code == 3
    simulator.script([])
    assert run("verify", session, "--json").document["unverified"] == 0


def test_what_other_solvers_deliver_is_stored_before_a_wrong_key_is_named(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """M12: of four calls for two groups one is refused; the other group has its verdicts."""
    simulator = model()
    command = ("practice", "--topic", "vocabulary", "--size", "10", "--total", "20", "--seed", "3")
    session = _session(run, command)["id"]
    assert run("resume", session, "--complete").code == 0
    simulator.script([parse_fault("unauthorized@2")])
    failed = run("verify", session)
    assert failed.code == 3
    shown = run("show", session, "--json").document["questions"]
    assert [question["verification"] for question in shown].count("agreed") == 10


def test_a_solver_that_is_not_there_is_named_by_its_own_setting(
    run: Run, model: Callable[..., Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another EXAM_MODEL would not help: that one only writes."""
    model()
    session = _session(run, WORDS)["id"]
    monkeypatch.setenv("EXAM_SOLVER_MODEL", "no-such-model")

    failed = run("verify", session)

    assert failed.code == 4
    assert "hint: set EXAM_SOLVER_MODEL to a model that this provider has" in failed.err


async def test_solvers_whose_answers_break_off_are_asked_after_pauses(serve: Serve) -> None:
    """S5: as often as patience allows; then no provider could answer, which is no verdict.

    Whoever is first to give up ends the other, who may be one try behind.
    """
    simulator = serve(Options(faults=[parse_fault("cut:after-characters=0")]))
    wire = HttpApi(claude("none", simulator.base_url))
    pauses = Pauses()
    solver = Fallback([wire], pauses.clock, Silence(), QUICK, lambda: 0.0)
    model = known_models().find("claude-sonnet-4-6")
    question = _question(TestSheets.QUESTION, ("1", "2", "3", "4"), 0)
    assignment = Assignment("exam-1", GAT, PLAN, model, "", QUICK, (question,))
    with pytest.raises(GenerationUnavailable) as caught:
        await solve(assignment, solver, lambda _question, _solutions: None)
    await wire.close()
    assert caught.value.causes == ("claude: the connection broke half-way",)
    assert set(pauses.seconds) == {1, 2, 4}
    most = len(SOLVERS) * (1 + QUICK.reasks)
    assert most - 1 <= len(simulator.received) <= most


class Silence:
    """A log that nobody reads."""

    def sent(self, _request: Request, _provider: str) -> int:
        """Ignore it."""
        return 0

    def ended(self, _entry: int, _call: Call) -> None:
        """Ignore it."""

    def provider_event(self, event: ProviderEvent) -> None:
        """Ignore it."""


def test_offline_nobody_judges_what_a_model_wrote(
    run: Run, model: Callable[..., Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bank knows its own questions only: without a key nothing is doubted or replaced."""
    model()
    session = _session(run, WORDS)["id"]
    monkeypatch.delenv("ANTHROPIC_BASE_URL")
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    refused = run("verify", session)
    assert refused.code == 3
    assert "the offline engine cannot solve what claude wrote" in refused.err
    shown = run("show", session, "--json").document["questions"]
    assert {question["verification"] for question in shown} == {None}


def test_a_question_that_could_not_be_replaced_is_a_gap(
    run: Run, model: Callable[..., Simulator]
) -> None:
    """It is gone, the command says so and how to go on, and that fills the gap."""
    simulator = model("wrong-key@1", "refusal@5-")
    wrong = _session(run, CHANCES)["id"]
    failed = run("verify", wrong)
    assert failed.code == 5
    assert "1 of 1 questions could not be replaced; 1 question is stored" in failed.err
    assert f"examcli resume {wrong} --complete" in failed.err
    simulator.script([])
    assert run("resume", wrong, "--complete", "--verify").code == 0
    assert len(_session(run, ("show", wrong))["questions"]) == 2


def test_start_can_verify_what_it_has_written(run: Run, model: Callable[..., Simulator]) -> None:
    """Over-launched questions of the next batch too; the summary says how."""
    model("wrong-key@1-16")
    started = run("start", "--track", "scientific", "--seed", "4", "--verify")
    assert started.code == 0
    assert re.search(r"keys: .*; \d+ replaced", started.out)


def test_resume_can_complete_and_verify(run: Run, model: Callable[..., Simulator]) -> None:
    """In one command, and nothing is left without a verdict."""
    model()
    session = _session(run, (*WORDS[:-4], "--total", "4", "--seed", "3"))["id"]
    resumed = run("resume", session, "--complete", "--verify", "--json")
    assert resumed.code == 0
    verdicts = [question["verification"] for question in resumed.document["questions"]]
    assert verdicts == ["agreed"] * 4


def test_solvers_share_a_cached_prefix_of_their_own(run: Run, home: Path) -> None:
    """Long enough for the cache; from the second call on it is read."""
    minimum = known_models().find("claude-haiku-5-5").cache_minimum_tokens
    assert minimum is not None
    assert tokens_at_least(prefix(GAT)) >= minimum
    exam = run("start", "--track", "literary", "--seed", "2", "--complete", "--json").document["id"]
    run("verify", exam)
    calls = [call for call in _requests(home, exam) if call.shard.startswith("solver")]
    assert len(calls) >= 8
    assert len({call.prefix for call in calls}) == 1
    assert [call.usage.cache_read > 0 for call in calls].count(False) == 1


class TestSheets:
    """What a solver is sent, and what its answer means."""

    QUESTION = Question(
        id="quant_1_01",
        position=1,
        slot=1,
        labels=PLAN.slots[0].labels,
        stem="ما ناتج ٢ + ٢؟",
        choices=("٤", "٥", "٦", "٧"),
        key_index=0,
        check="2 + 2",
        explanation="٢ + ٢ = ٤",
    )

    @given(st.permutations(["أ", "ب", "ج", "د", "ه"]), st.integers(0, 4), st.sampled_from(SOLVERS))
    def test_a_shown_place_means_the_choice_that_was_shown_there(
        self, choices: list[str], key_index: int, solver: int
    ) -> None:
        """Whatever the order: the solver that picks the key's text has picked the key."""
        question = _question(self.QUESTION, choices, key_index)
        line = json.loads(paper(PLAN, [question], solver, "ar").splitlines()[1])
        picked = line["choices"].index(question.key) + 1
        answer = {"number": 1, "working": "", "choice": picked, "also_defensible": [picked]}
        found = solutions(json.dumps({"answers": [answer]}), [question], solver)
        assert found == {1: Solution(key_index)}

    @given(st.lists(st.text(min_size=1), min_size=2, max_size=5, unique=True))
    def test_no_two_solvers_see_the_same_order(self, choices: list[str]) -> None:
        """So that a liking for the first choice cannot look like agreement."""
        question = _question(self.QUESTION, choices, 0)
        orders = [choice_order(question, solver) for solver in SOLVERS]
        assert orders[0] != orders[1]
        assert sorted(orders[0]) == sorted(orders[1]) == list(range(len(choices)))

    def test_nothing_that_is_sent_tells_the_key(self) -> None:
        """No key, no check, no explanation: what its author was asked for, what a student sees."""
        (_, line, _) = paper(PLAN, [self.QUESTION], 1, "ar").splitlines()
        assert set(json.loads(line)) == {
            *("number", "section", "topic", "subtopic", "kind", "difficulty", "variant"),
            *("stem", "choices"),
        } | {name for name in ("setting", "person", "city") if name in json.loads(line)}

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("[" * 20_000, id="S1 20,000 open brackets"),
            pytest.param('{"answers": ' + "[" * 20_000, id="S1 20,000 levels"),
            pytest.param('{"answers": [{"number": ' + "9" * 4_301, id="S1 4,301 digits"),
        ],
    )
    def test_an_answer_beyond_all_bounds_is_refused(self, text: str) -> None:
        """As for an author's answer, before any parser sees it."""
        with pytest.raises(StreamBroken):
            solutions(text, [self.QUESTION], 1)

    @given(st.text() | JSON_VALUES.map(json.dumps))
    def test_any_answer_is_read_or_refused(self, text: str) -> None:
        """Whatever a model writes: solutions, or one error that asks again."""
        with suppress(StreamBroken):
            for solution in solutions(text, [self.QUESTION], 1).values():
                assert {solution.choice, *solution.also} <= {None, 0, 1, 2, 3}

    def test_the_schema_is_closed(self) -> None:
        """Structured outputs want every field required and no others allowed."""
        schema: Any = SCHEMA
        items = schema["properties"]["answers"]["items"]
        assert set(items["required"]) == set(items["properties"])
        assert items["additionalProperties"] is schema["additionalProperties"] is False


class TestVerdicts:
    """What two solutions say about a key."""

    @pytest.mark.parametrize(
        ("answers", "verdict"),
        [
            ([Solution(2), Solution(2)], Verdict.AGREED),
            ([Solution(2), Solution(1)], Verdict.DISAGREED),
            ([Solution(1), Solution(1)], Verdict.DISAGREED),
            ([Solution(2), Solution(None)], Verdict.DISAGREED),
            ([Solution(2, (1,)), Solution(2)], Verdict.AMBIGUOUS),
        ],
    )
    def test_of_two_solutions(self, answers: list[Solution], verdict: Verdict) -> None:
        """The key is at place 2."""
        assert judged(2, answers) is verdict

    @pytest.mark.parametrize(
        ("key", "check", "verdict"),
        [
            ("٧٫٣٣", "22 / 3", KeyCheck.CONTRADICTING),
            ("٢٢/٣", "22 / 3", KeyCheck.CONFIRMED),
            ("٢٥٪", "20 + 5", KeyCheck.CONFIRMED),
            ("٢٥٪", "25", KeyCheck.UNCHECKED),
            ("٥ سم", "", KeyCheck.UNCHECKED),
            ("س ≤ 7", "7", KeyCheck.NOT_A_NUMBER),
            ("الكرم", "", KeyCheck.NOT_A_NUMBER),
        ],
    )
    def test_of_the_arithmetic(self, key: str, check: str, verdict: KeyCheck) -> None:
        """Exact, or not at all."""
        assert key_check(key, check) is verdict


def _session(run: Run, command: Sequence[str]) -> Any:
    ran: Ran = run(*command, "--json", "--with-answers")
    assert ran.code == 0, ran.err
    return ran.document


def _keys(questions: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(q["stem"], q["choices"][q["answerIndex"]]) for q in questions]


def _requests(home: Path, session: str) -> list[RequestRecord]:
    with Store.open(home / "exams.db", Clock()) as store:
        return store.requests(session)


def _question(like: Question, choices: Sequence[str], key_index: int) -> Question:
    return Question(
        id=like.id,
        position=like.position,
        slot=like.slot,
        labels=Labels(**vars(like.labels)),
        stem=like.stem,
        choices=tuple(choices),
        key_index=key_index,
    )
