"""What the plan promises for any blueprint: drawn ones, small and lopsided, not only ours."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examcli.exam.apportionment import apportioned
from examcli.exam.blueprint import Blueprint
from examcli.exam.blueprint.parts import BATCH_SIZE
from examcli.exam.plan import LEVELS, Plan, plan_exam
from examcli.exam.question import Difficulty

SEEDS = st.integers(0, 2**31)
EXAMPLE = {
    "topic": "t0",
    "subtopic": "s0",
    "difficulty": "easy",
    "stem": "What is two and two?",
    "key": "4",
    "distractors": ["3", "5", "22"],
    "explanation": "Two and two make 4.",
}


@dataclass(frozen=True)
class Drawn:
    """A drawn blueprint and one of its plans."""

    blueprint: Blueprint
    plan: Plan
    seed: int

    def offers(self, topic: str, subtopic: str) -> int:
        """How many different scenarios a subtopic has at one level."""
        found = self.blueprint.topic(topic).subtopic(subtopic)
        return len(self.blueprint.scenery.contexts) if found.setting == "context" else 1


@st.composite
def subtopics(draw: st.DrawFn) -> list[dict[str, Any]]:
    """From one to six, some with scenery, some that must come, some of another kind."""
    return [
        {
            "id": f"s{number}",
            "title": f"Subtopic {number}",
            "setting": draw(st.sampled_from(["none", "context"])),
            "kind": draw(st.sampled_from(["", "", "comparison"])),
            "required": draw(st.integers(0, 4)) == 0,
            "weight": draw(st.sampled_from([1, 1, 2, 0.5])),
        }
        for number in range(draw(st.integers(1, 6)))
    ]


@st.composite
def mixes(draw: st.DrawFn) -> dict[str, int]:
    """Three shares of a hundred, some of them none."""
    easy = draw(st.integers(0, 100))
    medium = draw(st.integers(0, 100 - easy))
    return {"easy": easy, "medium": medium, "hard": 100 - easy - medium}


@st.composite
def exams(draw: st.DrawFn) -> Drawn:
    """One section of single questions, by counts or by weights, and perhaps one with passages."""
    topics = [
        {"id": f"t{n}", "section": "one", "title": f"T{n}", "kind": "choice", "subtopics": s}
        for n, s in enumerate(draw(st.lists(subtopics(), min_size=1, max_size=4)))
    ]
    counts = {topic["id"]: draw(st.integers(1, 9)) for topic in topics}
    single: dict[str, Any] = {"section": "one", "topics": counts}
    if draw(st.booleans()):
        single["size"] = draw(st.integers(1, 30))
    stretches = [single]
    document = _document(topics, stretches, draw(mixes()), draw(st.integers(1, 4)))
    if draw(st.booleans()):
        _add_reading(document, draw(st.integers(3, 20)))
    blueprint = Blueprint.model_validate(document)
    seed = draw(SEEDS)
    return Drawn(blueprint, plan_exam(blueprint, "main", seed), seed)


@given(exams())
@settings(deadline=None)
def test_every_count_and_share_is_met(drawn: Drawn) -> None:
    """Counts exactly; weights by largest remainder."""
    for stretch in drawn.blueprint.track("main").stretches:
        wanted = stretch.counts
        slots = [s for s in drawn.plan.slots if s.labels.section == stretch.section]
        assert Counter(slot.labels.topic for slot in slots) == wanted
        if stretch.size:
            assert len(slots) == stretch.size


@given(exams())
@settings(deadline=None)
def test_every_topic_has_its_share_of_each_level(drawn: Drawn) -> None:
    """Within one question in every topic; over a section as near as whole questions allow."""
    mix = drawn.blueprint.difficulty
    shares = [getattr(mix, level.value) for level in LEVELS]
    for stretch in drawn.blueprint.track("main").stretches:
        slots = [s for s in drawn.plan.slots if s.labels.section == stretch.section]
        levels = Counter(slot.labels.difficulty for slot in slots)
        assert [levels[level] for level in LEVELS] == apportioned(len(slots), shares)
        for topic, count in stretch.counts.items():
            found = Counter(s.labels.difficulty for s in slots if s.labels.topic == topic)
            for level, share in zip(LEVELS, shares, strict=True):
                assert abs(found[level] - count * share / 100) <= 1 + 1e-9


@given(exams())
@settings(deadline=None)
def test_nothing_is_ordered_twice_while_there_is_something_else(drawn: Drawn) -> None:
    """A subtopic at a level comes again only when no subtopic of its topic has any left."""
    ordered = Counter(
        (s.labels.topic, s.labels.subtopic, s.labels.difficulty, s.setting)
        for s in drawn.plan.slots
        if not s.passage
    )
    for (topic, _, level, _), times in ordered.items():
        if times > 1:
            assert _is_exhausted(drawn, topic, level)


@given(exams())
@settings(deadline=None)
def test_reading_sets_are_whole(drawn: Drawn) -> None:
    """Three to five questions about one passage, together in one batch, each of another kind."""
    for passage, members in groupby(drawn.plan.slots, key=lambda slot: slot.passage):
        together = list(members)
        if not passage:
            continue
        batches = {drawn.plan.batch_at(slot.number).index for slot in together}
        assert len(batches) == len({slot.setting for slot in together}) == 1
        assert len({slot.labels.subtopic for slot in together}) == len(together)
        assert 3 <= len(together) <= 5


@given(exams())
@settings(deadline=None)
def test_required_subtopics_come_as_far_as_there_is_room(drawn: Drawn) -> None:
    """All of them when the topic has questions enough, else as many as it has questions."""
    used = {(slot.labels.topic, slot.labels.subtopic) for slot in drawn.plan.slots}
    counts = Counter(slot.labels.topic for slot in drawn.plan.slots if not slot.passage)
    for topic in drawn.blueprint.topics:
        required = {(topic.id, each.id) for each in topic.subtopics if each.required}
        assert len(required & used) >= min(len(required), counts[topic.id])


@given(exams())
@settings(deadline=None)
def test_batches_cover_the_slots(drawn: Drawn) -> None:
    """Numbered through, without gaps, none larger than ten."""
    positions = [position for batch in drawn.plan.batches for position in batch.positions]
    assert positions == [slot.number for slot in drawn.plan.slots]
    assert all(1 <= batch.size <= BATCH_SIZE for batch in drawn.plan.batches)
    assert len({slot.variant for slot in drawn.plan.slots}) == drawn.plan.total


@given(exams())
@settings(deadline=None)
def test_a_seed_is_a_plan(drawn: Drawn) -> None:
    """The same blueprint and seed give the same plan, also after a way through the store."""
    assert plan_exam(drawn.blueprint, "main", drawn.seed) == drawn.plan
    assert Plan.from_json(drawn.plan.as_json()) == drawn.plan


def _is_exhausted(drawn: Drawn, topic: str, level: Difficulty) -> bool:
    """Whether every subtopic of a topic has been ordered at a level in all its scenarios."""
    used = Counter(
        s.labels.subtopic
        for s in drawn.plan.slots
        if s.labels.topic == topic and s.labels.difficulty is level
    )
    return all(
        used[each.id] >= drawn.offers(topic, each.id)
        for each in drawn.blueprint.topic(topic).subtopics
    )


def _document(
    topics: list[dict[str, Any]],
    stretches: list[dict[str, Any]],
    mix: dict[str, int],
    contexts: int,
) -> dict[str, Any]:
    return {
        "id": "drawn",
        "title": "Drawn",
        "language": "en",
        "minutes": 30,
        "source": "drawn by a test",
        "difficulty": mix,
        "sections": [{"id": "one", "short": "one", "title": "One"}],
        "topics": topics,
        "tracks": {"main": {"title": "Main", "stretches": stretches}},
        "kinds": {
            "choice": {"title": "Choice", "rules": "One answer."},
            "comparison": {
                "title": "Comparison",
                "rules": "Fixed.",
                "choices": ["First", "Second", "Equal", "Unknown"],
            },
        },
        "scenery": {
            "people": ["Ada", "Ben"],
            "cities": ["Oslo"],
            "contexts": [f"context {number}" for number in range(contexts)],
        },
        "prompt": {"role": "r", "rules": "r", "answer": "a", "examples": [EXAMPLE]},
    }


def _add_reading(document: dict[str, Any], count: int) -> None:
    """A section about passages, in batches of ten as long as they last."""
    names = ["idea", "detail", "word", "tone", "order"]
    document["sections"].append({"id": "text", "short": "text", "title": "Text"})
    document["kinds"]["reading"] = {"title": "Reading", "rules": "From the text."}
    document["topics"].append(
        {
            "id": "reading",
            "section": "text",
            "title": "Reading",
            "kind": "reading",
            "subtopics": [{"id": name, "title": name} for name in names],
        }
    )
    document["reading"] = {
        "kind": "reading",
        "largest_set": 5,
        "patterns": [names, names[::-1]],
        "subjects": ["sea", "sky", "trade"],
    }
    document["tracks"]["main"]["stretches"].append(
        {"section": "text", "topics": {"reading": count}}
    )
