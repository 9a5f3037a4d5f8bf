"""Lets the suite run under another date: `time.sleep` without the call that faketime breaks.

FAKETIME_DONT_FAKE_MONOTONIC=1 PYTHONPATH=$PWD/tests/faketime faketime 2026-12-05 make test

With a monotonic clock that runs by its own date every lock with a timeout hangs; without one,
faketime 0.9.10 refuses `clock_nanosleep`, which is what Python sleeps with.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep
