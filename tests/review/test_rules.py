"""The list of rules: each has a name of its own, and none is left out."""

from importlib import import_module
from pkgutil import iter_modules

from examcli import review
from examcli.review.exam import RULES
from examcli.review.house import HOUSE_EXPLANATION_RULES, HOUSE_RULES, STRICT_HERE
from examcli.review.rule import ItemRule, Severity
from examcli.review.rules import EXPLAINED_IN_FILES, LENGTH_RULES, QUESTION, WRITTEN

HOUSE = {*HOUSE_RULES, *HOUSE_EXPLANATION_RULES}
LISTED = {*LENGTH_RULES, *QUESTION, *EXPLAINED_IN_FILES, *WRITTEN, *HOUSE}


def test_every_rule_has_its_own_name() -> None:
    """Reports and re-asks name rules; two of one name could not be told apart."""
    rules = {*RULES, *LISTED}

    assert len(rules) == len({rule.name for rule in rules})


def test_what_is_strict_while_writing_is_a_warning_for_files() -> None:
    """A name that no rule has would be an error that nobody makes."""
    warnings = {rule.name for rule in LISTED if rule.severity is Severity.WARNING}

    assert warnings >= STRICT_HERE


def test_no_rule_is_left_out() -> None:
    """A rule that a module of the review defines is in the one list, or nobody would apply it."""
    modules = [
        import_module(f"{review.__name__}.{each.name}") for each in iter_modules(review.__path__)
    ]
    defined = {
        rule
        for module in modules
        for value in vars(module).values()
        for rule in (value if isinstance(value, tuple) else (value,))
        if isinstance(rule, ItemRule)
    }

    assert LISTED == defined
