"""Algebra: equations, expressions, powers, sequences, properties of numbers, and word problems."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.algebra import (
    comparison,
    equations,
    expressions,
    functions,
    inequalities,
    number_properties,
    powers,
    quadratics,
    sequences,
    word_problems,
)

GENERATORS: dict[str, Generator] = {
    "linear-one-var": equations.linear_one_var,
    "linear-word": word_problems.linear_word,
    "systems": equations.systems,
    "quadratic": quadratics.quadratic,
    "identities": expressions.identities,
    "inequalities": inequalities.inequalities,
    "exponents": powers.exponents,
    "roots": powers.roots,
    "expressions": expressions.expressions,
    "substitution": functions.substitution,
    "sequences": sequences.sequences,
    "functions": functions.functions,
    "number-properties": number_properties.number_properties,
    "ages": word_problems.ages,
    "consecutive": sequences.consecutive,
    "comparison-algebraic": comparison.comparison_algebraic,
}
