"""Lists of values as a sentence tells them."""

from dataclasses import dataclass

from examcli.simulator.bank.draft import Draw
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.sums import values_around


@dataclass(frozen=True)
class Scene:
    """A sentence with a gap for values, the name of one value, and where the values lie."""

    sentence: str
    name: str
    low: int
    high: int


@dataclass(frozen=True)
class Series:
    """Values in the order in which the sentence tells them."""

    sentence: str
    name: str
    values: tuple[int, ...]

    def __str__(self) -> str:
        return self.sentence

    @property
    def ordered(self) -> list[int]:
        """The values from the least to the greatest."""
        return sorted(self.values)


SCENES = (
    Scene("{person} timed several bus rides in {city}, in minutes: {values}.", "time", 15, 45),
    Scene("The members of a study group scored {values} on a short test.", "score", 12, 40),
    Scene(
        "A library in {city} counted its visitors hour by hour: {values}.",
        "number of visitors", 15, 60,
    ),
    Scene(
        "A weather station in {city} recorded these midday temperatures, in °C: {values}.",
        "temperature", 14, 38,
    ),
    Scene("Several parcels have these masses, in kg: {values}.", "mass", 8, 30),
    Scene("{person} measured the heights of young plants, in cm: {values}.", "height", 20, 60),
    Scene("{person} counted the pages read each evening: {values}.", "number of pages", 10, 50),
)  # fmt: skip


def told(draw: Draw, scene: Scene, values: list[int]) -> Series:
    """These values in the words of a scene."""
    sentence = scene.sentence.format(person=draw.person, city=draw.city, values=listed(values))
    return Series(sentence, scene.name, tuple(values))


def different(draw: Draw, count: int, step: int = 1) -> Series:
    """A described list of different values in no order, `step` or a multiple of it apart."""
    scene = draw.pick(SCENES)
    start = draw.integer(scene.low, scene.low + step - 1)
    return told(draw, scene, draw.sample(range(start, scene.high + 1, step), count))


def with_one_mode(draw: Draw, others: int, times: int) -> Series:
    """A described list of one value that occurs `times` times and of others that occur once."""
    scene = draw.pick(SCENES)
    common, *rest = draw.sample(range(scene.low, min(scene.high, scene.low + 18) + 1), others + 1)
    return told(draw, scene, draw.sample([*rest, *[common] * times], others + times))


def around_a_whole_mean(draw: Draw, count: int) -> Series:
    """A described list of values whose mean is a whole number."""
    scene = draw.pick(SCENES)
    average = draw.integer(scene.low, scene.high)
    return told(draw, scene, values_around(draw, average, count))
