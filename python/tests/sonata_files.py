"""A small network in SONATA's format, as files.

Run by itself, with a Python that has NEST 3.10, h5py and numpy, it writes the network's files and the spikes
that NEST computes for them to a folder: NEST's nodes, and synapses from arrays, as NEST's packages are built
without HDF5.

    python sonata_files.py ../../sonata/src/test/resources/myelin/sonata/small
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import h5py
import numpy as np

CELLS, DRIVES, TSTOP, DT = 60, 20, 300.0, 0.1

LAYOUTS = {
    "contiguous": ({}, {}, "<"),
    "chunked": ({"chunks": (17,), "compression": "gzip", "shuffle": True}, {}, "<"),
    "newer": ({"chunks": (64,), "maxshape": (None,), "fletcher32": True}, {"libver": ("v110", "v114")}, "<"),
    "big_endian": ({}, {}, ">"),
}
"""How datasets can be stored: arguments of h5py's for datasets and for files, and the order of bytes."""

CONFIG = {
    "manifest": {
        "$NETWORK_DIR": "$BASE_DIR/network",
        "$BASE_DIR": "${configdir}",
        "$MODELS": "$BASE_DIR/models",
    },
    "components": {"point_neuron_models_dir": "$MODELS", "synaptic_models_dir": "$MODELS"},
    "networks": {
        "nodes": [
            {"nodes_file": "$NETWORK_DIR/cells.h5", "node_types_file": "$NETWORK_DIR/cell_types.csv"},
            {"nodes_file": "$NETWORK_DIR/drives.h5", "node_types_file": "$NETWORK_DIR/drive_types.csv"},
        ],
        "edges": [
            {"edges_file": "$NETWORK_DIR/inner.h5", "edge_types_file": "$NETWORK_DIR/inner_types.csv"},
            {"edges_file": "$NETWORK_DIR/outer.h5", "edge_types_file": "$NETWORK_DIR/outer_types.csv"},
        ],
    },
    "target_simulator": "NEST",
}

SIMULATION = {
    "manifest": {"$OUT": "./output", "$IN": "."},
    "run": {"tstop": TSTOP, "dt": DT},
    "node_sets_file": "$IN/node_sets.json",
    "inputs": {"drive": {"input_type": "spikes", "module": "h5", "input_file": "$IN/drive.h5", "node_set": "drives"}},
    "output": {"output_dir": "$OUT", "spikes_file": "spikes.h5", "spikes_sort_order": "by_time"},
    "reports": {
        "potentials": {"cells": "some", "variable_name": "V_m", "module": "membrane_report", "dt": 0.5},
    },
}

TEXTS = {
    "network/cell_types.csv": """\
node_type_id ei model_type model_template dynamics_params
20 e point_neuron nest:iaf_psc_alpha alpha.json
7 i point_neuron nest:iaf_psc_exp exp.json
8 i point_neuron iaf_psc_exp exp_slow.json
""",
    "network/drive_types.csv": "node_type_id model_type\n1 virtual\n",
    "network/inner_types.csv": """\
edge_type_id source_query target_query delay syn_weight model_template dynamics_params
1 "ei == 'e'" * 1.5 30.0 static_synapse none.json
2 "ei == 'i'" * 0.8 -60.0 static_synapse none.json
3 * * NULL 25.0 tsodyks2_synapse depressing.json
""",
    "network/outer_types.csv": """\
edge_type_id model_template dynamics_params
1 static_synapse strong.json
2 static_synapse none.json
""",
    "models/alpha.json": '{"I_e": 300.0, "tau_m": 12.0}',
    "models/exp.json": '{"I_e": 200.0, "tau_syn_ex": 3}',
    "models/exp_slow.json": '{"tau_m": 20.0, "V_reset": -68.5}',
    "models/none.json": "{}",
    "models/depressing.json": '{"U": 0.6, "tau_rec": 150.0, "delay": 2.0}',
    "models/strong.json": '{"weight": 120.0, "delay": 1.3}',
    "node_sets.json": '{"some": ["few", "inhibitory"], "few": {"population": "cells", "node_id": [3, 9, 0]}, '
    '"inhibitory": {"ei": "i", "node_id": [2, 31, 36, 55]}}',
}


def write(folder: Path, layout: str = "contiguous") -> Path:
    """Writes the files to a folder that does not exist."""
    datasets, files, order = LAYOUTS[layout]
    draw = random.Random(11).random

    def put(group, name, values, dtype):
        group.create_dataset(name, data=np.array(values, np.dtype(dtype).newbyteorder(order)), **datasets)

    def opened(name):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        return h5py.File(folder / name, "w", **files)

    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "circuit.json").write_text(json.dumps(CONFIG, indent=1), encoding="utf-8")
    (folder / "simulation.json").write_text(json.dumps(SIMULATION, indent=1), encoding="utf-8")

    for name, n, types in (
        ("cells", CELLS, [20] * 30 + [7, 7, 8] * 5 + [20] * 5 + [8] * 10),
        ("drives", DRIVES, [1] * DRIVES),
    ):
        with opened(f"network/{name}.h5") as file:
            nodes = file.create_group(f"nodes/{name}")
            put(nodes, "node_type_id", types, "u8")
            put(nodes, "node_id", range(n), "u8")
            put(nodes, "node_group_id", [0] * n, "u4")
            put(nodes, "node_group_index", range(n), "u8")
            nodes.create_group("0")

    def edges(name, source, n_sources, p, type_of, own):
        pairs = [(s, t) for t in range(CELLS) for s in range(n_sources) if draw() < p]
        with opened(f"network/{name}.h5") as file:
            group = file.create_group(f"edges/{source}_to_cells")
            put(group, "source_node_id", [s for s, _ in pairs], "u8")
            put(group, "target_node_id", [t for _, t in pairs], "u8")
            for end, population in (("source", source), ("target", "cells")):
                group[f"{end}_node_id"].attrs["node_population"] = population
            put(group, "edge_type_id", [type_of(s, t) for s, t in pairs], "u4")
            put(group, "edge_group_id", [0] * len(pairs), "u2")
            put(group, "edge_group_index", range(len(pairs)), "u4")
            inner = group.create_group("0")
            for column in own:
                put(inner, column, [own[column]() for _ in pairs], "f8")

    def inner_type(s, t):
        return 2 if 30 <= s < 45 or s >= 50 else 3 if (s + t) % 4 == 0 else 1

    edges("inner", "cells", CELLS, 0.2, inner_type, {"delay": lambda: 0.1 * (3 + int(25 * draw())) + 0.04 * draw()})
    edges("outer", "drives", DRIVES, 0.5, lambda s, t: 1 + (s + t) % 2, {"syn_weight": lambda: 100.0 + 200.0 * draw()})

    with opened("drive.h5") as file:
        times = sorted((0.05 + (TSTOP - 1) * draw(), int(DRIVES * draw())) for _ in range(400))
        spikes = file.create_group("spikes/drives")
        put(spikes, "timestamps", [t for t, _ in times], "f8")
        spikes["timestamps"].attrs["units"] = "ms"
        put(spikes, "node_ids", [s for _, s in times], "u8")
    return folder


def by_nest(folder: Path) -> dict:
    """The spikes of the cells in NEST, and what its ``SonataNetwork`` creates."""
    import nest
    import nest.lib.hl_api_sonata as sonata

    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    sonata.have_hdf5 = True  # is needed to connect only
    network = nest.SonataNetwork(folder / "circuit.json", sim_config=folder / "simulation.json")
    nodes = network.Create()
    maps = network._edges_maps or network._create_edges_maps() or network._edges_maps
    for edges in maps:
        with h5py.File(edges["edges_file"]) as file:
            (group,) = file["edges"].values()
            ends = [
                nodes[group[f"{end}_node_id"].attrs["node_population"]][0].global_id + group[f"{end}_node_id"][()].astype(int)
                for end in ("source", "target")
            ]
            types = group["edge_type_id"][()]
            for number, spec in edges["syn_specs"].items():
                chosen = types == int(number)
                own = {
                    name: group["0"][column][()][chosen]
                    for name, column in (("weight", "syn_weight"), ("delay", "delay"))
                    if column in group["0"]
                }
                n = int(chosen.sum())
                given = {k: np.full(n, v) if k in ("weight", "delay") else v for k, v in {**spec, **own}.items()}
                nest.Connect(ends[0][chosen], ends[1][chosen], "one_to_one", given)
    recorder = nest.Create("spike_recorder")
    nest.Connect(nodes["cells"], recorder)
    nest.Simulate(TSTOP)
    events = recorder.events
    return {
        "nodes": {name: [int(of[0].global_id), len(of), list(of.model)] for name, of in nodes.items()},
        "drive": [float(t) for t in nodes["drives"][3].spike_times],
        "connections": nest.num_connections,
        "delays": [nest.min_delay, nest.max_delay],
        "resolution": nest.resolution,
        "config": json.loads(json.dumps(network.config).replace(str(folder.resolve()), "FOLDER")),
        "senders": events["senders"].tolist(),
        "times": events["times"].tolist(),
        "V_m": list(nodes["cells"].V_m),
    }


if __name__ == "__main__":
    to = Path(sys.argv[1])
    write(to)
    (to / "nest.json").write_text(json.dumps(by_nest(to)), encoding="utf-8")
