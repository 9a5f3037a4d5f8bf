"""Who is asked, with what key, and what a person is told of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import SECRET, Run
from examcli.simulator import Simulator

GATEWAY = "https://gateway.example"
AWAITED = ["practice", "--topic", "algebra"]
UNATTENDED = ["start", "--track", "literary", "--complete"]


def credentials(simulator: Simulator) -> set[tuple[str | None, str | None]]:
    """The API key and the bearer of every request that arrived."""
    return {
        (request.headers.get("x-api-key"), request.headers.get("authorization"))
        for request in simulator.received
    }


@pytest.mark.parametrize("command", [AWAITED, UNATTENDED], ids=["http", "sdk"])
class TestKeys:
    """L09: both ways of speaking send what is set, and only that."""

    @pytest.fixture(autouse=True)
    def _server(self, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", f"{simulator.base_url}/v1/")

    def test_a_token_alone(
        self,
        run: Run,
        simulator: Simulator,
        monkeypatch: pytest.MonkeyPatch,
        command: Sequence[str],
    ) -> None:
        """L09: it is sent as a bearer; L08: to a base URL that was typed with `/v1/`."""
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", SECRET)

        assert 0 == run(*command).code
        assert {(None, f"Bearer {SECRET}")} == credentials(simulator)

    def test_a_key_and_a_token(
        self,
        run: Run,
        simulator: Simulator,
        monkeypatch: pytest.MonkeyPatch,
        command: Sequence[str],
    ) -> None:
        """L09: the key is sent, the token is not."""
        monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "sk-other")

        assert 0 == run(*command).code
        assert {(SECRET, None)} == credentials(simulator)

    def test_neither(self, run: Run, simulator: Simulator, command: Sequence[str]) -> None:
        """L09: a server on this machine may ask for none; what it gets is no secret."""
        assert 0 == run(*command).code
        assert {("none", None)} == credentials(simulator)


@pytest.mark.parametrize("provider", ["auto", "claude"])
def test_no_key_for_a_server_elsewhere(
    run: Run, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    """L09: nothing is sent without a key, and both ways to give one are named."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", GATEWAY)
    monkeypatch.setenv("EXAM_PROVIDER", provider)

    ran = run(*AWAITED)

    assert 3 == ran.code
    assert "no API key" in ran.err
    assert "hint: set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN" in ran.err


def test_a_server_of_a_folder_is_not_asked(run: Run, simulator: Simulator, home: Path) -> None:
    """S3: a `.env` with nothing but a base URL: it is told that it is not used."""
    (home / ".env").write_text(f"ANTHROPIC_BASE_URL={simulator.base_url}\n")

    ran = run(*AWAITED)

    assert 0 == ran.code
    assert [] == simulator.received
    assert "ANTHROPIC_BASE_URL in `.env` is not used" in ran.err
    assert "offline" in ran.err


def test_a_server_of_a_folder_with_its_own_key(run: Run, simulator: Simulator, home: Path) -> None:
    """S3: both from one file belong together."""
    (home / ".env").write_text(
        f"ANTHROPIC_BASE_URL={simulator.base_url}\nANTHROPIC_API_KEY={SECRET}\n"
    )

    ran = run(*AWAITED)

    assert 0 == ran.code
    assert {(SECRET, None)} == credentials(simulator)
    assert "not used" not in ran.err


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"ANTHROPIC_BASE_URL": GATEWAY}, [f"the API key goes to `{GATEWAY}`"]),
        (
            {"ANTHROPIC_BASE_URL": "http://gateway.example/v1"},
            ["the API key goes to `http://gateway.example`, unencrypted"],
        ),
        (
            {"OPENROUTER_BASE_URL": GATEWAY, "OPENROUTER_API_KEY": "sk-or"},
            [f"the API key goes to `{GATEWAY}`"],
        ),
        (
            {"ANTHROPIC_BASE_URL": GATEWAY, "OPENROUTER_BASE_URL": GATEWAY},
            [f"the API key goes to `{GATEWAY}`"],
        ),
        ({"OPENROUTER_BASE_URL": GATEWAY}, []),
        ({"ANTHROPIC_BASE_URL": "http://127.0.0.1:9"}, []),
        ({"ANTHROPIC_BASE_URL": "http://[::1]:9"}, []),
        ({"ANTHROPIC_BASE_URL": "http://localhost:9"}, []),
        ({"ANTHROPIC_BASE_URL": "http://claude.localhost:9"}, []),
        (
            {"ANTHROPIC_BASE_URL": "http://localhost.example"},
            ["the API key goes to `http://localhost.example`, unencrypted"],
        ),
        ({"ANTHROPIC_BASE_URL": "https://api.anthropic.com/"}, []),
        ({"OPENROUTER_API_KEY": "sk-or"}, []),
    ],
)
def test_a_server_that_one_may_not_have_thought_of_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], told: list[str]
) -> None:
    """S3: before a key goes to a server that is neither the official one nor on this machine."""
    for name, value in ({"ANTHROPIC_API_KEY": SECRET} | variables).items():
        monkeypatch.setenv(name, value)

    ran = run("bench", "--live", "--scenario", "cacheability")

    assert 2 == ran.code
    assert "a live bench costs money" in ran.err
    assert told == [line for line in ran.err.splitlines() if "API key goes to" in line]
