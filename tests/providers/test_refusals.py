"""Every refusal in every shape, over every way: which failure it is, how long to wait, what helps.

The ids are those of faults that were seen with other tools, or tried with this one.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from conftest import SECRET
from examcli.clock import Clock
from examcli.errors import (
    Blocked,
    ModelGone,
    NotAnApi,
    ProviderError,
    Rejected,
    ServerFailed,
    SpendLimited,
    StreamBroken,
    Throttled,
    Unauthorized,
    Unavailable,
)
from examcli.providers import Ended, Request
from raw_server import (
    START,
    STREAM,
    answering,
    delta,
    event,
    head,
    refusal,
    stream,
    unnamed,
)
from ways import (
    BOTH,
    Way,
    all_events,
    any_request,
    assert_fit_to_be_shown,
    failures,
    opened,
    said,
    until_failure,
)

NOW = datetime(2026, 11, 27, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(params=BOTH)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    return BOTH[request.param]


@pytest.fixture
def asked() -> Request:
    """Any request: the server answers each the same."""
    return any_request()


def frozen(now: datetime = NOW) -> Clock:
    """A clock on which it is always the same time of day."""
    return Clock(now=lambda: now)


TYPES = {
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
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
}
BY_STATUS: dict[int, type[ProviderError]] = {
    400: Rejected,
    401: Unauthorized,
    402: SpendLimited,
    403: Blocked,
    404: NotAnApi,
    405: NotAnApi,
    407: Blocked,
    408: Unavailable,
    409: Unavailable,
    410: NotAnApi,
    413: Rejected,
    418: Rejected,
    422: Rejected,
    425: Unavailable,
    429: Throttled,
    451: Blocked,
    500: Unavailable,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
    511: Blocked,
    529: Unavailable,
}
OURS = {**BY_STATUS, 403: Unauthorized, 405: Rejected}


def json_body(document: object) -> bytes:
    return json.dumps(document).encode()


def shapes(status: int) -> dict[str, object]:
    """A refusal in every shape that servers have for it."""
    code = {"code": status, "message": "no"}
    return {
        "OpenRouter's": {"error": code},
        "OpenRouter's with its metadata": {"error": {**code, "metadata": {"raw": "upstream"}}},
        "a gateway's": {"error": {"type": "auth_error", "message": "no", "code": str(status)}},
        "a gateway's without a message": {"error": {"type": "auth_error"}},
        "text": {"error": "no"},
        "a detail": {"detail": "no"},
        "a list of details": {"detail": [{"loc": ["body"], "msg": "no", "type": "missing"}]},
        "a detail with an error": {"detail": {"error": {"message": "no"}}},
        "a message": {"message": "no", "status": status},
        "a list": ["no"],
        "null": None,
        "a page": "<html><head><title>No\n way</title></head><body>no</body></html>",
        "half a page": "<!DOCTYPE html><ti",
        "words": "upstream connect error",
        "half of JSON": '{"error": {"type": "invalid_req',
        "nothing": "",
        "too deep": "[" * 60_000,
        "deep errors": '{"error":' * 900 + "1" + "}" * 900,
        "deep details": '{"detail":[' * 450 + "1" + "]}" * 450,
        "a deep wait": '{"retry_after":' + "[" * 900 + "]" * 900 + "}",
        "a deep code": '{"error": {"code":' + "[" * 900 + "]" * 900 + "}}",
    }


@pytest.mark.parametrize("shape", shapes(400))
async def test_the_status_decides_where_the_type_is_not_the_api_s(
    way: Way, asked: Request, shape: str
) -> None:
    """L17, L18, L08: whoever speaks in the API's place; each failure has its hint."""
    answers = [refusal(status, shapes(status)[shape]) for status in BY_STATUS]

    errors = await failures(way, asked, answers)

    assert BY_STATUS == dict(zip(BY_STATUS, map(type, errors), strict=True))
    for error in errors:
        assert_fit_to_be_shown(error)
        assert error.hint


async def test_the_type_decides_where_it_is_the_api_s(way: Way, asked: Request) -> None:
    """Every error of the API's own documentation, in its own shape."""
    said = [{"type": "error", "error": {"type": t, "message": "no"}} for t in TYPES.values()]
    answers = [refusal(status, body) for status, body in zip(TYPES, said, strict=True)]

    errors = await failures(way, asked, answers)

    kinds = {status: OURS[status] for status in TYPES}
    assert kinds == dict(zip(TYPES, map(type, errors), strict=True))
    for name, error in zip(TYPES.values(), errors, strict=True):
        assert (type(error) is not NotAnApi) == (name in error.message)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(
            head() + json_body({"error": {"code": 402, "message": "no"}}),
            SpendLimited,
            id="OpenRouter's",
        ),
        pytest.param(
            head() + json_body({"type": "error", "error": {"type": "overloaded_error"}}),
            Unavailable,
            id="ours",
        ),
        pytest.param(
            head() + json_body({"error": {"type": "auth_error", "code": "401"}}),
            Unauthorized,
            id="a gateway's",
        ),
        pytest.param(head() + json_body({"error": "no"}), Unavailable, id="text"),
        pytest.param(head() + json_body({"choices": []}), NotAnApi, id="another protocol"),
        pytest.param(head() + b"{oops", NotAnApi, id="half of JSON"),
        pytest.param(head() + b"[" * 60_000, NotAnApi, id="too deep"),
        pytest.param(head() + b"<html><title>Sign in</title>", NotAnApi, id="a page"),
        pytest.param(head() + b"ready.", Unavailable, id="words"),
        pytest.param(
            STREAM + b'data: {"choices": [{"delta": {"content": "a"}}]}\n\ndata: [DONE]\n\n',
            NotAnApi,
            id="another protocol, streamed",
        ),
        pytest.param(STREAM + event(delta(7)), NotAnApi, id="a text that is a number"),
        pytest.param(head("content-encoding: gzip") + STREAM, Unavailable, id="not gzip"),
        pytest.param(head(status=204), Unavailable, id="no content"),
    ],
)
async def test_a_good_status_does_not_make_an_answer(
    way: Way, asked: Request, answer: bytes, kind: type[ProviderError]
) -> None:
    """An error at 200 is the error it is, and what is no answer is none."""
    async with answering(answer) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert kind is type(error)
    assert error.hint
    assert_fit_to_be_shown(error)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(way: Way, asked: Request, status: int) -> None:
    """M7: the key is for the server it was given for; the person sees where it was to go."""
    async with answering(STREAM) as target:
        answer = refusal(status, "", f"location: {target}/v1/messages?secret=1")
        async with answering(answer) as url, opened(way, url) as provider:
            _, error = await until_failure(provider, asked)

    assert NotAnApi is type(error)
    assert f"{url}/v1/messages redirects to {target}/v1/messages (HTTP {status})" in error.message


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"type": "not_found_error", "message": "model: claude-sonnet-4-6"}, ModelGone),
        (
            {"code": 404, "message": "No endpoints found for anthropic/claude-sonnet-4.6."},
            ModelGone,
        ),
        ({"code": "model_not_found", "message": "no"}, ModelGone),
        ({"message": "no", "availability": {"code": "model_deprecated"}}, ModelGone),
        ({"code": 404, "message": "No endpoints found matching your data policy"}, NotAnApi),
        ({"type": "not_found_error", "message": "Not Found"}, NotAnApi),
    ],
    ids=str,
)
async def test_a_model_is_gone_only_when_the_answer_names_it(
    way: Way, asked: Request, said: dict[str, object], kind: type[ProviderError]
) -> None:
    """L04: anything else that is not found is told with its cause and the URL."""
    async with answering(refusal(404, {"error": said})) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert kind is type(error)
    assert kind is ModelGone or (str(said["message"]) in error.message and url in error.message)


MID_STREAM = [
    pytest.param(
        {"error": {"code": 402, "message": "no credits"}}, SpendLimited, id="OpenRouter's"
    ),
    pytest.param({"error": {"code": 401, "message": "no credits"}}, Unauthorized, id="401"),
    pytest.param(
        {"error": {"code": "429", "message": "no credits"}}, Throttled, id="a code as text"
    ),
    pytest.param(
        {"type": "error", "error": {"type": "overloaded_error", "message": "no credits"}},
        Unavailable,
        id="ours",
    ),
    pytest.param(
        {"type": "error", "error": {"type": "invalid_request_error", "message": "no credits"}},
        Rejected,
        id="final",
    ),
    pytest.param(
        {"type": "error", "error": {"message": "no credits"}}, Unavailable, id="without a type"
    ),
    pytest.param({"type": "error", "error": "no credits"}, Unavailable, id="text"),
    pytest.param({"type": "error", "message": "no credits"}, Unavailable, id="flat"),
    pytest.param(
        {"choices": [{"finish_reason": "error"}], "error": {"code": 402, "message": "no credits"}},
        SpendLimited,
        id="in a chunk",
    ),
    pytest.param(
        {
            "type": "message_delta",
            "delta": {"stop_reason": "error"},
            "error": {"code": 402, "message": "no credits"},
        },
        SpendLimited,
        id="in the event of something else",
    ),
]


@pytest.mark.parametrize(("told", "kind"), MID_STREAM)
async def test_an_error_in_the_stream_keeps_its_kind_and_its_text(
    way: Way, asked: Request, told: object, kind: type[ProviderError]
) -> None:
    """L05: before the answer has begun it is that failure; after, a break that names it."""
    named = unnamed(event(told))
    for before in (b"", event({"type": "ping"})):
        answer = STREAM + before + named
        async with answering(answer) as url, opened(way, url) as provider:
            _, first = await until_failure(provider, asked)
        assert kind is type(first)
    answer = STREAM + stream(START, delta("a")) + named
    async with answering(answer) as url, opened(way, url) as provider:
        arrived, error = await until_failure(provider, asked)

    assert "no credits" in first.message
    assert "a" == said(arrived)
    assert isinstance(error, StreamBroken)
    assert ("error", kind, first.hint) == (error.reason, type(error.kind), error.hint)
    assert "no credits" in error.message


async def test_an_error_told_by_its_event_line_alone(way: Way, asked: Request) -> None:
    """L05: some servers put the type nowhere else."""
    answer = STREAM + b'event: error\ndata: {"message": "no credits", "code": 402}\n\n'

    async with answering(answer) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert SpendLimited is type(error)


async def test_an_error_in_plain_words(way: Way, asked: Request) -> None:
    """L05: it passes like any failure of a server; the words are kept."""
    told = b"event: error\ndata: upstream <timed> out\n\n"

    for before in (b"", stream(START, delta("a"))):
        async with answering(STREAM + before + told) as url, opened(way, url) as provider:
            _, error = await until_failure(provider, asked)
        assert isinstance(error, StreamBroken if before else Unavailable)
        assert "upstream <timed> out" in error.message


# --- waits ---

WAITS: dict[str, tuple[Sequence[str], object, float | None]] = {
    "seconds": (["retry-after: 7"], {}, 7.0),
    "a fraction": (["retry-after: 2.5"], {}, 2.5),
    "nothing": (["retry-after: 0"], {}, 0.0),
    "a date": (["Retry-After: Fri, 27 Nov 2026 12:00:25 GMT"], {}, 25.0),
    "a date in the old form": (["retry-after: Friday, 27-Nov-26 12:00:25 GMT"], {}, 25.0),
    "a date that has passed": (["retry-after: Fri, 27 Nov 2026 11:00:00 GMT"], {}, 0.0),
    "milliseconds": (["retry-after-ms: 1500", "retry-after: 2"], {}, 1.5),
    "milliseconds that are none": (["retry-after-ms: soon", "retry-after: 2"], {}, 2.0),
    "a duration": (["retry-after: 1m30s"], {}, 90.0),
    "a reset as a duration": (["x-ratelimit-reset-requests: 6m0.5s"], {}, 360.5),
    "a reset in milliseconds": (["x-ratelimit-reset-tokens: 20ms"], {}, 0.02),
    "a reset since 1970": ([f"x-ratelimit-reset: {NOW.timestamp() + 9:.0f}"], {}, 9.0),
    "a reset in ms since 1970": (
        [f"x-ratelimit-reset: {NOW.timestamp() * 1000 + 9000:.0f}"],
        {},
        9.0,
    ),
    "a reset as a date": (["anthropic-ratelimit-requests-reset: 2026-11-27T12:00:40Z"], {}, 40.0),
    "the reset of what is used up": (
        [
            "anthropic-ratelimit-requests-remaining: 40",
            "anthropic-ratelimit-requests-reset: 2026-11-27T12:00:40Z",
            "anthropic-ratelimit-input-tokens-remaining: 0",
            "anthropic-ratelimit-input-tokens-reset: 2026-11-27T12:00:11Z",
        ],
        {},
        11.0,
    ),
    "a limit that is not used up": (
        [
            "anthropic-ratelimit-requests-remaining: 40",
            "anthropic-ratelimit-requests-reset: 2026-11-27T12:00:40Z",
        ],
        {},
        None,
    ),
    "in the body": ([], {"retry_after": 12}, 12.0),
    "in the body, for a model": ([], {"availability": {"retry_after": 12}}, 12.0),
    "in the body, in its metadata": ([], {"metadata": {"retry_after_seconds": 1.5}}, 1.5),
    "in headers within the body": ([], {"metadata": {"headers": {"Retry-After": "12"}}}, 12.0),
    "a reset within the body": (
        [],
        {
            "metadata": {
                "headers": {
                    "X-RateLimit-Remaining": "0",
                    "X-RateLimit-Reset": f"{NOW.timestamp() * 1000 + 5000:.0f}",
                }
            }
        },
        5.0,
    ),
    "Google's": (
        [],
        {"details": [{"@type": "x"}, {"@type": "RetryInfo", "retryDelay": "41s"}]},
        41.0,
    ),
    "in a sentence": ([], {"message": "Limit reached. Please try again in 1m7.5s. More:"}, 67.5),
    "in a sentence, in full": ([], {"message": "Slow down, retry after 20 seconds."}, 20.0),
    "in a sentence of minutes": ([], {"message": "Slow down, try again in 5 minutes"}, 300.0),
    "no sentence": ([], {"message": "try again in a while", "details": [7, {}]}, None),
    "no word for it": (["retry-after: soon"], {"retry_after": [], "metadata": "x"}, None),
    "endless": (["retry-after: 1e999"], {"retry_after": float("inf")}, None),
}


@pytest.mark.parametrize(("headers", "fields", "seconds"), WAITS.values(), ids=WAITS)
async def test_a_wait_is_understood_in_every_form(
    way: Way, asked: Request, headers: Sequence[str], fields: dict[str, object], seconds: float
) -> None:
    """L06: in headers, in the body, as a number, as a moment; the hint says how long."""
    answer = refusal(429, {"error": {"code": 429, "message": "slow down", **fields}}, *headers)

    async with answering(answer) as url, opened(way, url, clock=frozen()) as provider:
        _, error = await until_failure(provider, asked)

    assert isinstance(error, Throttled)
    assert (seconds if seconds is None else pytest.approx(seconds)) == error.retry_after_seconds
    assert seconds is None or seconds < 1 or f"wait {seconds:.0f} s" in error.hint


async def test_the_resets_of_a_limit_are_no_wait_for_a_server_that_failed(
    way: Way, asked: Request
) -> None:
    """L06: they come with every answer of the API."""
    answer = refusal(500, {}, "anthropic-ratelimit-requests-reset: 2026-11-27T12:00:40Z")

    async with answering(answer) as url, opened(way, url, clock=frozen()) as provider:
        _, error = await until_failure(provider, asked)

    assert isinstance(error, Unavailable)
    assert error.retry_after_seconds is None


@pytest.mark.parametrize(
    ("status", "header", "kind"),
    [
        (500, "false", ServerFailed),
        (529, "False", ServerFailed),
        (429, "false", ServerFailed),
        (400, "true", Unavailable),
        (400, "false", Rejected),
        (401, "true", Unauthorized),
        (402, "true", SpendLimited),
        (500, "true", Unavailable),
        (500, "perhaps", Unavailable),
    ],
)
async def test_the_server_may_say_whether_to_try_again(
    way: Way, asked: Request, status: int, header: str, kind: type[ProviderError]
) -> None:
    """L16: except for a wrong key and an empty account, which no server can make right."""
    answer = refusal(status, {"error": {"message": "no"}}, f"x-should-retry: {header}")

    async with answering(answer) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert kind is type(error)


INVALID = "invalid_request_error"
CAUSES: list[tuple[int, str, str, type[ProviderError], str]] = [
    (400, INVALID, "Your credit balance is too low to go on.", SpendLimited, "add credit"),
    (402, "", "This request requires more credits, or less.", SpendLimited, "add credit"),
    (400, INVALID, "You have reached your usage limits.", SpendLimited, "spend limit"),
    (429, "rate_limit_error", "You reached your spend limit.", SpendLimited, "spend limit"),
    (429, "insufficient_quota", "You exceeded your current quota", SpendLimited, "spend limit"),
    (403, "", "Key limit exceeded (total limit).", SpendLimited, "spend limit"),
    (400, "", "API key not valid. Please pass a valid API key.", Unauthorized, "ANTHROPIC_API_KEY"),
    (400, "bad_request_error", "Invalid API key provided", Unauthorized, "ANTHROPIC_API_KEY"),
    (400, INVALID, "schema uses too many optional parameters", Rejected, "EXAM_MODEL"),
    (400, INVALID, "The compiled grammar is too large.", Rejected, "EXAM_MODEL"),
    (400, INVALID, "Schema is too complex", Rejected, "EXAM_MODEL"),
    (400, INVALID, "prompt is too long: 212000 > 200000", Rejected, "shorten the material"),
    (400, INVALID, "input exceeds the context limit", Rejected, "shorten the material"),
    (413, "request_too_large", "Too many bytes", Rejected, "shorten the material"),
    (413, "", "", Rejected, "shorten the material"),
    (400, INVALID, "Output blocked by content filtering policy", Blocked, "reword"),
    (403, "", "Input was flagged by moderation", Blocked, "reword"),
    (400, INVALID, "max_tokens: must be positive", Rejected, "EXAM_MODEL"),
]


async def test_each_cause_has_its_hint(way: Way, asked: Request) -> None:
    """L15: and none says "later" where later does not help."""
    told = [(status, {"type": type_, "message": text}) for status, type_, text, _, _ in CAUSES]
    answers = [refusal(status, {"type": "error", "error": error}) for status, error in told]

    errors = await failures(way, asked, answers)

    for (_, _, text, kind, hint), error in zip(CAUSES, errors, strict=True):
        assert (text, kind) == (text, type(error))
        assert hint in error.hint
        assert not [word for word in ("later", "moment", "wait ") if word in error.hint]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<html><title>Attention Required! | Cloudflare</title></html>", Blocked),
        ({"error": {"code": 403, "message": "no", "metadata": {"reasons": ["x"]}}}, Blocked),
        ({"error": {"type": "forbidden", "message": "Request not allowed"}}, Blocked),
        (
            {
                "error": {
                    "type": "permission_error",
                    "message": "no",
                    "metadata": {"flagged_input": "x"},
                }
            },
            Blocked,
        ),
        (
            {
                "type": "error",
                "error": {"type": "permission_error", "message": "Your API key may not"},
            },
            Unauthorized,
        ),
    ],
    ids=str,
)
async def test_a_firewall_is_not_a_wrong_key(
    way: Way, asked: Request, body: object, kind: type[ProviderError]
) -> None:
    """L18: what was blocked on the way is said to be, and the next provider may be asked."""
    async with answering(refusal(403, body)) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert kind is type(error)
    assert ("API key" in error.hint) == (kind is Unauthorized)


# --- what may be shown ---


@pytest.mark.parametrize("api_key", [SECRET, "0123-a-key-like-no-other"])
@pytest.mark.parametrize(
    "answer",
    [
        refusal(401, {"error": {"type": "KEY", "message": "no"}}),
        refusal(401, {"error": {"type": "authentication_error", "message": "bad\u200bkey KEY"}}),
        refusal(400, '{"error": {"message": "\\ud83d \\u001b[31m\\u202e Bearer KEY"}}'),
        refusal(400, {"error": {"message": "no", "details": "KEY", "metadata": {"raw": "KEY"}}}),
        refusal(400, {"detail": [{"msg": "KEY"}]}),
        refusal(404, {"message": "KEY"}),
        refusal(403, "<title>KEY</title>"),
        refusal(502, "no KEY here"),
        refusal(302, "", "location: https://elsewhere.example/KEY"),
        head() + b'{"KEY": "KEY"',
        head() + json_body({"error": {"type": "KEY", "message": "KEY"}}),
        head() + b"<title>KEY</title>",
        STREAM + event({"type": "error", "error": {"type": "KEY", "message": "KEY"}}),
        STREAM + stream(START, {"type": "error", "error": {"type": "KEY", "message": "KEY"}}),
        STREAM + event({"type": "message_start", "message": "KEY"}),
        STREAM + event(7),
        STREAM + b"data: " + b"[" * 900 + b"]" * 900 + b"\n\n",
        head() + b"[" * 900 + b"]" * 900,
    ],
)
async def test_no_failure_shows_the_key(
    way: Way, asked: Request, answer: bytes, api_key: str
) -> None:
    """M2, M1: wherever a server repeats it; nor anything that a terminal would obey."""
    repeated = answer.replace(b"KEY", api_key.encode()).replace(b"content-length", b"x-length")

    async with answering(repeated) as url, opened(way, url, api_key) as provider:
        _, error = await until_failure(provider, asked)

    kind = error.kind if isinstance(error, StreamBroken) else error
    shown = f"{error.message} {error.hint} {error!r} {kind!r}"
    assert api_key not in shown
    assert shown.isprintable()
    assert_fit_to_be_shown(error)


async def test_no_failure_shows_a_key_that_somebody_else_has(way: Way, asked: Request) -> None:
    """M2: a proxy may quote its own credentials, or ours as it rewrote them."""
    told = {"type": "overloaded_error", "message": "sent Bearer ab.cd and sk-or-v1-0123456789, ok"}

    async with answering(refusal(529, {"error": told})) as url, opened(way, url) as provider:
        _, error = await until_failure(provider, asked)

    assert f"{way.name}: overloaded_error (sent … and …, ok)" == error.message


async def test_no_ending_shows_the_key(way: Way, asked: Request) -> None:
    """M2: stop reasons and their details are stored, and come from outside."""
    details = {"explanation": f"\x1b[31mbecause\n{SECRET}" + "e" * 1000}
    end = {"stop_reason": f"re{SECRET}fusal", "stop_details": details}
    answer = STREAM + stream(START, {"type": "message_delta", "delta": end})

    async with answering(answer) as url, opened(way, url) as provider:
        ended = (await all_events(provider, asked))[-1]

    assert isinstance(ended, Ended)
    assert "re…fusal" == ended.stop_reason
    assert ended.detail.startswith("[31mbecause …")
    assert len(ended.detail) < 200
