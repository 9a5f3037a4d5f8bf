"""What nobody may see: an API key anywhere, a key or an explanation before its time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import SECRET, Ran, Run, Spawn
from examcli.exam.question import Question
from examcli.simulator import Simulator, parse_fault
from examcli.store import Store

OPENROUTER_SECRET = "sk-or-planted-0123456789abcdef"


@dataclass
class Evidence:
    """Everything that commands have put out so far."""

    run: Run
    outputs: list[str] = field(default_factory=list)

    def of(self, *arguments: str, stdin: str = "") -> Ran:
        """Run a command and keep what it said."""
        ran: Ran = self.run(*arguments, stdin=stdin)
        self.outputs += [ran.out, ran.err]
        return ran


@pytest.fixture
def evidence(run: Run) -> Evidence:
    """Nothing yet."""
    return Evidence(run)


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder, the database and its journals among them."""
    return ((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def assert_nowhere(secret: str, evidence: Evidence, home: Path) -> None:
    """A secret is in no output and in no file, nor is its recognisable half."""
    for part in (secret, secret[: len(secret) // 2], secret[len(secret) // 2 :]):
        assert not [text for text in evidence.outputs if part in text]
        assert not [path for path, content in files(home) if part.encode() in content]


class TestApiKey:
    def test_it_is_nowhere_when_all_goes_well(
        self, evidence: Evidence, claude: Simulator, home: Path
    ) -> None:
        """Generate, look, export, check: every output and every file is searched."""
        session = evidence.of("start", "--track", "scientific", "--json").document["id"]
        evidence.of("start", "--track", "literary", "--with-answers")
        evidence.of("next", session)
        evidence.of("next", session, "--at-question", "17", "--json")
        evidence.of("resume", session, "--json")
        evidence.of("take", session, stdin="1\n2\n")
        evidence.of("list")
        evidence.of("list", "--json")
        evidence.of("show", session, "--with-answers", "--json")
        evidence.of("export", session, "--with-answers", "--output", "exam.json")
        evidence.of("export", session, "--format", "markdown", "--output", "exam.md")
        evidence.of("usage")
        evidence.of("usage", "--json")
        evidence.of("doctor")
        evidence.of("doctor", "--json")

        sent = {header for r in claude.received for header in r.headers.values()}
        assert any(SECRET in header for header in sent)
        assert_nowhere(SECRET, evidence, home)

    @pytest.mark.parametrize(
        ("fault", "exit_code"),
        [
            ("unauthorized", 3),
            ("status-403", 3),
            ("status-400", 4),
            ("status-413", 4),
            ("spend-limit", 4),
            ("rate-limit:retry-after=3601", 4),
            ("server-error:retry-after=3601", 4),
            ("malformed", 5),
            ("placeholder", 5),
        ],
    )
    def test_it_is_nowhere_when_something_fails(
        self, evidence: Evidence, claude: Simulator, home: Path, fault: str, exit_code: int
    ) -> None:
        """Neither the error, nor the record of the request, nor any event names it."""
        started = evidence.of("practice", "--topic", "algebra", "--total", "15", "--json")
        session = started.document["id"]
        claude.script([parse_fault(fault)])

        codes = [
            evidence.of("next", session).code,
            evidence.of("next", session, "--json").code,
            evidence.of("resume", session, "--complete").code,
        ]
        evidence.of("start", "--track", "literary", "--json")
        evidence.of("show", session, "--json")
        evidence.of("doctor", "--json")

        assert [exit_code] * 3 == codes
        assert_nowhere(SECRET, evidence, home)

    def test_it_is_nowhere_when_the_fallback_answers(
        self,
        evidence: Evidence,
        claude: Simulator,
        openrouter: Simulator,
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Two providers, two keys, a switch that is recorded: still neither of them."""
        monkeypatch.setenv("OPENROUTER_API_KEY", OPENROUTER_SECRET)
        claude.script([parse_fault("spend-limit")])

        ran = evidence.of("start", "--track", "scientific", "--json")

        sent = {header for r in openrouter.received for header in r.headers.values()}
        assert 0 == ran.code
        assert any(OPENROUTER_SECRET in header for header in sent)
        assert_nowhere(SECRET, evidence, home)
        assert_nowhere(OPENROUTER_SECRET, evidence, home)

    @pytest.mark.parametrize(
        "address", ["nonsense://KEY@127.0.0.1:1", "https://", "KEY", "http://[KEY"]
    )
    def test_it_is_nowhere_when_it_stands_in_a_bad_address(
        self, evidence: Evidence, home: Path, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        """A base URL may hold a password; the complaint about it names the variable only."""
        monkeypatch.setenv("ANTHROPIC_BASE_URL", address.replace("KEY", SECRET))

        ran = evidence.of("start", "--track", "scientific", "--json")

        assert 3 == ran.code
        assert "ANTHROPIC_BASE_URL" in ran.err
        assert_nowhere(SECRET, evidence, home)

    def test_it_is_nowhere_in_what_a_process_says(
        self, claude: Simulator, spawn: Spawn, evidence: Evidence, home: Path
    ) -> None:
        """Both streams of a real process, whose generation fails."""
        claude.script([parse_fault("unauthorized")])
        process = spawn("start", "--track", "scientific", "--complete")

        evidence.outputs += process.communicate(timeout=60)

        assert 3 == process.returncode
        assert "Traceback" not in evidence.outputs[1]
        assert_nowhere(SECRET, evidence, home)

    def test_a_key_that_cannot_be_a_key_is_not_repeated(
        self, evidence: Evidence, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The complaint about a mistyped key names the variable, not the value."""
        monkeypatch.setenv("ANTHROPIC_API_KEY", f"“{SECRET}”")

        ran = evidence.of("start", "--track", "scientific", "--json")

        assert 3 == ran.code
        assert "ANTHROPIC_API_KEY" in ran.err
        assert_nowhere(SECRET, evidence, home)

    def test_the_doctor_does_not_show_a_key_from_the_env_file(
        self, evidence: Evidence, home: Path
    ) -> None:
        """It says that there is one."""
        (home / ".env").write_text(f"ANTHROPIC_API_KEY={SECRET}\n")

        ran = evidence.of("doctor")

        (home / ".env").unlink()
        assert "ANTHROPIC_API_KEY" in ran.out
        assert_nowhere(SECRET, evidence, home)


@pytest.fixture
def session(run: Run, claude: Simulator) -> str:
    """Ten of thirty verbal questions, passages among them."""
    assert claude.base_url
    wish = ("--section", "verbal", "--size", "10", "--total", "30", "--seed", "5")
    return str(run("practice", *wish, "--json").document["id"])


@pytest.fixture
def questions(session: str, store: Store) -> list[Question]:
    """Its questions, as only the database knows them."""
    return store.questions(session)


def answers_in(ran: Ran) -> list[str]:
    """Names of JSON fields that would tell an answer."""
    telling = ("answerIndex", "explanation", "tags", "keyIndex", "key_index", "check")
    return [name for name in telling if f'"{name}"' in ran.out]


REDACTED = (
    ["next", "SESSION", "--batch-index", "1"],
    ["next", "SESSION"],
    ["next", "SESSION", "--at-question", "9"],
    ["resume", "SESSION"],
    ["show", "SESSION"],
    ["export", "SESSION"],
    ["export", "SESSION", "--format", "markdown"],
    ["list"],
    ["usage"],
    ["take", "SESSION"],
)
HAS_JSON = {"next", "resume", "show", "list", "usage", "take"}


class TestAnswers:
    @pytest.mark.parametrize("command", REDACTED, ids=" ".join)
    def test_no_command_tells_them_unasked(
        self,
        run: Run,
        session: str,
        questions: list[Question],
        command: Sequence[str],
    ) -> None:
        """No explanation, no field that names the key, neither as text nor as JSON."""
        arguments = [session if word == "SESSION" else word for word in command]
        forms = [arguments, [*arguments, "--json"]] if command[0] in HAS_JSON else [arguments]

        for form in forms:
            ran = run(*form)

            assert 0 == ran.code
            assert [] == [q.id for q in questions if q.explanation in ran.out + ran.err]
            assert [] == answers_in(ran)

    @pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
    def test_a_start_does_not_tell_them(
        self, run: Run, claude: Simulator, store: Store, as_json: Sequence[str]
    ) -> None:
        """Nor does it while questions stream in."""
        assert claude.base_url
        for command in (["start", "--track", "scientific"], ["practice", "--topic", "algebra"]):
            ran = run(*command, *as_json)

            stored = store.questions(store.sessions()[0].id)
            assert stored
            assert [] == [q.id for q in stored if q.explanation in ran.out + ran.err]
            assert [] == answers_in(ran)

    @pytest.mark.parametrize("command", ["resume", "show", "export"])
    def test_they_are_told_when_asked_for(
        self, run: Run, session: str, questions: list[Question], command: str
    ) -> None:
        """The flag is what makes the difference: with it every key and explanation is there."""
        form = [command, session, "--with-answers"]
        ran = run(*form) if command == "export" else run(*form, "--json")

        told = {q["id"]: (q["answerIndex"], q["explanation"]) for q in ran.document["questions"]}
        assert {q.id: (q.key_index, q.explanation) for q in questions} == told

    def test_a_redacted_file_does_not_hide_them(
        self, run: Run, session: str, questions: list[Question], home: Path
    ) -> None:
        """Exports without answers hold neither in their content nor in their structure."""
        run("export", session, "--output", "exam.json")
        run("export", session, "--format", "markdown", "--output", "exam.md")

        page = (home / "exam.md").read_text(encoding="utf-8")
        document = json.loads((home / "exam.json").read_text(encoding="utf-8"))
        expected = {"id", "index", "section", "topic", "difficulty", "questionType", "stem"}
        expected |= {"verification"}
        assert all(set(q) - {"passage"} == expected | {"choices"} for q in document["questions"])
        assert not any(question.explanation in page for question in questions)
