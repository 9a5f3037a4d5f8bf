"""Values found from a mean."""

from fractions import Fraction

from examcli.simulator.bank.draft import Degenerate, Draft, Draw, numeric
from examcli.simulator.bank.english.nouns import listed
from examcli.simulator.bank.english.wordings import wordings
from examcli.simulator.bank.mistakes import whole
from examcli.simulator.bank.sums import summed, values_around

ask = wordings("examcli.simulator.bank.english.center")


def missing_value(draw: Draw) -> Draft:
    """One unknown in a list; the next score for a goal; one or two values left out of a mean."""
    hard = draw.pick((_two_alike, _greatest_from_means))
    return draw.by_level(_one_unknown, _next_score, hard)(draw)


def _one_unknown(draw: Draw) -> Draft:
    average, count = draw.integer(10, 40), draw.integer(4, 5)
    values = values_around(draw, average, count)
    key, known = values[-1], values[:-1]
    mistakes: list[int | Fraction] = [
        average,  # took the mean for x
        average * (count - 1) - sum(known),  # counted one value too few
        Fraction(sum(known), count - 1),  # answered the mean of the known values
        abs(average - key),  # answered the distance to the mean
        key + 1,  # slipped in the sum
        key - 1,  # slipped in the sum
    ]
    stem = ask(draw, "unknown", values=listed(known), mean=average)
    explanation = (
        f"The sum must be {count} × {average} = {count * average}: "
        f"x = {count * average} - {sum(known)} = {key}."
    )
    check = f"{count} * {average} - {summed(known)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _next_score(draw: Draw) -> Draft:
    count, average = draw.integer(3, 6), draw.integer(55, 70)
    goal = average + draw.pick((-4, -3, -2, 2, 3, 4))
    key = goal * (count + 1) - average * count
    mistakes: list[int | Fraction] = [
        goal,  # took the new mean for the value
        2 * goal - average,  # averaged the old mean and the value
        goal * count - average * (count - 1),  # counted one value too few
        goal * (count + 2) - average * (count + 1),  # counted one value too many
        count * abs(goal - average),  # answered the missing sum
    ]
    stem = ask(draw, "next", mean=average, count=count, goal=goal)
    explanation = (
        f"The sum must grow from {count} × {average} = {count * average} to {count + 1} × {goal} = "
        f"{(count + 1) * goal}, by {(count + 1) * goal} - {count * average} = {key}."
    )
    check = f"{goal} * ({count} + 1) - {average} * {count}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _two_alike(draw: Draw) -> Draft:
    average = draw.integer(15, 40)
    known = [average + shift for shift in draw.sample(range(-7, 8), 3)]
    more = draw.integer(1, 9)
    more += (5 * average - sum(known) - more) % 2  # so that x is whole
    twice = 5 * average - sum(known) - more
    if twice < 4:
        raise Degenerate("no room for two values")
    key = twice // 2
    mistakes: list[int | Fraction] = [
        key + more,  # answered the greater one
        twice,  # forgot to halve
        Fraction(twice + more, 2),  # shared the rest equally
        average,  # took the mean for x
        Fraction(4 * average - sum(known) - more, 2),  # counted one value too few
    ]
    stem = ask(draw, "two-alike", values=listed(known), more=more, mean=average)
    explanation = (
        f"Five values add up to 5 × {average} = {5 * average}, so 2x = {5 * average} - "
        f"{sum(known)} - {more} = {twice} and x = {key}."
    )
    check = f"(5 * {average} - {summed(known)} - {more}) / 2"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _greatest_from_means(draw: Draw) -> Draft:
    count, average = draw.integer(5, 9), draw.integer(20, 60)
    others = average - draw.integer(2, 5)
    key = count * average - (count - 1) * others
    mistakes: list[int | Fraction] = [
        2 * average - others,  # balanced the means without the number of values
        count * (average - others),  # subtracted the means first
        count * average - count * others + average,  # added the mean to the difference of sums
        (count + 1) * average - count * others + others,  # counted one value too many
        average + others,  # added the means
        key - 2,  # slipped in a product
    ]
    stem = ask(draw, "greatest", count=count, mean=average, others=others)
    explanation = (
        f"All add up to {count} × {average} = {count * average}, the others to {count - 1} × "
        f"{others} = {(count - 1) * others}; the difference is {key}."
    )
    check = f"{count} * {average} - ({count} - 1) * {others}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)
