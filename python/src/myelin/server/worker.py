"""The process with the kernel: does calls that come on its standard input, one after the other.

Nothing that it runs finds the two streams: what prints or reads finds the terminal's error stream, and nothing.
"""

from __future__ import annotations

import _thread
import json
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

from .. import nest
from . import answers as json_answers
from . import calls as by_name
from . import scripts
from .frames import SIZES, packed


class _Stopped(BaseException):
    """Ends a call that was to be stopped; no error that scripts would catch."""


class _Calls:
    """The calls that wait, and whether the present one is to stop."""

    def __init__(self, stream: BinaryIO):
        self.stream = stream
        self.waiting: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
        self.present = 0
        self.stopping = 0

    def read(self) -> None:
        """Reads messages until the other process is gone; then this one ends, too."""
        while True:
            sizes = self.stream.read(SIZES.size)
            if len(sizes) < SIZES.size:
                os._exit(0)
            length, rest = SIZES.unpack(sizes)
            head = json.loads(self.stream.read(length))
            body = self.stream.read(rest)
            if "stop" not in head:
                self.waiting.put((head, body))
                continue
            self.stopping = head["stop"]
            if self.present == self.stopping:
                _thread.interrupt_main()

    def check(self, *_: Any) -> None:
        """Stops the present call if it is to stop. This handles SIGINT, too, which a terminal may send as well.

        Raises:
            _Stopped: if it is.
        """
        if self.present and self.stopping == self.present:
            self.stopping = 0
            raise _Stopped


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The streams to the other process, by descriptors of their own."""
    given, taken = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    for number in (given, taken):
        os.set_inheritable(number, False)
    return os.fdopen(given, "rb"), os.fdopen(taken, "wb")


def _first_for_the_system_to_end() -> None:
    """Has Linux end this process, not another one, where memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        pass  # another system


def main() -> None:
    """Runs until the other process is gone. The one argument says in JSON what scripts may do."""
    settings = json.loads(sys.argv[1])
    stream, answers = _private_streams()
    sys.stdout = sys.stderr
    _first_for_the_system_to_end()
    calls = _Calls(stream)
    signal.signal(signal.SIGINT, calls.check)
    try:
        modules = scripts.Modules(settings["modules"])
    except ValueError as failure:
        _send(answers, {"failed": str(failure)}, b"")
        return
    _send(answers, {"nest": nest.__version__, "calls": list(by_name.names())}, b"")
    threading.Thread(target=calls.read, daemon=True).start()

    def done(head: dict[str, Any], body: bytes) -> bytes:
        given = by_name.decoded(body, head["form"])
        if head["call"] is not None:
            answer = by_name.do(head["call"], given, settings["files"])
        else:
            given = given if isinstance(given, dict) else {}
            source, wanted = given.get("source"), given.get("return")
            answer = scripts.run(source, wanted, modules, settings["restricted"], settings["files"])
        return json_answers.encode(answer, head["strict"])

    def answered(head: dict[str, Any], body: bytes) -> tuple[int, bytes]:
        try:
            try:
                calls.present = head["number"]
                calls.check()  # it may have been stopped before it began
                return 200, done(head, body)
            finally:
                calls.present = 0
        except _Stopped:
            return 400, b""
        except by_name.Refused as failure:
            return 400, json_answers.error(str(failure))
        except BaseException as failure:
            line = scripts.line_of(failure) if head["call"] is None else -1
            return 400, json_answers.error(json_answers.told(failure, line), line)

    while True:
        head, body = calls.waiting.get()
        status, content = answered(head, body)
        del body
        _send(answers, {"number": head["number"], "status": status}, content)
        del content


def _send(stream: BinaryIO, head: dict[str, Any], body: bytes) -> None:
    for piece in packed(head, body):
        stream.write(piece)
    stream.flush()


if __name__ == "__main__":
    main()
