"""Starts the server: ``python3 -m myelin.server``, which is also the command ``myelin server``."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from importlib.util import find_spec
from urllib.parse import quote

from .settings import PORT, Settings, read

_DESKTOP = "http://127.0.0.1:54286/#/nest"
_PACKAGES = ("starlette", "uvicorn", "RestrictedPython")


def main(words: list[str]) -> int:
    """Serves until Ctrl-C or SIGTERM; returns the exit status."""
    settings = read(words)
    missing = [p for p in _PACKAGES if find_spec(p) is None]
    if missing:
        _say(
            f"myelin: the server needs packages that are not there: {sys.executable} -m pip install {' '.join(missing)}\n"
            "(the extra 'server' of the package myelin-sim brings them)"
        )
        return 1
    if settings.token:
        os.environ.pop("NEST_SERVER_ACCESS_TOKEN", None)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> int:
    import uvicorn

    from . import app
    from .connections import Connection
    from .kernel import Kernel

    _allow_many_connections()
    try:
        listening = _listen(settings)
    except OSError as failure:
        _say(f"myelin: cannot listen at {settings.host}, port {settings.port}: {failure.strerror or failure}; --port takes another")
        return 1
    kernel = Kernel(settings)
    try:
        await kernel.start()
    except RuntimeError as failure:
        _say(f"myelin: {failure}")
        return 1
    config = uvicorn.Config(
        app.make(settings, kernel),
        http=Connection,
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=65536,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
    _tell(settings, listening.getsockname()[1])
    await uvicorn.Server(config).serve(sockets=[listening])
    return 0


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    listening.setblocking(False)
    return listening


def _allow_many_connections() -> None:
    """Raises the number of open files to what the system allows at most, up to what the server may need."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if most == resource.RLIM_INFINITY else min(4096, most)
    if least != resource.RLIM_INFINITY and least < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _tell(settings: Settings, port: int) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines = [f"Myelin serves the protocol of NEST Server at http://{host}:{port}; Ctrl-C ends it."]
    if settings.token:
        lines.append(f"Token, for the header NESTServerAuth: {settings.token}")
    else:
        lines.append("It takes requests WITHOUT a token.")
    if not settings.exec:
        lines.append("Scripts (/exec) are off; NEST Desktop needs them: --exec.")
    elif settings.restricted:
        lines.append(f"Scripts (/exec) are on, restricted; they may use: {settings.modules}.")
    else:
        lines.append("Scripts (/exec) are on and NOT restricted: who reaches the server can do all that you can.")
    if settings.exec and settings.token and settings.local:
        where = "" if port == PORT else f"nest_server_url=http://{host}:{port}&"
        lines.append(f"NEST Desktop, once started: {_DESKTOP}?{where}nest_server_access_token={quote(settings.token)}")
    if not settings.local and not settings.token:
        lines.append(f"Every machine that reaches {host} can use it.")
    elif not settings.local:
        lines.append("Other machines reach it, and what they send is not encrypted: use it in a network that you trust.")
    _say("\n".join(lines))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
