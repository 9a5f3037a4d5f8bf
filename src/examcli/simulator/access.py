"""Who is calling, and in which version of the API."""

import uuid
from collections.abc import Mapping

from examcli.simulator.errors import ApiError, invalid
from examcli.simulator.request_context import OLD_VERSION, VERSIONS, Dialect


def authenticate(
    headers: Mapping[str, str], accepted: frozenset[str] | None, dialect: Dialect
) -> str:
    """The caller's key, which stands for the organisation.

    It comes as `Authorization: Bearer` or, with Anthropic only, as `x-api-key`.
    """
    key = _bearer(headers.get("authorization", ""))
    if not key and dialect == "anthropic":
        key = headers.get("x-api-key", "").strip()
    if not key:
        raise ApiError(401, "Authentication is required: send x-api-key or a Bearer token")
    if accepted is not None and key not in accepted:
        raise ApiError(401, "invalid x-api-key")
    return key


def api_version(headers: Mapping[str, str], dialect: Dialect) -> str:
    """The API version asked for; OpenRouter has only one and looks at none."""
    if dialect == "openrouter":
        return OLD_VERSION
    version = headers.get("anthropic-version")
    if version is None:
        raise invalid("anthropic-version: header is required")
    if version not in VERSIONS:
        raise invalid(f"anthropic-version: {version!r} is not one of {', '.join(VERSIONS)}")
    return version


def organisation_id(key: str) -> str:
    """An id that tells organisations apart without telling their key."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
