"""Reads tables: files of Parquet, Feather or CSV, tables of pandas or pyarrow, dictionaries of arrays."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Callable, Union

import numpy as np

from ..nest import values
from ..nest.errors import call
from ..nest.state import state

Columns = dict[str, np.ndarray]
Choose = Callable[[list[str]], list[str]]


EMPTY = ("", "None", "nan", "<NA>")

_ROWS = 1 << 20
"""So many rows of a file of Parquet are a piece."""


class TableError(ValueError):
    """A table that cannot be read, or does not say what is needed."""


class Table:
    """Some columns of a table, as arrays by name.

    Attributes:
        name: what messages call the table
    """

    def __init__(self, name: str, columns: Columns):
        self.name, self._columns = name, columns

    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self._columns)

    def is_empty(self) -> bool:
        """Whether it has no rows."""
        return not any(len(column) for column in self._columns.values())

    def __getitem__(self, column: str) -> np.ndarray:
        return self._columns[column]

    def pieces(self, column: str) -> Iterator[np.ndarray]:
        """A column piece by piece, in order: not all of it is in memory where it comes from a file."""
        yield self[column]

    def forget(self, column: str) -> None:
        """Gives the memory of a column back, which is not asked for any more."""
        self._columns.pop(column, None)


def read(table: Any, choose: Choose) -> tuple[str, Columns]:
    """What messages call a table, and those of its columns that are chosen by name, as arrays.

    Args:
        table: a path, or the table itself
        choose: is given the names of all columns
    """
    made = opened(table, choose)
    return made.name, {n: made[n] for n in made.names()}


def opened(table: Any, choose: Choose) -> Table:
    """The same, where columns of files of Parquet and Feather are read when they are asked for."""
    if isinstance(table, (str, os.PathLike)):
        path = os.fspath(table)
        name = os.path.basename(path)
        if not os.path.isfile(path):
            raise FileNotFoundError(f"there is no file {path}")
        kind = name.lower().removesuffix(".gz").rpartition(".")[2]
        if kind in ("parquet", "pq", "feather", "arrow"):
            return _ArrowFile(name, path, kind in ("parquet", "pq"), choose)
        if kind in ("csv", "tsv", "txt"):
            return Table(name, _csv(name, path, choose))
        raise TableError(f"{name}: the name ends in none of .parquet, .feather, .arrow, .csv, .tsv, .csv.gz")
    if hasattr(table, "column_names") and hasattr(table, "column"):
        name = "the table of pyarrow"
        chosen = _chosen(name, table.column_names, choose)
        return Table(name, {n: _of_arrow(name, n, table.column(n)) for n in chosen})
    if isinstance(table, Mapping) or hasattr(table, "columns"):
        name = "the dictionary" if isinstance(table, Mapping) else f"the {type(table).__name__}"
        names = list(table.keys() if isinstance(table, Mapping) else table.columns)
        return Table(name, _alike(name, {n: np.asarray(table[n]) for n in _chosen(name, names, choose)}))
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


class _ArrowFile(Table):
    """A file of Parquet or Feather, read by pyarrow when a column is asked for."""

    def __init__(self, name: str, path: str, parquet: bool, choose: Choose):
        super().__init__(name, {})
        if not _has("pyarrow"):
            raise ImportError(f"{name} needs the package pyarrow: pip install pyarrow")
        self._path, self._parquet = path, parquet
        with self._file() as file:
            schema = file.schema_arrow if parquet else file.schema
            self._all = schema.names
        self._chosen = _chosen(name, self._all, choose)

    @contextmanager
    def _file(self, column: Union[str, None] = None) -> Iterator[Any]:
        from pyarrow import OSFile, ipc, parquet

        try:
            if self._parquet:
                with parquet.ParquetFile(self._path) as file:
                    yield file
                return
            fields = None if column is None else [self._all.index(column)]
            with OSFile(self._path) as source:
                yield ipc.open_file(source, options=ipc.IpcReadOptions(included_fields=fields))
        except (OSError, ValueError) as error:
            if isinstance(error, TableError):
                raise
            raise TableError(f"{self.name} cannot be read: {error}") from None

    def names(self) -> list[str]:
        return self._chosen

    def is_empty(self) -> bool:
        with self._file() as file:
            if self._parquet:
                return not file.metadata.num_rows
            return not any(file.get_batch(k).num_rows for k in range(file.num_record_batches))

    def _batches(self, column: str) -> Iterator[Any]:
        """The column as arrays of pyarrow's; the next is read while one is used."""
        with self._file(column) as file, ThreadPoolExecutor(1) as ahead:
            if self._parquet:
                batches = file.iter_batches(_ROWS, columns=[column])
            else:
                batches = map(file.get_batch, range(file.num_record_batches))
            coming = ahead.submit(next, batches, None)
            while (batch := coming.result()) is not None:
                coming = ahead.submit(next, batches, None)
                yield batch.column(0)

    def __getitem__(self, column: str) -> np.ndarray:
        import pyarrow as pa

        return _of_arrow(self.name, column, pa.chunked_array(list(self._batches(column))))

    def pieces(self, column: str) -> Iterator[np.ndarray]:
        first = 0
        for batch in self._batches(column):
            yield _of_arrow(self.name, column, batch, first)
            first += len(batch)


def _of_arrow(name: str, column: str, chunks: Any, first: int = 0) -> np.ndarray:
    """A column of pyarrow's, or a part of it. Empty places of texts are empty texts, of numbers they are refused.

    Args:
        first: the number of its first row, from 0
    """
    import pyarrow as pa

    if any(kind(chunks.type) for kind in (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean)):
        if chunks.null_count:
            empty = chunks.is_null().to_numpy(zero_copy_only=False)
            row = first + int(np.flatnonzero(empty)[0]) + 1
            raise TableError(f"{name}, row {row}: {column} is empty")
        return chunks.to_numpy(zero_copy_only=False)
    if chunks.null_count:
        chunks = chunks.cast(pa.string()).fill_null("")
    by_pandas = hasattr(chunks, "to_pandas") and _has("pandas")
    return np.asarray(chunks.to_pandas() if by_pandas else chunks.to_pylist())


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


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


def narrowed(table: Table, column: str) -> np.ndarray:
    """A column; whole numbers in 16 bits, if these suffice, without all of them ever having more."""
    pieces = [narrow(piece) for piece in table.pieces(column)]
    if len(pieces) == 1:
        return pieces[0]
    kinds = {piece.dtype for piece in pieces}
    if len(kinds) > 1 or pieces[0].dtype.kind not in "iuf":
        return table[column]
    return np.concatenate(pieces)


def narrow(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers in 16 bits, if these suffice."""
    if numbers.dtype.kind not in "iu" or not len(numbers):
        return numbers
    fits = -(1 << 15) <= numbers.min() and numbers.max() < 1 << 15
    return numbers.astype(np.int16, copy=False) if fits else numbers


def is_number(field: Any) -> bool:
    """Whether a field is a finite number, or the text of one."""
    try:
        return bool(np.isfinite(float(field)))
    except (TypeError, ValueError):
        return False


def find(known: tuple[str, ...], names: list[str]) -> Union[str, None]:
    """The first of the known names that a table has."""
    return next((k for k in known if k in names), None)
