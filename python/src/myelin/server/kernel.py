"""The kernel as the server sees it: a process of its own that does one call at a time, and is replaced when it is lost."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import answers
from .frames import SIZES, packed
from .settings import Settings

_GRACE_S = 5.0
_START_S = 120.0
_MOST_WAITING = 1000


class Busy(Exception):
    """So many calls wait that no more are taken."""


@dataclass
class Run:
    """A call that waits, or that the kernel does."""

    number: int
    call: str
    client: str
    asked: float = field(default_factory=time.monotonic)
    began: float | None = None
    stop: str = ""

    def told(self) -> dict[str, Any]:
        """What clients are told about it; times are durations (s)."""
        now = time.monotonic()
        running = self.began is not None
        waited = (self.began if self.began is not None else now) - self.asked
        ran = now - self.began if self.began is not None else 0.0
        return {
            "id": self.number,
            "call": self.call,
            "client": self.client,
            "state": "running" if running else "waiting",
            "waited": round(waited, 3),
            "running": round(ran, 3),
        }


class Kernel:
    """Starts the process with the kernel, and hands calls to it in the order in which they come."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._kept: set[asyncio.Task[Any]] = set()
        self.runs: dict[int, Run] = {}
        self.nest = ""
        self.calls: list[str] = []

    async def start(self) -> None:
        """Starts the process.

        Raises:
            RuntimeError: if it does not come up.
        """
        allowed = {
            "modules": self._settings.modules,
            "restricted": self._settings.restricted,
            "files": self._settings.files,
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("NEST_SERVER_")}
        source = str(Path(__file__).resolve().parents[2])
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, (source, kept.get("PYTHONPATH", ""))))
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "myelin.server.worker",
            json.dumps(allowed),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=kept,
            **({} if os.name == "nt" else {"start_new_session": True}),
        )
        try:
            head, _ = await asyncio.wait_for(self._read(), _START_S)
        except (asyncio.IncompleteReadError, asyncio.TimeoutError):
            await self.end()
            raise RuntimeError("the process with the kernel did not start; what it said is above") from None
        if "failed" in head:
            await self.end()
            raise RuntimeError(head["failed"])
        self.nest, self.calls = head["nest"], head["calls"]

    async def end(self) -> None:
        """Ends the process, in the midst of a call if need be."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def do(self, call: str | None, body: bytes, form: bool, strict: bool, client: str) -> tuple[int, bytes]:
        """Has the kernel do a call when its turn comes.

        A call that waits is forgotten when this is cancelled; one that has begun goes on to its end.

        Args:
            call: the name of a function, None for a script
            body: what the client sent
            form: whether it may be arguments of an address
            strict: whether the answer must be JSON to the letter
            client: who asks

        Returns:
            status and JSON

        Raises:
            Busy: if too many wait.
        """
        if len(self.runs) >= _MOST_WAITING:
            raise Busy
        run = Run(next(self._numbers), call or "exec", client)
        self.runs[run.number] = run
        try:
            await self._turn.acquire()
        except asyncio.CancelledError:
            del self.runs[run.number]
            raise
        head = {"number": run.number, "call": call, "form": form, "strict": strict}
        task = asyncio.ensure_future(self._in_turn(run, head, body))
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        return await asyncio.shield(task)

    def stop(self, number: int) -> Run | None:
        """Stops a call, as soon as its turn comes if it waits; returns None if there is no such call."""
        run = self.runs.get(number)
        if run is None:
            return None
        run.stop = run.stop or "the call was stopped at the request of a client"
        if run.began is not None:
            task = asyncio.ensure_future(self._tell_to_stop(run))
            self._kept.add(task)
            task.add_done_callback(self._kept.discard)
        return run

    async def _in_turn(self, run: Run, head: dict[str, Any], body: bytes) -> tuple[int, bytes]:
        try:
            if run.stop:
                return 400, answers.error(run.stop)
            return await self._done(run, head, body)
        finally:
            del self.runs[run.number]
            self._turn.release()

    async def _done(self, run: Run, head: dict[str, Any], body: bytes) -> tuple[int, bytes]:
        try:
            if self._process is None:
                await self.start()
            if run.stop:  # in the meantime
                return 400, answers.error(run.stop)
            run.began = time.monotonic()
            watch = asyncio.ensure_future(self._watch(run))
            try:
                await self._write(head, body)
                answer, content = await self._read()
            finally:
                watch.cancel()
        except RuntimeError as failure:
            return 500, answers.error(str(failure))
        except (asyncio.IncompleteReadError, OSError):  # it is gone, or was ended
            await self.end()
            why = run.stop or "the process with the kernel has ended, perhaps for want of memory"
            return 400, answers.error(f"{why}; the network is lost, the next call begins with a fresh kernel")
        if answer["status"] != 200 and not content:
            content = answers.error(f"{run.stop}; the network is as far as it was simulated")
        return answer["status"], content

    async def _watch(self, run: Run) -> None:
        """Stops a call that takes too long."""
        await asyncio.sleep(self._settings.timeout)
        run.stop = run.stop or f"the call took longer than {self._settings.timeout:g} s (the server's option --timeout)"
        await self._tell_to_stop(run)

    async def _tell_to_stop(self, run: Run) -> None:
        """Asks the process to stop, and ends it if it does not."""
        process = self._process
        if process is None:  # it has just been lost
            return
        with contextlib.suppress(OSError):
            await self._write({"stop": run.number})
        await asyncio.sleep(_GRACE_S)
        if self.runs.get(run.number) is run and process is self._process:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _write(self, head: dict[str, Any], body: bytes = b"") -> None:
        assert self._process is not None and self._process.stdin is not None
        for piece in packed(head, body):  # with nothing between them
            self._process.stdin.write(piece)
        await self._process.stdin.drain()

    async def _read(self) -> tuple[dict[str, Any], bytes]:
        assert self._process is not None and self._process.stdout is not None
        stream = self._process.stdout
        length, rest = SIZES.unpack(await stream.readexactly(SIZES.size))
        head = json.loads(await stream.readexactly(length))
        return head, await stream.readexactly(rest)
