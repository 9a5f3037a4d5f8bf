"""What OpenRouter's version of the Messages API says differently when something goes wrong.

The errors keep Anthropic's shape and gain `error.error_type`. The documentation gives the statuses;
the names below follow those of its own error metadata and are partly an inference.
"""

from examcli.simulator.problems import Json, Problem

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
DEFAULT_KIND = "server"


def error_body(problem: Problem, request_id: str) -> Json:
    """The error of `problem` as OpenRouter words it."""
    body = problem.body(request_id)
    error = body["error"]
    assert isinstance(error, dict)
    error["error_type"] = ERROR_KINDS.get(problem.status, DEFAULT_KIND)
    return body
