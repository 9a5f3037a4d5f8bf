"""The simulator on the wire: an HTTP server on loopback, in a thread or in the foreground.

The routes are thin: each makes an exchange of its request and hands it to the API.
"""

import asyncio
import json
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from types import FrameType, TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from examcli.simulator.api import Api, Exchange
from examcli.simulator.clock import Clock
from examcli.simulator.errors import ApiError, Json, not_found
from examcli.simulator.faults import Fault
from examcli.simulator.options import Options
from examcli.simulator.request_log import ReceivedRequest

HOST = "127.0.0.1"
"""Loopback and nothing else: whoever can reach it can read what was sent to it."""
KEEP_ALIVE_SECONDS = 300
"""Longer than any client keeps an idle connection, so that the client is the one who closes it."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
"""All that a client may try, so that a wrong one gets the API's 404 and not the framework's."""

Endpoint = Callable[[Request, Exchange], Response]


class Simulator:
    """A Messages API on loopback.

    As a context manager it serves from a thread of this process; `run` serves in the foreground.
    """

    def __init__(self, options: Options | None = None) -> None:
        self._api = Api(options or Options())
        self._stop: Callable[[], None] = lambda: None
        self.base_url = ""
        """Where it listens, e.g. `http://127.0.0.1:54321`; empty while it does not."""

    @property
    def clock(self) -> Clock:
        """Simulated time, which a test can push forward."""
        return self._api.clock

    @property
    def received(self) -> list[ReceivedRequest]:
        """Every request so far, in the order of being answered."""
        return self._api.request_log.snapshot()

    def script(self, faults: Sequence[Fault]) -> None:
        """Put other faults in force; the next request is number 1."""
        self._api.script(faults)

    def __enter__(self) -> Self:
        listener = self._listen()
        started = threading.Event()

        def serve() -> None:
            try:
                asyncio.run(self._serve(listener, started.set))
            finally:
                started.set()

        self._thread = threading.Thread(target=serve, name="simulator", daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop()
        self._thread.join()

    def run(self, ready: Callable[[str], None]) -> None:
        """Serve until SIGINT or SIGTERM; `ready` is called with the base URL once listening."""
        listener = self._listen()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            self._stop()

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            asyncio.run(self._serve(listener, lambda: ready(self.base_url)))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _listen(self) -> socket.socket:
        listener = socket.create_server((HOST, self._api.options.port), backlog=2048)
        # Connections inherit it. Without it the second small write of a response waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        return listener

    async def _serve(self, listener: socket.socket, started: Callable[[], None]) -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.call_soon_threadsafe(stopped.set)

        self._stop = stop
        config = uvicorn.Config(
            application(self._api),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        started()
        await stopped.wait()
        await _close(server)
        self.base_url = ""


async def _close(server: uvicorn.Server) -> None:
    """Stop at once: streams in flight are cut, not waited for."""
    for listening in server.servers:
        listening.close()
    tasks = list(server.server_state.tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)


def application(api: Api) -> Starlette:
    """The routes of `api`; OpenRouter's are under `/api` as well."""
    endpoints = Endpoints(api)
    prefixes = ("", "/api") if api.options.dialect == "openrouter" else ("",)
    routes = [route for prefix in prefixes for route in endpoints.routes(prefix)]
    routes.append(endpoints.route("/{path:path}", METHODS, endpoints.nothing))
    return Starlette(routes=routes, exception_handlers={Exception: own_error})


def own_error(_request: Request, error: Exception) -> Response:
    """A fault of the simulator itself, told apart from a scripted one by its name."""
    return JSONResponse(ApiError(500, f"simulator: {error!r}").body(""), status_code=500)


class Endpoints:
    """One method per endpoint, from a request and its exchange to a response."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def routes(self, prefix: str) -> list[Route]:
        """All endpoints, their paths beginning with `prefix`."""
        messages, models = f"{prefix}/v1/messages", f"{prefix}/v1/models"
        batches = f"{messages}/batches"
        batch = f"{batches}/{{batch_id}}"
        api = self._api
        return [
            self.route(messages, ("POST",), self.create_message),
            self.route(f"{messages}/count_tokens", ("POST",), _plain(api.count_tokens)),
            self.route(models, ("GET",), _plain(api.list_models)),
            self.route(f"{models}/{{name:path}}", ("GET",), _named(api.get_model)),
            self.route(batches, ("POST",), _plain(api.create_batch)),
            self.route(batches, ("GET",), _plain(api.list_batches)),
            self.route(f"{batch}/cancel", ("POST",), _named(api.cancel_batch)),
            self.route(f"{batch}/results", ("GET",), self.batch_results),
            self.route(batch, ("GET",), _named(api.get_batch)),
            self.route(batch, ("DELETE",), _named(api.delete_batch)),
        ]

    def route(self, path: str, methods: Sequence[str], endpoint: Endpoint) -> Route:
        """`endpoint` at `path`, its errors answered and its exchanges recorded."""

        async def respond(request: Request) -> Response:
            exchange = self._exchange(request)
            try:
                exchange.content = await self._body(request)
                response = endpoint(request, exchange)
            except ApiError as error:
                response = self._refusal(exchange, error)
            else:
                response.headers.update(self._api.headers(exchange))
            self._api.record(exchange, response.status_code)
            return response

        return Route(path, respond, methods=list(methods))

    def create_message(self, _request: Request, exchange: Exchange) -> Response:
        """A message, whole or as a stream."""
        planned = self._api.create_message(exchange)
        media_type = "text/event-stream" if planned.reply.request.stream else "application/json"
        is_whole = planned.broken_by != "cut"
        return Transmission(self._api.send(planned), media_type, is_whole)

    def batch_results(self, request: Request, exchange: Exchange) -> Response:
        """The results of a batch, one JSON object a line."""
        results = self._api.batch_results(exchange, request.path_params["batch_id"])
        lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in results)
        return Response(lines, media_type="application/x-jsonl")

    def nothing(self, _request: Request, exchange: Exchange) -> Response:
        """Any path or method that is not served."""
        raise not_found(
            f"Not found: {exchange.method} {exchange.path} "
            "(the simulator plays messages, batches and models)"
        )

    async def _body(self, request: Request) -> bytes:
        """The body, which has a largest size and a longest time.

        Of one that is too large the rest is read all the same, and thrown away: a client that is
        still sending would not see the answer.
        """
        body = bytearray()
        max_bytes = self._api.max_body_bytes(request.url.path)
        try:
            async with asyncio.timeout(self._api.options.body_seconds):
                async for chunk in request.stream():
                    if len(body) <= max_bytes:
                        body += chunk
        except TimeoutError:
            raise ApiError(408, "The request body did not arrive in time") from None
        except ClientDisconnect:
            raise ApiError(408, "The client left before its request was whole") from None
        if len(body) > max_bytes:
            raise ApiError(413, "Request exceeds the maximum size")
        return bytes(body)

    def _exchange(self, request: Request) -> Exchange:
        started_at = self._api.clock.seconds()
        return Exchange(
            method=request.method,
            path=request.url.path,
            headers=dict(request.headers),
            query={name: request.query_params.getlist(name) for name in request.query_params},
            content=b"",
            base_url=str(request.base_url).rstrip("/"),
            request_id=self._api.new_request_id(),
            started_at=started_at,
        )

    def _refusal(self, exchange: Exchange, error: ApiError) -> Response:
        return JSONResponse(
            self._api.error_body(exchange, error),
            status_code=error.status,
            headers=self._api.error_headers(exchange, error),
        )


def _plain(answer: Callable[[Exchange], Json]) -> Endpoint:
    """An endpoint that needs nothing of the path."""
    return lambda _request, exchange: JSONResponse(answer(exchange))


def _named(answer: Callable[[Exchange, str], Json]) -> Endpoint:
    """An endpoint about the one thing that its path names."""

    def respond(request: Request, exchange: Exchange) -> Response:
        (name,) = request.path_params.values()
        return JSONResponse(answer(exchange, str(name)))

    return respond


class Transmission(Response):
    """A response sent as it comes into being, and given up when the client leaves.

    The status line waits for the first chunk. One that is not `is_whole` ends without the chunk
    that says so, which makes the server close the connection: to the client, a cut wire.
    """

    def __init__(self, chunks: AsyncIterator[bytes], media_type: str, is_whole: bool) -> None:
        self.status_code = 200
        self.media_type = media_type
        self.background = None
        self.body = b""
        self.init_headers({"cache-control": "no-cache"})
        del self.headers["content-length"]
        self._chunks = chunks
        self._is_whole = is_whole

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end or until the client leaves, whichever comes first."""
        sending = asyncio.ensure_future(self._send(send))
        leaving = asyncio.ensure_future(_client_leaves(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            sending.cancel()
        await asyncio.gather(sending, leaving, return_exceptions=True)
        if not sending.cancelled():
            sending.result()

    async def _send(self, send: Send) -> None:
        has_begun = False
        async for chunk in self._chunks:
            if not has_begun:
                await send(self._start())
                has_begun = True
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if self._is_whole:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _start(self) -> Message:
        headers = self.raw_headers
        return {"type": "http.response.start", "status": self.status_code, "headers": headers}


async def _client_leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
