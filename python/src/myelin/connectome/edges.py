"""Tables of edges and cells, put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, Union

import numpy as np

from ..nest import bulk
from ..nest.errors import call
from ..nest.state import state
from . import columns
from .brain import Brain
from .columns import TableError

_PRE = (
    "pre", "pre_id", "pre_root_id", "pre_pt_root_id", "Presynaptic_ID", "body_pre", "bodyId_pre", "source",
)  # fmt: skip
_SIGNED = ("Excitatory x Connectivity", "signed_count")
_COUNT = (*_SIGNED, "syn_count", "synapses", "count", "Connectivity", "weight", "n_syn")
_SIGN = ("sign", "Excitatory", "nt_type", "transmitter", "neurotransmitter")
_CELL = ("root_id", "pt_root_id", "bodyId", "body", "id", "cell", "")
_TRANSMITTER = ("transmitter", "nt_type", "top_nt", "neurotransmitter", "predictedNt", "consensusNt", "nt")


class Connectome:
    """Who connects to whom, and what is known of the cells. Any number of networks can be built of it.

    Attributes:
        cells: ids of the cells
        annotations: what is known of them, arrays in their order by name
        pre: places of the sources among the cells, an element for each edge
        post: places of the targets
        synapses: numbers of synapses, below 0 where they inhibit
        delay: delays (ms); None if the table has none
    """

    def __init__(
        self,
        cells: np.ndarray,
        annotations: dict[str, np.ndarray],
        pre: np.ndarray,
        post: np.ndarray,
        synapses: np.ndarray,
        delay: Union[np.ndarray, None],
    ):
        self.cells, self.annotations = cells, annotations
        self.pre, self.post, self.synapses, self.delay = pre, post, synapses, delay

    def __len__(self) -> int:
        return len(self.cells)

    def __repr__(self) -> str:
        return f"Connectome({len(self.cells)} cells, {len(self.pre)} edges)"

    def ids(self, **wanted: Any) -> np.ndarray:
        """Ids of the cells whose annotations are as wanted: a value, a list of values, or a function
        that is given an array and says which elements pass.

        Raises:
            KeyError: if the cells have no such annotation
        """
        chosen = np.ones(len(self.cells), bool)
        for name, value in wanted.items():
            if name not in self.annotations:
                raise KeyError(f"the cells have no annotation '{name}'; they have {list(self.annotations)}")
            column = self.annotations[name]
            chosen &= value(column) if callable(value) else np.isin(column, value)
        return self.cells[chosen]

    def places(self, ids: Any) -> np.ndarray:
        """Places of cells among all.

        Raises:
            KeyError: if there is no such cell
        """
        given = np.atleast_1d(np.asarray(ids))
        if given.size and given.dtype.kind not in "iu":
            raise TypeError("ids of cells are whole numbers")
        found = _places(call(state.network.package.Tables.cells, bulk.longs(self.cells)), given)
        if (found < 0).any():
            raise KeyError(f"there is no cell {given[found < 0][0]} among the {len(self.cells)} cells")
        return found

    def build(self, **options: Any) -> Brain:
        """Builds a network in the kernel, which is reset; see :class:`Brain` for the options."""
        return Brain(self, **options)


def read(
    edges: Any,
    cells: Any = None,
    *,
    pre: Union[str, None] = None,
    post: Union[str, None] = None,
    count: Union[str, None] = None,
    sign: Union[str, None] = None,
    delay: Union[str, None] = None,
    cell: Union[str, None] = None,
) -> Connectome:
    """Reads a table of edges, and one of cells.

    Columns are found by the names that public tables have (FlyWire, Codex, neuPrint, Shiu et al.); the
    names of others are given.

    Args:
        edges: a path, a table of pandas or pyarrow, or a dictionary of arrays
        cells: likewise; without it, the cells are those of the edges, sorted by id
        pre: column of the sources' ids
        post: column of the targets' ids
        count: column of numbers of synapses; without one, each edge is one synapse
        sign: column of signs, 1 or -1, or of transmitters; without one, counts have signs, or the cells
            have transmitters
        delay: column of delays (ms)
        cell: column of the cells' ids

    Raises:
        ValueError: if a table does not say what is needed, with the file and the row
    """
    named: dict[str, Union[str, None]] = {}

    def choose(names: list[str]) -> list[str]:
        named.update(_columns(names, pre, post, count, sign, delay))
        return [n for n in named.values() if n is not None]

    table = columns.opened(edges, choose)
    file = table.name
    _require_rows(file, table)
    annotations: dict[str, np.ndarray] = {}
    where = ""
    if cells is None:
        found = [np.unique(ids) for end in ("pre", "post") for _, ids in _ids(table, str(named[end]))]
        known = np.unique(np.concatenate(found))
    else:
        of_cells = columns.opened(cells, lambda names: names)
        where = of_cells.name
        _require_rows(where, of_cells)
        own = cell or columns.find(_CELL, of_cells.names())
        if own is None or own not in of_cells.names():
            names = of_cells.names()
            raise TableError(f"{where}: none of the columns {names} has the ids; name it by cell=...")
        known = np.concatenate([ids for _, ids in _ids(of_cells, own)])
        annotations = {n: of_cells[n] for n in of_cells.names() if n != own}
        _require_once(where, own, known)
    index = call(state.network.package.Tables.cells, bulk.longs(known))
    among = f"{len(known)} cells{f' of {where}' if where else ''}"
    ends = [_all_places(table, str(named[end]), index, among) for end in ("pre", "post")]
    synapses = columns.narrow(_signed(table, named, where, annotations, ends[0]))
    late = named["delay"]
    own_delay = np.asarray(columns.numbers(file, late, table[late]), float) if late else None
    if own_delay is not None and not (own_delay > 0).all():
        row = int(np.flatnonzero(own_delay <= 0)[0])
        raise TableError(f"{file}, row {row + 1}: {late} = {own_delay[row]}; a delay is above 0 ms")
    return Connectome(known, annotations, ends[0], ends[1], synapses, own_delay)


def _require_rows(file: str, table: columns.Table) -> None:
    if table.is_empty():
        raise TableError(f"{file} has names of columns, {table.names()}, and no rows")


def _require_once(file: str, column: str, ids: np.ndarray) -> None:
    order = np.argsort(ids, kind="stable")
    twice = np.flatnonzero(np.diff(ids[order]) == 0)
    if len(twice):
        first, second = order[twice[0]], order[twice[0] + 1]
        rows = f"{first + 1} and {second + 1}"
        raise TableError(f"{file}: {column} = {ids[first]} occurs twice, in the rows {rows}")


def _columns(
    names: list[str], pre: Any, post: Any, count: Any, sign: Any, delay: Any
) -> dict[str, Union[str, None]]:
    for given in (pre, post, count, sign, delay):
        if given is not None and given not in names:
            raise TableError(f"there is no column '{given}' among {names}")
    first = pre or columns.find(_PRE, names)
    after = None
    if first is not None:
        after = "target" if first == "source" else first.replace("pre", "post").replace("Pre", "Post")
    second = post or (after if after in names else None)
    if first is None or second is None:
        what = "sources" if first is None else "targets"
        raise TableError(f"none of the columns {names} has the ids of {what}; name it by pre=..., post=...")
    number = count or columns.find(_COUNT, names)
    signs = sign or (None if number in _SIGNED else columns.find(_SIGN, names))
    late = delay or columns.find(("delay",), names)
    made = {"pre": first, "post": second, "count": number, "sign": signs, "delay": late}
    role_of: dict[str, str] = {}
    for role, name in made.items():
        if name is not None and role_of.setdefault(name, role) != role:
            both = f"both as {role_of[name]} and as {role}"
            raise TableError(f"column '{name}' is asked for {both}; each needs a column of its own")
    return made


def _ids(table: columns.Table, column: str) -> Iterator[tuple[int, np.ndarray]]:
    """The ids of a column, piece by piece, each with the number of its first row, from 0."""
    first = 0
    for ids in table.pieces(column):
        if ids.dtype.kind not in "iu":
            held = f"column '{column}' holds {ids.dtype}"
            raise TableError(f"{table.name}: {held} instead of ids, which are whole numbers")
        if ids.dtype == np.uint64 and ids.size and ids.max() >= 1 << 63:
            raise TableError(f"{table.name}: column '{column}' has ids of 2^63 and beyond")
        yield first, ids.astype(np.int64, copy=False)
        first += len(ids)


def _all_places(table: columns.Table, column: str, index: Any, among: str) -> np.ndarray:
    """The places of the ids of a column among the cells, as messages call these."""
    made: list[np.ndarray] = []
    for first, ids in _ids(table, column):
        places = _places(index, ids)
        if len(places) and places.min() < 0:
            row = int(np.flatnonzero(places < 0)[0])
            given = f"{column} = {ids[row]}"
            raise TableError(f"{table.name}, row {first + row + 1}: {given} is none of the {among}")
        made.append(places)
    table.forget(column)
    return made[0] if len(made) == 1 else np.concatenate(made)


def _places(index: Any, ids: np.ndarray) -> np.ndarray:
    """Places of ids, -1 for those that are unknown."""
    java = state.network.package.Tables.places
    return bulk.exchanged(
        ids.astype(np.int64, copy=False), np.int32, lambda n, buffer: call(java, buffer, index, n)
    )


def _signed(
    table: columns.Table,
    named: dict[str, Any],
    cells: str,
    annotations: dict[str, np.ndarray],
    pre: np.ndarray,
) -> np.ndarray:
    """Numbers of synapses, below 0 where they inhibit."""
    number, sign, file = named["count"], named["sign"], table.name
    count = np.ones(len(pre), np.int8)
    if number:
        count = columns.numbers(file, number, columns.narrowed(table, number))
    if sign:
        if (count < 0).any():
            row = int(np.flatnonzero(count < 0)[0])
            raise TableError(
                f"{file}, row {row + 1}: {number} = {count[row]}; beside the signs of column {sign}, a number"
                " of synapses is at least 0"
            )
        column = table[sign]
        if column.dtype.kind not in "iuf":
            if not columns.is_number(next((f for f in column.tolist() if str(f) not in columns.EMPTY), "")):
                return count * _transmitters(f"{file}, column '{sign}'", column)
            column = columns.numbers(file, sign, column)
        wrong = np.flatnonzero(np.abs(column) != 1)
        if len(wrong):
            raise TableError(f"{file}, row {wrong[0] + 1}: {sign} = {column[wrong[0]]}; a sign is 1 or -1")
        return count * column
    of_cells = columns.find(_TRANSMITTER, list(annotations))
    if of_cells is None or (len(count) and count.min() < 0):
        return count
    return count * _transmitters(f"{cells}, column '{of_cells}'", annotations[of_cells])[pre]


def _transmitters(where: str, names: np.ndarray) -> np.ndarray:
    """The signs of transmitters."""
    kinds, which = _factorized(names)
    sign: Callable[[str], int] = state.network.package.Tables.sign
    signs = np.array([int(call(sign, str(k))) for k in kinds], np.int8)
    if len(which) and not signs.all():
        row = int(np.flatnonzero(signs[which] == 0)[0])
        raise TableError(
            f"{where}, row {row + 1}: '{names[row]}' is no transmitter whose sign is known; give a column of"
            " signs instead, 1 or -1"
        )
    return signs[which]


def _factorized(names: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    try:
        import pandas
    except ImportError:
        kinds, which = np.unique(names.astype(str), return_inverse=True)
        return kinds, which
    which, kinds = pandas.factorize(names, use_na_sentinel=False)
    return np.array(["" if k is None or k != k else k for k in kinds], dtype=object), which
