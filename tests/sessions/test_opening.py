"""New sessions: one builder for each kind, whoever opens them."""

import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from examcli.errors import UsageInvalid
from examcli.exam.blueprint import Blueprint, embedded
from examcli.exam.plan import PracticeWish, plan_exam, plan_practice
from examcli.exam.question import Difficulty
from examcli.sessions.opening import LARGEST_SEED, Opening, new_exam, new_practice

GAT = embedded("gat")
ALGEBRA = PracticeWish("", "algebra", Difficulty.HARD, batch_size=5, total=12)


def opening(blueprint: Blueprint = GAT, seed: int | None = 7) -> Opening:
    """An opening at a fixed moment, with reproducible draws."""
    noon_in_riyadh = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=3)))
    return Opening(blueprint=blueprint, begun_at=noon_in_riyadh, draw=random.Random(1), seed=seed)


class TestExams:
    def test_a_new_exam_is_the_plan_of_its_seed(self) -> None:
        """Nothing is generated yet, and the plan is the one that anybody gets for the seed."""
        record = new_exam(opening(), "scientific")

        assert plan_exam(GAT, "scientific", 7) == record.plan
        assert ("exam", "scientific", 7, 96) == (
            record.kind, record.track, record.seed, record.total_questions,
        )  # fmt: skip
        assert (GAT.digest, 0, 1) == (record.blueprint, record.generated_batches, record.position)

    def test_times_are_in_utc(self) -> None:
        """Whatever the clock of the machine is set to."""
        record = new_exam(opening(), "scientific")

        assert "2026-01-01T09:00:00.000+00:00" == record.created_at == record.updated_at

    def test_batches_of_another_size(self) -> None:
        """Ten is the blueprint's own layout, anything else is laid out anew."""
        sizes = [batch.size for batch in new_exam(opening(), "scientific", 4).plan.batches]

        assert [10, 10, 10, 10, 10, 7, 10, 10, 10, 9] == [
            batch.size for batch in new_exam(opening(), "scientific", 10).plan.batches
        ]
        assert 4 == max(sizes)

    def test_a_track_that_is_the_only_one_need_not_be_named(self) -> None:
        """Where there are several, it must be."""
        blueprint = embedded("statistics")
        (only,) = blueprint.tracks

        assert only == new_exam(opening(blueprint), "").track
        with pytest.raises(UsageInvalid, match="several tracks"):
            new_exam(opening(), "")


class TestPractice:
    def test_the_topic_implies_the_section(self) -> None:
        """The record says what was wished for, the plan is that of the seed."""
        record = new_practice(opening(), ALGEBRA)

        wish = replace(ALGEBRA, section="quantitative")
        assert plan_practice(GAT, wish, 7) == record.plan
        assert ("practice", "quantitative", "algebra", "hard", 5) == (
            record.kind, record.section, record.topic, record.difficulty, record.batch_size,
        )  # fmt: skip

    def test_a_section_that_contradicts_the_topic(self) -> None:
        """Neither is silently dropped."""
        with pytest.raises(UsageInvalid, match="`algebra` is a topic of `quantitative`"):
            new_practice(opening(), replace(ALGEBRA, section="verbal"))


class TestSeeds:
    def test_a_seed_that_nobody_named_is_drawn(self) -> None:
        """And kept, so that the same exam can be planned again."""
        record = new_exam(opening(seed=None), "scientific")

        assert plan_exam(GAT, "scientific", record.seed) == record.plan

    @pytest.mark.parametrize("seed", [-1, LARGEST_SEED + 1])
    def test_a_seed_that_cannot_be_stored(self, seed: int) -> None:
        """It is refused before anything is paid for."""
        with pytest.raises(UsageInvalid, match="out of range"):
            new_practice(opening(seed=seed), ALGEBRA)


def test_ids_are_drawn_not_derived() -> None:
    """Two exams of one seed are two exams."""
    same = opening()

    assert new_exam(same, "scientific").id != new_exam(same, "scientific").id
