"""How long a network in SONATA's format takes to load. Makes files with random edges, by h5py, and prints seconds of
the clock, and of all processors, for each step.

    ./myelin pynest benchmarks/sonata/edges.py [--edges N] [--nodes N] [--gzip] [--by-arrays] [--folder FOLDER]
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np

import nest

CONFIG = {
    "target_simulator": "NEST",
    "manifest": {"$HERE": "${configdir}"},
    "components": {"point_neuron_models_dir": "$HERE", "synaptic_models_dir": "$HERE"},
    "networks": {
        "nodes": [{"nodes_file": "$HERE/nodes.h5", "node_types_file": "$HERE/node_types.csv"}],
        "edges": [{"edges_file": "$HERE/edges.h5", "edge_types_file": "$HERE/edge_types.csv"}],
    },
    "run": {"tstop": 100.0, "dt": 0.1},
}


def write(folder: Path, n: int, edges: int, stored: dict) -> None:
    """Writes a network whose edges are sorted by their targets, as builders of networks write them."""
    random = np.random.default_rng(1)
    excitatory = n * 4 // 5
    target = np.sort(random.integers(0, n, edges))
    source = random.integers(0, n, edges)
    with h5py.File(folder / "nodes.h5", "w") as file:
        file["nodes/a/node_type_id"] = np.where(np.arange(n) < excitatory, 1, 2).astype("u8")
        file["nodes/a/node_group_id"] = np.zeros(n, "u4")
        file["nodes/a/node_group_index"] = np.arange(n, dtype="u8")
        file.create_group("nodes/a/0")
    with h5py.File(folder / "edges.h5", "w") as file:
        group = file.create_group("edges/a_to_a")
        for name, values in {
            "source_node_id": source.astype("u8"),
            "target_node_id": target.astype("u8"),
            "edge_type_id": np.where(source < excitatory, 1, 2).astype("u4"),
            "edge_group_id": np.zeros(edges, "u2"),
            "edge_group_index": np.arange(edges, dtype="u4"),
            "0/syn_weight": np.where(source < excitatory, 1.0, -4.0) * random.uniform(10, 20, edges),
            "0/delay": random.integers(5, 30, edges) * 0.1,
        }.items():
            group.create_dataset(name, data=values, **stored)
        for end in ("source", "target"):
            group[f"{end}_node_id"].attrs["node_population"] = "a"
    (folder / "node_types.csv").write_text(
        "node_type_id model_type model_template dynamics_params\n"
        "1 point_neuron nest:iaf_psc_exp cell.json\n2 point_neuron nest:iaf_psc_exp cell.json\n"
    )
    (folder / "edge_types.csv").write_text("edge_type_id model_template\n1 static_synapse\n2 static_synapse\n")
    (folder / "cell.json").write_text('{"I_e": 300.0}')
    (folder / "config.json").write_text(json.dumps(CONFIG))


class Clock:
    """Takes the time of steps, one after the other."""

    def __init__(self):
        self.now = time.perf_counter(), self.processors()

    @staticmethod
    def processors() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    def step(self, name: str) -> None:
        before, self.now = self.now, (time.perf_counter(), self.processors())
        print(f"{name:28} {self.now[0] - before[0]:6.2f} s, processors {self.now[1] - before[1]:6.2f} s")


def by_arrays(folder: Path) -> None:
    """The same by h5py and Connect, without a look at what the files say."""
    nest.resolution = 0.1
    with h5py.File(folder / "nodes.h5") as file:
        n = len(file["nodes/a/node_type_id"])
    nest.Create("iaf_psc_exp", n, {"I_e": 300.0})
    with h5py.File(folder / "edges.h5") as file:
        group = file["edges/a_to_a"]
        nest.Connect(
            group["source_node_id"][()].astype(int) + 1,
            group["target_node_id"][()].astype(int) + 1,
            "one_to_one",
            {"weight": group["0/syn_weight"][()], "delay": group["0/delay"][()]},
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edges", type=int, default=10_000_000)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--by-arrays", action="store_true")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "config.json").exists():
        write(folder, given.nodes, given.edges, {"chunks": (65536,), "compression": "gzip"} if given.gzip else {})
    nest.ResetKernel()
    nest.network_size  # starts Java
    clock = Clock()
    if given.by_arrays:
        by_arrays(folder)
        clock.step("h5py, Create and Connect")
    else:
        network = nest.SonataNetwork(folder / "config.json")
        clock.step("SonataNetwork: read, check")
        network.Create()
        clock.step("Create")
        network.Connect()
        clock.step("Connect")
    nest.Prepare()
    clock.step("Prepare: tables")
    print(f"{nest.num_connections:,} synapses, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at most")


main()
