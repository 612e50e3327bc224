"""What the two processes of the server send each other: a head, a dict in JSON, and a body of bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

SIZES = struct.Struct(">IQ")
"""The lengths of head and body, before both (bytes)."""


def packed(head: dict[str, Any], body: bytes = b"") -> list[bytes]:
    """The pieces of a message."""
    text = json.dumps(head).encode()
    return [SIZES.pack(len(text), len(body)), text, body]
