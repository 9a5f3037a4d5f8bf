"""`examcli simulate`: a Messages API in a process of its own."""

import httpx
import pytest

from conftest import Run, Spawn

HEADERS = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
QUESTION = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "Hello"}],
}


@pytest.mark.parametrize(("today", "status"), [("2026-11-29", 200), ("2026-11-30", 404)])
def test_models_retire_by_the_date_it_is_given(spawn: Spawn, today: str, status: int) -> None:
    """`--today` fixes the date: Sonnet 4.5 answers on its last day, not the day after."""
    process = spawn("simulate", "--today", today)
    assert process.stdout
    base_url = process.stdout.readline().strip()

    response = httpx.post(f"{base_url}/v1/messages", json=QUESTION, headers=HEADERS)

    assert status == response.status_code
    assert status == 200 or "claude-sonnet-4-5" in response.json()["error"]["message"]


def test_a_date_that_is_none_is_refused(run: Run) -> None:
    """A usage error that names the option."""
    ran = run("simulate", "--today", "tomorrow")

    assert 2 == ran.code
    assert "--today" in ran.err


def test_limits_are_those_that_are_given(spawn: Spawn) -> None:
    """Sonnet has the limit of all, Haiku its own; each is told in the headers."""
    process = spawn("simulate", "--limit", "requests=7", "--limit", "haiku/requests=9")
    assert process.stdout
    base_url = process.stdout.readline().strip()

    told = {}
    for model in ("claude-sonnet-4-6", "claude-haiku-4-5"):
        asked = {**QUESTION, "model": model}
        response = httpx.post(f"{base_url}/v1/messages", json=asked, headers=HEADERS)
        told[model] = response.headers["anthropic-ratelimit-requests-limit"]

    assert {"claude-sonnet-4-6": "7", "claude-haiku-4-5": "9"} == told


@pytest.mark.parametrize("limit", ["requests", "rpm=5", "haikku/requests=5"])
def test_a_limit_that_is_none_is_refused(run: Run, limit: str) -> None:
    """A usage error that says what there is."""
    ran = run("simulate", "--limit", limit)

    assert 2 == ran.code
    assert "limit" in ran.err or "class" in ran.err
