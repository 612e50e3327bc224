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
            return name, _csv(path, choose)
        raise TableError(f"{name}: the name ends in none of .parquet, .feather, .arrow, .csv, .tsv, .csv.gz")
    if hasattr(table, "column_names") and hasattr(table, "column"):
        return "the table", {n: _of_arrow("the table", n, table.column(n)) for n in choose(list(table.column_names))}
    if isinstance(table, Mapping) or hasattr(table, "columns"):
        names = list(table.keys() if isinstance(table, Mapping) else table.columns)
        return "the table", {n: np.asarray(table[n]) for n in choose(names)}
    raise TypeError(f"a table is a path, a DataFrame, a table of pyarrow or a dictionary, not {type(table).__name__}")


def _arrow(name: str, path: str, kind: str, choose: Choose) -> Columns:
    try:
        from pyarrow import feather, ipc, memory_map, parquet
    except ImportError:
        raise ImportError(f"{name} needs the package pyarrow: pip install pyarrow") from None
    try:
        if kind in ("parquet", "pq"):
            names = choose(list(parquet.read_schema(path).names))
            table = parquet.read_table(path, columns=names)
        else:
            with memory_map(path) as source:
                names = choose(list(ipc.open_file(source).schema.names))
            table = feather.read_table(path, columns=names)
    except (OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"{name} cannot be read: {error}") from None
    made = {}
    for n in names:
        made[n] = _of_arrow(name, n, table.column(n))
        table = table.drop_columns([n])
    return made


def _of_arrow(name: str, column: str, chunks: Any) -> np.ndarray:
    """A column of pyarrow's; empty places of texts are empty texts, of numbers they are refused."""
    import pyarrow as pa

    if pa.types.is_integer(chunks.type) or pa.types.is_floating(chunks.type) or pa.types.is_boolean(chunks.type):
        if chunks.null_count:
            row = int(np.flatnonzero(chunks.is_null().to_numpy())[0]) + 1
            raise TableError(f"{name}, row {row}: {column} is empty")
        return chunks.to_numpy()
    if chunks.null_count:
        chunks = chunks.cast(pa.string()).fill_null("")
    return np.asarray(chunks.to_pandas() if hasattr(chunks, "to_pandas") and _has_pandas() else chunks.to_pylist())


def _has_pandas() -> bool:
    import importlib.util

    return importlib.util.find_spec("pandas") is not None


def _csv(path: str, choose: Choose) -> Columns:
    java = state.network.package.Tables
    chosen = choose(list(call(java.names, path)))
    table = call(java.read, path, values.texts(chosen))
    made: Columns = {}
    for n in dict.fromkeys(chosen):
        kind = str(call(java.kind, table, n))
        if kind == "wholes":
            made[n] = values.array(call(table.wholes, n))
        elif kind == "numbers":
            made[n] = values.array(call(table.numbers, n))
        else:
            made[n] = np.array([str(t) for t in call(table.choices, n)], object)[values.array(call(table.codes, n))]
    return made


def find(known: tuple[str, ...], names: list[str]) -> Union[str, None]:
    """The first of the known names that a table has."""
    return next((k for k in known if k in names), None)
