"""Which calls are asked a second time, and what becomes of the first."""

import asyncio
from dataclasses import dataclass

import pytest

from examcli.clock import Clock
from examcli.generation.racing import Call, RaceLimits, Stragglers, raced

LIMITS = RaceLimits(home_share=0.9, raced_share=0.05)


@dataclass
class Watch:
    """Time that passes only while somebody sleeps."""

    seconds: float = 0.0

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        self.seconds += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        """This time."""
        return Clock(monotonic=lambda: self.seconds, sleep=self.sleep)


async def settled() -> None:
    """Let everything run that can."""
    for _ in range(10):
        await asyncio.sleep(0)


class TestStragglers:
    """A call lags once most are home and it took longer than half of them."""

    @pytest.mark.parametrize(("home", "lagging"), [(35, 0), (36, 2), (37, 2)])
    async def test_a_twentieth_may_be_raced_once_nine_tenths_are_home(
        self, home: int, lagging: int
    ) -> None:
        """Of forty calls two, however many lag."""
        watch = Watch(seconds=4.0)
        stragglers = Stragglers(40, LIMITS, watch.clock)
        for _ in range(home):
            stragglers.note_home(begun_at=0.0)

        waiting = [asyncio.create_task(stragglers.lag(0.0)) for _ in range(3)]
        await settled()

        assert lagging == sum(task.done() for task in waiting)
        for task in waiting:
            task.cancel()

    async def test_a_young_call_is_given_the_time_that_others_took(self) -> None:
        """One that began at 9 s, where half took 4 s or less, lags at 13 s."""
        watch = Watch(seconds=10.0)
        stragglers = Stragglers(20, LIMITS, watch.clock)
        for took_seconds in (*[1.0] * 9, 4.0, 4.0, *[8.0] * 9):
            stragglers.note_home(begun_at=10.0 - took_seconds)

        await stragglers.lag(9.0)

        assert 13.0 == watch.seconds


def unwanted() -> Call:
    """No rival is wanted."""
    raise AssertionError("nobody asked for a rival")


class TestRaced:
    """The first that ends well counts."""

    async def ends(self) -> None:
        """A call that is answered."""

    async def fails(self) -> None:
        """A call that is not."""
        raise ValueError("broken")

    async def hangs(self) -> None:
        """A call that is never answered."""
        await asyncio.Event().wait()

    async def test_a_call_that_never_lags_has_no_rival(self) -> None:
        """Its failure is its own, too."""
        await raced(self.ends(), unwanted, self.hangs())
        with pytest.raises(ValueError, match="broken"):
            await raced(self.fails(), unwanted, self.hangs())

    async def test_a_rival_saves_a_call_that_hangs(self) -> None:
        """The other is cut off."""
        await raced(self.hangs(), self.ends, self.ends())

    async def test_a_rival_that_fails_changes_nothing(self) -> None:
        """The call goes on, and is answered later."""
        answer = asyncio.Event()

        async def late() -> None:
            await answer.wait()

        racing = asyncio.create_task(raced(late(), self.fails, self.ends()))
        await settled()
        assert not racing.done()
        answer.set()
        await racing

    async def test_a_race_that_is_given_up_leaves_nothing_running(self) -> None:
        """Whoever is cancelled cancels both."""
        racing = asyncio.create_task(raced(self.hangs(), self.hangs, self.ends()))
        await settled()
        before = len(asyncio.all_tasks())
        racing.cancel()
        await asyncio.gather(racing, return_exceptions=True)
        assert before - 3 == len(asyncio.all_tasks())
