"""`examcli doctor`: what it asks the server, and what it makes of the answers."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import MODEL, SECRET, Ran, Run
from examcli.clock import Clock
from examcli.exam.blueprint import embedded
from examcli.models import known_models
from examcli.providers import endpoint
from examcli.providers.facts import Facts
from examcli.reports.doctor import Status, examine
from examcli.settings import read_settings
from examcli.simulator import Options, Simulator
from raw_server import answering, refusal

Check = dict[str, Any]
UNREACHABLE = "http://127.0.0.1:9"
PAGE = "<html><title>Not here</title></html>"


def checks(ran: Ran) -> dict[str, Check]:
    """The checks by name."""
    return {check["name"]: check for check in ran.document["checks"]}


def at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Claude be at this URL."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", url)


@contextmanager
def only_messages(status: int) -> Iterator[str]:
    """A server that refuses an empty message as the API does, and anything else with `status`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(status, {"detail": "Not Found"})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            if self.path != "/v1/messages":
                return self._answer(status, {"detail": "Not Found"})
            error = {"type": "invalid_request_error", "message": "model: Field required"}
            return self._answer(400, {"type": "error", "error": error})

        def _answer(self, status: int, body: object) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def examined(run: Run) -> Callable[[], dict[str, Check]]:
    """Runs the doctor and gives its checks by name."""
    return lambda: checks(run("doctor", "--json"))


class TestServer:
    """A server that speaks Messages."""

    def test_everything_is_well(self, run: Run, claude: Simulator) -> None:
        """Its URL, its word on the model, and the prompt by its own count; nothing is paid for."""
        ran = run("doctor", "--json")

        found = checks(ran)
        assert (0, True) == (ran.code, ran.document["ok"])
        assert f"claude at {claude.base_url}/v1/messages" == found["server"]["found"]
        said = f"{MODEL}; the server says: active, takes 1,000,000 tokens, thinks "
        assert found["model"]["found"].startswith(said)
        assert "tokens, counted by the server, " in found["prompt cache"]["found"]
        asked = [(received.method, received.path) for received in claude.received]
        counts = ("POST", "/v1/messages/count_tokens")
        assert [("GET", f"/v1/models/{MODEL}"), counts, counts] == asked

    def test_the_count_is_that_of_the_prefix(
        self, run: Run, claude: Simulator, examined: Callable[[], dict[str, Check]]
    ) -> None:
        """What the server later writes to its cache is no less."""
        counted = examined()["prompt cache"]["found"].split()[2].replace(",", "")
        run("start", "--track", "scientific")

        usages: list[Any] = [received.usage for received in claude.received if received.usage]
        written = max(usage["cache_creation_input_tokens"] for usage in usages)
        assert int(counted) <= written <= 1.1 * int(counted)

    @pytest.mark.parametrize(
        ("today", "found"),
        [
            (date(2026, 11, 27), "claude-sonnet-4-5 is retired on 2026-11-30; the server says: "),
            (date(2026, 12, 5), "claude-sonnet-4-5 is retired; claude-sonnet-5-5 is used; the "),
        ],
    )
    def test_the_end_of_a_model_is_told_in_time(
        self, home: Path, serve: Callable[[Options], Simulator], today: date, found: str
    ) -> None:
        """A warning before the day and after it; what takes over is named."""
        now = datetime.combine(today, time(), UTC)
        settings = read_settings({"EXAM_MODEL": "claude-sonnet-4-5"}, home)
        server = serve(Options(now=lambda: now))

        looked = examine(
            settings.model_copy(update={"database": home / "exams.db"}),
            embedded("gat"),
            known_models(),
            Clock(now=lambda: now),
            lambda: [Facts(endpoint.claude(SECRET, server.base_url))],
        )

        (model,) = (check for check in looked if check.name == "model")
        assert Status.WARNING is model.status
        assert model.found.startswith(found)
        assert "claude-sonnet-5-5" in model.hint

    def test_a_model_that_the_server_does_not_have(
        self,
        run: Run,
        claude: Simulator,  # noqa: ARG002 - it is asked
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """L10: fails, in the server's words, with the ids that are listed."""
        monkeypatch.setenv("EXAM_MODEL", "claude-next")

        ran = run("doctor", "--json")

        model = checks(ran)["model"]
        assert (3, "failed") == (ran.code, model["status"])
        assert "(model: claude-next)" in model["found"]
        assert "claude-sonnet-5-5" in model["hint"]

    def test_a_key_that_is_refused(
        self,
        run: Run,
        serve: Callable[[Options], Simulator],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Said where the server is named, and never shown."""
        at(serve(Options(api_keys=frozenset({"another"}))).base_url, monkeypatch)

        ran = run("doctor", "--json")

        server = checks(ran)["server"]
        assert (3, "failed") == (ran.code, server["status"])
        assert "authentication_error" in server["found"]
        assert "ANTHROPIC_API_KEY" in server["hint"]
        assert SECRET not in ran.out + ran.err

    def test_openrouter_is_asked_too(
        self, claude: Simulator, openrouter: Simulator, run: Run
    ) -> None:
        """Each server that may answer is named; the first one's word on the model counts."""
        ran = run("doctor")

        assert f"claude at {claude.base_url}/v1/messages" in ran.out
        assert f"openrouter at {openrouter.base_url}/api/v1/messages" in ran.out


class TestElsewhere:
    """What is at the base URL is no such server, or less of one."""

    def test_a_wrong_path_fails(
        self, run: Run, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """L08: the URL is named, and what to correct."""
        at(f"{simulator.base_url}/wrong", monkeypatch)

        ran = run("doctor", "--json")

        server = checks(ran)["server"]
        assert (3, "failed") == (ran.code, server["status"])
        assert "/wrong/v1/messages answered HTTP 404" in server["found"]
        assert "ANTHROPIC_BASE_URL" in server["hint"]

    def test_a_v1_too_many_is_understood(
        self, run: Run, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """L08: other tools want it there."""
        at(f"{simulator.base_url}/v1", monkeypatch)

        assert 0 == run("doctor").code

    @pytest.mark.parametrize(
        "answer",
        [
            refusal(404, PAGE),
            refusal(403, PAGE),
            refusal(302, "", "location: https://login.example.com"),
            refusal(500, {"error": {"type": "api_error"}}),
            b"SSH-2.0-OpenSSH_9.2\r\n",
        ],
        ids=["L08-404", "L18-403", "redirect", "500", "ssh"],
    )
    async def test_what_takes_no_messages_fails(
        self, run: Run, answer: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever it says to the free calls."""
        async with answering(answer) as url:
            at(url, monkeypatch)
            ran = await asyncio.to_thread(run, "doctor", "--json")

        assert (3, "failed") == (ran.code, checks(ran)["server"]["status"])

    @pytest.mark.parametrize("status", [404, 405, 400])
    def test_a_server_without_the_free_calls_is_no_failure(
        self, run: Run, status: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It takes messages, and no more can be known without paying: a warning."""
        with only_messages(status) as url:
            at(url, monkeypatch)
            ran = run("doctor", "--json")

        found = checks(ran)
        assert (0, "warning") == (ran.code, found["server"]["status"])
        assert MODEL == found["model"]["found"]
        assert "of at least" in found["prompt cache"]["found"]

    def test_nobody_is_there(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """One line with the URL; what needs no network is checked all the same."""
        at(UNREACHABLE, monkeypatch)

        ran = run("doctor", "--json")

        found = checks(ran)
        assert (3, "failed") == (ran.code, found["server"]["status"])
        assert found["server"]["found"].startswith(f"claude at {UNREACHABLE}/v1/messages: ")
        assert "cannot be reached" in found["server"]["found"]
        assert "of at least" in found["prompt cache"]["found"]
        assert {"ok"} == {found[name]["status"] for name in ("model", "database", "disk")}


class TestOffline:
    """Without a key."""

    def test_no_server_is_asked(self, examined: Callable[[], dict[str, Check]]) -> None:
        """There is none."""
        assert "server" not in examined()

    def test_no_database_is_made(self, home: Path, run: Run) -> None:
        """What is looked at is not changed by it, named or not."""
        ran = run("--db", "named.db", "doctor", "--json")

        assert "ok" == checks(ran)["database"]["status"]
        assert "named.db, to be made by `examcli start`" in checks(ran)["database"]["found"]
        assert [] == [path.name for path in home.iterdir()]

    def test_what_is_set_and_not_used_is_told(self, home: Path, run: Run) -> None:
        """A base URL in a `.env` without a key beside it."""
        (home / ".env").write_text("ANTHROPIC_BASE_URL=https://gateway.example\n")

        found = checks(run("doctor", "--json"))["settings"]

        assert "warning" == found["status"]
        assert found["found"].startswith("ANTHROPIC_BASE_URL in `.env` is not used")


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({"ANTHROPIC_AUTH_TOKEN": SECRET}, "ANTHROPIC_AUTH_TOKEN; no fallback"),
        (
            {"ANTHROPIC_API_KEY": SECRET, "ANTHROPIC_AUTH_TOKEN": "other"},
            "ANTHROPIC_API_KEY; no fallback",
        ),
        (
            {"ANTHROPIC_AUTH_TOKEN": SECRET, "OPENROUTER_API_KEY": SECRET},
            "ANTHROPIC_AUTH_TOKEN and OPENROUTER_API_KEY",
        ),
        ({}, "none; the server is on this machine"),
    ],
    ids="L09 {}".format,
)
def test_whatever_lets_us_in_is_a_key(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], found: str
) -> None:
    """L09: a token is as good, and a server on this machine needs none."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", UNREACHABLE)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    check = checks(run("doctor", "--json"))["API keys"]

    assert ("ok", found) == (check["status"], check["found"])


def test_what_a_folder_says_in_vain_is_told(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S3: a base URL without a key beside it, as for any other command."""
    at(UNREACHABLE, monkeypatch)
    (home / ".env").write_text("OPENROUTER_BASE_URL=http://example.com")

    check = checks(run("doctor", "--json"))["settings"]

    assert "warning" == check["status"]
    assert "OPENROUTER_BASE_URL in `.env` is not used" in check["found"]


@pytest.mark.usefixtures("claude")
@pytest.mark.parametrize("model", ["next?x=1#2", "نموذج/%zz", "../models"], ids="L10 {}".format)
def test_an_id_of_any_signs_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    """L10: nothing in it becomes part of the address; the server says that it has none such."""
    monkeypatch.setenv("EXAM_MODEL", model)

    check = checks(run("doctor", "--json"))["model"]

    assert "failed" == check["status"]
    assert model in check["found"]
