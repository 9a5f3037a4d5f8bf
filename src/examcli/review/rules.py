"""The one list of rules about a single question, by what of it they look at, in the order told.

Who reviews takes from it what he may see: whoever writes a question first all but the explanation,
a file everything, advice the warnings.
"""

from examcli.review.arithmetic import CHECK_RULES, ROUNDING_RULES
from examcli.review.characters import CHARACTER_RULES, LENGTH_RULES
from examcli.review.choices import CHOICE_RULES
from examcli.review.editorial import EDITORIAL_RULES
from examcli.review.explanation import (
    EMPTY,
    EXPLANATION_RULES,
    FILE_EXPLANATION_RULES,
    WRITTEN_RULES,
)
from examcli.review.forms import FORM_RULES
from examcli.review.latex import LATEX_RULES
from examcli.review.material import MATERIAL_RULES
from examcli.review.rule import ItemRule

__all__ = ["EMPTY", "EXPLAINED", "EXPLAINED_IN_FILES", "LENGTH_RULES", "QUESTION", "WRITTEN"]

QUESTION: tuple[ItemRule, ...] = (
    *CHOICE_RULES, *MATERIAL_RULES, *CHECK_RULES, *CHARACTER_RULES, *LATEX_RULES, *EDITORIAL_RULES,
    *FORM_RULES,
)  # fmt: skip
"""What a student sees, and what grades it."""
EXPLAINED: tuple[ItemRule, ...] = (*EXPLANATION_RULES, *ROUNDING_RULES)
"""The explanation, whoever wrote it."""
EXPLAINED_IN_FILES: tuple[ItemRule, ...] = (
    *EXPLANATION_RULES, *FILE_EXPLANATION_RULES, *ROUNDING_RULES,
)  # fmt: skip
"""The explanation of a question whose key has a place already, which a letter may name."""
WRITTEN: tuple[ItemRule, ...] = (*WRITTEN_RULES, EMPTY)
"""The explanation that is written for us, and must be there."""
