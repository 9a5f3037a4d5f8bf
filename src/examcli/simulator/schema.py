"""Structured outputs: which JSON schemas the API compiles, and the smallest value that fits one.

The API turns a schema into a grammar, so it refuses what a grammar cannot hold: bounds on numbers
and lengths, open objects, recursion.
"""

from collections.abc import Iterator

from examcli.simulator.errors import Json, invalid

UNSUPPORTED = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "maxItems",
    "uniqueItems",
)
"""Keywords that are a 400 wherever they stand in a schema."""

PLACEHOLDERS: Json = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "email": "name@example.com",
    "uri": "https://example.com",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
"""A made-up string for each `format`, valid in it."""
MAX_REFERENCES = 20
"""References within references; the API's own bound is not published."""
MAX_LEVELS = 100
"""How deep a made-up value is nested at most."""
MAX_NODES = 10_000
"""What a schema may unfold to; the same holds."""
TOO_LARGE = "The compiled grammar is too large. Simplify your schema."
"""Said of a schema that unfolds to too much, in either way."""
SUBSCHEMA_MAPS = ("properties", "$defs", "definitions")
SUBSCHEMA_LISTS = ("anyOf", "allOf", "oneOf")
"""Where schemas stand within a schema, by name or in a list."""


def check_schema(schema: Json, path: str) -> None:
    """Refuse a schema that the API would not compile."""
    for node in _nodes(schema):
        _check_node(node, path)
    _check_references(schema, path)


def _check_node(node: Json, path: str) -> None:
    for keyword in UNSUPPORTED:
        if keyword in node:
            raise invalid(f"{path}: For '{node.get('type')}' type, '{keyword}' is not supported")
    if node.get("minItems", 0) not in (0, 1):
        raise invalid(
            f"{path}: For 'array' type, 'minItems' values other than 0 or 1 are not supported"
        )
    if _is_object(node) and node.get("additionalProperties") is not False:
        raise invalid(
            f"{path}: For 'object' type, 'additionalProperties' must be explicitly set to false"
        )
    reference = node.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#"):
        raise invalid(f"{path}: External $ref '{reference}' is not supported")


def _is_object(node: Json) -> bool:
    return node.get("type") == "object" or isinstance(node.get("properties"), dict)


def _children(node: Json) -> Iterator[Json]:
    for name in SUBSCHEMA_MAPS:
        members = node.get(name)
        if isinstance(members, dict):
            yield from (child for child in members.values() if isinstance(child, dict))
    for name in SUBSCHEMA_LISTS:
        options = node.get(name)
        if isinstance(options, list):
            yield from (child for child in options if isinstance(child, dict))
    items = node.get("items")
    if isinstance(items, dict):
        yield items


def _nodes(schema: Json) -> Iterator[Json]:
    yield schema
    for child in _children(schema):
        yield from _nodes(child)


def _check_references(schema: Json, path: str) -> None:
    """Follow every reference: meeting one again on the way down means recursion.

    What they unfold to is counted, each once, and must not be too large a grammar.
    """
    sizes: dict[str, int] = {}

    def size(node: Json, seen: frozenset[str]) -> int:
        total = 1
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference in seen:
                raise invalid(f"{path}: Recursive schemas are not supported ({reference})")
            if len(seen) > MAX_REFERENCES:
                raise invalid(f"{path}: {TOO_LARGE}")
            if reference not in sizes:
                target = _resolve(schema, reference, path)
                sizes[reference] = size(target, seen | {reference})
            total += sizes[reference]
        children = _children({**node, "$defs": None, "definitions": None})
        return total + sum(size(child, seen) for child in children)

    if size(schema, frozenset({"#"})) > MAX_NODES:
        raise invalid(f"{path}: {TOO_LARGE}")


def _resolve(schema: Json, reference: str, path: str) -> Json:
    target: object = schema
    for part in reference.removeprefix("#").split("/")[1:]:
        target = target.get(part) if isinstance(target, dict) else None
    if not isinstance(target, dict):
        raise invalid(f"{path}: $ref '{reference}' points nowhere")
    return target


def minimal_instance(schema: Json) -> object:
    """The smallest value that `schema` allows: required properties only.

    A tool's schema is not checked and may recur or be nonsense; then the value just ends somewhere.
    """
    return _Instances(schema).of(schema, levels=MAX_LEVELS)


class _Instances:
    """Values for the nodes of one schema, of bounded depth and size."""

    def __init__(self, root: Json) -> None:
        self._root = root
        self._nodes_left = MAX_NODES

    def of(self, node: object, levels: int) -> object:
        """A value for `node` that is nested at most so many levels deep."""
        self._nodes_left -= 1
        if not isinstance(node, dict) or not levels or self._nodes_left < 0:
            return None
        reference = node.get("$ref")
        if isinstance(reference, str):
            return self.of(_resolve(self._root, reference, "schema"), levels - 1)
        if "const" in node:
            return node["const"]
        for name in ("enum", "anyOf", "oneOf", "allOf"):
            options = node.get(name)
            if isinstance(options, list) and options:
                first = options[0]
                return self.of(first, levels - 1) if isinstance(first, dict) else first
        return self._of_type(node, levels)

    def _of_type(self, node: Json, levels: int) -> object:
        type_ = node.get("type", "object" if "properties" in node else "string")
        match type_[0] if isinstance(type_, list) and type_ else type_:
            case "object":
                return self._object(node, levels)
            case "array":
                wanted = node.get("minItems", 0)
                return [self.of(node.get("items"), levels - 1)] if wanted else []
            case "integer" | "number":
                return 0
            case "boolean":
                return False
            case "null":
                return None
        return PLACEHOLDERS.get(str(node.get("format")), "text")

    def _object(self, node: Json, levels: int) -> Json:
        properties, required = node.get("properties"), node.get("required")
        if not isinstance(properties, dict) or not isinstance(required, list):
            return {}
        return {
            name: self.of(properties[name], levels - 1) for name in properties if name in required
        }
