"""Functions of nodes with places answer as those of NEST 3.10 do, which ``layer_calls.py`` has asked."""

import json
from pathlib import Path

import layer_calls
import pytest

ANSWERS = json.loads((Path(__file__).parent / "reference" / "layer_answers.json").read_text(encoding="utf-8"))

OTHER = {
    "GetSourcePositions node": "NEST has the first coordinate only",
    "GetSourcePositions slice": "NEST has the first coordinate only",
    "spatial empty": "NEST has AttributeError",
}
"""Where answers differ, and why."""


def alike(found, expected):
    """Whether two answers are the same, numbers to 12 digits."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(alike(a, b) for a, b in zip(found, expected))
    if isinstance(expected, dict):
        return sorted(found) == sorted(expected) and all(alike(found[k], expected[k]) for k in expected)
    if isinstance(expected, float):
        return found == pytest.approx(expected, rel=1e-12, abs=1e-15)
    return found == expected


def test_answers_are_those_of_nest():
    asked = 0
    for name, call in layer_calls.calls(layer_calls.layers()):
        if name not in ANSWERS or name in OTHER:
            continue
        found = layer_calls.answer(call)
        assert alike(found, ANSWERS[name]), f"{name}: {found}, in NEST {ANSWERS[name]}"
        asked += 1
    assert asked > 250
