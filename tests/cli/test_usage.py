"""`examcli usage`: what is in the store about requests, as a table and as a document."""

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import SECRET, Run, Spawn
from examcli import bank
from examcli.clock import Clock
from examcli.models import CANCELLED, IN_FLIGHT
from examcli.simulator import Options, Simulator, parse_fault
from examcli.store import Store

Slots = Sequence[Mapping[str, object]]
ACCOUNT = {
    "requests",
    "inFlight",
    "cancelled",
    "failed",
    "usage",
    "cache",
    "unpriced",
    "costUsd",
    "costWithoutCacheUsd",
    "savedUsd",
    "reportedCostUsd",
    "firstTokenSeconds",
}


@pytest.fixture
def exam(claude: Simulator, run: Run) -> str:
    """A literary exam whose first batch someone waited for, and a second one."""
    del claude
    session = run("start", "--track", "literary", "--json").document["id"]
    run("next", session, "--json")
    return str(session)


def test_the_document_is_what_the_server_counted(exam: str, run: Run, claude: Simulator) -> None:
    """Tokens by class, requests, and the hit ratio that follows from them."""
    document = run("usage", "--json").document

    counted: list[dict[str, Any]] = [r.usage for r in claude.received if r.usage]
    total = document["total"]
    assert {"by", "groups", "total", "events"} == document.keys()
    assert ACCOUNT == total.keys()
    assert [exam] == [group["name"] for group in document["groups"]]
    assert len(counted) == total["requests"] == total["firstTokenSeconds"]["n"]
    assert {
        "inputTokens": sum(usage["input_tokens"] for usage in counted),
        "cacheWrite5mTokens": 0,
        "cacheWrite1hTokens": sum(usage["cache_creation_input_tokens"] for usage in counted),
        "cacheReadTokens": sum(usage["cache_read_input_tokens"] for usage in counted),
        "outputTokens": sum(usage["output_tokens"] for usage in counted),
    } == total["usage"]


def test_a_cold_start_says_why_nothing_was_read(exam: str, run: Run) -> None:
    """The first call writes, those beside it carry no breakpoint; the second batch hits."""
    cache = run("usage", "--session", exam, "--json").document["total"]["cache"]

    assert {"cold": 1, "no-breakpoint": 15} == cache["misses"]
    assert cache["hits"] > 0
    assert cache["uncachedPrefixTokens"] > 13 * 2_100


def test_the_reason_of_every_miss_is_in_the_store(
    exam: str, run: Run, claude: Simulator, store: Store
) -> None:
    """A prefix that should have been there and was not is a miss, not a cold start."""
    claude.clock.advance(4_000)  # for the server alone: it has forgotten what we think it knows
    run("next", exam, "--json")

    requests = store.requests(exam)
    assert all(bool(r.usage.cache_read) == (r.cache_miss_reason == "") for r in requests)
    assert {"", "cold", "no-breakpoint", "miss"} == {r.cache_miss_reason for r in requests}


def test_saved_money_is_the_difference(exam: str, run: Run) -> None:
    """Cost without the cache, less the cost with it."""
    del exam
    total = run("usage", "--json").document["total"]

    assert 0 < total["costUsd"] < total["costWithoutCacheUsd"]
    difference = total["costWithoutCacheUsd"] - total["costUsd"]
    assert pytest.approx(difference, abs=2e-6) == total["savedUsd"]
    assert total["reportedCostUsd"] is None


@pytest.mark.parametrize("by", ["session", "model", "provider", "day"])
def test_groups_add_up_to_the_total(exam: str, run: Run, by: str) -> None:
    """Whatever requests are put together by; other sessions are groups of their own."""
    run("practice", "--topic", "algebra", "--json")

    document = run("usage", "--by", by, "--json").document

    assert by == document["by"]
    assert (2 if by == "session" else 1) == len(document["groups"])
    assert all(group["name"] for group in document["groups"])
    for count in ("requests", "failed"):
        assert document["total"][count] == sum(group[count] for group in document["groups"])
    only = run("usage", "--session", exam, "--json").document["total"]
    assert only["requests"] < document["total"]["requests"]


def test_a_failed_request_is_counted_as_one(claude: Simulator, run: Run) -> None:
    """It cost nothing and says nothing about the cache."""
    claude.script([parse_fault("overloaded@1")])
    run("start", "--track", "scientific", "--json")

    total = run("usage", "--json").document["total"]

    assert 1 == total["failed"]
    assert total["requests"] - 1 == total["cache"]["hits"] + sum(total["cache"]["misses"].values())


def test_a_request_is_there_although_its_process_was_killed(
    serve: Callable[[Options], Simulator], spawn: Spawn, run: Run, home: Path
) -> None:
    """M9: what was under way at a `kill -9` was sent, may have been paid for, and is shown."""
    arrived = threading.Semaphore(0)

    def compose(slots: Slots, avoid: Sequence[str]) -> bank.Composition:
        arrived.release()
        return bank.compose(slots, avoid)

    server = serve(Options(compose=compose, faults=[parse_fault("stall")]))
    address = {"ANTHROPIC_BASE_URL": server.base_url, "ANTHROPIC_API_KEY": SECRET}
    process = spawn("start", "--track", "scientific", EXAM_OVERLAUNCH="0", **address)
    assert all(arrived.acquire(timeout=30) for _ in range(10))

    process.kill()
    process.wait()

    total = run("usage", "--json").document["total"]
    with Store.open(home / "exams.db", Clock()) as store:
        sent = store.requests()
    assert (10, 10, 0) == (total["requests"], total["inFlight"], total["failed"])
    assert {(IN_FLIGHT, None, None)} == {(r.error, r.total_seconds, r.cost_usd) for r in sent}
    assert "; 10 in flight, or killed before they ended" in run("usage").out


def test_an_answer_that_makes_no_sense_is_told_from_one_that_nobody_needs(
    serve: Callable[[Options], Simulator], run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M9: the reason is recorded, and the tokens that are known or must have been written."""
    nonsense = "هذا ليس ما طُلب. " * 40

    def compose(_slots: Slots, _avoid: Sequence[str]) -> bank.Composition:
        return bank.Composition(nonsense)

    server = serve(Options(compose=compose))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)

    run("start", "--track", "scientific", "--json")

    total = run("usage", "--json").document["total"]
    requests = store.requests()
    malformed = [request for request in requests if request.error == "malformed"]
    assert {"malformed", CANCELLED} >= {request.error for request in requests}
    assert total["failed"] == len(malformed) > 0
    assert all(request.usage.output > 0 and request.usage.prompt > 0 for request in malformed)
    assert all(request.cost_usd for request in malformed)


def test_the_offline_engine_costs_and_saves_nothing(run: Run) -> None:
    """Tokens are counted as if; money is not."""
    run("start", "--track", "scientific", "--json")

    document = run("usage", "--by", "provider", "--json").document

    assert ["offline"] == [group["name"] for group in document["groups"]]
    assert (0, 0, 0) == tuple(
        document["total"][money] for money in ("costUsd", "costWithoutCacheUsd", "savedUsd")
    )


def test_openrouter_reports_its_own_cost(openrouter: Simulator, run: Run) -> None:
    """What the provider says stands beside what the list prices say."""
    del openrouter
    run("start", "--track", "scientific", "--json")

    total = run("usage", "--json").document["total"]

    assert pytest.approx(total["costUsd"], abs=1e-6) == total["reportedCostUsd"]


def test_the_table_has_a_line_for_each_group_and_a_total(exam: str, run: Run) -> None:
    """In a pipe nothing is cut off; the reasons of misses follow."""
    ran = run("usage")

    heading, line, total, reasons = ran.out.splitlines()
    assert heading.startswith("session")
    assert line.startswith(exam)
    assert "total" == total.split()[0]
    assert line.split()[1:] == total.split()[1:]
    assert "misses: 1 cold, 15 no-breakpoint" in reasons


@pytest.mark.usefixtures("store")
def test_there_is_nothing_to_show_at_first(run: Run) -> None:
    """A note instead of an empty table; the document has an empty total."""
    assert ("", 0) == (run("usage").out, run("usage").code)
    assert "no requests yet" in run("usage").err
    assert empty(run("usage", "--json").document)


def empty(document: dict[str, Any]) -> bool:
    return not document["groups"] and document["total"]["requests"] == 0


@pytest.mark.usefixtures("store")
def test_an_unknown_session_is_an_error(run: Run) -> None:
    """Exit 6, as everywhere."""
    ran = run("usage", "--session", "exam-nobody", "--json")

    assert 6 == ran.code
    assert "SESSION_NOT_FOUND" == ran.document["error"]["code"]


def test_a_miss_is_told_from_a_cold_start(
    run: Run, serve: Callable[[Options], Simulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a server that forgets everything, all but the first call of a batch are misses."""
    server = serve(Options(miss_probability=1.0))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.base_url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)

    run("start", "--track", "scientific", "--complete", "--json")

    cache = run("usage", "--json").document["total"]["cache"]
    assert (0, 1) == (cache["hits"], cache["misses"]["cold"])
    assert cache["misses"]["miss"] > 15
    assert 0.0 == cache["hitRatio"]


def test_what_happened_to_providers_is_told(claude: Simulator, run: Run) -> None:
    """A retry is counted, with its reason in the document; of another session nothing is said."""
    quiet = run("start", "--track", "literary", "--json").document["id"]
    claude.script([parse_fault("overloaded@1:retry-after=0")])
    session = run("start", "--track", "literary", "--json").document["id"]

    [event] = run("usage", "--session", session, "--json").document["events"]

    assert ("claude", "retry", 1) == (event["provider"], event["event"], event["count"])
    assert "overloaded" in event["detail"].lower()
    assert "providers: claude retry 1\n" in run("usage").out
    assert [] == run("usage", "--session", quiet, "--json").document["events"]
    assert "providers" not in run("usage", "--session", quiet).out
