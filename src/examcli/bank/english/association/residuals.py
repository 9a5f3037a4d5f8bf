"""Residuals: what was observed minus what the line predicts."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw, number, numeric
from examcli.bank.english.association.lines import drawn_line
from examcli.bank.english.choices import signed
from examcli.bank.english.wordings import wordings
from examcli.bank.mistakes import whole

ask = wordings("examcli.bank.english.association")


def residual(draw: Draw) -> Draft:
    """From a prediction; from a line; back to the observation, or the last of all residuals."""
    hard = draw.pick((_observed, _last_residual))
    return draw.by_level(_from_prediction, _from_line, hard)(draw)


def _off(draw: Draw) -> int:
    """A residual that is not 0."""
    return draw.pick([off for off in range(-9, 10) if off])


def _from_prediction(draw: Draw) -> Draft:
    predicted, key = draw.integer(25, 90), _off(draw)
    observed = predicted + key
    mistakes: list[int | Fraction] = [
        -key,  # subtracted the observed value
        key + 1 if key > 0 else key - 1,  # slipped in the difference
        key - 1 if key > 0 else key + 1,  # slipped in the difference
        key + 10 if key < 0 else key - 10,  # lost a ten
        Fraction(observed + predicted, 2),  # averaged
        2 * key,  # counted the difference twice
    ]
    stem = ask(draw, "from-prediction", predicted=predicted, observed=observed)
    explanation = f"Observed minus predicted: {observed} - {predicted} = {number(key)}."
    check = f"{observed} - {predicted}"
    return signed(draw, stem, Fraction(key), mistakes, check, explanation)


def _from_line(draw: Draw) -> Draft:
    line, x, key = drawn_line(draw), draw.integer(3, 9), _off(draw)
    predicted = line.at(x)
    observed = predicted + key
    mistakes: list[int | Fraction] = [
        -key,  # subtracted the observed value
        observed - line.slope * x if line.slope > 0 else observed - line.start,  # lost a term
        observed - line.start + line.slope * x,  # took the slope with the other sign
        key + line.slope,  # used x - 1
        key - line.slope,  # used x + 1
    ]
    stem = ask(
        draw, "from-line", line=line, outcome=line.outcome, cause=line.cause, x=x,
        observed=observed,
    )  # fmt: skip
    explanation = (
        f"The prediction is {line.spelled(x)} = {predicted}, and observed minus predicted is "
        f"{observed} - {predicted} = {number(key)}."
    )
    check = f"{observed} - ({line.reckoned(x)})"
    return signed(draw, stem, Fraction(key), mistakes, check, explanation)


def _observed(draw: Draw) -> Draft:
    line, x, off = drawn_line(draw), draw.integer(3, 9), _off(draw)
    predicted = line.at(x)
    key = predicted + off
    mistakes: list[int | Fraction] = [
        predicted - off,  # subtracted the residual
        predicted,  # answered the prediction
        line.start + off,  # forgot the slope
        abs(line.slope) * x + off,  # forgot the intercept
        key + line.slope,  # used x + 1
    ]
    stem = ask(
        draw, "observed", line=line, outcome=line.outcome, cause=line.cause, x=x,
        off=number(off),
    )  # fmt: skip
    sign = "+" if off > 0 else "-"
    explanation = (
        f"The prediction is {line.spelled(x)} = {predicted}, and the residual is added to it: "
        f"{predicted} {sign} {abs(off)} = {key}."
    )
    check = f"{line.reckoned(x)} {'+' if off > 0 else '-'} {abs(off)}"
    return numeric(stem, key, whole(draw, key, mistakes), check, explanation)


def _last_residual(draw: Draw) -> Draft:
    known = [_off(draw) for _ in range(4)]
    key = -sum(known)
    if abs(key) < 2 or abs(key) > 15:
        raise Degenerate("a residual too small or too large")
    mistakes: list[int | Fraction] = [
        -key,  # answered the sum of the others
        -sum(known[:3]),  # left one out
        sum(known[1:]),  # left one out and kept the sign
        key + 2 * known[3],  # misread a sign
        Fraction(key, 4),  # averaged
        key + 1,  # slipped in the sum
        key - 1,  # slipped in the sum
    ]
    stem = ask(draw, "last-residual", known=", ".join(map(number, known)))
    terms = [f"{'+' if off > 0 else '-'} {abs(off)}" for off in known[1:]]
    explanation = (
        "Residuals of a least-squares line add up to 0. The four make "
        f"{number(known[0])} {' '.join(terms)} = {number(-key)}, so the fifth is "
        f"{number(key)}."
    )
    check = f"0 - ({' + '.join(f'({off})' for off in known)})"
    return signed(draw, stem, Fraction(key), mistakes, check, explanation)
