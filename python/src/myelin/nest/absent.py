"""What NEST has and Myelin has not yet: every name is there, and says so when it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import absent

_FUNCTIONS = {
    "SONATA networks": "SonataNetwork",
}


def function(name: str, what: str) -> Callable[..., Any]:
    """A function that says that there is no such thing yet."""

    def missing(*args: Any, **kwargs: Any) -> Any:
        absent(f"{what} ({name})")

    missing.__name__ = missing.__qualname__ = name
    missing.__doc__ = f"Not there in Myelin yet: {what}."
    return missing


FUNCTIONS = {name: function(name, what) for what, names in _FUNCTIONS.items() for name in names.split()}
"""The functions of NEST's that are not there yet, by name."""
