"""Builds one network of nodes that have places, on NEST or on Myelin, and prints the least times as JSON."""

import json
import math
import os
import resource
import sys
import time

import nest

TIMES = int(os.environ.get("SPACE_TIMES", "3"))
THREADS = int(os.environ.get("SPACE_THREADS", "2"))
SYNAPSES = 1000


def sheet(n):
    """Nodes on a grid whose edges are joined, connected by a gaussian in a circle."""
    std, radius = 0.15, 0.45
    side = round(math.sqrt(n))
    nodes = nest.Create("iaf_psc_alpha", positions=nest.spatial.grid([side, side], extent=[1.0, 1.0], edge_wrap=True))
    inside = 2 * math.pi * std**2 * (1 - math.exp(-((radius / std) ** 2) / 2))
    p = SYNAPSES / (n * inside) * nest.spatial_distributions.gaussian(nest.spatial.distance, std=std)
    return nodes, {"rule": "pairwise_bernoulli", "p": p, "mask": {"circular": {"radius": radius}}}


def ball(n):
    """Nodes anywhere in a ball, connected by an exponential in a smaller one."""
    import numpy as np

    rng = np.random.default_rng(1)
    way = rng.normal(size=(n, 3))
    places = way / np.linalg.norm(way, axis=1)[:, None] * rng.random((n, 1)) ** (1 / 3)
    nodes = nest.Create("iaf_psc_alpha", positions=nest.spatial.free(places.tolist(), extent=[2.0, 2.0, 2.0]))
    p = 0.75 * nest.spatial_distributions.exponential(nest.spatial.distance, beta=0.3 * (10000 / n) ** (1 / 3))
    return nodes, {"rule": "pairwise_bernoulli", "p": p, "mask": {"spherical": {"radius": 0.9}}}


def indegree(n):
    """The sheet with a fixed number of sources for each node, weighed by the gaussian."""
    nodes, spec = sheet(n)
    return nodes, {**spec, "rule": "fixed_indegree", "indegree": SYNAPSES}


def total(n):
    """As many synapses among nodes without places: what storing takes, and a number for each."""
    return nest.Create("iaf_psc_alpha", n), {"rule": "fixed_total_number", "N": SYNAPSES * n}


def bernoulli(n):
    """The same for pairs that are all equally likely."""
    return nest.Create("iaf_psc_alpha", n), {"rule": "pairwise_bernoulli", "p": SYNAPSES / n}


NETWORKS = {"sheet": sheet, "ball": ball, "indegree": indegree, "total": total, "bernoulli": bernoulli}

# Potjans and Diesmann (2014), doi:10.1093/cercor/bhs358: neurons of each layer, excitatory and inhibitory, and how
# likely a neuron (columns) is connected to one (rows).
NEURONS = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
LIKELY = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
]
CIRCUIT_SYNAPSES = 3e8


def layers(n):
    """Sizes of populations of `n` neurons, and how likely pairs are; 3e8 synapses for 80 000 neurons."""
    sizes = [round(n * size / sum(NEURONS)) for size in NEURONS]
    made = sum(p * a * b for a, row in zip(sizes, LIKELY) for b, p in zip(sizes, row))
    factor = CIRCUIT_SYNAPSES * (n / 80000) ** 2 / made
    return sizes, [[factor * p for p in row] for row in LIKELY]


def cells(source):
    """Weights and delays of synapses from a population."""
    inhibitory = source % 2 == 1
    normal = nest.random.normal(mean=-351.2 if inhibitory else 87.8, std=35.12 if inhibitory else 8.78)
    weight = nest.math.min(normal, 0.0) if inhibitory else nest.math.max(normal, 0.0)
    mean = 0.75 if inhibitory else 1.5
    delay = nest.math.redraw(nest.random.normal(mean=mean, std=mean / 2), min=0.1, max=100.0)
    return {"weight": weight, "delay": delay}


def mesocircuit(n):
    """Eight populations anywhere on 1 mm2 with joined edges, connected by a gaussian in a circle."""
    import numpy as np

    std, radius = 0.3, 0.5
    rng = np.random.default_rng(1)
    inside = 2 * math.pi * std**2 * (1 - math.exp(-((radius / std) ** 2) / 2))
    sizes, likely = layers(n)
    nodes = [
        nest.Create(
            "iaf_psc_exp",
            positions=nest.spatial.free((rng.random((size, 2)) - 0.5).tolist(), extent=[1.0, 1.0], edge_wrap=True),
        )
        for size in sizes
    ]
    for a, target in enumerate(nodes):
        for b, source in enumerate(nodes):
            if likely[a][b] == 0:
                continue
            p = likely[a][b] / inside * nest.spatial_distributions.gaussian(nest.spatial.distance, std=std)
            spec = {"rule": "pairwise_bernoulli", "p": p, "mask": {"circular": {"radius": radius}}}
            yield source, target, spec, cells(b)


def microcircuit(n):
    """The same without places."""
    sizes, likely = layers(n)
    nodes = [nest.Create("iaf_psc_exp", size) for size in sizes]
    for a, target in enumerate(nodes):
        for b, source in enumerate(nodes):
            many = round(likely[a][b] * sizes[a] * sizes[b])
            if many > 0:
                yield source, target, {"rule": "fixed_total_number", "N": many}, cells(b)


CIRCUITS = {"mesocircuit": mesocircuit, "microcircuit": microcircuit}


def built(network, n):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    nest.local_num_threads = THREADS
    if network in CIRCUITS:
        calls = list(CIRCUITS[network](n))
    else:
        nodes, spec = NETWORKS[network](n)
        calls = [(nodes, nodes, spec, {"weight": 1.0, "delay": 1.0})]
    wall, cpu = time.perf_counter(), time.process_time()
    for call in calls:
        nest.Connect(*call)
    nest.Simulate(1.0)  # tables are built when they are needed
    return time.process_time() - cpu, time.perf_counter() - wall, nest.num_connections


def main():
    network, n = sys.argv[1], int(sys.argv[2])
    runs = [built(network, n) for _ in range(TIMES)]
    cpu, wall = (min(r[i] for r in runs) for i in range(2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"cpu": cpu, "wall": wall, "synapses": runs[-1][2], "peak": peak}))


main()
