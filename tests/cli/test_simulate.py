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
