"""Whatever comes from outside is read or refused, in bounded time and memory, never a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import PARSERS, SEEDS

EVERY = pytest.mark.parametrize("name", PARSERS)
NASTY = st.sampled_from(
    [*'{}[]"\\,.:=#\n\r\t\0\x1b', "null", "-1", "1e999", "9" * 4_301, "[" * 2_000, "\ud800"]
)


@EVERY
@given(content=st.binary())
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    """Nonsense from the first byte on."""
    PARSERS[name](content)


@EVERY
@given(data=st.data())
@settings(deadline=None)
def test_a_damaged_text_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Something sound, with parts of it lost, and others put in their place."""
    text = data.draw(st.sampled_from(SEEDS[name]))
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(NASTY | st.text(max_size=4)) + text[end:]
    PARSERS[name](text.encode("utf-8", "surrogatepass"))


@EVERY
def test_a_sound_text_is_read(name: str) -> None:
    """What the damaged texts are made from holds."""
    for text in SEEDS[name]:
        PARSERS[name](text.encode())
