"""Work hour by hour, what is poured together, and what is measured, counted one by one."""

from collections.abc import Callable
from fractions import Fraction
from itertools import count, product

from bank.drawing import numbers
from bank.solutions import finds, first, judges
from bank.solutions.ratio_proportion import Found, percent, rate_of, read
from bank.solutions.told import Tellings


def man_days(known: int, time: int, asked: int) -> int:
    """Days tried until the work done is the whole work."""
    return first(lambda days: days * asked == known * time)


def reinforcement(known: int, time: int, new_time: int) -> int:
    return first(lambda more: (known + more) * new_time == known * time)


def newcomers(people: int, days: int, passed: int, joined: int) -> int:
    """What there is for all, used up day by day."""
    store = people * days - sum(people for _ in range(passed))
    return first(lambda more: store == more * (people + joined))


@finds("ratio-proportion/inverse")
def until_done(stem: str) -> Found | None:
    tellings: Tellings[Found] = {
        "^ينجز # …عملًا في # …في كم يومًا ينجز # …العمل نفسه بالمعدل نفسه؟": man_days,
        "^يلزم # …باستخدام # …كم ساعة تلزم لملئه باستخدام # ": lambda time, known, asked: man_days(
            known, time, asked
        ),
        "^تكفي كمية من العلف # …مدة # …كم يومًا تكفي الكمية نفسها # ": man_days,
        "^تطبع # …كتابًا في # …في كم ساعة تطبعه # …من النوع نفسه؟": man_days,
        "^ينجز # …عملًا في # …كم عاملًا يجب أن يُضاف إليهم لإنجازه في # ": reinforcement,
        "^تطبع # …كتابًا في # …كم آلة مماثلة يجب أن تُضاف لطباعته في # ": reinforcement,
        "^يلزم # …باستخدام # …كم صنبورًا مماثلًا يجب أن يُضاف لملئه في # ": lambda time, known, new: (
            reinforcement(known, time, new)
        ),
        "^يكفي الطعام في مخيم عدد أفراده # مدة # …بعد مرور # …انضم إليهم أفراد عددهم #. "
        "كم يومًا يكفيهم الطعام الباقي؟": newcomers,
        "^عدد عمال مشروع #، وينجزونه في # …بعد مرور # …انضم إليهم عمال عددهم # بالمعدل نفسه. "
        "في كم يومًا يُنجز العمل الباقي؟": newcomers,
        "^في مزرعة …علف يكفي أحصنتها، وعددها #، مدة # …بعد مرور # …أضيفت أحصنة عددها #. "
        "كم يومًا يكفي العلف الباقي؟": newcomers,
    }
    return read(stem, tellings)


def hour_by_hour(*rates: Fraction, done: Found = 0) -> int:
    """Parts of the work added up hour by hour until it is done."""
    for hours in count(1):
        done += sum(rates)
        if done >= 1:
            assert done == 1
            return hours
    raise AssertionError


def together(one: int, other: int) -> int:
    return hour_by_hour(Fraction(1, one), Fraction(1, other))


def against(fill: int, drain: int) -> int:
    return hour_by_hour(Fraction(1, fill), Fraction(-1, drain))


def other_alone(joint: int, one: int) -> int:
    return first(lambda hours: joint * (Fraction(1, one) + Fraction(1, hours)) == 1)


def after_head_start(one: int, other: int, alone: int) -> int:
    return hour_by_hour(Fraction(1, one), Fraction(1, other), done=Fraction(alone, one))


@finds("ratio-proportion/joint-work")
def joint_work(stem: str) -> Found | None:
    tellings: Tellings[Found] = {
        "^يملأ الصنبور الأول خزانًا في # …، ويملؤه الصنبور الثاني في # …"
        "إذا فُتحا معًا، ففي كم ساعة يمتلئ؟": together,
        "^تنجز الآلة الأولى طلبية في # …، وتنجزها الآلة الثانية في # …"
        "إذا عملتا معًا، ففي كم ساعة تُنجز؟": together,
        "^يطلي العامل الأول سورًا في # …، ويطليه العامل الثاني في # …"
        "إذا عملا معًا، ففي كم ساعة يُطلى؟": together,
        "^تفرغ المضخة الأولى حوضًا في # …، وتفرغه المضخة الثانية في # …"
        "إذا عملتا معًا، ففي كم ساعة يفرغ؟": together,
        "^يملأ صنبوران معًا خزانًا في # …، ويملؤه الأول وحده في # …"
        "في كم ساعة يملؤه الثاني وحده؟": other_alone,
        "^تنجز آلتان معًا طلبية في # …، وتنجزها الأولى وحدها في # …"
        "في كم ساعة تنجزها الثانية وحدها؟": other_alone,
        "^يطلي عاملان معًا سورًا في # …، ويطليه الأول وحده في # …"
        "في كم ساعة يطليه الثاني وحده؟": other_alone,
        "^تفرغ مضختان معًا حوضًا في # …، وتفرغه الأولى وحدها في # …"
        "في كم ساعة تفرغه الثانية وحدها؟": other_alone,
        "^يملأ صنبور خزانًا فارغًا في # …، ويفرغه مصرف وهو ممتلئ في # …"
        "إذا فُتحا معًا والخزان فارغ، ففي كم ساعة يمتلئ؟": against,
        "^تملأ مضخة حوضًا في # …، وفي أسفله فتحة تفرغه وهو ممتلئ في # …"
        "إذا عملت المضخة والفتحة مفتوحة، ففي كم ساعة يمتلئ الحوض الفارغ؟": against,
        "^ينجز عامل عملًا وحده في # …، وينجزه عامل آخر وحده في # …عمل الأول وحده مدة # …، "
        "ثم انضم إليه الثاني. كم ساعة عملا معًا حتى اكتمل العمل؟": after_head_start,
        "^يملأ صنبور خزانًا في # …، ويملؤه صنبور آخر في # …فُتح الأول وحده مدة # …، "
        "ثم فُتح معه الثاني. كم ساعة بقيا مفتوحين معًا حتى امتلأ الخزان؟": after_head_start,
    }
    return read(stem, tellings)


def share(part: int, other: int) -> int:
    return rate_of(part, part + other)


def balance(one: int, value: int, other: int, other_value: int) -> int:
    """The value about which the two parts are in balance."""
    return first(lambda mean: one * (mean - value) == other * (other_value - mean))


def water_added(litres: int, old: int, new: int) -> int:
    return first(lambda water: litres * percent(old) == (litres + water) * percent(new))


def water_lost(litres: int, old: int, new: int) -> int:
    return first(lambda water: litres * percent(old) == (litres - water) * percent(new))


def kilos_added(kilos: int, dear: int, cheap: int, target: int) -> int:
    return first(lambda more: kilos * dear + more * cheap == (kilos + more) * target)


@finds("ratio-proportion/mixtures")
def poured_together(stem: str) -> Found | None:
    """What was put in, over all that there is."""
    tellings: Tellings[Found] = {
        "^خُلط # …من العصير المركز مع # …من الماء. ما النسبة المئوية للعصير المركز في": share,
        "^خُلط # …من الإسمنت مع # …من الرمل. ما النسبة المئوية للإسمنت في": share,
        "^خُلط # …من اللوز مع # …من التمر. ما النسبة المئوية للوز في": share,
        "^خُلط # …ثمن الكيلوجرام # …مع # …من صنف آخر ثمن الكيلوجرام منه # …"
        "كم ريالًا ثمن الكيلوجرام من الخليط؟": balance,
        r"^خُلط # …من محلول تركيز (?:\S+) فيه #% مع # …من محلول تركيز (?:\S+) فيه #%. "
        "ما تركيز …في الخليط؟": balance,
        "^محلول ملحي حجمه # …وتركيز الملح فيه #%. "
        "كم لترًا من الماء يُضاف إليه ليصبح تركيزه #%؟": water_added,
        "^شراب حجمه # …ونسبة العصير فيه #%. "
        "كم لترًا من الماء يُضاف إليه لتصبح هذه النسبة #%؟": water_added,
        "^محلول ملحي حجمه # …وتركيز الملح فيه #%. "
        "كم لترًا من الماء يجب أن (?:يتبخر|يُفصل) منه ليصبح تركيزه #%؟": water_lost,
        "^لدى بائع # …سعر الكيلوجرام # …كم كيلوجرامًا من صنف سعر الكيلوجرام منه # …"
        "يخلط معها ليصبح سعر الكيلوجرام من الخليط # ": kilos_added,
    }
    return read(stem, tellings)


def times(factor: int) -> Callable[[Found], Found]:
    return lambda amount: amount * factor


def cut_up(factor: int) -> Callable[[int, Found], int]:
    """The number of parts, taken one by one until nothing is left."""

    def parts(small: int, large: Found) -> int:
        left = list(range(0, int(large * factor), small))
        assert left[-1] + small == large * factor
        return len(left)

    return parts


def tiles(length: int, width: int, side: int) -> int:
    """Tiles laid one by one."""
    rows, columns = (range(0, metres * 100, side) for metres in (length, width))
    return sum(1 for _ in product(rows, columns))


def hours_to_fill(length: int, width: int, height: int, flow: int) -> int:
    """Every cubic metre is a thousand litres; an hour is sixty minutes of flow."""
    litres = sum(1000 for _ in product(range(length), range(width), range(height)))
    return first(lambda hours: sum(flow for _ in range(60 * hours)) == litres)


@finds("ratio-proportion/unit-conversion")
def in_small_units(stem: str) -> Found | None:
    tellings: Tellings[Found] = {
        "^طول طريق # كم. كم مترًا طوله؟": times(1000),
        "^كتلة طرد # كجم. كم جرامًا كتلته؟": times(1000),
        "^حمولة شاحنة # طن. كم كيلوجرامًا حمولتها؟": times(1000),
        "^سعة إناء # لتر. كم مليلترًا سعته؟": times(1000),
        "^ارتفاع جدار # م. كم سنتيمترًا ارتفاعه؟": times(100),
        "^استغرقت رحلة # ساعة. كم دقيقة استغرقت؟": times(60),
        "^دام عرض # دقيقة. كم ثانية دام؟": times(60),
        "^كم كيسًا سعة الواحد منها # جم يُعبأ من # كجم": cut_up(1000),
        "^كم كوبًا سعة الواحد منها # مل يُملأ من # لتر": cut_up(1000),
        "^كم قطعة طول الواحدة منها # سم تُقص من # م ": cut_up(100),
        "^كم درسًا مدة الواحد منها # دقيقة يُقدَّم خلال # ساع": cut_up(60),
        "^كم لفة طول الواحدة منها # م تُصنع من # كم ": cut_up(1000),
        "^أرضية …بعداها # م و# م، تُغطى ببلاط مربع طول ضلع البلاطة منه # سم. كم بلاطة تلزم؟": tiles,
        "^خزان …أبعاده # م و# م و# م، يُملأ بمعدل # …في الدقيقة. في كم ساعة يمتلئ؟": hours_to_fill,
    }
    return read(stem, tellings)


def on_the_ground(scale: int, centimetres: int) -> Fraction:
    """Centimetres on paper to kilometres on the ground."""
    return Fraction(scale * centimetres, 100 * 1000)


def scale_of(kilometres: int, centimetres: int) -> Fraction:
    """One centimetre after the other to the end of the road."""
    return Fraction(kilometres * 1000 * 100, sum(1 for _ in range(centimetres)))


def second_length(centimetres: int, kilometres: int, others: int) -> int:
    return first(lambda found: Fraction(found, others) == Fraction(kilometres, centimetres))


def area_on_the_ground(scale: int, length: int, width: int) -> Fraction:
    """Every square centimetre is a square whose side is as many centimetres as the scale says."""
    square_metres = Fraction(scale * scale, 100 * 100)
    return sum((square_metres for _ in product(range(length), range(width))), Fraction(0))


def on_other_map(centimetres: int, scale: int, other_scale: int) -> int:
    return first(lambda found: found * other_scale == centimetres * scale)


@judges("ratio-proportion/scale-map")
def mapped(stem: str, choice: str) -> bool | None:
    """The last number of the choice: a length, an area, or what one is on the ground."""
    tellings: Tellings[Found] = {
        "^خريطة مقياس رسمها 1 : #. إذا كان البعد بين مدينتين عليها # سم، "
        "فكم كيلومترًا البعد الحقيقي بينهما؟": on_the_ground,
        "^رُسم طريق على خريطة مقياسها 1 : # فكان طوله عليها # سم. "
        "كم كيلومترًا طوله الحقيقي؟": on_the_ground,
        "^طريق طوله الحقيقي # كم وطوله على خريطة # سم. ما مقياس رسم الخريطة؟": scale_of,
        "^البعد الحقيقي بين مدينتين # كم، والبعد بينهما على خريطة # سم. ما مقياس رسمها؟": scale_of,
        "^على خريطة يمثل الطول # سم مسافة حقيقية # كم. "
        "كم كيلومترًا يمثل الطول # سم عليها؟": second_length,
        "^طريق طوله على خريطة # سم وطوله الحقيقي # كم. "
        "كم كيلومترًا الطول الحقيقي لطريق طوله على الخريطة نفسها # سم؟": second_length,
        "^رُسم مخطط …بمقياس 1 : #، فكان بعداها على المخطط # سم و# سم. "
        "كم مترًا مربعًا مساحتها الحقيقية؟": area_on_the_ground,
        "^طول طريق # سم على خريطة مقياسها 1 : #. "
        "كم سنتيمترًا طوله على خريطة مقياسها 1 : #؟": on_other_map,
        "^البعد بين مدينتين # سم على خريطة مقياسها 1 : #. "
        "كم سنتيمترًا البعد بينهما على خريطة مقياسها 1 : #؟": on_other_map,
    }
    found: Found | None = read(stem, tellings)
    return None if found is None else numbers(choice)[-1] == found
