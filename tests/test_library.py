"""The public face: everything that `import examcli` promises, used as a script would use it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import examcli
from conftest import SECRET, Run
from examcli.simulator import Options, Simulator, parse_fault

HEAVY = {
    "anthropic",
    "asyncio",
    "httpx",
    "httpx2",
    "jinja2",
    "pydantic",
    "rich",
    "sqlite_utils",
    "typer",
}


Serve = Callable[[Options], Simulator]


class Listening(examcli.Observer):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.questions: list[str] = []
        self.batches: list[int] = []
        self.events: list[str] = []

    def notice(self, text: str) -> None:
        self.notices.append(text)

    def question_ready(self, session_id: str, question: examcli.Question) -> None:
        assert session_id
        self.questions.append(question.id)

    def batch_ready(self, session_id: str, batch_index: int) -> None:
        assert session_id
        self.batches.append(batch_index)

    def provider_event(self, provider: str, what: str, detail: str) -> None:
        assert detail
        self.events.append(f"{provider} {what}")


class TestImport:
    def test_it_loads_nothing_that_is_not_used(self) -> None:
        """A script that imports examcli pays for what it does, when it does it."""
        script = "import sys, examcli; print(*sys.modules)"
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )

        loaded = set(ran.stdout.split())
        assert "examcli" in loaded
        assert set() == loaded & HEAVY
        assert ["examcli"] == [name for name in loaded if name.startswith("examcli")]

    def test_every_promised_name_is_there(self) -> None:
        """With a line that says what it is; and `dir` shows it."""
        for name in examcli.__all__:
            assert getattr(examcli, name).__doc__, name
        assert set(examcli.__all__) <= set(dir(examcli))

    def test_a_name_that_is_not_promised(self) -> None:
        """It fails as with any module, so that `hasattr` and typing errors work."""
        with pytest.raises(AttributeError, match="no attribute `Exam`"):
            getattr(examcli, "Exam")  # noqa: B009 - a type checker would refuse it

    def test_the_errors_are_of_one_family(self) -> None:
        """One `except examcli.ExamError` catches whatever examcli explains."""
        kinds = [getattr(examcli, name) for name in examcli.__all__]
        errors = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Exception)]

        assert len(errors) > 5
        assert all(issubclass(kind, examcli.ExamError) for kind in errors)


class TestPlans:
    def test_a_plan_is_free_and_the_same_for_a_seed(self, home: Path) -> None:
        """Ten batches, 96 slots, and no database."""
        plan = examcli.plan_exam("scientific", seed=7)

        assert (96, 10) == (plan.total, len(plan.batches))
        assert plan == examcli.plan_exam("scientific", seed=7)
        assert plan != examcli.plan_exam("scientific", seed=8)
        assert [] == list(home.iterdir())

    async def test_it_is_the_plan_that_start_takes(self) -> None:
        """So what was planned can be ordered."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("literary", seed=7)

        assert examcli.plan_exam("literary", seed=7) == exam.plan
        assert ("exam", "literary", 7) == (exam.kind, exam.track, exam.seed)

    def test_a_blueprint_by_name_or_file(self, home: Path) -> None:
        """A file that ships as an example of one is as good as a name."""
        source = Path(examcli.__file__).parent / "exam" / "blueprints" / "statistics.toml"
        (home / "mine.toml").write_bytes(source.read_bytes())

        assert examcli.read_blueprint("statistics") == examcli.read_blueprint("mine.toml")
        assert 96 != examcli.plan_exam(blueprint="mine.toml").total

    def test_a_track_that_is_not_there(self) -> None:
        """The error names those that are."""
        with pytest.raises(examcli.UsageInvalid, match="no track `medical`") as caught:
            examcli.plan_exam("medical")

        assert "scientific, literary" in caught.value.hint

    def test_a_blueprint_that_is_not_there(self) -> None:
        """As on the command line."""
        with pytest.raises(examcli.SettingsInvalid, match="no blueprint is called `gta`"):
            examcli.read_blueprint("gta")


class TestSessions:
    async def test_from_nothing_to_a_whole_exam(self, home: Path) -> None:
        """Start, next, complete: each knows what is there, and nothing comes twice."""
        listening, path = Listening(), home / "mine.db"
        async with examcli.Exams.open(path, observer=listening) as exams:
            exam = await exams.start("scientific", seed=1)
            first = exam.batch(1)
            assert (10, 2, False) == (len(first), exam.next_batch_index, exam.is_complete)

            exam = await exams.next(exam.id)
            assert (10, 3) == (len(exam.batch(2)), exam.next_batch_index)

            exam = await exams.complete(exam.id)
            assert (96, None, True) == (
                len(exam.questions), exam.next_batch_index, exam.is_complete,
            )  # fmt: skip
            assert first == exam.batch(1)

            used = exams.usage(exam.id)
            assert exam.id == exams.sessions()[0].id
            again = await exams.complete(exam.id)
            assert (exam.questions, used) == (again.questions, exams.usage(exam.id))
        assert [question.id for question in exam.questions] == sorted(
            listening.questions, key=[q.id for q in exam.questions].index
        )
        assert 1 == listening.batches[0]
        assert ["offline: "] == [notice[:9] for notice in listening.notices]
        assert "96 of 96" in repr(exam)

    async def test_a_session_is_resumed_in_another_process_and_by_the_command_line(
        self, home: Path, run: Run
    ) -> None:
        """One database, whoever opens it."""
        async with examcli.Exams.open(home / "exams.db") as exams:
            exam = await exams.start("scientific")
        shown = run("show", exam.id, "--with-answers", "--json").document

        async with examcli.Exams.open(home / "exams.db") as exams:
            resumed = exams.resume(exam.id)

        assert exam.questions == resumed.questions
        assert shown == resumed.document(with_answers=True)

    async def test_a_whole_exam_for_nobody_who_waits(self, claude: Simulator) -> None:
        """Pregenerated it shares calls, so it asks less than batch after batch."""
        async with examcli.Exams.open() as exams:
            exam = await exams.pregenerate("scientific")
            requests = exams.usage(exam.id).requests

        assert exam.is_complete
        assert requests < 50
        assert requests == sum(each.path == "/v1/messages" for each in claude.received)

    async def test_practice(self) -> None:
        """A topic, a level, a size."""
        async with examcli.Exams.open() as exams:
            session = await exams.practice("algebra", difficulty="hard", total_questions=7)

        assert ("practice", 7, [5, 2]) == (
            session.kind, session.plan.total, [batch.size for batch in session.plan.batches],
        )  # fmt: skip
        assert {("algebra", "hard")} == {
            (question.labels.topic, question.labels.difficulty.value)
            for question in session.questions
        }

    async def test_questions_come_again_only_if_they_may(self) -> None:
        """Two exams of one seed share their slots, and no question unless it is allowed."""
        async with examcli.Exams.open() as exams:
            first = await exams.start(blueprint="statistics", seed=1)
            unlike = await exams.start(blueprint="statistics", seed=1)
            alike = await exams.start(blueprint="statistics", seed=1, allow_repeats=True)
        known = {question.fingerprint for question in first.questions}

        assert set() == known & {question.fingerprint for question in unlike.questions}
        assert known & {question.fingerprint for question in alike.questions}

    async def test_material_of_ones_own(self, home: Path) -> None:
        """The questions rest on its passages."""
        source = Path(__file__).parents[1] / "fixtures" / "sampling.md"
        async with examcli.Exams.open(home / "mine.db") as exams:
            exam = await exams.start(blueprint="statistics", sources=[source])

        assert all(question.rests_on for question in exam.questions)

    async def test_settings_replace_the_environment(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, claude: Simulator
    ) -> None:
        """What is passed in holds, and neither the environment nor `.env` does."""
        monkeypatch.setenv("EXAM_BATCH_SIZE", "3")
        (home / ".env").write_text("EXAM_BATCH_SIZE=4\n")
        wanted = {"EXAM_BATCH_SIZE": "2", "EXAM_DB": str(home / "other.db")}

        async with examcli.Exams.open(settings=wanted) as exams:
            exam = await exams.start("scientific")

        assert 2 == exam.plan.batches[0].size
        assert [] == claude.received
        assert (home / "other.db").exists()
        assert not (home / "exams.db").exists()

    async def test_without_settings_the_environment_holds(self, claude: Simulator) -> None:
        """The key, the server and the database of the command line."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("scientific")

        assert "claude" == exam.document()["provider"]
        assert {SECRET} == {received.headers["x-api-key"] for received in claude.received}

    async def test_without_a_key_it_says_so(self, caplog: pytest.LogCaptureFixture) -> None:
        """An exam of the offline engine must not pass for one of a model."""
        async with examcli.Exams.open() as exams:
            assert [] == caplog.messages, "whoever only reads is told nothing"
            await exams.start("scientific")

        assert 1 == sum(message.startswith("offline: ") for message in caplog.messages)


class TestAnswers:
    @pytest.fixture
    async def exam(self) -> examcli.Session:
        """An exam with its first batch."""
        async with examcli.Exams.open() as exams:
            return await exams.start("scientific", seed=1)

    def test_documents_have_no_keys_unless_they_are_asked_for(self, exam: examcli.Session) -> None:
        """`questions` is for the author, `document` for everybody."""
        (shown, *_), (answered, *_) = (
            exam.document()["questions"],
            exam.document(with_answers=True)["questions"],
        )

        question = exam.questions[0]
        assert {"answerIndex", "explanation"} <= answered.keys() - shown.keys()
        assert question.key == answered["choices"][answered["answerIndex"]]
        assert question.explanation not in json.dumps(shown, ensure_ascii=False)

    @pytest.mark.parametrize("form", ["json", "markdown", "html"])
    def test_exports_are_those_of_the_command_line(
        self, exam: examcli.Session, run: Run, form: str
    ) -> None:
        """With keys and without, to the letter."""
        for options in ([], ["--with-answers"]):
            ran = run("export", exam.id, "--format", form, *options)

            assert ran.out.rstrip() == exam.export(form, with_answers=bool(options)).rstrip()

    def test_a_form_that_is_not_there(self, exam: examcli.Session) -> None:
        """The error names those that are."""
        with pytest.raises(examcli.UsageInvalid, match="no format `pdf`") as caught:
            exam.export("pdf")

        assert "json, markdown, html" in caught.value.hint

    @pytest.mark.parametrize("batch_index", [0, -1, 11])
    def test_a_batch_that_is_not_there(self, exam: examcli.Session, batch_index: int) -> None:
        """No index is taken for one from the end."""
        with pytest.raises(examcli.BatchIndexInvalid, match=f"no batch {batch_index}"):
            exam.batch(batch_index)


class TestVerification:
    async def test_every_key_gets_a_verdict(self) -> None:
        """And asking again costs nothing."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("literary")
            assert exam.questions == exam.unverified

            verified = await exams.verify(exam.id)
            requests = exams.usage().requests
            await exams.verify(exam.id)

            assert requests == exams.usage().requests
        assert ((), ()) == (verified.unverified, verified.doubtful)
        assert all(question.verification for question in verified.questions)


class TestUsage:
    async def test_tokens_and_dollars(self, claude: Simulator) -> None:
        """Of one session, of all, and by what they are grouped by."""
        async with examcli.Exams.open() as exams:
            one = await exams.start("scientific")
            await exams.practice("algebra", total_questions=5)
            account, total = exams.usage(one.id), exams.usage()
            days = exams.usage_by("day")

        assert claude.received
        assert account.cost_usd
        assert total.cost_usd
        assert 0 < account.cost_usd < total.cost_usd
        assert 0 < account.usage.output < total.usage.output
        assert total.requests == sum(day.requests for day in days.values())
        assert all(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in days)

    async def test_a_grouping_that_is_not_there(self) -> None:
        """The error names those that are."""
        async with examcli.Exams.open() as exams:
            with pytest.raises(examcli.UsageInvalid, match="no grouping `week`"):
                exams.usage_by("week")


class TestReview:
    def test_a_file(self) -> None:
        """As `examcli review` judges it."""
        fixtures = Path(__file__).parents[1] / "fixtures"
        judgement = examcli.review_file(fixtures / "questions.csv")

        assert judgement.rejected
        assert {"error", "warning"} >= {severity for severity, _ in judgement.by_rule}

    async def test_questions_of_ones_own(self) -> None:
        """What examcli writes passes; a key that is none does not."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("scientific")
        questions = exam.document(with_answers=True)["questions"]
        assert 0 == examcli.review_questions(questions).rejected

        (verdict,) = examcli.review_questions(
            ({"stem": "2 + 2 = ?", "choices": ("3", "4", "5", "6"), "answerIndex": 4},)
        ).verdicts
        assert not verdict.is_ok
        assert "answer-index" in {finding.rule for finding in verdict.findings}

    @pytest.mark.parametrize(
        ("questions", "told"),
        [([], "holds no questions"), ([{"stem": {1}}], "are no JSON"), ({"a": 1}, "no questions")],
    )
    def test_no_questions(self, questions: list[dict[str, object]], told: str) -> None:
        """They are refused, not judged to be good."""
        with pytest.raises(examcli.UsageInvalid, match=told):
            examcli.review_questions(questions)

    def test_a_file_that_is_not_there(self) -> None:
        """The error names it."""
        with pytest.raises(examcli.UsageInvalid, match=r"cannot read `nowhere\.json`"):
            examcli.review_file("nowhere.json")

    def test_arguments_that_make_no_sense(self) -> None:
        """The error says what would."""
        with pytest.raises(examcli.UsageInvalid, match="no language `fr`"):
            examcli.review_questions([{"stem": "?"}], language="fr")
        with pytest.raises(examcli.UsageInvalid, match="number of choices cannot be 1"):
            examcli.review_questions([{"stem": "?"}], choice_count=1)


class TestErrors:
    async def test_a_session_that_is_not_there(self) -> None:
        """Whatever is asked of it."""
        async with examcli.Exams.open() as exams:
            with pytest.raises(examcli.SessionNotFound):
                exams.resume("exam-none")
            with pytest.raises(examcli.SessionNotFound):
                exams.usage("exam-none")
            for call in (exams.next, exams.complete, exams.verify):
                with pytest.raises(examcli.SessionNotFound):
                    await call("exam-none")

    async def test_a_batch_out_of_order(self) -> None:
        """It is refused before anybody is asked."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("scientific")
            requests = exams.usage().requests

            with pytest.raises(examcli.BatchIndexInvalid, match="the next batch is 2"):
                await exams.next(exam.id, 5)
            assert requests == exams.usage().requests

    async def test_a_setting_out_of_range(self) -> None:
        """Variable and range are named."""
        with pytest.raises(examcli.SettingsInvalid, match=r"EXAM_BATCH_SIZE=`99`.*at most 10"):
            async with examcli.Exams.open(settings={"EXAM_BATCH_SIZE": "99"}):
                pass

    async def test_a_provider_without_a_key(self) -> None:
        """Reading is possible all the same."""
        async with examcli.Exams.open(settings={"EXAM_PROVIDER": "claude"}) as exams:
            assert [] == exams.sessions()
            with pytest.raises(examcli.SettingsInvalid, match="no API key"):
                await exams.start("scientific")

    async def test_a_file_that_is_no_database(self, home: Path) -> None:
        """It is left as it is."""
        (home / "notes.db").write_text("my notes, which are no database at all\n" * 40)

        with pytest.raises(examcli.StoreError) as caught:
            async with examcli.Exams.open(home / "notes.db"):
                pass
        assert ("STORE_FOREIGN", 6) == (caught.value.code, caught.value.exit_code)

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"topic": "cooking"}, "cooking"),
            ({"topic": "algebra", "difficulty": "brutal"}, "no difficulty `brutal`"),
            ({"topic": "algebra", "total_questions": 0}, "number of questions cannot be 0"),
            ({"topic": "algebra", "seed": -1}, "seed -1"),
        ],
    )
    async def test_a_practice_that_makes_no_sense(self, options: dict[str, Any], told: str) -> None:
        """Nothing is stored and nobody is asked."""
        async with examcli.Exams.open() as exams:
            with pytest.raises(examcli.UsageInvalid, match=told):
                await exams.practice(**options)
            assert [] == exams.sessions()

    @pytest.mark.parametrize(
        ("fault", "kind"),
        [
            ("unauthorized", examcli.Unauthorized),
            ("spend-limit", examcli.GenerationUnavailable),
            ("refusal", examcli.GenerationFailed),
        ],
    )
    async def test_nobody_answers(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch, fault: str, kind: type[Exception]
    ) -> None:
        """The error says why and what helps; nothing is left behind, and no key is told."""
        simulator = serve(Options(faults=(parse_fault(fault),)))
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        async with examcli.Exams.open() as exams:
            with pytest.raises(examcli.ExamError) as caught:
                await exams.start("scientific")
            assert [] == exams.sessions()

        assert kind is type(caught.value)
        assert caught.value.hint
        assert SECRET not in f"{caught.value!r} {caught.value.hint}"

    async def test_somebody_else_is_generating(self) -> None:
        """Of two who ask for one batch, one gets it and the other is told."""
        async with examcli.Exams.open() as exams:
            exam = await exams.start("scientific")
            outcomes = await asyncio.gather(
                exams.next(exam.id), exams.next(exam.id), return_exceptions=True
            )
            exam = exams.resume(exam.id)

        assert {examcli.Session, examcli.GenerationInProgress} == {type(each) for each in outcomes}
        assert 3 == exam.next_batch_index

    async def test_providers_that_struggle_are_told_of(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An observer hears of retries; the exam does not suffer."""
        simulator, listening = serve(Options(faults=(parse_fault("overloaded@1"),))), Listening()
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", simulator.base_url)
        async with examcli.Exams.open(observer=listening) as exams:
            exam = await exams.start("scientific")

        assert 10 == len(exam.batch(1))
        assert ["claude retry"] == listening.events
