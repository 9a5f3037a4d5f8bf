"""The exam that is measured: the one for which the claims are made."""

from examcli.exam.blueprint import Blueprint, embedded

EXAM = "gat"
TRACK = "scientific"


def reference_blueprint() -> Blueprint:
    """Its blueprint."""
    return embedded(EXAM)
