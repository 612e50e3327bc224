"""Connections of clients: how many there are, and how long one may be silent or slow."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 20.0
"""How long a client may take from connecting, or from the last answer, to the end of the next request's head (s)."""

SLOWEST = 65536.0
"""What a client must take or send once it has had `PATIENCE_S` (bytes/s)."""

PATIENCE_S = 30.0

MOST = 1000


class Connection(H11Protocol):
    """A connection that is known to `Connections`."""

    transport: Any = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.since = time.monotonic()
        self.busy = False
        self.left = 0
        all_connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        all_connections.remove(self)
        super().connection_lost(exc)


class Connections:
    """All connections, by the address of the client; the longest silent come first."""

    def __init__(self) -> None:
        self._known: dict[Any, Connection] = {}

    def add(self, connection: Connection) -> None:
        """Adds one. Where there are too many, it takes the place of the one that has been silent for longest."""
        if len(self._known) >= MOST:
            silent = next((c for c in self._known.values() if not c.busy), connection)
            silent.transport.abort()
            self.remove(silent)
        self._known[_name(connection)] = connection

    def remove(self, connection: Connection) -> None:
        """Forgets one."""
        if self._known.get(_name(connection)) is connection:
            del self._known[_name(connection)]

    def begin(self, client: Any) -> None:
        """Notes that a client's request is being answered."""
        if connection := self._known.get(tuple(client or ())):
            connection.busy = True

    def finish(self, client: Any) -> None:
        """Notes that the answer has been given out."""
        if connection := self._known.pop(tuple(client or ()), None):
            connection.busy, connection.since = False, time.monotonic()
            connection.left = connection.transport.get_write_buffer_size()
            self._known[_name(connection)] = connection  # now the last to have been silent

    async def watch(self) -> None:
        """Ends connections of clients that are too slow, until cancelled."""
        while True:
            await asyncio.sleep(1)
            now = time.monotonic()
            for connection in [c for c in self._known.values() if not c.busy]:
                waited = now - connection.since
                if connection.transport.get_write_buffer_size():
                    allowed = PATIENCE_S + connection.left / SLOWEST
                else:
                    allowed = HEAD_S + (PATIENCE_S + connection.left / SLOWEST if connection.left else 0)
                if waited > allowed:
                    connection.transport.abort()


def _name(connection: Connection) -> Any:
    """The client's address and port, by which requests name it."""
    return tuple((connection.transport.get_extra_info("peername") or ())[:2])


all_connections = Connections()
