"""From slots to reviewed questions: what is asked, what is kept, what is asked again.

A simulator stands for the model; what it received says what was asked.
"""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import pytest

from conftest import SECRET, Pauses
from examcli.errors import SpendLimited, Unauthorized
from examcli.exam.blueprint import Blueprint
from examcli.exam.plan import Slot, plan_exam
from examcli.exam.question import Question
from examcli.generation.answer import AnswerReader
from examcli.generation.fanout import REASKS, fill, shards
from examcli.generation.prompt import Order, prefix
from examcli.generation.receiving import Progress, Receiving
from examcli.generation.schema import DISTRACTORS
from examcli.generation.task import AWAITED, FAST, PREFETCH, PREGENERATION, Outcome, Pace, Task
from examcli.models import known_models
from examcli.providers import ROOM_TO_THINK_TOKENS, STOPS, Event, Provider, Request, Started, http
from examcli.providers.fallback import Fallback
from examcli.providers.http import HttpApi
from examcli.providers.recording import Call, ProviderEvent
from examcli.simulator import Fault, Options, Simulator, parse_fault
from examcli.simulator.request_log import ReceivedRequest
from raw_server import START, STREAM, answering, event

Serve = Callable[[Options], Simulator]
Slots = Sequence[Mapping[str, object]]
ONE_CALL = Pace("1h", 10, is_awaited=False)
PACED = Options(profile="sonnet-4.5", speed=20)


@dataclass
class Notebook:
    """Keeps what is handed in, in order."""

    questions: dict[int, Question] = field(default_factory=dict)
    explanations: dict[int, str] = field(default_factory=dict)
    origins: list[Started] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def avoid(self, slot: Slot) -> list[str]:
        return [line for line in self.used if slot]

    def is_new(self, question: Question) -> bool:
        return question.fingerprint not in {q.fingerprint for q in self.questions.values()}

    def accept(self, question: Question, origin: Started) -> None:
        assert question.slot not in self.questions, "a question is handed in once"
        self.questions[question.slot] = question
        self.origins.append(origin)

    def take_back(self, question: Question) -> bool:
        del self.questions[question.slot]
        return True

    def explain(self, slot: Slot, explanation: str) -> None:
        assert slot.number in self.questions, "first the question, then its explanation"
        self.explanations[slot.number] = explanation

    @property
    def complete(self) -> list[int]:
        """The slots that have a question and an explanation."""
        return sorted(self.questions.keys() & self.explanations.keys())


class Counted:
    """A provider that keeps the requests it passes on."""

    def __init__(self, provider: Provider) -> None:
        self.name = provider.name
        self.requests: list[Request] = []
        self._provider = provider

    async def stream(self, request: Request) -> AsyncGenerator[Event]:
        self.requests.append(request)
        async with aclosing(self._provider.stream(request)) as events:
            async for each in events:
                yield each


class Silence:
    """A log that nobody reads."""

    def sent(self, _request: Request, _provider: str) -> int:
        """Ignore it."""
        return 0

    def ended(self, _entry: int, _call: Call) -> None:
        """Ignore it."""

    def provider_event(self, event: ProviderEvent) -> None:
        """Ignore it."""


@dataclass(frozen=True)
class Written:
    """An answer as the simulator wants it."""

    text: str
    shortfall: str = ""


@dataclass
class Author:
    """Writes a plain sum for every slot, then what the test makes of its answer."""

    revise: Callable[[int, list[dict[str, Any]]], None] = lambda _call, _questions: None
    passage: str = ""
    calls: int = 0

    def __call__(self, slots: Slots, _avoid: Sequence[str]) -> Written:
        self.calls += 1
        questions = [question_of(slot) for slot in slots]
        self.revise(self.calls, questions)
        answer = {"passage": self.passage, "questions": questions}
        return Written(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


def question_of(slot: Mapping[str, Any]) -> dict[str, Any]:
    number = int(slot["variant"])
    return {
        "rests_on": 0,
        "stem": f"ما ناتج {number} + 1؟",
        "figure": None,
        "check": f"{number} + 1",
        "key": str(number + 1),
        **{name: str(number + 1 + wrong) for wrong, name in enumerate(DISTRACTORS, 1)},
        "explanation": "نجمع العددين واحدًا بعد الآخر.",
    }


@pytest.fixture
def slots(gat: Blueprint) -> list[Slot]:
    """Single questions with choices of their own, numbered from 1."""
    plan = plan_exam(gat, "scientific", 7)
    singles = (s for s in plan.slots if not s.passage and not gat.kinds[s.labels.kind].choices)
    return [replace(slot, number=number) for number, slot in enumerate(islice(singles, 8), 1)]


@pytest.fixture
def many(gat: Blueprint) -> list[Slot]:
    """As many single questions as it takes before one of them may be asked for twice."""
    plan = plan_exam(gat, "scientific", 7)
    return list(islice((slot for slot in plan.slots if not slot.passage), 20))


def orders_of(slots: Sequence[Slot]) -> list[Order]:
    """Orders for these slots, nothing of which is known yet."""
    return [Order(slot) for slot in slots]


@pytest.fixture
def reading_set(gat: Blueprint) -> list[Slot]:
    """The first reading set of an exam."""
    return [slot for slot in plan_exam(gat, "scientific", 7).slots if slot.passage == 1]


@pytest.fixture
async def speak() -> AsyncIterator[Callable[[http.Endpoint], HttpApi]]:
    """Makes providers that speak to an endpoint, and closes them after the test."""
    opened: list[HttpApi] = []

    def connect(endpoint: http.Endpoint) -> HttpApi:
        opened.append(HttpApi(endpoint))
        return opened[-1]

    yield connect
    for provider in opened:
        await provider.close()


@dataclass
class QuestionSink:
    """Everything one generation needs, with a simulator that can be told what goes wrong."""

    blueprint: Blueprint
    connect: Callable[[http.Endpoint], HttpApi]
    serve: Serve
    notebook: Notebook = field(default_factory=Notebook)

    def model(self, options: Options, *faults: Fault) -> tuple[Simulator, HttpApi]:
        """A model, and the provider that leads to it."""
        simulator = self.serve(replace(options, faults=faults))
        return simulator, self.connect(http.claude(SECRET, simulator.base_url))

    async def fill(
        self,
        provider: Provider,
        orders: Sequence[Slot | Order],
        pace: Pace = ONE_CALL,
        is_cache_warm: bool = True,
    ) -> Outcome:
        """Generate for slots."""
        task = self.task(orders, pace, is_cache_warm)
        return await fill(task, provider, self.notebook)

    def task(self, orders: Sequence[Slot | Order], pace: Pace, is_cache_warm: bool = True) -> Task:
        """What is to be done for slots."""
        return Task(
            session_id="exam-1",
            blueprint=self.blueprint,
            model=known_models().find("claude-sonnet-4-6"),
            pace=pace,
            is_cache_warm=is_cache_warm,
            orders=tuple(Order(each) if isinstance(each, Slot) else each for each in orders),
        )


@pytest.fixture
def sink(gat: Blueprint, speak: Callable[[http.Endpoint], HttpApi], serve: Serve) -> QuestionSink:
    """Nothing was handed in yet."""
    return QuestionSink(gat, speak, serve)


class Held:
    """An author, and a simulator's sleep that lasts until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self._asked = threading.Semaphore(0)
        self._author = Author()

    def compose(self, slots: Slots, avoid: Sequence[str]) -> Written:
        self._asked.release()
        return self._author(slots, avoid)

    async def sleep(self, seconds: float) -> None:
        await asyncio.to_thread(self.let_go.wait)
        await asyncio.sleep(seconds)

    def requests(self, count: int) -> int:
        """Wait for so many requests; how many there were in time."""
        return sum(self._asked.acquire(timeout=20) for _ in range(count))


def lines(received: ReceivedRequest) -> list[dict[str, Any]]:
    """The slots of a request, as the model sees them."""
    text = suffix_of(received).split("<slots>\n")[1].split("\n</slots>")[0]
    return [json.loads(line) for line in text.splitlines()]


def suffix_of(received: ReceivedRequest) -> str:
    messages = received.body["messages"]
    assert isinstance(messages, list)
    return str(messages[0]["content"])


def system_of(received: ReceivedRequest) -> dict[str, Any]:
    system = received.body["system"]
    assert isinstance(system, list)
    (block,) = system
    return dict(block)


def asked(simulator: Simulator, slots: Sequence[Slot]) -> list[list[int]]:
    """The numbers of the slots that each request asked for."""
    number = {slot.variant: slot.number for slot in slots}
    return [[number[line["variant"]] for line in lines(each)] for each in simulator.received]


def tokens(received: ReceivedRequest, name: str) -> int:
    assert received.usage is not None
    return int(str(received.usage[name]))


class TestShards:
    """Which slots share a call."""

    def test_single_questions_are_cut_by_size(self, slots: list[Slot]) -> None:
        """In the order of the plan; the last shard takes what is left."""
        groups = shards([Order(slot) for slot in slots], 3)

        assert [[1, 2, 3], [4, 5, 6], [7, 8]] == [[o.slot.number for o in g] for g in groups]

    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_a_reading_set_stays_together(self, gat: Blueprint, size: int) -> None:
        """Whatever the size, and never two sets in one call."""
        orders = [Order(slot) for slot in plan_exam(gat, "literary", 3).slots]

        groups = shards(orders, size)

        assert orders == [order for group in groups for order in group]
        by_passage = [{order.slot.passage for order in group} for group in groups]
        assert all(len(passages) == 1 for passages in by_passage)
        sets = [passages for passages in by_passage if passages != {0}]
        assert len(sets) == len(set(map(frozenset, sets))) > 1
        assert all(len(group) <= size for group in groups if not group[0].slot.passage)


class TestCachePolicy:
    """What is sent with a breakpoint, and when."""

    @pytest.mark.parametrize("pace", [AWAITED, PREFETCH, PREGENERATION])
    async def test_a_warm_cache_is_shared_by_all(
        self, sink: QuestionSink, slots: list[Slot], pace: Pace
    ) -> None:
        """Every request carries the breakpoint, with the lifetime of the pace."""
        simulator, provider = sink.model(Options())

        await sink.fill(provider, slots, pace, is_cache_warm=True)

        breakpoint_ = {"type": "ephemeral", "ttl": pace.cache_ttl}
        assert [breakpoint_] * -(-8 // pace.shard_size) == [
            system_of(received).get("cache_control") for received in simulator.received
        ]

    async def test_a_cold_cache_is_written_once_while_someone_waits(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The first shard carries the breakpoint; the others go out with it, without one."""
        held = Held()
        simulator, provider = sink.model(replace(PACED, compose=held.compose, sleep=held.sleep))

        filling = asyncio.create_task(sink.fill(provider, slots, AWAITED, is_cache_warm=False))
        before_any_answer = await asyncio.to_thread(held.requests, len(slots))
        held.let_go.set()
        await filling

        assert len(slots) == before_any_answer
        carriers = [r for r in simulator.received if "cache_control" in system_of(r)]
        assert [[slots[0].variant]] == [[line["variant"] for line in lines(r)] for r in carriers]
        assert 1 == sum(tokens(r, "cache_creation_input_tokens") > 0 for r in simulator.received)

    @pytest.mark.parametrize("pace", [PREFETCH, PREGENERATION])
    async def test_a_cold_cache_gets_a_pilot_when_nobody_waits(
        self, sink: QuestionSink, slots: list[Slot], pace: Pace
    ) -> None:
        """The others start once the first has begun to answer, and read what it wrote."""
        simulator, provider = sink.model(PACED)

        await sink.fill(provider, slots, replace(pace, shard_size=2), is_cache_warm=False)

        pilot, *others = simulator.received
        assert [slots[0].variant, slots[1].variant] == [line["variant"] for line in lines(pilot)]
        assert 3 == len(others)
        assert tokens(pilot, "cache_creation_input_tokens") > 0
        assert all(tokens(other, "cache_creation_input_tokens") == 0 for other in others)
        assert all(tokens(other, "cache_read_input_tokens") > 0 for other in others)

    async def test_a_pilot_that_fails_holds_nobody_up(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The others start when it has failed, and it is asked again."""
        simulator, provider = sink.model(Options(), parse_fault("cut@1:after-characters=0"))

        pace = replace(PREGENERATION, shard_size=4)
        await sink.fill(provider, slots, pace, is_cache_warm=False)

        assert [1, 2, 3, 4, 5, 6, 7, 8] == sink.notebook.complete
        assert 3 == len(simulator.received)

    async def test_what_is_asked_again_is_cached(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """By then the prefix is in the cache, also for shards that began without a breakpoint."""
        author = Author(revise=lambda call, questions: questions.clear() if call <= 2 else None)
        simulator, provider = sink.model(Options(compose=author))

        await sink.fill(provider, slots[:2], AWAITED, is_cache_warm=False)

        carried = ["cache_control" in system_of(received) for received in simulator.received]
        assert [1, 3] == [carried[:2].count(True), carried.count(True)]

    async def test_every_request_has_the_same_prefix(
        self, sink: QuestionSink, slots: list[Slot], reading_set: list[Slot]
    ) -> None:
        """Byte for byte, whatever is asked, also when it is asked again."""
        simulator, provider = sink.model(Options(), parse_fault("cut@2"))

        await sink.fill(provider, [*slots, *reading_set], PREGENERATION, is_cache_warm=False)

        assert {prefix(sink.blueprint)} == {system_of(r)["text"] for r in simulator.received}
        formats = {json.dumps(r.body["output_config"]) for r in simulator.received}
        assert 1 == len(formats)


class TestFast:
    """A call a question; whoever lags is asked a second time."""

    async def test_a_call_that_hangs_is_raced_and_cut_off(
        self, sink: QuestionSink, many: list[Slot]
    ) -> None:
        """Without a second call this test would wait for ever; it is one, for one question."""
        simulator, provider = sink.model(Options(), parse_fault(f"stall@{len(many)}"))

        outcome = await sink.fill(provider, many, FAST)

        assert Outcome() == outcome
        assert [each.number for each in many] == sink.notebook.complete
        assert len(many) + 1 == len(simulator.received)

    async def test_a_call_that_hangs_when_all_is_said_is_cut_off(
        self, sink: QuestionSink, many: list[Slot]
    ) -> None:
        """Nothing is left to be asked for."""
        hang = f"stall@{len(many)}:after-questions=1"
        simulator, provider = sink.model(Options(), parse_fault(hang))

        await sink.fill(provider, many, FAST)

        assert [each.number for each in many] == sink.notebook.complete
        assert len(many) == len(simulator.received)

    def test_an_explanation_belongs_to_the_question_that_was_taken(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Of two answers about a slot, the later question is not stored, nor what explains it."""
        progress = Progress(Order(slots[0]))
        task = sink.task([slots[0]], FAST)
        late, early = (Receiving(task, sink.notebook, [progress], "") for _ in range(2))
        _, draft, explanation = AnswerReader().feed(Author()([{"variant": 1}], []).text)
        _, other, of_the_other = AnswerReader().feed(Author()([{"variant": 2}], []).text)

        early.take_all([draft])
        late.take_all([other, of_the_other])
        assert (1, 0) == (len(sink.notebook.questions), len(sink.notebook.explanations))
        early.take_all([explanation])
        assert [1] == sink.notebook.complete

    @pytest.mark.parametrize("pace", [AWAITED, PREFETCH, PREGENERATION])
    async def test_no_other_pace_asks_twice(
        self, sink: QuestionSink, many: list[Slot], pace: Pace
    ) -> None:
        """Every slot is in one request, however slowly the last of them is answered."""
        last = parse_fault(f"trickle@{len(shards(orders_of(many), pace.shard_size))}:seconds=0.3")
        simulator, provider = sink.model(Options(), last)

        await sink.fill(provider, many, pace)

        variants = [line["variant"] for each in simulator.received for line in lines(each)]
        assert len(many) == len(variants)


class TestAskedAgain:
    """What is kept of a bad answer, and what is asked again."""

    async def test_a_good_answer_is_asked_for_once(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Every slot gets its question and its explanation, and knows who wrote it."""
        simulator, provider = sink.model(Options())

        outcome = await sink.fill(provider, slots)

        assert Outcome() == outcome
        assert [[1, 2, 3, 4, 5, 6, 7, 8]] == asked(simulator, slots)
        assert [1, 2, 3, 4, 5, 6, 7, 8] == sink.notebook.complete
        assert {"claude"} == {origin.provider for origin in sink.notebook.origins}

    @pytest.mark.parametrize(
        "kind", ["two-keys", "empty-choice", "missing-choice", "figure", "placeholder"]
    )
    async def test_only_the_bad_question_is_asked_again(
        self, sink: QuestionSink, slots: list[Slot], kind: str
    ) -> None:
        """The good ones of the same answer are kept."""
        fault = parse_fault(f"{kind}@1:after-questions=1")
        simulator, provider = sink.model(Options(), fault)

        outcome = await sink.fill(provider, slots[:3])

        assert [[1, 2, 3], [2]] == asked(simulator, slots)
        assert [1, 2, 3] == sink.notebook.complete
        assert {} == outcome.gaps

    async def test_the_author_is_told_what_to_mend(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The rejected question and the reason come back, and no line to avoid it."""
        simulator, provider = sink.model(Options(), parse_fault("two-keys@1:after-questions=1"))

        await sink.fill(provider, slots[:3])

        (line,) = lines(simulator.received[1])
        assert sink.notebook.questions[2].stem == line["rejected"]["stem"]
        assert line["because"].startswith("distinct-choices: ")
        assert "<avoid>" not in suffix_of(simulator.received[1])

    async def test_an_explanation_is_believed_against_its_key(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The question is taken back and mended, never stored with another explanation."""

        def contradict(call: int, questions: list[dict[str, Any]]) -> None:
            if call == 1:
                wrong = questions[0]["distractor_1"]
                questions[0]["explanation"] = f"نجمع العددين، إذن الجواب هو {wrong}."

        simulator, provider = sink.model(Options(compose=Author(contradict)))

        outcome = await sink.fill(provider, slots[:1])

        (line,) = lines(simulator.received[1])
        assert "given" not in line
        assert line["because"].startswith("explanation-disagrees: ")
        assert ([1], {}) == (sink.notebook.complete, outcome.gaps)

    async def test_what_is_mechanical_is_mended_and_not_asked_again(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Labels, full stops and digits cost no second call."""

        def label(_call: int, questions: list[dict[str, Any]]) -> None:
            names = ("key", *DISTRACTORS)
            questions[0] |= {
                name: f"{letter}) {questions[0][name]}"
                for letter, name in zip("أبجد", names, strict=True)
            }

        simulator, provider = sink.model(Options(compose=Author(label)))

        await sink.fill(provider, slots[:1])

        assert 1 == len(simulator.received)
        assert not any(")" in choice for choice in sink.notebook.questions[1].choices)

    async def test_a_question_that_was_asked_before_is_asked_again(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Its content counts, not its slot."""
        simulator, provider = sink.model(Options(), parse_fault("duplicate@2:after-questions=1"))
        await sink.fill(provider, slots[:1])

        await sink.fill(provider, slots[1:4])

        assert [[1], [2, 3, 4], [3]] == asked(simulator, slots)
        assert [1, 2, 3, 4] == sink.notebook.complete

    @pytest.mark.parametrize(
        "kind", ["error-event", "cut", "clean-end", "max-tokens", "refusal", "malformed"]
    )
    @pytest.mark.parametrize("kept", [0, 1, 2])
    async def test_whole_questions_of_a_broken_answer_are_kept(
        self, sink: QuestionSink, slots: list[Slot], kind: str, kept: int
    ) -> None:
        """Only the slots that are still empty are asked for again."""
        fault = parse_fault(f"{kind}@1:after-questions={kept}")
        simulator, provider = sink.model(Options(), fault)

        outcome = await sink.fill(provider, slots[:3])

        assert [[1, 2, 3], [1, 2, 3][kept:]] == asked(simulator, slots)
        assert [1, 2, 3] == sink.notebook.complete
        assert Outcome() == outcome

    async def test_a_cut_explanation_is_all_that_is_asked_again(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The question was handed in before its explanation was whole; the prompt repeats it."""
        text = Author()([{"variant": slots[0].variant}], []).text
        inside = text.index('"explanation":"') + 20
        cut = Fault("cut", "1", after_characters=inside)
        simulator, provider = sink.model(Options(compose=Author()), cut)

        await sink.fill(provider, slots[:1])

        first, second = (lines(received)[0] for received in simulator.received)
        question = sink.notebook.questions[1]
        assert "given" not in first
        assert {
            "stem": question.stem,
            "key": question.key,
            **dict(zip(DISTRACTORS, question.distractors, strict=True)),
        } == second["given"]
        assert [1] == sink.notebook.complete

    async def test_a_bad_explanation_is_all_that_is_asked_again(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """A question stays accepted when its explanation is rejected."""
        fault = parse_fault("letter-explanation@1:after-questions=1")
        simulator, provider = sink.model(Options(), fault)

        await sink.fill(provider, slots[:3])

        assert [[1, 2, 3], [2]] == asked(simulator, slots)
        assert [["given"]] == [
            [name for name in line if name == "given"] for line in lines(simulator.received[1])
        ]
        assert [1, 2, 3] == sink.notebook.complete
        assert "الإجابة ب" not in sink.notebook.explanations[2]

    async def test_an_explanation_that_never_comes_is_no_gap(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The question can be served; its explanation can be asked for another day."""
        simulator, provider = sink.model(Options(), parse_fault("letter-explanation"))

        outcome = await sink.fill(provider, slots[:1])

        assert 1 + REASKS == len(simulator.received)
        assert [1] == list(sink.notebook.questions)
        assert {} == sink.notebook.explanations
        assert {} == outcome.gaps

    async def test_three_times_at_most_then_it_is_a_gap(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The gap says why, for each time; the other slots are not held up."""
        simulator, provider = sink.model(Options(), parse_fault("figure"))

        outcome = await sink.fill(provider, slots[:2])

        assert [[1, 2], [1], [1], [1]] == asked(simulator, slots)
        assert [1] == list(outcome.gaps)
        assert [2] == sink.notebook.complete
        assert 1 + REASKS == len(outcome.gaps[1])
        assert all(reason.startswith("missing-figure: ") for reason in outcome.gaps[1])
        assert [] == outcome.unavailable

    async def test_answers_that_always_break_off_make_the_provider_unavailable(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """It is not the questions that were bad."""
        simulator, provider = sink.model(Options(), parse_fault("cut:after-characters=0"))

        outcome = await sink.fill(provider, slots[:1])

        assert 1 + REASKS == len(simulator.received)
        assert ("claude: the connection broke half-way",) * 4 == outcome.gaps[1]
        assert ["claude: the connection broke half-way"] * 4 == [
            failure.message for failure in outcome.unavailable
        ]

    async def test_an_answer_that_stops_inside_its_json_is_a_broken_one(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Even when it says that it is whole; M10: the model is at fault, not the provider."""
        half = Written('{"passage":"","questions":[{"stem":"ما')
        simulator, provider = sink.model(Options(compose=lambda _slots, _avoid: half))

        outcome = await sink.fill(provider, slots[:1])

        assert 1 + REASKS == len(simulator.received)
        assert ("the answer is not the JSON that was asked for",) * 4 == outcome.gaps[1]
        assert [] == outcome.unavailable

    async def test_fewer_questions_than_asked_for(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """What is missing is asked for again, and a gap says that it was missing."""

        def revise(_call: int, questions: list[dict[str, Any]]) -> None:
            questions.pop()

        author = Author(revise=revise)
        simulator, provider = sink.model(Options(compose=author))

        outcome = await sink.fill(provider, slots[:2])

        assert [[1, 2], [2], [2], [2]] == asked(simulator, slots)
        assert [1] == sink.notebook.complete
        assert [2] == list(outcome.gaps)
        assert 1 + REASKS == len(outcome.gaps[2])

    async def test_more_questions_than_asked_for_are_ignored(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Nobody ordered them, so nobody reviews or keeps them."""
        author = Author(revise=lambda _, questions: questions.extend(list(questions)))
        simulator, provider = sink.model(Options(compose=author))

        outcome = await sink.fill(provider, slots[:2])

        assert Outcome() == outcome
        assert [[1, 2]] == asked(simulator, slots)
        assert [1, 2] == sink.notebook.complete

    async def test_a_key_that_is_none_of_the_fixed_choices(
        self, sink: QuestionSink, gat: Blueprint
    ) -> None:
        """A comparison has four answers and no fifth."""
        plan = plan_exam(gat, "scientific", 7)
        slot = next(slot for slot in plan.slots if gat.kinds[slot.labels.kind].choices)
        right = gat.kinds[slot.labels.kind].choices[1]

        def revise(call: int, questions: list[dict[str, Any]]) -> None:
            if call > 1:
                questions[0] |= {"key": right, "check": ""}

        simulator, provider = sink.model(Options(compose=Author(revise=revise)))

        await sink.fill(provider, [slot])

        assert 2 == len(simulator.received)
        assert right == sink.notebook.questions[slot.number].key

    async def test_questions_already_used_are_in_the_prompt(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Each line once, however many slots share it."""
        sink.notebook.used = ["سؤال قديم — ٧", "سؤال أقدم — ٨"]
        simulator, provider = sink.model(Options(compose=Author()))

        await sink.fill(provider, slots[:3])

        (received,) = simulator.received
        avoid = suffix_of(received).split("<slots>\n")[0]
        assert "<avoid>\nسؤال قديم — ٧\nسؤال أقدم — ٨\n</avoid>\n" == avoid


class TestStops:
    """L11: a model that stops before it is done, and would do so again."""

    @pytest.mark.parametrize(
        "reason", ["model_context_window_exceeded", "pause_turn", "tool_use", "refusal"]
    )
    async def test_a_stop_that_would_come_again_is_not_asked_for_again(
        self, sink: QuestionSink, slots: list[Slot], reason: str
    ) -> None:
        """One call; the gap says what it was, and the stop what to do about it."""
        stream = [START, {"type": "message_delta", "delta": {"stop_reason": reason}}]
        async with answering(STREAM, *map(event, stream)) as base_url:
            counted = Counted(sink.connect(http.claude(SECRET, base_url)))
            outcome = await sink.fill(counted, slots[:2])

        assert 1 == len(counted.requests)
        assert all(f"claude did not finish: {reason} (" in why[0] for why in outcome.gaps.values())
        assert [True] == [stop.hint != "" for stop in outcome.stops]
        assert [] == outcome.unavailable

    async def test_each_stop_has_a_hint_of_its_own(self) -> None:
        """What helps against one does not help against another."""
        assert len(STOPS) == len({hint for _, hint in STOPS.values()})
        assert not any("later" in hint for _, hint in STOPS.values())

    async def test_the_rest_is_asked_for_after_a_stop_that_left_something(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """It is another request: shorter, and for other questions."""
        fault = parse_fault("max-tokens:after-questions=1")
        simulator, provider = sink.model(Options(), fault)

        outcome = await sink.fill(provider, slots[:3])

        assert [[1, 2, 3], [2, 3], [3]] == asked(simulator, slots)
        assert [1, 2, 3] == sink.notebook.complete
        assert Outcome() == outcome

    async def test_an_answer_without_room_gets_more_once(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Twice as much; what does not fit in that is given up."""
        simulator, provider = sink.model(Options(), parse_fault("max-tokens:after-characters=9"))

        outcome = await sink.fill(provider, slots[:1])

        room, more = (int(str(r.body["max_tokens"])) for r in simulator.received)
        thoughts = ROOM_TO_THINK_TOKENS
        assert 2 * (room - thoughts) == more - thoughts
        assert [1] == list(outcome.gaps)
        assert ["max_tokens"] * 2 == [stop.reason for stop in outcome.stops]

    async def test_a_refusal_in_the_midst_of_an_answer_is_asked_again(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """It was about what was being written; next time that is another question."""
        simulator, provider = sink.model(Options(), parse_fault("refusal@1:after-characters=30"))

        outcome = await sink.fill(provider, slots[:1])

        assert 2 == len(simulator.received)
        assert Outcome() == outcome


class TestReading:
    """Questions that share a text."""

    async def test_a_set_has_one_passage(self, sink: QuestionSink, reading_set: list[Slot]) -> None:
        """It is written once, in one call."""
        simulator, provider = sink.model(Options())

        await sink.fill(provider, reading_set, replace(ONE_CALL, shard_size=1))

        assert 1 == len(simulator.received)
        assert 1 == len(passages(sink.notebook))
        assert [slot.number for slot in reading_set] == sink.notebook.complete

    @pytest.mark.parametrize(
        "fault", ["cut@1:after-questions=1", "empty-choice@1:after-questions=1"]
    )
    async def test_the_rest_of_a_set_is_about_the_same_passage(
        self, sink: QuestionSink, reading_set: list[Slot], fault: str
    ) -> None:
        """What is asked again quotes the text that the first questions are about."""
        simulator, provider = sink.model(Options(), parse_fault(fault))

        outcome = await sink.fill(provider, reading_set)

        (text,) = passages(sink.notebook)
        first, second = simulator.received
        assert {None} == {line.get("passage") for line in lines(first)}
        assert {text} == {line["passage"] for line in lines(second)}
        assert Outcome() == outcome
        assert [slot.number for slot in reading_set] == sink.notebook.complete

    async def test_another_passage_than_the_one_quoted_is_not_taken_over(
        self, sink: QuestionSink, reading_set: list[Slot]
    ) -> None:
        """The text that was handed out first is the text of the set."""
        author = Author(passage="نص أول.")

        def revise(call: int, questions: list[dict[str, Any]]) -> None:
            if call == 1:
                author.passage = "نص أول."
                questions.pop()
            else:
                author.passage = "نص آخر."

        author.revise = revise
        _, provider = sink.model(Options(compose=author))

        await sink.fill(provider, reading_set)

        assert {"نص أول."} == passages(sink.notebook)

    async def test_a_set_without_a_text_is_asked_again(
        self, sink: QuestionSink, reading_set: list[Slot]
    ) -> None:
        """There is nothing to read."""
        author = Author()

        def revise(call: int, _: list[dict[str, Any]]) -> None:
            author.passage = "" if call == 1 else "نص."

        author.revise = revise
        simulator, provider = sink.model(Options(compose=author))

        await sink.fill(provider, reading_set)

        assert 2 == len(simulator.received)
        assert {"نص."} == passages(sink.notebook)


class TestProviders:
    """When providers fail."""

    async def test_when_none_can_answer_the_causes_are_handed_back(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """What others delivered is kept, and what nobody can deliver is not asked again."""
        simulator, provider = sink.model(Options(), parse_fault("overloaded@2-"))
        fallback = Fallback([provider], Pauses().clock, Silence())

        pace = replace(ONE_CALL, shard_size=4)
        outcome = await sink.fill(fallback, slots, pace, is_cache_warm=False)

        assert [1, 2, 3, 4] == sink.notebook.complete
        assert ["claude: overloaded_error (Overloaded)"] == [
            failure.message for failure in outcome.unavailable
        ]
        assert [5, 6, 7, 8] == list(outcome.gaps)
        assert 2 == len(simulator.received)

    async def test_a_wrong_key_ends_it_and_keeps_what_arrived(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """The error is the one that the provider raised, not a group of them."""
        _, provider = sink.model(Options(), parse_fault("unauthorized@2-"))

        await sink.fill(provider, slots[:1])
        with pytest.raises(Unauthorized):
            await sink.fill(provider, slots[1:], PREGENERATION)

        assert [1] == sink.notebook.complete

    async def test_a_wrong_key_of_one_call_costs_nothing_that_others_deliver(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """M12: what seven calls were paid for is stored, then the error is raised."""
        held = Held()
        options = replace(PACED, compose=held.compose, sleep=held.sleep)
        simulator, provider = sink.model(options, parse_fault("unauthorized@3"))

        filling = asyncio.create_task(sink.fill(provider, slots, AWAITED))
        await asyncio.to_thread(held.requests, len(slots) - 1)
        held.let_go.set()

        with pytest.raises(Unauthorized):
            await filling
        assert 7 == len(sink.notebook.complete)
        assert 8 == len(simulator.received)

    async def test_nothing_is_asked_for_after_a_wrong_key(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """M12: what the others left empty would be refused as well."""
        author = Author(revise=lambda _, questions: questions.clear())
        simulator, provider = sink.model(Options(compose=author), parse_fault("unauthorized@1"))

        with pytest.raises(Unauthorized):
            await sink.fill(provider, slots, PREGENERATION, is_cache_warm=False)

        assert 1 == len(simulator.received)

    async def test_nothing_is_asked_for_when_time_does_not_mend_it(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """L05, L15: the second shard of an account without a budget is not tried."""
        simulator, provider = sink.model(Options(), parse_fault("spend-limit"))
        fallback = Fallback([provider], Pauses().clock, Silence())

        outcome = await sink.fill(fallback, slots, PREGENERATION, is_cache_warm=False)

        assert 1 == len(simulator.received)
        assert list(range(1, 9)) == sorted(outcome.gaps)
        assert [SpendLimited] == list(map(type, outcome.unavailable))

    @pytest.mark.parametrize(
        ("pace", "pauses"),
        [
            (AWAITED, [1, 2, 4]),
            (PREFETCH, [1, 2, 4, 8, 16]),
            (PREGENERATION, [1, 2, 4, 8, 16, 32, 60, 60]),
        ],
        ids=["attended", "prefetch", "unattended"],
    )
    @pytest.mark.parametrize("fault", ["error-event", "cut"])
    async def test_what_breaks_off_is_asked_for_again_after_growing_pauses(
        self, sink: QuestionSink, slots: list[Slot], pace: Pace, pauses: list[float], fault: str
    ) -> None:
        """S5: once more than there are pauses, then no provider could answer."""
        simulator, provider = sink.model(Options(), parse_fault(f"{fault}:after-characters=0"))
        slept = Pauses()
        fallback = Fallback([provider], slept.clock, Silence(), pace.patience, lambda: 0.0)

        outcome = await sink.fill(fallback, slots[:1], pace)

        assert pauses == slept.seconds
        assert 1 + len(pauses) == len(simulator.received) == len(outcome.unavailable)

    async def test_a_run_that_nobody_waits_for_survives_many_breaks(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """S5: one call in two breaks off, and nothing is missing in the end."""
        faults = parse_fault("cut@50%:after-questions=0")
        simulator, provider = sink.model(Options(), faults)
        fallback = Fallback([provider], Pauses().clock, Silence(), PREGENERATION.patience)

        outcome = await sink.fill(fallback, slots, replace(PREGENERATION, shard_size=2))

        assert list(range(1, 9)) == sink.notebook.complete
        assert Outcome() == outcome
        assert 4 < len(simulator.received)

    @pytest.mark.parametrize("answers", ["not JSON", "figure"])
    async def test_a_model_that_cannot_do_the_task_is_not_a_provider_that_is_down(
        self, sink: QuestionSink, slots: list[Slot], answers: str
    ) -> None:
        """M10: answers came, so nobody is unavailable."""
        prose = Written("Sure! Here are your questions.")
        options = Options(compose=lambda _slots, _avoid: prose) if " " in answers else Options()
        faults = [] if " " in answers else [parse_fault(answers)]
        simulator, provider = sink.model(options, *faults)
        fallback = Fallback([provider], Pauses().clock, Silence())

        outcome = await sink.fill(fallback, slots[:1])

        assert 1 + REASKS == len(simulator.received)
        assert [1] == list(outcome.gaps)
        assert [] == outcome.unavailable

    async def test_the_other_provider_is_asked_after_two_breaks(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """For the slots that are still empty, and the question says who wrote it."""
        broken, first = sink.model(Options(), parse_fault("cut:after-questions=1"))
        spare = sink.serve(Options(dialect="openrouter"))
        second = sink.connect(http.openrouter(SECRET, f"{spare.base_url}/api"))

        await sink.fill(Fallback([first, second], Pauses().clock, Silence()), slots[:4])

        assert [[1, 2, 3, 4], [2, 3, 4]] == asked(broken, slots)
        assert [[3, 4]] == asked(spare, slots)
        writers = [origin.provider for origin in sink.notebook.origins]
        assert ["claude", "claude", "openrouter", "openrouter"] == writers

    async def test_a_gap_names_the_provider_that_left_it(
        self, sink: QuestionSink, slots: list[Slot]
    ) -> None:
        """Each in its turn, not always the first."""
        _, first = sink.model(Options(), parse_fault("cut:after-questions=0"))
        spare = sink.serve(
            Options(dialect="openrouter", faults=[parse_fault("refusal:after-questions=0")])
        )
        second = sink.connect(http.openrouter(SECRET, f"{spare.base_url}/api"))

        fallback = Fallback([first, second], Pauses().clock, Silence())
        outcome = await sink.fill(fallback, slots[:1])

        assert (
            *["claude: the connection broke half-way"] * 2,
            *["openrouter did not finish: refusal (Scripted refusal.)"] * 2,
        ) == outcome.gaps[1]


def passages(notebook: Notebook) -> set[str]:
    """The texts that the questions are about."""
    return {q.passage.text if q.passage else "" for q in notebook.questions.values()}
