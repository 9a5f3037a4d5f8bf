"""Residuals: what was observed minus what the line predicts."""

from fractions import Fraction

from examcli.bank.draft import Degenerate, Draft, Draw
from examcli.bank.english.association.lines import drawn_line
from examcli.bank.english.choices import SIGNED
from examcli.bank.english.nouns import listed
from examcli.bank.forms import Computed, Words, computed
from examcli.bank.mistakes import slips
from examcli.bank.sums import added

form = Words(__name__).form


def residual(draw: Draw) -> Draft:
    """From a prediction; from a line; back to the observation, or the last of all residuals."""
    hard = draw.pick((_observed, _last_residual))
    return draw.by_level(_from_prediction, _from_line, hard)(draw)


def _off(draw: Draw) -> int:
    """A residual that is not 0."""
    return draw.pick([off for off in range(-9, 10) if off])


@form("from-prediction", SIGNED)
def _from_prediction(draw: Draw) -> Computed:
    predicted, key = draw.integer(25, 90), _off(draw)
    observed = predicted + key
    sign = 1 if key > 0 else -1
    return computed(
        key,
        f"{observed} - {predicted}",
        -key,  # subtracted the observed value
        *slips(key, sign, -sign),  # slipped in the difference
        key - 10 * sign,  # lost a ten
        Fraction(observed + predicted, 2),  # averaged
        2 * key,  # counted the difference twice
    ).told(predicted=predicted, observed=observed)


@form("from-line", SIGNED)
def _from_line(draw: Draw) -> Computed:
    line, x, key = drawn_line(draw), draw.integer(3, 9), _off(draw)
    predicted = line.at(x)
    observed = predicted + key
    return computed(
        key,
        f"{observed} - ({line.reckoned(x)})",
        -key,  # subtracted the observed value
        observed - (line.slope * x if line.slope > 0 else line.start),  # lost a term
        observed - line.start + line.slope * x,  # took the slope with the other sign
        key + line.slope,  # used x - 1
        key - line.slope,  # used x + 1
    ).told(line=line, x=x, observed=observed, predicted=predicted, spelled=line.reckoned(x, "×"))


@form("observed")
def _observed(draw: Draw) -> Computed:
    line, x, off = drawn_line(draw), draw.integer(3, 9), _off(draw)
    predicted, sign = line.at(x), "+" if off > 0 else "-"
    key = predicted + off
    return computed(
        key,
        f"{line.reckoned(x)} {sign} {abs(off)}",
        predicted - off,  # subtracted the residual
        predicted,  # answered the prediction
        line.start + off,  # forgot the slope
        line.steepness * x + off,  # forgot the intercept
        key + line.slope,  # used x + 1
    ).told(
        line=line,
        x=x,
        off=off,
        predicted=predicted,
        spelled=line.reckoned(x, "×"),
        sign=sign,
        size=abs(off),
    )


@form("last-residual", SIGNED)
def _last_residual(draw: Draw) -> Computed:
    known = [_off(draw) for _ in range(4)]
    key = -sum(known)
    if abs(key) < 2 or abs(key) > 15:
        raise Degenerate("a residual too small or too large")
    return computed(
        key,
        f"0 - ({added(f'({off})' for off in known)})",
        -key,  # answered the sum of the others
        -sum(known[:3]),  # left one out
        sum(known[1:]),  # left one out and kept the sign
        key + 2 * known[3],  # misread a sign
        Fraction(key, 4),  # averaged
        *slips(key, 1, -1),  # slipped in the sum
    ).told(known=listed(known), sum=added(known).replace("+ -", "- "), total=-key)
