"""Algebra by substitution and by trying numbers."""

from bank.solutions.algebra import comparison, equations, expressions, stories, whole_numbers

PARTS = (comparison, equations, expressions, stories, whole_numbers)
UNREAD: frozenset[str] = frozenset()
"""Every form is read."""
