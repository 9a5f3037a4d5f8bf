"""Association: lines are walked step by step, and unknowns are found by trying."""

import re
from fractions import Fraction

from bank.english_solutions import ROW, first, solves

LINE = r"{line:y = \d+ [+-] \d+x}"
WAY = "{way:rise|fall}"
KNOWN = f"{{known:{ROW}}}"


def at(line: str, x: Fraction | int) -> Fraction:
    """The value of a line, reached from its intercept step by step."""
    found = re.fullmatch(r"y = (\d+) ([+-]) (\d+)x", line)
    assert found, line
    start, step = Fraction(found[1]), Fraction(found[2] + found[3])
    return start + sum((step for _ in range(int(x))), Fraction(0))


@solves(
    f"In a scatter plot of … the line of best fit is {LINE}. "
    "Which y does it predict for x = {x}?",
    f"The line {LINE} is fitted to … in a sample. What does it predict for x = {{x}}?",
    f"… with the line {LINE}. What is the prediction for x = {{x}}?",
)
def forwards(line: str, x: int) -> Fraction:
    return at(line, x)


@solves(
    f"A line of best fit for … is {LINE}. For which x does it predict y = {{y}}?",
    f"… with the line {LINE}. At which x is the prediction y = {{y}}?",
    f"… roughly as {LINE}. Which x belongs to a prediction of y = {{y}}?",
)
def backwards(line: str, y: int) -> Fraction:
    return first(lambda x: at(line, x) == y)


@solves(
    f"… is {LINE}. By how much does the predicted y {WAY} when x grows by {{more}}?",
    f"… the line {LINE}. When x is {{more}} greater, by how much does the prediction {WAY}?",
    f"… as {LINE}. What is the {WAY} in the predicted y if x increases by {{more}}?",
)
def change(line: str, way: str, more: int) -> Fraction:
    difference = at(line, 3 + more) - at(line, 3)
    return {"rise": difference, "fall": -difference}[way]


@solves(
    "A straight line predicts … It gives y = {y_one} for x = {one} and y = {y_other} for "
    "x = {other}. What does it predict for x = {x}?",
    "… a line of best fit for …; it passes through ({one}, {y_one}) and ({other}, {y_other}). "
    "Find the predicted y for x = {x}.",
    "… is described by a line through the points ({one}, {y_one}) and ({other}, {y_other}). "
    "Which y belongs to x = {x} on this line?",
)
def two_points(one: int, y_one: int, other: int, y_other: int, x: int) -> Fraction:
    """The point in one line with the two others."""
    run, rise = other - one, y_other - y_one
    return first(lambda y: (y - y_one) * run == rise * (x - one))


@solves(
    "A least-squares line for … has the slope {slope}. The mean of x is {centre} and the mean of "
    "y is {middle}. What does the line predict for x = {x}?",
    "… the slope, {slope}, of the least-squares line for …, and that the means are {centre} for x "
    "and {middle} for y. Which y is predicted for x = {x}?",
    "… the mean of x is {centre}, the mean of y is {middle}, and the least-squares line has the "
    "slope {slope}. Find the prediction for x = {x}.",
)
def means(slope: int, centre: int, middle: int, x: int) -> Fraction:
    return first(lambda y: (y - middle) / (x - centre) == slope)


@solves(
    "A line of best fit predicts the value {predicted}, and the observed value is {observed}. "
    "What is the residual?",
    "… predicted {predicted} with a regression line, but {observed} was measured. "
    "Find the residual (observed minus predicted).",
    "… a model predicts {predicted} visitors, and {observed} come. "
    "What is the residual of this prediction?",
)
def from_prediction(predicted: int, observed: int) -> int:
    return observed - predicted


@solves(
    f"… is {LINE}. For x = {{x}} the observed value is y = {{observed}}. What is the residual?",
    f"… with the line {LINE} and then observes y = {{observed}} at x = {{x}}. "
    "Find the residual (observed minus predicted).",
    f"… as {LINE}. One observation is x = {{x}}, y = {{observed}}. What is its residual?",
)
def from_line(line: str, x: int, observed: int) -> Fraction:
    return observed - at(line, x)


@solves(
    f"… is {LINE}. At x = {{x}} the residual (observed minus predicted) is {{off}}. "
    "Which y was observed?",
    f"… with the line {LINE}. The observation at x = {{x}} has a residual of {{off}}. "
    "What is the observed y?",
    f"… as {LINE}. The residual of one observation at x = {{x}} is {{off}}. Find its y.",
)
def observed_value(line: str, x: int, off: int) -> Fraction:
    return first(lambda y: y - at(line, x) == off)


@solves(
    f"A least-squares line is fitted to five points. Four of its residuals are {KNOWN}. "
    "What is the fifth?",
    "… fits a least-squares line with an intercept to five observations. Four residuals are "
    f"{KNOWN}. Find the residual of the other one.",
    f"For five days …, a least-squares line has the residuals {KNOWN} on four of the days. "
    "What is the residual on the fifth day?",
)
def last_residual(known: list[Fraction]) -> Fraction:
    assert len(known) == 4
    return first(lambda x: sum(known) + x == 0, range(-40, 40))
