"""What the programs have in common: a network that simulates piece by piece, and what one process measures of it."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import measure

LATER_S = 4.0  # wall time that later pieces take together at least
LATER = range(1, 31)  # how many there are at least and at most

Shown = dict[str, float]


@dataclass(frozen=True)
class Built:
    """A network that has been built: how it goes on by one piece, and figures that show that the work is the same."""

    shown: Callable[[float], Shown]  # given the time simulated [s]
    advance: Callable[[], None] | None = None  # instead of one call of Run


@dataclass(frozen=True)
class Program:
    """A row of the table."""

    build: Callable[[int], Built]  # given the seed
    piece: float  # ms
    resolution: float = 0.1  # ms
    most: int | None = None  # later pieces, where fewer than elsewhere


def times(since: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Wall and processor time since another time [s]."""
    return time.perf_counter() - since[0], time.process_time() - since[1]


def measured(program: Program, threads: int, seed: int) -> dict[str, Any]:
    """Builds a network and simulates its first piece and later ones."""
    nest.ResetKernel()
    nest.local_num_threads = threads
    nest.resolution = program.resolution
    nest.rng_seed = seed
    begin = times()
    built = program.build(seed)
    nest.Prepare()
    build = times(begin)
    advance = built.advance or (lambda: nest.Run(program.piece))
    begin = times()
    advance()
    first = times(begin)
    shown = built.shown(program.piece / 1000) | {"synapses": nest.num_connections}
    later: list[tuple[float, float]] = []
    most = program.most or LATER.stop - 1
    while len(later) < most and (len(later) < LATER.start or sum(w for w, _ in later) < LATER_S):
        begin = times()
        advance()
        later.append(times(begin))
    nest.Cleanup()
    return {
        "version": nest.__version__,
        "build_s": build[0],
        "first_s": first[0],
        "steady_s": min(wall for wall, _ in later),
        "steady_cpu_s": min(cpu for _, cpu in later),
        "later_s": sum(wall for wall, _ in later),
        "peak_rss_mb": measure.peak_memory(),
        "shown": shown,
    }


def main(programs: Mapping[str, Program]) -> None:
    """Measures the program that the command line names and prints its figures as JSON."""
    parser = argparse.ArgumentParser(description="Measures a program, in NEST or in Myelin.")
    parser.add_argument("name", choices=programs)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    nest.verbosity = nest.VerbosityLevel.ERROR
    print(json.dumps(measured(programs[given.name], given.threads, given.seed)), flush=True)
