"""The errors that a request is answered with, in the shape the Messages API says it.

`{"type": "error", "error": {"type", "message", "details"?}, "request_id"}` with a status that
follows from the error's type. The wording of a message is for people; programs read the type.
"""

from collections.abc import Mapping

Json = dict[str, object]

MAX_MESSAGE_CHARACTERS = 1000
"""Messages quote what was sent; more than this helps nobody."""

ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    422: "invalid_request_error",
    429: "rate_limit_error",
    500: "api_error",
    502: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}
"""Error type by status; the types of 405, 408, 422, 502 and 503 are undocumented and our choice."""


class ApiError(Exception):
    """A request answered with an error instead of a message."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message[:MAX_MESSAGE_CHARACTERS]
        self.type = ERROR_TYPES[status]
        self.details = details
        self.headers = dict(headers or {})

    def body(self, request_id: str) -> Json:
        """The error as the response body."""
        return error_body(self.type, self.message, request_id, self.details)


def error_body(type_: str, message: str, request_id: str, details: Json | None = None) -> Json:
    """An error, as a response body or as the data of an `error` event."""
    error: Json = {"type": type_, "message": message}
    if details is not None:
        error["details"] = details
    return {"type": "error", "error": error, "request_id": request_id}


def invalid(message: str) -> ApiError:
    """A 400; `message` begins with the path of the offending field."""
    return ApiError(400, message)


def not_found(message: str) -> ApiError:
    """A 404."""
    return ApiError(404, message)
