"""From a text in NESTML to the first step, by NESTML with NEST or by Myelin, whose interfaces are the same."""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

if hasattr(sys, "setdlopenflags"):
    sys.setdlopenflags(os.RTLD_GLOBAL | os.RTLD_NOW)  # modules for PyPI's NEST find its symbols so

import nest
from pynestml.frontend.pynestml_frontend import generate_nest_target


def processor() -> float:
    """Processor time of this process and of the compilers that it has waited for (s)."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def to_first_step(text: Path, name: str, suffix: str, nest_path: str) -> tuple[float, float]:
    """Wall and processor time from a file to the end of the first step (s)."""
    wall, cpu = time.perf_counter(), processor()
    options = {"nest_path": nest_path} if nest_path else {}
    with tempfile.TemporaryDirectory() as folder:
        generate_nest_target(
            str(text),
            target_path=folder,
            module_name=f"{name}{suffix}module",
            suffix=suffix,
            logging_level="ERROR",
            codegen_opts=options,
        )
        nest.ResetKernel()  # modules cannot be installed beside nodes
        nest.Install(f"{name}{suffix}module")
        nest.Create(name + suffix, 100)
        nest.Simulate(0.1)
    return time.perf_counter() - wall, processor() - cpu


def built_in(name: str) -> tuple[float, float]:
    """The same from the name of a model that needs no text."""
    wall, cpu = time.perf_counter(), processor()
    nest.ResetKernel()
    nest.Create(name, 100)
    nest.Simulate(0.1)
    return time.perf_counter() - wall, processor() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, help="a file of one model, whose name is the file's; or a built-in model")
    parser.add_argument("--nest-path", default="", help="where NEST is installed, for NESTML")
    parser.add_argument("--warm", type=Path, help="another text, which is done first")
    given = parser.parse_args()
    nest.set_verbosity("M_ERROR") if not hasattr(nest, "VerbosityLevel") else None
    if given.warm:
        to_first_step(given.warm, given.warm.stem, "_w", given.nest_path)
    if given.text.suffix == ".nestml":
        wall, cpu = to_first_step(given.text, given.text.stem, "_t", given.nest_path)
    else:
        wall, cpu = built_in(str(given.text))
    print(json.dumps({"wall_s": wall, "cpu_s": cpu}), flush=True)


if __name__ == "__main__":
    main()
