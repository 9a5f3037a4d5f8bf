"""Center: lists with the stated means are built, and unknown values are found by trying."""

import re
from fractions import Fraction
from statistics import mean, median, mode

from bank.english_solutions import ROW, first, solves

VALUES = f"{{values:{ROW}}}"
DATA = f"…: {VALUES}."
SCORES = f"The members of a study group scored {VALUES} on a short test."
ORDERED = r"{values:[\dx]+(?:, [\dx]+)+}"
COUNTS = r"…<size|age|score> {counts:\d+: \d+ \w+(?:; \w+ \d+: \d+ \w+)+}."


def flat(average: Fraction | int, count: int) -> list[Fraction]:
    """A list with this mean."""
    return [Fraction(average)] * count


def of_data(*asked: str) -> list[str]:
    """What is asked about a list of values, however the list is told."""
    return [f"{data} {question}" for data in (DATA, SCORES) for question in asked]


@solves(*of_data("<Find|What is> the mean …", "What is the arithmetic mean …?"))
def list_mean(values: list[Fraction]) -> Fraction:
    return mean(values)


@solves(
    "… has a mean score of {average} on {count} quizzes and scores {new} on the next quiz. "
    "What is the mean score on all the quizzes?",
    "The mean of {count} values is {average}. The value {new} is added to them. "
    "What is the new mean?",
    "… sold a mean of {average} loaves on the first {count} days of a month and {new} loaves on "
    "the day after. What was the mean number of loaves on all those days?",
)
def one_more(average: int, count: int, new: int) -> Fraction:
    return mean([*flat(average, count), Fraction(new)])


@solves(
    "The mean of {count} measurements was {average}. Later it turned out that the value {right} "
    "had been read as {wrong}. What is the correct mean?",
    "… found a mean of {average} for {count} values but had typed {wrong} instead of {right}. "
    "What is the mean of the right values?",
    "… gives the mean of {count} counts as {average}. One count was {right} and not, as the report "
    "says, {wrong}. What should the mean be?",
)
def corrected(average: int, count: int, right: int, wrong: int) -> Fraction:
    """A list with the wrong mean, one of whose values is exchanged."""
    others = [*flat(average, count - 2), Fraction(2 * average - wrong)]
    assert mean([*others, Fraction(wrong)]) == average
    return mean([*others, Fraction(right)])


@solves(
    "The mean of {count} numbers is {average}, and {taken} of these numbers have a mean of {part}. "
    "What is the mean of the other numbers?",
    "The mean mass of {count} boxes is {average} kg, and {taken} of the boxes have a mean mass of "
    "{part} kg. What is the mean mass, in kg, of the other boxes?",
    "… recorded {count} travel times with a mean of {average} minutes. The mean of {taken} of them "
    "is {part} minutes. What is the mean, in minutes, of the rest?",
)
def rest(count: int, average: int, taken: int, part: int) -> Fraction:
    return first(lambda x: mean([*flat(part, taken), *flat(x, count - taken)]) == average)


@solves(*of_data("<Find|What is> the median …", "Which … is the median?"))
def list_median(values: list[Fraction]) -> Fraction:
    return median(values)


@solves(
    f"The values {ORDERED} are in increasing order, and their median is {{middle}}. What is x?",
    f"… arranged some values from least to greatest: {ORDERED}. Their median is {{middle}}. "
    "Find x.",
    f"In the ordered list {ORDERED}, the median is {{middle}}. What is the value of x?",
)
def unknown_in_order(values: str, middle: int) -> Fraction:
    """The value that gives the median and keeps the list in order."""

    def fits(x: Fraction) -> bool:
        row = [x if value == "x" else Fraction(value) for value in values.split(", ")]
        return row == sorted(row) and median(row) == middle

    return first(fits)


@solves(
    *of_data(
        "Two more values, {one} and {other}, are added. What is the median then?",
        "After these, {one} and {other} are recorded as well. What is the median of all the "
        "values?",
        "What does the median become when the values {one} and {other} join the list?",
    )
)
def longer(values: list[Fraction], one: int, other: int) -> Fraction:
    return median([*values, Fraction(one), Fraction(other)])


@solves(*of_data("<What is|Which value is> the mode?", "Find the mode of these values."))
def list_mode(values: list[Fraction]) -> Fraction:
    return mode(values)


@solves(f"{COUNTS} What is the mode?", f"{COUNTS} <Find|Give> the mode of the data.")
def counted_mode(counts: str) -> int:
    """Every value as often as it is told."""
    pairs = re.findall(r"(\d+): (\d+)", counts)
    return mode([int(value) for value, count in pairs for _ in range(int(count))])


@solves(
    f"The values {VALUES} and x have a mean that equals their only mode. What is x?",
    f"For the list {VALUES}, x, the mean and the mode are equal, and there is one mode. Find x.",
    f"… wrote down {VALUES} and one more value, x. The mean of all of them equals their only mode. "
    "What is the value of x?",
)
def mode_equals_mean(values: list[Fraction]) -> Fraction:
    return first(lambda x: mean([*values, x]) == mode([*values, x]) == mode(values) != x)


@solves(
    *of_data(
        "What is the sum of the median and the mode?",
        "Add the mode to the median. What is the result?",
        "What is the mode plus the median?",
    )
)
def mode_and_median(values: list[Fraction]) -> Fraction:
    return mode(values) + median(values)


def graded(one: tuple[int, Fraction | int], other: tuple[int, Fraction | int]) -> Fraction:
    """The mean of a hundred marks, as many of each as its weight says."""
    marks = [Fraction(mark) for weight, mark in (one, other) for _ in range(weight)]
    assert len(marks) == 100
    return mean(marks)


@solves(
    "In a course, {_one:.+?} counts for {first}% of the grade and {_other:.+?} for {second}%. "
    "… has {mark} points for {_one} and {last} points for {_other}. "
    "What is the course grade, in points?",
    "A grade is made up of {_one:.+?} (weight {first}%) and {_other:.+?} (weight {second}%). "
    "… scored {mark} and {last}, in this order. What is the weighted mean of the two scores?",
    "… scored {mark} for {_one:.+?} and {last} for {_other:.+?}. The weights are {first}% and "
    "{second}%, in this order. What is the weighted mean score?",
)
def course(first: int, second: int, mark: int, last: int) -> Fraction:
    return graded((first, mark), (second, last))


@solves(
    "{_one:.+?} counts for {weight}% of a grade and {_other:.+?} for {second}%. … has {mark} "
    "points for {_one}. How many points for {_other} give a grade of exactly {goal}?",
    "A weighted mean is made up of {_one:.+?} ({weight}%) and {_other:.+?} ({second}%). With "
    "{mark} points for {_one}, how many points does … need for {_other} to reach a mean of exactly "
    "{goal}?",
    "… scored {mark} for {_one:.+?}, which counts for {weight}%. The rest, {second}%, is "
    "{_other:.+?}. Which score for {_other} makes the weighted mean exactly {goal}?",
)
def needed(weight: int, second: int, mark: int, goal: int) -> Fraction:
    return first(lambda x: graded((weight, mark), (second, x)) == goal)


@solves(
    "A class of {one} students has a mean score of {low}, and a class of {other} students has a "
    "mean score of {high}. What is the mean score of all the students?",
    "The mean mass of {one} parcels is {low} kg, and that of {other} other parcels is {high} kg. "
    "What is the mean mass, in kg, of all these parcels?",
    "… drove {one} trips with a mean length of {low} km and {other} trips with a mean length of "
    "{high} km. What is the mean length, in km, of all the trips?",
)
def groups(one: int, low: int, other: int, high: int) -> Fraction:
    return mean([*flat(low, one), *flat(high, other)])


@solves(
    "A group of {one} students has a mean score of {low}; another group has a mean of {high}. "
    "Together their mean is {average}. How many students are in the other group?",
    "The mean mass of {one} parcels is {low} kg. With some parcels of mean mass {high} kg added, "
    "the mean of all is {average} kg. How many parcels were added?",
    "… has {one} tracks with a mean length of {low} s on a list and adds tracks with a mean length "
    "of {high} s until the mean is {average} s. How many tracks are added?",
)
def size(one: int, low: int, high: int, average: int) -> Fraction:
    return first(lambda n: mean([*flat(low, one), *flat(high, int(n))]) == average)


@solves(
    f"The mean of {VALUES} and x is {{average}}. What is x?",
    f"… has the values {VALUES} and x, with a mean of {{average}}. Find x.",
    f"Which value of x makes {{average}} the mean of {VALUES} and x?",
)
def unknown(values: list[Fraction], average: int) -> Fraction:
    return first(lambda x: mean([*values, x]) == average)


@solves(
    "… has a mean of {average} on {count} quizzes. Which score on the next quiz would bring the "
    "mean to {goal}?",
    "The mean of {count} values is {average}. Which value must be added to make the mean {goal}?",
    "… served a mean of {average} guests on {count} days. How many guests on one more day would "
    "make the mean {goal}?",
)
def following(average: int, count: int, goal: int) -> Fraction:
    return first(lambda x: mean([*flat(average, count), x]) == goal)


@solves(
    f"The mean of {VALUES}, x and x + {{more}} is {{average}}. What is x?",
    f"… recorded {VALUES} and two more values, of which one is {{more}} greater than the other. "
    "The mean of all is {average}. What is the smaller of the two?",
    f"The values {VALUES}, x, x + {{more}} have a mean of {{average}}. Find x.",
)
def two_alike(values: list[Fraction], more: int, average: int) -> Fraction:
    return first(lambda x: mean([*values, x, x + more]) == average)


@solves(
    "The mean of {count} numbers is {average}. Without the greatest, the mean of the others is "
    "{others}. What is the greatest number?",
    "… found a mean of {average} for {count} measurements. When the greatest is left out, the mean "
    "is {others}. What is the greatest measurement?",
    "Leaving the greatest of {count} values out lowers their mean from {average} to {others}. "
    "What is the greatest value?",
)
def greatest(count: int, average: int, others: int) -> Fraction:
    return first(lambda x: mean([*flat(others, count - 1), x]) == average)
