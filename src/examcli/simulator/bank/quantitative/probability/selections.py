"""Arrangements and choices: permutations and combinations."""

from fractions import Fraction
from math import comb, factorial, perm

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.quantitative.nouns import Noun, counted


def permutations(draw: Draw) -> Draft:
    """Places in order; places with one fixed; together, apart and around a table."""
    easy = draw.pick((_posts, _in_a_row))
    medium = draw.pick((_one_fixed, _at_one_end))
    hard = draw.pick((_together, _apart, _around_a_table))
    return draw.by_level(easy, medium, hard)(draw)


_POSTS = (
    "يُراد اختيار {posts} من بين {members} في نادٍ بمدينة {city}. بكم طريقة يمكن ذلك؟",
    "في سباق بمدينة {city} {racers}. بكم طريقة يمكن تحديد الفائزين {ranks} دون تعادل؟",
    "لدى {person} {books} مختلفة، ويُراد ترتيب {some} منها في صف على رف. بكم طريقة يمكن ذلك؟",
)
_TITLES = {2: "رئيس ونائب له", 3: "رئيس ونائب وأمين"}
_RANKS = {2: "بالمركزين الأول والثاني", 3: "بالمراكز الثلاثة الأولى"}


def _posts(draw: Draw) -> Draft:
    n, r = draw.integer(5, 10), draw.pick((2, 3))
    key = perm(n, r)
    order_ignored = comb(n, r)
    repeated = n**r
    multiplied = n * r
    one_factor_less = perm(n, r - 1)
    stem = draw.pick(_POSTS).format(
        posts=_TITLES[r],
        ranks=_RANKS[r],
        members=f"{n} أعضاء",
        racers=f"{n} متسابقين",
        books=f"{n} كتب",
        some="كتابين" if r == 2 else "3 كتب",
        city=draw.city,
        person=draw.person,
    )
    factors = [n - step for step in range(r)]
    return numeric(
        stem,
        key,
        whole(draw, key, [order_ignored, repeated, multiplied, one_factor_less]),
        "*".join(map(str, factors)),
        f"الترتيب مهم: {' × '.join(map(str, factors))} = {key}.",
    )


_ROW = (
    "بكم طريقة يمكن ترتيب {things} في صف واحد؟",
    "كم ترتيبًا مختلفًا يمكن تكوينه عند وضع {things} في صف؟",
    "يُراد عرض {things} في صف واحد بمعرض في مدينة {city}. بكم طريقة يمكن ذلك؟",
)
_THINGS = ("كتب مختلفة", "لوحات مختلفة", "صور مختلفة", "أعلام مختلفة", "مزهريات مختلفة")


def _in_a_row(draw: Draw) -> Draft:
    n = draw.integer(3, 6)
    key = factorial(n)
    added = n * (n + 1) // 2
    squared = n * n
    power_instead = n**n
    one_factor_less = factorial(n - 1)
    factors = range(n, 0, -1)
    stem = draw.pick(_ROW).format(things=f"{n} {draw.pick(_THINGS)}", city=draw.city)
    return numeric(
        stem,
        key,
        whole(draw, key, [squared, one_factor_less, added, power_instead, 2 * key]),
        "*".join(map(str, factors)),
        f"عدد الترتيبات {' × '.join(map(str, factors))} = {key}.",
    )


def _one_fixed(draw: Draw) -> Draft:
    n, place = draw.pick((4, 5, 6)), draw.pick(("الأول", "الثاني", "الثالث", "الأخير"))
    key = factorial(n - 1)
    ignored_the_condition = factorial(n)
    fixed_one_too_many = factorial(n - 2)
    chose_the_place_too = 2 * factorial(n - 1)
    multiplied_the_rest = (n - 1) ** 2
    thing = draw.pick(_FIXED)
    factors = range(n - 1, 0, -1)
    return numeric(
        thing.format(n=n, place=place, city=draw.city),
        key,
        whole(
            draw,
            key,
            [fixed_one_too_many, multiplied_the_rest, chose_the_place_too, ignored_the_condition],
        ),
        "*".join(map(str, factors)),
        f"يبقى {n - 1} للترتيب في الأماكن الأخرى: {' × '.join(map(str, factors))} = {key}.",
    )


_FIXED = (
    "بكم طريقة يمكن ترتيب {n} كتب مختلفة في صف بحيث يكون كتاب معين منها في الموضع {place}؟",
    (
        "يُراد إجلاس {n} ضيوف في صف بقاعة في {city} بحيث يجلس ضيف معين في المقعد {place}. بكم "
        "طريقة يمكن ذلك؟"
    ),
    (
        "كم ترتيبًا لعرض {n} لوحات مختلفة في صف بمعرض {city} إذا وجب أن تكون لوحة معينة في الموضع "
        "{place}؟"
    ),
    (
        "في برنامج حفل مدرسي بمدينة {city} {n} فقرات مختلفة، وفقرة معينة منها ترتيبها {place}. بكم "
        "طريقة يمكن ترتيب الفقرات؟"
    ),
    (
        "كم ترتيبًا مختلفًا لوضع {n} مزهريات مختلفة على رف واحد إذا وجب أن تكون مزهرية معينة في "
        "الموضع {place}؟"
    ),
)


def _at_one_end(draw: Draw) -> Draft:
    n = draw.pick((4, 5, 6))
    key = 2 * factorial(n - 1)
    one_end_only = factorial(n - 1)
    ignored_the_condition = factorial(n)
    both_ends_fixed = 2 * factorial(n - 2)
    template = draw.pick(_ENDS)
    factors = " × ".join(map(str, range(n - 1, 0, -1)))
    return numeric(
        template.format(n=n, city=draw.city),
        key,
        whole(draw, key, [one_end_only, both_ends_fixed, ignored_the_condition, (n - 1) ** 2]),
        f"2*{factors.replace(' × ', '*')}",
        f"لاختيار الطرف طريقتان، وترتيب الباقي {factors} = {factorial(n - 1)}، "
        f"والناتج 2 × {factorial(n - 1)} = {key}.",
    )


_ENDS = (
    "بكم طريقة يمكن ترتيب {n} كتب مختلفة في صف بحيث يكون كتاب معين منها عند أحد الطرفين؟",
    (
        "يُراد إجلاس {n} ضيوف في صف بقاعة في {city} بحيث يجلس ضيف معين عند أحد الطرفين. بكم "
        "طريقة يمكن ذلك؟"
    ),
    (
        "كم ترتيبًا لعرض {n} لوحات مختلفة في صف بمعرض {city} إذا وجب أن تكون لوحة معينة عند أحد "
        "الطرفين؟"
    ),
    (
        "تُرفع {n} أعلام مختلفة في صف بساحة في {city} بحيث يكون علم معين منها عند أحد الطرفين. بكم "
        "طريقة يمكن ذلك؟"
    ),
    (
        "كم ترتيبًا مختلفًا لوضع {n} مزهريات مختلفة على رف واحد إذا وجب أن تكون مزهرية معينة عند "
        "أحد طرفي الرف؟"
    ),
)
_PAIRS = (
    ("كتب مختلفة في صف على رف بمكتبة في {city}", "كتابين معينين"),
    ("لوحات مختلفة في صف بمعرض في {city}", "لوحتين معينتين"),
    ("ضيوف في صف من المقاعد بقاعة في {city}", "ضيفين معينين"),
    ("أعلام مختلفة في صف بساحة في {city}", "علمين معينين"),
    ("مزهريات مختلفة على رف واحد في معرض بمدينة {city}", "مزهريتين معينتين"),
    ("سيارات مختلفة في صف بموقف في {city}", "سيارتين معينتين"),
)


def _together(draw: Draw) -> Draft:
    n = draw.pick((4, 5, 6))
    things, pair = draw.pick(_PAIRS)
    key = 2 * factorial(n - 1)
    forgot_inner_order = factorial(n - 1)
    ignored_the_condition = factorial(n)
    apart_instead = factorial(n) - key
    removed_both = 2 * factorial(n - 2)
    return numeric(
        f"بكم طريقة يمكن ترتيب {n} {things.format(city=draw.city)} بشرط تجاور {pair}؟",
        key,
        whole(draw, key, [forgot_inner_order, removed_both, apart_instead, ignored_the_condition]),
        f"2*{'*'.join(map(str, range(n - 1, 0, -1)))}",
        f"نعد المتجاورين شيئًا واحدًا فيكون عدد الترتيبات {factorial(n - 1)}، ولهما ترتيبان، "
        f"والناتج 2 × {factorial(n - 1)} = {key}.",
    )


def _apart(draw: Draw) -> Draft:
    n = draw.pick((4, 5, 6))
    things, pair = draw.pick(_PAIRS)
    together = 2 * factorial(n - 1)
    key = factorial(n) - together
    forgot_inner_order = factorial(n) - factorial(n - 1)
    ignored_the_condition = factorial(n)
    return numeric(
        f"بكم طريقة يمكن ترتيب {n} {things.format(city=draw.city)} بشرط عدم تجاور {pair}؟",
        key,
        whole(
            draw,
            key,
            [together, forgot_inner_order, factorial(n - 1), ignored_the_condition],
        ),
        f"{'*'.join(map(str, range(n, 0, -1)))} - 2*{'*'.join(map(str, range(n - 1, 0, -1)))}",
        f"كل الترتيبات {factorial(n)}، والتي يتجاوران فيها 2 × {factorial(n - 1)} = {together}، "
        f"والناتج {factorial(n)} − {together} = {key}.",
    )


def _around_a_table(draw: Draw) -> Draft:
    n = draw.pick((4, 5, 6, 7))
    key = factorial(n - 1)
    as_in_a_row = factorial(n)
    divided_by_two = Fraction(key, 2)
    doubled = 2 * key
    multiplied = n * (n - 1)
    people = draw.pick(("أشخاص", "ضيوف", "طلاب", "أصدقاء"))
    stems = (
        f"بكم طريقة مختلفة يمكن أن يجلس {n} {people} حول طاولة مستديرة؟",
        f"كم ترتيبًا مختلفًا لجلوس {n} {people} حول طاولة مستديرة في مطعم بمدينة {draw.city}؟",
    )
    return numeric(
        draw.pick(stems),
        key,
        whole(draw, key, [divided_by_two, multiplied, doubled, as_in_a_row]),
        "*".join(map(str, range(n - 1, 0, -1))),
        f"نثبت شخصًا ونرتب الباقين: {' × '.join(map(str, range(n - 1, 0, -1)))} = {key}.",
    )


def combinations(draw: Draw) -> Draft:
    """A pair or a trio; links between all; two groups, at least one, or counting backwards."""
    medium = draw.pick((_links, _three_of_many))
    hard = draw.pick((_two_groups, _at_least_one, _how_many_people))
    return draw.by_level(_pair_of_many, medium, hard)(draw)


_CHOSEN = (
    "بكم طريقة يمكن اختيار {r} من بين {n} لحضور لقاء في {city}؟",
    "يُراد تكوين لجنة من {r} من بين {n} في {city}. كم لجنة مختلفة يمكن تكوينها؟",
    "كم مجموعة من {r} يمكن اختيارها من {n} إذا لم يكن الترتيب مهمًا؟",
)
_MEMBERS = (
    Noun("طالب", "طالبين", "طلاب", "طالبًا"),
    Noun("موظف", "موظفين اثنين", "موظفين", "موظفًا"),
    Noun("لاعب", "لاعبين اثنين", "لاعبين", "لاعبًا"),
    Noun("معلمة", "معلمتين", "معلمات", "معلمة"),
)


def _chosen_stem(draw: Draw, n: int, r: int) -> str:
    member = draw.pick(_MEMBERS)
    return draw.pick(_CHOSEN).format(r=counted(r, member), n=counted(n, member), city=draw.city)


def _pair_of_many(draw: Draw) -> Draft:
    n = draw.integer(5, 15)
    key = comb(n, 2)
    order_counted = n * (n - 1)
    multiplied = 2 * n
    squared_and_halved = Fraction(n * n, 2)
    one_more = comb(n + 1, 2)
    one_less = comb(n - 1, 2)
    return numeric(
        _chosen_stem(draw, n, 2),
        key,
        whole(draw, key, [one_less, one_more, multiplied, order_counted, squared_and_halved]),
        f"{n}*({n} - 1)/2",
        f"الترتيب غير مهم: {n} × {n - 1} ÷ 2 = {key}.",
    )


def _three_of_many(draw: Draw) -> Draft:
    n = draw.integer(5, 10)
    key = comb(n, 3)
    order_counted = perm(n, 3)
    halved_only = Fraction(order_counted, 2)
    divided_by_three = Fraction(order_counted, 3)
    pair_instead = comb(n, 2)
    multiplied = 3 * n
    return numeric(
        _chosen_stem(draw, n, 3),
        key,
        whole(draw, key, [multiplied, divided_by_three, pair_instead, halved_only, order_counted]),
        f"{n}*({n} - 1)*({n} - 2)/6",
        f"الترتيب غير مهم: {n} × {n - 1} × {n - 2} ÷ 6 = {key}.",
    )


_LINKS = (
    (
        (
            "تصافح {n} في لقاء بمدينة {city}، وصافح كل واحد منهم كل واحد من الآخرين مرة واحدة. "
            "كم مصافحة حدثت؟"
        ),
        Noun("شخص", "شخصين", "أشخاص", "شخصًا"),
    ),
    (
        (
            "في بطولة كرة قدم بمدينة {city} {n}، ويلعب كل فريق مع كل فريق آخر مباراة واحدة. فما "
            "عدد المباريات؟"
        ),
        Noun("فريق", "فريقين", "فرق", "فريقًا"),
    ),
    (
        "على محيط دائرة {n}. كم قطعة مستقيمة يمكن رسمها بحيث تصل كل منها بين نقطتين منها؟",
        Noun("نقطة", "نقطتين", "نقاط", "نقطة"),
    ),
    (
        "في منطقة {city} {n}، وبين كل قريتين منها طريق مباشر واحد. فما عدد الطرق؟",
        Noun("قرية", "قريتين", "قرى", "قرية"),
    ),
)


def _links(draw: Draw) -> Draft:
    template, noun = draw.pick(_LINKS)
    n = draw.integer(5, 20)
    key = comb(n, 2)
    counted_twice = n * (n - 1)
    squared = n * n
    one_less = comb(n - 1, 2)
    one_more = comb(n + 1, 2)
    one_each = n - 1
    return numeric(
        template.format(n=counted(n, noun), city=draw.city),
        key,
        whole(draw, key, [one_less, counted_twice, one_more, one_each, squared]),
        f"{n}*({n} - 1)/2",
        f"كل اثنين يُعدان مرة واحدة: {n} × {n - 1} ÷ 2 = {key}.",
    )


_TWO_GROUPS = (
    ("مهندسين", "أطباء", "مهندسين اثنين وطبيب واحد"),
    ("معلمين", "طلاب", "معلمين اثنين وطالب واحد"),
    ("لاعبين", "مدربين", "لاعبين اثنين ومدرب واحد"),
    ("كتّاب", "رسامين", "كاتبين ورسام واحد"),
)


def _two_groups(draw: Draw) -> Draft:
    first, second, wanted = draw.pick(_TWO_GROUPS)
    a, b = draw.integer(4, 8), draw.integer(3, 8)
    key = comb(a, 2) * b
    added = comb(a, 2) + b
    order_counted = a * (a - 1) * b
    ignored_the_groups = comb(a + b, 3)
    pair_from_second = a * comb(b, 2)
    return numeric(
        f"من بين {a} {first} و{b} {second} في {draw.city} يُراد تكوين فريق من {wanted}. بكم طريقة "
        f"يمكن تكوين الفريق؟",
        key,
        whole(draw, key, [pair_from_second, added, ignored_the_groups, order_counted, a * b]),
        f"{a}*({a} - 1)/2*{b}",
        f"اختيار الاثنين {a} × {a - 1} ÷ 2 = {comb(a, 2)}، واختيار الواحد {b}، "
        f"والناتج {comb(a, 2)} × {b} = {key}.",
    )


def _at_least_one(draw: Draw) -> Draft:
    first, second, _ = draw.pick(_TWO_GROUPS)
    a, b = draw.integer(3, 7), draw.integer(3, 7)
    every, none = comb(a + b, 2), comb(b, 2)
    key = every - none
    ignored_the_condition = every
    exactly_one = a * b
    wrong_group_removed = every - comb(a, 2)
    order_counted = 2 * key
    return numeric(
        f"في {draw.city} مجموعة من {a} {first} و{b} {second}. بكم طريقة يمكن اختيار شخصين منها "
        f"بحيث يكون أحدهما على الأقل من ال{first}؟",
        key,
        whole(
            draw,
            key,
            [exactly_one, wrong_group_removed, ignored_the_condition, none, order_counted],
        ),
        f"({a} + {b})*({a} + {b} - 1)/2 - {b}*({b} - 1)/2",
        f"كل الاختيارات {every}، وما ليس فيه أحد من ال{first} {none}، "
        f"والناتج {every} − {none} = {key}.",
    )


_BACKWARDS = (
    (
        "صافح كل شخص في اجتماع بمدينة {city} كل شخص آخر مرة واحدة، وكان عدد المصافحات {links}. "
        "فما عدد الأشخاص؟"
    ),
    (
        "في بطولة بمدينة {city} لعب كل فريق مع كل فريق آخر مباراة واحدة، وكان عدد المباريات "
        "{links}. فما عدد الفرق؟"
    ),
    (
        "وُصل بين كل نقطتين من نقاط على محيط دائرة بقطعة مستقيمة، فكان عدد القطع {links}. فما عدد "
        "النقاط؟"
    ),
    "بين كل قريتين من قرى منطقة {city} طريق مباشر واحد، وعدد الطرق {links}. فما عدد القرى؟",
)


def _how_many_people(draw: Draw) -> Draft:
    n = draw.integer(5, 20)
    links = comb(n, 2)
    halved = Fraction(links, 2)
    gave_the_other_factor = n - 1
    one_too_many = n + 1
    added_one_to_links = links + 1
    doubled = 2 * n
    return numeric(
        draw.pick(_BACKWARDS).format(city=draw.city, links=links),
        n,
        whole(
            draw,
            n,
            [gave_the_other_factor, one_too_many, halved, doubled, added_one_to_links],
        ),
        f"2*{links}/({n} - 1)",
        f"ن(ن − 1) ÷ 2 = {links}، فيكون ن(ن − 1) = {2 * links} = {n} × {n - 1}، إذن ن = {n}.",
    )
