"""Writes the page of Python's reference for mkdocstrings, from what the module nest has.

    ./myelin pynest site/python_reference.py FILE
"""

import inspect
import sys
from pathlib import Path

import nest
from myelin.nest.kernel import MEANINGS

GROUPS = {
    "Nodes": ("models", "nodes", "parameter_types", "parameters"),
    "Connections": ("connect", "synapses", "tripartite", "growing"),
    "Simulation": ("simulation", "kernel", "parallel", "status"),
    "Space": ("layers", "masks", "layer_plots"),
    "Compartments": ("compartments",),
    "Files of SONATA": ("sonata",),
    "Messages": ("info",),
}

text = [
    "# Python",
    "`import nest` in scripts that `./myelin pynest` runs, or in notebooks after `%load_ext myelin`; `import myelin.nest as nest`"
    " elsewhere. Names and arguments are PyNEST's.",
]
shown = {
    name: value
    for name, value in vars(nest).items()
    if not name.startswith("_") and (inspect.isfunction(value) or inspect.isclass(value)) and value.__doc__
    and value.__module__.startswith("myelin.nest.") and name == value.__name__
}
for group, modules in GROUPS.items():
    text.append(f"## {group}")
    for module in modules:
        for name, value in shown.items():
            if value.__module__ == f"myelin.nest.{module}":
                text.append(f"::: myelin.nest.{module}.{name}")
missing = [n for n, v in shown.items() if f"::: {v.__module__}.{n}" not in text]
sys.exit(f"no group of the reference has {', '.join(missing)}") if missing else None

text.append("## Attributes of the kernel")
text.append("Read and set like variables: `nest.resolution = 0.1`.")
rows = [f"| `{name}` | {meaning} |" for name, meaning in sorted(MEANINGS.items())]
text.append("\n".join(["| name | what it is |", "|---|---|", *rows]))
text.append("## Connectomes")
text.append("::: myelin.connectome\n    options:\n      show_root_heading: false\n      members: true\n      heading_level: 3")
Path(sys.argv[1]).write_text("\n\n".join(text) + "\n", encoding="utf-8")
