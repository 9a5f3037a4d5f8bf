"""What OpenRouter's version of the Messages API says differently when something goes wrong.

The errors keep Anthropic's shape and gain `error.error_type`. The documentation gives the statuses;
the names below follow those of its own error metadata and are partly an inference.
"""

from examcli.simulator.errors import ApiError, Json

ERROR_KINDS = {
    400: "invalid_request",
    401: "unauthorized",
    402: "insufficient_credits",
    403: "forbidden",
    404: "no_endpoints",
    408: "timeout",
    413: "payload_too_large",
    429: "rate_limit_exceeded",
    502: "provider_unavailable",
    503: "no_provider",
    529: "provider_overloaded",
}
"""What OpenRouter calls an error, by its status."""
DEFAULT_KIND = "server"
"""For every status that has no name of its own."""


def error_body(error: ApiError, request_id: str) -> Json:
    """The body of an error as OpenRouter words it."""
    body = error.body(request_id)
    inner = body["error"]
    assert isinstance(inner, dict)
    inner["error_type"] = ERROR_KINDS.get(error.status, DEFAULT_KIND)
    return body
