"""Structured outputs: which JSON schemas the API compiles, and the smallest value that fits one.

The API turns a schema into a grammar, so it refuses what a grammar cannot hold: bounds on numbers
and lengths, open objects, recursion.
"""

from collections.abc import Iterator

from examcli.simulator.problems import Json, invalid

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
SUBSCHEMA_MAPS = ("properties", "$defs", "definitions")
SUBSCHEMA_LISTS = ("anyOf", "allOf", "oneOf")


def check_schema(schema: Json, path: str) -> None:
    """Refuse a schema that the API would not compile."""
    for node in _nodes(schema):
        _check_node(node, path)
    _check_recursion(schema, path)


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


def _check_recursion(schema: Json, path: str) -> None:
    """Follow every reference; meeting one again on the way down means recursion."""

    def visit(node: Json, seen: frozenset[str]) -> None:
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference in seen:
                raise invalid(f"{path}: Recursive schemas are not supported ({reference})")
            visit(_resolve(schema, reference, path), seen | {reference})
        for child in _children({**node, "$defs": None, "definitions": None}):
            visit(child, seen)

    visit(schema, frozenset({"#"}))


def _resolve(schema: Json, reference: str, path: str) -> Json:
    target: object = schema
    for part in reference.removeprefix("#").split("/")[1:]:
        target = target.get(part) if isinstance(target, dict) else None
    if not isinstance(target, dict):
        raise invalid(f"{path}: $ref '{reference}' points nowhere")
    return target


def minimal_instance(schema: Json) -> object:
    """The smallest value that `schema`, already checked, allows: required properties only."""
    return _instance(schema, schema)


def _instance(node: Json, root: Json) -> object:
    reference = node.get("$ref")
    if isinstance(reference, str):
        return _instance(_resolve(root, reference, "schema"), root)
    if "const" in node:
        return node["const"]
    for name in ("enum", "anyOf", "oneOf", "allOf"):
        options = node.get(name)
        if isinstance(options, list) and options:
            first = options[0]
            return _instance(first, root) if isinstance(first, dict) else first
    return _instance_of_type(node, root)


def _instance_of_type(node: Json, root: Json) -> object:
    type_ = node.get("type", "object" if "properties" in node else "string")
    match type_[0] if isinstance(type_, list) else type_:
        case "object":
            return _object_instance(node, root)
        case "array":
            items = node.get("items")
            wanted = node.get("minItems", 0) and isinstance(items, dict)
            return [_instance(items, root)] if wanted and isinstance(items, dict) else []
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "null":
            return None
    return PLACEHOLDERS.get(str(node.get("format")), "text")


def _object_instance(node: Json, root: Json) -> Json:
    properties, required = node.get("properties"), node.get("required")
    if not isinstance(properties, dict) or not isinstance(required, list):
        return {}
    return {name: _instance(properties[name], root) for name in properties if name in required}
