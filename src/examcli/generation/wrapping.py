"""One JSON object out of whatever a model wraps around it, with nothing in it that could hurt.

Text goes in, cut anywhere; the object comes out, from its first brace to the one that closes it.
A byte order mark, thoughts, prose, a code fence and an object around it are left out, and so is
everything behind it. What comes out is not yet known to be JSON, but it is bounded in depth,
digits and length and has no halves of characters: a parser behind can be neither crashed nor
filled up. None of this depends on where the text was cut.
"""

import re
from collections.abc import Collection, Iterator

DEEPEST = 8
"""The answers that are asked for have five levels."""
LONGEST_RUN_OF_DIGITS = 100
"""From 4,301 digits on, the conversion of an integer fails, in a C parser fatally."""
LONGEST_OBJECT = 1_000_000
"""In characters; ten long questions and their passage have 30,000, six times that if escaped."""
LONGEST_UNDECIDED = 256
"""More than an opening or a tag can have: what may yet become one is held back."""
LONGEST_TOKEN = len(r"\ud83d\udc22")

QUOTE = '"'
BLANK = "\ufeff \t\r\n"
OPENING = re.compile(r'\{\s{0,100}["}]')
HALF_OPENING = re.compile(r"\{\s{0,100}")
WRAPPER = re.compile(
    r'\{\s{0,100}"(?:answer|data|json|output|response|result)"\s{0,100}:\s{0,100}(?=\{)'
)
"""An object around the object; any other name would be a field that nobody asked for."""
HALF_WRAPPER = re.compile(r'\{\s{0,100}(?:"[a-z]{0,8}(?:"\s{0,100}(?::\s{0,100})?)?)?')
"""What may yet become one; no name of theirs is longer than eight letters."""
THOUGHTS = re.compile(r"[\ufeff\s]*<think(?:ing)?>", re.IGNORECASE)
END_OF_THOUGHTS = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
PLAIN = re.compile('[^"{}\\[\\]0-9\ud800-\udfff]+|[0-9]+|["{}\\[\\]]')
STRING = re.compile(
    '[^"\\\\\ud800-\udfff]+|"|[\ud800-\udbff][\udc00-\udfff]'
    r"|\\[^u\ud800-\udfff]|\\u(?![dD][89a-fA-F])[^\ud800-\udfff]{4}"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class NoObject(ValueError):
    """The text holds no whole object of the kind that is looked for, or one beyond the bounds."""


class Unwrapper:
    """Takes a text piece by piece; see the module docstring.

    A text that begins with an object is that object, or the one that it wraps. Behind anything
    else it begins at the first brace that is followed by one of the `keys`, so prose may have
    braces of its own.
    """

    def __init__(self, keys: Collection[str]) -> None:
        names = "|".join(map(re.escape, keys))
        self._known_opening = re.compile(rf'\{{\s{{0,100}}"(?:{names})"\s{{0,100}}:')
        self._held = ""
        self._is_beginning = True
        self._is_thinking = False
        self._object: _Object | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the object has been closed."""
        return self._object is not None and self._object.is_whole

    def parts(self, text: str) -> Iterator[str]:
        """What of the object has arrived with this text.

        A string comes out only once it is closed: a parser would read it anew with every piece.

        Raises:
            NoObject: it goes on beyond a bound; what stands before was yielded.
        """
        if self.is_whole:
            return
        if self._object is None:
            self._held += text
            place = self._opening()
            if place is None:
                return
            self._object, text, self._held = _Object(), self._held[place:], ""
        yield from self._object.parts(text)

    def _opening(self) -> int | None:
        """Where what is held opens the object; if nowhere yet, no more is held than may open it."""
        if self._is_beginning:
            self._skip_thoughts()
            self._skip_wrappers()
            if self._is_thinking or _may_begin(self._held) or self._may_be_wrapped:
                return None
            self._is_beginning = False
            if OPENING.match(self._held):
                return 0
        found = self._known_opening.search(self._held)
        if found:
            return found.start()
        self._held = self._held[-LONGEST_UNDECIDED:]
        return None

    @property
    def _may_be_wrapped(self) -> bool:
        is_known = self._known_opening.match(self._held)
        return not is_known and bool(HALF_WRAPPER.fullmatch(self._held))

    def _skip_wrappers(self) -> None:
        while wrapper := WRAPPER.match(self._held):
            self._held = self._held[wrapper.end() :]

    def _skip_thoughts(self) -> None:
        place = 0
        while True:
            find = END_OF_THOUGHTS.search if self._is_thinking else THOUGHTS.match
            found = find(self._held, place)
            if found is None:
                break
            place = found.end()
            self._is_thinking = not self._is_thinking
        rest = self._held[place:]
        self._held = rest[-LONGEST_UNDECIDED:] if self._is_thinking else rest.lstrip(BLANK)


class _Object:
    """The text of one object, token by token, from its first brace."""

    def __init__(self) -> None:
        self._held = ""
        self._open_string: list[str] = []
        self._is_string = False
        self._depth = 0
        self._digits = 0
        self._length = 0
        self.is_whole = False

    def parts(self, text: str) -> Iterator[str]:
        """What has arrived with this text, as in `Unwrapper`."""
        held = self._held + text
        limit = LONGEST_OBJECT - self._length
        place = closed = 0
        is_sound = True
        while is_sound and place < limit and not self.is_whole:
            token = (STRING if self._is_string else PLAIN).match(held, place, limit)
            if token is None:
                break
            is_sound = self._takes(token[0])
            place = token.end() if is_sound else place
            closed = closed if self._is_string else place
        self._held = held[place:]
        self._length += place
        yield from self._released(held[:closed], held[closed:place])
        if not self.is_whole and (not is_sound or place >= limit or self._is_stuck):
            raise NoObject("the text goes beyond the bounds of an answer")

    @property
    def _is_stuck(self) -> bool:
        """Whether what is held can no longer become a token."""
        return len(self._held) >= LONGEST_TOKEN

    def _released(self, closed: str, open_string: str) -> Iterator[str]:
        """All that is there but for a string that is still open; that is kept."""
        if closed:
            yield _joined("".join([*self._open_string, closed]))
            self._open_string = []
        self._open_string.append(open_string)

    def _takes(self, token: str) -> bool:
        """Go on by one token; False when a bound forbids it."""
        self._digits = self._digits + len(token) if "0" <= token[0] <= "9" else 0
        if token == QUOTE:
            self._is_string = not self._is_string
        elif self._is_string:
            self._digits = 0
        elif token in {"{", "["}:
            self._depth += 1
        elif token in {"}", "]"}:
            self._depth -= 1
            self.is_whole = self._depth == 0
        return self._depth <= DEEPEST and self._digits <= LONGEST_RUN_OF_DIGITS


def unwrapped(text: str, keys: Collection[str]) -> str:
    """The object in a text that has arrived whole; `keys` as for `Unwrapper`.

    Raises:
        NoObject: there is none that is whole and within the bounds.
    """
    unwrapper = Unwrapper(keys)
    found = "".join(unwrapper.parts(text))
    if not unwrapper.is_whole:
        raise NoObject("the text has no whole answer")
    return found


def _may_begin(text: str) -> bool:
    """Whether a text this short may yet become the beginning of an object or of thoughts."""
    return "<thinking>".startswith(text.lower()) or bool(HALF_OPENING.fullmatch(text))


def _joined(text: str) -> str:
    """The text with every character in one piece: servers send pairs of halves in two parts."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")
