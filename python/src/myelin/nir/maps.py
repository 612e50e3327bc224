"""What the nodes without a state do in a NIR graph: each is a sparse matrix on flattened values, with a
bias."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

Shape = tuple[int, ...]


class Map(NamedTuple):
    """What a node does with the values that it gets, flattened with the last axis fastest."""

    matrix: Any
    """A sparse matrix with a row for each value that it gives and a column for each that it gets."""
    bias: np.ndarray | None
    """What is added to each value, None for nothing."""
    shape: Shape
    """The shape of what it gives."""


def made(name: str, node: Any, shape: Shape | None) -> Map:
    """The map of a node of a graph, other than ``Delay``.

    Args:
        name: what the graph calls it
        node: ``Linear``, ``Affine``, ``Scale``, ``Conv1d``, ``Conv2d``, ``SumPool2d``, ``AvgPool2d`` or
            ``Flatten``
        shape: that of the values it gets; None if they do not tell

    Raises:
        ValueError: if the values do not fit.
    """
    kind = type(node).__name__
    if kind in ("Linear", "Affine"):
        weight = np.asarray(node.weight, float)
        if weight.ndim != 2:
            raise ValueError(
                f"{name}: {kind} has weights of shape {weight.shape}; a matrix (outputs, inputs) is needed"
            )
        bias = (
            None
            if kind == "Linear"
            else np.broadcast_to(np.asarray(node.bias, float), weight.shape[:1]).copy()
        )
        return Map(sparse.csr_matrix(weight), bias, weight.shape[:1])
    if kind == "Scale":
        scale = np.asarray(node.scale, float)
        shape = scale.shape if shape is None or scale.size > 1 else shape
        return Map(sparse.diags(np.broadcast_to(scale.ravel(), (_size(shape),)), format="csr"), None, shape)
    if kind == "Flatten":
        shape = _known(name, kind, shape, node.input_type["input"])
        first, last = int(node.start_dim) % len(shape), int(node.end_dim) % len(shape)
        flat = (*shape[:first], _size(shape[first : last + 1]), *shape[last + 1 :])
        return Map(sparse.identity(_size(shape), format="csr"), None, flat)
    if kind == "Conv1d":
        given = (
            None
            if node.input_shape is None
            else (node.weight.shape[1] * int(node.groups), int(node.input_shape))
        )
        channels, length = _axes(name, kind, _known(name, kind, shape, given), 2)
        convolved = _convolution(
            name,
            np.asarray(node.weight, float)[:, :, None, :],
            (channels, 1, length),
            _pair(node.stride, 1),
            _padding(node.padding, 0),
            _pair(node.dilation, 1),
            int(node.groups),
        )
        return _biased(convolved._replace(shape=(convolved.shape[0], convolved.shape[2])), node.bias)
    if kind == "Conv2d":
        given = (
            None if node.input_shape is None else (node.weight.shape[1] * int(node.groups), *node.input_shape)
        )
        known = _axes(name, kind, _known(name, kind, shape, given), 3)
        convolved = _convolution(
            name,
            np.asarray(node.weight, float),
            known,
            _pair(node.stride),
            _padding(node.padding),
            _pair(node.dilation),
            int(node.groups),
        )
        return _biased(convolved, node.bias)
    if kind in ("SumPool2d", "AvgPool2d"):
        known = _axes(name, kind, _known(name, kind, shape, None), 3)
        size = _pair(node.kernel_size)
        one = np.full((known[0], 1, *size), 1.0 if kind == "SumPool2d" else 1.0 / (size[0] * size[1]))
        return _convolution(name, one, known, _pair(node.stride), _padding(node.padding), (1, 1), known[0])
    raise ValueError(
        f"{name}: Myelin has no {kind}; it has Input, Output, LIF, LI, CubaLIF, CubaLI, IF, I, Threshold, Linear, Affine,"
        " Scale, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Delay and graphs of these"
    )


def _size(shape: Shape) -> int:
    return int(np.prod(shape, dtype=int))


def _known(name: str, kind: str, shape: Shape | None, given: Any) -> Shape:
    """The shape of what comes in; that which the node gives is the one that counts."""
    if given is not None:
        return tuple(int(n) for n in given)
    if shape is None:
        raise ValueError(
            f"{name}: the shape of what {kind} gets is not known; give its input_shape, or the Input's input_type"
        )
    return shape


def _axes(name: str, kind: str, shape: Shape, number: int) -> Shape:
    if len(shape) == number - 1:
        shape = (1, *shape)
    if len(shape) != number:
        raise ValueError(
            f"{name}: {kind} gets values of shape {shape}; {number} axes are needed, channels first"
        )
    return shape


def _pair(value: Any, first: int | None = None) -> tuple[int, int]:
    """A number for each of two axes; with ``first``, that of the first, where the value tells the second."""
    both = np.asarray(value).ravel()
    if first is not None:
        return first, int(both[0])
    return int(both[0]), int(both[-1])


def _padding(value: Any, first: int | None = None) -> tuple[int, int] | str:
    if isinstance(value, (str, bytes)):
        return value.decode() if isinstance(value, bytes) else value
    return _pair(value, first)


def _biased(convolved: Map, bias: Any) -> Map:
    """The map with a bias for each channel."""
    if bias is None or not np.any(bias):
        return convolved
    each = np.broadcast_to(np.asarray(bias, float).ravel(), convolved.shape[:1])
    return convolved._replace(bias=np.repeat(each, _size(convolved.shape[1:])))


def _convolution(
    name: str,
    weight: np.ndarray,
    shape: Shape,
    stride: tuple[int, int],
    padding: tuple[int, int] | str,
    dilation: tuple[int, int],
    groups: int,
) -> Map:
    """The matrix of a convolution of two axes, as deep learning has it: kernels are not reversed.

    Args:
        weight: numbers (channels out, channels in of a group, rows, columns)
        shape: channels, rows and columns of what comes in
    """
    out, each, *kernel = weight.shape
    if each * groups != shape[0] or out % groups:
        raise ValueError(
            f"{name}: weights of shape {weight.shape} in {groups} group(s) take {each * groups} channel(s), and get {shape[0]}"
        )
    spans = [d * (k - 1) for d, k in zip(dilation, kernel)]
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise ValueError(f"{name}: padding is '{padding}'; it may be 'same', 'valid' or numbers")
        before = [s // 2 for s in spans] if padding == "same" else [0, 0]
        after = [s - b for s, b in zip(spans, before)] if padding == "same" else [0, 0]
    else:
        before = after = list(padding)
    sizes = [
        (n + b + a - s - 1) // step + 1 for n, b, a, s, step in zip(shape[1:], before, after, spans, stride)
    ]
    if min(sizes) < 1:
        raise ValueError(
            f"{name}: the kernel of {kernel} is larger than what it gets, {shape[1:]}, with padding {padding}"
        )
    grids = np.meshgrid(
        np.arange(out), np.arange(each), np.arange(sizes[0]), np.arange(sizes[1]), indexing="ij"
    )
    channel, part, row, column = (g.ravel() for g in grids)
    target = (channel * sizes[0] + row) * sizes[1] + column
    source = channel // (out // groups) * each + part
    rows, columns, values = [], [], []
    for y in range(kernel[0]):
        for x in range(kernel[1]):
            down, along = (
                row * stride[0] + y * dilation[0] - before[0],
                column * stride[1] + x * dilation[1] - before[1],
            )
            inside = (down >= 0) & (down < shape[1]) & (along >= 0) & (along < shape[2])
            rows.append(target[inside])
            columns.append(((source * shape[1] + down) * shape[2] + along)[inside])
            values.append(weight[channel, part, y, x][inside])
    joined = [np.concatenate(v) for v in (values, rows, columns)]
    matrix = sparse.csr_matrix(
        (joined[0], (joined[1], joined[2])), shape=(out * sizes[0] * sizes[1], _size(shape))
    )
    return Map(matrix, None, (out, *sizes))
