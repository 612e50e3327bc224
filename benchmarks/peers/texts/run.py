#!/usr/bin/env python3
"""Measures texts in Myelin, NESTML with NEST, and Brian 2, in turn; prints tables of the least times.

Each figure is processor time (s), compilers included: wall times mean little on a machine that does other
things as well. Needs Pythons that have the peers, and what ./myelin needs.
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TEXTS = {
    "iaf_cond_exp": "iaf_cond_exp_neuron",
    "aeif_cond_exp": "aeif_cond_exp_neuron",
    "ht_neuron": "hill_tononi_neuron",
}
IN_BRIAN = ("iaf_cond_exp", "aeif_cond_exp")
SPEEDS = ("aeif_cond_exp", "hh_cond_exp_traub")


def measured(words: list[str]) -> dict[str, float]:
    """The figures that a process prints, with its processor time from beginning to end."""
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    ended = subprocess.run(words, cwd=HERE, capture_output=True, text=True)
    whole = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        sys.exit(f"{' '.join(words)} failed:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    found = json.loads(lines[-1]) | {"process_s": whole}
    print(json.dumps({"command": " ".join(words)} | found), file=sys.stderr, flush=True)
    return found


def texts(given: argparse.Namespace) -> None:
    """From text to first step, in a new process and in one that has done another model before."""
    models = Path(given.nestml).absolute().parents[1] / "models" / "neurons"
    rows: dict[tuple[str, str], list[float]] = {}
    for _ in range(given.rounds):
        for model, name in TEXTS.items():
            text = str(models / f"{name}.nestml")
            other = str(models / "iaf_psc_exp_neuron.nestml")
            path = ["--nest-path", given.nest_path]
            tools = {
                "Myelin": [[str(ROOT / "myelin"), "pynest", "step_pynest.py", text], other],
                "NESTML, NEST": [[given.nestml, "step_pynest.py", text, *path], other],
            }
            if model in IN_BRIAN:
                first = next(m for m in IN_BRIAN if m != model)
                tools["Brian 2, Cython"] = [[given.brian, "step_brian.py", model], first]
            for tool, (words, warm) in tools.items():
                cold = measured(words)
                again = measured([*words, "--warm", warm])
                times = rows.setdefault((model, tool), [1e9] * 3)
                for k, t in enumerate((cold["process_s"], cold["cpu_s"], again["cpu_s"])):
                    times[k] = min(times[k], t)
    print("| | | whole process [s] | text to step, new process [s] | a further model [s] |")
    print("|---|---|---|---|---|")
    for (model, tool), times in rows.items():
        print(f"| `{model}` | {tool} | " + " | ".join(f"{t:.3g}" for t in times) + " |")


def speeds(given: argparse.Namespace) -> None:
    """Processor and wall time of a simulated second of neurons with Poisson input."""
    rows: dict[tuple[str, str, int], list[float]] = {}
    for _ in range(given.rounds):
        for model in SPEEDS:
            for threads in (1, 2):
                options = [model, "--threads", str(threads), "--simtime", str(given.simtime)]
                tools = {
                    "Myelin": [str(ROOT / "myelin"), "pynest", "speed_pynest.py"],
                    "NEST": [given.nest or given.nestml, "speed_pynest.py"],
                    "Brian 2, C++": [given.brian, "speed_brian.py"],
                }
                for tool, words in tools.items():
                    found = measured([*words, *options])
                    times = rows.setdefault((model, tool, threads), [1e9, 1e9, 0])
                    times[0] = min(times[0], found["cpu_s"])
                    times[1] = min(times[1], found["wall_s"])
                    times[2] = found["rate"]
    print("| | | threads | processor [s] | wall [s] | spikes/s |")
    print("|---|---|---|---|---|---|")
    for (model, tool, threads), (cpu, wall, rate) in rows.items():
        print(f"| `{model}` | {tool} | {threads} | {cpu:.3g} | {wall:.3g} | {rate:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("texts", "speeds"))
    parser.add_argument("--nestml", required=True, help="a Python with nestml and nest-simulator")
    parser.add_argument("--brian", required=True, help="a Python with brian2 and cython")
    parser.add_argument("--nest", help="a Python with nest-simulator; that of --nestml if it is not given")
    parser.add_argument("--nest-path", default="", help="where NEST is installed, as NESTML wants it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--simtime", type=float, default=100.0, help="ms, for speeds")
    given = parser.parse_args()
    {"texts": texts, "speeds": speeds}[given.what](given)


if __name__ == "__main__":
    main()
