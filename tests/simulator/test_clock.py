"""Simulated time."""

import asyncio
from datetime import UTC, datetime, timedelta

from examcli.simulator.clock import Clock

START = datetime(2026, 11, 23, tzinfo=UTC)


class FakeTime:
    """Real time that only passes when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def clock_at(time: FakeTime, speed: float) -> Clock:
    return Clock(lambda: START, time.monotonic, time.sleep, speed)


def test_simulated_time_runs_speed_times_faster() -> None:
    """Ten real seconds at speed 6 are a simulated minute, on the clock and on the calendar.

    [simulator].
    """
    time = FakeTime()
    clock = clock_at(time, speed=6)
    time.seconds += 10
    assert clock.seconds() == 60
    assert clock.now() == START + timedelta(minutes=1)


def test_time_can_be_skipped() -> None:
    """`advance` lets an hour pass without anybody waiting [simulator]."""
    clock = clock_at(FakeTime(), speed=1)
    clock.advance(3600)
    assert clock.seconds() == 3600


def test_waits_are_divided_by_the_speed() -> None:
    """Until twelve simulated seconds it takes two real ones at speed 6 [simulator]."""
    time = FakeTime()
    asyncio.run(clock_at(time, speed=6).wait_until(12))
    assert time.slept == [2]


def test_a_deadline_in_the_past_is_not_waited_for() -> None:
    """No sleep at all, not even of zero seconds [simulator]."""
    time = FakeTime()
    clock = clock_at(time, speed=1)
    clock.advance(5)
    asyncio.run(clock.wait_until(4))
    assert time.slept == []
