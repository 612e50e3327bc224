"""The server's settings, from its command line and from NEST Server's environment variables."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PORT = 52425
ORIGINS = "http://localhost:*,http://127.0.0.1:*"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_YES = ("1", "on", "true", "y", "yes")
_MODULES = "import nest; import numpy; import numpy as np"

_USAGE = "myelin server [start] [OPTION...]"
_HELP = """\
Serves the protocol of NEST Server: NEST Desktop, nest-client and others send their calls here. Each request
must carry the token that is printed at the start, in the header NESTServerAuth. One kernel does one call at a time."""
_ENVIRONMENT = """\
NEST Server's environment variables are heeded where an option is not given: NEST_SERVER_HOST, NEST_SERVER_PORT,
NEST_SERVER_TIMEOUT, NEST_SERVER_ACCESS_TOKEN, NEST_SERVER_DISABLE_AUTH, NEST_SERVER_CORS_ORIGINS,
NEST_SERVER_ENABLE_EXEC_CALL, NEST_SERVER_MODULES, NEST_SERVER_DISABLE_RESTRICTION."""


@dataclass(frozen=True)
class Settings:
    """What the server does and lets others do.

    Attributes:
        token: what requests must carry; empty if they need none
        origins: where pages may come from that send requests, a regular expression
        exec: whether scripts are run
        restricted: whether they are restricted
        modules: the modules that they may use
        files: whether clients may name files
        timeout: how long a call may take (s)
        max_body: how much a request may send (bytes)
    """

    host: str = _LOCAL[0]
    port: int = PORT
    token: str = ""
    origins: str = ""
    exec: bool = False
    restricted: bool = True
    modules: str = _MODULES
    files: bool = False
    timeout: float = 3600.0
    max_body: int = 128 << 20

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in _LOCAL


def read(words: list[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the command line; what is wrong with it is told, and ends the program with the status 2."""
    parser = _parser()
    given = parser.parse_args(words)
    if given.action != "start":
        parser.error(f"'{given.action}' is not there: the server ends by Ctrl-C, or when its process is ended")
    if given.workers not in (None, 1):
        parser.error("there is one kernel, so --workers can only be 1")

    def variable(name: str) -> str:
        return environment.get(f"NEST_SERVER_{name}", "").strip()

    def is_on(name: str) -> bool:
        return variable(name).lower() in _YES

    try:
        restricted = not (given.unrestricted or is_on("DISABLE_RESTRICTION") or is_on("RESTRICTION_OFF"))
        settings = Settings(
            host=given.host or variable("HOST") or _LOCAL[0],
            port=_within("the port", given.port or variable("PORT") or PORT, 0, 65535),
            token=_token(given, variable("ACCESS_TOKEN"), is_on("DISABLE_AUTH")),
            origins=pattern(given.origins or variable("CORS_ORIGINS") or ORIGINS),
            exec=given.exec or given.unrestricted or is_on("ENABLE_EXEC_CALL"),
            restricted=restricted,
            modules=given.modules or variable("MODULES") or _MODULES,
            files=given.files,
            timeout=_within("the timeout", given.timeout or variable("TIMEOUT") or 3600, 1, 10**8),
            max_body=_within("--max-body", given.max_body, 1, 1 << 14) << 20,
        )
    except ValueError as failure:
        parser.error(str(failure))
    return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "myelin server", _USAGE, _HELP, _ENVIRONMENT, add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("action", nargs="?", default="start", help=argparse.SUPPRESS)
    add("--help", action="help", help="shows this")
    add("-h", "--host", help="the address to listen at (127.0.0.1: only this machine reaches it)")
    add("-p", "--port", help=f"the port ({PORT}); 0 takes a free one")
    add("--exec", action="store_true", help="also runs scripts, restricted: NEST Desktop needs it")
    add("--modules", metavar="NAMES", help="what scripts may import: 'nest,numpy' or 'import nest; import numpy as np'")
    add("--unrestricted", action="store_true", help="runs scripts as they are: who has the token has your account")
    add("--files", action="store_true", help="lets clients name files to read and write")
    add("--token-file", metavar="FILE", help="holds the token; written with a new one if it is not there")
    add("--token", help="the token itself, which others see in lists of processes; better is a file")
    add("--no-token", action="store_true", help="takes requests without a token")
    add("--origins", metavar="LIST", help=f"where web pages that send requests may come from ({ORIGINS.replace('%', '%%')})")
    add("-t", "--timeout", metavar="SECONDS", help="stops a call that takes longer (3600)")
    add("--max-body", metavar="MIB", default="128", help="how much a request may send (128)")
    add("-w", "--workers", type=int, help=argparse.SUPPRESS)
    add("-o", "--outputs", action="store_true", help=argparse.SUPPRESS)  # they always go to the terminal
    return parser


def _within(what: str, text: object, least: int, most: int) -> int:
    try:
        number = int(str(text))
    except ValueError:
        raise ValueError(f"{what} must be a whole number, not '{text}'") from None
    if not least <= number <= most:
        raise ValueError(f"{what} must be {least} to {most}, not {number}")
    return number


def _token(given: argparse.Namespace, variable: str, off: bool) -> str:
    ways = [w for w in (given.token, given.token_file, given.no_token) if w]
    if len(ways) > 1:
        raise ValueError("give one of --token, --token-file and --no-token")
    if given.token_file:
        return _of_file(Path(given.token_file))
    if given.token is not None:
        return _checked(given.token, "--token")
    if given.no_token or off:
        return ""
    return _checked(variable, "NEST_SERVER_ACCESS_TOKEN") if variable else secrets.token_hex(24)


def _of_file(file: Path) -> str:
    """The token in a file that nobody else can read."""
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(_read(file).strip(), str(file))
    except OSError as failure:
        raise ValueError(f"the token cannot be written to {file}: {failure.strerror}") from None
    token = secrets.token_hex(24)
    with os.fdopen(number, "w", encoding="utf-8") as opened:
        opened.write(f"{token}\n")
    return token


def _read(file: Path) -> str:
    """The text of a file that is there.

    Raises:
        ValueError: if it is none, or others can read or have written it.
    """
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ValueError(f"the token's file {file} is no file, but a folder or the like")
        if sys.platform != "win32" and about.st_uid != os.getuid():
            raise ValueError(f"{file} belongs to another user, who knows the token: name a file of your own")
        if sys.platform != "win32" and about.st_mode & 0o077:
            raise ValueError(f"others can read {file}: chmod 600 {file}")
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise ValueError(f"{file} is a link to a file that is not there: remove it, or make the file") from None
    except OSError as failure:
        raise ValueError(f"the token cannot be read from {file}: {failure.strerror}") from None


def _checked(token: str, where: str) -> str:
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError(f"the token of {where} must be one line of letters, digits and signs, without spaces")
    return token


def pattern(origins: str) -> str:
    """The regular expression for a list of origins, separated by commas; ``*`` stands for any port, alone for any origin.

    Raises:
        ValueError: if one is no origin.
    """
    found = []
    for origin in filter(None, (o.strip().rstrip("/") for o in origins.split(","))):
        if origin == "*":
            return ".*"
        if not re.fullmatch(r"https?://[^/:*\s]+(:(\d+|\*))?|https?://\[[0-9a-fA-F:]+\](:(\d+|\*))?", origin):
            raise ValueError(f"an origin is http://HOST, http://HOST:PORT, http://HOST:* or *, not '{origin}'")
        start, any_port, _ = origin.partition(":*")
        found.append(re.escape(start) + (r"(:\d+)?" if any_port else ""))
    return "|".join(found) or "(?!)"
