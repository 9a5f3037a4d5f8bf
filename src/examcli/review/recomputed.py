"""Keys recomputed from the sentence: questions whose wording leaves one calculation only.

Each form reads a stem from its first word to its last; one word that it does not know, and it says
nothing. So what it says can be relied on: on public sets of sound questions no form disagreed with
a key. All forms read folded texts, in Arabic and in English.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from examcli.exam.arithmetic import evaluated

LONGEST_STEM = 300
"""Characters: a stem that one of these forms can read has one sentence, or two."""
N = r"(-?\d{1,12}(?:\.\d{1,9})?)"
GAP = r"(?:\s?[،,؛;]\s?(?:و\s?|and )?|\s+و\s?|\s+and\s+)"
MEMBER = r"-?\d{1,9}(?:\.\d{1,6})?"
LIST = rf"((?:{MEMBER}{GAP})+{MEMBER})"
ASK = (
    r"(?:ما|ماهو|كم|احسب|أوجد|اوجد|جد|what is|what's|find|calculate|compute|determine)"
    r"(?: (?:هو|هي|ناتج|قيمة|مقدار|يساوي|تساوي|the value of))*"
)
END = r"\s?[؟?.:=]*$"
THE_NUMBERS = (
    r"(?:ل?ل?(?:ال)?(?:أعداد|اعداد|قيم|بيانات|درجات)|the (?:numbers|values|data(?: set)?|scores))"
    r"(?: (?:الآتية|التالية|الاتية|below))?\s?:?"
)
UNKNOWN = "سصعنxyznabك"
SIDE = rf"[\d{UNKNOWN}+*×÷/().\s-]{{1,60}}"
EQUATION = rf"(?P<left>{SIDE})=(?P<right>{SIDE})"
ASKED = rf"(?P<asked>{SIDE}?)"
TERM = rf"(\d{{1,9}}(?:\.\d{{1,6}})?|[{UNKNOWN}])"
TIMES = re.compile(rf"(?<=[\d)])\s?(?=[({UNKNOWN}])|(?<=[{UNKNOWN})])(?=\()")
HOURS = (
    r"(?:(?P<hours>\d{1,3}(?:\.\d{1,3})?) (?:ساعات|ساعة|hours?)|(?P<two>ساعتين)|(?P<half>نصف ساعة)"
    r"|(?P<one>ساعة(?: واحدة)?|an hour))(?P<and> ونصف| and a half)?"
)
KM_AN_HOUR = (
    r"(?:كم/س\w*|كم/ساعة|كيلومتر\w* في الساعة|كم في الساعة|km/h|mph|(?:kilometers|miles) per hour)"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")

Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Fraction | None]]


def recomputed(plain_stem: str) -> Fraction | None:
    """What a folded stem asks for, computed, or None where its wording is none of the forms."""
    if len(plain_stem) > LONGEST_STEM or not NUMBER.search(plain_stem):
        return None
    return next(_values(plain_stem), None)


def _values(stem: str) -> Iterator[Fraction]:
    for pattern, compute in FORMS:
        found = pattern.search(stem)
        value = compute(found) if found else None
        if value is not None:
            yield value


def _numbers(text: str) -> list[Fraction]:
    return [Fraction(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def _mean(found: re.Match[str]) -> Fraction:
    numbers = _numbers(found[1])
    return sum(numbers, Fraction()) / len(numbers)


def _median(found: re.Match[str]) -> Fraction:
    numbers = sorted(_numbers(found[1]))
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2


def _mode(found: re.Match[str]) -> Fraction | None:
    (number, times), *others = Counter(_numbers(found[1])).most_common(2)
    return number if times > 1 and (not others or others[0][1] < times) else None


def _range(found: re.Match[str]) -> Fraction:
    numbers = _numbers(found[1])
    return max(numbers) - min(numbers)


def _percent(found: re.Match[str]) -> Fraction:
    return Fraction(found[1]) * Fraction(found[2]) / 100


def _unknown(found: re.Match[str]) -> Fraction | None:
    """The value of what is asked for, where the equation is of the first degree in one unknown."""
    left, right, asked = found["left"], found["right"], found.groupdict().get("asked")
    letters = {letter for letter in left + right if letter in UNKNOWN}
    if len(letters) != 1:
        return None
    (letter,) = letters
    at = [_difference(left, right, letter, Fraction(value)) for value in range(3)]
    if None in at:
        return None
    zero, one, two = (value for value in at if value is not None)
    if zero - 2 * one + two or zero == one:
        return None
    root = zero / (zero - one)
    return _with(asked, letter, root) if asked else root


def _difference(left: str, right: str, letter: str, value: Fraction) -> Fraction | None:
    one, other = _with(left, letter, value), _with(right, letter, value)
    return None if one is None or other is None else one - other


def _with(expression: str, letter: str, value: Fraction) -> Fraction | None:
    written = TIMES.sub("*", expression.strip()).replace(letter, f"({value})")
    return evaluated(written)


def _proportion(found: re.Match[str]) -> Fraction | None:
    terms = found.groups()[:4]
    places = [place for place, term in enumerate(terms) if term in UNKNOWN]
    if len(places) != 1:
        return None
    (place,) = places
    opposite = terms[3 - place]
    beside = [Fraction(term) for at, term in enumerate(terms) if at not in {place, 3 - place}]
    return beside[0] * beside[1] / Fraction(opposite) if Fraction(opposite) else None


def _hours(found: re.Match[str]) -> Fraction:
    told = found["hours"]
    whole = Fraction(told) if told else Fraction(2) if found["two"] else Fraction(1)
    if found["half"]:
        return Fraction(1, 2)
    return whole + (Fraction(1, 2) if found["and"] else 0)


def _distance(found: re.Match[str]) -> Fraction | None:
    told = 1 + bool(found["hours"])
    if len(NUMBER.findall(found.string)) != told:
        return None
    return Fraction(found["speed"]) * _hours(found)


def _rectangle(found: re.Match[str]) -> Fraction | None:
    length, width = Fraction(found[1]), Fraction(found[2])
    return _asked_of(found.string, 2 * (length + width), length * width)


def _square(found: re.Match[str]) -> Fraction | None:
    side = Fraction(found[1])
    return _asked_of(found.string, 4 * side, side * side)


def _asked_of(stem: str, perimeter: Fraction, area: Fraction) -> Fraction | None:
    """Perimeter or area, whichever one the stem speaks of."""
    about_perimeter, about_area = PERIMETER.search(stem), AREA.search(stem)
    if bool(about_perimeter) == bool(about_area):
        return None
    return perimeter if about_perimeter else area


def _next_term(found: re.Match[str]) -> Fraction | None:
    """The next term of an arithmetic or geometric row, or of one whose steps grow evenly."""
    terms = _numbers(found[1])
    steps = [later - earlier for earlier, later in itertools.pairwise(terms)]
    if len(set(steps)) == 1:
        return terms[-1] + steps[0]
    if all(terms) and len({b / a for a, b in itertools.pairwise(terms)}) == 1:
        return terms[-1] * terms[1] / terms[0]
    growth = {later - earlier for earlier, later in itertools.pairwise(steps)}
    return terms[-1] + steps[-1] + growth.pop() if len(growth) == 1 and len(steps) > 3 else None


def _reversed(found: re.Match[str]) -> Fraction:
    return Fraction(found[1][::-1])


def _sum(found: re.Match[str]) -> Fraction:
    return sum(_numbers(found[1]), Fraction())


def _product(found: re.Match[str]) -> Fraction:
    return Fraction(found[1]) * Fraction(found[2])


def _quotient(found: re.Match[str]) -> Fraction | None:
    return Fraction(found[1]) / Fraction(found[2]) if Fraction(found[2]) else None


def _taken_from(found: re.Match[str]) -> Fraction:
    return Fraction(found[2]) - Fraction(found[1])


def _apart(found: re.Match[str]) -> Fraction:
    return abs(Fraction(found[1]) - Fraction(found[2]))


PERIMETER, AREA = re.compile(r"محيط|perimeter"), re.compile(r"مساح|area")
MEASURE = r"(?:سم|م|متر\w*|سنتيمتر\w*|كم|cm|m|km|meters?|units?|وحد\w+|inches|feet)?"
THE_NUMBER = r"(?:ال)?(?:عدد(?:ين)? )?"
OPEN_END = r"[،,]?\s?(?:\.{2,}|…|_+)?\s?[؟?.:]*$"
OF_A_ROW = (
    r"(?:في |ل|of |in )?(?:ال|the )?(?:نمط|متتابعة|متتالية|تسلسل|متسلسلة|pattern|sequence|series)"
    r"(?: (?:الآتي|الآتية|التالي|التالية|العددي|العددية|below))*\s?:?"
)


def _forms(*pairs: tuple[Sequence[str], Callable[[re.Match[str]], Fraction | None]]) -> list[Form]:
    return [(re.compile(pattern), compute) for patterns, compute in pairs for pattern in patterns]


FORMS: Sequence[Form] = _forms(
    (
        [
            rf"^{ASK} (?:الوسط|المتوسط|متوسط|وسط)(?: الحسابي)? {THE_NUMBERS}\s?{LIST}{END}",
            rf"^{ASK} (?:the )?(?:mean|average) of (?:{THE_NUMBERS}\s?)?{LIST}{END}",
        ],
        _mean,
    ),
    (
        [
            rf"^{ASK} (?:الوسيط|وسيط) {THE_NUMBERS}\s?{LIST}{END}",
            rf"^{ASK} (?:the )?median of (?:{THE_NUMBERS}\s?)?{LIST}{END}",
        ],
        _median,
    ),
    (
        [
            rf"^{ASK} (?:المنوال|منوال) {THE_NUMBERS}\s?{LIST}{END}",
            rf"^{ASK} (?:the )?mode of (?:{THE_NUMBERS}\s?)?{LIST}{END}",
        ],
        _mode,
    ),
    (
        [
            rf"^{ASK} (?:المدى|مدى) {THE_NUMBERS}\s?{LIST}{END}",
            rf"^{ASK} (?:the )?range of (?:{THE_NUMBERS}\s?)?{LIST}{END}",
        ],
        _range,
    ),
    (
        [
            rf"^{ASK} (?:نسبة )?{N}\s?% من (?:ال)?(?:عدد |مبلغ )?{N}(?: ريال\w*)?{END}",
            rf"^{ASK} {N}\s?(?:%|percent) of {N}{END}",
        ],
        _percent,
    ),
    (
        [
            (
                rf"^(?:إذا|اذا) كان(?:ت)? {EQUATION}[،,]?\s?(?:ف?(?:ما|كم|أوجد|احسب|إن) )?(?:هي )?"
                rf"قيمة {ASKED}{END}"
            ),
            rf"^(?:حل|ما حل|أوجد حل) (?:ال)?معادلة\s?:? ?{EQUATION}(?: هو)?{END}",
            (
                rf"^{ASK} (?P<asked>[{UNKNOWN}]) "
                rf"(?:في المعادلة|إذا كان|حيث|if|when|in the equation)\s?:? ?{EQUATION}{END}"
            ),
            rf"^if {EQUATION},? (?:then )?(?:what is|find) (?:the value of )?{ASKED}{END}",
            rf"^solve(?: for [{UNKNOWN}])?\s?:? ?{EQUATION}(?: for [{UNKNOWN}])?{END}",
        ],
        _unknown,
    ),
    (
        [
            (
                rf"{TERM}:{TERM}(?:::|=){TERM}:{TERM}[،,]?"
                rf"(?:\s?ف?(?:ما|كم|أوجد|احسب|what|find).{{0,20}}[{UNKNOWN}])?{END}"
            ),
            (
                rf"^(?:(?:إذا|اذا) كان(?:ت)? )?{TERM}/{TERM}\s?=\s?{TERM}/{TERM}[،,]\s?"
                rf"(?:ف?(?:ما|أوجد|احسب) )?قيمة [{UNKNOWN}]{END}"
            ),
        ],
        _proportion,
    ),
    (
        [
            (
                rf"بسرعة (?P<speed>\d{{1,4}}) {KM_AN_HOUR} "
                rf"(?:لمدة |مدة |خلال |في |ولمدة ){HOURS}\W+(?:ف?(?:ما|كم|أوجد|احسب) )(?:هي )?"
                r"(?:طول )?المسافة(?: التي)?(?: \w+){0,3}\s?[؟?.]*$"
            ),
            (
                rf"at (?P<speed>\d{{1,4}}) {KM_AN_HOUR} for {HOURS}"
                r"\W+(?:how far|what distance)[\w ]{0,40}\?*$"
            ),
        ],
        _distance,
    ),
    (
        [
            (
                rf"^(?:\w+ ){{0,4}}مستطيل(?:ة)? (?:الشكل )?طول(?:ه|ها) {N} ?{MEASURE} "
                rf"وعرض(?:ه|ها) {N} ?{MEASURE}[،,.]?\s?"
                rf"(?:ف?(?:ما|كم|أوجد|احسب) )(?:هي )?(?:مساحت|محيط)ها?{END}"
            ),
            rf"^{ASK} (?:مساحة|محيط) مستطيل طوله {N} ?{MEASURE} وعرضه {N} ?{MEASURE}{END}",
        ],
        _rectangle,
    ),
    (
        [
            (
                rf"^(?:\w+ ){{0,4}}مربع(?:ة)? (?:الشكل )?طول ضلعه[ا]? {N} ?{MEASURE}[،,.]?\s?"
                rf"(?:ف?(?:ما|كم|أوجد|احسب) )(?:هي )?(?:مساحت|محيط)ها?{END}"
            ),
            rf"^{ASK} (?:مساحة|محيط) (?:ال)?مربع (?:الذي )?طول ضلعه {N} ?{MEASURE}{END}",
        ],
        _square,
    ),
    (
        [
            rf"(?:العدد|الحد) (?:التالي|القادم) {OF_A_ROW}\s?{LIST}{OPEN_END}",
            rf"next (?:number|term) {OF_A_ROW}\s?{LIST}{OPEN_END}",
        ],
        _next_term,
    ),
    (
        [r"(?:عكس|قلب)(?:نا)? (?:ترتيب )?(?:رقمي|أرقام) العدد (\d{2,9})[،,]?[^\d]{0,40}$"],
        _reversed,
    ),
    (
        [
            rf"^{ASK} (?:مجموع|جمع|حاصل جمع) (?:ال)?(?:أعداد |عددين )?{LIST}{END}",
            rf"^{ASK} (?:the )?sum of (?:the numbers )?{LIST}{END}",
        ],
        _sum,
    ),
    (
        [
            rf"^{ASK} (?:حاصل )?ضرب {THE_NUMBER}{N} (?:في|×|و) ?{THE_NUMBER}{N}{END}",
            rf"^{ASK} (?:the )?product of {N} and {N}{END}",
        ],
        _product,
    ),
    (
        [
            rf"^{ASK} (?:خارج |حاصل )?قسمة {THE_NUMBER}{N} على {THE_NUMBER}{N}{END}",
            rf"^{ASK} {N} divided by {N}{END}",
        ],
        _quotient,
    ),
    ([rf"^{ASK} طرح {THE_NUMBER}{N} من {THE_NUMBER}{N}{END}"], _taken_from),
    (
        [
            rf"^{ASK} (?:الفرق|فرق) بين (?:العددين )?{N} (?:و|و ){N}{END}",
            rf"^{ASK} (?:the )?difference between {N} and {N}{END}",
        ],
        _apart,
    ),
)
