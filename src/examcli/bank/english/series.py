"""Lists of values as a sentence tells them."""

from collections.abc import Sequence
from dataclasses import dataclass

from examcli.bank.draft import Draw
from examcli.bank.english.nouns import listed
from examcli.bank.forms import Words
from examcli.bank.sums import values_around

words = Words(__name__)


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
    values: Sequence[int]

    def __str__(self) -> str:
        return self.sentence

    @property
    def ordered(self) -> list[int]:
        """The values from the least to the greatest."""
        return sorted(self.values)

    @property
    def reach(self) -> int:
        """The greatest value minus the least."""
        return max(self.values) - min(self.values)


def drawn_scene(draw: Draw) -> Scene:
    """Something that may well be listed."""
    return Scene(**draw.pick(words.phrases("scenes")))


def told(draw: Draw, scene: Scene, values: Sequence[int]) -> Series:
    """These values in the words of a scene."""
    sentence = scene.sentence.format(person=draw.person, city=draw.city, values=listed(values))
    return Series(sentence, scene.name, values)


def different(draw: Draw, count: int, step: int = 1) -> Series:
    """A described list of different values in no order, `step` or a multiple of it apart."""
    scene = drawn_scene(draw)
    start = draw.integer(scene.low, scene.low + step - 1)
    return told(draw, scene, draw.sample(range(start, scene.high + 1, step), count))


def with_one_mode(draw: Draw, others: int, times: int) -> Series:
    """A described list of one value that occurs `times` times and of others that occur once."""
    scene = drawn_scene(draw)
    common, *rest = draw.sample(range(scene.low, min(scene.high, scene.low + 18) + 1), others + 1)
    return told(draw, scene, draw.sample([*rest, *[common] * times], others + times))


def around_a_whole_mean(draw: Draw, count: int) -> Series:
    """A described list of values whose mean is a whole number."""
    scene = drawn_scene(draw)
    return told(draw, scene, values_around(draw, draw.integer(scene.low, scene.high), count))
