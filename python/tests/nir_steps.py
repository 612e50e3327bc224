"""A slow interpreter of NIR graphs, step by step and node by node, and a small network that it learns
with."""

from graphlib import TopologicalSorter

import numpy as np


def cell(kind, node, dt, gain, subtract):
    """Neurons of a node: a function from what comes in, in a step, to what they give."""
    size = getattr(node, "v_leak", getattr(node, "r", getattr(node, "threshold", None))).shape
    v = np.zeros(size) + getattr(node, "v_leak", 0.0)
    current = np.zeros(size)

    def step(x):
        nonlocal v, current
        if kind in ("CubaLIF", "CubaLI"):
            current = current + gain(dt, node.tau_syn) * (node.w_in * x - current)
            v = v + gain(dt, node.tau_mem) * (node.v_leak - v + node.r * current)
        elif kind in ("LIF", "LI"):
            v = v + gain(dt, node.tau) * (node.v_leak - v + node.r * x)
        elif kind in ("IF", "I"):
            v = v + dt * node.r * x
        else:
            return (x > node.threshold) * 1.0
        if kind in ("LI", "CubaLI", "I"):
            return v
        fired = v > node.v_threshold
        v = np.where(fired, v - node.v_threshold if subtract else node.v_reset, v)
        return fired * 1.0

    return step


def convolved(x, weight, stride, padding, dilation, groups):
    """A convolution by the book, with loops over everything."""
    out, each, height, width = weight.shape
    x = np.pad(x, ((0, 0), (padding[0], padding[0]), (padding[1], padding[1])))
    rows = (x.shape[1] - dilation[0] * (height - 1) - 1) // stride[0] + 1
    columns = (x.shape[2] - dilation[1] * (width - 1) - 1) // stride[1] + 1
    found = np.zeros((out, rows, columns))
    for o in range(out):
        first = o // (out // groups) * each
        for r in range(rows):
            for c in range(columns):
                for i in range(each):
                    for y in range(height):
                        for z in range(width):
                            found[o, r, c] += (
                                weight[o, i, y, z]
                                * x[
                                    first + i,
                                    r * stride[0] + y * dilation[0],
                                    c * stride[1] + z * dilation[1],
                                ]
                            )
    return found


def plain(kind, node, x):
    """What a node without a state gives."""
    if kind in ("Input", "Output"):
        return x
    if kind == "Linear":
        return node.weight @ x
    if kind == "Affine":
        return node.weight @ x + node.bias
    if kind == "Scale":
        return node.scale * x
    if kind == "Flatten":
        return x.reshape(*x.shape[: node.start_dim], -1)
    if kind == "Conv1d":
        found = convolved(
            x[:, None],
            node.weight[:, :, None],
            (1, node.stride),
            (0, node.padding),
            (1, node.dilation),
            node.groups,
        )
        return found[:, 0] + node.bias[:, None]
    if kind == "Conv2d":
        padding = (
            tuple((k - 1) * d // 2 for k, d in zip(node.weight.shape[2:], node.dilation))
            if node.padding == "same"
            else node.padding
        )
        return (
            convolved(x, node.weight, node.stride, padding, node.dilation, node.groups)
            + node.bias[:, None, None]
        )
    size = tuple(node.kernel_size)
    one = np.ones((x.shape[0], 1, *size)) / (np.prod(size) if kind == "AvgPool2d" else 1)
    return convolved(x, one, tuple(node.stride), tuple(node.padding), (1, 1), x.shape[0])


def interpret(graph, values, dt, exponential=False, subtract=False):
    """What the nodes of a graph (without graphs in it) with one input give to values in the shape (steps,
    *shape).

    Neurons that feed themselves, by whatever nodes without a delay, get what they gave in the step before.

    Returns:
        for each node, an array (steps, *shape)
    """

    def gain(dt, tau):
        return 1 - np.exp(-dt / tau) if exponential else dt / tau

    kinds = {n: type(node).__name__ for n, node in graph.nodes.items()}
    sources = {n: [s for s, t in graph.edges if t == n] for n in graph.nodes}
    late = {n: np.rint(node.delay / dt).astype(int) for n, node in graph.nodes.items() if kinds[n] == "Delay"}
    cells = {
        n: cell(kinds[n], node, dt, gain, subtract) for n, node in graph.nodes.items() if kinds[n] in CELLS
    }
    before = {(c, n) for c in cells for n in own_loop(graph, c, {*cells, *late})}
    now = {
        n: [s for s in own if (s, n) not in before and not (n in late and late[n].min() > 0)]
        for n, own in sources.items()
    }
    order = list(TopologicalSorter(now).static_order())
    given = {n: [] for n in graph.nodes}

    def of(source, n, k):
        at = k - 1 if (source, n) in before else k
        return given[source][at] if at >= 0 else np.zeros(graph.nodes[source].r.shape)

    for k, x in enumerate(values):
        for n in order:
            node = graph.nodes[n]
            if kinds[n] == "Input":
                found = np.asarray(x, float)
            elif n in late:
                found = np.zeros(late[n].shape)
                for at in np.ndindex(found.shape):
                    if k >= late[n][at]:
                        found[at] = given[sources[n][0]][k - late[n][at]][at]
            else:
                got = sum(of(s, n, k) for s in sources[n])
                found = cells[n](got) if n in cells else plain(kinds[n], node, got)
            given[n].append(found)
    return {n: np.array(v) for n, v in given.items()}


CELLS = ("LIF", "LI", "CubaLIF", "CubaLI", "IF", "I", "Threshold")


def own_loop(graph, start, ends):
    """The nodes to which neurons lead that lead back to them, by nodes other than neurons and delays."""
    ways, found = [[start]], set()
    while ways:
        way = ways.pop()
        for source, target in graph.edges:
            if source == way[-1] and target == start:
                found.add(way[1] if len(way) > 1 else start)
            elif source == way[-1] and target not in ends and target not in way:
                ways.append([*way, target])
    return found


def patterns(rng, templates, number):
    """Spikes of noisy copies of templates (classes, steps, channels): each spike is kept with 0.8, others
    come with 0.05."""
    which = rng.integers(0, len(templates), number)
    kept = templates[which] * (rng.random((number, *templates.shape[1:])) < 0.8)
    return np.maximum(kept, rng.random(kept.shape) < 0.05).astype(float), which


def learned(rng, spikes, which, hidden, classes, beta, rounds=60, rate=0.02):
    """Weights of a network that tells patterns apart: LIF neurons, then leaky readouts, of which the largest
    mean counts.

    Learnt by backpropagation through time with a surrogate gradient, 1 / (1 + 5 |v - 1|)^2, and Adam.

    Args:
        beta: what is left of a potential after a step; neurons are v = beta v + w x, fire above 1 and are
            then set to 0
    """
    number, steps, channels = spikes.shape
    weights = [
        rng.normal(0, 1.5 / np.sqrt(channels), (hidden, channels)),
        rng.normal(0, 1 / np.sqrt(hidden), (classes, hidden)),
    ]
    moments = [[np.zeros_like(w), np.zeros_like(w)] for w in weights]
    for turn in range(1, rounds + 1):
        v, u = np.zeros((number, hidden)), np.zeros((number, classes))
        before, fired, total = [], [], 0.0
        for k in range(steps):
            v = beta * v + spikes[:, k] @ weights[0].T
            z = (v > 1).astype(float)
            before.append(v)
            fired.append(z)
            v = v * (1 - z)
            u = beta * u + z @ weights[1].T
            total = total + u / steps
        chances = np.exp(total - total.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        error = (chances - np.eye(classes)[which]) / number
        gradients = [np.zeros_like(w) for w in weights]
        of_u, of_v = np.zeros_like(u), np.zeros_like(v)
        for k in reversed(range(steps)):
            of_u = error / steps + beta * of_u
            gradients[1] += of_u.T @ fired[k]
            of_v = beta * of_v * (1 - fired[k]) + of_u @ weights[1] / (1 + 5 * abs(before[k] - 1)) ** 2
            gradients[0] += of_v.T @ spikes[:, k]
        for w, g, (m, s) in zip(weights, gradients, moments):
            m += 0.1 * (g - m)
            s += 0.001 * (g * g - s)
            w -= rate * (m / (1 - 0.9**turn)) / (np.sqrt(s / (1 - 0.999**turn)) + 1e-8)
    return weights
