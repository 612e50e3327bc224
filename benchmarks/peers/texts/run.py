#!/usr/bin/env python3
"""Measures texts in Myelin, NESTML with NEST, and Brian 2, in turn; prints tables of the least times.

Parts may be measured one after the other: with --results the tables are made of all that has been measured.

Each figure is processor time (s), compilers included: wall times mean little on a machine that does other
things as well. Needs Pythons that have the peers, and what ./myelin needs.
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path

from speed_models import MODELS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TEXTS = {
    "iaf_cond_exp": "iaf_cond_exp_neuron",
    "aeif_cond_exp": "aeif_cond_exp_neuron",
    "ht_neuron": "hill_tononi_neuron",
}
BUILT_IN = "iaf_psc_alpha_ps"  # in Myelin, too, a class and no text
SPEEDS = ("aeif_cond_exp", "hh_cond_exp_traub")
TOOLS = ("myelin", "nest", "brian2")
NAMES = {"myelin": "Myelin", "nest": "NESTML with NEST", "brian2": "Brian 2 with Cython"}
PROGRAMS = {"myelin": "Myelin", "fixed": "Myelin, Brian's method", "nest": "NEST", "brian2": "Brian 2, C++"}
METHODS = ("rk4",)  # Brian's methods that Myelin has, too, by the same name


def measured(words: list[str]) -> dict[str, float] | None:
    """The figures that a process prints, with its processor time from beginning to end."""
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    ended = subprocess.run(words, cwd=HERE, capture_output=True, text=True)
    whole = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        print(f"{' '.join(words)} failed:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}", file=sys.stderr)
        return None
    return json.loads(lines[-1]) | {"process_s": whole}


def texts(given: argparse.Namespace) -> list[dict[str, object]]:
    """The processes that go from text to first step; those with another model first are warm."""
    models = Path(given.nestml).absolute().parents[1] / "models" / "neurons"
    path = ["--nest-path", given.nest_path] if given.nest_path else []
    runs: list[dict[str, object]] = []
    for model in given.models or TEXTS:
        text = str(models / f"{TEXTS[model]}.nestml")
        other = str(models / "iaf_psc_exp_neuron.nestml")
        first = next(m for m in ("iaf_cond_exp", "aeif_cond_exp") if m != model)
        commands = {
            "myelin": ([str(ROOT / "myelin"), "pynest", "step_pynest.py", text], other),
            "nest": ([given.nestml, "step_pynest.py", text, *path], other),
            "brian2": ([given.brian, "step_brian.py", model], first),
        }
        for tool in given.tools:
            words, before = commands[tool]
            run = {"what": "texts", "model": model, "tool": tool}
            runs.append(run | {"warm": False, "words": words})
            runs.append(run | {"warm": True, "words": [*words, "--warm", before]})
    if "myelin" in given.tools:  # what of a new process's time has nothing to do with texts
        run = {"what": "texts", "model": BUILT_IN, "tool": "myelin"}
        words = [str(ROOT / "myelin"), "pynest", "step_pynest.py", BUILT_IN]
        runs.append(run | {"warm": False, "words": words})
        runs.append(run | {"warm": True, "words": [*words, "--warm", str(models / "iaf_psc_exp_neuron.nestml")]})
    return runs


def speeds(given: argparse.Namespace) -> list[dict[str, object]]:
    """The processes that simulate neurons with Poisson input."""
    runs: list[dict[str, object]] = []
    for model in given.models or SPEEDS:
        for threads in given.threads:
            options = [model, "--threads", str(threads), "--simtime", str(given.simtime)]
            commands = {
                "myelin": [str(ROOT / "myelin"), "pynest", "speed_pynest.py"],
                "nest": [given.nest or given.nestml, "speed_pynest.py"],
                "brian2": [given.brian, "speed_brian.py"],
            }
            if MODELS[model].method in METHODS:
                commands["fixed"] = [*commands["myelin"], "--method", MODELS[model].method]
            for tool in commands:
                if tool.replace("fixed", "myelin") not in given.tools:
                    continue
                run = {"what": "speeds", "model": model, "tool": tool, "threads": threads}
                runs.append(run | {"words": [*commands[tool], *options]})
    return runs


def least(found: list[dict], key: str, **wanted: object) -> str:
    """The least of a figure over the results that are as wanted."""
    values = [r[key] for r in found if all(r.get(k) == v for k, v in wanted.items())]
    return f"{min(values):.3g}" if values else "-"


def tables(found: list[dict]) -> None:
    """Prints a table for each of the two that anything was measured for."""
    of_texts = [r for r in found if r["what"] == "texts"]
    if of_texts:
        print("| | | whole process [s] | text to step, new process [s] | a further model [s] |")
        print("|---|---|---|---|---|")
        for model, tool in dict.fromkeys((r["model"], r["tool"]) for r in of_texts):
            same = {"model": model, "tool": tool}
            cells = [
                least(of_texts, "process_s", warm=False, **same),
                least(of_texts, "cpu_s", warm=False, **same),
                least(of_texts, "cpu_s", warm=True, **same),
            ]
            print(f"| `{model}` | {NAMES[tool]} | " + " | ".join(cells) + " |")
        print()
    of_speeds = [r for r in found if r["what"] == "speeds"]
    if of_speeds:
        print("| | | threads | processor [s] | wall [s] | spikes/s |")
        print("|---|---|---|---|---|---|")
        for model, tool, threads in dict.fromkeys((r["model"], r["tool"], r["threads"]) for r in of_speeds):
            same = {"model": model, "tool": tool, "threads": threads}
            cells = [least(of_speeds, key, **same) for key in ("cpu_s", "wall_s", "rate")]
            print(f"| `{model}` | {PROGRAMS[tool]} | {threads} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("texts", "speeds"))
    parser.add_argument("--nestml", required=True, help="a Python with nestml and nest-simulator")
    parser.add_argument("--brian", required=True, help="a Python with brian2 and cython")
    parser.add_argument("--nest", help="a Python with nest-simulator; that of --nestml if it is not given")
    parser.add_argument("--nest-path", default="", help="where NEST is installed, as NESTML wants it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--simtime", type=float, default=100.0, help="ms, for speeds")
    parser.add_argument("--models", nargs="+", choices=sorted({*TEXTS, *SPEEDS}), help="some of the models")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS, help="some of the programs")
    parser.add_argument("--threads", nargs="+", type=int, default=(1, 2), help="for speeds")
    parser.add_argument("--results", type=Path, help="a file of results; those in it count, new ones are added")
    given = parser.parse_args()
    found: list[dict] = []
    if given.results and given.results.exists():
        found = [json.loads(line) for line in given.results.read_text().splitlines()]
    for _ in range(given.rounds):
        for run in {"texts": texts, "speeds": speeds}[given.what](given):
            figures = measured(run.pop("words"))
            if figures is None:
                continue
            found.append(run | figures)
            print(json.dumps(found[-1]), file=sys.stderr, flush=True)
            if given.results:
                with given.results.open("a") as file:
                    file.write(json.dumps(found[-1]) + "\n")
    tables(found)


if __name__ == "__main__":
    main()
