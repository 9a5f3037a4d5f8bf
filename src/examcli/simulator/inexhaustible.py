"""A simulator whose author never runs out, for more exams than the embedded bank has questions for.

Its questions are the bank's, each with a mark of its own, so no two are alike however many are
written: that exams do not repeat each other is then the author's doing, and proves nothing.
"""

import itertools
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event

from examcli.bank import Composition, compose
from examcli.simulator import Options, Simulator, parse_limits

WORDS = (
    *("تمر", "بحر", "نخل", "جبل", "ورد", "نهر", "قمر", "نجم", "ريح", "مطر"),
    *("رمل", "عسل", "خبز", "بيت", "باب", "درب", "سوق", "قلم", "ورق", "حبر"),
)
"""Twenty: four in a row tell 160,000 questions apart."""


@dataclass
class Inexhaustible:
    """An author who writes what the bank does, with a mark that no other question has."""

    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def __call__(self, slots: Sequence[Mapping[str, object]], _avoid: Sequence[str]) -> Composition:
        """A question for each slot."""
        written = json.loads(compose(slots, ()).text)
        number = next(self.numbers)
        if written.get("passage"):
            written["passage"] += f" {mark(number)}."
        for draft in written["questions"]:
            draft["stem"] += f" ({mark(next(self.numbers))})"
        return Composition(json.dumps(written, ensure_ascii=False))


def mark(number: int) -> str:
    """Four words that stand for a number."""
    digits = [number // len(WORDS) ** place % len(WORDS) for place in range(4)]
    return " ".join(WORDS[digit] for digit in digits)


def serve(profile: str, speed: str, seed: str, *limits: str) -> None:
    """Serve until the process is ended; the first line on stdout is the address."""
    allowed = parse_limits(limits)[""]
    options = Options(
        profile=profile,
        speed=float(speed),
        seed=int(seed),
        limits=allowed,
        batch_seconds=60.0,
        compose=Inexhaustible(),
    )
    with Simulator(options) as simulator:
        print(simulator.base_url, flush=True)  # noqa: T201 - as `simulate` does
        Event().wait()


if __name__ == "__main__":
    serve(*sys.argv[1:])
