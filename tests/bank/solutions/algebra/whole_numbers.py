"""Sequences, consecutive numbers, and properties of numbers: counted and tried."""

import operator
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from bank.drawing import numbers
from bank.reading import RAISED, value
from bank.solutions import finds, first, judges, whole

PARTS = {"ثلاثة": 3, "أربعة": 4, "خمسة": 5}


@finds("algebra/sequences")
def next_by_rule(stem: str) -> Fraction | None:
    """The next number by whichever rules explain all that are given, if they agree on it."""
    if not re.search("الحد التالي|يكمل النمط|العدد التالي", stem):
        return None
    terms = numbers(stem)
    steps = [later - earlier for earlier, later in pairwise(terms)]
    growth = {later - earlier for earlier, later in pairwise(steps)}
    found = {terms[-1] + steps[-1] + more for more in growth if len(growth) == 1}
    found |= {
        factor * terms[-1] + added
        for factor in (Fraction(1, 5), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), 2, 3, 4, 5)
        for added in range(-9, 10)
        if all(factor * earlier + added == later for earlier, later in pairwise(terms))
    }
    jumps = [{later - earlier for earlier, later in pairwise(terms[place::2])} for place in (0, 1)]
    if len(terms) == 6 and all(len(jump) == 1 for jump in jumps):
        found |= {terms[-2] + jump for jump in jumps[0]}
    return found.pop() if len(found) == 1 else None


@finds("algebra/sequences")
def step_after_step(stem: str) -> int | None:
    """The same step taken until the asked place is reached."""
    if not re.search("رتبته|رتبتها", stem):
        return None
    one, two, three, place = whole(stem)
    terms = [one, two, three]
    while len(terms) < place:
        terms.append(terms[-1] + two - one)
    return terms[-1] if three - two == two - one else None


@finds("algebra/sequences")
def row_by_row(stem: str) -> int | None:
    """The seats of one row after another, counted."""
    if "مجموع المقاعد" not in stem:
        return None
    seats, step, rows = whole(stem)
    return sum(range(seats, seats + step * rows, step))


@finds("algebra/consecutive")
def summed_up(stem: str) -> int | None:
    """The first run of numbers that has the given sum."""
    many = re.search("ثلاثة|أربعة|خمسة", stem)
    asked = re.search("(الأصغر|الأكبر)(?: بينها)?؟$", stem)
    if not many or not asked or not re.search("مجموعها|مجموع .+ متتالية", stem):
        return None
    total = whole(stem)[0]
    run = next(run for run in _runs(stem, PARTS[many[0]]) if sum(run) == total)
    return run[-1] if asked[1] == "الأكبر" else run[0]


def _runs(stem: str, length: int) -> Iterator[range]:
    """Consecutive numbers of the kind that is told, from the smallest on."""
    step = 2 if re.search("زوجي|فردي", stem) else 1
    for start in range(1, 999):
        if step == 1 or start % 2 == ("فردي" in stem):
            yield range(start, start + step * length, step)


@finds("algebra/consecutive")
def neighbours(stem: str) -> int | None:
    """Pairs of neighbours tried until their sum, product or squares are as told."""
    asked = re.search("(الأصغر|الأكبر|أصغرهما|أكبرهما|مجموعهما)؟$", stem)
    told: Callable[[int, int], int]
    if re.search("المتقابلتين|عددان صحيحان|بيتان", stem):
        told = operator.add
    elif re.search("حاصل ضرب", stem):
        told = operator.mul
    elif "الفرق بين مربعي" in stem:
        told = _squares_apart
    else:
        return None
    if not asked:
        return None
    given = whole(stem)[0]
    small, large = next((one, two) for one, two in _runs(stem, 2) if told(one, two) == given)
    return small + large if asked[1] == "مجموعهما" else small if "صغر" in asked[1] else large


def _squares_apart(small: int, large: int) -> int:
    return large * large - small * small


@finds("algebra/consecutive")
def both_ends(stem: str) -> int | None:
    """Runs of five tried until one end is as told; then the other end."""
    told = re.search(r"مجموع (أصغر|أكبر) عددين منها (\d+)\. فما مجموع (أصغر|أكبر) عددين", stem)
    if not told or "خمسة أعداد" not in stem:
        return None
    ends = {"أصغر": slice(0, 2), "أكبر": slice(-2, None)}
    run = next(run for run in _runs(stem, 5) if sum(run[ends[told[1]]]) == int(told[2]))
    return sum(run[ends[told[3]]])


@finds("algebra/number-properties")
def taken_away(stem: str) -> int | None:
    """What is left when the divisor has been taken away as often as it goes."""
    if not re.search("باقي قسمة العدد \\d+ |فما الباقي|خارج العلب المملوءة", stem):
        return None
    rest, divisor = whole(stem)
    while rest >= divisor:
        rest -= divisor
    return rest


@finds("algebra/number-properties")
def one_more_until_it_goes(stem: str) -> int | None:
    """Numbers added one after another until the division leaves nothing."""
    if not re.search("يُضاف إلى|يلزم إضافته", stem):
        return None
    total, divisor = whole(stem)
    return first(lambda added: (total + added) % divisor == 0)


@finds("algebra/number-properties")
def divided(stem: str) -> int | None:
    """Common divisors and multiples, and how many divisors, by trying."""
    given = whole(stem)
    if "أكبر عدد ممكن" in stem or "أكبر عدد من السلال" in stem:
        return max(part for part in range(1, given[0] + 1) if not given[0] % part | given[1] % part)
    if re.search("معًا (?:للمرة|أول)", stem):
        return first(lambda minute: minute % given[0] == minute % given[1] == 0)
    if "كان الباقي" in stem:
        larger, one, other, rest = given
        return first(lambda number: number % one == number % other == rest, larger + 1)
    if "القواسم الموجبة" in stem or "يقسم العدد" in stem or "يقبل العدد" in stem:
        return sum(given[0] % part == 0 for part in range(1, given[0] + 1))
    return None


@judges("algebra/number-properties")
def always_odd_or_even(stem: str, choice: str) -> bool | None:
    """The choice is odd, or even, whatever odd and even numbers are put in."""
    kinds = re.search("إذا كان ([سص]) عددًا فرديًا و([سص]) عددًا زوجيًا", stem)
    if not kinds:
        return None
    odd, even = kinds.groups()
    found = {value(choice, **{odd: one, even: two}) % 2 for one in (1, 3, 9) for two in (2, 4, 10)}
    return found == {1 if "عدد فردي دائمًا" in stem else 0}


@finds("algebra/number-properties")
def numbers_with_that_remainder(stem: str) -> Fraction | None:
    """The remainder that the expression leaves for every number with the given remainder."""
    told = re.search(r"ن على (\d+) يساوي (\d+)، فما باقي قسمة (.+) على \d+؟", stem)
    if not told:
        return None
    divisor, rest = int(told[1]), int(told[2])
    found = {value(told[3], ن=rest + divisor * times) % divisor for times in range(5)}
    return found.pop() if len(found) == 1 else None


@finds("algebra/number-properties")
def last_digit_kept(stem: str) -> int | None:
    """The last digit, multiplied on and on."""
    power = re.search(r"العدد (\d+)([⁰¹²³⁴-⁹]+)(?: على 10)?؟", stem)
    if not power:
        return None
    digit = 1
    for _ in range(int(power[2].translate(RAISED))):
        digit = digit * int(power[1]) % 10
    return digit
