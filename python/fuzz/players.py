"""The two processes that play scenarios, one of NEST and one of Myelin, started again when they end or hang."""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import words

PLAYER = Path(__file__).with_name("player.py")


class Player:
    """A process that plays scenarios, one after the other.

    It plays at most `turns` of them before a fresh one takes its place, waits `timeout` seconds for each.
    """

    def __init__(self, command, timeout=60.0, turns=500, environment=None, threads=False):
        self.command = [*command, str(PLAYER)]
        self.environment = environment
        self.threads = threads
        self.timeout = timeout
        self.turns = turns
        self.process = None
        self.log = tempfile.TemporaryFile()
        self.rest = b""
        self.played = 0

    def play(self, scenario):
        """What came of each step; `{"crash": reason}` in the place of one that never came back."""
        self.ask(scenario)
        return self.answer()

    def ask(self, scenario):
        """Hands the scenario over, without waiting for what comes of it."""
        if self.process is None or self.played >= self.turns:
            self.start()
        self.played += 1
        lines = [*(words.threads(scenario) if self.threads else []), *words.program(scenario)]
        request = json.dumps({"lines": lines, "skipped": len(lines) - len(scenario["steps"]) - 1}) + "\n"
        try:
            self.process.stdin.write(request.encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # answer() finds out why

    def answer(self):
        """What came of the scenario that was handed over."""
        until = time.monotonic() + self.timeout
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 1 << 20) if ready else b""
            if not piece:
                return [{"crash": self.end(hangs=not ready)}]
            self.rest += piece
        line, _, self.rest = self.rest.partition(b"\n")
        return json.loads(line)["steps"]

    def start(self):
        """A fresh process, in the place of the one there was."""
        self.end(hangs=False)
        self.log.seek(0)
        self.log.truncate()
        self.played = 0
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            cwd=tempfile.gettempdir(),
            env=self.environment,
        )

    def end(self, hangs=False):
        """Ends the process, if there is one. Returns how it ended."""
        if self.process is None:
            return "was not started"
        with contextlib.suppress(BrokenPipeError):  # it has ended, and not read what it was asked
            self.process.stdin.close()
        if hangs:
            self.process.kill()
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.process.stdout.close()
        self.process = None
        self.rest = b""
        self.log.seek(0, os.SEEK_END)
        self.log.seek(max(0, self.log.tell() - 2000))
        said = self.log.read().decode(errors="replace").strip().splitlines()[-3:]
        how = f"took more than {self.timeout:g} s" if hangs else f"ended with status {status}"
        return " | ".join([how, *said])


class Both:
    """NEST and Myelin side by side."""

    def __init__(self, nest, timeout=60.0):
        """`nest` is the Python that has NEST; Myelin runs in this one."""
        plain = {key: it for key, it in os.environ.items() if key != "PYTHONPATH"}
        self.nest = Player([nest], timeout, environment=plain)
        self.myelin = Player([sys.executable, "-m", "myelin"], timeout, threads=True)

    def play(self, scenario):
        """What came of each step, on NEST and on Myelin."""
        self.nest.ask(scenario)
        self.myelin.ask(scenario)
        return self.nest.answer(), self.myelin.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.nest.end()
        self.myelin.end()
