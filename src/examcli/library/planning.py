"""What an exam will be, before it exists: free, and without a database."""

import random

from examcli.clock import SYSTEM_CLOCK
from examcli.exam.blueprint import Blueprint, chosen
from examcli.exam.plan import Plan
from examcli.sessions.opening import Opening, new_exam


def read_blueprint(name: str = "gat") -> Blueprint:
    """An exam as data: one that ships with examcli (`gat`, `statistics`), or a TOML file.

    Raises:
        SettingsInvalid: there is none, or it does not hold.
    """
    return chosen(name)


def plan_exam(track: str = "", *, blueprint: str = "gat", seed: int = 0) -> Plan:
    """The slots and batches of an exam: the same that `Exams.start` takes for this seed.

    Positions, slots and batches count from 1. The track may be left open where there is one only.

    Raises:
        SettingsInvalid: there is no such blueprint, or it does not hold.
        UsageInvalid: the blueprint has no such track, or the seed is out of range.
    """
    opening = Opening(
        blueprint=read_blueprint(blueprint),
        begun_at=SYSTEM_CLOCK.now(),
        draw=random.Random(seed),
        seed=seed,
    )
    return new_exam(opening, track).plan
