"""The exam that is measured: the one for which the claims are made."""

from examcli.exam.blueprint import Blueprint, embedded

EXAM = "gat"
TRACK = "scientific"
"""One of its tracks; `cacheability` shows that all of them share one prefix."""


def reference_blueprint() -> Blueprint:
    """Its blueprint."""
    return embedded(EXAM)
