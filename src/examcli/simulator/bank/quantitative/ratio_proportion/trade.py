"""Buying and selling: discounts in a row, profit and loss."""

from fractions import Fraction
from math import lcm

from examcli.simulator.bank.draft import Draft, Draw, numeric
from examcli.simulator.bank.mistakes import whole_drawn
from examcli.simulator.bank.quantitative.nouns import BOX, RIYAL, counted

GOODS = ("حقيبة", "ساعة", "طاولة", "دراجة", "سجادة", "طابعة", "مروحة", "مظلة")
DISCOUNTS = (10, 20, 25, 30, 40, 50)


def _price(draw: Draw, *factors: Fraction) -> int:
    """A round price of two or three digits whose product with each factor is whole."""
    step = lcm(10, *(factor.denominator for factor in factors))
    lowest = -(-80 // step)
    return step * draw.integer(lowest, lowest + 9)


def _left(discount: int) -> Fraction:
    """The part of a price that a discount leaves."""
    return Fraction(100 - discount, 100)


def discount(draw: Draw) -> Draft:
    """One discount; two in a row; the price before two, or the one discount equal to two."""
    hard = draw.pick((_price_before_discounts, _single_equal_discount))
    return draw.by_level(_one_discount, _two_discounts, hard)(draw)


def _one_discount(draw: Draw) -> Draft:
    percent = draw.pick((5, 10, 15, 20, 25, 30, 35, 40))
    price = _price(draw, _left(percent))
    saved = price * percent // 100
    key = price - saved
    stem = draw.pick(
        (
            "ثمن {goods} في متجر {price}، وخُفّض بنسبة {percent}%. كم ريالًا ثمنها بعد التخفيض؟",
            (
                "أعلن متجر في {city} خصمًا نسبته {percent}% على {goods} ثمنها {price}. كم ريالًا "
                "يُدفع لشرائها؟"
            ),
        )
    ).format(goods=draw.pick(GOODS), price=counted(price, RIYAL), percent=percent, city=draw.city)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            saved,  # the discount, not the price
            price + saved,  # added the discount
            price - percent,  # read the percent as an amount
            key + Fraction(price, 20),  # five percent too little
            key - Fraction(price, 20),  # five percent too much
        ),
        f"{price}*(100-{percent})/100",
        f"الخصم {price} × {percent} ÷ 100 = {saved}، والثمن بعده {price} − {saved} = {key}.",
    )


def _two_discounts(draw: Draw) -> Draft:
    first, second = draw.sample(DISCOUNTS, 2)
    price = _price(draw, _left(first), _left(second), _left(first) * _left(second))
    after_first = price * (100 - first) // 100
    key = int(price * _left(first) * _left(second))
    stem = draw.pick(
        (
            (
                "ثمن {goods} {price}. خُفّض الثمن {first}%، ثم خُفّض الثمن الجديد {second}%. كم ريالًا "
                "ثمنها في النهاية؟"
            ),
            (
                "عُرضت {goods} ثمنها {price} بخصم {first}%، ثم بخصم إضافي {second}% من الثمن بعد "
                "الخصم الأول. كم ريالًا أصبح ثمنها؟"
            ),
        )
    ).format(goods=draw.pick(GOODS), price=counted(price, RIYAL), first=first, second=second)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            price * (1 - Fraction(first + second, 100)),  # added the discounts
            after_first,  # stopped after the first discount
            price - key,  # the saving, not the price
            price * _left(second),  # took the second discount alone
            key - Fraction(price, 10),  # ten percent too much
        ),
        f"{price}*(100-{first})*(100-{second})/10000",
        f"بعد الخصم الأول {price} × {100 - first}/100 = {after_first}، "
        f"وبعد الثاني {after_first} × {100 - second}/100 = {key}.",
    )


def _price_before_discounts(draw: Draw) -> Draft:
    first, second = draw.sample(DISCOUNTS, 2)
    key = _price(draw, _left(first), _left(second), _left(first) * _left(second))
    after_first = key * (100 - first) // 100
    final = int(after_first * _left(second))
    added = _left(first + second)
    return numeric(
        f"خُفّض ثمن {draw.pick(GOODS)} بنسبة {first}%، ثم خُفّض الثمن الجديد بنسبة {second}%، "
        f"فأصبح ثمنها {counted(final, RIYAL)}. كم ريالًا كان ثمنها الأصلي؟",
        key,
        whole_drawn(
            draw,
            key,
            final / added if added > 0 else 0,  # added the discounts
            after_first,  # stopped after undoing the second discount
            final / _left(first),  # undid the first discount alone
            final * (1 + Fraction(first + second, 100)),  # added the percents to the final price
            key + Fraction(key, 10),  # ten percent too many
            2 * key - final,  # counted the saving twice
        ),
        f"{final}*10000/((100-{first})*(100-{second}))",
        f"الثمن قبل الخصم الثاني {final} × 100 ÷ {100 - second} = {after_first}، "
        f"والثمن الأصلي {after_first} × 100 ÷ {100 - first} = {key}.",
    )


def _single_equal_discount(draw: Draw) -> Draft:
    first, second = draw.sample((10, 20, 30, 40, 50, 60), 2)
    product = first * second // 100
    key = first + second - product
    stem = draw.pick(
        (
            (
                "خصمان متتاليان على {goods}، الأول {first}% والثاني {second}% من الثمن بعد الخصم "
                "الأول. ما نسبة الخصم الواحد المكافئ لهما؟"
            ),
            (
                "خُفّض ثمن {goods} بنسبة {first}%، ثم خُفّض الثمن الناتج بنسبة {second}%. كم في المئة "
                "خُفّض من الثمن الأصلي؟"
            ),
        )
    ).format(goods=draw.pick(GOODS), first=first, second=second)
    return numeric(
        stem,
        key,
        [
            mistake
            for mistake in whole_drawn(
                draw,
                key,
                first + second,  # added the discounts
                100 - key,  # what is left, not what is taken
                max(first, second),  # took the larger discount alone
                (first + second) // 2,  # averaged the discounts
                key + 2 * product,  # added the overlap instead of subtracting it
            )
            if mistake < 100
        ],
        f"100-(100-{first})*(100-{second})/100",
        f"إذا كان الأصل 100 فالثمن النهائي {100 - first} × {100 - second} ÷ 100 = {100 - key}، "
        f"فالخصم المكافئ {key}%.",
        unit="{}%",
    )


def profit_loss(draw: Draw) -> Draft:
    """The percent gained or lost; the cost from the sale; a marked price, or a spoiled lot."""
    hard = draw.pick((_profit_after_discount, _profit_despite_spoilage))
    return draw.by_level(_percent_of_cost, _cost_from_sale, hard)(draw)


def _percent_of_cost(draw: Draw) -> Draft:
    key = draw.pick((5, 10, 15, 20, 25, 30, 40, 50, 60))
    sign, noun = draw.pick(((1, "ربحه"), (-1, "خسارته")))
    cost = _price(draw, Fraction(key, 100))
    change = cost * key // 100
    sale = cost + sign * change
    stem = draw.pick(
        (
            "اشترى تاجر {goods} بمبلغ {cost} وباعها بمبلغ {sale}. ما نسبة {noun} المئوية؟",
            (
                "باع تاجر في {city} {goods} بمبلغ {sale} وكان قد اشتراها بمبلغ {cost}. ما نسبة "
                "{noun} المئوية من ثمن الشراء؟"
            ),
        )
    ).format(
        goods=draw.pick(GOODS),
        cost=counted(cost, RIYAL),
        sale=counted(sale, RIYAL),
        noun=noun,
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction(change * 100, sale),  # divided by the selling price
            change if change < 100 else Fraction(change, 10),  # read the amount as a percent
            100 - key,  # the complement
            key + 5,  # one twentieth too many
            key - 5,  # one twentieth too few
        ),
        f"({max(cost, sale)}-{min(cost, sale)})*100/{cost}",
        f"الفرق بين الثمنين {change}، ونسبته إلى ثمن الشراء {change} ÷ {cost} × 100 = {key}%.",
        unit="{}%",
    )


def _cost_from_sale(draw: Draw) -> Draft:
    percent = draw.pick(DISCOUNTS)
    sign, outcome = draw.pick(((1, "فربح"), (-1, "فخسر")))
    key = _price(draw, Fraction(percent, 100))
    sale = key + sign * key * percent // 100
    stem = draw.pick(
        (
            (
                "باع تاجر {goods} بمبلغ {sale} {outcome} {percent}% من ثمن شرائها. كم ريالًا ثمن "
                "شرائها؟"
            ),
            (
                "بيعت {goods} في متجر في {city} بمبلغ {sale}، {outcome} البائع {percent}% من ثمن "
                "الشراء. كم ريالًا ثمن الشراء؟"
            ),
        )
    ).format(
        goods=draw.pick(GOODS),
        sale=counted(sale, RIYAL),
        outcome=outcome,
        percent=percent,
        city=draw.city,
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            sale - sign * Fraction(sale * percent, 100),  # took the percent of the selling price
            sale + sign * Fraction(sale * percent, 100),  # applied the percent again
            sale - sign * percent,  # read the percent as an amount
            key + Fraction(key, 10),  # ten percent too many
            key - Fraction(key, 10),  # ten percent too few
        ),
        f"{sale}*100/(100{'+' if sign > 0 else '-'}{percent})",
        f"ثمن البيع {100 + sign * percent}% من ثمن الشراء، فثمن الشراء {sale} × 100 ÷ "
        f"{100 + sign * percent} = {key}.",
    )


# A mark-up and a discount whose product is whole and which still leave a profit.
MARK_UPS = [
    (mark_up, cut)
    for mark_up in (20, 25, 30, 40, 50, 60, 80, 100)
    for cut in (5, 10, 15, 20, 25, 30)
    if mark_up * cut % 100 == 0 and (100 + mark_up) * (100 - cut) > 10_000
]


def _profit_after_discount(draw: Draw) -> Draft:
    mark_up, cut = draw.pick(MARK_UPS)
    marked = 100 + mark_up
    key = marked * (100 - cut) // 100 - 100
    stem = draw.pick(
        (
            (
                "حدد تاجر ثمن {goods} بزيادة {mark_up}% على ثمن الشراء، ثم باعها بخصم {cut}% من "
                "الثمن المحدد. ما نسبة ربحه المئوية؟"
            ),
            (
                "رُفع ثمن {goods} بنسبة {mark_up}% فوق تكلفتها، ثم بيعت بعد خصم {cut}% من الثمن "
                "الجديد. كم في المئة الربح من التكلفة؟"
            ),
        )
    ).format(goods=draw.pick(GOODS), mark_up=mark_up, cut=cut)
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            mark_up - cut,  # subtracted the percents
            mark_up - Fraction(mark_up * cut, 100),  # took the discount of the profit alone
            mark_up + cut,  # added the percents
            Fraction(marked * cut, 100),  # the discount, not the profit
            key + 5,  # one twentieth too many
            key - 5,  # one twentieth too few
        ),
        f"(100+{mark_up})*(100-{cut})/100-100",
        f"إذا كان ثمن الشراء 100 فثمن البيع {marked} × {100 - cut} ÷ 100 = {100 + key}، "
        f"فالربح {key}%.",
        unit="{}%",
    )


def _profit_despite_spoilage(draw: Draw) -> Draft:
    key = draw.pick((20, 25, 50, 60, 100))
    gain = Fraction(100 + key, 100)
    times = draw.integer(1, 3)
    price = gain.numerator * times * (1 if gain.numerator > 4 else 4)
    sold, spoiled = draw.pick((10, 20, 30, 40)), draw.integer(3, 9)
    cost = int(sold * price / gain)
    bought = sold + spoiled
    stem = (
        f"اشترى تاجر {counted(bought, BOX)} من الفاكهة بمبلغ {counted(cost, RIYAL)}، فتلف "
        f"منها {spoiled}، وباع الباقي بسعر {counted(price, RIYAL)} للصندوق. ما نسبة ربحه المئوية؟"
    )
    return numeric(
        stem,
        key,
        whole_drawn(
            draw,
            key,
            Fraction((bought * price - cost) * 100, cost),  # sold the spoiled ones too
            Fraction((sold * price - cost) * 100, sold * price),  # divided by the sales
            100 + key if key < 100 else 2 * key,  # compared the sales, not the profit
            Fraction(spoiled * 100, bought),  # the percent spoiled
            key + 5,  # one twentieth too many
            key - 5,  # one twentieth too few
        ),
        f"(({bought}-{spoiled})*{price}-{cost})*100/{cost}",
        f"ثمن البيع {sold} × {price} = {sold * price}، والربح {sold * price} − {cost} = "
        f"{sold * price - cost}، ونسبته {sold * price - cost} ÷ {cost} × 100 = {key}%.",
        unit="{}%",
    )
