"""Reading a JSON object whose every complaint names the field, as the API's own do."""

import json
import re
from collections.abc import Iterator

from examcli.simulator.errors import Json, invalid


class JsonFields:
    """A JSON object at a path of the request body, e.g. `messages.0`.

    A field that is absent and one that is null read the same.
    """

    def __init__(self, values: Json, path: str = "") -> None:
        self.values = values
        self.path = path

    def path_of(self, name: str) -> str:
        """The full path of field `name`, for messages."""
        return f"{self.path}.{name}" if self.path else name

    def get(self, name: str) -> object:
        """The value as it is, None if absent."""
        return self.values.get(name)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """A required string."""
        value = self._required(name)
        if not isinstance(value, str):
            raise invalid(f"{self.path_of(name)}: Input should be a valid string")
        return value

    def integer(self, name: str) -> int:
        """A required whole number; true and false are none."""
        value = self._required(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise invalid(f"{self.path_of(name)}: Input should be a valid integer")
        return value

    def flag(self, name: str) -> bool:
        """A boolean, false if absent."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise invalid(f"{self.path_of(name)}: Input should be a valid boolean")
        return value is True

    def child(self, name: str) -> "JsonFields":
        """An object, empty if absent."""
        value = self.values.get(name)
        if value is None:
            return JsonFields({}, self.path_of(name))
        return as_fields(value, self.path_of(name))

    def objects(self, name: str) -> list["JsonFields"]:
        """A list of objects, empty if absent."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise invalid(f"{self.path_of(name)}: Input should be a valid list")
        path = self.path_of(name)
        return [as_fields(item, f"{path}.{index}") for index, item in enumerate(value)]

    def texts(self, name: str) -> list[str]:
        """A list of strings, empty if absent."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise invalid(f"{self.path_of(name)}: Input should be a valid list of strings")
        return [str(item) for item in value]

    def _required(self, name: str) -> object:
        value = self.values.get(name)
        if value is None:
            raise invalid(f"{self.path_of(name)}: Field required")
        return value


def as_fields(value: object, path: str) -> JsonFields:
    """`value` as an object at `path`."""
    if not isinstance(value, dict):
        raise invalid(f"{path}: Input should be an object")
    return JsonFields(value, path)


MAX_DEPTH = 100
"""How deep a body may be nested; whoever reads one further down may go that deep in calls."""
TOO_DEEP = "The request body is nested too deeply"
"""Said in two places: Python's own limit may be met before ours."""
ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Without one a body cannot hold half a character; the costly search for it can be left out."""


def parse_body(content: bytes) -> JsonFields:
    """The request body, which must be a JSON object in UTF-8, of some depth and no other values."""
    try:
        text = content.decode()
        value: object = json.loads(text, parse_constant=_refuse)
        if ESCAPED_SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise invalid(f"The request body is not valid JSON: {error}") from None
    except RecursionError:
        raise invalid(TOO_DEEP) from None
    if _is_deeper(value, MAX_DEPTH):
        raise invalid(TOO_DEEP)
    return as_fields(value, "body") if not isinstance(value, dict) else JsonFields(value)


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")


def _is_deeper(value: object, levels: int) -> bool:
    """Whether `value` is nested deeper than that; it goes through it level by level."""
    level = [value]
    for _ in range(levels):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterator[object]:
    """What a list or an object holds that may hold something itself."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (item for item in inner if isinstance(item, dict | list))
