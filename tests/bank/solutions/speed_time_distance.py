"""Motion simulated in small steps of time, or read off a travel log."""

import re
from fractions import Fraction

from bank.drawing import numbers
from bank.solutions import finds, first, whole

WORDS = {"ساعتين": "2 ساعة", "ساعتان": "2 ساعة", "دقيقتين": "2 دقيقة", "مدة ساعة": "مدة 1 ساعة"}
MINUTES, METRES, SECONDS = 60, 1000, 3600


def spelled(stem: str) -> str:
    """The stem with its dual and single hours as numbers."""
    for word, number in WORDS.items():
        stem = stem.replace(word, number)
    return re.sub(r"(في|سارت عليه \S+|بعد|ثم|وبعد|سارت \S+) ساعة(?=[ .،؟])", r"\1 1 ساعة", stem)


@finds("speed-time-distance/basic")
def one_journey(stem: str) -> Fraction | None:
    """A journey minute by minute."""
    text = spelled(stem)
    given = numbers(text)
    if re.search("كم كانت سرعتها|متوسط سرعتها", text) and len(given) == 2:
        return given[0] / given[1]
    if re.search("^كم ساعة تحتاج|^كم دقيقة تحتاج", text):
        unit = MINUTES if "دقيقة" in text else 1
        return Fraction(first(lambda time: time * given[0] == given[1] * unit))
    if re.search("كم كيلومترًا (?:تقطع|قطعت)", text) and len(given) == 2:
        return given[0] * given[1]
    return None


@finds("speed-time-distance/unit-change")
def units(stem: str) -> Fraction | None:
    """Metres in an hour, seconds in an hour."""
    given = numbers(stem)
    if len(given) != 1:
        return None
    if re.search(r"\d كم/س", stem):
        return given[0] * METRES / SECONDS
    return given[0] * SECONDS / METRES


@finds("speed-time-distance/average-speed")
def whole_way(stem: str) -> Fraction | None:
    """All the way over all the time."""
    text = spelled(stem)
    given = numbers(text)
    if re.search("^(?:انطلقت|قطعت) .+ ثم", text) and len(given) == 4:
        return (given[0] + given[2]) / (given[1] + given[3])
    if re.search("طريقًا طوله|تبعد عنها", text) and len(given) == 3:
        way, there, back = given
        return 2 * way / (way / there + way / back)
    return None


@finds("speed-time-distance/two-legs")
def legs(stem: str) -> Fraction | None:
    text = spelled(stem)
    found = re.search(
        r"بسرعة (\d+) كم/س مدة (\d+) .+ بسرعة (\d+) كم/س مدة (\d+) .+ كم كيلومترًا", text
    )
    if found:
        speed, hours, other, more = map(int, found.groups())
        return Fraction(sum([speed] * hours + [other] * more))
    return None


@finds("speed-time-distance/rest-stops")
def with_rests(stem: str) -> int | None:
    """Minutes on the road and minutes at rest."""
    given = whole(spelled(stem))
    if "كم دقيقة استغرقت الرحلة كلها" in stem:
        times = 2 if "مرتين" in stem else given[2]
        return first(lambda minutes: minutes * given[1] == given[0] * MINUTES) + times * given[-1]
    return None


@finds("speed-time-distance/late-early")
def retimed(stem: str) -> Fraction | None:
    """The same way at two speeds."""
    given = numbers(spelled(stem))
    if re.search("كم دقيقة (?:تتأخر|تصل قبل)", stem) and len(given) == 3:
        way, one, other = given
        return abs(way * MINUTES / one - way * MINUTES / other)
    return None


@finds("speed-time-distance/meeting")
def towards_each_other(stem: str) -> int | Fraction | None:
    """Hour by hour until nothing is left between the two."""
    text = spelled(stem)
    given = whole(text)
    if "بعد كم ساعة تلتقيان" in text and len(given) == 3:
        way, one, other = (
            (given[0], given[1], given[2]) if "المسافة بين" in text else _sorted(given)
        )
        left, hours = way, 0
        while left > 0:
            left, hours = left - one - other, hours + 1
        return hours
    return None


def _sorted(given: list[int]) -> tuple[int, int, int]:
    way = max(given)
    one, other = (number for number in given if number != way)
    return way, one, other


@finds("speed-time-distance/catch-up")
def behind(stem: str) -> int | None:
    """Both moved hour by hour until the second is no longer behind."""
    text = spelled(stem)
    given = whole(text)
    if "بأي سرعة" in text:
        return None
    if "وخلفها على بعد" in text and "بعد كم ساعة تلحق بها" in text:
        slow, gap, fast = given
        lead = gap
    elif (
        re.search("كم (?:ساعة تحتاج الثانية|كيلومترًا تقطع الثانية)|تلحق بالأولى", text)
        and len(given) == 3
    ):
        slow, start, fast = given
        lead = slow * start
    else:
        return None
    assert slow < fast, stem
    hours = 0
    while lead > 0:
        lead, hours = lead + slow - fast, hours + 1
    return hours * fast if "كم كيلومترًا تقطع الثانية" in text else hours


@finds("speed-time-distance/train-length")
def passing(stem: str) -> int | None:
    """Second by second until the tail has passed."""
    given = whole(stem)
    if "كم ثانية" in stem and "كم/س" not in stem:
        speed = next(n for n in given if f"{n} م/ث" in stem)
        way = sum(given) - speed
        seconds, done = 0, 0
        while done < way:
            done, seconds = done + speed, seconds + 1
        return seconds
    return None


@finds("speed-time-distance/circular-track")
def around(stem: str) -> int | None:
    """Positions on the track, second by second; laps until both stand at the line."""
    given = whole(stem)
    if "خط" in stem and len(given) == 2:
        together = first(lambda second: second % given[0] == second % given[1] == 0)
        return together // given[0] if "كم دورة" in stem else together
    if re.search("يلتقيا|يلتقيان|أول لقاء|يسبق الأول الثاني", stem) and len(given) == 3:
        way, one, other = given
        closing = one + other if re.search("متعاكسين|عكس اتجاه", stem) else abs(one - other)
        return first(lambda second: second * closing % way == 0)
    if "كم ثانية يحتاج" in stem and len(given) == 3:
        way, speed, laps = given
        return first(lambda second: second * speed == way * laps)
    return None
