"""How much a service is asked at once: pure state, moved clocks."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examcli.providers.bucket import REFILL_SHARE, TokenBucket
from examcli.providers.congestion import (
    FIRST_RATE,
    FIRST_WINDOW,
    INFORMED_WINDOW,
    LARGEST_WINDOW,
    MEMORY_SECONDS,
    Ramp,
    Window,
)
from examcli.providers.limit_headers import Told, limits_told

SECONDS = st.floats(0, 3_600)
AMOUNTS = st.floats(0, 100_000)


def sizes(window: Window, rounds: int) -> list[int]:
    """The window after each of some round trips in which all of it was in use."""
    seen = []
    for now in range(rounds):
        window.begun(sent_at=float(now), in_flight=window.size, now=float(now))
        seen.append(window.size)
    return seen


def test_a_window_doubles_every_round_trip_at_first() -> None:
    """Up to the connections that there are."""
    assert sizes(Window(), 7) == [8, 16, 32, 64, 128, 200, LARGEST_WINDOW]


def test_a_window_grows_once_a_round_trip() -> None:
    """Of four requests sent together, whose answers begin one after another, the first counts."""
    window = Window()
    for milliseconds in range(4):
        window.begun(sent_at=0.0, in_flight=FIRST_WINDOW, now=1 + milliseconds / 1000)
    assert window.size == 2 * FIRST_WINDOW


def test_a_window_that_is_not_in_use_does_not_grow() -> None:
    """One request at a time proves nothing about a hundred."""
    window = Window()
    for now in range(10):
        window.begun(float(now), 1, float(now))
    assert window.size == FIRST_WINDOW


def test_refusals_of_one_round_trip_count_once() -> None:
    """Ten requests of one burst are refused: the window is cut once, not to nothing."""
    window = Window()
    window.inform()
    for _ in range(10):
        window.refused(sent_at=0.0, in_flight=INFORMED_WINDOW, now=1.0)
    assert window.size == 70


def test_after_a_refusal_a_window_grows_by_steps() -> None:
    """A twentieth a round trip, so that six make good for it; never twice as large again."""
    window = Window()
    window.inform()
    window.refused(sent_at=0.0, in_flight=100, now=0.0)
    assert sizes(window, 7) == [75, 80, 85, 90, 95, 100, 105]


def test_a_window_never_closes() -> None:
    """However often a service refuses, one request at a time tries it."""
    window = Window()
    for now in range(100):
        window.refused(float(now), 1, float(now))
    assert window.size == 1


def sent_in(ramp: Ramp, begin: float, seconds: float) -> int:
    """How many requests a ramp lets through in some time, when there are always more."""
    now, count = begin, 0
    while (now := now + ramp.seconds_until_next(now)) < begin + seconds:
        ramp.sent(now)
        count += 1
    return count


def test_a_ramp_begins_fast_and_becomes_faster() -> None:
    """A whole exam leaves within half a second; in the second second there is room for more."""
    ramp = Ramp(0.0)
    assert sent_in(ramp, 0.0, 0.5) > 96
    assert sent_in(ramp, 0.5, 1.5) > 2 * FIRST_RATE


def test_a_ramp_that_was_too_sharp_is_not_repeated() -> None:
    """Half as many in the ten seconds after it; then at most one and a half times as many."""
    ramp = Ramp(0.0)
    complained = sent_in(ramp, 0.0, 0.5)
    ramp.too_sharp(sent_at=0.4, now=0.5, resumes_at=0.5)
    spans = [sent_in(ramp, 0.5 + n * MEMORY_SECONDS, MEMORY_SECONDS) for n in range(5)]
    assert spans[0] <= complained / 2
    for before, after in itertools.pairwise(spans):
        assert before <= after <= 1.6 * before


def test_a_second_complaint_makes_a_ramp_gentler() -> None:
    """The root of the rise that was still too sharp."""
    ramp = Ramp(0.0)
    sent_in(ramp, 0.0, 1.0)
    ramp.too_sharp(0.9, 1.0, 1.0)
    sent_in(ramp, 1.0, 40.0)
    ramp.too_sharp(40.9, 41.0, 41.0)
    spans = [sent_in(ramp, 51.0 + n * MEMORY_SECONDS, MEMORY_SECONDS) for n in range(3)]
    assert spans[2] <= 1.25**2 * spans[0] * 1.05


def test_one_burst_is_one_complaint() -> None:
    """What was on its way when the first refusal came is not held against the ramp again."""
    ramp = Ramp(0.0)
    sent_in(ramp, 0.0, 1.0)
    ramp.too_sharp(0.5, 1.0, 1.0)
    rate = ramp.rate
    ramp.too_sharp(0.6, 1.1, 1.1)
    assert ramp.rate == rate


def test_after_a_complaint_a_rest_is_not_followed_by_a_burst() -> None:
    """Who sent nothing for ten minutes begins gently again."""
    ramp = Ramp(0.0)
    sent_in(ramp, 0.0, 1.0)
    ramp.too_sharp(0.5, 1.0, 1.0)
    sent_in(ramp, 1.0, 120.0)
    assert sent_in(ramp, 800.0, 1.0) <= 3


def told(per_minute: int, left: int) -> Told:
    return Told(per_minute, left, left)


def test_a_bucket_without_a_limit_never_waits() -> None:
    """Nothing is known of it until a server tells."""
    bucket = TokenBucket()
    bucket.take(1e9, 0.0)
    assert bucket.seconds_until(1e9, 0.0) == 0.0


def test_a_bucket_refills_with_time() -> None:
    """Sixty a minute, all used up: a second for the next, and a little more."""
    bucket = TokenBucket()
    bucket.learn(told(60, 0), told_at=0.0, unseen=0.0, now=0.0)
    assert bucket.seconds_until(1, 0.0) == pytest.approx(1 / REFILL_SHARE)
    assert bucket.seconds_until(1, 2.0) == 0.0


def test_a_bucket_follows_others_who_use_it_too() -> None:
    """Half is left of what was thought to be full: somebody else has the same account."""
    bucket = TokenBucket()
    bucket.learn(told(60, 60), 0.0, 0.0, 0.0)
    bucket.learn(told(60, 30), 1.0, 0.0, 1.0)
    assert bucket.level(1.0) == pytest.approx(30)


def test_a_bucket_knows_that_what_is_told_is_late() -> None:
    """Told as of a request's arrival, ten seconds ago: ten were refilled since, five are unseen."""
    bucket = TokenBucket()
    bucket.learn(told(60, 20), told_at=0.0, unseen=5.0, now=10.0)
    assert bucket.level(10.0) == pytest.approx(15)


@given(level=AMOUNTS, amount=AMOUNTS, per_minute=st.integers(1, 10**7), now=SECONDS)
def test_after_its_wait_there_is_enough(
    level: float, amount: float, per_minute: int, now: float
) -> None:
    """Or a full bucket, for more than that never is."""
    bucket = TokenBucket()
    bucket.learn(told(per_minute, int(level)), now, 0.0, now)
    seconds = bucket.seconds_until(amount, now)
    assert bucket.level(now + seconds) >= min(amount, per_minute) - 1e-3


@given(left=st.integers(0, 10**6), unseen=AMOUNTS, per_minute=st.integers(1, 10**6), now=SECONDS)
def test_what_is_told_bounds_what_is_left(
    left: int, unseen: float, per_minute: int, now: float
) -> None:
    """Never more than the server says, never less than that without what it had not seen."""
    bucket = TokenBucket()
    bucket.learn(told(per_minute, per_minute), now, 0.0, now)
    bucket.learn(told(per_minute, left), now, unseen, now)
    level = bucket.level(now)
    assert min(left, per_minute) - unseen - 1e-6 <= level <= min(left, per_minute) + 1e-6


def test_limits_are_read_from_headers() -> None:
    """Requests exactly, tokens to the thousand; what is not told is missing."""
    headers = {
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": " 49 ",
        "anthropic-ratelimit-input-tokens-limit": "10000",
        "anthropic-ratelimit-input-tokens-remaining": "9000",
        "anthropic-ratelimit-output-tokens-limit": "4000",
    }
    assert limits_told(headers) == {
        "requests": Told(50, 49, 49),
        "input tokens": Told(10_000, 9_000, 9_999),
    }


@given(st.text(), st.text())
def test_no_header_is_believed_that_makes_no_sense(limit: str, remaining: str) -> None:
    """Whatever a server says, what is taken over is a number of requests from 0 and a limit."""
    headers = {
        "anthropic-ratelimit-requests-limit": limit,
        "anthropic-ratelimit-requests-remaining": remaining,
    }
    for read in limits_told(headers).values():
        assert 0 < read.per_minute < 10**15
        assert 0 <= read.least_left < 10**15
        assert math.isfinite(read.most_left)
