"""The generators of algebra, one for each of its subtopics."""

from examcli.simulator.bank.draft import Generator
from examcli.simulator.bank.quantitative import (
    algebra_comparison,
    algebra_equations,
    algebra_expressions,
    algebra_functions,
    algebra_inequalities,
    algebra_numbers,
    algebra_powers,
    algebra_quadratics,
    algebra_sequences,
    algebra_words,
)

GENERATORS: dict[str, Generator] = {
    **algebra_equations.GENERATORS,
    **algebra_words.GENERATORS,
    **algebra_quadratics.GENERATORS,
    **algebra_inequalities.GENERATORS,
    **algebra_powers.GENERATORS,
    **algebra_expressions.GENERATORS,
    **algebra_functions.GENERATORS,
    **algebra_sequences.GENERATORS,
    **algebra_numbers.GENERATORS,
    **algebra_comparison.GENERATORS,
}
