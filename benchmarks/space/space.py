"""Builds one network of nodes that have places, on NEST or on Myelin, and prints the least times as JSON."""

import json
import math
import os
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


def built(network, n):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    nest.local_num_threads = THREADS
    nodes, spec = network(n)
    wall, cpu = time.perf_counter(), time.process_time()
    nest.Connect(nodes, nodes, spec, {"weight": 1.0, "delay": 1.0})
    nest.Simulate(1.0)  # tables are built when they are needed
    return time.process_time() - cpu, time.perf_counter() - wall, nest.num_connections


def main():
    network, n = {"sheet": sheet, "ball": ball, "indegree": indegree}[sys.argv[1]], int(sys.argv[2])
    runs = [built(network, n) for _ in range(TIMES)]
    cpu, wall = (min(r[i] for r in runs) for i in range(2))
    print(json.dumps({"cpu": cpu, "wall": wall, "synapses": runs[-1][2]}))


main()
