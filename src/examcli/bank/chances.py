"""Parts of a total as their chance: what questions of probability in either language ask for."""

from fractions import Fraction
from typing import Any

from examcli.bank.draft import Number
from examcli.bank.forms import Computed, computed
from examcli.bank.lowest_terms import reduced


def share(part: int, total: int, /, *mistakes: Number, check: str = "", **gaps: Any) -> Computed:
    """A part of a total as its chance; whole numbers among the mistakes are parts of it as well."""
    return computed(
        Fraction(part, total),
        check or f"{part}/{total}",
        *(Fraction(wrong, total) if isinstance(wrong, int) else wrong for wrong in mistakes),
    ).told(**{"part": part, "total": total, "chance": reduced(part, total), **gaps})
