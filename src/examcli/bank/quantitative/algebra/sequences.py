"""Numbers in order: sequences and patterns, consecutive numbers."""

from fractions import Fraction

from examcli.bank.draft import Draft, Draw
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.quantitative.algebra.notation import tail
from examcli.bank.quantitative.nouns import TIME, Noun, counted

words = Words(__name__)
form = words.form

RATIOS = ((2, 12), (3, 7), (4, 4), (5, 3))
"""Each with the largest first term that keeps the fifth term small."""
KINDS = ((1, "any"), (2, "even"), (2, "odd"))
"""Kinds of consecutive numbers and the step between them."""


def sequences(draw: Draw) -> Draft:
    """A constant step or ratio; growing steps or a far term; two rules at once or a sum."""
    easy = draw.pick((_constant_step, _constant_ratio))
    medium = draw.pick((_growing_steps, _far_term))
    hard = draw.pick((_double_and_add, _interleaved, _rows_total))
    return draw.by_level(easy, medium, hard)(draw)


def consecutive(draw: Draw) -> Draft:
    """Two or three in a row; evens or odds; products, squares and partial sums."""
    easy = draw.pick((_consecutive_sum, _facing_pages))
    hard = draw.pick((_product_of_two, _difference_of_squares, _ends_of_five))
    return draw.by_level(easy, _consecutive_evens_or_odds, hard)(draw)


def _listed(terms: list[int]) -> str:
    return "، ".join(map(str, terms))


@form("constant-step")
def _constant_step(draw: Draw) -> Computed:
    step, first = draw.integer(3, 12), draw.integer(2, 30)
    case, sign = draw.pick((("fall", -1), ("rise", 1)))
    if case == "fall":
        first += 5 * step
    terms = [first + sign * step * place for place in range(5)]
    last = terms[-1]
    return computed(
        last + sign * step,
        f"{last}{sign * step:+d}",
        last + sign * (step + 1),  # took the step one too large
        last + sign * 2 * step,  # doubled the step
        last + sign * (step - 1),  # took the step one too small
        last - sign * step,  # repeated a term
        case=case,
    ).told(terms=_listed(terms), step=step, last=last)


@form("constant-ratio")
def _constant_ratio(draw: Draw) -> Computed:
    ratio, largest_first = draw.pick(RATIOS)
    first = draw.integer(1, largest_first)
    terms = [first * ratio**place for place in range(5)]
    rising = draw.pick((False, True))
    *given, key = terms if rising else reversed(terms)
    last = given[-1]
    return computed(
        key,
        f"{last}{'*' if rising else '/'}{ratio}",
        abs(2 * last - given[-2]),  # continued the difference
        last * (ratio + 1) if rising else Fraction(last, ratio + 1),  # took a wrong ratio
        2 * last if rising else Fraction(last, 2),  # doubled or halved
        last + ratio if rising else last - ratio,  # added or subtracted the ratio
        case="rise" if rising else "fall",
    ).told(terms=_listed(given), ratio=ratio, last=last)


@form("growing-steps")
def _growing_steps(draw: Draw) -> Computed:
    first, step, growth = draw.integer(1, 15), draw.integer(1, 7), draw.integer(1, 4)
    terms = [first]
    for place in range(4):
        terms.append(terms[-1] + step + growth * place)
    last, last_step = terms[-1], step + 3 * growth
    key = last + last_step + growth
    return computed(
        key,
        f"{last} + {last_step} + {growth}",
        last + last_step,  # repeated the step
        key + growth,  # let the step grow twice
        last + step,  # used the first step
        last + 2 * last_step,  # doubled the step
    ).told(
        terms=_listed(terms),
        growth=growth,
        last_step=last_step,
        last=last,
        next_step=last_step + growth,
    )


@form("far-term")
def _far_term(draw: Draw) -> Computed:
    first, step = draw.integer(4, 20), draw.integer(2, 9)
    place = draw.pick((10, 11, 12, 15, 20, 21))
    return computed(
        first + (place - 1) * step,
        f"{first} + ({place} - 1)*{step}",
        first + place * step,  # counted one step more
        first + (place - 2) * step,  # counted one step less
        (place - 1) * step,  # forgot the first term
        first * place,  # multiplied the first term
    ).told(
        first=first,
        second=first + step,
        third=first + 2 * step,
        place=place,
        step=step,
        steps=place - 1,
        times=counted(place - 1, TIME),
    )


@form("double-and-add")
def _double_and_add(draw: Draw) -> Computed:
    factor, added, first = draw.pick((2, 3)), draw.pick((-2, -1, 1, 2, 3, 5)), draw.integer(3, 9)
    terms = [first]
    for _ in range(3):
        terms.append(factor * terms[-1] + added)
    last = terms[-1]
    return computed(
        factor * last + added,
        f"{factor}*{last}{added:+d}",
        factor * last,  # forgot the added number
        factor * last - added,  # wrong sign
        factor * (last + added),  # multiplied after adding
        2 * last - terms[-2],  # continued the difference
    ).told(terms=_listed(terms), factor=factor, added=tail(added), scaled=factor * last)


@form("interleaved")
def _interleaved(draw: Draw) -> Computed:
    one, up = draw.integer(2, 20), draw.integer(2, 7)
    two, down = draw.integer(25, 60), draw.integer(2, 6)
    terms = [term for place in range(3) for term in (one + up * place, two - down * place)]
    *_, last, other = terms
    return computed(
        last + up,
        f"{last} + {up}",
        other - down,  # continued the other sequence
        last + down,  # took the step of the other sequence
        last + 2 * up,  # doubled the step
        other + up,  # added to the last term
    ).told(terms=_listed(terms), up=up, down=down, last=last)


@form("rows-total")
def _rows_total(draw: Draw) -> Computed:
    first, step, rows = draw.integer(11, 30), draw.integer(2, 5), draw.pick((5, 6, 8, 9, 10, 11))
    last = first + (rows - 1) * step
    return computed(
        rows * (first + last) // 2,
        f"{rows}*({first} + {first} + ({rows} - 1)*{step})/2",
        rows * first,  # took no increase
        rows * last,  # took all rows for the last one
        rows * (first + last + step) // 2,  # one step too many
        last,  # gave the last row
        rows * (first + last),  # forgot to halve
    ).told(
        first_seats=counted(first, Noun(*words.phrases("seat"))),
        step=step,
        rows=counted(rows, Noun(*words.phrases("row"))),
        first=first,
        last=last,
        count=rows,
    )


@form("consecutive-sum")
def _consecutive_sum(draw: Draw) -> Computed:
    count, first = draw.pick((3, 5)), draw.integer(4, 40)
    half = count // 2
    middle = first + half
    end, sign = draw.pick((("smallest", -1), ("largest", 1)))
    return computed(
        middle + sign * half,
        f"{count * middle}/{count}{sign * half:+d}",
        middle,  # gave the middle
        middle - sign * half,  # gave the other end
        middle + sign * count,  # moved by the whole count
        Fraction(count * middle, 2),  # divided by two
    ).told(
        numbers=words.phrase(str(count)),
        total=count * middle,
        sought=words.phrase(end),
        count=count,
        middle=middle,
    )


@form("facing-pages")
def _facing_pages(draw: Draw) -> Computed:
    first = draw.integer(10, 90)
    total = 2 * first + 1
    end, key, sign = draw.pick((("smallest", first, -1), ("largest", first + 1, 1)))
    return computed(
        key,
        f"({total} {'-+'[sign > 0]} 1)/2",
        total - key,  # gave the other one
        key + sign,  # moved twice
        first - 1,  # subtracted too much before halving
        total - 1,  # forgot to halve
    ).told(total=total, sought=words.phrase(end), first=first)


@form("consecutive-evens-or-odds")
def _consecutive_evens_or_odds(draw: Draw) -> Computed:
    kind, count = draw.pick(("even", "odd")), draw.pick((3, 4, 5))
    first = 2 * draw.integer(3, 20) + (kind == "odd")
    reach = count - 1
    middle = first + reach
    total = count * middle
    end, sign = draw.pick((("smallest", -1), ("largest", 1)))
    key = middle + sign * reach
    return computed(
        key,
        f"{total}/{count} {'-+'[sign > 0]} {reach}",
        middle - sign * reach,  # gave the other end
        key - 2 * sign,  # one step short
        key + 2 * sign,  # one step too far
        middle,  # gave the average
        middle + sign * reach // 2,  # took steps of one
    ).told(
        numbers=words.phrase(str(count)),
        kind=words.phrase(kind),
        total=total,
        sought=words.phrase(end),
        count=count,
        middle=middle,
    )


@form("product-of-two")
def _product_of_two(draw: Draw) -> Computed:
    evens, odds = 2 * draw.integer(2, 9), 2 * draw.integer(2, 7) + 1
    case, first = draw.pick((("even", evens), ("odd", odds)))
    second = first + 2
    product = first * second
    key, sought, check = draw.pick(
        (
            (first + second, "sum-of-two", f"{product}/{first} + {product}/{second}"),
            (second, "larger-of-two", f"{product}/{first}"),
            (first, "smaller-of-two", f"{product}/{second}"),
        )
    )
    return computed(
        key,
        check,
        first if key == second else second,  # gave the other one
        key + 2,  # one step too far
        key - 2,  # one step short
        first + second,  # gave the sum
        Fraction(product, 2),  # halved the product
        case=case,
    ).told(product=product, sought=words.phrase(sought), first=first, second=second)


@form("difference-of-squares")
def _difference_of_squares(draw: Draw) -> Computed:
    first = draw.integer(5, 40)
    gap, case = draw.pick(KINDS)
    first += gap == 2 and first % 2 != (case == "odd")
    second = first + gap
    squares = second**2 - first**2
    end, key, sign = draw.pick((("smallest", first, -1), ("largest", second, 1)))
    return computed(
        key,
        f"({squares}/{gap} {'-+'[sign > 0]} {gap})/2",
        first + second - key,  # gave the other one
        Fraction(squares, 2 * gap),  # forgot to adjust
        key + sign * gap,  # one step too far
        first + second,  # gave the sum
        Fraction(squares, 2),  # halved only
        case=case,
    ).told(squares=squares, sought=words.phrase(end), gap=gap, sum=first + second)


@form("ends-of-five")
def _ends_of_five(draw: Draw) -> Computed:
    step, kind = draw.pick(KINDS)
    first = draw.integer(4, 30)
    first += step == 2 and first % 2 != (kind == "odd")
    middle = first + 2 * step
    case, sign = draw.pick((("up", 1), ("down", -1)))
    total, key = 2 * middle - sign * 3 * step, 2 * middle + sign * 3 * step
    return computed(
        key,
        f"{total} {'-+'[sign > 0]} 6*{step}",
        total + sign * 3 * step,  # moved three steps
        total + sign * 5 * step,  # moved by the count
        middle,  # gave the middle
        5 * middle,  # gave the whole sum
        total + sign * 4 * step,  # moved four steps
        key + sign * 2 * step,  # moved eight steps
        case=case,
    ).told(kind=words.phrase(kind), total=total, each=3 * step, both=6 * step)
