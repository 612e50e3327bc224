"""Modules of models by name, as ``pynestml`` makes them: folders with texts in NESTML."""

from __future__ import annotations

import os

_folders: dict[str, str] = {}


def add(name: str, folder: str) -> None:
    """Takes note of the folder of a module."""
    _folders[name] = folder


def find(name: str) -> str | None:
    """The file or folder of that name, or the folder of the module of that name; None if there is none.

    A module that another process has made is found in the folder ``target``, as NESTML's default is.
    """
    for path in (_folders.get(name, ""), name, os.path.join("target", name)):
        if os.path.isdir(path) or (os.path.isfile(path) and path.endswith(".nestml")):
            return path
    return None
