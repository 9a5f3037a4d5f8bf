"""What happens when a provider does not answer: patience, a successor, another provider, a record.

Simulators stand for the providers, and time is virtual: a pause takes none.
"""

import asyncio
import itertools
import random
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from conftest import SECRET
from examcli import bank
from examcli.bench.budget import Budget, Capped
from examcli.clock import Clock
from examcli.errors import (
    Blocked,
    ExamError,
    GenerationUnavailable,
    ModelGone,
    NotAnApi,
    ProviderError,
    Rejected,
    ServerFailed,
    Silent,
    SpendLimited,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import plan_exam
from examcli.generation.answer import Malformed
from examcli.generation.prompt import Order, prefix, suffix
from examcli.generation.schema import SCHEMA
from examcli.models import Model, Models, Usage, known_models, tokens_at_least
from examcli.providers import (
    Ended,
    Event,
    Provider,
    Request,
    Started,
    Text,
    http,
    listening,
)
from examcli.providers.fallback import COOL_DOWN_SECONDS, Fallback
from examcli.providers.http import Endpoint, HttpApi
from examcli.providers.patience import LONG, QUICK, STEADY, Jitter, Patience
from examcli.providers.recording import Call, ProviderEvent, Recorded
from examcli.providers.resilience import Succeeding, Watched
from examcli.providers.retrying import DOWN_AFTER, RETRIES, Retrying
from examcli.simulator import Options, Simulator, parse_fault
from raw_server import answering

Serve = Callable[[Options], Simulator]
Speak = Callable[[Endpoint], HttpApi]
RETIRED = datetime(2026, 12, 24, tzinfo=UTC)


@dataclass
class VirtualTime:
    """Seconds that pass only when somebody sleeps, and a note of every sleep."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, sleep=self.sleep)


@dataclass
class Notes:
    """A log in memory."""

    requests: list[tuple[Request, str]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    events: list[ProviderEvent] = field(default_factory=list)

    def sent(self, request: Request, provider: str) -> int:
        self.requests.append((request, provider))
        return len(self.requests)

    def ended(self, entry: int, call: Call) -> None:
        assert (call.request, call.provider) == self.requests[entry - 1]
        self.calls.append(call)

    def provider_event(self, event: ProviderEvent) -> None:
        self.events.append(event)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What happened to whom."""
        return [(event.provider, event.what) for event in self.events]


@dataclass
class Scene:
    """Two providers, what stands behind each, the time, and the log."""

    claude: Simulator
    openrouter: Simulator
    first: HttpApi
    second: HttpApi
    time: VirtualTime = field(default_factory=VirtualTime)
    notes: Notes = field(default_factory=Notes)

    def patient(self, provider: Provider, jitter: Jitter = lambda: 0.0) -> Retrying:
        return Retrying(provider, self.time.clock, self.notes, jitter)

    def fallback(self, *providers: Provider, patience: Patience = QUICK) -> Fallback:
        asked = providers or (self.first, self.second)
        return Fallback(asked, self.time.clock, self.notes, patience, lambda: 0.0)

    def recorded(self, provider: Provider) -> Recorded:
        return Recorded(provider, ticking(), self.notes)


class Silence:
    """What comes after the last event."""


async def refuse(provider: Provider, request: Request, kind: type) -> None:
    """Listen until something of a kind comes, and find that it makes no sense."""
    async with listening(provider.stream(request)) as events:
        async for event in events:
            if isinstance(event, kind):
                raise Malformed([])
        raise Malformed([])


@pytest.fixture
async def scene(serve: Serve, speak: Speak) -> Scene:
    """Claude and OpenRouter, both well."""
    claude, openrouter = serve(Options()), serve(Options(dialect="openrouter"))
    return Scene(
        claude,
        openrouter,
        speak(http.claude(SECRET, claude.base_url)),
        speak(http.openrouter(SECRET, f"{openrouter.base_url}/api")),
    )


@pytest.fixture
def order(gat: Blueprint) -> Request:
    """A request for one question."""
    model = known_models().find("claude-sonnet-4-6")
    slot = plan_exam(gat, "scientific", 7).slots[0]
    text = suffix([Order(slot)], [])
    return Request((prefix(gat),), text, SCHEMA, model, 2000, "1h", "exam-1", "1")


@pytest.fixture
async def speak() -> AsyncIterator[Speak]:
    """Makes providers that speak to an endpoint, and closes them after the test."""
    async with AsyncExitStack() as stack:

        def connect(endpoint: Endpoint) -> HttpApi:
            provider = HttpApi(endpoint)
            stack.push_async_callback(provider.close)
            return provider

        yield connect


async def answer(provider: Provider, request: Request) -> list[Event]:
    async with aclosing(provider.stream(request)) as events:
        return [event async for event in events]


def origin(events: list[Event]) -> tuple[str, str]:
    """Who answered, with which model."""
    started = events[0]
    assert isinstance(started, Started)
    assert isinstance(events[-1], Ended)
    return started.provider, started.model_id


def script(simulator: Simulator, *faults: str) -> None:
    simulator.script([parse_fault(fault) for fault in faults])


class TestRetrying:
    """The same request to the same provider."""

    @pytest.mark.parametrize(
        "fault", ["overloaded", "server-error", "rate-limit-bare", "status-503"]
    )
    async def test_three_retries_with_growing_pauses(
        self, scene: Scene, order: Request, fault: str
    ) -> None:
        """One, two and four seconds, each with a quarter of a second or a tenth of jitter."""
        script(scene.claude, f"{fault}@1-3")

        events = await answer(scene.patient(scene.first, lambda: 1.0), order)

        assert "claude" == origin(events)[0]
        assert [1.25, 2.25, 4.4] == scene.time.pauses
        assert [("claude", "retry")] * 3 == scene.notes.told

    async def test_the_fourth_failure_is_final(self, scene: Scene, order: Request) -> None:
        """A provider is asked four times, not more."""
        script(scene.claude, "overloaded")

        with pytest.raises(Unavailable, match="overloaded_error"):
            await answer(scene.patient(scene.first), order)

        assert 4 == len(scene.claude.received)

    async def test_pauses_differ(self, scene: Scene, order: Request) -> None:
        """Jitter keeps many callers from coming back at the same moment."""
        script(scene.claude, "overloaded@1-6")
        chance = random.Random(1)

        for _ in range(2):
            with pytest.raises(Unavailable):
                await answer(scene.patient(scene.first, chance.random), order)
            scene.claude.script([parse_fault("overloaded@1-6")])

        assert 6 == len(set(scene.time.pauses))

    @pytest.mark.parametrize("seconds", [0.0, 7.0, 20.0])
    async def test_the_server_says_how_long_to_wait(
        self, scene: Scene, order: Request, seconds: float
    ) -> None:
        """A retry-after replaces our own pause."""
        script(scene.claude, f"rate-limit@1:retry-after={seconds:g}")

        await answer(scene.patient(scene.first), order)

        assert seconds == sum(scene.time.pauses)
        assert 2 == len(scene.claude.received)

    async def test_a_long_wait_is_not_waited_for(self, scene: Scene, order: Request) -> None:
        """The caller has something better to do."""
        script(scene.claude, "rate-limit:retry-after=21")

        with pytest.raises(Throttled) as caught:
            await answer(scene.patient(scene.first), order)

        assert 21.0 == caught.value.retry_after_seconds
        assert [] == scene.time.pauses
        assert 1 == len(scene.claude.received)

    @pytest.mark.parametrize("fault", ["spend-limit", "unauthorized", "not-found", "status-400"])
    async def test_what_would_be_refused_again_is_not_repeated(
        self, scene: Scene, order: Request, fault: str
    ) -> None:
        """One request, no pause."""
        script(scene.claude, fault)

        with pytest.raises(ProviderError):
            await answer(scene.patient(scene.first), order)

        assert 1 == len(scene.claude.received)
        assert [] == scene.time.pauses

    async def test_an_error_as_first_event_is_worth_a_retry(
        self, scene: Scene, order: Request
    ) -> None:
        """The status was 200, but nothing of the answer is there yet."""
        script(scene.claude, "first-event-error@1")

        events = await answer(scene.patient(scene.first), order)

        assert "claude" == origin(events)[0]
        assert 2 == len(scene.claude.received)

    @pytest.mark.parametrize("fault", ["error-event", "cut", "clean-end"])
    async def test_a_broken_answer_is_not_repeated_here(
        self, scene: Scene, order: Request, fault: str
    ) -> None:
        """Half of it is paid for and kept; what to ask for now is decided by who asked."""
        script(scene.claude, fault)

        with pytest.raises(StreamBroken):
            await answer(scene.patient(scene.first), order)

        assert 1 == len(scene.claude.received)

    async def test_silence_is_waited_out_once(self, scene: Scene, order: Request) -> None:
        """S7b: to ask the silent again would cost the whole length of the silence again."""
        dumb = Scripted("claude", Silent("claude was silent for 30 s"))

        with pytest.raises(Silent):
            await answer(scene.patient(dumb), order)

        assert 1 == dumb.asked

    async def test_a_dead_provider_is_dead_for_all(self, order: Request) -> None:
        """M8: ten that ask at once meet it once each; then one at a time looks, for all."""
        time = Timeline()
        dead = Scripted("claude", Unavailable("claude: overloaded_error"))
        retrying = Retrying(dead, time.clock, Notes(), random.Random(1).random)

        answers = await asyncio.gather(
            *(answer(retrying, order) for _ in range(10)), return_exceptions=True
        )

        assert [Unavailable] * 10 == list(map(type, answers))
        assert dead.asked <= 10 + RETRIES
        assert 7 < time.seconds < 9

    @pytest.mark.parametrize(
        ("wait_seconds", "seconds"), [(None, 7.0), (5.0, 15.0)], ids="M8 {}".format
    )
    async def test_a_provider_that_goes_on_throttling_is_given_up_by_all_at_once(
        self, order: Request, wait_seconds: float | None, seconds: float
    ) -> None:
        """M8: three waits, however many wait; what one finds makes nobody wait once more."""
        time = Timeline()
        throttling = Scripted("claude", Throttled("claude: slow", wait_seconds))
        retrying = Retrying(throttling, time.clock, Notes(), random.Random(1).random)

        answers = await asyncio.gather(
            *(answer(retrying, order) for _ in range(16)), return_exceptions=True
        )

        assert [Throttled] * 16 == list(map(type, answers))
        assert seconds <= time.seconds < 1.3 * seconds + 2
        assert throttling.asked <= 16 + 2 * RETRIES

    async def test_who_looks_finds_it_for_all(self, order: Request) -> None:
        """M8: once the provider is back everybody is answered, whoever has noticed it."""
        time = Timeline()
        failures = [Unavailable("claude: overloaded_error")] * (10 + 1)
        back = Scripted("claude", *failures, None)
        retrying = Retrying(back, time.clock, Notes(), random.Random(1).random)

        answers = await asyncio.gather(*(answer(retrying, order) for _ in range(10)))

        assert [("claude", order.model.id)] * 10 == list(map(origin, answers))
        assert 10 + 1 + 10 == back.asked

    async def test_a_look_that_is_cancelled_is_taken_by_another(self, order: Request) -> None:
        """M8: nobody waits for somebody who has left."""
        time = Timeline()
        stuck = Scripted("claude", *[Unavailable("claude: down")] * DOWN_AFTER, HANG, None)
        retrying = Retrying(stuck, time.clock, Notes(), lambda: 0.0)
        asking = [asyncio.create_task(answer(retrying, order)) for _ in range(DOWN_AFTER)]
        await stuck.hangs.wait()

        (looking,) = [task for task in asking if task.get_name() == stuck.hanging]
        looking.cancel()
        others = [task for task in asking if task is not looking]

        answers = await asyncio.gather(*others)
        assert [("claude", order.model.id)] * (DOWN_AFTER - 1) == list(map(origin, answers))

    async def test_those_who_were_told_to_wait_come_back_one_by_one(self, order: Request) -> None:
        """M8: a wait of ten seconds ends for each within the second after it, not at once."""
        time = Timeline()
        throttling = Scripted("claude", *[Throttled("claude: slow", 10.0)] * 4, None, time=time)
        retrying = Retrying(throttling, time.clock, Notes(), random.Random(1).random)

        await asyncio.gather(*(answer(retrying, order) for _ in range(4)))

        moments = throttling.asked_at[4:]
        assert all(10.0 <= moment <= 12.1 for moment in moments)
        assert max(moments) - min(moments) > 0.3
        assert 4 == len(set(moments))

    async def test_a_throttled_provider_pauses_for_all(self, scene: Scene, order: Request) -> None:
        """While one shard waits, the others wait with it instead of hitting the limit as well."""
        script(scene.claude, "rate-limit@1:retry-after=5")
        gate = Gate()
        patient = Retrying(scene.first, gate.clock, scene.notes, lambda: 0.0)

        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(answer(patient, order))
            throttled = await gate.asked.get()
            group.create_task(answer(patient, order))
            joining = await gate.asked.get()
            received = len(scene.claude.received)
            gate.pass_time(5.0)

        assert (5.0, 5.0) == (throttled, joining)
        assert 1 == received
        assert [429, 200, 200] == [request.status for request in scene.claude.received]


class TestFallback:
    """Another provider for the same request."""

    async def test_the_second_provider_gets_the_same_request(
        self, scene: Scene, order: Request
    ) -> None:
        """Prefix, breakpoint, schema and slots are the same; the switch is noted with its cause."""
        script(scene.claude, "first-event-error")

        events = await answer(scene.fallback(), order)

        assert "openrouter" == origin(events)[0]
        asked, asked_again = (
            dict(scene.claude.received[0].body),
            dict(scene.openrouter.received[0].body),
        )
        assert "claude-sonnet-4-6" == asked.pop("model")
        assert asked == {name: asked_again[name] for name in asked}
        assert {"model", "provider", "session_id"} == asked_again.keys() - asked.keys()
        assert [("openrouter", "switch")] == scene.notes.told
        assert "claude: overloaded_error (Overloaded)" == scene.notes.events[0].detail

    @pytest.mark.parametrize("fault", ["spend-limit", "rate-limit:retry-after=30", "status-400"])
    async def test_what_waiting_does_not_mend_falls_over_at_once(
        self, scene: Scene, order: Request, fault: str
    ) -> None:
        """No pause before the second provider is asked."""
        script(scene.claude, fault)
        patient = [scene.patient(provider) for provider in (scene.first, scene.second)]

        events = await answer(scene.fallback(*patient), order)

        assert "openrouter" == origin(events)[0]
        assert [] == scene.time.pauses
        assert 1 == len(scene.claude.received)

    async def test_a_wrong_key_is_not_fallen_back_from(self, scene: Scene, order: Request) -> None:
        """The person must know that the key they set does not work."""
        script(scene.claude, "unauthorized")

        with pytest.raises(Unauthorized) as caught:
            await answer(scene.fallback(), order)

        assert "doctor" in caught.value.hint
        assert [] == scene.openrouter.received

    async def test_a_wrong_key_of_the_second_is_one_of_the_causes(
        self, scene: Scene, order: Request
    ) -> None:
        """The first provider's failure is the news."""
        script(scene.claude, "overloaded")
        script(scene.openrouter, "unauthorized")

        with pytest.raises(GenerationUnavailable) as caught:
            await answer(scene.fallback(), order)

        assert (
            "claude: overloaded_error (Overloaded)",
            "openrouter: authentication_error (invalid x-api-key)",
        ) == caught.value.causes

    async def test_when_none_can_answer_every_cause_is_listed(
        self, scene: Scene, order: Request
    ) -> None:
        """In the order in which they were asked."""
        script(scene.claude, "spend-limit")
        script(scene.openrouter, "server-error")

        with pytest.raises(GenerationUnavailable) as caught:
            await answer(scene.fallback(), order)

        said = [cause.split(" (")[0] for cause in caught.value.causes]
        assert ["claude: rate_limit_error", "openrouter: api_error"] == said
        assert 4 == caught.value.exit_code

    async def test_a_provider_that_failed_is_left_alone_for_a_while(
        self, scene: Scene, order: Request
    ) -> None:
        """The next requests go to the other one; after the cool-down the first is asked again."""
        script(scene.claude, "overloaded@1")
        fallback = scene.fallback()

        answered = []
        for seconds in (0, COOL_DOWN_SECONDS - 1, 1):
            scene.time.seconds += seconds
            answered.append(origin(await answer(fallback, order))[0])

        assert ["openrouter", "openrouter", "claude"] == answered
        assert 2 == len(scene.claude.received)

    async def test_a_provider_that_cools_down_is_better_than_none(
        self, scene: Scene, order: Request
    ) -> None:
        """When the other fails as well, it is asked all the same."""
        script(scene.claude, "overloaded@1")
        fallback = scene.fallback()
        await answer(fallback, order)
        script(scene.openrouter, "overloaded")

        events = await answer(fallback, order)

        assert "claude" == origin(events)[0]

    @pytest.mark.parametrize(
        ("breaks", "provider"),
        [(0, "claude"), (1, "claude"), (2, "openrouter"), (3, "openrouter"), (4, "openrouter")],
    )
    async def test_answers_that_keep_breaking_are_asked_of_the_other(
        self, scene: Scene, order: Request, breaks: int, provider: str
    ) -> None:
        """Twice may be bad luck."""
        fallback = scene.fallback()

        events = await answer(fallback, replace(order, breaks=breaks))

        assert provider == origin(events)[0]

    async def test_a_switch_after_breaks_is_noted_once(self, scene: Scene, order: Request) -> None:
        """With the reason, when it happens."""
        fallback = scene.fallback()

        for breaks in range(4):
            await answer(fallback, replace(order, breaks=breaks))

        assert [("openrouter", "switch")] == scene.notes.told
        assert "claude broke off 2 times" == scene.notes.events[0].detail

    @pytest.mark.parametrize("breaks", [2, 4])
    async def test_the_only_provider_is_asked_however_often_it_broke(
        self, scene: Scene, order: Request, breaks: int
    ) -> None:
        """There is nobody else, and no switch to speak of."""
        events = await answer(scene.fallback(scene.first), replace(order, breaks=breaks))

        assert "claude" == origin(events)[0]
        assert [] == scene.notes.told

    async def test_an_answer_that_breaks_is_nobody_elses_business(
        self, scene: Scene, order: Request
    ) -> None:
        """Whoever asked keeps what arrived and asks for the rest."""
        script(scene.claude, "cut")

        with pytest.raises(StreamBroken):
            await answer(scene.fallback(), order)

        assert [] == scene.openrouter.received

    @pytest.mark.parametrize(
        "failure",
        [
            Blocked("claude: blocked", "allow it"),
            NotAnApi("claude: not an API", "check the URL"),
            SpendLimited("claude: no budget", "raise the limit"),
            Rejected("claude: too long", "make it shorter"),
            ServerFailed("claude: failed for good", "report it"),
            ModelGone("claude: no model", "choose another"),
        ],
        ids=["L18", "L08", "L15", "L15-rejected", "L16", "L04"],
    )
    async def test_each_final_failure_goes_to_the_next_at_once(
        self, scene: Scene, order: Request, failure: ProviderError
    ) -> None:
        """One request, no pause; with nobody else its own hint is what the person reads."""
        failing = Scripted("claude", failure)

        events = await answer(scene.fallback(scene.patient(failing), scene.second), order)
        with pytest.raises(GenerationUnavailable) as caught:
            await answer(scene.fallback(scene.patient(failing)), order)

        assert "openrouter" == origin(events)[0]
        assert 1 + 1 == failing.asked
        assert [] == scene.time.pauses
        assert (failure.hint, (failure.message,)) == (caught.value.hint, caught.value.causes)
        assert not caught.value.may_pass

    @pytest.mark.parametrize(
        "kind",
        [
            SpendLimited("claude: no budget", "raise the limit"),
            Unauthorized("claude: key refused", "check the key"),
            Blocked("claude: blocked", "allow it"),
        ],
        ids=lambda kind: f"L05-{type(kind).__name__}",
    )
    async def test_a_final_failure_in_the_midst_of_an_answer(
        self, scene: Scene, order: Request, kind: ProviderError
    ) -> None:
        """The rest is asked of the fallback from then on, also after the cool-down."""
        broken = StreamBroken("claude stopped half-way", "error", kind)
        failing = Scripted("claude", broken)
        fallback = scene.fallback(failing, scene.second)

        with pytest.raises(StreamBroken):
            await answer(fallback, order)
        scene.time.seconds += 2 * COOL_DOWN_SECONDS
        again = await answer(fallback, replace(order, breaks=1))

        assert "openrouter" == origin(again)[0]
        assert 1 == failing.asked

    @pytest.mark.parametrize(
        ("kind", "error"),
        [
            (SpendLimited("claude: no budget", "raise the limit"), GenerationUnavailable),
            (Blocked("claude: blocked", "allow it"), GenerationUnavailable),
            (Unauthorized("claude: key refused", "check the key"), Unauthorized),
        ],
        ids=["L05-402", "L05-403", "L05-401"],
    )
    async def test_a_final_failure_in_the_midst_of_an_answer_and_nobody_else(
        self, scene: Scene, order: Request, kind: ProviderError, error: type[ExamError]
    ) -> None:
        """It ends with that cause instead of being asked for again."""
        failing = Scripted("claude", StreamBroken("claude stopped half-way", "error", kind))

        with pytest.raises(error) as caught:
            await answer(scene.fallback(failing), order)

        assert kind.hint == caught.value.hint
        assert 1 == failing.asked

    async def test_a_passing_failure_in_the_midst_of_an_answer_is_a_break(
        self, scene: Scene, order: Request
    ) -> None:
        """S5: an overloaded server may answer the next request."""
        kind = Unavailable("claude: overloaded_error")
        failing = Scripted("claude", StreamBroken("claude stopped half-way", "error", kind))

        with pytest.raises(StreamBroken):
            await answer(scene.fallback(failing), order)

    @pytest.mark.parametrize(
        ("patience", "pauses"),
        [(QUICK, [1, 2, 4, 4, 4]), (STEADY, [1, 2, 4, 8, 16]), (LONG, [1, 2, 4, 8, 16])],
        ids=["S5-quick", "S5-steady", "S5-long"],
    )
    async def test_what_broke_off_is_asked_for_again_after_a_pause(
        self, scene: Scene, order: Request, patience: Patience, pauses: list[float]
    ) -> None:
        """It grows with every break, as the pauses before a retry do."""
        fallback = scene.fallback(scene.first, patience=patience)

        for breaks in range(6):
            await answer(fallback, replace(order, breaks=breaks))

        assert pauses == scene.time.pauses

    async def test_a_silent_provider_is_left_after_one_silence(
        self, scene: Scene, speak: Speak, order: Request
    ) -> None:
        """S7b: the fallback answers; in the record there is one call to the silent one."""
        async with answering(b"") as base_url:
            dumb = scene.recorded(Watched(speak(http.claude(SECRET, base_url)), 0.2))
            events = await answer(scene.fallback(scene.patient(dumb), scene.second), order)

        assert "openrouter" == origin(events)[0]
        assert ["Silent"] == [call.error for call in scene.notes.calls]
        assert [("openrouter", "switch")] == scene.notes.told

    async def test_who_was_silent_is_asked_once_more_when_nobody_else_can(
        self, scene: Scene, order: Request
    ) -> None:
        """S7b: the request may have been lost on the way."""
        dumb = Scripted("claude", Silent("claude was silent"), None)

        events = await answer(scene.fallback(scene.patient(dumb)), order)

        assert "claude" == origin(events)[0]
        assert [("claude", "retry")] == scene.notes.told

    async def test_a_provider_that_stays_silent_is_asked_twice(
        self, scene: Scene, order: Request
    ) -> None:
        """S7b: two silences are long enough."""
        dumb = Scripted("claude", Silent("claude was silent"))

        with pytest.raises(GenerationUnavailable):
            await answer(scene.fallback(scene.patient(dumb)), order)

        assert 2 == dumb.asked


class TestPatience:
    """S6: what happens when none can answer, and who waits for how long."""

    async def test_who_waits_for_an_answer_hears_how_long_it_would_take(
        self, scene: Scene, order: Request
    ) -> None:
        """An attended run ends at once, and the hint names the wait."""
        script(scene.claude, "rate-limit:retry-after=25")

        with pytest.raises(GenerationUnavailable) as caught:
            await answer(scene.fallback(scene.patient(scene.first)), order)

        assert "wait of 25 s" in caught.value.hint
        assert [] == scene.time.pauses
        assert 1 == len(scene.claude.received)

    @pytest.mark.parametrize(
        ("patience", "seconds"), [(LONG, 25), (LONG, 3600), (STEADY, 25), (STEADY, 120)]
    )
    async def test_a_run_that_nobody_waits_for_waits_and_says_so(
        self, scene: Scene, order: Request, patience: Patience, seconds: int
    ) -> None:
        """Then it is answered."""
        script(scene.claude, f"rate-limit@1:retry-after={seconds}")
        fallback = scene.fallback(scene.patient(scene.first), patience=patience)

        events = await answer(fallback, order)

        assert "claude" == origin(events)[0]
        assert [seconds] == scene.time.pauses
        assert [("claude", "wait")] == scene.notes.told
        assert f"claude asks to wait {seconds} s" == scene.notes.events[0].detail

    @pytest.mark.parametrize(("patience", "seconds"), [(LONG, 3601), (STEADY, 121)])
    async def test_a_wait_has_a_limit(
        self, scene: Scene, order: Request, patience: Patience, seconds: int
    ) -> None:
        """Longer than that is a quota, not a rate."""
        script(scene.claude, f"rate-limit:retry-after={seconds}")

        with pytest.raises(GenerationUnavailable, match="no provider") as caught:
            await answer(scene.fallback(scene.patient(scene.first), patience=patience), order)

        assert f"wait of {seconds} s" in caught.value.hint
        assert [] == scene.time.pauses

    async def test_a_fallback_is_faster_than_any_wait(self, scene: Scene, order: Request) -> None:
        """Also when nobody waits."""
        script(scene.claude, "rate-limit:retry-after=25")
        patient = map(scene.patient, (scene.first, scene.second))

        events = await answer(scene.fallback(*patient, patience=LONG), order)

        assert "openrouter" == origin(events)[0]
        assert [] == scene.time.pauses

    async def test_the_shorter_of_two_waits_is_waited_for(
        self, scene: Scene, order: Request
    ) -> None:
        """Whoever may answer first decides."""
        script(scene.claude, "rate-limit@1:retry-after=90")
        script(scene.openrouter, "rate-limit@1:retry-after=30")
        patient = map(scene.patient, (scene.first, scene.second))

        await answer(scene.fallback(*patient, patience=LONG), order)

        assert "openrouter asks to wait 30 s" == scene.notes.events[-1].detail
        assert [30] == scene.time.pauses

    async def test_all_wait_together_and_one_says_so(self, order: Request) -> None:
        """M8: those who come later wait with the others instead of asking as well."""
        time, notes = Timeline(), Notes()
        throttling = Scripted("claude", *[Throttled("claude: slow", 600.0)] * 3, None, time=time)
        patient = Retrying(throttling, time.clock, notes, random.Random(1).random)
        fallback = Fallback([patient], time.clock, notes, LONG, random.Random(2).random)

        async def late() -> list[Event]:
            await time.sleep(60.0)
            return await answer(fallback, order)

        await asyncio.gather(*(answer(fallback, order) for _ in range(3)), late())

        assert [("claude", "wait")] == notes.told
        assert [0.0] * 3 == throttling.asked_at[:3]
        assert all(600.0 <= moment <= 660.0 for moment in throttling.asked_at[3:])
        assert 4 == len(set(throttling.asked_at[3:]))
        assert 3 + 4 == throttling.asked

    async def test_an_overload_of_some_minutes_is_survived_when_nobody_waits(
        self, scene: Scene, order: Request
    ) -> None:
        """S5: rounds of four tries, with pauses of eight seconds up to a minute between them."""
        script(scene.claude, "overloaded@1-12")

        events = await answer(scene.fallback(scene.patient(scene.first), patience=LONG), order)

        assert "claude" == origin(events)[0]
        assert [1, 2, 4, 8, 1, 2, 4, 16, 1, 2, 4, 32] == scene.time.pauses

    async def test_patience_ends(self, scene: Scene, order: Request) -> None:
        """A server that is down all day is not asked all day, and not once more by each shard."""
        dead = Scripted("claude", *[Unavailable("claude: overloaded_error")] * 11, None)
        fallback = scene.fallback(dead, patience=LONG)

        asked = []
        for _ in range(3):
            with pytest.raises(GenerationUnavailable):
                await answer(fallback, order)
            asked.append(dead.asked)
        await answer(fallback, order)

        assert [1 + LONG.rounds, 2 + LONG.rounds, 3 + LONG.rounds] == asked

    async def test_what_time_does_not_mend_is_not_waited_for(
        self, scene: Scene, order: Request
    ) -> None:
        """L15: no rounds for an account without a budget."""
        broke = Scripted("claude", SpendLimited("claude: no budget", "raise the limit"))

        with pytest.raises(GenerationUnavailable):
            await answer(scene.fallback(broke, patience=LONG), order)

        assert 1 == broke.asked


class TestSucceeding:
    """Models are retired."""

    @pytest.fixture
    def late(self, serve: Serve) -> Simulator:
        """An API on a day on which Sonnet 4.5 is switched off."""
        return serve(Options(now=lambda: RETIRED))

    async def test_the_successor_answers_and_one_notice_says_so(
        self, scene: Scene, late: Simulator, speak: Speak, order: Request
    ) -> None:
        """Whatever the number of requests that met the retired model at once."""
        request = replace(order, model=known_models().find("claude-sonnet-4-5"))
        provider = speak(http.claude(SECRET, late.base_url))
        succeeding = Succeeding(provider, known_models(), scene.notes)

        answered = await asyncio.gather(*(answer(succeeding, request) for _ in range(5)))
        asked = len(late.received)
        answered.append(await answer(succeeding, request))

        assert {("claude", "claude-sonnet-5-5")} == set(map(origin, answered))
        assert [("claude", "successor")] == scene.notes.told
        notice = "claude-sonnet-4-5 is retired; using claude-sonnet-5-5"
        assert notice == scene.notes.events[0].detail
        assert asked + 1 == len(late.received), "once known, the retired model is not tried again"

    async def test_a_model_without_successor_is_gone(self, scene: Scene, order: Request) -> None:
        """Then another provider may still have it."""
        script(scene.claude, "not-found")

        last = replace(order, model=known_models().find("claude-sonnet-5-5"))
        with pytest.raises(ModelGone) as caught:
            await answer(Succeeding(scene.first, known_models(), scene.notes), last)

        assert "" != caught.value.hint
        assert [] == scene.notes.events

    async def test_a_successor_that_is_gone_too_has_its_own(
        self, scene: Scene, order: Request
    ) -> None:
        """However many have come and gone; each is asked for once."""
        last = known_models().find("claude-sonnet-5-5")
        models = Models(
            {
                "first": Model(id="first", openrouter="first", successor="second"),
                "second": Model(id="second", openrouter="second", successor=last.id),
                last.id: last,
            }
        )
        succeeding = Succeeding(scene.first, models, scene.notes)
        request = replace(order, model=models.find("first"))

        answered = [await answer(succeeding, request) for _ in range(2)]

        assert {("claude", last.id)} == set(map(origin, answered))
        asked = [received.body["model"] for received in scene.claude.received]
        assert ["first", "second", last.id, last.id] == asked

    async def test_a_model_that_nobody_knows_is_asked_for_as_it_is(
        self, scene: Scene, order: Request
    ) -> None:
        """L10: the server says that it has no such model; nothing takes its place."""
        request = replace(order, model=known_models().find("claude-next"))

        with pytest.raises(ModelGone, match="model: claude-next"):
            await answer(Succeeding(scene.first, known_models(), scene.notes), request)

        assert "claude-next" == scene.claude.received[-1].body["model"]


class TestRecorded:
    """Every call leaves a record."""

    async def test_an_answered_call(self, scene: Scene, order: Request) -> None:
        """What it used, how long it took, and how it ended."""
        events = await answer(scene.recorded(scene.first), order)

        (call,) = scene.notes.calls
        ended = events[-1]
        assert isinstance(ended, Ended)
        assert (order, "claude", ended.usage) == (call.request, call.provider, call.usage)
        assert ("end_turn", "") == (call.stop_reason, call.error)
        assert call.first_token_seconds is not None
        assert 0 < call.first_token_seconds < call.total_seconds

    @pytest.mark.parametrize(
        ("fault", "error", "is_counted"),
        [
            ("rate-limit", "Throttled", False),
            ("spend-limit", "SpendLimited", False),
            ("overloaded", "Unavailable", False),
            ("error-event", "error", True),
            ("cut", "cut", True),
            ("clean-end", "unfinished", True),
        ],
    )
    async def test_a_failed_call(
        self, scene: Scene, order: Request, fault: str, error: str, is_counted: bool
    ) -> None:
        """The kind of the failure; input that was paid for before it is counted."""
        script(scene.claude, fault)

        with pytest.raises(ProviderError):
            await answer(scene.recorded(scene.first), order)

        (call,) = scene.notes.calls
        assert ("", error) == (call.stop_reason, call.error)
        assert is_counted is (call.usage.prompt > 0)
        assert is_counted is (call.usage.output > 0)

    async def test_a_silent_call(self, scene: Scene, order: Request) -> None:
        """Giving up on it is a failure like any other."""
        script(scene.claude, "stall")

        with pytest.raises(StreamBroken):
            await answer(scene.recorded(Watched(scene.first, 0.2)), order)

        assert ["silence"] == [call.error for call in scene.notes.calls]

    async def test_a_call_that_is_under_way(self, scene: Scene, order: Request) -> None:
        """M9: it is noted when it is sent, before anything has come."""
        async with aclosing(scene.recorded(scene.first).stream(order)) as events:
            await anext(events)

            assert [(order, "claude")] == scene.notes.requests
            assert [] == scene.notes.calls

    async def test_a_call_that_nobody_needs_any_more(self, scene: Scene, order: Request) -> None:
        """M9: it is cancelled; its input is paid for, and its output as far as it came."""
        text = ""
        async with listening(scene.recorded(scene.first).stream(order)) as events:
            async for event in events:
                if isinstance(event, Text):
                    text += event.text
                if len(text) > 200:
                    break

        (call,) = scene.notes.calls
        assert ("", "cancelled") == (call.stop_reason, call.error)
        assert call.usage.prompt > 0
        assert tokens_at_least(text) == call.usage.output > 10

    async def test_an_answer_that_its_listener_cannot_use(
        self, scene: Scene, order: Request
    ) -> None:
        """M9: the reason is the real one, through all that stands between; tokens are counted."""
        recorded = scene.recorded(Watched(scene.first, 30))
        succeeding = Succeeding(recorded, known_models(), scene.notes)
        provider = Capped(scene.fallback(scene.patient(succeeding)), Budget(1_000))

        with pytest.raises(Malformed):
            await refuse(provider, order, Text)

        (call,) = scene.notes.calls
        assert ("", "malformed") == (call.stop_reason, call.error)
        assert call.usage.prompt > 0
        assert [] == scene.notes.events, "nothing was retried or switched for it"

    async def test_a_listener_that_fails_at_the_very_end(
        self, scene: Scene, order: Request
    ) -> None:
        """What was counted stays counted beside the reason."""
        with pytest.raises(Malformed):
            await refuse(scene.recorded(scene.first), order, Ended)

        (call,) = scene.notes.calls
        assert ("end_turn", "malformed") == (call.stop_reason, call.error)
        assert call.usage.output > 50

    async def test_a_listener_that_fails_after_the_end(self, scene: Scene, order: Request) -> None:
        """The answer was over: closing it again harms nobody, and hides no failure."""
        with pytest.raises(Malformed):
            await refuse(scene.recorded(scene.first), order, Silence)

        assert [("end_turn", "")] == [(c.stop_reason, c.error) for c in scene.notes.calls]

    async def test_a_call_that_was_cancelled_half_way(
        self, scene: Scene, serve: Serve, speak: Speak, order: Request
    ) -> None:
        """Interrupted by the person, for example."""
        doorbell = Doorbell()
        simulator = serve(Options(compose=doorbell, faults=[parse_fault("stall")]))
        provider = speak(http.claude(SECRET, simulator.base_url))
        calling = asyncio.create_task(answer(scene.recorded(provider), order))
        assert await asyncio.to_thread(doorbell.rang.wait, 20)

        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)

        (call,) = scene.notes.calls
        assert ("", "cancelled") == (call.stop_reason, call.error)


class TestTogether:
    """The policy as the program puts it together."""

    async def test_four_calls_here_then_one_there(self, scene: Scene, order: Request) -> None:
        """Every call is recorded under who was asked, and the person hears of each step."""
        script(scene.claude, "overloaded")
        providers = [
            scene.patient(
                Succeeding(scene.recorded(Watched(provider, 30)), known_models(), scene.notes)
            )
            for provider in (scene.first, scene.second)
        ]

        events = await answer(scene.fallback(*providers), order)

        assert "openrouter" == origin(events)[0]
        assert [*["claude"] * 4, "openrouter"] == [call.provider for call in scene.notes.calls]
        assert [*[("claude", "retry")] * 3, ("openrouter", "switch")] == scene.notes.told
        assert [*["Unavailable"] * 4, ""] == [call.error for call in scene.notes.calls]
        ended = events[-1]
        assert isinstance(ended, Ended)
        assert ended.usage == sum((call.usage for call in scene.notes.calls), Usage())


HANG = "hang"
"""What a scripted provider does when it never answers."""


class Timeline:
    """Virtual time for many at once: sleepers wake in the order of time, once all others wait."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, int]] = []
        self._number = itertools.count()

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        sleeper = (self.seconds + seconds, next(self._number))
        self._sleepers.append(sleeper)
        try:
            while await self._others_come_first(sleeper):
                pass
            self.seconds = max(self.seconds, sleeper[0])
        finally:
            self._sleepers.remove(sleeper)

    async def _others_come_first(self, sleeper: tuple[float, int]) -> bool:
        """Let everybody else do what they can; whether an earlier sleeper is left."""
        for _ in range(20):
            await asyncio.sleep(0)
        return min(self._sleepers) != sleeper


class Scripted:
    """A provider that meets its requests, one by one, as it is told; the last one for ever.

    None is a good answer, a broken stream an answer that breaks after its beginning, any other
    error a request that is not answered.
    """

    def __init__(
        self, name: str, *fates: ProviderError | str | None, time: Timeline | None = None
    ) -> None:
        self.name = name
        self.hangs = asyncio.Event()
        self.hanging = ""
        self.asked_at: list[float] = []
        self._fates = fates
        self._time = time or Timeline()

    @property
    def asked(self) -> int:
        return len(self.asked_at)

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        fate = self._fates[min(self.asked, len(self._fates) - 1)]
        self.asked_at.append(self._time.seconds)
        await asyncio.sleep(0)
        if isinstance(fate, str):
            await self._hang()
        if isinstance(fate, ProviderError) and not isinstance(fate, StreamBroken):
            raise fate
        yield Started(self.name, request.model.id, Usage())
        if isinstance(fate, StreamBroken):
            raise fate
        yield Ended("end_turn", Usage())

    async def _hang(self) -> None:
        task = asyncio.current_task()
        self.hanging = task.get_name() if task else ""
        self.hangs.set()
        await asyncio.Event().wait()


class Gate:
    """Time that stands still until it is told to pass, and says who waits for it."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self._seconds = 0.0
        self._has_passed = asyncio.Event()

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self._seconds, sleep=self._sleep)

    def pass_time(self, seconds: float) -> None:
        self._seconds += seconds
        self._has_passed.set()

    async def _sleep(self, seconds: float) -> None:
        self.asked.put_nowait(seconds)
        await self._has_passed.wait()


class Doorbell:
    """Answers like the bank, and says that it was asked."""

    def __init__(self) -> None:
        self.rang = threading.Event()

    def __call__(
        self, slots: Sequence[Mapping[str, object]], avoid: Sequence[str]
    ) -> bank.Composition:
        self.rang.set()
        return bank.compose(slots, avoid)


def ticking() -> Clock:
    """A clock that is a second further each time it is looked at."""
    seconds = iter(range(1_000_000))
    return Clock(monotonic=lambda: float(next(seconds)))


def asked_for(time: VirtualTime) -> list[float]:
    """The pauses that were made, but for the ends of pauses that were too short by rounding."""
    return [pause for pause in time.pauses if pause > 1e-6]
