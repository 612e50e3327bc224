"""Numbers that are drawn for each node or synapse: ``nest.random``, ``nest.math``, ``nest.logic``.

A Parameter is an expression; Myelin's engine draws its numbers, so results do not depend on the
number of threads.
"""

from __future__ import annotations

from math import isfinite
from numbers import Real
from typing import Any, Union

from .errors import KernelException, NESTErrors, call
from .state import state

Number = Union[int, float]


class Parameter:
    """A number that is drawn anew for each node or synapse, or an expression of such.

    Made by ``nest.random``, ``nest.math`` and ``nest.logic``; ``+ - * /`` with numbers and other
    Parameters, ``**`` with a number, and comparisons (which give 1 or 0) make others.
    """

    __slots__ = ("_word", "_parts", "_java")

    def __init__(self, word: str, *parts: Any):
        if word == "number" and (isinstance(parts[0], bool) or not isinstance(parts[0], Real)):
            raise TypeError(f"a Parameter is made of numbers and Parameters, not {parts[0]!r}")
        if word == "number":
            parts = (_real(parts[0]),)
        self._word = word
        self._parts = parts if word == "number" else tuple(_parameter(p) for p in parts)
        self._java: Any = None

    def _flatten(self, words: list[str], numbers: list[float]) -> None:
        if self._word == "number":
            numbers.append(float(self._parts[0]))
        else:
            for part in self._parts:
                part._flatten(words, numbers)
        words.append(self._word)

    def _value(self) -> Any:
        """The same as Java has it."""
        if self._java is None:
            words: list[str] = []
            numbers: list[float] = []
            self._flatten(words, numbers)
            self._java = call(state.network.package.Formula.of, words, numbers)
        return self._java

    @classmethod
    def of_place(cls, word: str) -> Any:
        """A Parameter that depends on places, by its word in Java."""
        made = cls.__new__(cls)
        made._word, made._parts, made._java = word, (), None
        return made

    def _places(self) -> set[str]:
        """On which places it depends: ``pos``, or those of ``distance``, ``source_pos`` and ``target_pos``."""
        if self._word == "number":
            return set()
        if not self._parts:
            return {self._word.partition(":")[0]}
        return set().union(*(part._places() for part in self._parts))

    def _draw(self, n: int) -> list[float]:
        self._require_placeless()
        return self._drawn(state.network.package.Formula.draw, n)

    def _require_placeless(self) -> None:
        places = self._places()
        if places == {"distance"}:
            raise NESTErrors.BadParameterValue("a distance is that of two nodes; there are none")
        if places:
            raise KernelException(
                "Node position parameter can only be used when connecting spatially distributed nodes, or for these."
            )

    def _drawn(self, draw: Any, *of: Any) -> list[float]:
        """Numbers from Java, each call others."""
        network = state.network
        network.draws += 1
        try:
            numbers = call(draw, self._value(), *of, state.settings["rng_seed"], network.draws)
        except NESTErrors.BadProperty as error:
            raise KernelException(str(error)) from None
        drawn = [float(x) for x in memoryview(numbers)]
        if not all(map(isfinite, drawn)):
            raise KernelException("a Parameter gave a value that is infinite, or not a number")
        return drawn

    def GetValue(self) -> float:
        """Draws one number."""
        return self._draw(1)[0]

    def is_spatial(self) -> bool:
        """Whether it depends on places of nodes."""
        return bool(self._places())

    def apply(self, spatial_nc: Any, positions: Any = None) -> tuple[float, ...]:
        """A number for each node of a NodeCollection; or for each of some positions, as a target of the only node."""
        values = state.network.package.Places.values
        of = self._places()
        if of & ({"source_pos", "target_pos"} if positions is None else {"pos"}):
            what = "pairs of nodes: give positions" if positions is None else "single nodes: give no positions"
            raise NESTErrors.BadParameterValue(f"{' and '.join(sorted(of))} can be had for {what}")
        if positions is None:
            if of != {"pos"}:
                return tuple(self._draw(len(spatial_nc)))
            return tuple(self._drawn(values, spatial_nc._to_java()))
        if len(spatial_nc) != 1:
            raise ValueError("The NodeCollection must contain a single node ID only")
        for position in positions:
            if isinstance(position, (str, Real)) or not hasattr(position, "__len__"):
                raise TypeError("Each position must be a list or tuple")
        dimensions = {len(position) for position in positions}
        spatial = spatial_nc.spatial
        if spatial is None:
            raise KernelException("the node has no place")
        if dimensions != {len(spatial["extent"])}:
            raise NESTErrors.BadProperty(
                f"Expected a {len(spatial['extent'])}-dimensional position, as the node has."
            )
        flat = [float(x) for position in positions for x in position]
        return tuple(self._drawn(values, spatial_nc._to_java(), flat))

    def __add__(self, other: Any) -> Parameter:
        return _operation("+", self, other)

    def __radd__(self, other: Any) -> Parameter:
        return _operation("+", other, self)

    def __sub__(self, other: Any) -> Parameter:
        return _operation("-", self, other)

    def __rsub__(self, other: Any) -> Parameter:
        return _operation("-", other, self)

    def __mul__(self, other: Any) -> Parameter:
        return _operation("*", self, other)

    def __rmul__(self, other: Any) -> Parameter:
        return _operation("*", other, self)

    def __truediv__(self, other: Any) -> Parameter:
        return _operation("/", self, other)

    def __rtruediv__(self, other: Any) -> Parameter:
        return _operation("/", other, self)

    def __pow__(self, exponent: Number) -> Parameter:
        if isinstance(exponent, Parameter):
            raise TypeError("the exponent of a Parameter must be a number")
        if isinstance(exponent, bool) or not isinstance(exponent, Real):
            raise TypeError("the exponent of a Parameter must be a number")
        return _operation("**", self, _real(exponent))

    def __neg__(self) -> Parameter:
        return self * -1.0

    def __pos__(self) -> Parameter:
        return self

    def __lt__(self, other: Any) -> Parameter:
        return _operation("<", self, other)

    def __le__(self, other: Any) -> Parameter:
        return _operation("<=", self, other)

    def __gt__(self, other: Any) -> Parameter:
        return _operation(">", self, other)

    def __ge__(self, other: Any) -> Parameter:
        return _operation(">=", self, other)

    def __eq__(self, other: Any) -> Parameter:  # type: ignore[override]
        return _operation("==", self, other)

    def __ne__(self, other: Any) -> Parameter:  # type: ignore[override]
        return _operation("!=", self, other)

    __hash__ = object.__hash__


def real(x: Any) -> float:
    """A number as a float; one that is too large for that is infinite, which no parameter can be."""
    try:
        return float(x)
    except OverflowError:
        return float("inf") if x > 0 else float("-inf")


def _real(x: Any) -> float:
    number = real(x)
    if number != number:
        raise NESTErrors.BadParameterValue("a Parameter is made of numbers, not of nan")
    return number


def _parameter(x: Any) -> Parameter:
    return x if isinstance(x, Parameter) else Parameter("number", x)


def _operation(word: str, left: Any, right: Any) -> Parameter:
    for x in (left, right):
        if not isinstance(x, (Parameter, Real)):
            return NotImplemented  # type: ignore[return-value]
    return Parameter(word, left, right)
