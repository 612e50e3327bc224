"""The routes: ``/``, ``/api``, ``/api/<call>``, ``/exec`` as NEST Server has them, and ``/runs`` beside."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .access import HEADER, Access
from .connections import PATIENCE_S, SLOWEST, all_connections
from .kernel import Busy, Kernel
from .settings import Settings

_LARGE = 1 << 20
_MOST_LARGE = 4


class _Refused(Exception):
    """A body that is not taken."""

    def __init__(self, status: int, why: str):
        super().__init__(why)
        self.status = status


def make(settings: Settings, kernel: Kernel) -> Starlette:
    """The application that answers requests."""
    large = asyncio.Semaphore(_MOST_LARGE)

    async def root(request: Request) -> Response:
        return JSONResponse({"mpi": False, "nest": kernel.nest, "simulator": "Myelin"})

    async def api(request: Request) -> Response:
        return JSONResponse(kernel.calls)

    async def call(request: Request) -> Response:
        return await done(request, request.path_params["call"])

    async def script(request: Request) -> Response:
        if not settings.exec:
            return _error(403, "The route /exec is off: start the server with --exec, or NEST_SERVER_ENABLE_EXEC_CALL=1")
        return await done(request, None)

    async def runs(request: Request) -> Response:
        return JSONResponse([r.told() for r in kernel.runs.values()])

    async def stop(request: Request) -> Response:
        run = kernel.stop(request.path_params["number"])
        return JSONResponse(run.told()) if run else _error(404, "There is no such run; /runs lists those that wait or run")

    async def done(request: Request, name: str | None) -> Response:
        strict = "application/json" in request.headers.get("Accept", "")
        client = request.client.host if request.client else ""
        try:
            async with _Body(request, settings.max_body, large) as sent:
                body, form = sent.body, sent.form
                if request.method != "POST" or not body:
                    body, form = request.scope["query_string"], True
                return await _while_connected(request, kernel.do(name, body, form, strict, client))
        except _Refused as failure:
            return _error(failure.status, str(failure), {"Connection": "close"})
        except Busy:
            return _error(503, "Too many calls wait", {"Retry-After": "10"})
        except ClientDisconnect:
            return PlainTextResponse("", 499)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watch = asyncio.ensure_future(all_connections.watch())
        yield
        watch.cancel()
        await kernel.end()

    cors = Middleware(
        CORSMiddleware,
        allow_origin_regex=settings.origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=[HEADER, "Accept", "Access-Control-Allow-Headers", "Content-Type"],
        max_age=600,
    )
    routes = [
        Route("/", root),
        Route("/api", api),
        Route("/api/{call}", call, methods=["GET", "POST"]),
        Route("/exec", script, methods=["GET", "POST"]),
        Route("/runs", runs),
        Route("/runs/{number:int}", stop, methods=["DELETE"]),
    ]
    app = Starlette(routes=routes, middleware=[cors, Middleware(Access, settings=settings)], lifespan=lifespan)
    app.router.redirect_slashes = False
    return app


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"lineNumber": -1, "message": message}, status, headers)


class _Body:
    """What a request sends, within limits of size and time. Few large ones are held at a time; others are not read yet."""

    def __init__(self, request: Request, most: int, large: asyncio.Semaphore):
        self._request = request
        self._most = most
        self._large = large
        self._held = False
        self.body = b""
        kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        self.form = kind == "application/x-www-form-urlencoded"

    async def __aenter__(self) -> _Body:
        length = self._request.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > self._most:
            raise self._too_large()
        try:
            await self._read()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: Any) -> None:
        if self._held:
            self._large.release()

    async def _read(self) -> None:
        pieces, size, began = [], 0, time.monotonic()
        stream = self._request.stream().__aiter__()
        while True:
            left = began + PATIENCE_S + size / SLOWEST - time.monotonic()
            try:
                piece = await asyncio.wait_for(stream.__anext__(), max(left, 0.001))
            except StopAsyncIteration:
                break
            except asyncio.TimeoutError:
                raise _Refused(408, f"What was sent came too slowly: {size} bytes") from None
            pieces.append(piece)
            size += len(piece)
            if size > self._most:
                raise self._too_large()
            if size > _LARGE and not self._held:
                waits = time.monotonic()
                await self._large.acquire()
                self._held = True
                began += time.monotonic() - waits
        self.body = b"".join(pieces)

    def _too_large(self) -> _Refused:
        return _Refused(413, f"A request may send {self._most >> 20} MiB (the server's option --max-body)")


async def _while_connected(request: Request, work: Any) -> Response:
    """Waits for a call, and forgets it if the client leaves while it waits for its turn."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            raise ClientDisconnect
        status, content = task.result()
        return Response(content, status, media_type="application/json")
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
