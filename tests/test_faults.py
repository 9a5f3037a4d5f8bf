"""Everything that can go wrong with a provider, seen from the command line.

For every scripted fault: what is stored, what is asked again, who answered, how the command ends.
"""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest

from conftest import SECRET, Ran, Run
from examcli.exam.blueprint import Blueprint, embedded
from examcli.exam.plan import plan_exam
from examcli.simulator import Simulator, parse_fault
from examcli.simulator.request_log import ReceivedRequest
from examcli.store import Store

LAUNCHED = 16
BATCH = 10
DEFECTS = [
    "two-keys",
    "empty-choice",
    "missing-choice",
    "figure",
    "bad-figure",
    "placeholder",
    "letter-explanation",
]


def a_seed(gat: Blueprint) -> int:
    """A seed whose first questions all have choices of their own, which faults can spoil."""
    for seed in count():
        launched = plan_exam(gat, "scientific", seed).slots[:LAUNCHED]
        if not any(gat.kinds[slot.labels.kind].choices for slot in launched):
            return seed
    raise AssertionError


START = ("start", "--track", "scientific", "--seed", str(a_seed(embedded("gat"))), "--json")


def script(simulator: Simulator, *faults: str) -> None:
    simulator.script([parse_fault(fault) for fault in faults])


def asked(simulator: Simulator) -> list[int]:
    """The variant of every slot that was asked for, in order, as often as it was asked for."""
    return [line["variant"] for received in simulator.received for line in lines(received)]


def lines(received: ReceivedRequest) -> list[dict[str, Any]]:
    """The slots of one request; one that was refused unread has none."""
    messages = received.body.get("messages")
    if not isinstance(messages, list):
        return []
    text = messages[0]["content"].split("<slots>\n")[1].split("\n</slots>")[0]
    return [json.loads(line) for line in text.splitlines()]


def writers(store: Store, session_id: str) -> list[str]:
    """Which provider answered the calls that were answered, each once."""
    answered = [call.provider for call in store.requests(session_id) if call.stop_reason]
    return sorted(set(answered))


def assert_explained(ran: Ran) -> None:
    """The command ends with words, not with a traceback, and keeps the key to itself."""
    assert "Traceback" not in ran.out + ran.err
    assert SECRET not in ran.out + ran.err


@pytest.mark.parametrize(
    "fault",
    ["rate-limit", "rate-limit-bare", "overloaded", "server-error", "status-408", "status-504"],
)
def test_a_refused_request_is_sent_again(
    fault: str, claude: Simulator, run: Run, store: Store
) -> None:
    """Once, and nothing is missing; the person hears that it is tried again."""
    script(claude, f"{fault}@1:retry-after=0")

    ran = run(*START)

    assert 0 == ran.code, ran.err
    session = ran.document["id"]
    assert BATCH == len(ran.document["questions"])
    assert LAUNCHED == len(store.questions(session))
    assert LAUNCHED + 1 == len(claude.received)
    assert [1] * LAUNCHED == list(Counter(asked(claude)).values())
    assert [("retry", 1)] == [(each.event, each.count) for each in store.events(session)]
    assert "trying again" in ran.err
    assert_explained(ran)


@pytest.mark.parametrize(
    "fault",
    [
        "error-event",
        "cut",
        "clean-end",
        "stall",
        "silence",
        "max-tokens",
        "malformed",
        *DEFECTS,
    ],
)
def test_what_a_bad_answer_left_empty_is_asked_again(
    fault: str, claude: Simulator, run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That slot alone, once; every other slot is asked for once, and all are stored."""
    monkeypatch.setenv("EXAM_SILENCE_SECONDS", "2")
    script(claude, f"{fault}@3")

    ran = run(*START)

    assert 0 == ran.code, ran.err
    session = ran.document["id"]
    assert LAUNCHED == len(store.questions(session))
    assert all(question.explanation for question in store.questions(session))
    (spoilt,) = [received for received in claude.received if received.fault]
    again = [variant for variant, times in Counter(asked(claude)).items() if times > 1]
    assert [line["variant"] for line in lines(spoilt)] == again
    assert LAUNCHED + 1 == len(claude.received)
    assert ["claude"] == writers(store, session)
    assert_explained(ran)


def test_a_repeated_question_is_asked_again(claude: Simulator, run: Run, store: Store) -> None:
    """The same content is never stored twice, whatever slot it was written for."""
    session = run(*START).document["id"]
    script(claude, "duplicate@1")

    ran = run("next", session, "--json")

    assert 0 == ran.code, ran.err
    fingerprints = [question.fingerprint for question in store.questions(session)]
    assert 20 == len(set(fingerprints)) == len(fingerprints)
    assert [2] == [times for times in Counter(asked(claude)).values() if times > 1]


def test_only_the_explanation_is_asked_again(claude: Simulator, run: Run, store: Store) -> None:
    """A question that was already on the screen is not replaced."""
    script(claude, "letter-explanation@1")

    session = run(*START).document["id"]

    every = [line for received in claude.received for line in lines(received)]
    (given,) = [line["given"] for line in every if "given" in line]
    (question,) = [q for q in store.questions(session) if q.stem == given["stem"]]
    assert given["key"] == question.key
    assert "الإجابة ب" not in question.explanation


def test_a_refusal_before_the_first_word_is_final(
    claude: Simulator, run: Run, store: Store
) -> None:
    """L11: nobody asks again what would be refused again; the over-launched take its place."""
    script(claude, "refusal@3")

    ran = run(*START)

    assert 0 == ran.code, ran.err
    assert BATCH == len(ran.document["questions"])
    assert LAUNCHED == len(claude.received)
    assert LAUNCHED - 1 == len(store.questions(ran.document["id"]))
    assert_explained(ran)


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        ("spend-limit", range(LAUNCHED, LAUNCHED + 1)),
        ("rate-limit:retry-after=60", range(LAUNCHED, LAUNCHED + 1)),
        ("status-400", range(LAUNCHED, LAUNCHED + 1)),
        ("not-found", range(LAUNCHED, 2 * LAUNCHED + 1)),
        ("overloaded:retry-after=0", range(LAUNCHED + 1, 2 * LAUNCHED)),
        ("cut:after-characters=0", range(2 * LAUNCHED, 2 * LAUNCHED + 1)),
    ],
)
def test_openrouter_answers_when_claude_does_not(
    fault: str, calls: range, claude: Simulator, openrouter: Simulator, run: Run, store: Store
) -> None:
    """After as many calls to Claude as make sense; the switch is said and recorded."""
    script(claude, fault)

    ran = run(*START)

    assert 0 == ran.code, ran.err
    session = ran.document["id"]
    assert LAUNCHED == len(store.questions(session))
    assert ["openrouter"] == writers(store, session)
    assert LAUNCHED == len(openrouter.received)
    assert len(claude.received) in calls
    assert len(claude.received) + LAUNCHED == len(store.requests(session))
    assert ("openrouter", "switch") in [
        (each.provider, each.event) for each in store.events(session)
    ]
    assert "fallback" in ran.err
    assert_explained(ran)


def test_claude_answers_what_it_can(
    claude: Simulator, openrouter: Simulator, run: Run, store: Store
) -> None:
    """The fallback gets only what failed."""
    script(claude, "spend-limit@3")

    session = run(*START).document["id"]

    assert LAUNCHED == len(store.questions(session))
    assert 1 == len(openrouter.received)
    assert ["claude", "openrouter"] == writers(store, session)
    assert [1] * LAUNCHED == list(Counter([*asked(claude), *asked(openrouter)]).values())


@pytest.mark.parametrize("fault", ["unauthorized", "status-403"])
def test_a_wrong_key_ends_the_command(
    fault: str, claude: Simulator, openrouter: Simulator, run: Run
) -> None:
    """Exit 3, nobody else is asked, and no session is left behind."""
    script(claude, fault)

    ran = run(*START)

    assert 3 == ran.code
    assert "UNAUTHORIZED" == ran.document["error"]["code"]
    assert [] == openrouter.received
    assert [] == run("list", "--json").document["sessions"]
    assert_explained(ran)


@pytest.mark.parametrize(
    ("fault", "code", "name"),
    [
        ("overloaded:retry-after=0", 4, "GENERATION_UNAVAILABLE"),
        ("spend-limit", 4, "GENERATION_UNAVAILABLE"),
        ("cut:after-characters=0", 4, "GENERATION_UNAVAILABLE"),
        ("max-tokens:after-characters=0", 5, "GENERATION_FAILED"),
        ("refusal", 5, "GENERATION_FAILED"),
        ("malformed", 5, "GENERATION_FAILED"),
        ("figure", 5, "GENERATION_FAILED"),
        ("placeholder", 5, "GENERATION_FAILED"),
    ],
)
def test_a_start_without_a_question_leaves_nothing(
    fault: str, code: int, name: str, claude: Simulator, run: Run
) -> None:
    """No session, one clear error, every cause on stderr."""
    script(claude, fault)

    ran = run(*START)

    assert code == ran.code
    assert name == ran.document["error"]["code"]
    assert "nothing was stored" in ran.document["error"]["message"]
    assert "caused by: " in ran.err
    assert [] == run("list", "--json").document["sessions"]
    assert_explained(ran)


def test_both_down_before_the_first_question(
    claude: Simulator, openrouter: Simulator, run: Run
) -> None:
    """Exit 4, and each provider's own words."""
    script(claude, "overloaded:retry-after=0")
    script(openrouter, "spend-limit")

    ran = run(*START)

    assert 4 == ran.code
    causes = [line.strip() for line in ran.err.splitlines() if "caused by" in line]
    assert 2 == len(causes)
    assert causes[0].startswith("caused by: claude: overloaded_error")
    assert causes[1].startswith("caused by: openrouter: rate_limit_error")
    assert [] == run("list", "--json").document["sessions"]
    assert_explained(ran)


@pytest.mark.parametrize(("fault", "code"), [("overloaded@6-:retry-after=0", 4), ("figure@6-", 5)])
def test_a_start_that_fails_half_way_keeps_what_arrived(
    fault: str, code: int, claude: Simulator, run: Run, store: Store
) -> None:
    """The error says how many questions there are; the command that it names fills the rest."""
    script(claude, fault)

    ran = run(*START)

    assert code == ran.code
    (session,) = store.sessions()
    kept = store.questions(session.id)
    assert 5 == len(kept)
    assert "5 questions are stored" in ran.document["error"]["message"]
    assert session.id in ran.document["error"]["hint"]
    script(claude)
    assert_goes_on(run, store, ran, kept_ids=[question.id for question in kept])


def test_both_down_in_the_middle_of_an_exam(
    claude: Simulator, openrouter: Simulator, run: Run, store: Store
) -> None:
    """Exit 4, every stored question intact, and the command that goes on once they are back."""
    session = run(*START).document["id"]
    kept = store.questions(session)
    script(claude, "spend-limit")
    script(openrouter, "overloaded:retry-after=0")

    ran = run("next", session, "--json")

    assert 4 == ran.code
    assert "GENERATION_UNAVAILABLE" == ran.document["error"]["code"]
    assert "خدمة التوليد غير متاحة حالياً" == ran.document["error"]["messageAr"]
    assert kept == store.questions(session)
    assert not store.session(session).generation_in_progress
    script(claude)
    script(openrouter)
    assert_goes_on(run, store, ran, kept_ids=[question.id for question in kept])


def test_answers_that_break_in_the_middle_of_an_exam(
    claude: Simulator, run: Run, store: Store
) -> None:
    """Whole questions of broken answers are stored by `--complete` too, and not asked again."""
    session = run(*START).document["id"]
    kept = {"cut": 2, "max-tokens": 1, "malformed": 0}
    script(claude, "cut@2:after-questions=2", "max-tokens@4:after-questions=1", "malformed@7")

    ran = run("resume", session, "--complete", "--json")

    assert 0 == ran.code, ran.err
    assert 96 == len(store.questions(session))
    spoilt = [received for received in claude.received if received.fault]
    lost = [line["variant"] for each in spoilt for line in lines(each)[kept[each.fault] :]]
    again = Counter(asked(claude)) - Counter(set(asked(claude)))
    assert len(kept) == len(spoilt)
    assert Counter(lost) == again
    assert 96 + len(lost) == len(asked(claude))


def assert_goes_on(run: Run, store: Store, failed: Ran, kept_ids: Sequence[str]) -> None:
    """The command in the hint completes the exam, and touches nothing that was stored."""
    command = failed.document["error"]["hint"].split("`")[-2].split()

    ran = run(*command[1:], "--json")

    assert "examcli" == command[0]
    assert 0 == ran.code, ran.err
    (session,) = store.sessions()
    ids = [question.id for question in store.questions(session.id)]
    assert 96 == len(ids)
    assert set(kept_ids) <= set(ids)
    assert_explained(failed)
