"""What only NEST 2 had: a stack machine, and other names for recorders' parameters.

A script that uses any of it is taken as written for NEST 2 from then on: ``nodes[i]`` and a loop
over nodes give ids, and Connect takes lists of ids with repetitions by all rules.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .errors import absent, fail
from .state import Declaration, state

_stack: list[Any] = []


def LambertW(x: float, branch: int) -> float:
    """The number w for which ``w exp(w) = x``, by Halley's method.

    Args:
        x: at least -1/e; for branch -1 below 0
        branch: 0 for w >= -1, -1 for w <= -1
    """
    if not x >= -math.exp(-1.0) or (branch == -1 and x >= 0.0):
        fail("RangeCheck", f"LambertW: there is no value at {x} on branch {branch}")
    near = math.sqrt(max(0.0, 2.0 * (math.e * x + 1.0)))
    if near < 0.5:
        w = -1.0 + (near if branch == 0 else -near) - near * near / 3.0
    elif branch == 0:
        w = math.log1p(x)
    else:
        w = math.log(-x) - math.log(-math.log(-x))
    for _ in range(100):
        e = math.exp(w)
        f = w * e - x
        if w == -1.0:
            return w
        step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0))
        w -= step
        if abs(step) <= 1e-15 * abs(w):
            break
    return w


def _two(f: Any) -> Any:
    def apply() -> None:
        b, a = _stack.pop(), _stack.pop()
        _stack.append(f(a, b))

    return apply


def _one(f: Any) -> Any:
    return lambda: _stack.append(f(_stack.pop()))


_WORDS: dict[str, Any] = {
    "LambertWm1": _one(lambda x: LambertW(x, -1)),
    "LambertW0": _one(lambda x: LambertW(x, 0)),
    "add": _two(lambda a, b: a + b),
    "sub": _two(lambda a, b: a - b),
    "mul": _two(lambda a, b: a * b),
    "div": _two(lambda a, b: a / b),
    "exp": _one(math.exp),
    "ln": _one(math.log),
    "sqrt": _one(math.sqrt),
    "dup": lambda: _stack.append(_stack[-1]),
    "pop": lambda: _stack.pop(),
    "exch": lambda: _stack.extend((_stack.pop(), _stack.pop())),
    "statusdict/rank": lambda: _stack.append(0),
    "statusdict/have_libneurosim": lambda: _stack.append(False),
    "::": lambda: None,
}
_OF_ANY = ("statusdict/have_libneurosim", "::")
"""Words with which programs for NEST 3, too, ask what it can do."""


def sli_push(value: Any) -> None:
    """Puts a value onto the stack."""
    state.api = 2
    _stack.append(value)


def sli_run(command: str) -> None:
    """Runs words of SLI, of which Myelin knows those for arithmetic and Lambert's W."""
    words = command.split()
    if not all(word in _OF_ANY for word in words):
        state.api = 2
    for word in words:
        try:
            _stack.append(float(word))
            continue
        except ValueError:
            pass
        if word.startswith("M_") or word == "setverbosity":
            continue
        if word not in _WORDS:
            absent(f"SLI's '{word}'")
        try:
            _WORDS[word]()
        except IndexError:
            raise RuntimeError(f"SLI: '{word}' found too few values on the stack") from None


def sli_pop() -> Any:
    """Takes the last value from the stack."""
    if not _stack:
        raise RuntimeError("SLI: the stack is empty")
    return _stack.pop()


def sli_func(command: str, *arguments: Any) -> Any:
    """Pushes arguments, runs words, and pops the result."""
    for argument in arguments:
        sli_push(argument)
    sli_run(command)
    return sli_pop() if _stack else None


_OLD = ("withgid", "withtime", "withweight", "to_file", "to_memory", "to_screen")


def recorder_params(declared: Declaration, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Parameters of a recorder with NEST 2's names as those of NEST 3."""
    if declared.element != "recorder" or not any(name in params for name in _OLD):
        return params
    state.api = 2
    kept = {n: v for n, v in params.items() if n not in _OLD}
    for name in ("withgid", "withtime"):
        if params.get(name) is False:
            absent(f"recorders with '{name}' False")
    if params.get("to_file"):
        kept["record_to"] = "gdf" if declared.name in ("spike_detector", "spike_recorder") else "ascii"
    elif params.get("to_screen"):
        kept["record_to"] = "screen"
    elif "to_file" in params or "to_memory" in params:
        kept["record_to"] = "memory"
    return kept


def kernel_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Kernel parameters with NEST 2's names as those of NEST 3."""
    kept = dict(params)
    if "grng_seed" in kept or "rng_seeds" in kept:
        state.api = 2
        seed = kept.pop("grng_seed", None)
        seeds = kept.pop("rng_seeds", None)
        if "rng_seed" not in kept:
            kept["rng_seed"] = int(seed if seed is not None else seeds[0])
    return kept
