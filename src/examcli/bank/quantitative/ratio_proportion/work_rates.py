"""Work and its rates: inverse proportion, and several doing one job together."""

from fractions import Fraction
from math import gcd

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.forms import WHOLE_DRAWN, Computed, Words, computed
from examcli.bank.quantitative import nouns
from examcli.bank.quantitative.nouns import all_counted, counted

words = Words(__name__)
form = words.form

# Who does a work, and what its time is counted in.
WORKS = {
    "work": (nouns.WORKER, nouns.DAY),
    "tank": (nouns.TAP, nouns.HOUR),
    "fodder": (nouns.HORSE, nouns.DAY),
    "book": (nouns.MACHINE, nouns.HOUR),
}
# A number with its time, then a larger number with the shorter whole time it needs.
REINFORCEMENTS = [
    (known, time, needed, known * time // needed)
    for known in range(3, 25)
    for needed in range(known + 1, 25)
    for time in range(4, 31)
    if known * time % needed == 0 and known * time // needed >= 3
]
# Two times alone, and the whole time they take together.
TOGETHER = [
    (a, b, a * b // (a + b))
    for a in range(3, 61)
    for b in range(3, 61)
    if a != b and a * b % (a + b) == 0
]
DRAINED = [
    (fill, drain, fill * drain // (drain - fill))
    for fill in range(2, 25)
    for drain in range(fill + 1, 41)
    if fill * drain % (drain - fill) == 0 and fill * drain // (drain - fill) <= 60
]
# A head start of the first, after which the two finish in a whole time.
HEAD_STARTS = [
    (a, b, alone, (a - alone) * b // (a + b))
    for a in range(4, 31)
    for b in range(4, 31)
    for alone in range(2, a)
    if a != b and (a - alone) * b % (a + b) == 0 and (a - alone) * b // (a + b) >= 2
]


def inverse(draw: Draw) -> Draft:
    """The new time; the number to add for a new time; a change after some days."""
    return draw.by_level(_time_for_other_number, _number_to_add, _newcomers_after_days)(draw)


def joint_work(draw: Draw) -> Draft:
    """Two together; the other alone; one against the other, or one joining late."""
    hard = draw.pick((_filling_against_draining, _joined_late))
    return draw.by_level(_two_together, _other_alone, hard)(draw)


@form("time-for-other-number", WHOLE_DRAWN)
def _time_for_other_number(draw: Draw) -> Computed:
    case = draw.pick(tuple(WORKS))
    agent, unit = WORKS[case]
    known, asked = draw.sample(range(3, 16), 2)
    shared = gcd(known, asked)
    times = draw.integer(1, 3)
    time, key = asked // shared * times, known // shared * times
    if not 3 <= time <= 40:
        raise Degenerate("an unlikely time")
    return computed(
        key,
        f"{known}*{time}/{asked}",
        Fraction(time * asked, known),  # direct proportion
        time + asked - known,  # added the difference
        time + known - asked,  # subtracted the difference
        time,  # ignored the change
        Fraction(known * asked, time),  # multiplied the wrong pair
        key + times,  # one share too many
        key - times,  # one share too few
        case=case,
    ).told(
        span=counted(time, unit),
        known=known,
        time=time,
        asked=asked,
        product=known * time,
        **all_counted(agent, "agents", known=known, asked=asked),
    )


@form("number-to-add", WHOLE_DRAWN)
def _number_to_add(draw: Draw) -> Computed:
    known, time, needed, new_time = draw.pick(REINFORCEMENTS)
    key = needed - known
    case = draw.pick(("work", "book", "tank"))
    agent, unit = WORKS[case]
    return computed(
        key,
        f"{known}*{time}/{new_time}-{known}",
        needed,  # the number needed, not the number added
        time - new_time,  # matched the days saved
        Fraction(known * new_time, time),  # direct proportion
        known - Fraction(known * new_time, time),  # direct proportion, then the difference
        key + 1,  # one too many
        key - 1,  # one too few
        known,  # the number already there
        case=case,
    ).told(
        agents=counted(known, agent),
        known=known,
        time=time,
        needed=needed,
        new_time=new_time,
        **all_counted(unit, "span", old=time, new=new_time),
    )


@form("newcomers-after-days", WHOLE_DRAWN)
def _newcomers_after_days(draw: Draw) -> Computed:
    people, all_people = sorted(draw.sample(range(4, 31, 2), 2))
    shared = gcd(people, all_people)
    times, passed = draw.integer(1, 4), draw.integer(2, 8)
    left, key = all_people // shared * times, people // shared * times
    days, joined = left + passed, all_people - people
    if days > 50 or key < 2:
        raise Degenerate("an unlikely time")
    return computed(
        key,
        f"{people}*({days}-{passed})/({people}+{joined})",
        left,  # ignored the newcomers
        Fraction(people * days, all_people),  # ignored the days passed
        Fraction(people * left, joined),  # took the newcomers alone
        key + passed,  # counted from the first day
        Fraction(people * days, all_people) - passed,  # subtracted the days last
        key + times,  # one share too many
        key - times,  # one share too few
    ).told(
        people=people,
        joined=joined,
        all_people=all_people,
        days=days,
        passed=passed,
        left=left,
        **all_counted(nouns.DAY, "span", all=days, passed=passed),
    )


@form("two-together", WHOLE_DRAWN)
def _two_together(draw: Draw) -> Computed:
    a, b, key = draw.pick(TOGETHER)
    return computed(
        key,
        f"{a}*{b}/({a}+{b})",
        a + b,  # added the times
        Fraction(a + b, 2),  # averaged the times
        abs(a - b),  # subtracted the times
        Fraction(min(a, b), 2),  # halved the shorter time
        Fraction(a + b, 4),  # halved the average
        key + 1,  # rounded up
        key - 1,  # rounded down
    ).told(a=a, b=b, rate=f"{a + b}/{a * b}", **all_counted(nouns.HOUR, "hours", one=a, other=b))


@form("other-alone", WHOLE_DRAWN)
def _other_alone(draw: Draw) -> Computed:
    a, key, together = draw.pick(TOGETHER)
    return computed(
        key,
        f"{a}*{together}/({a}-{together})",
        a - together,  # subtracted the times
        a + together,  # added the times
        Fraction(a * together, a + together),  # added the rates
        Fraction(a + together, 2),  # averaged the times
        2 * together,  # took the two for equal
        key + together,  # one joint time too many
        key + 1,  # rounded up
    ).told(a=a, together=together, **all_counted(nouns.HOUR, "hours", joint=together, one=a))


@form("filling-against-draining", WHOLE_DRAWN)
def _filling_against_draining(draw: Draw) -> Computed:
    fill, drain, key = draw.pick(DRAINED)
    return computed(
        key,
        f"{fill}*{drain}/({drain}-{fill})",
        Fraction(fill * drain, fill + drain),  # added the rates
        drain - fill,  # subtracted the times
        Fraction(fill + drain, 2),  # averaged the times
        fill + drain,  # added the times
        key + fill,  # one filling too many
        key - fill,  # one filling too few
    ).told(fill=fill, drain=drain, **all_counted(nouns.HOUR, "hours", fill=fill, drain=drain))


@form("joined-late", WHOLE_DRAWN)
def _joined_late(draw: Draw) -> Computed:
    a, b, alone, key = draw.pick(HEAD_STARTS)
    return computed(
        key,
        f"({a}-{alone})*{b}/({a}+{b})",
        Fraction(a * b, a + b),  # ignored the head start
        Fraction(a * b, a + b) - alone,  # subtracted the head start from the joint time
        key + alone,  # counted from the beginning
        a - alone,  # ignored the second
        Fraction(a + b, 2) - alone,  # averaged the times
        key + 1,  # rounded up
        key - 1,  # rounded down
    ).told(
        a=a,
        b=b,
        rest=f"{a - alone}/{a}",
        rate=f"{a + b}/{a * b}",
        **all_counted(nouns.HOUR, "hours", one=a, other=b, alone=alone),
    )
