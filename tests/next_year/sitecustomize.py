"""Python under another date, children included: `make test-next-year` puts this on its path.

Dates move, by the same for every process; monotonic time does not, so that no wait is longer.
(`faketime` breaks what Python waits with: locks with a time limit hang, or take seconds.)
"""

import os
import time
from datetime import UTC, datetime

import time_machine

_start = datetime.fromisoformat(os.environ["TESTS_START_ON"]).replace(tzinfo=UTC)
_ahead_seconds = os.environ.setdefault("TESTS_AHEAD_SECONDS", str(_start.timestamp() - time.time()))
time_machine.travel(time.time() + float(_ahead_seconds), tick=True).start()
