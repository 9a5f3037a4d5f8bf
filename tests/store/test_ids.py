"""An id says what kind of session it names."""

import pytest

from examcli.store import SessionKind
from examcli.store.ids import kind_of, new_id


@pytest.mark.parametrize("kind", ["exam", "practice"])
@pytest.mark.parametrize("number", [0, 1, 2**32 - 1])
def test_an_id_names_its_kind(kind: SessionKind, number: int) -> None:
    """So that no table has to be searched in vain."""
    assert kind == kind_of(new_id(kind, number))


def test_an_id_has_eight_digits() -> None:
    """Short enough to be typed."""
    assert "exam-0000002a" == new_id("exam", 42)
