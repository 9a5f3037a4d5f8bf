"""Work and its rates: inverse proportion, and several doing one job together."""

from fractions import Fraction
from math import gcd

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import DAY, HOUR, MACHINE, WORKER, Noun, counted

TAP = Noun("صنبور", "صنبورين", "صنابير", "صنبورًا")
HORSE = Noun("حصان", "حصانين", "أحصنة", "حصانًا")


def inverse(draw: Draw) -> Draft:
    """The new time; the number to add for a new time; a change after some days."""
    return draw.by_level(_time_for_other_number, _number_to_add, _newcomers_after_days)(draw)


INVERSE_CONTEXTS = (
    ("ينجز {known} عملًا في {time}. في كم يومًا ينجز {asked} العمل نفسه بالمعدل نفسه؟", WORKER, DAY),
    (
        (
            "يلزم {time} لملء خزان باستخدام {known} من النوع نفسه. كم ساعة تلزم لملئه باستخدام "
            "{asked}؟"
        ),
        TAP,
        HOUR,
    ),
    ("تكفي كمية من العلف {known} مدة {time}. كم يومًا تكفي الكمية نفسها {asked}؟", HORSE, DAY),
    ("تطبع {known} كتابًا في {time}. في كم ساعة تطبعه {asked} من النوع نفسه؟", MACHINE, HOUR),
)


def _time_for_other_number(draw: Draw) -> Draft:
    template, agent, unit = draw.pick(INVERSE_CONTEXTS)
    known, asked = draw.sample(range(3, 16), 2)
    shared = gcd(known, asked)
    times = draw.integer(1, 3)
    time, key = asked // shared * times, known // shared * times
    if not 3 <= time <= 40:
        raise Degenerate
    return numeric(
        template.format(
            known=counted(known, agent), asked=counted(asked, agent), time=counted(time, unit)
        ),
        key,
        whole_drawn(
            draw,
            key,
            Fraction(time * asked, known),  # direct proportion
            time + asked - known,  # added the difference
            time + known - asked,  # subtracted the difference
            time,  # ignored the change
            Fraction(known * asked, time),  # multiplied the wrong pair
            key + times,  # one share too many
            key - times,  # one share too few
        ),
        f"{known}*{time}/{asked}",
        f"تناسب عكسي: {known} × {time} = {known * time}، والزمن المطلوب {known * time} ÷ {asked} = "
        f"{key}.",
    )


# A number with its time, then a larger number with the shorter whole time it needs.
REINFORCEMENTS = [
    (known, time, needed, known * time // needed)
    for known in range(3, 25)
    for needed in range(known + 1, 25)
    for time in range(4, 31)
    if known * time % needed == 0 and known * time // needed >= 3
]


def _number_to_add(draw: Draw) -> Draft:
    known, time, needed, new_time = draw.pick(REINFORCEMENTS)
    key = needed - known
    template, agent, unit = draw.pick(
        (
            (
                "ينجز {known} عملًا في {time}. كم عاملًا يجب أن يُضاف إليهم لإنجازه في {new}؟",
                WORKER,
                DAY,
            ),
            (
                "تطبع {known} كتابًا في {time}. كم آلة مماثلة يجب أن تُضاف لطباعته في {new}؟",
                MACHINE,
                HOUR,
            ),
            (
                (
                    "يلزم {time} لملء خزان باستخدام {known}. كم صنبورًا مماثلًا يجب أن يُضاف لملئه في "
                    "{new}؟"
                ),
                TAP,
                HOUR,
            ),
        )
    )
    return numeric(
        template.format(
            known=counted(known, agent), time=counted(time, unit), new=counted(new_time, unit)
        ),
        key,
        whole_drawn(
            draw,
            key,
            needed,  # the number needed, not the number added
            time - new_time,  # matched the days saved
            Fraction(known * new_time, time),  # direct proportion
            known - Fraction(known * new_time, time),  # direct proportion, then the difference
            key + 1,  # one too many
            key - 1,  # one too few
            known,  # the number already there
        ),
        f"{known}*{time}/{new_time}-{known}",
        f"العدد اللازم {known} × {time} ÷ {new_time} = {needed}، والعدد المضاف {needed} − {known} "
        f"= {key}.",
    )


def _newcomers_after_days(draw: Draw) -> Draft:
    people, all_people = sorted(draw.sample(range(4, 31, 2), 2))
    shared = gcd(people, all_people)
    times, passed = draw.integer(1, 4), draw.integer(2, 8)
    left, key = all_people // shared * times, people // shared * times
    days, joined = left + passed, all_people - people
    if days > 50 or key < 2:
        raise Degenerate
    stem = draw.pick(
        (
            (
                "يكفي الطعام في مخيم عدد أفراده {people} مدة {days}. بعد مرور {passed} انضم إليهم "
                "أفراد عددهم {joined}. كم يومًا يكفيهم الطعام الباقي؟"
            ),
            (
                "عدد عمال مشروع {people}، وينجزونه في {days}. بعد مرور {passed} انضم إليهم عمال "
                "عددهم {joined} بالمعدل نفسه. في كم يومًا يُنجز العمل الباقي؟"
            ),
            (
                "في مزرعة في {city} علف يكفي أحصنتها، وعددها {people}، مدة {days}. بعد مرور "
                "{passed} أضيفت أحصنة عددها {joined}. كم يومًا يكفي العلف الباقي؟"
            ),
        )
    ).format(
        people=people,
        days=counted(days, DAY),
        passed=counted(passed, DAY),
        joined=joined,
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            left,  # ignored the newcomers
            Fraction(people * days, all_people),  # ignored the days passed
            Fraction(people * left, joined),  # took the newcomers alone
            key + passed,  # counted from the first day
            Fraction(people * days, all_people) - passed,  # subtracted the days last
            key + times,  # one share too many
            key - times,  # one share too few
        ),
        f"{people}*({days}-{passed})/({people}+{joined})",
        f"الباقي يكفي العدد الأول {days} − {passed} = {left} من الأيام، فيكفي الجميع "
        f"{people} × {left} ÷ {all_people} = {key}.",
    )


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
# Who works, alone and together; each is told its own time.
JOINT_CONTEXTS = (
    (
        "يملأ الصنبور الأول خزانًا في {}، ويملؤه الصنبور الثاني في {}",
        "إذا فُتحا معًا، ففي كم ساعة يمتلئ؟",
    ),
    (
        "تنجز الآلة الأولى طلبية في {}، وتنجزها الآلة الثانية في {}",
        "إذا عملتا معًا، ففي كم ساعة تُنجز؟",
    ),
    ("يطلي العامل الأول سورًا في {}، ويطليه العامل الثاني في {}", "إذا عملا معًا، ففي كم ساعة يُطلى؟"),
    (
        "تفرغ المضخة الأولى حوضًا في {}، وتفرغه المضخة الثانية في {}",
        "إذا عملتا معًا، ففي كم ساعة يفرغ؟",
    ),
)
OTHER_ALONE_CONTEXTS = (
    "يملأ صنبوران معًا خزانًا في {}، ويملؤه الأول وحده في {}. في كم ساعة يملؤه الثاني وحده؟",
    "تنجز آلتان معًا طلبية في {}، وتنجزها الأولى وحدها في {}. في كم ساعة تنجزها الثانية وحدها؟",
    "يطلي عاملان معًا سورًا في {}، ويطليه الأول وحده في {}. في كم ساعة يطليه الثاني وحده؟",
    "تفرغ مضختان معًا حوضًا في {}، وتفرغه الأولى وحدها في {}. في كم ساعة تفرغه الثانية وحدها؟",
)


def joint_work(draw: Draw) -> Draft:
    """Two together; the other alone; one against the other, or one joining late."""
    hard = draw.pick((_filling_against_draining, _joined_late))
    return draw.by_level(_two_together, _other_alone, hard)(draw)


def _two_together(draw: Draw) -> Draft:
    a, b, key = draw.pick(TOGETHER)
    alone, asked = draw.pick(JOINT_CONTEXTS)
    return numeric(
        f"{alone.format(counted(a, HOUR), counted(b, HOUR))}. {asked}",
        key,
        whole_drawn(
            draw,
            key,
            a + b,  # added the times
            Fraction(a + b, 2),  # averaged the times
            abs(a - b),  # subtracted the times
            Fraction(min(a, b), 2),  # halved the shorter time
            Fraction(a + b, 4),  # halved the average
            key + 1,  # rounded up
            key - 1,  # rounded down
        ),
        f"{a}*{b}/({a}+{b})",
        f"يُنجز في الساعة 1/{a} + 1/{b} = {a + b}/{a * b} = 1/{key} من العمل، فالزمن {key}.",
    )


def _other_alone(draw: Draw) -> Draft:
    a, key, together = draw.pick(TOGETHER)
    return numeric(
        draw.pick(OTHER_ALONE_CONTEXTS).format(counted(together, HOUR), counted(a, HOUR)),
        key,
        whole_drawn(
            draw,
            key,
            a - together,  # subtracted the times
            a + together,  # added the times
            Fraction(a * together, a + together),  # added the rates
            Fraction(a + together, 2),  # averaged the times
            2 * together,  # took the two for equal
            key + together,  # one joint time too many
            key + 1,  # rounded up
        ),
        f"{a}*{together}/({a}-{together})",
        f"المعدل المطلوب في الساعة 1/{together} − 1/{a} = 1/{key} من العمل، فالزمن {key}.",
    )


def _filling_against_draining(draw: Draw) -> Draft:
    fill, drain, key = draw.pick(DRAINED)
    stem = draw.pick(
        (
            (
                "يملأ صنبور خزانًا فارغًا في {}، ويفرغه مصرف وهو ممتلئ في {}. إذا فُتحا معًا والخزان "
                "فارغ، ففي كم ساعة يمتلئ؟"
            ),
            (
                "تملأ مضخة حوضًا في {}، وفي أسفله فتحة تفرغه وهو ممتلئ في {}. إذا عملت المضخة "
                "والفتحة مفتوحة، ففي كم ساعة يمتلئ الحوض الفارغ؟"
            ),
        )
    ).format(counted(fill, HOUR), counted(drain, HOUR))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(fill * drain, fill + drain),  # added the rates
            drain - fill,  # subtracted the times
            Fraction(fill + drain, 2),  # averaged the times
            fill + drain,  # added the times
            key + fill,  # one filling too many
            key - fill,  # one filling too few
        ),
        f"{fill}*{drain}/({drain}-{fill})",
        f"يمتلئ في الساعة 1/{fill} − 1/{drain} = 1/{key} من السعة، فزمن الامتلاء {key}.",
    )


def _joined_late(draw: Draw) -> Draft:
    a, b, alone, key = draw.pick(HEAD_STARTS)
    stem = draw.pick(
        (
            (
                "ينجز عامل عملًا وحده في {}، وينجزه عامل آخر وحده في {}. عمل الأول وحده مدة {}، ثم "
                "انضم إليه الثاني. كم ساعة عملا معًا حتى اكتمل العمل؟"
            ),
            (
                "يملأ صنبور خزانًا في {}، ويملؤه صنبور آخر في {}. فُتح الأول وحده مدة {}، ثم فُتح معه "
                "الثاني. كم ساعة بقيا مفتوحين معًا حتى امتلأ الخزان؟"
            ),
        )
    ).format(counted(a, HOUR), counted(b, HOUR), counted(alone, HOUR))
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(a * b, a + b),  # ignored the head start
            Fraction(a * b, a + b) - alone,  # subtracted the head start from the joint time
            key + alone,  # counted from the beginning
            a - alone,  # ignored the second
            Fraction(a + b, 2) - alone,  # averaged the times
            key + 1,  # rounded up
            key - 1,  # rounded down
        ),
        f"({a}-{alone})*{b}/({a}+{b})",
        f"الباقي بعد عمل الأول وحده {a - alone}/{a}، ومعدلهما معًا 1/{a} + 1/{b} = {a + b}/{a * b} "
        f"في الساعة، فزمن عملهما معًا {key}.",
    )
