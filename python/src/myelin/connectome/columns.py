"""Reads tables: files of Parquet, Feather or CSV, tables of pandas or pyarrow, dictionaries of arrays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Callable, Union

import numpy as np

from ..nest import values
from ..nest.errors import call
from ..nest.state import state

Columns = dict[str, np.ndarray]
Choose = Callable[[list[str]], list[str]]


EMPTY = ("", "None", "nan", "<NA>")


class TableError(ValueError):
    """A table that cannot be read, or does not say what is needed."""


def read(table: Any, choose: Choose) -> tuple[str, Columns]:
    """What messages call a table, and those of its columns that are chosen by name, as arrays.

    Args:
        table: a path, or the table itself
        choose: is given the names of all columns
    """
    if isinstance(table, (str, os.PathLike)):
        path = os.fspath(table)
        name = os.path.basename(path)
        if not os.path.isfile(path):
            raise FileNotFoundError(f"there is no file {path}")
        kind = name.lower().removesuffix(".gz").rpartition(".")[2]
        if kind in ("parquet", "pq", "feather", "arrow"):
            return name, _arrow(name, path, kind, choose)
        if kind in ("csv", "tsv", "txt"):
            return name, _csv(name, path, choose)
        raise TableError(f"{name}: the name ends in none of .parquet, .feather, .arrow, .csv, .tsv, .csv.gz")
    if hasattr(table, "column_names") and hasattr(table, "column"):
        name = "the table of pyarrow"
        chosen = _chosen(name, table.column_names, choose)
        return name, {n: _of_arrow(name, n, table.column(n)) for n in chosen}
    if isinstance(table, Mapping) or hasattr(table, "columns"):
        name = "the dictionary" if isinstance(table, Mapping) else f"the {type(table).__name__}"
        names = list(table.keys() if isinstance(table, Mapping) else table.columns)
        return name, _alike(name, {n: np.asarray(table[n]) for n in _chosen(name, names, choose)})
    kinds = "a path, a DataFrame, a table of pyarrow or a dictionary"
    raise TypeError(f"a table is {kinds}, not {type(table).__name__}")


def _chosen(table: str, names: Any, choose: Choose) -> list[str]:
    """The names that are chosen, each once; one that the table has twice is refused."""
    listed = list(names)
    try:
        chosen = list(dict.fromkeys(choose(listed)))
    except TableError as error:
        raise TableError(f"{table}: {error}") from None
    for n in chosen:
        if listed.count(n) > 1:
            raise TableError(f"{table} has two columns with the name '{n}'")
    return chosen


def _alike(table: str, columns: Columns) -> Columns:
    """Columns that are rows of numbers or texts of the same length."""
    for n, column in columns.items():
        if column.ndim != 1:
            raise TableError(f"{table}: column '{n}' has {column.ndim} dimensions instead of one")
    lengths = {n: len(column) for n, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise TableError(f"{table}: columns differ in length: {lengths}")
    return columns


def _arrow(name: str, path: str, kind: str, choose: Choose) -> Columns:
    try:
        from pyarrow import feather, ipc, memory_map, parquet
    except ImportError:
        raise ImportError(f"{name} needs the package pyarrow: pip install pyarrow") from None
    try:
        if kind in ("parquet", "pq"):
            names = _chosen(name, parquet.read_schema(path).names, choose)
            one = parquet.read_table
        else:
            with memory_map(path) as source:
                names = _chosen(name, ipc.open_file(source).schema.names, choose)
            one = feather.read_table
        return {n: _of_arrow(name, n, one(path, columns=[n]).column(n)) for n in names}  # takes less memory
    except (OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"{name} cannot be read: {error}") from None


def _of_arrow(name: str, column: str, chunks: Any) -> np.ndarray:
    """A column of pyarrow's; empty places of texts are empty texts, of numbers they are refused."""
    import pyarrow as pa

    if any(kind(chunks.type) for kind in (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean)):
        if chunks.null_count:
            row = int(np.flatnonzero(chunks.is_null().to_numpy())[0]) + 1
            raise TableError(f"{name}, row {row}: {column} is empty")
        return chunks.to_numpy()
    if chunks.null_count:
        chunks = chunks.cast(pa.string()).fill_null("")
    by_pandas = hasattr(chunks, "to_pandas") and _has_pandas()
    return np.asarray(chunks.to_pandas() if by_pandas else chunks.to_pylist())


def _has_pandas() -> bool:
    import importlib.util

    return importlib.util.find_spec("pandas") is not None


def _csv(name: str, path: str, choose: Choose) -> Columns:
    java = state.network.package.Tables
    chosen = _chosen(name, [str(n) for n in call(java.names, path)], choose)
    table = call(java.read, path, values.texts(chosen))
    made: Columns = {}
    for n in chosen:
        kind = str(call(java.kind, table, n))
        if kind == "wholes":
            made[n] = values.array(call(table.wholes, n))
        elif kind == "numbers":
            made[n] = values.array(call(table.numbers, n))
        else:
            choices = np.array([str(t) for t in call(table.choices, n)], object)
            made[n] = choices[values.array(call(table.codes, n))]
    return made


def numbers(table: str, name: str, column: np.ndarray) -> np.ndarray:
    """A column whose elements are finite numbers; it is refused with its first row where they are not."""
    if column.dtype.kind in "iu":
        return column
    if column.dtype.kind == "f":
        wrong = np.flatnonzero(~np.isfinite(column))
        if len(wrong):
            where = f"{table}, row {wrong[0] + 1}"
            raise TableError(f"{where}: {name} = {column[wrong[0]]} is not a finite number")
        return column
    fields = column.tolist()
    for row, field in enumerate(fields):
        if str(field) in EMPTY:
            raise TableError(f"{table}, row {row + 1}: {name} is empty")
        if not is_number(field):
            raise TableError(f"{table}, row {row + 1}: {name} = {field!r} is not a finite number")
    if not fields or any(isinstance(field, (str, bool)) for field in fields):
        held = f"{column.dtype} such as {fields[:1]}"
        raise TableError(f"{table}: column '{name}' holds {held} instead of numbers")
    return np.array(fields, float)


def is_number(field: Any) -> bool:
    """Whether a field is a finite number, or the text of one."""
    try:
        return bool(np.isfinite(float(field)))
    except (TypeError, ValueError):
        return False


def find(known: tuple[str, ...], names: list[str]) -> Union[str, None]:
    """The first of the known names that a table has."""
    return next((k for k in known if k in names), None)
