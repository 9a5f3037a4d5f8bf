"""The plan: every question's place, topic, level, scenery and key place, before any is written."""

import doctest
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examcli.exam import apportionment
from examcli.exam.apportionment import apportioned, rounded_table
from examcli.exam.blueprint import embedded
from examcli.exam.plan import (
    LEVELS,
    Batch,
    Plan,
    PracticeWish,
    Slot,
    plan_exam,
    plan_practice,
)
from examcli.exam.question import Difficulty

GAT = embedded("gat")
TRACKS = st.sampled_from(sorted(GAT.tracks))
SEEDS = st.integers(0, 2**31)
SIZES = st.integers(1, 10)
MIX = dict(zip(LEVELS, (0.30, 0.50, 0.20), strict=True))
DESIGNED = {
    "scientific": [10, 10, 10, 10, 10, 7, 10, 10, 10, 9],
    "literary": [10, 10, 9, 10, 10, 10, 10, 10, 10, 7],
}
SECTION_SIZES = {
    "scientific": {"quantitative": 57, "verbal": 39},
    "literary": {"quantitative": 29, "verbal": 67},
}


@st.composite
def exams(draw: st.DrawFn) -> tuple[str, Plan]:
    """Any track, any seed, the blueprint's batches or any size of one's own."""
    track = draw(TRACKS)
    return track, plan_exam(GAT, track, draw(SEEDS), draw(st.integers(0, 10)))


@st.composite
def wishes(draw: st.DrawFn) -> PracticeWish:
    """Any practice that the command line allows."""
    section = draw(st.sampled_from([section.id for section in GAT.sections]))
    topics = [topic.id for topic in GAT.topics if topic.section == section]
    size = draw(SIZES)
    return PracticeWish(
        section=section,
        topic=draw(st.sampled_from(["", *topics])),
        difficulty=draw(st.sampled_from([None, *LEVELS])),
        batch_size=size,
        total=max(size, draw(st.integers(1, 100))),
    )


def test_the_examples_in_the_documentation_hold() -> None:
    """What the docstrings of the room say is what it does."""
    assert doctest.testmod(apportionment).failed == 0


@pytest.mark.parametrize("track", sorted(DESIGNED))
def test_the_batches_of_the_design(track: str) -> None:
    """Without a wish of one's own the batches are those of the blueprint."""
    plan = plan_exam(GAT, track, seed=1)
    assert [batch.size for batch in plan.batches] == DESIGNED[track]
    assert plan.total == 96


@given(exams())
@settings(deadline=None)
def test_every_count_is_met(exam: tuple[str, Plan]) -> None:
    """Questions by section and topic are exactly those of the blueprint, at any batch size."""
    track, plan = exam
    assert Counter(slot.labels.section for slot in plan.slots) == SECTION_SIZES[track]
    assert Counter(slot.labels.topic for slot in plan.slots) == {
        topic: count
        for stretch in GAT.track(track).stretches
        for topic, count in stretch.counts.items()
    }


@given(exams())
@settings(deadline=None)
def test_the_difficulty_mix_holds(exam: tuple[str, Plan]) -> None:
    """30/50/20 within two questions over the exam, and within one in every topic."""
    _, plan = exam
    _assert_mix(plan, MIX)
    over_all = Counter(slot.labels.difficulty for slot in plan.slots)
    assert {level: over_all[level] for level in LEVELS} == {
        level: pytest.approx(96 * share, abs=2) for level, share in MIX.items()
    }


@given(exams())
@settings(deadline=None)
def test_no_two_questions_are_ordered_alike(exam: tuple[str, Plan]) -> None:
    """Subtopic, level and setting together are different in every slot; so is the variant."""
    _, plan = exam
    assert (
        _repeats(
            (s.labels.topic, s.labels.subtopic, s.labels.difficulty, s.setting) for s in plan.slots
        )
        == []
    )
    assert _repeats(slot.variant for slot in plan.slots) == []


@given(exams())
@settings(deadline=None)
def test_subtopics_repeat_only_when_a_topic_runs_out_of_them(exam: tuple[str, Plan]) -> None:
    """A topic uses all of its subtopics before it uses one twice; reading has passages instead."""
    _, plan = exam
    singles = [slot for slot in plan.slots if not slot.passage]
    used = Counter((slot.labels.topic, slot.labels.subtopic) for slot in singles)
    sizes = Counter(slot.labels.topic for slot in singles)
    too_often = [
        name
        for (topic, name), times in used.items()
        if times > -(-sizes[topic] // len(GAT.topic(topic).subtopics))
    ]
    assert too_often == []


@given(exams())
@settings(deadline=None)
def test_required_subtopics_are_always_there(exam: tuple[str, Plan]) -> None:
    """Comparisons, for one, are never left out by chance."""
    _, plan = exam
    required = {
        (topic.id, subtopic.id)
        for topic in GAT.topics
        for subtopic in topic.subtopics
        if subtopic.required
    }
    assert required <= {(slot.labels.topic, slot.labels.subtopic) for slot in plan.slots}
    assert len(required) == 3


@given(exams())
@settings(deadline=None)
def test_slots_and_batches_follow_each_other(exam: tuple[str, Plan]) -> None:
    """Slots are numbered through, batches cover them without gap, none mixes sections."""
    _assert_laid_out(exam[1])


@given(exams())
@settings(deadline=None)
def test_a_reading_set_is_never_torn(exam: tuple[str, Plan]) -> None:
    """Questions about one passage follow each other in one batch and share its subject."""
    _assert_reading(exam[1])


@given(exams())
@settings(deadline=None)
def test_scenery_goes_where_it_is_needed(exam: tuple[str, Plan]) -> None:
    """A subtopic with a context gets setting, person and city; a bare one gets none."""
    for slot in exam[1].slots:
        topic = GAT.topic(slot.labels.topic)
        subtopic = topic.subtopic(slot.labels.subtopic)
        scenery = (slot.setting, slot.person, slot.city)
        if subtopic.setting == "context":
            assert slot.setting in GAT.scenery.contexts
            assert slot.person in GAT.scenery.people
            assert slot.city in GAT.scenery.cities
        else:
            assert scenery[1:] == ("", "")
            assert (slot.setting == "") == (slot.passage == 0)
        assert slot.labels.kind == GAT.kind(topic, subtopic)
        assert slot.labels.section == topic.section


@given(TRACKS, SEEDS, st.integers(0, 10))
@settings(deadline=None)
def test_a_seed_is_a_plan(track: str, seed: int, size: int) -> None:
    """The same blueprint, track, seed and batch size always give the same plan."""
    assert plan_exam(GAT, track, seed, size) == plan_exam(GAT, track, seed, size)


def test_another_seed_is_another_plan() -> None:
    """Twenty seeds on two tracks are forty different exams."""
    plans = {plan_exam(GAT, track, seed).slots for track in GAT.tracks for seed in range(20)}
    assert len(plans) == 40


@given(exams())
@settings(deadline=None)
def test_a_stored_plan_comes_back_the_same(exam: tuple[str, Plan]) -> None:
    """The store keeps the plan as text, and nothing of it is lost."""
    assert Plan.from_json(exam[1].as_json()) == exam[1]


def test_keys_are_spread_evenly() -> None:
    """Over many exams each place has a quarter of the keys (chi-square, 3 degrees, p = 0.001)."""
    places = Counter(
        slot.key_place
        for track in GAT.tracks
        for seed in range(50)
        for slot in plan_exam(GAT, track, seed).slots
    )
    expected = places.total() / 4
    assert sorted(places) == [0, 1, 2, 3]
    assert sum((count - expected) ** 2 / expected for count in places.values()) < 16.27


@given(wishes(), SEEDS)
@settings(deadline=None)
def test_practice_is_what_was_wished(wish: PracticeWish, seed: int) -> None:
    """Section, topic, level, total and batch size are the student's, and nothing else is in it."""
    plan = plan_practice(GAT, wish, seed)
    assert plan.total == wish.total
    assert {batch.size for batch in plan.batches[:-1]} <= {wish.batch_size}
    assert 1 <= plan.batches[-1].size <= wish.batch_size
    assert {slot.labels.section for slot in plan.slots} == {wish.section}
    if wish.topic:
        assert {slot.labels.topic for slot in plan.slots} == {wish.topic}
    if wish.difficulty:
        assert {slot.labels.difficulty for slot in plan.slots} == {wish.difficulty}
    _assert_laid_out(plan)
    _assert_reading(plan)


@given(wishes(), SEEDS)
@settings(deadline=None)
def test_practice_of_a_section_spreads_over_its_topics(wish: PracticeWish, seed: int) -> None:
    """Without a topic every topic has the same share, or one question more than another."""
    plan = plan_practice(GAT, wish, seed)
    chosen = [wish.topic] if wish.topic else [t.id for t in GAT.topics if t.section == wish.section]
    shares = Counter(slot.labels.topic for slot in plan.slots)
    sizes = [shares[topic] for topic in chosen]
    assert sum(sizes) == wish.total
    assert max(sizes) - min(sizes) <= 1


@given(wishes().filter(lambda wish: wish.difficulty is None), SEEDS)
@settings(deadline=None)
def test_practice_without_a_level_has_the_mix(wish: PracticeWish, seed: int) -> None:
    """Each topic's levels are within one question of 30/50/20."""
    _assert_mix(plan_practice(GAT, wish, seed), MIX)


@given(wishes(), SEEDS)
@settings(deadline=None)
def test_practice_repeats_no_order_while_there_are_others(wish: PracticeWish, seed: int) -> None:
    """Variants always differ, subtopics while there are enough; a seed is a plan here too."""
    plan = plan_practice(GAT, wish, seed)
    assert plan == plan_practice(GAT, wish, seed)
    assert _repeats(slot.variant for slot in plan.slots) == []
    for topic, count in Counter(s.labels.topic for s in plan.slots if not s.passage).items():
        if count <= len(GAT.topic(topic).subtopics):
            subtopics = [s.labels.subtopic for s in plan.slots if s.labels.topic == topic]
            assert _repeats(subtopics) == []


@given(wishes().filter(lambda wish: wish.topic != ""), SEEDS)
@settings(deadline=None)
def test_practice_asks_nothing_twice_while_the_topic_has_more(
    wish: PracticeWish, seed: int
) -> None:
    """At each level every pair of subtopic and context is used before one comes again."""
    topic = GAT.topic(wish.topic)
    contexts = len(GAT.scenery.contexts)
    supply = sum(contexts if each.setting == "context" else 1 for each in topic.subtopics)
    slots = [slot for slot in plan_practice(GAT, wish, seed).slots if not slot.passage]
    for level, count in Counter(slot.labels.difficulty for slot in slots).items():
        if count <= supply:
            at = [slot for slot in slots if slot.labels.difficulty == level]
            assert _repeats((slot.labels.subtopic, slot.setting) for slot in at) == []


@pytest.mark.parametrize(
    ("size", "due"), [(10, 7), (9, 7), (7, 5), (5, 4), (4, 3), (3, 3), (2, 2), (1, 1)]
)
def test_prefetch_counts_on_the_real_batch(size: int, due: int) -> None:
    """70 % of the batch, rounded up: of 7 the fifth question, of 5 the fourth."""
    batch = Batch(index=6, section="quantitative", first=51, size=size)
    places = [place for place in range(1, size + 1) if batch.is_prefetch_due(50 + place, 0.7)]
    assert places == list(range(due, size + 1))


@given(SIZES, st.floats(0.001, 1))
def test_prefetch_is_due_at_the_last_question_at_the_latest(size: int, threshold: float) -> None:
    """Whatever the threshold, no batch is left without a next one, and none starts it early."""
    batch = Batch(index=1, section="verbal", first=58, size=size)
    assert batch.is_prefetch_due(batch.last, threshold)
    assert not batch.is_prefetch_due(batch.first - 1, threshold)


@pytest.mark.parametrize("size", range(1, 11))
def test_a_threshold_in_hundredths_is_kept_to_exactly(size: int) -> None:
    """No rounding of a product of floats moves the question at which the next batch is due."""
    batch = Batch(index=1, section="verbal", first=1, size=size)
    for percent in range(1, 101):
        due = -(-percent * size // 100)
        assert batch.is_prefetch_due(due, percent / 100)
        assert not batch.is_prefetch_due(due - 1, percent / 100)


def test_positions_find_their_batch() -> None:
    """Every position is in exactly the batch that holds it."""
    plan = plan_exam(GAT, "scientific", seed=1)
    for batch in plan.batches:
        assert plan.batch(batch.index) is batch
        assert {plan.batch_at(position).index for position in batch.positions} == {batch.index}


@given(
    st.integers(0, 200),
    st.lists(st.floats(0, 100), min_size=1, max_size=8).filter(lambda weights: sum(weights) > 0.1),
)
def test_shares_are_whole_and_add_up(total: int, weights: list[float]) -> None:
    """Each share is its exact value rounded down or up, and together they are the total."""
    shares = apportioned(total, weights)
    exact = [total * weight / sum(weights) for weight in weights]
    assert sum(shares) == total
    assert all(abs(share - value) < 1 + 1e-6 for share, value in zip(shares, exact, strict=True))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=7), st.integers(1, 99))
@settings(deadline=None)
def test_a_table_meets_its_rows_and_columns(rows: list[int], easy: int) -> None:
    """Controlled rounding: sums hold exactly, every cell is next to its proportional value."""
    weights = (easy, 100 - easy, 20)
    table = rounded_table(rows, weights)
    assert [sum(row) for row in table] == rows
    assert [sum(column) for column in zip(*table, strict=True)] == apportioned(sum(rows), weights)
    assert all(
        abs(cell - row * weight / 120) < 1
        for row, cells in zip(rows, table, strict=True)
        for weight, cell in zip(weights, cells, strict=True)
    )


def _assert_mix(plan: Plan, mix: dict[Difficulty, float]) -> None:
    """Each topic's share of each level is within one question of the mix."""
    sizes = Counter(slot.labels.topic for slot in plan.slots)
    cells = Counter((slot.labels.topic, slot.labels.difficulty) for slot in plan.slots)
    off = [
        (topic, level, cells[topic, level])
        for topic, size in sizes.items()
        for level, share in mix.items()
        if abs(cells[topic, level] - size * share) > 1 + 1e-9
    ]
    assert off == []


def _assert_laid_out(plan: Plan) -> None:
    assert [slot.number for slot in plan.slots] == list(range(1, plan.total + 1))
    assert [batch.index for batch in plan.batches] == list(range(1, len(plan.batches) + 1))
    positions = [position for batch in plan.batches for position in batch.positions]
    assert positions == list(range(1, plan.total + 1))
    for batch in plan.batches:
        assert {slot.labels.section for slot in _in(plan, batch)} == {batch.section}


def _assert_reading(plan: Plan) -> None:
    """Sets are numbered in order, each in one batch, with one subject, in one of our patterns."""
    assert GAT.reading is not None
    runs = [
        (passage, list(slots))
        for batch in plan.batches
        for passage, slots in groupby(_in(plan, batch), key=lambda slot: slot.passage)
        if passage
    ]
    numbers = [passage for passage, _ in runs]
    assert numbers == list(range(1, len(runs) + 1))
    for _, slots in runs:
        names = [slot.labels.subtopic for slot in slots]
        assert len(names) <= GAT.reading.largest_set
        assert names in [pattern[: len(names)] for pattern in GAT.reading.patterns]
        assert len({slot.setting for slot in slots} & set(GAT.reading.subjects)) == 1
    assert {slot.passage > 0 for slot in plan.slots if slot.labels.kind == "reading"} <= {True}
    assert _repeats([slots[0].setting for _, slots in runs][: len(GAT.reading.subjects)]) == []


def _in(plan: Plan, batch: Batch) -> list[Slot]:
    return [slot for slot in plan.slots if slot.number in batch.positions]


def _repeats(keys: Iterable[object]) -> list[object]:
    return [key for key, times in Counter(keys).items() if times > 1]
