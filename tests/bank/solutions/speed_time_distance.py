"""Motion in metres and seconds, as the stem tells it: travelled in steps, or tried till it fits."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from bank.drawing import numbers
from bank.solutions import amount, finds, first, judges

KILOMETRE, KILOMETRE_PER_HOUR = Fraction(1000), Fraction(1000, 3600)
HOUR, MINUTE = 3600, 60
SPEEDS = {"كم/س": KILOMETRE_PER_HOUR, "م/ث": Fraction(1), "م/دقيقة": Fraction(1, MINUTE)}
LENGTHS = {"كم": KILOMETRE, "م": Fraction(1)}
HOURS, MINUTES = ("ساعة", "ساعات"), ("دقيقة", "دقائق")
TIMES = {
    **dict.fromkeys(HOURS, Fraction(HOUR)),
    **dict.fromkeys(MINUTES, Fraction(MINUTE)),
    **dict.fromkeys(("ثانية", "ثوانٍ"), Fraction(1)),
}
WORDS = {"ساعتين": "2 ساعة", "دقيقتين": "2 دقيقة", "دورتين": "2 دورة", "مرتين": "2 مرة"}


def measured(text: str, units: Mapping[str, Fraction]) -> list[Fraction]:
    """Every amount that stands before one of the units, in order; one or two need no number."""
    for word, counted in WORDS.items():
        text = text.replace(word, counted)
    text = re.sub(r"(?<!كم )(?<!أي )(?<!\d )(?<!/)\b(ساعة|دقيقة)\b", r"1 \1", text)
    told = re.findall(rf"(\d+(?:\.\d+)?) ({'|'.join(units)})(?![\w/])", text)
    return [Fraction(number) * units[unit] for number, unit in told]


def speeds(text: str) -> list[Fraction]:
    return measured(text, SPEEDS)


def lengths(text: str) -> list[Fraction]:
    return measured(text, LENGTHS)


def times(text: str) -> list[Fraction]:
    return measured(text, TIMES)


def total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


@finds("speed-time-distance/basic")
def one_journey(stem: str) -> Fraction | int | None:
    """A journey minute by minute, or tried until it is as long as told."""
    if "النسبة بين" in stem:
        return _by_ratio(stem)
    if "كم كيلومترًا" in stem:
        return _kilometres(stem)
    (way,), asked = lengths(stem), re.search("كم (ساعة|دقيقة) (?:تحتاج|تصل|يستغرق)", stem)
    if asked:
        (speed,), unit = speeds(stem), TIMES[asked[1]]
        return first(lambda count: speed * count * unit == way)
    if re.search("كم كانت سرعتها|ما متوسط سرعتها", stem):
        (time,) = times(stem)
        return first(lambda speed: speed * KILOMETRE_PER_HOUR * time == way)
    return None


def _kilometres(stem: str) -> Fraction | None:
    (speed,), time = speeds(stem), total(times(stem))
    done = total(speed * MINUTE for _ in range(int(time / MINUTE))) / KILOMETRE
    if re.search("كم كيلومترًا بقي", stem):
        part = next(number for number in numbers(stem) if number < 1)
        return first(lambda kilometres: kilometres * part == done) - done
    return done if re.search("كم كيلومترًا (?:تقطع|قطعت)", stem) else None


def _by_ratio(stem: str) -> int | None:
    """The minutes in which the other one has gone just as far."""
    movers = re.search(r"سرعة (\S+) وسرعة (\S+) هي|تسير (\S+) و(\S+) على", stem)
    ratio = re.search(r"(\d+) : (\d+)", stem)
    known, asked = re.findall(r" ال(\S+?)(?= |؟)(?=.*دقيقة|؟)", stem)[-2:]
    if not movers or not ratio or "كم دقيقة" not in stem:
        return None
    one, other = filter(None, movers.groups())
    speed = {one: int(ratio[1]), other: int(ratio[2])}
    (time,) = times(stem)
    return first(lambda minutes: speed[asked] * minutes * MINUTE == speed[known] * time)


@finds("speed-time-distance/unit-change")
def units(stem: str) -> Fraction | None:
    """Metres a second, kept for as many seconds as asked."""
    told = speeds(stem)
    if re.search("كم مترًا (?:يصبح البعد بينهما|بينهما)", stem):
        one, other = told
        assert re.search("في اتجاه واحد|في الاتجاه نفسه", stem)
        return abs(one - other) * times(stem)[0]
    if re.search("كم مترًا تقطع", stem):
        return told[0] * times(stem)[0]
    speed = told[0] if told else lengths(stem)[0] / times(stem)[0]
    if re.search("بالمتر في الثانية|بوحدة م/ث", stem):
        return speed
    if re.search("بالكيلومتر في الساعة|بوحدة كم/س", stem):
        return speed / KILOMETRE_PER_HOUR
    return None


@finds("speed-time-distance/average-speed")
def whole_way(stem: str) -> Fraction | int | None:
    """All the way over all the time."""
    way, told, time = lengths(stem), speeds(stem), times(stem)
    if " ثم " in stem and len(way) == len(time) == 2:
        return total(way) / total(time) / KILOMETRE_PER_HOUR
    if re.search("سرعة (?:العودة|الإياب)؟", stem):
        there, average = told
        return first(
            lambda back: 1 / there + 1 / (back * KILOMETRE_PER_HOUR) == 2 / average, start=5
        )
    if re.search(r"ثلث \S+ بسرعة .+(?:الباقي|ثلثيها) بسرعة", stem):
        parts = [Fraction(1), Fraction(2)]
    elif re.search("وعادت|وإياب", stem):
        parts = [way[0], way[0]]
    else:
        return None
    spent = total(part / speed for part, speed in zip(parts, told, strict=True))
    return total(parts) / spent / KILOMETRE_PER_HOUR


@finds("speed-time-distance/two-legs")
def legs(stem: str) -> Fraction | int | None:
    """Both legs travelled; what is not told is tried."""
    way, told, time = lengths(stem), speeds(stem), times(stem)
    if re.search("كم كيلومترًا (?:قطعت|طول رحلتها)", stem):
        return total(s * t for s, t in zip(told, time, strict=True)) / KILOMETRE
    if "كم ساعة استغرقت الرحلة كلها" in stem:
        (speed, other), (spent,) = told, time
        return first(lambda hours: speed * spent + other * (hours * HOUR - spent) == way[0])
    if re.search("السرعة الثانية؟|قطعت الباقي؟", stem):
        (speed,), (whole, spent) = told, time
        done = speed * spent
        return first(lambda v: done + v * KILOMETRE_PER_HOUR * (whole - spent) == way[0])
    asked = re.search(r"كم ساعة سارت بالسرعة (الأقل|\d+ كم/س)؟", stem)
    if asked:
        slow, fast = told[:2]
        speed = min(slow, fast) if asked[1] == "الأقل" else speeds(asked[1])[0]
        rest = slow + fast - speed
        return first(lambda hours: (speed - rest) * hours * HOUR == way[0] - rest * time[0])
    return None


@judges("speed-time-distance/rest-stops")
def with_rests(stem: str, choice: str) -> bool | None:
    """On the road and at rest; a time of arrival is read off a clock."""
    if re.search("في أي ساعة تصل|متى تصل", stem):
        return choice == _arrival(stem)
    found = _travelled(stem)
    return None if found is None else found == amount(choice)


def _travelled(stem: str) -> Fraction | int | None:
    way, (speed,), time = lengths(stem), speeds(stem), times(stem)
    if "فكم كيلومترًا" in stem:
        whole, rest = time
        return speed * (whole - rest) / KILOMETRE
    if re.search("سرعتها المتوسطة", stem):
        return way[0] / (way[0] / speed + time[0]) / KILOMETRE_PER_HOUR
    stops = measured(stem, {"مرات": Fraction(1), "مرة": Fraction(1)})
    if re.search("كم دقيقة (?:استغرقت الرحلة كلها|من انطلاقها تصل)", stem):
        at_rest = sum(time[0] for _ in range(int(stops[0])))
        return first(lambda minutes: (minutes * MINUTE - at_rest) * speed == way[0])
    return None


def _arrival(stem: str) -> str:
    """Leg after leg by the clock, with a rest wherever the way is not yet done."""
    left, leg = lengths(stem)
    (speed,), (rest,) = speeds(stem), times(stem)
    start = re.search(r"الساعة (\d+):(\d+) صباحًا", stem)
    assert start
    clock = datetime(2000, 1, 1, int(start[1]), int(start[2]))  # noqa: DTZ001 - on any day
    while left > 0:
        clock += timedelta(seconds=float(min(leg, left) / speed))
        left -= leg
        clock += timedelta(seconds=float(rest if left > 0 else 0))
    return f"{clock:%I:%M}".lstrip("0")


@finds("speed-time-distance/late-early")
def retimed(stem: str) -> Fraction | int | None:
    """The same way at two speeds."""
    way, told, time = lengths(stem), speeds(stem), times(stem)
    moved = re.search("تصل (قبل|بعد) موعدها المعتاد", stem)
    if moved:
        spent, change = time
        wanted = spent - change if moved[1] == "قبل" else spent + change
        return first(lambda speed: speed * KILOMETRE_PER_HOUR * wanted == told[0] * spent)
    if re.search("عادةً. كم دقيقة تصل قبل|كم دقيقة تتأخر .+ بدلًا من", stem):
        slow, fast = told
        return (way[0] / slow - way[0] / fast) / MINUTE
    if re.search("(?:متأخرة|تأخر قدره).+(?:قبله|تبكير).+كم كيلومترًا", stem):
        (slow, fast), (late, early) = told, time
        slower = 1 / slow - 1 / fast
        return first(lambda kilometres: kilometres * KILOMETRE * slower == late + early)
    if "في موعدها؟" in stem and "تأخرت" in stem:
        usual = way[0] / told[0] - time[0]
        return first(lambda speed: speed * KILOMETRE_PER_HOUR * usual == way[0])
    return None


@finds("speed-time-distance/meeting")
def towards_each_other(stem: str) -> Fraction | int | None:
    """Hour by hour until nothing is left between the two."""
    (way,), told, time = lengths(stem), speeds(stem), times(stem)
    asked = re.search("(الأبطأ|الأسرع)", stem)
    fastest = asked is not None and asked[1] == "الأسرع"
    if re.search("كم سرعة (?:الأبطأ|الأسرع)؟", stem):
        (gap,), (together,) = told, time
        kmh = KILOMETRE_PER_HOUR
        slow = first(lambda speed: (2 * speed * kmh + gap) * together == way)
        return slow + gap / kmh if fastest else slow
    one, other = told
    alone = time[0] if re.search("ساعة من (?:انطلاق|مغادرة) الثانية", stem) else 0
    hours = first(lambda hours: one * (alone + hours * HOUR) + other * hours * HOUR == way)
    if "بعد كم ساعة" in stem:
        return hours
    speed = max(one, other) if fastest else min(one, other)
    return speed * hours * HOUR / KILOMETRE if "كم كيلومترًا" in stem and asked else None


@finds("speed-time-distance/catch-up")
def behind(stem: str) -> Fraction | int | None:
    """Both moved until the second is no longer behind."""
    gap, told, time = sum(lengths(stem)), speeds(stem), times(stem)
    if re.search("بأي سرعة تسير الثانية|كانت سرعة الثانية", stem):
        alone, together = time
        return first(lambda v: v * KILOMETRE_PER_HOUR * together == told[0] * (alone + together))
    slow, fast = told
    lead = gap + slow * sum(time)
    hours = first(lambda hours: fast * hours * HOUR == lead + slow * hours * HOUR)
    if re.search("كم كيلومترًا (?:تقطع الثانية|من نقطة الانطلاق)", stem):
        return fast * hours * HOUR / KILOMETRE
    asked = "كم ساعة (?:تلحق|تحتاج الثانية|من انطلاق الثانية)"
    return hours if re.search(asked, stem) else None


@finds("speed-time-distance/train-length")
def passing(stem: str) -> int | None:
    """From the head at the start to the tail at the end."""
    standing, told, time = sum(lengths(stem)), speeds(stem), times(stem)
    if "كم ثانية" in stem:
        return first(lambda seconds: told[0] * seconds == standing)
    if "كم مترًا" not in stem:
        return None
    if told:
        return first(lambda train: train + standing == told[0] * time[0])
    past_post = re.search("بعمود في ([^،]+)،|وإلى (.+) ليتجاوز", stem)
    assert past_post
    (post,) = times(past_post[1] or past_post[2])
    return first(lambda train: train * (sum(time) - post) == (train + standing) * post)


@finds("speed-time-distance/circular-track")
def around(stem: str) -> int | None:
    """Laps round a track, or the first second at which two stand as asked."""
    way, told, time = lengths(stem), speeds(stem), times(stem)
    laps = measured(stem, {"دورة": Fraction(1), "دورات": Fraction(1)})
    if re.search("خط (?:ال)?بداية", stem):
        one, other = time
        together = first(lambda second: second % one == second % other == 0)
        if re.search("كم دورة (?:يكمل الأول|للأول)", stem):
            return int(together / one)
        return together if "كم ثانية" in stem else None
    if laps and "كم ثانية" in stem:
        return first(lambda second: second * told[0] == way[0] * laps[0])
    if "كم دورة" in stem:
        return first(lambda lap: lap * way[0] == told[0] * time[0])
    asked = stem if "كم ثانية" in stem else ""
    gained = [gain for condition, gain in AROUND.items() if re.search(condition, asked)]
    return first(lambda second: gained[0](*told) * second == way[0]) if gained else None


AROUND: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "متعاكسين.+يلتقيان أول مرة|عكس اتجاه.+أول لقاء": lambda one, other: one + other,
    "يسبق الأول الثاني بدورة كاملة": lambda one, other: one - other,
    "في الاتجاه نفسه.+يلتقيا مرة أخرى": lambda one, other: abs(one - other),
}
"""What two gain on each other in a second; when they meet it has grown to the way round."""
