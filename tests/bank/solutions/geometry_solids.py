"""Solids and tilings: built of unit cubes and laid piece by piece."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import count, product

from bank.solutions import finds
from bank.solutions.measured import enclosed
from bank.solutions.told import TIMES, Tellings, told

METRE, HUNDRED = 100, 100
LITRES = {"لتر": 1, "لترين": 2}
CUBES = {"مكعب": 1, "مكعبان": 2, "ثلاثة": 3}
DIRECTIONS = ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))


@cache
def _faces(length: int, width: int, height: int) -> Counter[str]:
    """The unit squares on the outside of a box of unit cubes, by where they lie."""
    cubes = set(product(range(length), range(width), range(height)))
    names = ("side", "side", "side", "side", "top", "bottom")
    found = Counter[str]()
    for (x, y, z), ((right, back, up), name) in product(cubes, zip(DIRECTIONS, names, strict=True)):
        found[name] += (x + right, y + back, z + up) not in cubes
    return found


def _cubes(length: int, width: int, height: int) -> int:
    """How many unit cubes a box holds, layer by layer."""
    layer = sum(width for _ in range(length))
    return sum(layer for _ in range(height))


def _cube(edge: int) -> int:
    return _cubes(edge, edge, edge)


def _surface(edge: int) -> int:
    return _faces(edge, edge, edge).total()


def _grown(measure: Callable[[int], int], size: int) -> int:
    """The length whose measure is this, by letting it grow until it is reached."""
    length = next(length for length in count(1) if measure(length) >= size)
    assert measure(length) == size
    return length


def _disc(radius: int) -> int:
    """A disc in multiples of `ط`: rings of one, three, five and so on."""
    return sum(2 * ring + 1 for ring in range(radius))


def _litres(counted: int | str) -> int:
    return LITRES[counted] if isinstance(counted, str) else counted


def _sunken(length: int, width: int, before: int, cubes: str, edge: int) -> int:
    volume = sum(_cube(edge) for _ in range(CUBES[cubes]))
    return before + _grown(lambda rise: _cubes(length, width, rise), volume)


def _folded(length: int, width: int, cut: int) -> int:
    return _cubes(len(range(cut, length - cut)), len(range(cut, width - cut)), cut)


def _poured(narrow: int, wide: int, height: int) -> int:
    water = sum(_disc(narrow) for _ in range(height))
    return _grown(lambda high: sum(_disc(wide) for _ in range(high)), water)


SOLIDS: Tellings[Fraction | int] = {
    "متوازي مستطيلات أبعاده # سم و# سم و# سم. ما حجمه": _cubes,
    "مكعب طول حرفه # سم. ما مساحة سطحه الكلية"
    "|مكعب الشكل حرفه # سم، غُلفت أوجهه كلها … ما مساحة الورق المستخدم": _surface,
    "مكعب حجمه # سم³. ما مساحة سطحه الكلية": lambda volume: _surface(_grown(_cube, volume)),
    "متوازي مستطيلات حجمه # سم³، وبعدا قاعدته # سم و# سم. ما ارتفاعه"
    "|سعتها # سم³، طولها # سم وعرضها # سم. ما ارتفاعها": lambda volume, length, width: _grown(
        lambda height: _cubes(length, width, height), volume
    ),
    "مفتوح من أعلى … طوله # سم وعرضه # سم وارتفاعه # سم. ما مساحة سطحه الخارجي": (
        lambda *edges: _faces(*edges)["side"] + _faces(*edges)["bottom"]
    ),
    "^متوازي مستطيلات طوله # سم وعرضه # سم وارتفاعه # سم. ما مساحة سطحه الكلية": (
        lambda *edges: _faces(*edges).total()
    ),
    "طوله # سم وعرضه # سم وارتفاعه # سم. ما مجموع مساحات أوجهه الجانبية دون القاعدتين": (
        lambda *edges: _faces(*edges)["side"]
    ),
    r"نصف قطر قاعدت\S+ # سم وارتفاع\S+ # سم. ما حجم\S+ بدلالة": lambda radius, height: sum(
        _disc(radius) for _ in range(height)
    ),
    r"(?<!نصف )قطر قاعدت\S+ # سم وارتفاع\S+ # سم. ما حجم\S+ بدلالة": lambda across, height: sum(
        _disc(_grown(lambda radius: radius + radius, across)) for _ in range(height)
    ),
    "مكعب مساحة سطحه الكلية # سم². ما حجمه": lambda surface: _cube(_grown(_surface, surface)),
    "مكعب مساحة أحد أوجهه # سم². ما حجمه": lambda face: _cube(
        _grown(lambda edge: _cubes(edge, edge, 1), face)
    ),
    "مكعب مجموع أطوال أحرفه # سم. ما حجمه": lambda total: _cube(
        _grown(lambda edge: sum(edge for _ in range(4 + 4 + 4)), total)
    ),
    "مكعب محيط أحد أوجهه # سم. ما حجمه": lambda around: _cube(
        _grown(lambda edge: edge + edge + edge + edge, around)
    ),
    r"بعدا قاعدته # سم و# سم، صُب فيه ماء مقداره ([^ .]+).+كم ارتفاع الماء فيه؟ "
    r"\(اللتر = # سم³\)": lambda length, width, litres, litre: _grown(
        lambda height: _cubes(length, width, height), _litres(litres) * litre
    ),
    "نصفا قطري قاعدتيهما # سم و# سم. صُب الماء الذي يملأ الضيقة إلى ارتفاع # سم في الأسطوانة "
    "الواسعة الفارغة. كم يصير ارتفاعه": _poured,
    "نصف قطر قاعدته # سم فيه ماء ارتفاعه # سم، أُفرغ كله في إناء أسطواني آخر نصف قطر قاعدته # سم. "
    "ما ارتفاع الماء في الإناء الآخر": lambda narrow, height, wide: _poured(narrow, wide, height),
    "صُهرت مكعبات … عددها #، طول حرف كل منها # سم، وصُنع منها مكعب واحد. ما طول حرفه": (
        lambda pieces, small: _grown(_cube, pieces * _cube(small))
    ),
    "صُهر مكعب … طول حرفه # سم، وصُنعت منه مكعبات طول حرف كل منها # سم. كم عدد المكعبات": (
        lambda edge, small: _grown(lambda pieces: pieces * _cube(small), _cube(edge))
    ),
    r"بعدا قاعدته # سم و# سم، فيه ماء ارتفاعه # سم، غُمر فيه كليًا (\S+) … # سم. "
    "كم صار ارتفاع الماء دون أن ينسكب": _sunken,
    "مستطيلة بعداها # سم و# سم، قُص من كل ركن … مربع طول ضلعه # سم، … مفتوح من أعلى. "
    "ما حجم الصندوق": _folded,
}


@finds("geometry/volume")
def unit_cubes(stem: str) -> Fraction | int | None:
    """Boxes of unit cubes, cylinders of rings, and water that keeps its volume."""
    return told(stem, SOLIDS)


def _laid(length: int, width: int, tile: int) -> int:
    """Tiles laid in rows on metres of floor."""
    return sum(1 for _ in product(range(0, length * METRE, tile), range(0, width * METRE, tile)))


def _bought(length: int, width: int, tile: int, in_box: int, price: int) -> int:
    """Boxes bought one by one until the tiles are enough."""
    needed = _laid(length, width, tile)
    return next(boxes * price for boxes in count(1) if boxes * in_box >= needed)


def _filled(length: int, width: int, height: int, edge: int) -> int:
    places = (range(0, size, edge) for size in (length, width, height))
    return sum(1 for _ in product(*places))


def _drawn(kind: str, wide: int, high: int) -> Fraction:
    """A figure as wide and high as this: a triangle or a rectangle stands for its kind."""
    corners = ((0, 0), (wide, 0), (wide, high), (0, high))
    return enclosed(*corners[: 3 if "مثلث" in kind else 4])


def _resized(kind: str, grown: int, other: int, asked: str) -> Fraction:
    """The change of an area of 100 by 100, as a rise or as a fall, whichever is asked for."""
    before, after = _drawn(kind, HUNDRED, HUNDRED), _drawn(kind, grown, other)
    change = (after - before) * HUNDRED / before
    return change if asked == "الزيادة" else -change


def _both_ways(verb: str, kind: str, percent: int, asked: str) -> Fraction:
    size = HUNDRED + (percent if verb == "زاد" else -percent)
    return _resized(kind, size, size, asked)


def _larger_cube(surface: int, times: int) -> int:
    edge = _grown(_surface, surface)
    return _surface(_grown(_cube, times * _cube(edge)))


TILINGS: Tellings[Fraction | int] = {
    "مستطيلة طولها # م وعرضها # م. كم بلاطة مربعة طول ضلعها # سم تلزم لتغطية أرضيتها تمامًا"
    "|بعداها # م و# م ببلاطات مربعة ضلع كل منها # سم دون فراغات. كم عدد البلاطات": _laid,
    "مستطيل.? بعدا.+? # سم و# سم. ما أكبر عدد من المربعات التي طول ضلعها # سم": (
        lambda length, width, side: _filled(length, width, side, side)
    ),
    r"مستطيلة بعداها # م و# م … طول ضلعه # سم. … يحوي # بلاط\S+ وثمنه # ريالًا، "
    "فكم ريالًا ثمن البلاط اللازم": _bought,
    "الداخلي # سم و# سم و# سم. كم مكعبًا طول حرفه # سم يملأ هذا الفراغ تمامًا": _filled,
    r"^\S+ مساحته # سم²، كُبّرت جميع أبعاده إلى (.+?) ما كانت عليه. ما مساحته الجديدة": (
        lambda area, times: _drawn("", area * TIMES[times], TIMES[times])
    ),
    "زيد (طول مستطيل|طول قاعدة مثلث) بنسبة #% ونقص (?:عرضه|ارتفاعه المناظر لها) بنسبة #%. "
    "ما نسبة (الزيادة|النقصان) في مساحته": lambda kind, up, down, asked: _resized(
        kind, HUNDRED + up, HUNDRED - down, asked
    ),
    "إذا (زاد|نقص) (طول .+?) بنسبة #%، فما نسبة (الزيادة|النقصان) في (?:المساحة|مساحته الكلية)": (
        _both_ways
    ),
    "مساحة سطحه الكلية # سم²، ومكعب آخر حجمه # (?:أمثال|مثلًا من) حجم الأول. "
    "ما مساحة السطح الكلية للمكعب الآخر": _larger_cube,
    "تغطي # بلاطة مربعة طول ضلعها # سم أرضية .+ تمامًا. كم بلاطة مربعة طول ضلعها # سم تغطي "
    "الأرضية نفسها": lambda tiles, small, large: _grown(
        lambda fewer: fewer * large * large, tiles * small * small
    ),
}


@finds("geometry/tiling-scaling")
def pieces_laid(stem: str) -> Fraction | int | None:
    """Tiles and cubes put in rows; areas drawn before and after a change."""
    return told(stem, TILINGS)
