"""Signals that end the process: each does what Ctrl-C does.

What is stored is told, and the lease is given back. A signal that the caller has the process
ignore, as `nohup` does, stays ignored; so does Ctrl-C in a background job, while these still end
it.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

NAMES = ("SIGTERM", "SIGHUP")
"""Somebody, or the machine on its way down, ends the process; its terminal is closed."""


def end_as_by_ctrl_c() -> None:
    """From now on these signals are interruptions."""
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def calling(interrupt: Callable[[], object]) -> Iterator[None]:
    """Have these signals call `interrupt`: what an event loop runs must not be torn apart."""
    heeded = [each for each in _numbers() if signal.getsignal(each) is signal.default_int_handler]
    for number in heeded:
        signal.signal(number, lambda _number, _frame: interrupt())
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, signal.default_int_handler)


def _numbers() -> list[signal.Signals]:
    """Those of the names that this system has."""
    return [number for number in signal.Signals if number.name in NAMES]
