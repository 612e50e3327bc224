"""Calls to functions of nodes with places, and what they answer.

With NEST, ``python layer_calls.py reference/layer_answers.json`` writes its answers, each from a process of
its own, as some calls end NEST itself; ``test_layer_answers.py`` compares.
"""

import json
import os
import sys
import tempfile

import nest
import numpy as np

S = nest.spatial


def layers():
    """A grid, one with joined edges, free nodes, a grid in three dimensions, and nodes without places."""
    nest.ResetKernel()
    made = {
        "grid": nest.Create("iaf_psc_alpha", positions=S.grid([3, 2])),
        "torus": nest.Create("iaf_psc_alpha", positions=S.grid([4, 4], extent=[2.0, 2.0], edge_wrap=True)),
        "free": nest.Create("iaf_psc_alpha", positions=S.free([[0.0, 0.0], [1.0, 0.5], [-1.0, 0.25]])),
        "cube": nest.Create("iaf_psc_alpha", positions=S.grid([2, 2, 2])),
        "none": nest.Create("iaf_psc_alpha", 3),
    }
    nest.Connect(made["grid"][:2], made["torus"][:3], "all_to_all")
    nest.Connect(made["grid"][0], made["torus"][1], syn_spec={"synapse_model": "stdp_synapse", "weight": 3.5})
    return made


def _positions(n):
    given = {
        "grid": n["grid"],
        "node": n["grid"][2],
        "slice": n["grid"][1:3],
        "cube": n["cube"][0],
        "none": n["none"],
        "list": [1, 2],
        "None": None,
        "empty": nest.NodeCollection([]),
    }
    for name, nodes in given.items():
        yield f"GetPosition {name}", lambda: nest.GetPosition(nodes)
        yield f"spatial {name}", lambda: nodes.spatial
    for name in ("torus", "free"):
        for part in (slice(None), slice(1, None), slice(0, None, 2)):
            yield f"spatial {name} {part}", lambda: n[name][part].spatial


def _ways(n):
    grid, torus = n["grid"], n["torus"]
    pairs = {
        "grid grid": (grid, grid),
        "node grid": (grid[0], grid),
        "grid node": (grid, grid[0]),
        "2 3": (grid[:2], grid[:3]),
        "grid free": (grid[:3], n["free"]),
        "grid torus": (grid[0], torus[5]),
        "torus grid": (torus[0], grid[0]),
        "position": ([[0.1, 0.2]], grid),
        "2 positions": ([[0.1, 0.2], [0.3, 0.4]], grid[:2]),
        "2 positions of 6": ([[0.1, 0.2], [0.3, 0.4]], grid),
        "flat": ([0.1, 0.2], grid),
        "array": (np.array([0.1, 0.2]), grid),
        "cube grid": (n["cube"][0], grid[0]),
        "none": (n["none"], n["none"]),
        "none grid": (n["none"][:1], grid),
        "to a list": (grid, [0.1, 0.2]),
        "around": ([[3.0, 0.0]], torus),
        "halfway": ([[-0.25, 0.25]], torus),
        "text": ("a", grid),
        "number": (1.0, grid),
    }
    for name, (a, b) in pairs.items():
        yield f"Displacement {name}", lambda: nest.Displacement(a, b)
        yield f"Distance {name}", lambda: nest.Distance(a, b)


def _nearest(n):
    grid, torus = n["grid"], n["torus"]
    cases = {
        "one": (grid, [0.1, 0.2]),
        "two": (grid, [[0.1, 0.2], [-0.3, 0.0]]),
        "tie": (grid, [0.0, 0.0]),
        "whole numbers": (grid, [0, 0]),
        "tie of four": (torus, [0.0, 0.0]),
        "at the edges": (torus, [1.0, 1.0]),
        "around": (torus, [3.1, 0.3]),
        "array": (grid, np.array([0.1, 0.2])),
        "cube": (n["cube"], [0.0, 0.0, 0.0]),
        "dimensions": (grid, [0.0, 0.0, 0.0]),
        "slice": (grid[2:4], [9.0, 9.0]),
        "none": (n["none"], [0.0, 0.0]),
        "list": ([1], [0.0, 0.0]),
        "number": (grid, 3.0),
        "text": (grid, "ab"),
        "tuples": (grid, ((0.0, 0.0), (1.0, 1.0))),
        "free": (n["free"], [0.0, 0.1]),
    }
    for name, (nodes, at) in cases.items():
        for every in (False, True):
            yield f"FindNearestElement {name} {every}", lambda: nest.FindNearestElement(nodes, at, every)
    for name in n:
        yield f"FindCenterElement {name}", lambda: nest.FindCenterElement(n[name])
    yield "FindCenterElement slice", lambda: nest.FindCenterElement(grid[1:4])
    yield "FindCenterElement list", lambda: nest.FindCenterElement([1])


def _partners(n):
    grid, torus = n["grid"], n["torus"]
    ends = {
        "all": (grid, torus),
        "node": (grid[0], torus),
        "slice": (grid[0], torus[1:4]),
        "none": (n["none"], torus),
        "to none": (grid, n["none"]),
        "list": ([1], torus),
        "grid grid": (grid, grid),
    }
    for kind in ("TargetNodes", "TargetPositions", "SourceNodes", "SourcePositions"):
        function = getattr(nest, "Get" + kind)
        for name, (a, b) in ends.items():
            yield f"Get{kind} {name}", lambda: function(a, b)
        yield f"Get{kind} stdp", lambda: function(grid, torus, "stdp_synapse")
        yield f"Get{kind} no such model", lambda: function(grid, torus, "no_such")


MASKS = [
    ("circular", {"radius": 0.4}),
    ("circular", {"radius": 0.0}),
    ("circular", {"radius": -1.0}),
    ("circular", {}),
    ("circular", {"radius": 0.4, "x": 1}),
    ("circular", 5),
    ("rectangular", {"lower_left": [-0.4, -0.3], "upper_right": [0.4, 0.3]}),
    ("rectangular", {"lower_left": [-0.4, -0.3], "upper_right": [0.4, 0.3], "azimuth_angle": 45.0}),
    ("rectangular", {"lower_left": [0.4, -0.3], "upper_right": [-0.4, 0.3]}),
    ("doughnut", {"inner_radius": 0.1, "outer_radius": 0.5}),
    ("doughnut", {"inner_radius": 0.6, "outer_radius": 0.5}),
    ("elliptical", {"major_axis": 1.0, "minor_axis": 0.5}),
    ("elliptical", {"major_axis": 0.4, "minor_axis": 0.5}),
    ("elliptical", {"major_axis": 1.0, "minor_axis": 0.5, "azimuth_angle": 90.0, "anchor": [0.1, 0.1]}),
    ("grid", {"shape": [2, 2]}),
    ("grid", {"shape": [2, 1], "upper_left_corner": [-1, 0]}),
    ("box", {"lower_left": [-0.4, -0.3, -0.2], "upper_right": [0.4, 0.3, 0.2]}),
    ("spherical", {"radius": 0.5}),
    ("ellipsoidal", {"major_axis": 1.0, "minor_axis": 0.5, "polar_axis": 0.7}),
    ("ellipsoidal", {"major_axis": 1.0, "minor_axis": 0.5, "polar_axis": -0.7}),
    ("no_such", {"radius": 1.0}),
]


def _masks(n):
    select, make = nest.SelectNodesByMask, nest.CreateMask
    for i, (kind, specs) in enumerate(MASKS):
        yield f"mask {i} {kind} grid", lambda: select(n["grid"], [0.0, 0.0], make(kind, specs))
        yield f"mask {i} {kind} torus", lambda: select(n["torus"], [0.9, 0.9], make(kind, specs))
        yield f"mask {i} {kind} cube", lambda: select(n["cube"], [0.0, 0.0, 0.1], make(kind, specs))
        if kind != "grid":
            yield f"mask {i} {kind} moved", lambda: select(
                n["grid"], [0.0, 0.0], make(kind, specs, anchor=[0.1, 0.2])
            )
    disc = make("circular", {"radius": 0.4})
    square = make("rectangular", {"lower_left": [0.0, 0.0], "upper_right": [1.0, 1.0]})
    combined = {
        "and": lambda: disc & square,
        "or": lambda: disc | square,
        "minus": lambda: disc - square,
        "two and three dimensions": lambda: disc & make("spherical", {"radius": 0.5}),
    }
    for name, mask in combined.items():
        yield f"mask {name}", lambda: select(n["grid"], [0.1, 0.1], mask())
    for point in ([0.1, 0.1], [0.1, 0.9], [0.4, 0.0], [0.1, 0.1, 0.1]):
        yield f"Inside {point}", lambda: disc.Inside(point)
    yield "select none", lambda: select(n["none"], [0.0, 0.0], disc)
    yield "select list", lambda: select([1], [0.0, 0.0], disc)
    yield "select slice", lambda: select(n["grid"][:3], [0.0, 0.0], disc)
    yield "select nobody", lambda: select(n["grid"], [5.0, 5.0], disc)
    yield "select dimensions", lambda: select(n["grid"], [0.0, 0.0, 0.0], disc)


def _files(n):
    def written(write, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            write(*arguments, folder + "/file")
            with open(folder + "/file", encoding="utf-8") as file:
                return file.read()

    for name in ("grid", "torus", "free", "cube"):
        yield f"DumpLayerNodes {name}", lambda: written(nest.DumpLayerNodes, n[name])
    for model in ("static_synapse", "stdp_synapse", "no_such"):
        yield f"DumpLayerConnections {model}", lambda: written(
            nest.DumpLayerConnections, n["grid"], n["torus"], model
        )


def _values(n):
    grid, none, far = n["grid"], n["none"], S.distance
    parameters = {
        "pos.x": S.pos.x,
        "pos.z": S.pos.z,
        "source_pos.y": S.source_pos.y,
        "target_pos.y": S.target_pos.y,
        "distance": far,
        "distance.x": far.x,
        "distance.z": far.z,
        "distance.n(1)": far.n(1),
        "sum": 2.0 * far + S.source_pos.x**2,
        "redraw": nest.math.redraw(far, 5.0, 6.0),
        "exp": nest.math.exp(far),
        "less": nest.logic.conditional(far < 0.5, 1.0, 2.0),
    }
    for name, value in parameters.items():
        yield f"{name} of nodes", lambda: value.apply(grid)
        yield f"{name} of pairs", lambda: value.apply(grid[0], [[0.1, 0.2], [0.3, -0.4]])
        yield f"{name} around", lambda: value.apply(n["torus"][0], [[0.9, 0.9], [-0.9, -0.9], [5.0, 5.0]])
        yield f"{name} spatial", lambda: value.is_spatial()
    yield "two nodes", lambda: far.apply(grid[:2], [[0.0, 0.0]])
    yield "no place", lambda: far.apply(none[0], [[0.0, 0.0]])
    yield "nodes without places", lambda: S.pos.x.apply(none)
    yield "dimensions", lambda: far.apply(grid[0], [[0.0, 0.0, 0.0]])
    yield "no list", lambda: far.apply(grid[0], [0.0, 0.0])


def calls(n):
    """All calls: what they are called, and a function."""
    for some in (_positions, _ways, _nearest, _partners, _masks, _files, _values):
        yield from some(n)


def shown(x):
    """An answer as JSON can hold it."""
    if isinstance(x, nest.NodeCollection):
        return {"nodes": x.tolist()}
    if isinstance(x, dict):
        return {k: shown(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [shown(one) for one in x]
    return x.item() if isinstance(x, np.generic) else x


def answer(call):
    """What a call gives, or the kind of its error."""
    try:
        return {"is": shown(call())}
    except Exception as error:
        return {"raises": type(error).__name__}


def _ask(file):
    """Writes NEST's answers; what ends NEST is left out."""
    found = {}
    for name, call in calls(layers()):
        end, begin = os.pipe()
        child = os.fork()
        if not child:
            os.write(begin, json.dumps(answer(call)).encode())
            os._exit(0)
        os.close(begin)
        with os.fdopen(end) as said:
            text = said.read()
        os.waitpid(child, 0)
        if text:
            found[name] = json.loads(text)
    with open(file, "w", encoding="utf-8") as out:
        json.dump(found, out, indent=0)
        out.write("\n")


if __name__ == "__main__":
    _ask(sys.argv[1])
