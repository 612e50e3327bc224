"""Errors by NEST's names, ``nest.NESTErrors.<Name>``, and the translation of Java's into them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, NoReturn

from .. import jvm


class NESTError(Exception):
    """An error of the simulator. Its message says what, where, what is allowed and what to do."""

    @property
    def errorname(self) -> str:
        """NEST's name of the error."""
        return type(self).__name__

    @property
    def errormessage(self) -> str:
        """The message."""
        return str(self)

    commandname = ""
    """Not known to Myelin; there for scripts that print it."""

    def __reduce__(self) -> Any:
        """Lets errors cross from the workers of a pool, though ``NESTErrors`` is not a file."""
        return _again, (type(self).__name__, self.args)


class KernelException(NESTError):
    """The class of which all of NEST's errors are."""


_NAMES = """
    BackendAlreadyRegistered BackendNotPrepared BackendPrepared BadDelay BadParameter
    BadParameterValue BadProperty DimensionMismatch DistributionError DynamicModuleManagementError
    GSLSolverFailure IOError IllegalConnection IncompatibleReceptorType InexistentConnection
    InternalError InvalidDefaultResolution InvalidTimeInModel KeyError LayerExpected
    LayerNodeExpected LocalNodeExpected ModelInUse NamingConflict NewModelNameExists
    NoThreadSiblingsAvailable NodeWithProxiesExpected NotImplemented NumericalInstability RangeCheck
    StepMultipleRequired TimeMultipleRequired TypeMismatch UnaccessedDictionaryEntry UndefinedName
    UnexpectedEvent UnknownCompartment UnknownComponent UnknownModelName UnknownNode UnknownPort
    UnknownReceptorType UnknownSynapseType UnknownThread UnmatchedSteps UnsupportedEvent
""".split()

NESTErrors = ModuleType("NESTErrors", "NEST's errors, by name.")
NESTErrors.NESTError = NESTError  # type: ignore[attr-defined]
NESTErrors.KernelException = KernelException  # type: ignore[attr-defined]
for _name in _NAMES:
    setattr(NESTErrors, _name, type(_name, (KernelException,), {"__module__": "NESTErrors"}))
NESTError.__module__ = KernelException.__module__ = "NESTErrors"

_KINDS = {
    "UNKNOWN_MODEL": "UnknownModelName",
    "UNKNOWN_PARAMETER": "UnaccessedDictionaryEntry",
    "UNKNOWN_RECORDABLE": "IllegalConnection",
    "UNKNOWN_RECEPTOR": "UnknownReceptorType",
    "UNKNOWN_PORT": "UnknownPort",
    "UNKNOWN_COMPARTMENT": "UnknownCompartment",
    "UNKNOWN_RULE": "BadProperty",
    "UNKNOWN_NODE": "UnknownNode",
    "MODEL_EXISTS": "NewModelNameExists",
    "VALUE": "BadProperty",
    "UNIT": "TypeMismatch",
    "GRID": "BadProperty",
    "DELAY": "BadDelay",
    "LENGTH": "BadProperty",
    "CONNECTION": "IllegalConnection",
    "FILE": "IOError",
    "BROKEN": "KernelException",
}


def _again(name: str, arguments: tuple[Any, ...]) -> NESTError:
    return getattr(NESTErrors, name)(*arguments)


def fail(name: str, message: str) -> NoReturn:
    """Raises the error of that NEST name."""
    raise getattr(NESTErrors, name)(message)


def absent(what: str) -> NoReturn:
    """Raises the error for what NEST has and Myelin has not yet."""
    raise NotImplementedError(f"Myelin does not have {what} yet")


def call(function: Callable[..., Any], *arguments: Any, where: str = "") -> Any:
    """Calls a Java method.

    Args:
        where: what the message begins with.

    Raises:
        NESTError: if Myelin refuses what was asked for.
        MemoryError: if the network does not fit into memory.
        RuntimeError: in a process that was forked from one that had used Java.
    """
    if jvm.before is not None:
        jvm.before()
    try:
        return function(*arguments)
    except Exception as error:
        raise _translated(error, where) from None


def call_beside(function: Callable[..., Any], *arguments: Any) -> Any:
    """The same for a method that may be called while the network is simulated, which goes on."""
    if jvm.forked:
        jvm.refuse()
    try:
        return function(*arguments)
    except Exception as error:
        raise _translated(error, "") from None


def _translated(error: Any, where: str) -> Exception:
    if isinstance(error, OverflowError):
        return getattr(NESTErrors, "BadProperty")(where + "a number is too large")
    if not hasattr(error, "getMessage"):
        return error
    name = str(error.getClass().getSimpleName())
    message = where + str(error.getMessage())
    if name == "BadInput":
        kind = str(error.kind().name())
        if kind == "MEMORY":
            return MemoryError(message)
        if kind == "GRID" and "noise_generator: dt" in message:
            return getattr(NESTErrors, "StepMultipleRequired")(message)
        return getattr(NESTErrors, _KINDS[kind])(message)
    if name == "OutOfMemoryError":
        return MemoryError(message + "; give Java more with MYELIN_HEAP, such as 12g")
    if name == "IllegalStateException":
        return KernelException(message)
    return KernelException(f"{where}an error inside Myelin; please report it with {_where(error)}")


def _where(error: Any) -> str:
    """Where an error inside Myelin arose, for a report."""
    frames = error.getStackTrace()
    return "its place, " + (f"{frames[0].getFileName()}:{frames[0].getLineNumber()}" if frames else "unknown")
